"""Who is spoken of without being named: roles and pronouns, tied to the entity that they stand for, and groups.

What a report resolves by itself ("he", "the commissioner" where one person is called so) is taken from its analysis.
What it leaves open is told by the story: "the president" is the one person named in the report whom the reports call
president, and nobody if there are two. What stays open is no mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model import Analysis, Entity, Mention, Reference, Report
from onrecord.relating.entities.callings import Callings
from onrecord.relating.entities.groups import groups_of
from onrecord.relating.entities.index import EntityIndex
from onrecord.relating.entities.lands import Lands
from onrecord.relating.entities.words import name_words

NEAR = 900
"""Code points, about two paragraphs. A role speaks of somebody named so shortly before, or whom the report is about."""


def with_references(
    entities: Sequence[Entity], index: EntityIndex, reports: Sequence[Report], analyses: Mapping[str, Analysis]
) -> tuple[Entity, ...]:
    """Return the entities with the places that speak of them without their name, and groups that nobody named.

    Args:
        entities: The entities of a story, with the mentions that are names.
        index: Of these entities.
        reports: The reports of the story, in any order.
        analyses: The analysis of each report, by report id; its references are used.
    """
    by_id = {entity.id: entity for entity in entities}
    found: dict[str, list[Mention]] = defaultdict(list)
    callings = Callings(by_id, index, analyses)
    lands, near = Lands(by_id, callings), _Near(entities)
    for report in sorted(reports, key=lambda r: r.id):
        here = sorted(callings.named_in(report.id))
        for reference in analyses[report.id].references:
            if reference.kind not in ("role", "pronoun"):
                continue
            entity, because = _meant(reference, report.id, index), reference.because
            if reference.head in name_words().lands:
                entity, because = lands.meant(reference, report, entity)
            elif entity is None and reference.kind == "role" and reference.name is None:
                entity, because = callings.meant(reference, report.id, here)
            if entity is None or (reference.kind == "pronoun" and by_id[entity].kind != "person"):
                continue
            if reference.beside or reference.kind == "pronoun" or near.holds(entity, report.id, reference.span[0]):
                mention = Mention(report=report.id, span=reference.span, kind=reference.kind, because=because)
                found[entity].append(mention)
    gathered = groups_of(by_id, index, callings, reports, analyses)
    for named, mentions in gathered.of_named.items():
        found[named] += mentions
    spoken = [replace(entity, mentions=_together(entity.mentions, found[entity.id])) for entity in entities]
    return tuple(sorted((*spoken, *gathered.groups), key=lambda e: e.id))


class _Near:
    """Whether an entity is named shortly before a place, or a report is about it."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._at: dict[tuple[str, str], list[int]] = defaultdict(list)
        most: dict[str, tuple[int, str]] = {}
        for entity in entities:
            for mention in entity.named:
                self._at[entity.id, mention.report].append(mention.span[0])
        for (named, report), places in sorted(self._at.items()):
            places.sort()
            most[report] = max(most.get(report, (0, "")), (len(places), named))
        self._main = {report: entity for report, (_, entity) in most.items()}

    def holds(self, entity: str, report: str, place: int) -> bool:
        """Say whether an entity is named within `NEAR` before a place of a report, or more often in it than others."""
        places = self._at.get((entity, report), [])
        before = bisect_left(places, place)
        return self._main.get(report) == entity or (before > 0 and places[before - 1] >= place - NEAR)


def _meant(reference: Reference, report: str, index: EntityIndex) -> str | None:
    return None if reference.name is None else index.at(report, reference.name)


def _together(names: Sequence[Mention], others: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of an entity, each place once: a name before a role."""
    places = {(mention.report, mention.span): mention for mention in (*others, *names)}
    return tuple(places[place] for place in sorted(places))
