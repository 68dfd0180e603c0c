"""Who is spoken of without being named: roles and pronouns, tied to the entity that they stand for, and groups.

What a report resolves by itself ("he", "the commissioner" where one person is called so) is taken from its analysis.
What it leaves open is told by the story: "the president" is the one person named in the report whom the reports call
president, and nobody if there are two. What stays open is no mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Analysis, Entity, Mention, Reference, Report
from onrecord.relating.entities.groups import groups_of
from onrecord.relating.entities.index import EntityIndex
from onrecord.relating.entities.words import fold, gazetteer


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
    callings = _Callings(by_id, index, analyses)
    for report in sorted(reports, key=lambda r: r.id):
        here = sorted(callings.named_in(report.id))
        for reference in analyses[report.id].references:
            if reference.kind not in ("role", "pronoun"):
                continue
            entity, because = _meant(reference, report.id, index), reference.because
            if entity is None and reference.kind == "role" and reference.name is None:
                entity, because = callings.meant(reference, here)
            if entity is not None:
                mention = Mention(report=report.id, span=reference.span, kind=reference.kind, because=because)
                found[entity].append(mention)
    gathered = groups_of(by_id, index, reports, analyses)
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


@dataclass(frozen=True, slots=True)
class _Calling:
    """A noun that reports put to a person, with what narrows it."""

    head: str
    narrowed: frozenset[str]


class _Callings:
    """What the reports of a story call its persons."""

    def __init__(self, entities: Mapping[str, Entity], index: EntityIndex, analyses: Mapping[str, Analysis]) -> None:
        self._entities = entities
        self._of: dict[str, dict[_Calling, int]] = defaultdict(lambda: defaultdict(int))
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        for entity in entities.values():
            if entity.kind == "person":
                for mention in entity.named:
                    self._named[mention.report].add(entity.id)
        for report, analysis in sorted(analyses.items()):
            for reference in analysis.references:
                if reference.kind != "role" or not reference.beside or reference.name is None:
                    continue
                person = index.at(report, reference.name)
                if person is not None and entities[person].kind == "person":
                    calling = _Calling(reference.head, _plain(reference.narrowed))
                    self._of[person][calling] += 1
                    self._holders[reference.head].add(person)

    def named_in(self, report: str) -> set[str]:
        """Return the persons whom a report names."""
        return self._named[report]

    def meant(self, reference: Reference, here: Sequence[str]) -> tuple[str | None, str]:
        """Return the one person named in a report whom a role fits, and why; None where it fits none or two."""
        narrowed = _plain(reference.narrowed)
        holders = self._holders.get(reference.head, set())
        fitting = [person for person in here if person in holders and self._fits(person, reference.head, narrowed)]
        if len(fitting) != 1:
            return None, ""
        return fitting[0], f'the reports call "{self._entities[fitting[0]].name}" so, and nobody else named in this one'

    def _fits(self, person: str, head: str, narrowed: frozenset[str]) -> bool:
        ranks = narrowed & _RANKS
        return any(
            calling.head == head and narrowed <= calling.narrowed and calling.narrowed & _RANKS == ranks
            for calling in self._of[person]
        )


_RANKS = frozenset(
    {"acting", "assistant", "associate", "deputy", "designate", "elect", "ex", "former", "interim", "late", "under", "vice"}
)


def _plain(narrowed: Sequence[str]) -> frozenset[str]:
    """Fold the words that narrow a noun; a country's name and its adjective are one."""
    known = gazetteer()
    folded = (fold(word) for word in narrowed)
    return frozenset(known.demonyms.get(word, known.names.get(word, word)) for word in folded if word)
