"""The strip at the top: the four counts that an editor looks for first, each with what it is made of and its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.pages.contested import Chain
from onrecord.pages.latest import Latest
from onrecord.pages.shelf import Shelf
from onrecord.pages.timeline import PromiseView


@dataclass(frozen=True, slots=True)
class Cell:
    """One count."""

    key: str
    """The section that it leads to; its colour hangs on it."""
    number: str
    what: str
    parts: tuple[str, ...]
    href: str


def summary(
    shelf: Shelf,
    conflicts: Sequence[Chain],
    promises: Sequence[PromiseView],
    latest: Latest | None,
) -> tuple[Cell, ...]:
    """Return the counts in the order of the page: claimed, contested, due, new.

    Conflicts are counted as everywhere, two claims to each; where some share a side, the page has them as one matter.
    """
    claims = [shelf.claims[one] for one in shelf.numbers]
    several = sum(len(one.channels) > 1 for one in claims)
    pairs = [pair for chain in conflicts for pair in chain.pairs]
    revisions = sum(one.revision for one in pairs)
    status = Counter(one.status for one in promises)
    cells = [
        Cell(
            "claims",
            f"{len(claims):,}",
            "claim in several reports" if len(claims) == 1 else "claims in several reports",
            tuple(
                f"{number:,} {what}"
                for number, what in (
                    (several, "on two or more channels"),
                    (len(claims) - several, "on a single one"),
                )
                if number
            ),
            shelf.href.section("claims"),
        ),
        Cell(
            "contested",
            f"{len(pairs):,}",
            "conflict" if len(pairs) == 1 else "conflicts",
            (
                *(
                    f"{number:,} {one if number == 1 else one + 's'}"
                    for number, one in ((len(pairs) - revisions, "disagreement"), (revisions, "revision"))
                    if number
                ),
                *((f"on {len(conflicts):,} {_matters(conflicts)}",) if len(conflicts) < len(pairs) else ()),
            ),
            shelf.href.section("contested"),
        ),
        Cell(
            "promises",
            f"{len(promises):,}",
            "promise" if len(promises) == 1 else "promises",
            tuple(f"{status[one]:,} {short}" for one, short in _STATUS.items() if status[one]),
            shelf.href.section("promises"),
        ),
    ]
    if latest is not None:
        what = "new claim" if latest.claims == 1 else "new claims"
        reports = f"in {latest.reports:,} {'report' if latest.reports == 1 else 'reports'} of {latest.day}"
        cells.append(Cell("latest", f"{latest.claims:,}", what, (reports,), shelf.href.section("latest")))
    return tuple(cells)


def _matters(conflicts: Sequence[Chain]) -> str:
    return "matter" if len(conflicts) == 1 else "matters"


_STATUS = {
    "open": "open",
    "due passed, nothing reported": "past due",
    "reported broken": "reported broken",
    "reported kept": "reported kept",
    "revised": "revised",
}
"""The status of promises, in short."""
