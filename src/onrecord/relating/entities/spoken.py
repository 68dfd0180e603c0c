"""Who is spoken of without being named: roles and pronouns, tied to the entity that they stand for, and groups.

What a report resolves by itself ("he", "the commissioner" where one person is called so) is taken from its analysis.
What it leaves open is told by the story: "the president" is the one person named in the report whom the reports call
president, and nobody if there are two. What stays open is no mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model import Analysis, Entity, Mention, Reference, Report
from onrecord.relating.entities.callings import Callings
from onrecord.relating.entities.groups import groups_of
from onrecord.relating.entities.index import EntityIndex
from onrecord.relating.entities.lands import Lands
from onrecord.relating.entities.words import name_words


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
    lands = Lands(by_id, callings)
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
            if entity is not None:
                mention = Mention(report=report.id, span=reference.span, kind=reference.kind, because=because)
                found[entity].append(mention)
    gathered = groups_of(by_id, index, callings, reports, analyses)
    for entity, mentions in gathered.of_named.items():
        found[entity] += mentions
    spoken = [replace(entity, mentions=_together(entity.mentions, found[entity.id])) for entity in entities]
    return tuple(sorted((*spoken, *gathered.groups), key=lambda e: e.id))


def _meant(reference: Reference, report: str, index: EntityIndex) -> str | None:
    return None if reference.name is None else index.at(report, reference.name)


def _together(names: Sequence[Mention], others: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of an entity, each place once: a name before a role."""
    places = {(mention.report, mention.span): mention for mention in (*others, *names)}
    return tuple(places[place] for place in sorted(places))
