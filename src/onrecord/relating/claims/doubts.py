"""The pairs of statements that were joined, or kept apart, with least certainty: what a person should look at first.

Of a claim only those links count on which its being one depends: the edges of a maximum spanning tree over the scores
of its pairs (of a weak pair whose two are both surely the same as a third, nothing depends). Of two claims only the
most alike pair counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.decisions.anchors import hull
from onrecord.model import Doubt, Evidence
from onrecord.relating.claims.grouping import Clusters
from onrecord.relating.claims.pairs import Decision, Weights, compare, in_words, needed
from onrecord.relating.claims.scores import NEAR, Tie
from onrecord.relating.facts import Facts

KEPT = 200
"""Doubts kept in a record: more than anybody settles in a day."""

Groups = tuple[int, int]
"""Two groups, by their places, the smaller first."""


def find_doubts(
    found: Clusters,
    facts: Mapping[str, Facts],
    names: Mapping[str, str],
    weights: Weights | None = None,
) -> tuple[Doubt, ...]:
    """Return the doubtful pairs, the least certain first.

    Args:
        found: The claims, with the pairs that were found the same, the surest first, or nearly.
        facts: What each statement puts.
        names: The names of entities, by id, for the reasons.
        weights: What decides whether two statements say the same.
    """
    group_of = {member: number for number, members in enumerate(found.groups) for member in members}
    tree, between = _tree_and_between(found, group_of)
    doubtful = []
    for pair in (*tree, *_nearest(between, found.near, group_of)):
        least = needed(facts[pair.a], facts[pair.b], weights)
        # A toll or window that both give decides by itself: what is left of doubt is not in the score.
        if not pair.by_rule and abs(pair.score - least) <= NEAR:
            doubtful.append((round(abs(pair.score - least), 3), pair.a, pair.b, least))
    doubts: list[Doubt] = []
    for _, a, b, least in sorted(doubtful):
        one, other = facts[a], facts[b]
        decision, linked = compare(one, other, weights), group_of[a] == group_of[b]
        if decision.against and not linked:
            continue  # it is known what keeps them apart
        doubts.append(
            Doubt(
                kind="claim",
                sides=(a, b),
                score=decision.score,
                needed=least,
                linked=linked,
                because=(*in_words(decision.because, names), *_kept_apart(decision, linked)),
                places=tuple(Evidence(report=f.statement.report, span=hull(f.statement)) for f in (one, other)),
            )
        )
        if len(doubts) == KEPT:
            break
    return tuple(doubts)


def _tree_and_between(found: Clusters, group_of: Mapping[str, int]) -> tuple[list[Tie], dict[Groups, Tie]]:
    """Return the pairs that hold groups together, a maximum spanning forest (Kruskal 1956), and the surest between."""
    above: dict[str, str] = {}
    tree: list[Tie] = []
    between: dict[Groups, Tie] = {}

    def root(key: str) -> str:
        while (parent := above.get(key, key)) != key:
            above[key] = above.get(parent, parent)
            key = parent
        return key

    for at, first, second in found.links.in_order():
        one, other = found.links.ids[first], found.links.ids[second]
        if group_of[one] != group_of[other]:
            groups = _groups(one, other, group_of)
            if groups not in between and not found.links.forbidden(at):
                between[groups] = found.links.tie(at)
            continue
        one, other = root(one), root(other)
        if one != other and not found.links.forbidden(at):
            above[max(one, other)] = min(one, other)
            tree.append(found.links.tie(at))
    return tree, between


def _nearest(between: Mapping[Groups, Tie], near: Iterable[Tie], group_of: Mapping[str, int]) -> list[Tie]:
    """Return, for each two groups, the most alike pair between them."""
    most = dict(between)
    for tie in sorted(near, key=lambda one: (-one.score, one.a, one.b)):
        if group_of[tie.a] != group_of[tie.b]:
            most.setdefault(_groups(tie.a, tie.b, group_of), tie)
    return list(most.values())


def _groups(a: str, b: str, group_of: Mapping[str, int]) -> Groups:
    one, other = sorted((group_of[a], group_of[b]))
    return one, other


def _kept_apart(decision: Decision, linked: bool) -> tuple[str, ...]:
    if decision.same and not linked:
        return ("alike by themselves, but the claims that hold them are not alike on the whole, or contradict",)
    return ()
