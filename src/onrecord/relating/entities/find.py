"""The entities of a story: the names of all its reports, grouped by whom or what they name.

Persons are grouped by full names first (`persons`); a bare surname then goes to the one person of that surname
in its own report, else in the story, else to nobody. Organisations, places, groups and things are grouped by form
(`merge`). The kind is voted over the story (`entity_types`). A name that could be two people's is left out:
ambiguous is unresolved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import (
    Analysis,
    Entity,
    EntityKind,
    Label,
    Mention,
    Name,
    Report,
    Span,
    make_id,
)
from onrecord.relating.entities.bare import resolve_bare
from onrecord.relating.entities.countries import Use, uses_for_countries
from onrecord.relating.entities.forms import Form, Naming, find_forms
from onrecord.relating.entities.glue import unglued
from onrecord.relating.entities.index import EntityIndex
from onrecord.relating.entities.merge import core_of, merge_forms
from onrecord.relating.entities.metonyms import with_metonyms
from onrecord.relating.entities.parted import parted
from onrecord.relating.entities.passed_over import completed
from onrecord.relating.entities.persons import Person, gather_persons, parse_name
from onrecord.relating.entities.ruled import ruled_names
from onrecord.relating.entities.spoken import with_references
from onrecord.relating.entities.types import STRONG, Votes, looks_like_person, total, votes_of, winner
from onrecord.relating.entities.words import fold, gazetteer, name_words
from onrecord.relating.rulings import NO_NAMES, NameRulings

NEVER_SHORT = 6
"""Mentions, each in full and none with a title, a role or a pronoun, of which no name of a person has so many."""

FREQUENT = 0.2
"""A form used at least so often, as a fraction of the most used, is frequent enough to stand for an entity."""


def find_entities(
    reports: Sequence[Report], analyses: Mapping[str, Analysis], rulings: NameRulings = NO_NAMES
) -> tuple[Entity, ...]:
    """Return the entities that the reports name, sorted by id.

    Args:
        reports: The reports of a story, in any order.
        analyses: The analysis of each report, by report id; its names and labels are used.
        rulings: What people decided on names.

    Returns:
        Entities; mentions sorted by (report, span), forms by frequency, labels by (report, span). A name that could be
        two people's stands in none.
    """
    forms = unglued(find_forms(reports, _names(reports, analyses)))
    ruled = ruled_names(rulings, forms)
    votes = _votes(forms, _taken_up(analyses))
    kinds = {key: winner(votes[key]) for key in forms}
    full = (form for key, form in forms.items() if kinds[key] == "person" and looks_like_person(form))
    persons = gather_persons(full, ruled)
    taken = {key for person in persons for key in person.keys}
    bare = {key: form for key, form in forms.items() if key not in taken and parse_name(key) is None}
    left = resolve_bare(bare, kinds, persons, _short_names(analyses))
    gathered = _not_theirs(persons, rulings)
    gathered += [_Gathered(person.mentions, person.because, "person") for person in persons]
    rest = {key: form for key, form in forms.items() if key not in taken and parse_name(key) is not None} | left
    uses = uses_for_countries(rest, kinds, analyses)
    rest = uses.others
    for cluster in merge_forms(rest, {key: kinds[key] for key in rest}, ruled):
        mentions = [mention for key in cluster.keys for mention in rest[key].mentions]
        kind = winner(total(votes[key] for key in cluster.keys))
        gathered.append(_Gathered(mentions, cluster.because, kind, uses.of(cluster.keys)))
    entities = _told_apart(_with_own_ids([_entity(each) for each in _ruled(gathered, rulings)]), rulings)
    named = with_metonyms(_labelled(tuple(sorted(entities, key=lambda e: e.id)), analyses), reports, analyses)
    return with_references(named, EntityIndex(named), reports, analyses)


@dataclass(slots=True)
class _Gathered:
    mentions: list[Naming]
    because: list[str]
    kind: EntityKind
    uses: Sequence[Use] = ()
    """Names of another word or place that stand for it."""


def _not_theirs(persons: Sequence[Person], rulings: NameRulings) -> list[_Gathered]:
    """Take from persons the names alone that people say are not theirs, in the report where they say so."""
    taken = []
    for one, other, why in rulings.apart:
        for place, elsewhere in ((one, other), (other, one)):
            for person in persons:
                named = {(m.report, m.span): m for m in person.mentions}
                if place not in named or elsewhere not in named or named[place].key in person.keys:
                    continue
                key, report = named[place].key, named[place].report
                theirs = [m for m in person.mentions if (m.report, m.key) == (report, key)]
                person.mentions = [m for m in person.mentions if (m.report, m.key) != (report, key)]
                told = f'"{theirs[0].text}" is not "{named[elsewhere].text}" in report {report}, {why}'
                person.because.append(told)
                taken.append(_Gathered(theirs, [told], "person"))
    return taken


def _with_own_ids(entities: list[Entity]) -> list[Entity]:
    """Give each of several entities of one kind and name an id of its own; the one named most keeps the usual id."""
    alike: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        alike[entity.id].append(entity)
    found = []
    for same in alike.values():
        first, *others = sorted(same, key=lambda each: (-len(each.mentions), _first_place(each)))
        found.append(first)
        found += [replace(each, id=make_id("e", each.kind, each.name, *_first_place(each))) for each in others]
    return found


def _first_place(entity: Entity) -> tuple[str, Span]:
    return entity.mentions[0].report, entity.mentions[0].span


def _told_apart(entities: list[Entity], rulings: NameRulings) -> list[Entity]:
    """Say of two entities that a person told apart, in each, that it is not the other."""
    why: dict[str, list[str]] = defaultdict(list)
    at = {(m.report, m.span): entity for entity in entities for m in entity.mentions} if rulings.apart else {}
    for one, other, by in rulings.apart:
        if one in at and other in at and at[one].id != at[other].id:
            why[at[one].id].append(f'not the same as "{at[other].name}", {by}')
            why[at[other].id].append(f'not the same as "{at[one].name}", {by}')
    return [replace(each, because=(*each.because, *why[each.id])) if each.id in why else each for each in entities]


def _ruled(gathered: list[_Gathered], rulings: NameRulings) -> list[_Gathered]:
    """Join what people say is one and what stands in two still: a name alone with a full one, a person with a body."""
    kept = list(gathered)
    for one, other, why in rulings.together:
        holding = [each for each in kept if any((m.report, m.span) in (one, other) for m in each.mentions)]
        if len(holding) != 2:
            continue
        first, second = sorted(holding, key=lambda each: (each.kind != "person", -len(each.mentions)))
        names = [min(m.text for m in each.mentions if (m.report, m.span) in (one, other)) for each in (second, first)]
        joined = _Gathered(
            [*first.mentions, *second.mentions],
            [*first.because, *second.because, f'"{names[0]}" is the same as "{names[1]}", {why}'],
            first.kind,
            [*first.uses, *second.uses],
        )
        kept = [each for each in kept if each is not first and each is not second] + [joined]
    return kept


def _names(reports: Sequence[Report], analyses: Mapping[str, Analysis]) -> dict[str, tuple[Name, ...]]:
    return completed(reports, parted(reports, {report.id: analyses[report.id].names for report in reports}))


def _short_names(analyses: Mapping[str, Analysis]) -> dict[tuple[str, Span], Span]:
    """The fuller name in its report that each short name of several bearers stands for."""
    return {
        (report, reference.span): reference.name
        for report, analysis in analyses.items()
        for reference in analysis.references
        if reference.kind == "name" and reference.name is not None
    }


def _taken_up(analyses: Mapping[str, Analysis]) -> set[tuple[str, Span]]:
    """The names that a role or a pronoun stands for or stands with."""
    return {
        (report, reference.name)
        for report, analysis in analyses.items()
        for reference in analysis.references
        if reference.kind in ("role", "pronoun") and reference.name is not None
    }


def _votes(forms: Mapping[str, Form], taken_up: set[tuple[str, Span]]) -> dict[str, Votes]:
    """Return the votes of each form; "Kestrel missile system" also tells what "Kestrel" is."""
    votes = {key: votes_of(form) for key, form in forms.items()}
    for key in forms:
        core = core_of(key)
        if core != key and core in votes:
            votes[core]["thing"] += STRONG * len(forms[key].mentions)
            votes[core]["person"] -= STRONG * len(forms[key].mentions)
    parts = {key: parse_name(key) for key in forms}
    of_names = {part for name in parts.values() if name is not None for part in (name.given, name.surname)}
    shown = of_names & forms.keys()
    for key, form in forms.items():
        name = parts[key]
        if (
            name is None
            or len(form.mentions) < NEVER_SHORT
            or winner(votes[key]) != "person"
            or not shown.isdisjoint((name.given, name.surname))
        ):
            continue
        # News writes a person's name in full once, and then "Berg", "he" or "the mayor".
        if not any(m.titles or (m.report, m.span) in taken_up for m in form.mentions):
            votes[key]["organisation"] += STRONG * len(form.mentions)
            votes[key]["person"] -= STRONG * len(form.mentions)
    for key, form in forms.items():
        # A city that a tagger took for a person, of whom nothing else shows that it is one.
        if gazetteer().kinds.get(key) != "place" or key in of_names or key in name_words().also_given_names:
            continue
        if not any(m.titles or (m.report, m.span) in taken_up for m in form.mentions):
            votes[key]["place"] += STRONG * len(form.mentions)
            votes[key]["person"] -= STRONG * len(form.mentions)
    # A surname alone is tagged more surely than a rare full name, and the other way about for a thing.
    bare = {key: winner(votes[key]) for key in forms if " " not in key and max(votes[key].values()) > 0}
    for key, form in forms.items():
        name = parse_name(key)
        if name is not None and name.surname in bare and looks_like_person(form):
            sign = {"person": 1, "thing": -1}.get(bare[name.surname], 0)
            votes[key]["person"] += sign * STRONG * len(form.mentions)
    return votes


def _entity(gathered: _Gathered) -> Entity:
    mentions = sorted({(m.report, m.span): m for m in gathered.mentions}.values(), key=lambda m: (m.report, m.span))
    used = Counter(mention.text for mention in mentions)
    others = Counter(use.naming.text for use in gathered.uses)
    forms = tuple(dict.fromkeys(text for each in (used, others) for text in sorted(each, key=lambda t: (-each[t], t))))
    places = [Mention(report=m.report, span=m.span) for m in mentions]
    places += [
        Mention(report=use.naming.report, span=use.naming.span, kind=use.kind, because=use.because)
        for use in gathered.uses
    ]
    name = _standing(used, gathered.kind)
    return Entity(
        id=make_id("e", gathered.kind, name),
        name=name,
        kind=gathered.kind,
        forms=forms,
        mentions=tuple(sorted(places, key=lambda m: (m.report, m.span))),
        because=tuple(dict.fromkeys((*gathered.because, *_spellings(mentions)))),
    )


def _spellings(mentions: Iterable[Naming]) -> list[str]:
    """Return a reason for each form that differs from another only by case, accents, dots or hyphens."""
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        texts[mention.key].add(mention.text)
    return [
        f"{_quoted(same)}: the same but for case, accents, dots or hyphens"
        for _, same in sorted(texts.items())
        if len(same) > 1
    ]


def _quoted(texts: Iterable[str]) -> str:
    return " and ".join(f'"{text}"' for text in sorted(texts))


def _standing(used: Counter[str], kind: EntityKind) -> str:
    """Return the fullest of the most frequent forms; a full name before a surname, words before an acronym."""
    forms = [text for text in used if not text.isupper()] or list(used)
    if kind == "person":
        # "van der Berg" is a surname: two people may bear it.
        forms = [text for text in forms if parse_name(fold(text)) is not None] or forms
    most = max(used[text] for text in forms)
    frequent = [text for text in forms if used[text] >= FREQUENT * most]
    return max(frequent, key=lambda text: (len(text.split()), used[text], len(text), text))


def _labelled(entities: tuple[Entity, ...], analyses: Mapping[str, Analysis]) -> tuple[Entity, ...]:
    """Put the labels of all reports to the entities that they are put to."""
    index = EntityIndex(entities)
    labels: dict[str, list[Label]] = defaultdict(list)
    for report, analysis in sorted(analyses.items()):
        for label in analysis.labels:
            if (entity := index.at(report, label.name)) is not None:
                labels[entity].append(replace(label, report=report))
    return tuple(
        replace(entity, labels=tuple(sorted(labels[entity.id], key=lambda lb: (lb.report, lb.span, lb.text))))
        for entity in entities
    )
