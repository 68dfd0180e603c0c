"""The decisions of people as each relation takes them: what must be one, what must not, who spoke, when, who copied.

A decision is put to the story as the machine reads it alone, since that is what its anchors and the machine's own
opinion are about; what contradicts another decision or has no place in the story is left out, and told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.decisions import Placed, Places, decided_by, in_force, placed
from onrecord.decisions.contradictions import without_contradictions
from onrecord.model import Decision, Entity, Report, Span, Statement

Pair = tuple[str, str]
Place = tuple[str, Span]
"""A report and a span of it."""
OF_STATEMENTS = frozenset({"claim", "statement"})
"""The anchors that are placed at a statement."""


@dataclass(frozen=True, slots=True)
class NameRulings:
    """Which names are one's and which are not: the places that name them, and who decided so."""

    together: tuple[tuple[Place, Place, str], ...] = ()
    apart: tuple[tuple[Place, Place, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)


@dataclass(frozen=True, slots=True)
class PairRulings:
    """Which statements are one claim and which are not: pairs of ids, the smaller first, and who decided so."""

    together: Mapping[Pair, str] = field(default_factory=dict)
    apart: Mapping[Pair, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)


@dataclass(frozen=True, slots=True)
class CopyRulings:
    """Who copied whom and who did not: pairs of report ids, and who decided so."""

    copied: Mapping[Pair, str] = field(default_factory=dict)
    """Origin first."""
    parted: Mapping[Pair, str] = field(default_factory=dict)
    """The smaller id first."""


NO_NAMES, NO_PAIRS, NO_COPIES = NameRulings(), PairRulings(), CopyRulings()


@dataclass(frozen=True, slots=True)
class Rulings:
    """All that people decided and that can be worked in."""

    worked_in: tuple[Placed, ...] = ()
    contradicted: Mapping[str, str] = field(default_factory=dict)
    """Why a decision is not worked in, by its id."""
    names: NameRulings = NO_NAMES
    pairs: PairRulings = NO_PAIRS
    copies: CopyRulings = NO_COPIES
    speakers: Mapping[str, tuple[Place | None, str]] = field(default_factory=dict)
    """For each statement, where the speaker is named (None: nobody is known to speak), and who decided so."""
    struck: Mapping[str, str] = field(default_factory=dict)
    said_on: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """For each statement, when it was said, and who decided so."""
    times: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    """For each time expression, the date that it means, and who decided so."""


def rule(
    decisions: Iterable[Decision],
    reports: Sequence[Report],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
) -> Rulings:
    """Return what people decided, put to a story.

    Args:
        decisions: The whole log.
        reports: The reports of the story.
        statements: Its statements, as the machine finds them.
        entities: Its entities, as the machine finds them.
    """
    standing = in_force(decisions)
    if not standing:
        return Rulings()
    places = Places(reports, statements, entities)
    sound, contradicted = without_contradictions(placed(standing, places))
    first = sorted(sound, key=lambda each: (each.decision.at, each.decision.id))  # of two who agree, the earlier
    return Rulings(
        worked_in=sound,
        contradicted=contradicted,
        names=NameRulings(
            together=tuple(_names(first, "same", places)), apart=tuple(_names(first, "not-same", places))
        ),
        pairs=PairRulings(together=_pairs(first, "same"), apart=_pairs(first, "not-same")),
        copies=CopyRulings(copied=_copied(first, "copied"), parted=_copied(first, "not-copied")),
        speakers=_speakers(first, places),
        struck=_by_place(first, "not-a-statement"),
        said_on={
            key: (each.decision.to, _said(each)) for key, each in _dated(first, OF_STATEMENTS) if each.decision.to
        },
        times={
            place: (each.decision.to, _said(each))
            for _, each in _dated(first, frozenset({"time"}))
            if (found := places.span(each.decision.anchors[0])) is not None
            for place in [(found[0].id, found[1])]
        },
    )


def decided_days(decisions: Iterable[Decision], reports: Sequence[Report]) -> dict[str, tuple[str, str]]:
    """Return, for each report that a person dated, the date and who decided so.

    Reports are dated before anything is found in them, so that this needs nothing but them.
    """
    dating = [decision for decision in in_force(decisions) if _dates_a_report(decision)]
    if not dating:
        return {}
    sound, _ = without_contradictions(placed(dating, Places(reports)))
    first = sorted(sound, key=lambda each: (each.decision.at, each.decision.id))
    return {key: (each.decision.to, _said(each)) for key, each in _dated(first, frozenset({"report"}))}


def decided_wires(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the names of the outlets that people say are wires, sorted."""
    return tuple(sorted({d.anchors[0].name for d in in_force(decisions) if d.what == "wire" and d.anchors}))


def _dates_a_report(decision: Decision) -> bool:
    return decision.what == "date" and [anchor.kind for anchor in decision.anchors[:1]] == ["report"]


def _said(each: Placed) -> str:
    return decided_by(each.decision)


def _pairs(decisions: Iterable[Placed], what: str) -> dict[Pair, str]:
    found: dict[Pair, str] = {}
    for each in decisions:
        if each.decision.what == what:
            here = [
                on for on, at in zip(each.on, each.decision.anchors, strict=True) if on and at.kind in OF_STATEMENTS
            ]
            for one, other in combinations(here, 2):
                if one != other:
                    found.setdefault((min(one, other), max(one, other)), _said(each))
    return found


def _names(decisions: Iterable[Placed], what: str, places: Places) -> Iterator[tuple[Place, Place, str]]:
    for each in decisions:
        if each.decision.what != what:
            continue
        found = [places.span(anchor) for anchor in each.decision.anchors if anchor.kind == "entity"]
        here = [(one[0].id, one[1]) for one in found if one is not None]
        for one, other in combinations(here, 2):
            if one != other:
                yield one, other, _said(each)


def _copied(decisions: Iterable[Placed], what: str) -> dict[Pair, str]:
    found: dict[Pair, str] = {}
    for each in decisions:
        if each.decision.what == what and len(each.on) == 2 and all(each.on):
            one, other = each.on
            found.setdefault((one, other) if what == "copied" else (min(each.on), max(each.on)), _said(each))
    return {pair: why for pair, why in found.items() if pair[0] != pair[1]}


def _speakers(decisions: Iterable[Placed], places: Places) -> dict[str, tuple[Place | None, str]]:
    found: dict[str, tuple[Place | None, str]] = {}
    for each in decisions:
        if each.decision.what != "speaker" or not each.on or not each.on[0]:
            continue
        named = places.span(each.decision.anchors[1]) if len(each.on) > 1 else None
        if named is not None or len(each.on) == 1:
            place = None if named is None else (named[0].id, named[1])
            found.setdefault(each.on[0], (place, _said(each)))
    return found


def _by_place(decisions: Iterable[Placed], what: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in decisions:
        if each.decision.what == what and each.on and each.on[0]:
            found.setdefault(each.on[0], _said(each))
    return found


def _dated(decisions: Iterable[Placed], kinds: frozenset[str]) -> Iterator[tuple[str, Placed]]:
    """Yield what is dated and the first decision on it; others on the same agree with it."""
    seen: set[str] = set()
    for each in decisions:
        if each.decision.what != "date" or not each.on or each.decision.anchors[0].kind not in kinds:
            continue
        if each.on[0] and each.on[0] not in seen:
            seen.add(each.on[0])
            yield each.on[0], each
