"""A part and the whole that it is part of: "the first week of May", "Tuesday of next week", "the last months of 2023".

The two are found one after the other; what they mean together is known when the whole is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.dates import bounds
from onrecord.language.times.context import Context, Found, Meaning, Sense, of, unknown
from onrecord.language.times.lengths import moved, unit_of
from onrecord.language.times.near_days import ordinal_of
from onrecord.language.times.numbers import number_of
from onrecord.language.times.periods import FINENESS, Period

_GAP = re.compile(r",? (?:of |in )?(?:the )?")
"""What may stand between the two."""

Item = tuple[Found, Sense]


def part_of(found: Found, context: Context) -> Sense | None:
    """Read "The first week" before "of May": open until its whole is read, but "last year" has a meaning alone."""
    if "weekday" in found.groups:
        return unknown("day")
    kind = str(context.grammar.meaning("period", found.groups["part_unit"]))
    last = (ordinal_of(found, context) or 0) < 0
    return of(Period.around(kind, context.published).shift(-1)) if last and context.published else unknown(kind)


def join_whole(part: Item, whole: Item, context: Context) -> tuple[Item, ...]:
    """Return what a part and a whole that follow one another mean: one expression, or both with the part's days.

    Two that are no part and whole come back as they are.
    """
    (found, sense), (other, meant) = part, whole
    if found.means == "duration" and meant.period is not None:
        between = context.text[found.end : other.start].strip()
        if context.grammar.modifiers["length_to"].fullmatch(between):
            return (found, replace(sense, edtf=_stretch_to(found, meant.period, context))), whole
    if not _GAP.fullmatch(context.text, found.end, other.start):
        return part, whole
    both = replace(found, end=other.end, text=context.text[found.start : other.end])
    if found.means == "part_of":
        if meant.type == "SET":
            return ((both, Sense("SET", meant.value)),)
        joined = _nth(found, meant.period, context) if meant.period else Sense("DATE", sense.value)
        return ((both, joined),) if joined else (part, whole)
    if meant.period is None:
        return part, whole
    if found.means == "weekday" and meant.period.kind == "week" and "period" in other.groups:
        return ((both, _weekday_in(found, sense, meant.period, context)),)
    if _lacks_year(found) and meant.period.kind == "year" and sense.period is not None and "year" not in other.groups:
        try:
            there = replace(sense.period, first=sense.period.first.replace(year=meant.period.first.year))
        except ValueError:  # 29 February
            return part, whole
        return ((both, of(there)),)
    if found.means == "duration" and (days := _stretch_in(found, meant.period, context)):
        return (found, replace(sense, edtf=days)), whole
    return part, whole


def _lacks_year(found: Found) -> bool:
    """Return whether a day or month is told without its year."""
    return found.means in ("date", "month") and not {"year", "yearwords", "which_year", "short"} & set(found.groups)


def _weekday_in(found: Found, sense: Sense, week: Period, context: Context) -> Sense:
    number = int(str(context.grammar.meaning("weekday", found.groups["weekday"])))
    day = Period("day", week.first + timedelta(days=number))
    clock = sense.value.partition("T")[2]
    return Sense(sense.type, f"{day.timex}T{clock}" if clock else day.timex, day.edtf, day)


def _nth(found: Found, whole: Period, context: Context) -> Sense | None:
    """Return the n-th day, weekday, week or month of a period; None where it has none or is no longer than that."""
    number = ordinal_of(found, context)
    if number is None or number == 0:
        return None
    if "weekday" in found.groups:
        weekday = int(str(context.grammar.meaning("weekday", found.groups["weekday"])))
        if number > 0:
            first = whole.first + timedelta(days=(weekday - whole.first.weekday()) % 7)
        else:
            first = whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7) + timedelta(days=7)
        day = first + timedelta(days=7 * (number - (number > 0)))
        return of(Period("day", day)) if whole.first <= day <= whole.last else None
    kind = str(context.grammar.meaning("period", found.groups["part_unit"]))
    if FINENESS.index(kind) >= FINENESS.index(whole.kind):
        return None
    if kind == "week":
        first = whole.first + timedelta(days=7 * (number - 1)) if number > 0 else whole.last - timedelta(days=6)
        last = min(first + timedelta(days=6), whole.last)
        if first > whole.last:
            return None
        return Sense("DATE", Period.around("week", first + timedelta(days=3)).timex, f"{first}/{last}")
    if number > 0:
        there = Period.around(kind, whole.first).shift(number - 1)
        if kind == "weekend" and Period.around(kind, whole.first).first < whole.first:
            there = there.shift(1)
    else:
        there = Period.around(kind, whole.last)
        if there.last > whole.last:
            there = there.shift(-1)
    return of(there) if whole.first <= there.first <= whole.last else None


def _stretch_to(found: Found, end: Period, context: Context) -> str | None:
    """Return the days of "the three months to September", "the year ended March 31"; None where no count is said."""
    groups, unit = found.groups, unit_of(found, context)
    count = number_of(groups["number"], context.grammar) if "number" in groups else 1.0 if "unit" in groups else None
    if count is None or unit is None or unit.startswith("T") or unit == "D":
        return None
    try:
        return _days(moved(end.last + timedelta(days=1), -count, unit), end.last)
    except (ValueError, OverflowError):
        return None


def _days(first: date, last: date) -> str:
    """Return an interval in months where it is of whole months, else in days."""
    months = f"{first:%Y-%m}/{last:%Y-%m}"
    return months if bounds(months) == (first, last) else f"{first}/{last}"


def _stretch_in(found: Found, whole: Period, context: Context) -> str | None:
    """Return the days of "the first three months" of a period; None where no count or end of it is said."""
    groups, unit = found.groups, unit_of(found, context)
    last = groups.get("side", "").lower() == "last" or (ordinal_of(found, context) or 0) < 0
    count = number_of(groups["number"], context.grammar) if "number" in groups else None
    if count is None or unit is None or unit.startswith("T") or not (last or "edge" in groups):
        return None
    try:
        first = moved(whole.last + timedelta(days=1), -count, unit) if last else whole.first
        end = whole.last if last else moved(whole.first, count, unit) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if not whole.first <= first <= end <= whole.last:
        return None
    return _days(first, end)


WHOLES: dict[str, Meaning] = {"part_of": part_of}
"""The kinds of this module."""
