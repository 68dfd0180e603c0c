"""What stands for the facts of a statement, so that what was found of two is found again: see `kept`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.facts import Facts
from onrecord.relating.kept import digest_of, halves


def digests(facts: Iterable[Facts]) -> NDArray[np.uint64]:
    """Return a row of two numbers for each statement: equal for all that is asked of it beside another, but its words.

    How the wording of two compares is asked for by itself, and follows from the wording alone.
    """
    return np.array([halves(_digest(one)) for one in facts], np.uint64).reshape(-1, 2)


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
