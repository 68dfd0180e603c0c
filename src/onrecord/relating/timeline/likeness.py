"""How much two sentences of one date tell of the same, for one pair and for all pairs of a day at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.facts import is_word
from onrecord.relating.timeline.sentences import Telling

SAME = 0.2
"""Likeness, 0..1, from which two sentences of one date tell the same event. Low, for the date says most of it already:
set by reading pairs of the days of five real stories."""
WORDS_SHARED = 1.0
"""Worth of the words, names aside, that they must share, if not their main verb: much is told of one man on one day."""
WORDS_IN_DOUBT = 0.5
"""Worth of the words from which two sentences that are not alike may still tell the same in other words."""
ENOUGH_SHARED = 2.2
"""Worth (about three telling words) that two sentences must share for their likeness to count in full."""
LEAST = 1e-9
"""In place of a total of nothing, by which nothing can be divided."""

Numbers = NDArray[np.float64]


def alike(a: Telling, b: Telling) -> bool:
    """Return whether two sentences tell the same: they share a claim, or most of what they tell."""
    if not a.claims.isdisjoint(b.claims):
        return True
    shared = [(feature, weight) for feature, weight in a.weights.items() if feature in b.weights]
    words = sum(weight for feature, weight in shared if is_word(feature))
    if not shared or (words < WORDS_SHARED and a.events.isdisjoint(b.events)):
        return False
    told = np.array([sum(weight for _, weight in shared)])
    return bool(_likeness(told, a.total, np.array([b.total]))[0] >= SAME)


def pairs(tellings: Sequence[Telling]) -> tuple[list[int], list[int]]:
    """Compare all sentences of a day with one another.

    Args:
        tellings: The sentences.

    Returns:
        For each sentence two sets of the others' numbers, as bits of an integer: those that are `alike`, itself among
        them; and those that may tell the same in other words ("freed the girls", "the girls came home"). A day of
        thousands of sentences has millions of pairs, so what they share is added up word by word, not pair by pair.
    """
    holding: dict[str, list[int]] = defaultdict(list)
    claiming: dict[int, int] = defaultdict(int)
    for number, one in enumerate(tellings):
        for feature in one.weights:
            holding[feature].append(number)
        for claim in one.claims:
            claiming[claim] |= 1 << number
    totals = np.array([one.total for one in tellings])
    places = {feature: np.array(numbers) for feature, numbers in holding.items()}
    near, doubt = [], []
    for number, one in enumerate(tellings):
        shared, words = np.zeros(len(tellings)), np.zeros(len(tellings))
        for feature, weight in one.weights.items():
            shared[places[feature]] += weight
            if is_word(feature):
                words[places[feature]] += weight
        like = (shared > 0) & (_likeness(shared, one.total, totals) >= SAME)
        same = 1 << number | _bits(like & (words >= WORDS_SHARED))
        for claim in one.claims:
            same |= claiming[claim]
        for other in np.flatnonzero(like & (words < WORDS_SHARED)).tolist() if one.events else ():
            same |= 0 if one.events.isdisjoint(tellings[other].events) else 1 << other
        near.append(same)
        doubt.append(_bits(words >= WORDS_IN_DOUBT))
    return near, doubt


def _bits(which: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(which, bitorder="little").tobytes(), "little")


def _likeness(shared: Numbers, total: float, others: Numbers) -> Numbers:
    """Return how much of what one sentence tells each of others tells too, 0..1: less when it is little in all."""
    lesser = np.maximum(np.minimum(total, others), LEAST)
    dice, contained = 2 * shared / np.maximum(total + others, LEAST), shared / lesser
    return (dice + contained) / 2 * np.minimum(1.0, shared / ENOUGH_SHARED)
