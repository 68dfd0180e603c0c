"""Two logs of decisions made one: what two people decided on the same story, each on their own.

A log only grows, and an id is made of what a decision says, so that two logs are merged by putting together what is in
either: in any order, and twice is once (a grow-only set, Shapiro et al.: Conflict-free replicated data types, 2011).
What does not merge by itself are decisions in force that contradict each other; who merges is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.decisions.anchors import Places
from onrecord.decisions.contradictions import Contradiction, contradictions, placed
from onrecord.decisions.log import decision_of, in_force
from onrecord.model import Decision

Verdict = Literal["ours", "theirs", "open"]
"""`ours`: theirs comes in and is taken back at once; `theirs`: ours is taken back; `open`: theirs does not come in."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction between two logs."""

    because: str
    ours: tuple[Decision, ...]
    theirs: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to."""

    new: tuple[Decision, ...]
    """What our log does not have: theirs, and what takes back by the verdicts. Sorted by id."""
    known: int
    """How many of theirs our log had already."""
    open: tuple[Clash, ...]
    """The contradictions that nobody settled."""
    left: tuple[Decision, ...]
    """Theirs that were not taken over, being open. Sorted by id."""


def merge(
    ours: Iterable[Decision],
    theirs: Iterable[Decision],
    places: Places,
    settle: Callable[[Clash], Verdict],
    *,
    by: str,
    at: str,
) -> Merged:
    """Put another log to ours.

    Args:
        ours: Our whole log.
        theirs: The other.
        places: The story that our record holds.
        settle: Says how a contradiction is settled; asked once for each, in a fixed order.
        by: Who merges, for what is taken back.
        at: When.
    """
    own = {one.id: one for one in ours}
    given = {one.id: one for one in theirs}
    new = {key: one for key, one in given.items() if key not in own}
    log = own | new
    left: dict[str, Decision] = {}
    unsettled: list[Clash] = []
    while (found := _first_clash(log, new, places)) is not None:
        clash = Clash(
            found.because,
            tuple(log[key] for key in found.decisions if key not in new),
            tuple(log[key] for key in found.decisions if key in new),
        )
        # Two of theirs that contradict each other cannot be settled in favour of ours.
        verdict = settle(clash) if clash.ours else "open"
        if verdict == "open":
            unsettled.append(clash)
            for one in clash.theirs:
                left[one.id] = log.pop(one.id)
            continue
        losing, winning = (clash.theirs, clash.ours) if verdict == "ours" else (clash.ours, clash.theirs)
        back = take_back(losing, winning, by=by, at=at)
        log[back.id] = back
    return Merged(
        new=tuple(log[key] for key in sorted(log) if key not in own),
        known=len(given) - len(new),
        open=tuple(unsettled),
        left=tuple(left[key] for key in sorted(left)),
    )


def take_back(losing: Sequence[Decision], winning: Sequence[Decision], *, by: str, at: str) -> Decision:
    """Return the decision that takes back the last made of several, in favour of others.

    Of a chain by which two things are the same, all would be too much to take back, and nothing says which is wrong:
    the one that was made last goes, and what still contradicts is found again.
    """
    last = max(losing, key=lambda one: (one.at, one.id))
    why = f"in favour of {', '.join(sorted(one.id for one in winning))}"
    return decision_of(at=at, by=by, what="undo", on=(last.id,), why=why)


def _first_clash(log: dict[str, Decision], new: dict[str, Decision], places: Places) -> Contradiction | None:
    found = contradictions(placed(in_force(log.values()), places))
    return next((one for one in found if not new.keys().isdisjoint(one.decisions)), None)
