"""Days told from another day ("a week ago Tuesday", "on the third day") and nights that two days share."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.language.times.context import Context, Found, Meaning, Sense, of, unknown
from onrecord.language.times.lengths import moved, unit_of
from onrecord.language.times.meanings import weekday
from onrecord.language.times.numbers import number_of
from onrecord.language.times.periods import UNKNOWN, Period


def away_from(found: Found, context: Context) -> Sense | None:
    """Read "A week ago Tuesday", "two weeks from Friday", "a year ago today", "on Friday week"."""
    groups, published = found.groups, context.published
    unit = unit_of(found, context)
    count = number_of(groups["number"], context.grammar) if "number" in groups else 1.0
    if "weekdays_ago" in groups:
        unit, count = "W", (count or 1.0) - 1
    if unit is None or unit.startswith("T") or count is None:
        return None
    if published is None:
        return unknown("day")
    back = groups.get("ago", "").lower() in ("ago", "before")
    if "this_period" in groups:
        return _same_then(published, -count if back else count, unit, groups["this_period"], context)
    if "today" in groups:
        day = published + timedelta(days=int(str(context.grammar.meaning("today", groups["today"]))))
    else:
        number = int(str(context.grammar.meaning("weekday", groups.get("weekday") or groups["weekdays_ago"])))
        steps = -((published.weekday() - number) % 7) if back else (number - published.weekday()) % 7
        day = published + timedelta(days=steps)
    try:
        return of(Period("day", moved(day, -count if back else count, unit)))
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None


def _same_then(published: date, count: float, unit: str, period: str, context: Context) -> Sense | None:
    """Read "Ten years ago this week": the week of that year."""
    try:
        there = moved(published, count, unit)
        return of(Period.around(str(context.grammar.meaning("period", period)), there))
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None


def day_count(found: Found, context: Context) -> Sense | None:
    """Read "On the third day": counted from the day named last, that day the first; open without one nearby."""
    number = ordinal_of(found, context)
    first = context.last_named(("day",), found.start)
    if number is None or number < 1:
        return None
    return unknown("day") if first is None else of(first.shift(number - 1))


def overnight(found: Found, context: Context) -> Sense | None:
    """Read "Overnight": the night before the publication or, beside a verb of the future, the one after it."""
    token = context.token(found.start)
    if token is None or (token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i):
        return None  # an overnight train
    before = True
    day: date | None = context.published
    if "weekday" in found.groups:
        named = weekday(found, context)
        day = named.period.first if named and named.period else None
        before = "into" in found.groups
    elif context.tense(found.start) == "future":
        before = False
    if day is None:
        return Sense("TIME", f"{UNKNOWN['day']}TNI")
    evening = day - timedelta(days=1) if before else day
    return Sense("TIME", f"{evening}TNI", f"{evening}/{evening + timedelta(days=1)}", Period("day", evening))


def early_hours(found: Found, context: Context) -> Sense:
    """Read "The early hours": of the day that follows, of the day named last, else of the publication's."""
    near = context.last_named(("day",), found.start)
    day = near.first if near else context.published
    if day is None:
        return Sense("TIME", f"{UNKNOWN['day']}TMO")
    return Sense("TIME", f"{day}TMO", day.isoformat(), Period("day", day))


def ordinal_of(found: Found, context: Context) -> int | None:
    """Return the number that an ordinal says ("third", "3rd", "last" is -1); None where it says none."""
    groups, grammar = found.groups, context.grammar
    if "digits" in groups:
        return int(groups["digits"])
    for group, words in (("edge", "edge"), ("nth", "ordinal_century")):
        if group in groups:
            return int(str(grammar.meaning(words, groups[group])))
    return None


NEAR_DAYS: dict[str, Meaning] = {
    "away_from": away_from, "day_count": day_count, "overnight": overnight, "early_hours": early_hours,
}  # fmt: skip
"""The kinds of this module."""
