"""How the record grew: for each day of publication, how many reports came and how many claims they were first with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.dates import without_hours
from onrecord.pages.dates import short, sort_key
from onrecord.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Day:
    """One day of publication."""

    day: str
    reports: int
    claims: int
    """Claims that were first reported on it."""
    share: float
    """Its claims in per cent of those of the day with most, 0..100: the length of its bar."""


def growth(shelf: Shelf) -> tuple[Day, ...]:
    """Return the days on which reports were published, in order; none where there are less than two to compare."""
    reports = Counter(without_hours(one.published) for one in shelf.story.reports if one.published)
    claims = Counter(without_hours(one.first_reported) for one in shelf.story.claims if one.first_reported)
    most = max((claims[day] for day in reports), default=0)
    if len(reports) < 2 or not most:
        return ()
    return tuple(
        Day(short(day), reports[day], claims[day], round(100 * claims[day] / most, 2))
        for day in sorted(reports, key=sort_key)
    )
