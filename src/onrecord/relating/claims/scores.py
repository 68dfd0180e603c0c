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
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.claims.candidates import candidate_numbers, distinct, one_by_one, parts_of
from onrecord.relating.claims.columns import Columns
from onrecord.relating.claims.comparison import PUT, as_put, as_told
from onrecord.relating.claims.pairs import (
    WORTH_TELLING,
    Weights,
    contradict,
    learnt_weights,
    may_be_same,
    needed,
    needed_where,
    probability,
    score_of,
)
from onrecord.relating.claims.rules import same_by_rule
from onrecord.relating.digests import digests, numbers_of
from onrecord.relating.facts import Facts
from onrecord.relating.kept import Kept, both, digest_of, one_of_both
from onrecord.relating.wording import align_all

NEAR = 0.15
"""How far from the score that is needed a pair is told of as doubtful (probability). It only bounds what is kept: the
order, the nearest first, says what to look at."""
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

    def __init__(self, facts: Mapping[str, Facts], weights: Weights | None = None, kept: Kept | None = None) -> None:
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
        self._digests = numbers_of(digests(self._facts, kept))
        self._tellings = numbers_of([digest_of(*_telling(one)) for one in self._one_of])
        self._laid, self._odds = np.zeros(0, np.int64), np.zeros(0)
        self._later: dict[int, float] = {}
        self._put = _odds_of_putting(self._weights)
        self.near: list[Tie] = []
        """The pairs that `same` went past and that lack at most `NEAR` to be one claim, if nothing forbids it."""

    def same(self) -> Iterator[tuple[int, int, bool, float]]:
        """Yield the pairs worth comparing that are one claim as far as they go, sorted: see `forbidden`.

        Beside the places of both among the sorted ids: whether they share more than wording (`same_by_rule`), and their
        score, 0..1.
        """
        one, other = candidate_numbers({facts.id: facts for facts in self._facts})
        told = np.empty(len(one), np.int64)
        for some in parts_of(len(one)):
            told[some] = self._told(one[some], other[some])
        self._laid = distinct(told)
        del told
        self._odds = self._odds_of_all(self._laid)
        for first, second, in_words, by_voice in self._asked(one, other):
            a, b = self._facts[first], self._facts[second]
            rule = same_by_rule(a, b)
            score = score_of(a, b, rule, probability(self._weights.bias, in_words, by_voice))
            if may_be_same(a, b, score, rule, self._weights):
                yield first, second, rule is not None, score
            elif score >= WORTH_TELLING and abs(score - needed(a, b, self._weights)) <= NEAR:
                self.near.append(Tie(a.id, b.id, score))

    def score(self, a: str, b: str) -> float:
        """Return how probable it is that a pair says the same, 0..1."""
        return self.between(self._number[a], self._number[b])

    def between(self, one: int, other: int) -> float:
        """Return the same for two places among the sorted ids."""
        first, second = min(one, other), max(one, other)
        a, b = self._facts[first], self._facts[second]
        put = self._weights.odds(as_put(a, b))
        probable = probability(self._weights.bias, self._odds_told(first, second), put)
        return score_of(a, b, same_by_rule(a, b), probable)

    def clash(self, a: str, b: str) -> bool:
        """Return whether anything forbids that a pair is in one claim."""
        return self.forbidden(self._number[a], self._number[b])

    def forbidden(self, one: int, other: int) -> bool:
        """Return the same for two places among the sorted ids."""
        digest = one_of_both(self._digests[one], self._digests[other])
        known = self._kept_clashes.find(digest)
        if known is None:
            known = float(contradict(self._facts[min(one, other)], self._facts[max(one, other)]))
            self._kept_clashes.put(digest, known)
        return bool(known)

    def _asked(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> Iterator[tuple[int, int, float, float]]:
        """Yield the pairs that may be one claim or nearly: both places, the log-odds by words and by voices.

        Of most pairs nothing more need be asked than what they are told in and who says it where.
        """
        columns = Columns(self._facts)
        enough = self._enough()
        for some in parts_of(len(one)):
            a, b = one[some], other[some]
            odds = self._odds[np.searchsorted(self._laid, self._told(a, b))]
            putting = columns.putting(a, b)
            put = self._put[putting]
            least = enough[columns.both_verbs(a, b), putting, columns.said(a, b)]
            asked = (odds + put + self._weights.bias >= least) | columns.may_share_more(a, b)
            yield from one_by_one(a[asked], b[asked], odds[asked], put[asked])

    def _enough(self) -> NDArray[np.float64]:
        """Return the log-odds from which pairs are one claim or nearly, if they share no more than their words.

        By whether both have a verb, by the features of `PUT` that are 1, by how many of the two somebody says.
        """
        bits = [PUT.index(name) for name in ("one_report", "same_speaker", "two_speakers")]
        table = np.zeros((2, 1 << len(PUT), 3))
        for verbs, held, said in np.ndindex(table.shape):
            told = (bool(held >> bit & 1) for bit in bits)
            least = needed_where(self._weights.same, bool(verbs), *told, said)
            table[verbs, held, said] = _odds_of(max(least - NEAR, WORTH_TELLING)) - _SLIP
        return table

    def _told(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int64]:
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
            digest = one_of_both(self._tellings[one], self._tellings[other])
            known = self._kept_odds.find(digest)
            if known is None:
                known = next(self._lay(np.array([pair])))
                self._kept_odds.put(digest, known)
            self._later[pair] = known
        return self._later[pair]

    def _odds_of_all(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what `_lay` yields, worked out for the pairs of which it is not known."""
        pairs_told = np.empty((len(pairs), 2), np.uint64)
        for some in parts_of(len(pairs)):
            one, other = np.divmod(pairs[some], len(self._one_of))
            pairs_told[some] = both(self._tellings[one], self._tellings[other])
        known, odds = self._kept_odds.look(pairs_told)
        if known.any():
            pairs, pairs_told = pairs[~known], pairs_told[~known]
        fresh = np.fromiter(self._lay(pairs), np.float64, len(pairs))  # a list would take four times the room
        odds[~known] = fresh
        self._kept_odds.put_all(pairs_told, fresh)
        return odds

    def _lay(self, pairs: NDArray[np.int64]) -> Iterator[float]:
        """Yield what the words of pairs of tellings add to their log-odds; the pairs are sorted."""
        apart = (divmod(pair, len(self._one_of)) for (pair,) in one_by_one(pairs))
        for one, group in groupby(apart, key=itemgetter(0)):
            told = self._one_of[one]
            others = [self._one_of[other] for _, other in group]
            for other, alike in zip(others, align_all(told.wording, [f.wording for f in others]), strict=True):
                yield self._weights.odds(as_told(told, other, alike))


def _odds_of_putting(weights: Weights) -> NDArray[np.float64]:
    """Return what each set of the features in `PUT`, a bit for each, adds to the log-odds."""
    sets = ({name: float(held >> bit & 1) for bit, name in enumerate(PUT)} for held in range(1 << len(PUT)))
    return np.array([weights.odds(held) for held in sets])


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
