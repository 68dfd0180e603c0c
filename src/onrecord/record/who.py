"""What one speaker is reported to have said, by date, found by any form of the name."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from onrecord.dates import published_key
from onrecord.errors import OnrecordError
from onrecord.model import Entity, Promise, Report, Statement, Story
from onrecord.record.notebook import box, said_html, who_html

NEAR = 80.0
"""Similarity of two words, 0..100 (rapidfuzz's ratio), from which a name is offered to somebody who asked for another:
one letter changed in a word of five is 80. A word of the language that only begins as a name does stays below."""

SUGGESTIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement, the report that carries it and, if it is one, the promise."""

    statement: Statement
    report: Report
    promise: Promise | None

    def _repr_html_(self) -> str:
        return box(said_html(self.statement, self.report))


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A speaker and what the reports say that they said."""

    entity: Entity
    said: tuple[Said, ...]
    """By day of publication, undated reports last, in the order of the text."""
    stands_for: Entity | None = None
    """Whom it speaks for in these statements: the country of a capital."""
    spoken_for_by: tuple[tuple[Entity, int], ...] = ()
    """Who speaks for it, with the number of statements, the most first: a country's capital, its palace."""

    def _repr_html_(self) -> str:
        return who_html(self)


class NameNotFoundError(OnrecordError):
    """No entity, or more than one, goes by a name.

    Attributes:
        candidates: The entities that it may mean: those that it names, or those with the nearest names.
        several: Whether it names all of them.
    """

    def __init__(self, message: str, candidates: tuple[Entity, ...], *, several: bool = False) -> None:
        super().__init__(message)
        self.candidates = candidates
        self.several = several


def who(story: Story, name: str) -> Who:
    """Return what the reports say that somebody said.

    Args:
        story: The story of a record.
        name: A form of the name, or some words of one, without regard to case and accents; or an entity's id.

    Raises:
        NameNotFoundError: Nobody, or more than one, goes by that name.
    """
    speaking = {statement.speaker for statement in story.statements}
    named = _named(story.entities, name)
    if len(named) > 1:
        # Of two that share a name, who is asked for is the one that speaks.
        named = tuple(entity for entity in named if entity.id in speaking) or named
    if len(named) > 1:
        listed = ", ".join(f"{entity.name} ({entity.kind}, {entity.id})" for entity in named)
        raise NameNotFoundError(f'"{name}" may be {listed}: give a fuller name or the id', named, several=True)
    if not named:
        near = _near(story.entities, name)
        hint = f"; the nearest names are {', '.join(entity.name for entity in near)}" if near else ""
        raise NameNotFoundError(f'no report names "{name}"{hint}', near)
    (entity,) = named
    by_id = {one.id: one for one in story.entities}
    return Who(
        entity=entity,
        said=_said(story, entity),
        stands_for=by_id.get(entity.stands_for or ""),
        spoken_for_by=_spoken_for_by(story, entity),
    )


def said_since(story: Story, found: Who) -> int:
    """Return how many statements a later state of a story has by a speaker beyond those found in an earlier one.

    The speaker is known in it by the places that name them, for ids and names may have changed.
    """
    places = {(at.report, at.span) for at in found.entity.named}
    same = {entity.id for entity in story.entities if any((at.report, at.span) in places for at in entity.named)}
    known = {said.statement.id for said in found.said}
    return sum(statement.speaker in same and statement.id not in known for statement in story.statements)


def _spoken_for_by(story: Story, entity: Entity) -> tuple[tuple[Entity, int], ...]:
    said = Counter(statement.speaker for statement in story.statements)
    found = [(one, said[one.id]) for one in story.entities if one.stands_for == entity.id and said[one.id]]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].name, pair[0].id)))


def _named(entities: tuple[Entity, ...], name: str) -> tuple[Entity, ...]:
    by_id = tuple(entity for entity in entities if entity.id == name)
    if by_id:
        return by_id
    asked = fold(name)
    forms = {entity.id: {fold(form) for form in (entity.name, *entity.forms)} for entity in entities}
    whole = tuple(entity for entity in entities if asked in forms[entity.id])
    if whole or not asked:
        return whole
    words = set(asked.split())
    return tuple(entity for entity in entities if any(words <= set(form.split()) for form in forms[entity.id]))


def _near(entities: tuple[Entity, ...], name: str) -> tuple[Entity, ...]:
    from rapidfuzz import fuzz

    asked = fold(name).split()

    def likeness(entity: Entity) -> float:
        """Return how near the words asked for are, on average, to words of a form; the nearest form counts."""
        forms = [fold(form).split() for form in (entity.name, *entity.forms)]
        near = [sum(max(fuzz.ratio(one, word) for word in form) for one in asked) for form in forms if form]
        return max(near, default=0.0) / len(asked) if asked else 0.0

    scored = sorted(
        ((-likeness(entity), entity.name, entity.id, entity) for entity in entities), key=lambda row: row[:3]
    )
    return tuple(entity for score, _, _, entity in scored if -score >= NEAR)[:SUGGESTIONS]


def _said(story: Story, entity: Entity) -> tuple[Said, ...]:
    reports = {report.id: report for report in story.reports}
    claim_of = {statement: claim.id for claim in story.claims for statement in claim.statements}
    made = [promise for promise in story.promises if promise.speaker == entity.id]
    promises = {promise.claim: promise for promise in made}
    # What says the same promise in another claim stands among its windows.
    given = {window.statement: promise for promise in made for window in promise.windows}
    said = [
        Said(
            statement=statement,
            report=reports[statement.report],
            promise=promises.get(claim_of.get(statement.id, "")) or given.get(statement.id),
        )
        for statement in story.statements
        if statement.speaker == entity.id
    ]
    return tuple(
        sorted(
            said,
            key=lambda one: (
                published_key(one.report.published),
                one.report.id,
                one.statement.sentence,
                one.statement.id,
            ),
        )
    )


def fold(name: str) -> str:
    """Return a name as it is compared: no case, no accents, single spaces, no dots and hyphens.

    >>> fold(" Élodie  St.-Marc ")
    'elodie st marc'
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare.casefold()).split())
