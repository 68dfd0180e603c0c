"""Which statements are one claim: pairs found the same, joined from the most alike down.

Two groups become one only when nothing in one contradicts anything in the other and they are alike on the whole
(average linkage under cannot-links, as in Wagstaff and Cardie, ICML 2000). What forbids that a pair is one claim is
looked for only where something hangs on it: most pairs are of two that are one claim already, through others.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.claims.candidates import one_by_one
from onrecord.relating.claims.pairs import Weights
from onrecord.relating.claims.ruled import Ruled
from onrecord.relating.claims.scores import Scores, Tie
from onrecord.relating.facts import Facts
from onrecord.relating.kept import Kept
from onrecord.relating.rulings import NO_PAIRS, PairRulings

WHOLE = 0.3
"""The mean score between two groups from which they may become one: under the scores of pairs that are one claim, for
the wordings furthest apart within it."""
LEAST = 0.15
"""The score that every two of them must reach: two that share nothing are held together by a third that says both."""
_UNKNOWN = -1
_FACES = 6
"""How many members of a group are compared for the mean: enough to hold its wordings, few enough to stay linear."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Statements in groups, and the pairs that led to them."""

    groups: list[list[str]]
    """Statement ids, sorted."""
    ties: list[list[Tie]]
    """For each group the strongest tie of each of its members, the strongest first."""
    links: Links
    """All pairs that were found the same, if nothing forbids it, in the order in which they were joined."""
    near: list[Tie]
    """Pairs that were nearly found the same, sorted by id."""


