"""Joining a time of day with the day that stands next to it: "10 p.m. Wednesday", "the night of Jan. 5"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.language.times.bounding import Framed
from onrecord.language.times.context import Context, Sense
from onrecord.language.times.periods import Period
from onrecord.language.times.zones import offset_of

_GAP = re.compile(r",?\s(?:on |of )?(?:the )?$|^$")
"""What may stand between the two."""
_BETWEEN_CLOCKS = re.compile(r" \(|\)?,? (?:to|and|or|until) |-|–| [-–/] ")
"""What stands between two times of one day: "2 p.m. to 4 p.m. on Friday", "10 p.m. (2000 GMT) on Thursday"."""
_AFTER_BRACKET = re.compile(r"\) (?:on )?")


def join_clocks(items: list[Framed], context: Context) -> list[Framed]:
    """Join each time of day with the day right after it; the day gives the date, the time of day the rest."""
    joined: list[Framed] = []
    for item in items:
        before = joined[-1] if joined else None
        day = item.sense.period
        if before is None or day is None:
            joined.append(item)
        elif _belong(before, item, context.text):
            joined[-1] = _join(before, item, day, context)
            _share_day(joined, len(joined) - 1, day, context)
        else:
            bare = item.sense.type == "DATE" and day.kind == "day"
            if bare and _AFTER_BRACKET.fullmatch(context.text, before.end, item.start):
                _share_day(joined, len(joined), day, context)
            joined.append(item)
    return joined


def _share_day(joined: list[Framed], end: int, day: Period, context: Context) -> None:
    """Put the times of the clock that stand right before a place on the day that is named behind them."""
    following = None if end == len(joined) else joined[end]
    for index in range(end - 1, -1, -1):
        clock = joined[index]
        gap_end = clock.end if following is None else following.start
        if clock.found.means != "clock" or clock.end != clock.found.end:
            return
        if following is not None and not _BETWEEN_CLOCKS.fullmatch(context.text, clock.end, gap_end):
            return
        joined[index] = following = replace(_join(clock, clock, day, context), start=clock.start, end=clock.end)


def _belong(first: Framed, second: Framed, text: str) -> bool:
    if first.sense.type != "TIME" or first.found.means not in ("clock", "today", "early_hours"):
        return False
    day = second.sense.period
    if day is None or day.kind != "day":
        return False
    hour, part = (one.sense.value.partition("T")[2] for one in (first, second))
    # "The early hours of Thursday morning" are that morning's; "10.30pm last night" is an hour of that night.
    same = hour == part if first.found.means == "early_hours" else first.found.means == "clock"
    if part and not (same and (hour == part or _is_within(hour, part))):
        return False
    if "today" in first.found.groups or "which" in first.found.groups:
        return False
    gap = text[first.end : second.start]
    return "\n\n" not in gap and _GAP.fullmatch(gap) is not None


def _is_within(clock: str, part: str) -> bool:
    """Return whether a time of the clock ("22:30") lies in a part of the day ("NI"), before its midnight."""
    first, last = _PARTS_OF_DAY.get(part, ("", ""))
    return first <= clock[: len("22:30")] < last


_PARTS_OF_DAY = {"MO": ("00:00", "12:00"), "AF": ("12:00", "18:00"), "EV": ("17:00", "24:00"), "NI": ("18:00", "24:00")}
"""The hours of the parts of a day; those of a night after midnight are of another day, so they are left out."""


def _join(first: Framed, second: Framed, day: Period, context: Context) -> Framed:
    clock = first.sense.value.partition("T")[2]
    edtf = first.sense.edtf
    if second.found.means == "days":  # "the night of July 14-15" begins on the 14th
        run = second.sense.value
        day = Period("day", date.fromisoformat(run.partition("/")[0]))
        return Framed(first.start, second.end, first.found, Sense("TIME", f"{day.timex}T{clock}", run, day))
    if edtf is not None:
        hour = edtf.strip("./").partition("T")[2][: len("12:30:00")]
        zone = first.found.groups.get("zone")
        if hour and zone:  # "9 a.m. ET on 1 July": the offset is that of July
            hour += offset_of(zone, day.first, clock, context.grammar)
        opens, closes = edtf.startswith("../"), edtf.endswith("/..")
        if opens or closes:  # "until 9 a.m. Tuesday": a bound is a day
            edtf = "../" * opens + day.timex + "/.." * closes
        else:
            edtf = f"{day.timex}T{hour}" if hour else day.timex
    return Framed(first.start, second.end, first.found, Sense("TIME", f"{day.timex}T{clock}", edtf, day))
