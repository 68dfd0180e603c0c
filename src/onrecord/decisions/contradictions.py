"""Which decisions contradict each other: found, never settled by guess.

Two decisions contradict when no story can be as both say: what is the same as one and through others the same as
another cannot be kept apart from it (A = B, B = C, A ≠ C); a statement has one speaker, a day is one day; who copied
from whom has one direction; what is no statement has no speaker.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.decisions.anchors import Places
from onrecord.model import Anchor, Decision

OF_A_STATEMENT = frozenset({"speaker", "date", "same"})
"""What says that a statement is one: none of it can be said of what is struck."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision with its anchors put to a story."""

    decision: Decision
    on: tuple[str, ...]
    """What each anchor is: the id of a statement (for a claim, of the one that stands for it), entity or report, the
    place of a time expression, the name of an outlet; '' where it could not be placed."""
    keys: tuple[str, ...]
    """What each anchor is called when decisions are held against each other: the same for two anchors of one thing,
    placed or not. Names are told apart by their form, since a decision may part the forms of one entity."""

    @property
    def missing(self) -> tuple[Anchor, ...]:
        """The anchors that could not be placed."""
        return tuple(anchor for anchor, found in zip(self.decision.anchors, self.on, strict=True) if not found)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Decisions that cannot hold together."""

    decisions: tuple[str, ...]
    """Their ids, sorted."""
    because: str


def placed(decisions: Iterable[Decision], places: Places) -> tuple[Placed, ...]:
    """Put decisions to a story, sorted by id."""
    found = []
    for decision in sorted(decisions, key=lambda one: one.id):
        on, keys = [], []
        for anchor in decision.anchors:
            here, key = _place(anchor, places)
            on.append(here)
            keys.append(key)
        found.append(Placed(decision, tuple(on), tuple(keys)))
    return tuple(found)


def contradictions(decisions: Sequence[Placed]) -> tuple[Contradiction, ...]:
    """Return which decisions cannot hold together, each contradiction with the fewest decisions that make it.

    Args:
        decisions: Decisions in force, put to one story.

    Returns:
        The contradictions, sorted; none is left out, but of several chains between two things the shortest is told.
    """
    links = _links(decisions)
    found = [*_parted(decisions, links), *_two_values(decisions, links), *_two_ways(decisions), *_struck(decisions)]
    return tuple(sorted(set(found), key=lambda one: (one.decisions, one.because)))


def without_contradictions(decisions: Sequence[Placed]) -> tuple[tuple[Placed, ...], dict[str, str]]:
    """Return the decisions that nothing contradicts, and for each other one why it cannot be worked in, by id."""
    left, out = tuple(decisions), dict[str, str]()
    while found := contradictions(left):
        for one in found:
            for key in one.decisions:
                others = ", ".join(other for other in one.decisions if other != key)
                out.setdefault(key, f"it contradicts {others}: {one.because}")
        left = tuple(each for each in left if each.decision.id not in out)
    return left, out


Links = Mapping[str, Sequence[tuple[str, str]]]
"""For each key, what it was said to be the same as, and by which decision."""


def _links(decisions: Iterable[Placed]) -> Links:
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in decisions:
        if each.decision.what == "same":
            for one, other in zip(each.keys, each.keys[1:], strict=False):
                links[one].append((other, each.decision.id))
                links[other].append((one, each.decision.id))
    return {key: sorted(of) for key, of in links.items()}


def _chain(links: Links, start: str, end: str) -> frozenset[str] | None:
    """Return the decisions by which two keys are the same, the fewest, None where they are not."""
    came: dict[str, frozenset[str]] = {start: frozenset()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return came[here]
        for there, decision in links.get(here, ()):
            if there not in came:
                came[there] = came[here] | {decision}
                waiting.append(there)
    return None


def _parted(decisions: Iterable[Placed], links: Links) -> Iterator[Contradiction]:
    for each in decisions:
        if each.decision.what != "not-same":
            continue
        for one, other in combinations(each.keys, 2):
            chain = _chain(links, one, other)
            if chain is not None and chain:
                how = "the same" if len(chain) == 1 else "the same through each other"
                yield Contradiction(tuple(sorted({each.decision.id, *chain})), f"they are {how}, and not the same")


def _two_values(decisions: Iterable[Placed], links: Links) -> Iterator[Contradiction]:
    """Two speakers of one statement, two dates of one thing."""
    of: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for each in decisions:
        if each.decision.what in ("speaker", "date") and each.keys:
            of[each.decision.what, each.keys[0]].append(each)
    for (what, _), several in sorted(of.items()):
        for one, other in combinations(several, 2):
            chain = _one_value(one, other, links)
            if chain is None:
                values = " and ".join(sorted({one.decision.to, other.decision.to}))
                told = f"the {'speaker' if what == 'speaker' else 'date'} is one, not two ({values})"
                yield Contradiction(tuple(sorted((one.decision.id, other.decision.id))), told)


def _one_value(one: Placed, other: Placed, links: Links) -> frozenset[str] | None:
    if one.decision.what == "date" or len(one.keys) < 2 or len(other.keys) < 2:
        return frozenset() if one.decision.to == other.decision.to else None
    if one.on[1] and one.on[1] == other.on[1]:
        return frozenset()
    return _chain(links, one.keys[1], other.keys[1])


def _two_ways(decisions: Iterable[Placed]) -> Iterator[Contradiction]:
    of: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for each in decisions:
        if each.decision.what in ("copied", "not-copied"):
            of[tuple(sorted(each.keys))].append(each)
    for _, several in sorted(of.items()):
        for one, other in combinations(several, 2):
            ids = tuple(sorted((one.decision.id, other.decision.id)))
            if one.decision.what != other.decision.what:
                yield Contradiction(ids, "one was copied from the other, and was not")
            elif one.decision.what == "copied" and one.keys != other.keys:
                yield Contradiction(ids, "each was copied from the other")


def _struck(decisions: Sequence[Placed]) -> Iterator[Contradiction]:
    struck = {each.keys[0]: each.decision.id for each in decisions if each.decision.what == "not-a-statement"}
    for each in decisions:
        if each.decision.what in OF_A_STATEMENT:
            for key in each.keys[:1] if each.decision.what == "speaker" else each.keys:
                if key in struck:
                    ids = tuple(sorted((struck[key], each.decision.id)))
                    yield Contradiction(ids, "it is not a statement, and something is said of it as one")


def _place(anchor: Anchor, places: Places) -> tuple[str, str]:
    """Return what an anchor is, and its key."""
    if anchor.kind == "outlet":
        return anchor.name, f"outlet {_folded(anchor.name)}"
    if anchor.kind == "report":
        report = places.report(anchor)
        return ("", f"text {anchor.text_sha256} {anchor.outlet}") if report is None else (report.id, report.id)
    found = places.span(anchor)
    if anchor.kind == "entity":
        words = _folded(anchor.quote).split()
        # A surname alone may be another's in another report.
        where = "" if len(words) > 1 else f" in {anchor.report if found is None else found[0].id}"
        return places.entity(anchor) or "", f"name {' '.join(words)}{where}"
    nowhere = f"text {anchor.text_sha256} {anchor.span} {anchor.kind}"
    if found is None:
        return "", nowhere
    report, (start, end) = found
    if anchor.kind == "time":
        here = f"{report.id}@{start}-{end}"
        return here, here
    statement = places.statement(anchor)
    return ("", nowhere) if statement is None else (statement.id, statement.id)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
