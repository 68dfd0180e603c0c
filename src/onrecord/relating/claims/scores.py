"""What is known of the pairs of statements of a story: each is looked at once, and what two wordings share is, too.

Most of what makes two statements alike depends on their words alone. A story that many outlets carry tells the same in
the same words again and again, so that is worked out once for each two *tellings*, all that are to be laid beside one
telling at a time; who says it where is then added pair by pair. The scores are those of `pairs.compare`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.relating.claims.comparison import as_put, as_told
from onrecord.relating.claims.pairs import Weights, contradict, learnt_weights, may_be_same, probability, score_of
from onrecord.relating.claims.rules import same_by_rule
from onrecord.relating.facts import Facts
from onrecord.relating.wording import align_all


class Scores:
    """The scores of pairs of statements, and what forbids that a pair is one claim.

    Args:
        facts: The facts of all statements, by statement id.
        weights: What the features of a pair weigh; None takes what comes with the package.
    """

    def __init__(self, facts: Mapping[str, Facts], weights: Weights | None = None) -> None:
        self._facts, self._weights = facts, weights or learnt_weights()
        self._number = {statement: at for at, statement in enumerate(facts)}
        self._telling: dict[str, int] = {}
        self._one_of: list[Facts] = []
        numbers: dict[object, int] = {}
        for statement, one in facts.items():
            at = numbers.setdefault(_telling(one), len(numbers))
            self._telling[statement] = at
            if at == len(self._one_of):
                self._one_of.append(one)
        self._odds: dict[int, float] = {}
        self._clashes: dict[int, bool] = {}

    def prepare(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Lay the tellings of pairs beside each other, before the scores of these pairs are asked for."""
        tellings: dict[int, set[int]] = defaultdict(set)
        for a, b in pairs:
            one, other = self._telling[a], self._telling[b]
            tellings[min(one, other)].add(max(one, other))
        for one in sorted(tellings):
            self._lay_beside(one, sorted(tellings[one]))

    def score(self, a: str, b: str) -> float:
        """Return how probable it is that a pair says the same, 0..1."""
        one, other = self._facts[a], self._facts[b]
        return score_of(one, other, same_by_rule(one, other), self._probable(one, other))

    def same(self, a: str, b: str) -> tuple[bool, float] | None:
        """Return whether a pair shares more than wording (`same_by_rule`), and its score; None where it is not one claim."""
        one, other = self._facts[a], self._facts[b]
        rule = same_by_rule(one, other)
        score = score_of(one, other, rule, self._probable(one, other))
        if not may_be_same(one, other, score, rule, self._weights) or self.clash(a, b):
            return None
        return rule is not None, score

    def clash(self, a: str, b: str) -> bool:
        """Return whether anything forbids that a pair is in one claim."""
        one, other = sorted((self._number[a], self._number[b]))
        pair = one * len(self._number) + other
        known = self._clashes.get(pair)
        if known is None:
            known = self._clashes[pair] = contradict(self._facts[a], self._facts[b])
        return known

    def _probable(self, a: Facts, b: Facts) -> float:
        one, other = sorted((self._telling[a.id], self._telling[b.id]))
        pair = one * len(self._one_of) + other
        if pair not in self._odds:
            self._lay_beside(one, (other,))
        return probability(self._weights.bias, self._odds[pair], self._weights.odds(as_put(a, b)))

    def _lay_beside(self, one: int, others: Sequence[int]) -> None:
        told = self._one_of[one]
        faces = [self._one_of[other] for other in others]
        for other, face, alike in zip(others, faces, align_all(told.wording, [f.wording for f in faces]), strict=True):
            self._odds[one * len(self._one_of) + other] = self._weights.odds(as_told(told, face, alike))


def _telling(facts: Facts) -> object:
    """Return all that `as_told` looks at: equal for two statements that are told alike."""
    return facts.plain, facts.wording.rarity.tobytes(), tuple(facts.weights), facts.around, facts.event, facts.specific
