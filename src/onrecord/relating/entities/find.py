"""The entities of a story: the names of all its reports, grouped by whom or what they name.

Persons are grouped by full names first (`persons`); a bare surname then goes to the one person of that surname
in its own report, else in the story, else to nobody. Organisations, places, groups and things are grouped by form
(`merge`). The kind is voted over the story (`entity_types`). A name that could be two people's is left out:
ambiguous is unresolved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Analysis, Entity, EntityKind, Evidence, Label, Report, Span, make_id
from onrecord.relating.entities.bare import resolve_bare
from onrecord.relating.entities.forms import Form, Mention, find_forms
from onrecord.relating.entities.glue import unglued
from onrecord.relating.entities.merge import core_of, merge_forms
from onrecord.relating.entities.persons import gather_persons, parse_name
from onrecord.relating.entities.types import STRONG, Votes, looks_like_person, total, votes_of, winner

FREQUENT = 0.2
"""A form used at least so often, as a fraction of the most used, is frequent enough to stand for an entity."""


def find_entities(reports: Sequence[Report], analyses: Mapping[str, Analysis]) -> tuple[Entity, ...]:
    """Return the entities that the reports name, sorted by id.

    Args:
        reports: The reports of a story, in any order.
        analyses: The analysis of each report, by report id; its names and labels are used.

    Returns:
        Entities; mentions sorted by (report, span), forms by frequency, labels by (report, span). A name that could be
        two people's stands in none.
    """
    forms = unglued(find_forms(reports, analyses))
    votes = _votes(forms)
    kinds = {key: winner(votes[key]) for key in forms}
    persons = gather_persons(form for key, form in forms.items() if kinds[key] == "person" and looks_like_person(form))
    taken = {key for person in persons for key in person.keys}
    bare = {key: form for key, form in forms.items() if key not in taken and parse_name(key) is None}
    left = resolve_bare(bare, kinds, persons)
    gathered = [_Gathered(person.mentions, person.because, "person") for person in persons]
    rest = {key: form for key, form in forms.items() if key not in taken and parse_name(key) is not None} | left
    for cluster in merge_forms(rest, kinds):
        mentions = [mention for key in cluster.keys for mention in rest[key].mentions]
        kind = winner(total(votes[key] for key in cluster.keys))
        gathered.append(_Gathered(mentions, cluster.because, kind))
    entities = [_entity(each) for each in gathered]
    return _labelled(tuple(sorted(entities, key=lambda e: e.id)), analyses)


class EntityIndex:
    """Finds the entity that is named at a place of a report."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._at: dict[str, dict[Span, str]] = defaultdict(dict)
        for entity in entities:
            for mention in entity.mentions:
                self._at[mention.report][mention.span] = entity.id
        self._sorted = {report: sorted(spans) for report, spans in self._at.items()}

    def at(self, report: str, span: Span) -> str | None:
        """Return the id of the entity whose mention is, or holds, a span; None where there is none."""
        spans = self._at.get(report, {})
        if span in spans:
            return spans[span]
        ordered = self._sorted.get(report, [])
        before = bisect_right(ordered, (span[0], float("inf"))) - 1
        if before >= 0 and ordered[before][1] >= span[1]:
            return spans[ordered[before]]
        return None


@dataclass(slots=True)
class _Gathered:
    mentions: list[Mention]
    because: list[str]
    kind: EntityKind


def _votes(forms: Mapping[str, Form]) -> dict[str, Votes]:
    """Return the votes of each form; "Kestrel missile system" also tells what "Kestrel" is."""
    votes = {key: votes_of(form) for key, form in forms.items()}
    for key in forms:
        core = core_of(key)
        if core != key and core in votes:
            votes[core]["thing"] += STRONG * len(forms[key].mentions)
            votes[core]["person"] -= STRONG * len(forms[key].mentions)
    # A surname alone is tagged more surely than a rare full name, and the other way about for a thing.
    bare = {key: winner(votes[key]) for key in forms if " " not in key}
    for key, form in forms.items():
        name = parse_name(key)
        if name is not None and name.surname in bare and looks_like_person(form):
            sign = {"person": 1, "thing": -1}.get(bare[name.surname], 0)
            votes[key]["person"] += sign * STRONG * len(form.mentions)
    return votes


def _entity(gathered: _Gathered) -> Entity:
    mentions = sorted({(m.report, m.span): m for m in gathered.mentions}.values(), key=lambda m: (m.report, m.span))
    used = Counter(mention.text for mention in mentions)
    forms = tuple(sorted(used, key=lambda text: (-used[text], text)))
    name = _standing(used, gathered.kind)
    return Entity(
        id=make_id("e", gathered.kind, name),
        name=name,
        kind=gathered.kind,
        forms=forms,
        mentions=tuple(Evidence(report=m.report, span=m.span) for m in mentions),
        because=tuple(dict.fromkeys((*gathered.because, *_spellings(mentions)))),
    )


def _spellings(mentions: Iterable[Mention]) -> list[str]:
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
        forms = [text for text in forms if " " in text] or forms
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