class Links:
    """Pairs that are the same as far as they go, in the order in which they are joined: a few bytes a pair.

    Args:
        scores: The scores of the story; its pairs are gone through once.
        ids: The ids of its statements, sorted.
    """

    def __init__(self, scores: Scores, ids: Sequence[str]) -> None:
        places, by_rule, worth = array("i"), array("b"), array("d")
        for first, second, rule, score in scores.same():
            places.extend((first, second))
            by_rule.append(rule)
            worth.append(score)
        self.ids = ids
        self._pairs: NDArray[np.int32] = np.array(places, np.int32).reshape(-1, 2)
        self._worth, self._by_rule = np.array(worth), np.array(by_rule, bool)
        self._order = np.lexsort((-self._worth, ~self._by_rule))  # stable: else by the ids
        self._scores = scores
        self._forbidden = array("b", b"\xff" * len(self._worth))

    def forbidden(self, at: int) -> bool:
        """Return whether anything forbids that the two of a pair, by its number, are one claim; looked for once."""
        if self._forbidden[at] == _UNKNOWN:
            self._forbidden[at] = self._scores.forbidden(*self._pairs[at].tolist())
        return self._forbidden[at] == 1

    def in_order(self) -> Iterator[tuple[int, ...]]:
        """Yield the number and the two places of each pair: what shares more than wording first, then the likest."""
        return self._places(self._order)

    def likest_first(self) -> Iterator[tuple[int, ...]]:
        """Yield the same, the likest first."""
        return self._places(np.argsort(-self._worth, kind="stable"))

    def tie(self, at: int) -> Tie:
        """Return a pair by its number."""
        one, other = self._pairs[at].tolist()
        return Tie(self.ids[one], self.ids[other], float(self._worth[at]), bool(self._by_rule[at]))

    def _places(self, order: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
        of = self._pairs[order]
        return one_by_one(order, of[:, 0], of[:, 1])


def cluster(
    facts: Mapping[str, Facts],
    weights: Weights | None = None,
    rulings: PairRulings = NO_PAIRS,
    kept: Kept | None = None,
) -> Clusters:
    """Return the groups of statements that say the same."""
    ids = sorted(facts)
    scores = Scores(facts, weights, kept)
    links = Links(scores, ids)
    growing = _Growing([facts[statement] for statement in ids], scores)
    ruled = Ruled(rulings, facts)
    for at, one, other in links.in_order():
        if growing.settled(one, other) or links.forbidden(at):
            continue
        if growing.may_join(one, other) and ruled.may_join(ids[one], ids[other]):
            ruled.join(ids[one], ids[other])
            growing.join(one, other)
    together = ruled.together({ids[name]: [ids[m] for m in members] for name, members in growing.groups().items()})
    return Clusters(together, _ties(together, links, ids), links, scores.near)


def _ties(groups: Sequence[Sequence[str]], links: Links, ids: Sequence[str]) -> list[list[Tie]]:
    """Return for each group the strongest tie of each of its members, the strongest first."""
    place = {statement: at for at, statement in enumerate(ids)}
    number = [0] * len(ids)
    for at, members in enumerate(groups):
        for member in members:
            number[place[member]] = at
    ties: list[dict[int, Tie]] = [{} for _ in groups]
    for at, one, other in links.likest_first():
        of = ties[number[one]]
        if number[one] == number[other] and (one not in of or other not in of) and not links.forbidden(at):
            strong = links.tie(at)
            of.setdefault(one, strong)
            of.setdefault(other, strong)
    return [list(dict.fromkeys(of.values())) for of in ties]


class _Growing:
    """Groups of statements while they grow; a statement is its place among the sorted ids, a group its first one.

    Args:
        facts: What each statement puts.
        scores: How alike they are.
    """

    def __init__(self, facts: Sequence[Facts], scores: Scores) -> None:
        self._scores = scores
        self._group_of = list(range(len(facts)))
        self._members = [[place] for place in range(len(facts))]
        self._faces: list[tuple[int, ...]] = [(place,) for place in range(len(facts))]
        kinds: dict[object, int] = {}
        self._distinct = [{kinds.setdefault(_may_contradict(one), len(kinds)): at} for at, one in enumerate(facts)]
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._unlike: dict[tuple[int, int], tuple[int, int]] = {}

    def groups(self) -> dict[int, list[int]]:
        """Return the members of each group, sorted."""
        return {name: sorted(members) for name, members in enumerate(self._members) if members}

    def settled(self, one: int, other: int) -> bool:
        """Return whether it is known that nothing follows from a pair: its two groups are one, or cannot be."""
        a, b = self._groups(one, other)
        # What was found unlike is so until one of the two has grown.
        return a == b or b in self._apart.get(a, ()) or self._unlike.get((a, b)) == self._sizes(a, b)

    def may_join(self, one: int, other: int) -> bool:
        """Return whether the groups of two statements that are the same as far as they go may be one."""
        a, b = self._groups(one, other)
        scores = [self._scores.between(x, y) for x in self._faces[a] for y in self._faces[b]]
        if min(scores) < LEAST or sum(scores) / len(scores) < WHOLE:
            self._unlike[a, b] = self._sizes(a, b)
            return False
        mine, others = self._distinct[a].values(), self._distinct[b].values()
        if any(self._scores.forbidden(x, y) for x in mine for y in others):
            self._apart[a].add(b)
            self._apart[b].add(a)
            return False
        return True

    def join(self, one: int, other: int) -> None:
        """Make the groups of two statements one; what is apart from either is apart from it."""
        keep, drop = sorted((self._group_of[one], self._group_of[other]))
        for member in self._members[drop]:
            self._group_of[member] = keep
        self._members[keep] += self._members[drop]
        self._members[drop] = []
        self._faces[keep] = tuple(sorted(self._faces[keep] + self._faces[drop])[:_FACES])
        for kind, place in self._distinct[drop].items():
            self._distinct[keep][kind] = min(place, self._distinct[keep].get(kind, place))
        self._faces[drop], self._distinct[drop] = (), {}
        for third in self._apart.pop(drop, ()):
            self._apart[third].discard(drop)
            self._apart[third].add(keep)
            self._apart[keep].add(third)

    def _groups(self, one: int, other: int) -> tuple[int, int]:
        a, b = self._group_of[one], self._group_of[other]
        return (a, b) if a < b else (b, a)

    def _sizes(self, a: int, b: int) -> tuple[int, int]:
        return len(self._members[a]), len(self._members[b])


def _may_contradict(one: Facts) -> object:
    """Return a key of all by which a statement can be contradicted: of a group that has it, one is asked for all."""
    voice = (one.first_person, one.speaker, not one.verb and one.statement.kind == "indirect")
    numbers = frozenset((t.key, t.low, t.high) for t in one.tallies)
    layers = (one.layered, one.statement.within, one.id if one.passes_on else None)
    return voice, numbers, one.windows, one.statement.negated, one.forward, one.published, layers
