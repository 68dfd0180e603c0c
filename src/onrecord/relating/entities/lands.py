"""Which country "the country", "that nation" and "his country" is: the one named just before, or his whose it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from onrecord.model import Entity, Reference, Report, Span
from onrecord.relating.entities.callings import Callings, countries_of

NEAR = 300
"""Code points before "the country" in which one country, and no other, must be named."""


class Lands:
    """The countries that the reports of a story name, by place."""

    def __init__(self, entities: Mapping[str, Entity], callings: Callings) -> None:
        """Gather the places that name a country."""
        self._entities = entities
        self._callings = callings
        self._at: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for country in sorted(set(countries_of(entities).values())):
            for mention in entities[country].named:
                self._at[mention.report].append((mention.span, country))
        for places in self._at.values():
            places.sort()

    def meant(self, reference: Reference, report: Report, owner: str | None) -> tuple[str | None, str]:
        """Return the country that a reference speaks of, and why; None where that is open.

        Args:
            reference: "the country" or "his country".
            report: the report in which it stands.
            owner: the person whose country it is said to be, if one is.
        """
        if reference.name is not None:
            country = self._callings.country_of(owner) if owner is not None else None
            return country, f'{reference.because}; the reports put the country to "{self._shown(owner)}"'
        if reference.narrowed:
            return None, ""  # "the poorer nation" tells apart two that were named, and does not say which
        places = self._at.get(report.id, [])
        before = places[: bisect_left(places, (reference.span, ""))]
        near = {country for span, country in before if span[1] > reference.span[0] - NEAR}
        if len(near) != 1:
            return None, ""
        country = before[-1][1]
        return country, f'"{self._shown(country)}" is the only country named shortly before'

    def _shown(self, entity: str | None) -> str:
        return self._entities[entity].name if entity is not None else ""
