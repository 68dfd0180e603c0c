"""Which outlets carry which claims, and which leave them out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Evidence
from onrecord.pages.shelf import Shelf, clipped
from onrecord.record import LeftOut, OutletRow, by_channels, claimed, coverage_of


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, and for each outlet whether it carries it (True), leaves it out (False), or is not counted (None)."""

    number: int
    claim: str
    text: str
    cells: tuple[bool | None, ...]
    carried: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets × claims."""

    outlets: tuple[str, ...]
    totals: tuple[int, ...]
    """How many of the rows each outlet carries."""
    rows: tuple[Row, ...]
    of: int
    """How many outlets there are; more than `outlets` where not all are shown."""
    claims: int
    """How many claims the totals are of; more than `rows` where not all are shown."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A claim or a topic that an outlet leaves out."""

    text: str
    href: str
    """'' for a topic that leads nowhere."""
    by: str
    """Who carries it, in words."""


@dataclass(frozen=True, slots=True)
class OutletView:
    """One outlet: what it carries and what it leaves out."""

    outlet: str
    size: str
    carries: int
    left_out: int
    """How many claims it leaves out: more than `claims` where not all are shown."""
    claims: tuple[Gap, ...]
    topics: tuple[tuple[str, tuple[Gap, ...]], ...]
    """For each kind of topic what it is called, and the topics."""


@dataclass(frozen=True, slots=True)
class ByOutlet:
    """What each outlet leaves out of what two or more have over two or more channels."""

    claims: int
    outlets: tuple[OutletView, ...]


_NAMED = 8  # outlets named where a claim or topic is told of; how many more there are is said

TOPICS = {"name": "Names", "number": "Numbers", "words": "Words that stand together"}


def by_outlet(shelf: Shelf) -> ByOutlet:
    """Return what each outlet carries and leaves out, those that carry most first."""
    rows = coverage_of(shelf.story)
    places = {topic.id: topic.evidence[0] for topic in shelf.story.topics if topic.evidence}

    def gap(one: LeftOut) -> Gap:
        outlets = _named(one.outlets)
        if one.kind == "claim":
            return Gap(
                clipped(one.text, 160), shelf.href.claim(one.id), f"{by_channels(one.channels, one.unknown)}: {outlets}"
            )
        return Gap(one.text, _topic_href(shelf, places.get(one.id)), outlets)

    def view(row: OutletRow) -> OutletView:
        topics = ((called, tuple(gap(t) for t in row.topics if t.kind == kind)) for kind, called in TOPICS.items())
        reports = f"{row.reports} {'report' if row.reports == 1 else 'reports'}, {row.words:,} words"
        return OutletView(
            outlet=row.outlet,
            size=reports,
            carries=len(row.carries),
            left_out=len(row.claims),
            claims=tuple(map(gap, row.claims)),
            topics=tuple((called, gaps) for called, gaps in topics if gaps),
        )

    return ByOutlet(rows.claims, tuple(map(view, rows.outlets)))


def _named(outlets: tuple[str, ...]) -> str:
    more = len(outlets) - _NAMED
    return ", ".join(outlets[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _topic_href(shelf: Shelf, spot: Evidence | None) -> str:
    return shelf.href.report(spot.report, spot.span) if spot else ""


def matrix(shelf: Shelf) -> Matrix:
    """Return the claims that two or more outlets carry, in the order of their numbers; outlets with most first."""
    shown = [one for one in shelf.story.coverage if one.claim in shelf.numbers and len(one.outlets) > 1]
    shown.sort(key=lambda one: shelf.numbers[one.claim])
    carried: dict[str, int] = {}
    for one in shown:
        for outlet in one.outlets:
            carried[outlet] = carried.get(outlet, 0) + 1
        for outlet in one.missing:
            carried.setdefault(outlet, 0)
    outlets = tuple(sorted(carried, key=lambda outlet: (-carried[outlet], outlet)))
    rows = tuple(
        Row(
            shelf.numbers[one.claim],
            one.claim,
            clipped(claimed(shelf.claims[one.claim], shelf.statements, shelf.reports), 160),
            tuple(True if o in one.outlets else False if o in one.missing else None for o in outlets),
            len(one.outlets),
        )
        for one in shown
    )
    return Matrix(outlets, tuple(carried[outlet] for outlet in outlets), rows, len(outlets), len(rows))
