"""Places of which a report says that one lies in the other: "Eske Quay, south Torvey". Two such are no two places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.model import Report

_BETWEEN = r",?\s+(?:in\s+)?(?:(?:north|south|east|west|central|greater|inner|outer)[\w-]*\s+)?"


class Nested:
    """Answers whether any report of a story puts one place in another; what was asked once is known.

    Args:
        reports: All reports of the story, by id.

    >>> nested = Nested({"r-1": Report(id="r-1", input="a.txt", text="It overturned in Eske Quay, south Torvey.")})
    >>> nested.one_in_other("Torvey", "Eske Quay"), nested.one_in_other("Torvey", "Norra")
    (True, False)
    """

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._texts = [reports[report].text for report in sorted(reports)]
        self._naming: dict[str, frozenset[int]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def one_in_other(self, place: str, other: str) -> bool:
        """Return whether a report names one of two places right behind the other, as a place in it.

        Args:
            place: The name of a place, as reports print it.
            other: That of another.
        """
        if not place or not other:
            return False
        pair = min(place, other), max(place, other)
        if pair not in self._known:
            one, two = map(re.escape, pair)
            nested = re.compile(rf"\b(?:{one}{_BETWEEN}{two}|{two}{_BETWEEN}{one})\b")
            both = self._which_name(place) & self._which_name(other)
            self._known[pair] = any(nested.search(self._texts[text]) for text in sorted(both))
        return self._known[pair]

    def _which_name(self, place: str) -> frozenset[int]:
        """Return the texts in which the letters of a name stand."""
        if place not in self._naming:
            self._naming[place] = frozenset(at for at, text in enumerate(self._texts) if place in text)
        return self._naming[place]
