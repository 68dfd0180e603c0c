"""What people say of pairs of statements, as constraints on which groups may become one claim.

Must-links and cannot-links (Wagstaff and Cardie: Clustering with instance-level constraints, ICML 2000). What must be
one counts as one from the beginning when it is asked whether two groups may be joined; the groups themselves are grown
as the machine would and joined at the end, so that a decision on two statements does not put the rest of their claims
to a test that they would fail: an average over wordings that a person knows to be one and that look unlike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onrecord.relating.claims.pairs import Weights, compare
from onrecord.relating.facts import Facts
from onrecord.relating.rulings import PairRulings


class Ruled:
    """The groups that are one by a decision, while groups grow; it starts with each statement by itself.

    Args:
        rulings: What people decided; pairs of statements that are not among `statements` are passed over.
        statements: The ids of all statements.
    """

    def __init__(self, rulings: PairRulings, statements: Iterable[str]) -> None:
        held = set(statements) if rulings else set()
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in sorted(rulings.together):
            if one in held and other in held:
                self._union(one, other)
        for one, other in sorted(rulings.apart):
            if one in held and other in held:
                first, second = self._root(one), self._root(other)
                self._apart[first].add(second)
                self._apart[second].add(first)
        self._any = bool(rulings)

    def may_join(self, one: str, other: str) -> bool:
        """Return whether nobody said that the groups of two statements are apart."""
        return not self._any or self._root(other) not in self._apart.get(self._root(one), ())

    def join(self, one: str, other: str) -> None:
        """Take the groups of two statements for one from now on."""
        if self._any:
            self._union(one, other)

    def together(self, groups: Mapping[str, list[str]]) -> list[list[str]]:
        """Return the groups with those joined that are one by a decision, sorted."""
        if not self._any:
            return [groups[name] for name in sorted(groups)]
        joined: dict[str, list[str]] = defaultdict(list)
        for name in sorted(groups):
            joined[self._root(groups[name][0])] += groups[name]
        return sorted(sorted(members) for members in joined.values())

    def _root(self, key: str) -> str:
        while (above := self._parent.get(key, key)) != key:
            self._parent[key] = self._parent.get(above, above)
            key = above
        return key

    def _union(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first == second:
            return
        self._parent[second] = first
        for third in self._apart.pop(second, ()):
            self._apart[third].discard(second)
            self._apart[third].add(first)
            self._apart[first].add(third)


def reasons_by_statement(
    rulings: PairRulings, facts: Mapping[str, Facts], weights: Weights | None
) -> dict[str, list[str]]:
    """Return, for each statement that somebody decided on, what was decided and what the machine says, in words."""
    told: dict[str, list[str]] = defaultdict(list)
    for verdict, pairs in (("the same", rulings.together), ("not the same", rulings.apart)):
        for (one, other), why in sorted(pairs.items()):
            if one in facts and other in facts:
                reason = f"{one} and {other}: {verdict}, {why} (the machine: {by_machine(one, other, facts, weights)})"
                told[one].append(reason)
                told[other].append(reason)
    return dict(told)


def by_machine(one: str, other: str, facts: Mapping[str, Facts], weights: Weights | None = None) -> str:
    """Return what the machine finds of a pair by itself: "0.71, not the same"."""
    found = compare(facts[one], facts[other], weights)
    against = f", against it: {', '.join(found.against)}" if found.against else ""
    return f"{found.score:.2f}, {'the same' if found.same else 'not the same'}{against}"
