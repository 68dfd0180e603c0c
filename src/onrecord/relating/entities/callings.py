"""What the reports of a story call its persons, and so whom "the president" and whose "the Tesk government" is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Analysis, Entity, Reference
from onrecord.relating.entities.index import EntityIndex
from onrecord.relating.entities.words import fold, gazetteer, name_words

ABOUT = 1 / 3
"""A report is not about a place that it names less often than this fraction of its most frequent one. By reading."""


@dataclass(frozen=True, slots=True)
class _Calling:
    """A noun that reports put to a person, with what narrows it."""

    head: str
    narrowed: frozenset[str]


class Callings:
    """What the reports of a story call its persons."""

    def __init__(self, entities: Mapping[str, Entity], index: EntityIndex, analyses: Mapping[str, Analysis]) -> None:
        self._entities = entities
        self._in_report: dict[str, dict[str, set[_Calling]]] = defaultdict(lambda: defaultdict(set))
        self._of: dict[str, dict[_Calling, int]] = defaultdict(lambda: defaultdict(int))
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._countries = countries_of(entities)
        self._place_names: dict[str, str] = {}
        self._places: dict[str, Counter[str]] = defaultdict(Counter)
        for entity in sorted(entities.values(), key=lambda each: each.id):
            if entity.kind == "place":
                self._places_of(entity)
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
                    self._in_report[report][person].add(calling)
                    self._holders[reference.head].add(person)

    def _places_of(self, place: Entity) -> None:
        for form in place.forms:
            self._place_names.update((word, place.id) for word in _plain((form,)))
        for mention in place.named:
            self._places[mention.report][place.id] += 1

    def named_in(self, report: str) -> set[str]:
        """Return the persons whom a report names."""
        return self._named[report]

    def meant(self, reference: Reference, report: str, here: Sequence[str]) -> tuple[str | None, str]:
        """Return the one person named in a report whom a role fits, and why; None where it fits none or two.

        Of two presidents, "the president" is the one whom the report calls so and no more, where it calls the other
        "the Haldrian president".
        """
        narrowed = _plain(reference.narrowed)
        holders = self._holders.get(reference.head, set())
        fitting = [person for person in here if person in holders and self._fits(person, reference.head, narrowed)]
        fitting = [person for person in fitting if not self._is_elsewhere(person, reference.head, narrowed, report)]
        if len(fitting) > 1:
            so = _Calling(reference.head, narrowed)
            fitting = [person for person in fitting if so in self._in_report[report][person]]
            if len(fitting) == 1:
                name = self._entities[fitting[0]].name
                return fitting[0], f'the report calls "{name}" so and no more, and others with more words'
        if len(fitting) != 1:
            return None, ""
        return fitting[0], f'the reports call "{self._entities[fitting[0]].name}" so, and nobody else named in this one'

    def country_of(self, person: str, *, governs: bool = False) -> str | None:
        """Return the country that reports put to a person, if one; with `governs`, that which it is said to lead."""
        votes: Counter[str] = Counter()
        for calling, number in self._of.get(person, {}).items():
            if governs and (calling.head not in name_words().rulers or calling.narrowed & _RANKS):
                continue
            for country in sorted(calling.narrowed & self._countries.keys()):
                votes[self._countries[country]] += number
        if not votes:
            return None
        best, most = max(votes.items(), key=lambda item: (item[1], item[0]))
        return best if 2 * most > votes.total() else None

    def _fits(self, person: str, head: str, narrowed: frozenset[str]) -> bool:
        ranks = narrowed & _RANKS
        return any(
            calling.head == head and narrowed <= calling.narrowed and calling.narrowed & _RANKS == ranks
            for calling in self._of[person]
        )

    def _is_elsewhere(self, person: str, head: str, narrowed: frozenset[str], report: str) -> bool:
        """Return whether a role is put to somebody always with a place that the report is not about.

        "The mayor" is not the mayor of Torvey in a report on Eske that names Torvey in passing.
        """
        counts = self._places[report]
        held = [calling.narrowed - narrowed for calling in self._of[person] if calling.head == head]
        return all(self._of_minor_place(words, counts) for words in held)

    def _of_minor_place(self, words: frozenset[str], counts: Mapping[str, int]) -> bool:
        found = [counts.get(self._place_names[form], 0) for form in self._place_names if words >= set(form.split())]
        return bool(found) and max(found) < ABOUT * max(counts.values(), default=0)


_RANKS = frozenset(
    {"acting", "assistant", "associate", "deputy", "designate", "elect", "ex", "former", "interim", "late", "under"}
    | {"vice", "then", "outgoing", "retired"}
)
"""Words that make another role of a role."""


def _plain(narrowed: Sequence[str]) -> frozenset[str]:
    """Fold the words that narrow a noun; a country's name and its adjective are one."""
    known = gazetteer()
    folded = (fold(word) for word in narrowed)
    return frozenset(known.demonyms.get(word, known.names.get(word, word)) for word in folded if word)


def countries_of(entities: Mapping[str, Entity]) -> dict[str, str]:
    """Return the countries that a story names: from the words for one, folded and joined, to the entity's id."""
    known = gazetteer()
    found = {}
    for entity in entities.values():
        for form in entity.forms if entity.kind == "place" else ():
            country = known.names.get(fold(form))
            if country in known.countries:
                found[country] = entity.id
    return found
