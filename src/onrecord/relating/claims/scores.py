"""What is known of the pairs of statements of a story: each is looked at once, and what two wordings share is, too.

Most of what makes two statements alike depends on their words alone. A story that many outlets carry tells the same in
the same words again and again, so that is worked out once for each two *tellings*, all that are to be laid beside one
telling at a time; who says it where is then added pair by pair. The scores are those of `pairs.compare`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.claims.candidates import candidate_numbers
from onrecord.relating.claims.comparison import PUT, as_put, as_told
from onrecord.relating.claims.pairs import (
    WORTH_TELLING,
    Weights,
    contradict,
    learnt_weights,
    may_be_same,
    needed,
    probability,
    score_of,
)
from onrecord.relating.claims.rules import same_by_rule
from onrecord.relating.digests import digests
from onrecord.relating.facts import Facts
from onrecord.relating.kept import Kept, both, digest_of, halves, one_of_both
from onrecord.relating.wording import align_all

NEAR = 0.15
"""How far from the score that is needed a pair is told of as doubtful (probability). It only bounds what is kept: the
order, the nearest first, says what to look at."""
_UNKNOWN = -1
_SLIP = 0.01
"""Log-odds by which a score may still be rounded up."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two statements that were found the same, or nearly."""

    a: str
    b: str
    score: float
    by_rule: bool = False
    """Whether they share more than wording: see `same_by_rule`."""


