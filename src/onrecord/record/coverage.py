"""Coverage outlet by outlet: what each carries of what two or more channels do, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Claim, Coverage, Report, Story
from onrecord.record.wording import claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A claim or a topic that an outlet leaves out."""

    id: str
    kind: str
    """`claim`, or a topic's kind: `name`, `number`, `words`."""
    text: str
    outlets: tuple[str, ...]
    """Those that carry it."""
    channels: int
    unknown: int
    """How many of the channels are of unknown path; 0 for a topic, whose path nobody tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """One outlet: what it published, carries and leaves out."""

    outlet: str
    reports: int
    words: int
    """Of all its reports: a short one leaves out much."""
    carries: tuple[str, ...]
    """Ids of the claims that it carries, of those that two or more outlets carry over two or more channels."""
    claims: tuple[LeftOut, ...]
    """The claims that it leaves out, those of most channels first."""
    topics: tuple[LeftOut, ...]
    """The topics that it never mentions, those of most channels first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRows:
    """Coverage outlet by outlet."""

    claims: int
    """How many claims two or more outlets carry over two or more channels."""
    topics: int
    outlets: tuple[OutletRow, ...]
    """Those that carry most claims first."""


def coverage_of(story: Story) -> CoverageRows:
    """Return coverage outlet by outlet; reports whose outlet is not known are left aside."""
    claims = {claim.id: claim for claim in story.claims}
    said = {statement.id: statement for statement in story.statements}
    by_id = {report.id: report for report in story.reports}
    reports: dict[str, list[Report]] = {}
    for report in story.reports:
        if report.outlet is not None:
            reports.setdefault(report.outlet, []).append(report)
    shared = [one for one in story.coverage if len(one.outlets) > 1]
    words = {one.claim: claimed(claims[one.claim], said, by_id) for one in shared}
    rows = [_row(outlet, reports[outlet], story, shared, claims, words) for outlet in sorted(reports)]
    return CoverageRows(
        claims=len(shared),
        topics=len(story.topics),
        outlets=tuple(sorted(rows, key=lambda row: (-len(row.carries), -row.words, row.outlet))),
    )


def _row(
    outlet: str,
    reports: list[Report],
    story: Story,
    shared: list[Coverage],
    claims: dict[str, Claim],
    words: dict[str, str],
) -> OutletRow:
    left = [
        LeftOut(
            id=one.claim,
            kind="claim",
            text=words[one.claim],
            outlets=one.outlets,
            channels=len(claims[one.claim].channels),
            unknown=len(claims[one.claim].unknown),
        )
        for one in shared
        if outlet in one.missing
    ]
    lacked = [
        LeftOut(id=one.id, kind=one.kind, text=one.text, outlets=one.outlets, channels=len(one.channels), unknown=0)
        for one in story.topics
        if outlet in one.missing
    ]
    return OutletRow(
        outlet=outlet,
        reports=len(reports),
        words=sum(report.words for report in reports),
        carries=tuple(sorted(one.claim for one in shared if outlet in one.outlets)),
        claims=tuple(sorted(left, key=_rank)),
        topics=tuple(sorted(lacked, key=_rank)),
    )


def _rank(one: LeftOut) -> tuple[object, ...]:
    return (one.unknown - one.channels, -one.channels, -len(one.outlets), one.kind, one.text, one.id)
