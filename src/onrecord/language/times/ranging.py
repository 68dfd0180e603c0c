"""Two dates that are the ends of a range: "from March to June", "between 2014 and 2016", "28 November - 2 December".

TIMEX3 marks and values each alone; the EDTF date of both is the whole range. The second end lies after the first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from onrecord.language.times.bounding import Framed
from onrecord.language.times.context import Context, Sense, of
from onrecord.language.times.periods import Period, add_months

_REACH = 64
"""Code points before a range in which "between" or "postponed from" stands."""
_KINDS = frozenset({"day", "week", "month", "quarter", "season", "year", "decade", "century"})
_LOOSE = frozenset({"date", "month", "weekday"})
"""Kinds of expression that may leave out which year, or week, they mean."""


def join_ranges(items: list[Framed], context: Context) -> list[Framed]:
    """Give each two dates that are the ends of a range the EDTF date of the range."""
    joined = list(items)
    for index in range(len(joined) - 1):
        first, second = joined[index], joined[index + 1]
        if (shared := _shared_year(first, second, context)) is not None:
            joined[index] = shared
            continue
        if not _are_ends(first, second, context):
            continue
        if _habitual(first, second, context):
            joined[index], joined[index + 1] = _as_set(first), _as_set(second)
        elif (ends := _ordered(first, second, context)) is not None:
            low, high = ends
            edtf = _range(low, high)
            joined[index] = _with(first, low, edtf)
            joined[index + 1] = _with(second, high, edtf)
    return joined


def _are_ends(first: Framed, second: Framed, context: Context) -> bool:
    a, b = first.sense.period, second.sense.period
    if a is None or b is None or a.kind != b.kind or a.kind not in _KINDS:
        return False
    if first.sense.type != "DATE" or second.sense.type != "DATE":
        return False
    modifiers, text = context.grammar.modifiers, context.text
    gap = text[first.end : second.start].strip(" ")
    before = text[max(0, first.start - _REACH) : first.start]
    if modifiers["and"].fullmatch(gap):
        return modifiers["between"].search(before) is not None
    return modifiers["to"].fullmatch(gap) is not None and modifiers["moved"].search(before) is None


def _shared_year(first: Framed, second: Framed, context: Context) -> Framed | None:
    """Return the first of "March and April 2023" in the year of the second; None where it names its own, or a range."""
    a, b = first.sense.period, second.sense.period
    if a is None or b is None or a.kind != b.kind or a.kind not in ("day", "month") or first.sense.type != "DATE":
        return None
    modifiers, text = context.grammar.modifiers, context.text
    gap = text[first.end : second.start].strip(" ,")
    beside = modifiers["and"].fullmatch(gap) and not modifiers["between"].search(text[: first.start][-_REACH:])
    dated = first.found.means in ("date", "month") and not _has_year(first) and "year" in second.found.groups
    if not (beside and dated and first.sense.edtf == a.edtf):
        return None
    return replace(first, sense=of(_before(a, b, first)))


def _habitual(first: Framed, second: Framed, context: Context) -> bool:
    """Return whether weekdays are those of every week: "the ferry runs Monday to Friday"."""
    bare = all("which" not in one.found.groups and one.found.means == "weekday" for one in (first, second))
    return bare and context.tense(first.found.start) == "present"


def _as_set(item: Framed) -> Framed:
    period = item.sense.period
    number = period.first.isoweekday() if period else 1
    return replace(item, sense=Sense("SET", f"XXXX-WXX-{number}"))


def _ordered(first: Framed, second: Framed, context: Context) -> tuple[Period, Period] | None:
    """Return both ends, the one that leaves out its year or week told from the other; None if they are out of order."""
    low, high = first.sense.period, second.sense.period
    if low is None or high is None:
        return None
    published = context.published
    loose = [one.found.means in _LOOSE and not _has_year(one) for one in (first, second)]
    if loose[1]:
        high = _after(low, high, second)
        if loose[0] and published is not None and high.first > published:
            step = -1 if context.tense(first.found.start) == "past" else 0
            low, high = _turned(low, first, step), _turned(high, second, step)
    elif loose[0]:
        low = _before(low, high, first)
    return (low, high) if low.first < high.first else None


def _has_year(item: Framed) -> bool:
    return any(name in item.found.groups for name in ("year", "yearwords", "which", "which_year", "same"))


def _after(low: Period, high: Period, item: Framed) -> Period:
    """Return the first of an expression's days or months after another."""
    if item.found.means == "weekday":
        return Period("day", low.first + timedelta(days=(high.first.weekday() - low.first.weekday()) % 7))
    years = low.first.year - high.first.year
    there = _turned(high, item, years)
    return there if there.first >= low.first else _turned(high, item, years + 1)


def _before(low: Period, high: Period, item: Framed) -> Period:
    """Return the last of an expression's days or months before another."""
    if item.found.means == "weekday":
        return Period("day", high.first - timedelta(days=(high.first.weekday() - low.first.weekday()) % 7))
    years = high.first.year - low.first.year
    there = _turned(low, item, years)
    return there if there.first <= high.first else _turned(low, item, years - 1)


def _turned(period: Period, item: Framed, steps: int) -> Period:
    """Return the same weekday so many weeks on, or the same day or month so many years on."""
    if item.found.means == "weekday":
        return Period("day", period.first + timedelta(days=7 * steps))
    return Period(period.kind, add_months(period.first, 12 * steps))


def _range(low: Period, high: Period) -> str:
    simple = low.kind in ("day", "month", "year")
    return f"{low.edtf}/{high.edtf}" if simple else f"{low.first}/{high.last}"


def _with(item: Framed, period: Period, edtf: str) -> Framed:
    return replace(item, sense=replace(of(period), edtf=edtf))
