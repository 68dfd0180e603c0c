"""How two statements compare, feature by feature: the comparison vector of record linkage (Fellegi and Sunter 1969).

What each feature means stands beside its weight in `pairs.toml`, learnt from marked pairs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from onrecord.relating.facts import Facts
from onrecord.relating.wording import Alignment, align

QUOTED = 6
"""Words in a row that two people seldom choose alike."""

PUT = ("same_speaker", "two_speakers", "one_report", "both_to_come", "one_negated")
"""The features that depend on who puts a statement where; all others depend on the words alone."""


def comparison(a: Facts, b: Facts) -> dict[str, float]:
    """Return the features of a pair by name; the order of the two does not matter.

    What is alike is a share, 0..1; what is counted, a logarithm; all others are 0 or 1.
    """
    return {**as_told(a, b, align(a.wording, b.wording)), **as_put(a, b)}


def as_told(a: Facts, b: Facts, alike: Alignment) -> dict[str, float]:
    """Return the features that depend on the words of two statements alone, whoever says them where.

    Args:
        a: One statement.
        b: The other.
        alike: How much of each wording has its like in the other.
    """
    shared = a.weights.keys() & b.weights.keys()
    mine, other = a.wording.numerals, b.wording.numerals
    return {
        "sense_least": alike.sense_least,
        "sense_most": alike.sense_most,
        "words_least": alike.words_least,
        "shared": math.log1p(weight_of(shared, a)),
        "shared_words": math.log1p(weight_of(shared & a.words, a)),
        "verbs_in_both": bool(a.event and b.event) and a.event in b.weights and b.event in a.weights,
        "surroundings": math.log1p(len((matter(a) & matter(b)) - shared)) if a.around or b.around else 0.0,
        "other_numerals": bool(mine - other and other - mine),
        "other_things": bool(a.specific - b.specific and b.specific - a.specific),
    }


def as_put(a: Facts, b: Facts) -> dict[str, float]:
    """Return the other features: who puts the two, where, and whether as so."""
    return {
        "same_speaker": a.speaker is not None and a.speaker == b.speaker,
        "two_speakers": a.speaker is not None and b.speaker is not None and a.speaker != b.speaker,
        "one_report": a.statement.report == b.statement.report,
        "both_to_come": a.forward and b.forward,
        "one_negated": a.statement.negated != b.statement.negated,
    }


def weight_of(features: Iterable[str], facts: Facts) -> float:
    """Return what some features of a statement weigh together: exactly, so that their order does not matter."""
    return math.fsum(map(facts.weights.__getitem__, features))


def gap(a: Facts, b: Facts) -> int:
    """Return the days between the two reports, 0 when one is undated."""
    return abs((a.published - b.published).days) if a.published and b.published else 0


def matter(facts: Facts) -> frozenset[str]:
    """Return the features of a statement and of what it leans on, dates aside."""
    return frozenset(f for f in facts.weights if not f.startswith("on ")) | facts.around


def quote_one_another(one: str, other: str) -> bool:
    """Return whether two texts share a run of `QUOTED` words: of two attributed texts, it is one quotation.

    Args:
        one: A text, its words parted by single blanks.
        other: Another.

    >>> quote_one_another("he said the old bridge will stay open", "the old bridge will stay open for now")
    True
    >>> quote_one_another("the old bridge will stay shut", "the old bridge will stay open for now")
    False
    """
    return not _runs(one).isdisjoint(_runs(other))


# Many outlets print one text, and each is laid beside many. A kept text takes some 3 KB.
@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[str]:
    """Return the runs of `QUOTED` words of a text."""
    told = text.split(" ")
    return frozenset(" ".join(told[at : at + QUOTED]) for at in range(len(told) - QUOTED + 1))
