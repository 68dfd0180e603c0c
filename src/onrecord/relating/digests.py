"""What stands for the facts of a statement, so that what was found of two is found again: see `kept`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.facts import Facts
from onrecord.relating.kept import Kept, digest_of, halves

_ONCE = "facts"


def digests(facts: Sequence[Facts], kept: Kept) -> list[bytes]:
    """Return the digest of each of some facts: equal for all that is asked of two statements, wording aside.

    How the wording of two compares is asked for by itself, and follows from the wording alone.

    Args:
        facts: Facts of one story.
        kept: What is kept of it: each digest is made once for a relating.
    """
    known = kept.once(_ONCE)
    for one in facts:
        if one.id not in known:
            known[one.id] = _digest(one)
    return [known[one.id] for one in facts]


def numbers_of(digests: Sequence[bytes]) -> NDArray[np.uint64]:
    """Return a row of two numbers for each digest."""
    return np.array([halves(one) for one in digests], np.uint64).reshape(-1, 2)


def _digest(one: Facts) -> bytes:
    return digest_of(
        one.statement,
        one.outlet,
        one.published,
        one.attributed,
        one.first_person,
        one.weights,
        one.specific,
        one.around,
        one.windows,
        one.tallies,
        one.event,
        one.verb,
        one.open,
        one.share,
        one.forward,
        one.passes_on,
        one.layered,
        one.doings,
        one.named,
        one.contrary,
    )