class Scores:
    """The scores of pairs of statements, and what forbids that a pair is one claim.

    Args:
        facts: The facts of all statements, by statement id.
        weights: What the features of a pair weigh; None takes what comes with the package.
        kept: What was found of pairs when the story was last related; it changes no result.
    """

    def __init__(
        self, facts: Mapping[str, Facts], weights: Weights | None = None, kept: Kept | None = None
    ) -> None:
        self._facts = [facts[statement] for statement in sorted(facts)]
        self._number = {one.id: at for at, one in enumerate(self._facts)}
        self._weights = weights or learnt_weights()
        tellings: dict[object, int] = {}
        self._one_of: list[Facts] = []
        self._telling = np.zeros(len(self._facts), np.int64)
        for at, one in enumerate(self._facts):
            self._telling[at] = tellings.setdefault(_telling(one), len(tellings))
            if len(tellings) > len(self._one_of):
                self._one_of.append(one)
        kept = kept if weights is None and kept is not None else Kept()
        self._kept_odds, self._kept_clashes = kept.numbers("odds"), kept.numbers("clashes")
        self._digests = digests(self._facts)
        self._tellings = np.array([halves(digest_of(*_telling(one))) for one in self._one_of], np.uint64)
        self._tellings = self._tellings.reshape(-1, 2)
        self._laid, self._odds = np.zeros(0, np.int64), np.zeros(0)
        self._later: dict[int, float] = {}
        self._pairs, self._clashing = np.zeros(0, np.int64), np.zeros(0, np.int8)
        self._further: dict[int, bool] = {}
        self.near: list[Tie] = []
        """The pairs that `same` went past and that lack at most `NEAR` to be one claim, if nothing forbids it."""

    def same(self) -> Iterator[tuple[int, int, bool, float]]:
        """Yield the pairs worth comparing that are one claim as far as they go, sorted.

        Beside the places of both among the sorted ids: whether they share more than wording (`same_by_rule`), and their
        score, 0..1.
        """
        one, other = candidate_numbers({facts.id: facts for facts in self._facts})
        told = self._told(one, other)
        tellings = np.unique(told)
        self._odds = self._odds_of(tellings)
        self._laid = tellings
        odds = self._odds[np.searchsorted(tellings, told)]
        # What who says it where can add at most: of most pairs nothing more need be asked.
        most = math.fsum(weight for name, weight in self._weights.of.items() if name in PUT and weight > 0)
        self._pairs, self._clashing = one * len(self._facts) + other, np.full(len(one), _UNKNOWN, np.int8)
        never = odds + (self._weights.bias + most) < _odds_of(max(self._weights.same - NEAR, WORTH_TELLING)) - _SLIP
        for at, (first, second) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            a, b = self._facts[first], self._facts[second]
            rule = same_by_rule(a, b)
            if never[at] and rule is None and a.plain != b.plain:
                continue
            score = score_of(a, b, rule, self._probable(a, b, float(odds[at])))
            if not may_be_same(a, b, score, rule, self._weights):
                if score >= WORTH_TELLING and abs(score - needed(a, b, self._weights)) <= NEAR:
                    self.near.append(Tie(a.id, b.id, score))
                continue
            self._clashing[at] = self._forbidden(first, second)
            if not self._clashing[at]:
                yield first, second, rule is not None, score

    def score(self, a: str, b: str) -> float:
        """Return how probable it is that a pair says the same, 0..1."""
        first, second = sorted((self._number[a], self._number[b]))
        one, other = self._facts[first], self._facts[second]
        return score_of(
            one, other, same_by_rule(one, other), self._probable(one, other, self._odds_told(first, second))
        )

    def clash(self, a: str, b: str) -> bool:
        """Return whether anything forbids that a pair is in one claim."""
        first, second = sorted((self._number[a], self._number[b]))
        pair = first * len(self._facts) + second
        at = int(np.searchsorted(self._pairs, pair))
        if at < len(self._pairs) and self._pairs[at] == pair:
            if self._clashing[at] == _UNKNOWN:
                self._clashing[at] = self._forbidden(first, second)
            return bool(self._clashing[at])
        if pair not in self._further:
            self._further[pair] = self._forbidden(first, second)
        return self._further[pair]

    def _forbidden(self, first: int, second: int) -> bool:
        """Return whether anything forbids that two statements, by their places, are one claim."""
        pair = one_of_both(self._digests[first], self._digests[second])
        known = self._kept_clashes.find(pair)
        if known is None:
            known = float(contradict(self._facts[first], self._facts[second]))
            self._kept_clashes.put(pair, known)
        return bool(known)

    def _probable(self, a: Facts, b: Facts, told: float) -> float:
        return probability(self._weights.bias, told, self._weights.odds(as_put(a, b)))

    def _told(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return pairs of statements as pairs of tellings, each as one number."""
        first, second = self._telling[one], self._telling[other]
        return np.minimum(first, second) * len(self._one_of) + np.maximum(first, second)

    def _odds_told(self, first: int, second: int) -> float:
        one, other = sorted((int(self._telling[first]), int(self._telling[second])))
        pair = one * len(self._one_of) + other
        at = int(np.searchsorted(self._laid, pair))
        if at < len(self._laid) and self._laid[at] == pair:
            return float(self._odds[at])
        if pair not in self._later:
            self._later[pair] = self._odds_of_one(pair)
        return self._later[pair]

    def _odds_of_one(self, pair: int) -> float:
        one, other = divmod(pair, len(self._one_of))
        digest = one_of_both(self._tellings[one], self._tellings[other])
        known = self._kept_odds.find(digest)
        if known is None:
            known = next(self._lay(np.array([pair])))
            self._kept_odds.put(digest, known)
        return known

    def _odds_of(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what `_lay` yields, worked out for the pairs of which it is not known."""
        one, other = np.divmod(pairs, len(self._one_of))
        digests = both(self._tellings[one], self._tellings[other])
        known, odds = self._kept_odds.look(digests)
        fresh = list(self._lay(pairs[~known]))
        odds[~known] = fresh
        self._kept_odds.put_all(digests[~known], fresh)
        return odds

    def _lay(self, pairs: NDArray[np.int64]) -> Iterator[float]:
        """Yield what the words of pairs of tellings add to their log-odds; the pairs are sorted."""
        for one, group in groupby(pairs.tolist(), key=lambda pair: pair // len(self._one_of)):
            told = self._one_of[one]
            others = [self._one_of[pair % len(self._one_of)] for pair in group]
            for other, alike in zip(others, align_all(told.wording, [f.wording for f in others]), strict=True):
                yield self._weights.odds(as_told(told, other, alike))


def _odds_of(probable: float) -> float:
    return math.log(probable / (1 - probable))


def _telling(facts: Facts) -> tuple[object, ...]:
    """Return all that `as_told` looks at: equal for two statements that are told alike."""
    return (
        facts.plain,
        facts.wording.rarity.tobytes(),
        tuple(facts.weights.items()),
        facts.around,
        facts.event,
        facts.specific,
    )
