"""Which pairs of statements may disagree: those that share something rare, are of two claims, and can be contraries.

What says by itself that neither of two is the other's contrary is asked of all pairs at once, before any is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Claim
from onrecord.relating.claims.candidates import candidate_numbers, one_by_one
from onrecord.relating.claims.vetoes import PAST_GAP
from onrecord.relating.facts import Facts


def pairs_of_two_claims(facts: Mapping[str, Facts], claim_of: Mapping[str, Claim]) -> Iterator[tuple[Facts, Facts]]:
    """Yield the pairs of statements that may disagree; those of the same two texts follow one another.

    Left out are pairs of one claim; of two events; of which one alone leaves open whether it is so; and of which one
    promises what the other, on another day, tells as done: see `parted_by`, which finds nothing for any of them.

    Args:
        facts: The facts of the statements, by statement id.
        claim_of: The claim of each statement.
    """
    ordered = [facts[statement] for statement in sorted(facts)]
    one, other = candidate_numbers(facts)
    asked = np.ones(len(one), bool)
    for known, wanted in (
        (_numbered(claim_of[f.id].id for f in ordered), False),
        (_numbered(f.open for f in ordered), True),
        (_numbered(f.marks.another for f in ordered), True),
    ):
        asked &= (known[one] == known[other]) == wanted
    forward = _numbered(f.forward for f in ordered)
    day = np.array([0 if f.published is None else f.published.toordinal() for f in ordered], np.int64)
    mine, others = day[one], day[other]
    long_after = (mine > 0) & (others > 0) & (np.abs(mine - others) >= PAST_GAP)
    asked &= ~(long_after & (forward[one] != forward[other]))
    one, other = one[asked], other[asked]
    del mine, others, long_after, asked
    text = _numbered(f.statement.text for f in ordered)
    order = np.lexsort((other, one, text[other], text[one]))
    one, other = one[order], other[order]
    for first, second in one_by_one(one, other):
        yield ordered[first], ordered[second]


def _numbered(values: Iterable[object]) -> NDArray[np.int64]:
    """Return a number for each value: the same for two that are equal."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)
