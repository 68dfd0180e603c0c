"""Joining a time of day with the day that stands next to it: "10 p.m. Wednesday", "the night of Jan. 5"."""

from __future__ import annotations

import re

from onrecord.language.times.bounding import Framed
from onrecord.language.times.context import Context, Sense
from onrecord.language.times.periods import Period
from onrecord.language.times.zones import offset_of

_GAP = re.compile(r",?\s(?:on |of )?(?:the )?$|^$")
"""What may stand between the two."""


def join_clocks(items: list[Framed], context: Context) -> list[Framed]:
    """Join each time of day with the day right after it; the day gives the date, the time of day the rest."""
    joined: list[Framed] = []
    for item in items:
        before = joined[-1] if joined else None
        day = item.sense.period
        if before is not None and day is not None and _belong(before, item, context.text):
            joined[-1] = _join(before, item, day, context)
        else:
            joined.append(item)
    return joined


def _belong(first: Framed, second: Framed, text: str) -> bool:
    if first.sense.type != "TIME" or first.found.means not in ("clock", "today", "early_hours"):
        return False
    day = second.sense.period
    if day is None or day.kind != "day":
        return False
    clock = second.sense.value.partition("T")[2]
    if clock and not (first.found.means == "early_hours" and first.sense.value.endswith(f"T{clock}")):
        return False  # "the early hours of Thursday morning" are that morning's
    if "today" in first.found.groups or "which" in first.found.groups:
        return False
    gap = text[first.end : second.start]
    return "\n\n" not in gap and _GAP.fullmatch(gap) is not None


def _join(first: Framed, second: Framed, day: Period, context: Context) -> Framed:
    clock = first.sense.value.partition("T")[2]
    edtf = first.sense.edtf
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
