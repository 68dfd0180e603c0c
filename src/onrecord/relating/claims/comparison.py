"""How two statements compare, feature by feature: the comparison vector of record linkage (Fellegi and Sunter 1969).

What each feature means stands beside its weight in `pairs.toml`, learnt from marked pairs.
"""

from __future__ import annotations

import math
from functools import lru_cache

from onrecord.relating.facts import Facts, is_word
from onrecord.relating.wording import align

QUOTED = 6
"""Words in a row that two people seldom choose alike."""


def comparison(a: Facts, b: Facts) -> dict[str, float]:
    """Return the features of a pair by name; the order of the two does not matter.

    What is alike is a share, 0..1; what is counted, a logarithm; all others are 0 or 1.
    """
    shared = sorted(feature for feature in a.weights if feature in b.weights)
    about = (matter(a) & matter(b)).difference(shared)
    alike = align(a.wording, b.wording)
    mine, other = a.wording.numerals, b.wording.numerals
    return {
        "sense_least": alike.sense_least,
        "sense_most": alike.sense_most,
        "words_least": alike.words_least,
        "shared": math.log1p(sum(a.weights[feature] for feature in shared)),
        "shared_words": math.log1p(sum(a.weights[feature] for feature in shared if is_word(feature))),
        "verbs_in_both": bool(a.event and b.event) and a.event in b.weights and b.event in a.weights,
        "same_speaker": a.speaker is not None and a.speaker == b.speaker,
        "two_speakers": a.speaker is not None and b.speaker is not None and a.speaker != b.speaker,
        "one_report": a.statement.report == b.statement.report,
        "surroundings": math.log1p(len(about)),
        "both_to_come": a.forward and b.forward,
        "other_numerals": bool(mine - other and other - mine),
        "other_things": bool(a.specific - b.specific and b.specific - a.specific),
        "one_negated": a.statement.negated != b.statement.negated,
    }


def gap(a: Facts, b: Facts) -> int:
    """Return the days between the two reports, 0 when one is undated."""
    return abs((a.published - b.published).days) if a.published and b.published else 0


def matter(facts: Facts) -> frozenset[str]:
    """Return the features of a statement and of what it leans on, dates aside."""
    return frozenset(f for f in facts.weights if not f.startswith("on ")) | facts.around


@lru_cache(maxsize=65_536)
def runs(plain: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of `QUOTED` words of a text: one of them in two attributed texts is one quotation."""
    told = plain.split()
    return frozenset(tuple(told[at : at + QUOTED]) for at in range(len(told) - QUOTED + 1))
