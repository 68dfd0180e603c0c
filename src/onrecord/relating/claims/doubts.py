"""The pairs of statements that were joined, or kept apart, with least certainty: what a person should look at first.

Of a claim only those links count on which its being one depends: the edges of a maximum spanning tree over the scores
of its pairs (of a weak pair whose two are both surely the same as a third, nothing depends). Of two claims only the
most alike pair counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from onrecord.decisions.anchors import hull
from onrecord.model import Doubt, Evidence
from onrecord.relating.claims.pairs import Decision, Weights, compare, in_words, needed
from onrecord.relating.facts import Facts

NEAR = 0.15
"""How far from the score that is needed a pair is told of as doubtful (probability). It only bounds what is kept: the
order, the nearest first, says what to look at."""
KEPT = 200
"""Doubts kept in a record: more than anybody settles in a day."""

Pair = tuple[str, str]


def find_doubts(
    groups: Sequence[Sequence[str]],
    joined: Collection[Pair],
    near: Collection[Pair],
    facts: Mapping[str, Facts],
    names: Mapping[str, str],
    weights: Weights | None = None,
) -> tuple[Doubt, ...]:
    """Return the doubtful pairs, the least certain first.

    Args:
        groups: The claims, as statement ids.
        joined: The pairs that were found the same.
        near: Other pairs that have something in common.
        facts: What each statement puts.
        names: The names of entities, by id, for the reasons.
        weights: What decides whether two statements say the same.
    """
    group_of = {member: number for number, members in enumerate(groups) for member in members}
    found = {pair: compare(facts[pair[0]], facts[pair[1]], weights) for pair in sorted({*joined, *near})}
    inside = {pair: one for pair, one in found.items() if one.same and group_of[pair[0]] == group_of[pair[1]]}
    outside = {pair: one for pair, one in found.items() if group_of[pair[0]] != group_of[pair[1]] and not one.against}
    chosen = [*_tree(inside), *_nearest(outside, group_of)]
    doubts = []
    for pair in chosen:
        decision, least = found[pair], needed(facts[pair[0]], facts[pair[1]], weights)
        linked = pair in inside
        # A toll or window that both give decides by itself: what is left of doubt is not in the score.
        if decision.by_rule or abs(decision.score - least) > NEAR:
            continue
        doubts.append(
            Doubt(
                kind="claim",
                sides=pair,
                score=decision.score,
                needed=least,
                linked=linked,
                because=(*in_words(decision.because, names), *_kept_apart(decision, linked)),
                places=tuple(Evidence(report=facts[m].statement.report, span=hull(facts[m].statement)) for m in pair),
            )
        )
    return tuple(sorted(doubts, key=lambda one: (round(one.distance, 3), one.sides))[:KEPT])


def _tree(pairs: Mapping[Pair, Decision]) -> Iterator[Pair]:
    """Yield the pairs that hold groups together: a maximum spanning forest (Kruskal 1956)."""
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while (parent := above.get(key, key)) != key:
            above[key] = above.get(parent, parent)
            key = parent
        return key

    for pair in sorted(pairs, key=lambda p: (not pairs[p].by_rule, -pairs[p].score, p)):
        one, other = root(pair[0]), root(pair[1])
        if one != other:
            above[max(one, other)] = min(one, other)
            yield pair


def _nearest(pairs: Mapping[Pair, Decision], group_of: Mapping[str, int]) -> Iterator[Pair]:
    """Yield, for each two groups, the most alike pair between them."""
    seen: set[tuple[int, ...]] = set()
    for pair in sorted(pairs, key=lambda p: (-pairs[p].score, p)):
        between = tuple(sorted(group_of[member] for member in pair))
        if between not in seen:
            seen.add(between)
            yield pair


def _kept_apart(decision: Decision, linked: bool) -> tuple[str, ...]:
    if decision.same and not linked:
        return ("alike by themselves, but the claims that hold them are not alike on the whole, or contradict",)
    return ()
