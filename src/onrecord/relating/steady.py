"""Counts over a whole story, as rough as what they are for allows, so that one more report changes few of them.

How rare a word is in a story decides what it is worth. Counted exactly, each report that is added would change what
every word is worth in the sixth decimal, and with it how alike any two statements are told: nothing that was worked out
before would hold any more. A rarity is a logarithm; in steps of it, a story has grown by two fifths before its size
counts as another.
"""

from __future__ import annotations

import math

STEPS = 2
"""Steps of a doubling. Of 686 marked pairs of claims (bench/claim_pairs.py, those to tune and to train by) as many are
taken rightly as with exact counts."""


def steady(count: float) -> float:
    """Return a count as the nearest power of the square root of two; 0 for none.

    >>> [round(steady(count), 2) for count in (0, 1, 2, 3, 7, 8, 9, 1000, 1050)]
    [0.0, 1.0, 2.0, 2.83, 8.0, 8.0, 8.0, 1024.0, 1024.0]
    """
    return 2 ** (round(STEPS * math.log2(count)) / STEPS) if count else 0.0
