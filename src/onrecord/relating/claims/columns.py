"""What is asked of pairs of statements by the million: who says them where, as columns, a number for each statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.claims.comparison import PUT
from onrecord.relating.facts import Facts

Places = NDArray[np.int32]
"""One statement of each pair, as its place among all."""


class Columns:
    """Statements as columns; each method takes pairs, as the places of the one and of the other.

    Args:
        facts: The facts of all statements, in the order that places count in.
    """

    def __init__(self, facts: Sequence[Facts]) -> None:
        speakers: dict[str, int] = {}
        reports: dict[str, int] = {}
        texts: dict[str, int] = {}
        self._speaker = _numbers(
            0 if f.speaker is None else speakers.setdefault(f.speaker, len(speakers) + 1) for f in facts
        )
        self._report = _numbers(reports.setdefault(f.statement.report, len(reports)) for f in facts)
        self._text = _numbers(texts.setdefault(f.plain, len(texts)) for f in facts)
        self._forward = _numbers(f.forward for f in facts) > 0
        self._negated = _numbers(f.statement.negated for f in facts) > 0
        self._verb = _numbers(f.verb for f in facts) > 0
        self._attributed = _numbers(f.attributed for f in facts)
        self._counting = _numbers(bool(f.tallies) for f in facts) > 0
        self._to_come = _numbers(f.forward and f.attributed and bool(f.windows) for f in facts) > 0

    def putting(self, one: Places, other: Places) -> NDArray[np.int64]:
        """Return which of the features that depend on who puts two where are 1: a bit for each of `PUT`, by pair."""
        resolved = (self._speaker[one] > 0) & (self._speaker[other] > 0)
        alike = self._speaker[one] == self._speaker[other]
        put = {
            "same_speaker": resolved & alike,
            "two_speakers": resolved & ~alike,
            "one_report": self._report[one] == self._report[other],
            "both_to_come": self._forward[one] & self._forward[other],
            "one_negated": self._negated[one] != self._negated[other],
        }
        return sum((put[name].astype(np.int64) << bit for bit, name in enumerate(PUT)), np.zeros(len(one), np.int64))

    def both_verbs(self, one: Places, other: Places) -> NDArray[np.int64]:
        """Return whether both have a main verb: 0 or 1, by pair."""
        return (self._verb[one] & self._verb[other]).astype(np.int64)

    def said(self, one: Places, other: Places) -> NDArray[np.int32]:
        """Return how many of the two somebody is reported to say, 0 to 2, by pair."""
        return self._attributed[one] + self._attributed[other]

    def may_share_more(self, one: Places, other: Places) -> NDArray[np.bool_]:
        """Return which pairs can be one claim whatever their features: in the very same words, or by a rule."""
        found: NDArray[np.bool_] = (
            (self._text[one] == self._text[other])
            | (self._counting[one] & self._counting[other])
            | (self._to_come[one] & self._to_come[other])
        )
        return found


def _numbers(values: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(values, np.int32)
