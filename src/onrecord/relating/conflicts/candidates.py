"""Which pairs of statements may disagree: those that share something rare, are of two claims, and can be contraries.

What says by itself that neither of two is the other's contrary is asked of all pairs at once, before any is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Claim
from onrecord.relating.claims.candidates import candidate_numbers, parts_of
from onrecord.relating.claims.vetoes import PAST_GAP
from onrecord.relating.facts import Facts


def pairs_of_two_claims(
    ordered: Sequence[Facts], claim_of: Mapping[str, Claim]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """Return the pairs of statements that may disagree, as the places of the two.

    Left out are pairs of one claim; of two events; of which one alone leaves open whether it is so; and of which one
    promises what the other, on another day, tells as done: see `parted_by`, which finds nothing for any of them.

    Args:
        ordered: The facts of the statements, sorted by statement id.
        claim_of: The claim of each statement.

    Returns:
        The smaller places and the greater, and which pairs may disagree though they are not told in the same words: see
        `_beside_wording`. The pairs of the same two texts follow one another.
    """
    one, other = candidate_numbers({facts.id: facts for facts in ordered})
    asked = np.empty(len(one), bool)
    alike = (
        (_numbered(claim_of[f.id].id for f in ordered), False),
        (_numbered(f.open for f in ordered), True),
        (_numbered(f.marks.another for f in ordered), True),
    )
    forward = _numbered(f.forward for f in ordered)
    day = np.array([0 if f.published is None else f.published.toordinal() for f in ordered], np.int64)
    for some in parts_of(len(one)):
        a, b = one[some], other[some]
        long_after = (day[a] > 0) & (day[b] > 0) & (np.abs(day[a] - day[b]) >= PAST_GAP)
        asked[some] = ~(long_after & (forward[a] != forward[b]))
        for known, wanted in alike:
            asked[some] &= (known[a] == known[b]) == wanted
    one, other = one[asked], other[asked]
    del asked
    text = _numbered(f.statement.text for f in ordered)
    order = np.lexsort((other, one, text[other], text[one]))
    one, other = one[order], other[order]
    return one, other, _beside_wording(ordered, one, other)


def _beside_wording(ordered: Sequence[Facts], one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which pairs a number, a date, a yes and a no, a doer or a place may part: what both must have for it."""
    counting = np.array([bool(f.tallies) for f in ordered], bool)
    dated = np.array([bool(f.windows) for f in ordered], bool)
    contrary = np.array([bool(f.contrary) for f in ordered], bool)
    negated = np.array([f.statement.negated for f in ordered], bool)
    doing = _numbered(None if f.main is None else (f.main.event, f.main.negated) for f in ordered)
    has_doing = np.array([f.main is not None for f in ordered], bool)
    event, has_event = _numbered(f.event for f in ordered), np.array([f.event != "" for f in ordered], bool)
    of_one_event = has_event[one] & (event[one] == event[other])
    found: NDArray[np.bool_] = (
        (counting[one] & counting[other])
        | (contrary[one] & contrary[other])
        | (has_doing[one] & (doing[one] == doing[other]))
        | (of_one_event & (dated[one] & dated[other] | (negated[one] != negated[other])))
    )
    return found


def _numbered(values: Iterable[object]) -> NDArray[np.int64]:
    """Return a number for each value: the same for two that are equal."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)
