"""Coverage: which outlets carry a claim that is worth carrying, and which outlets of the story leave it out.

A claim is looked at when at least two outlets carry it over at least two channels: what one newsroom or one wire alone
reports, nobody left out. An outlet is *missing* only when it had the chance: it reported on the story while the claim
was news.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from onrecord.dates import bounds, day_of
from onrecord.model import Claim, Coverage, Report

LEAST = 2
"""Channels, and outlets, from which a claim's coverage is told."""
NEWS_DAYS = 3
"""Days after a claim was last reported up to which a report without it leaves it out."""


def find_coverage(reports: Mapping[str, Report], claims: Sequence[Claim]) -> tuple[Coverage, ...]:
    """Return, for each claim carried by at least two outlets over two channels, who carries it and who does not.

    Args:
        reports: All reports of the story, by id. Reports without an outlet are left aside.
        claims: All claims.

    Returns:
        One value a claim, sorted by claim id, outlets sorted by name. `missing` holds the outlets that published a
        report on the story from the day the claim was first reported to `NEWS_DAYS` after it was last, and none of
        whose reports carries it.
    """
    out: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for report in reports.values():
        if report.outlet is not None:
            first, last = bounds(report.published or "")
            out[report.outlet] += [(first, last)] if first is not None and last is not None else []
    by_outlet = {outlet: sorted(out[outlet]) for outlet in sorted(out)}
    found = []
    for claim in sorted(claims, key=lambda c: c.id):
        carrying = {outlet for r in claim.reports if (outlet := reports[r].outlet) is not None}
        if len(claim.channels) < LEAST or len(carrying) < LEAST:
            continue
        told = [day for r in claim.reports if (day := day_of(reports[r].published)) is not None]
        news = (min(told), max(told) + timedelta(days=NEWS_DAYS)) if told else None
        missing = [o for o, own in by_outlet.items() if news and o not in carrying and _had_the_chance(own, *news)]
        found.append(Coverage(claim=claim.id, outlets=tuple(sorted(carrying)), missing=tuple(missing)))
    return tuple(found)


def _had_the_chance(own: Sequence[tuple[date, date]], first: date, last: date) -> bool:
    """Return whether one of an outlet's reports came out while a claim was news.

    Args:
        own: The first and last day on which each of them may have been published, sorted.
        first: The day the claim was first reported.
        last: The last day on which it was news.
    """
    for began, ended in own[bisect_left(own, (first, first)) :]:
        if began > last:
            return False
        if ended <= last:
            return True
    return False
