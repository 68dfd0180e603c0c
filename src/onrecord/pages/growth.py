"""How the record grew: by day of publication, reports, new claims, and the claims that had two channels by then."""

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
    several: int
    """Claims that had two or more channels by the end of it, of the channels as they are known now."""
    several_share: float
    """These in per cent of those at the end, 0..100."""


def growth(shelf: Shelf) -> tuple[Day, ...]:
    """Return the days on which reports were published, in order; none where there are less than two to compare."""
    reports = Counter(without_hours(one.published) for one in shelf.story.reports if one.published)
    claims = Counter(without_hours(one.first_reported) for one in shelf.story.claims if one.first_reported)
    most = max((claims[day] for day in reports), default=0)
    if len(reports) < 2 or not most:
        return ()
    second = Counter(day for claim in shelf.story.claims if (day := _second(shelf, claim.channels)))
    end = sum(second[day] for day in reports)
    found: list[Day] = []
    several = 0
    for day in sorted(reports, key=sort_key):
        several += second[day]
        found.append(
            Day(
                short(day),
                reports[day],
                claims[day],
                round(100 * claims[day] / most, 2),
                several,
                round(100 * several / end, 2) if end else 0.0,
            )
        )
    return tuple(found)


def _second(shelf: Shelf, channels: tuple[tuple[str, ...], ...]) -> str | None:
    """Return the day on which a second channel was there, None where there is none or a day is missing."""
    firsts = []
    for channel in channels:
        days = [without_hours(day) for one in channel if (day := shelf.reports[one].published)]
        if days:
            firsts.append(min(days, key=sort_key))
    return sorted(firsts, key=sort_key)[1] if len(firsts) > 1 else None
