"""What each kind of relative period and distance means; with `meanings` and `lengths` all that a rule can mean.

Each function takes the place found and the context, and returns a `Sense`, or None where the words are no time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import floor

from onrecord.language.times.context import Context, Found, Meaning, Sense, of, unknown, which
from onrecord.language.times.lengths import LENGTHS, MONTHS_OF, UNIT_KIND, duration, moved, unit_of
from onrecord.language.times.meanings import DATES
from onrecord.language.times.named_days import NAMED_DAYS
from onrecord.language.times.near_days import NEAR_DAYS
from onrecord.language.times.numbers import number_of
from onrecord.language.times.numeric import numeric
from onrecord.language.times.periods import FINENESS, UNKNOWN, Period, add_months
from onrecord.language.times.wholes import WHOLES

_COMPARED = {1: ("quarter", "half"), 2: ("quarter", "half", "month")}
"""What "a year ago" (1) and "a year earlier" (2) are compared with, if named just before."""
_STALE = 150
"""Days after its end from which "the third quarter" beside a verb of the future is next year's: firms report on the
last one for months ("will report a third-quarter loss")."""
_PARTS = {2: "half", 4: "quarter"}
_UP_TO_NOW = {"week": "W", "month": "M", "year": "Y", "decade": "10Y", "century": "100Y"}
"""Periods that "the past" and "the last" count back from the publication: "the last week" is seven days, "last week" is
the one before this."""


def period(found: Found, context: Context) -> Sense | None:
    """Read "Last month", "this week", "next year"."""
    kind = str(context.grammar.meaning("period", found.groups["period"]))
    steps = which(found, context) or 0
    words = found.groups["which"].lower().split()
    word = words[-1]
    if kind == "day":
        return _neighbour(kind, steps, context, found.start) if word in ("next", "previous") else None
    if word == "previous" and (anchor := context.last_named((kind,), found.start)):
        return of(anchor.shift(-1))
    if context.published is None:
        return unknown(kind)
    after = found.groups["which"].lower() == "the next" and context.tense(found.start) == "past"
    if after and context.last_named(FINENESS[: FINENESS.index(kind) + 1], found.start):
        return _neighbour(kind, steps, context)
    here = Period.around(kind, context.published)
    if (word == "past" or "the" in words) and steps < 0 and kind in _UP_TO_NOW:
        window = f"{moved(context.published, -1, _UP_TO_NOW[kind])}/{context.published}"
        return replace(of(here.shift(steps)), edtf=window)
    if kind == "weekend" and steps < 0:  # on a Saturday "last weekend" is not the one that has begun
        return of(here.shift(-1))
    if kind == "weekend" and steps == 0 and here.first > context.published and context.tense(found.start) == "past":
        return of(here.shift(-1))
    return of(here.shift(steps))


def period_beyond(found: Found, context: Context) -> Sense | None:
    """Read "The year before last", "the week after next"."""
    kind = str(context.grammar.meaning("period", found.groups["period"]))
    if context.published is None:
        return unknown(kind)
    return of(Period.around(kind, context.published).shift(-2 if "before_last" in found.groups else 2))


def the_period(found: Found, context: Context) -> Sense | None:
    """Read "The year", "the weekend", "year's end": the one that the publication stands in."""
    word = found.groups.get("period") or found.groups["end"]
    kind = str(context.grammar.meaning("period", word))
    if kind in ("day", "quarter"):
        return None
    if context.published is None:
        return unknown(kind)
    here = Period.around(kind, context.published)
    if kind == "weekend" and here.first > context.published and context.tense(found.start) != "future":
        here = here.shift(-1)
    if context.follows("later_in", found.start) and here.last == context.published:
        # On the last day of a year "later in the year" is of the one that the text has just named.
        named = context.last_named(FINENESS[: FINENESS.index(kind) + 1], found.start)
        here = Period.around(kind, named.first) if named is not None and named.first > here.last else here
    return of(here)


def same_period(found: Found, context: Context) -> Sense | None:
    """Read "That year", "the following month": by the period of this kind that was named last."""
    kind = str(context.grammar.meaning("period", found.groups["period"]))
    word = "same" if "same" in found.groups else "beside"
    steps = int(str(context.grammar.meaning(word, found.groups[word])))
    # In "by late January of that year" the January is not what "that year" looks back to.
    part = context.named.pop() if context.follows("of_part", found.start) and context.named else None
    meant = _neighbour(kind, steps, context)
    if part is not None:
        context.named.append(part)
    return meant


_TOLD_ON = 6
"""How many sentences back a date still anchors "the next day": a paragraph or two of the same story."""


def _neighbour(kind: str, steps: int, context: Context, near: int | None = None) -> Sense | None:
    """Return the period so many steps from the one named last (near an offset), where that is fine enough to tell."""
    finer = FINENESS[: FINENESS.index(kind) + 1]
    anchor = context.last_named(finer, near, _TOLD_ON)
    if anchor is None:
        return unknown(kind) if kind != "day" or near is not None else None
    return of(Period.around(kind, anchor.first).shift(steps))


def part_of_year(found: Found, context: Context) -> Sense | None:
    """A quarter or half by its number; without its year, the last that has begun, or the next if the verb says so.

    A fiscal one has no date in EDTF: where it begins differs from firm to firm.
    """
    sense = _part_of_year(found, context)
    fiscal = sense is not None and context.grammar.modifiers["of_fiscal"].search(found.text) is not None
    return replace(sense, edtf=None) if sense is not None and fiscal else sense


def _part_of_year(found: Found, context: Context) -> Sense | None:
    groups = found.groups
    if "quarter_code" in groups:
        number = int(str(context.grammar.meaning("quarter_code", groups["quarter_code"])))
        count, number = (2, number - 4) if number > 4 else (4, number)
    else:
        number = int(str(context.grammar.meaning("ordinal", groups["ordinal"])))
        count = 2 if "half" in groups else 4
    if number == -1:
        if groups["ordinal"].lower() == "last" and "year" not in groups and "which_year" not in groups:
            return None if count == 2 else _latest_quarter(context)
        number = count
    if number > count or (count == 2 and "quarter_code" in groups and "year" not in groups):
        return None  # "H1" alone is a road or a visa
    kind, first_month = _PARTS[count], (number - 1) * 12 // count + 1
    published = context.published
    if "year" in groups:
        return of(Period(kind, date(int(groups["year"]), first_month, 1)))
    if published is None:
        return Sense("DATE", f"XXXX-{'H' if count == 2 else 'Q'}{number}")
    steps = which(found, context, "which_year")
    if steps is None and "the_year" in groups:
        steps = 0
    if steps is not None:
        return of(Period(kind, date(published.year + steps, first_month, 1)))
    here = Period(kind, date(published.year, first_month, 1))
    if here.first > published and context.tense(found.start) != "future":
        return of(here.shift(-count))
    if (published - here.last).days > _STALE and context.tense(found.start) == "future":
        return of(here.shift(count))
    return of(here)


def _latest_quarter(context: Context) -> Sense:
    if context.published is None:
        return unknown("quarter")
    return of(Period.around("quarter", context.published).shift(-1))


def latest_quarter(found: Found, context: Context) -> Sense | None:
    """Read "The quarter", "the latest period": the one named last, else the last that is over."""
    named = context.last_named(("quarter",))
    over = context.published is None or named is None or named.last <= context.published
    if named is not None and (over or "latest" not in found.groups):
        return of(named)
    if found.groups.get("kind", "").lower() == "period":
        return None
    return _latest_quarter(context)


def year_ago(found: Found, context: Context) -> Sense | None:
    """Read "The year-ago quarter", "the 1988 period": what was named last and has begun, in the other year."""
    today = context.published
    kinds = ("quarter",) if found.groups.get("kind", "").lower() == "quarter" else ("quarter", "half", "month", "year")
    begun = (
        period
        for _, period in reversed(context.named)
        if period.kind in kinds and (today is None or period.first <= today)
    )
    anchor = next(begun, None) or context.last_named(("quarter", "half", "month", "year"))
    if "year" in found.groups:
        number = int(found.groups["year"])
        if anchor is None or anchor.kind == "year":
            return of(Period("year", date(number, 1, 1)))
        return of(Period(anchor.kind, anchor.first.replace(year=number)))
    if anchor is None or (anchor.kind == "year" and today is not None):
        return of(Period.around("year", add_months(today, -12))) if today else unknown("year")
    return of(Period(anchor.kind, add_months(anchor.first, -12)))


def distance(found: Found, context: Context) -> Sense | None:
    """Read "Two years ago" from the publication; "two years earlier" from the date named last."""
    groups = found.groups
    way = int(str(context.grammar.meaning("ago", groups["ago"])))
    unit = unit_of(found, context)
    count = number_of(groups["number"], context.grammar) if "number" in groups else None
    if unit is None:
        return None
    if count is not None and "half" in groups:
        count += 0.5
    if count is None and way == -1:
        return Sense("DATE", "PAST_REF")
    if count is None and way == 1 and not unit.startswith("T"):
        return Sense("DATE", "FUTURE_REF")
    if count is None:
        return duration(found, context)
    named = context.last_named(near=found.start)
    steps = count if way > 0 else -count
    if unit.startswith("T"):
        return _clock_away(context, steps, unit) if abs(way) == 1 else duration(found, context)
    # "Profit rose 5% in the third quarter from a year ago": what is compared is the quarter.
    if unit == "Y" and count == 1:
        told = context.last_named(("month", "quarter", "half", "year"), found.start)
        if told is not None and told.kind in _COMPARED[abs(way)]:
            return of(Period(told.kind, add_months(told.first, round(12 * steps))))
    if abs(way) == 2:
        kind = UNIT_KIND.get(unit, "year")
        if named is None or FINENESS.index(named.kind) > FINENESS.index(kind):
            if way > 0 or context.published is None:
                return duration(found, context)
            return _roughly(_away(context.published, steps, unit), found, context.published, steps, unit, context)
        return _roughly(_away(named.first, steps, unit), found, named.first, steps, unit, context)
    if context.published is None:
        return unknown(UNIT_KIND.get(unit, "year"))
    return _roughly(_away(context.published, steps, unit), found, context.published, steps, unit, context)


def _roughly(sense: Sense | None, found: Found, day: date, steps: float, unit: str, context: Context) -> Sense | None:
    """Make the date of "more than five years ago" an approximate one, and "less than a month ago" the days since."""
    if sense is None or sense.edtf is None:
        return sense
    modifiers = context.grammar.modifiers
    if modifiers["less"].match(found.text):
        ends = sorted((day, moved(day, steps, unit)))
        return replace(sense, edtf=f"{ends[0]}/{ends[1]}")
    if not modifiers["roughly"].match(found.text):
        return sense
    return replace(sense, edtf="/".join(f"{end}~" for end in sense.edtf.split("/")))


def _clock_away(context: Context, steps: float, unit: str) -> Sense:
    """Return the sense of "15 minutes ago": a time of the day of publication or, by hours, of one beside it.

    Without the hour of publication "an hour ago" is of that day or the one before.
    """
    today = context.published
    if today is None:
        return Sense("TIME", f"{UNKNOWN['day']}TXX")
    hours = steps / _IN_AN_HOUR[unit]
    if context.hour is not None:
        near = today + timedelta(days=floor((context.hour + hours) / 24))
        edtf = near.isoformat()
    else:
        near = today + timedelta(days=int(hours / 24))
        ends = sorted((near, near + timedelta(days=1 if hours > 0 else -1)))
        edtf = near.isoformat() if abs(hours) < 1 or hours % 24 == 0 else f"{ends[0]}/{ends[1]}"
    return Sense("TIME", f"{near}TXX", edtf, Period("day", near))


_IN_AN_HOUR = {"TH": 1, "TM": 60, "TS": 3600}


def _away(day: date, steps: float, unit: str) -> Sense | None:
    """Return the period of the unit's length so many units from a day; weeks lead to a day where they are counted."""
    try:
        if unit == "D":
            return of(Period("day", day).shift(round(steps)))
        if unit in ("W", "2W"):
            return of(Period.around("week", day).shift(round(steps * (2 if unit == "2W" else 1))))
        if unit not in MONTHS_OF:
            return None
        kind = UNIT_KIND.get(unit, "year")
        there = add_months(day, round(steps * MONTHS_OF[unit]))
        return of(Period.around("year" if kind in ("decade", "century") else kind, there))
    except (ValueError, OverflowError):  # before the year 1 or after 9999: "65 million years ago"
        return Sense("DATE", "PAST_REF") if steps < 0 else None


def vague(found: Found, context: Context) -> Sense:
    """Read "Now", "recently", "soon"."""
    name = next(name for name in ("present", "past", "future") if name in found.groups)
    return Sense("DATE", str(context.grammar.meaning(name, found.groups[name])))


MEANINGS: dict[str, Meaning] = DATES | LENGTHS | NEAR_DAYS | NAMED_DAYS | WHOLES | {
    "period": period, "period_beyond": period_beyond, "the_period": the_period, "same_period": same_period,
    "part_of_year": part_of_year,
    "latest_quarter": latest_quarter, "year_ago": year_ago, "distance": distance, "vague": vague,
    "numeric": numeric,
}  # fmt: skip
"""Every kind but `nothing`: the names that a grammar's rules may use."""

COMPARING = frozenset({"distance", "year_ago"})
"""Kinds that look back from what is told ("from $3 million a year earlier"): what follows is not anchored to them."""
