"""Coverage: which outlets carry a claim that is worth carrying, and which outlets of the story leave it out.

A claim is looked at when at least two outlets carry it over at least two channels: what one newsroom or one wire alone
reports, nobody left out. An outlet is *missing* only when it had the chance: it reported on the story while the claim
was news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from onrecord.dates import day_of, within
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
    by_outlet: dict[str, list[Report]] = defaultdict(list)
    for report in reports.values():
        if report.outlet is not None:
            by_outlet[report.outlet].append(report)
    found = []
    for claim in sorted(claims, key=lambda c: c.id):
        carrying = sorted({outlet for r in claim.reports if (outlet := reports[r].outlet) is not None})
        if len(claim.channels) < LEAST or len(carrying) < LEAST:
            continue
        missing = [o for o in sorted(by_outlet) if o not in carrying and _had_the_chance(by_outlet[o], claim, reports)]
        found.append(Coverage(claim=claim.id, outlets=tuple(carrying), missing=tuple(missing)))
    return tuple(found)


def _had_the_chance(own: Sequence[Report], claim: Claim, reports: Mapping[str, Report]) -> bool:
    """Return whether one of an outlet's reports came out while the claim was news."""
    told = [day for r in claim.reports if (day := day_of(reports[r].published)) is not None]
    if not told:
        return False
    first, last = min(told), max(told) + timedelta(days=NEWS_DAYS)
    return any(within(report.published, f"{first}/{last}") for report in own if report.published)
