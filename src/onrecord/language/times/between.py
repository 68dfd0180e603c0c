"""The time expressions of a report of which several days of publication are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from onrecord.dates import bounds
from onrecord.model import Time

_MOST_DAYS = 31
"""Days of publication that are tried; a report of which more are open is read as undated."""


def find_times_between(find: Callable[[str | None], tuple[Time, ...]], published: str | None) -> tuple[Time, ...]:
    """Find the time expressions of a text that was published on a day, at a time, or within an interval of days.

    Over an interval an expression keeps its date where it has the same on every day of it: "on Friday" printed from
    6 to 11 December is the 6th. Where that depends on the day ("yesterday"), it is as unknown as in an undated report.

    Args:
        find: Finds the expressions of the text for one day of publication, or for none.
        published: When the report was published, EDTF; None where it is not known.
    """
    first, last = bounds(published or "")
    if first is None or last is None or (last - first).days >= _MOST_DAYS:
        return find(None)
    if first == last:
        return find(published)
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    on_each = [{time.span: time for time in find(day)} for day in days]
    found = []
    for time in find(None):
        readings = {on_day.get(time.span, time) for on_day in on_each}
        (one,) = readings if len(readings) == 1 else (replace(time, edtf=None),)
        found.append(one)
    return tuple(found)
