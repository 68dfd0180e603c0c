"""The links that the machine is least sure of, of all kinds, for a person to settle.

Kinds do not have one measure: of two statements there is a probability, of two names how alike they are, of a copy the
share of words, of a source how it was resolved. So each kind is ordered by itself, the least certain first, and the
kinds take turns.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, combinations, zip_longest

from rapidfuzz.distance import JaroWinkler

from onrecord.model import Copy, Doubt, Entity, Evidence, Mention, Report, Statement
from onrecord.relating.entities.persons import parse_name, skeleton
from onrecord.relating.entities.words import fold

ALIKE = 0.9
"""Likeness of two names (Jaro-Winkler, 0..1) around which they are doubtful: spellings of one name lie above, names of
a family on both sides. It orders what is asked; what joins names are the rules of `entities`."""
LEAST_ALIKE = 0.75
"""Likeness under which two names of one surname are two people's without a question."""
SMALL_SHARE = 0.2
"""Share of a copy's words, 0..1, under which the copy is told of as doubtful, its direction apart."""
KEPT = 200
"""Doubts of a kind that are kept."""


def find_doubts(
    claims: Sequence[Doubt],
    reports: Mapping[str, Report],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    copies: Sequence[Copy],
) -> tuple[Doubt, ...]:
    """Return all doubts: the least certain of each kind in turn.

    Args:
        claims: The doubts on pairs of statements.
        reports: The reports, by id.
        entities: The entities of the story.
        statements: Its statements.
        copies: Its copies.
    """
    kinds = (claims, _of_names(entities, reports), _of_copies(copies), _of_sources(statements))
    ordered = (sorted(kind, key=lambda one: (round(one.distance, 3), one.sides))[:KEPT] for kind in kinds)
    return tuple(doubt for doubt in chain(*zip_longest(*ordered)) if doubt is not None)


def _of_names(entities: Sequence[Entity], reports: Mapping[str, Report]) -> Iterator[Doubt]:
    persons = [entity for entity in entities if entity.kind == "person" and entity.named]
    for person in persons:
        yield from _joined(person, reports)
    by_surname: dict[str, list[Entity]] = defaultdict(list)
    for person in persons:
        name = parse_name(fold(person.name))
        if name is not None:
            by_surname[skeleton(name.surname)].append(person)
    for _, several in sorted(by_surname.items()):
        for one, other in combinations(several, 2):
            alike = _likeness(one.name, other.name)
            if alike >= LEAST_ALIKE:
                yield Doubt(
                    kind="person",
                    sides=(one.id, other.id),
                    score=alike,
                    needed=ALIKE,
                    linked=False,
                    because=(f'"{one.name}" and "{other.name}" have one surname, and other first names',),
                    places=tuple(_place(each.named[0]) for each in (one, other)),
                )


def _joined(person: Entity, reports: Mapping[str, Report]) -> Iterator[Doubt]:
    """Yield a doubt for each full name that was taken for another form of a person's name."""
    first: dict[str, Mention] = {}
    for mention in person.named:
        first.setdefault(fold(reports[mention.report].slice(mention.span)), mention)
    standing = fold(person.name)
    for form, mention in sorted(first.items()):
        if form == standing or parse_name(form) is None or standing not in first:
            continue
        words = reports[mention.report].slice(mention.span)
        alike = _likeness(person.name, words)
        yield Doubt(
            kind="person",
            sides=(person.name, words),
            score=alike,
            needed=ALIKE,
            linked=True,
            because=tuple(reason for reason in person.because if words in reason) or person.because,
            places=(_place(first[standing]), _place(mention)),
        )


def _of_copies(copies: Iterable[Copy]) -> Iterator[Doubt]:
    for copy in copies:
        if (copy.directed and copy.share >= SMALL_SHARE) or not copy.passages:
            continue
        passage = copy.passages[0]
        yield Doubt(
            kind="copy",
            sides=(copy.origin, copy.copy),
            score=copy.share if copy.directed else 0.5,
            needed=0.0 if copy.directed else 0.5,
            linked=True,
            because=(copy.because, f"share {copy.share:.2f}"),
            places=(
                Evidence(report=copy.origin, span=passage.origin),
                Evidence(report=copy.copy, span=passage.copy),
            ),
        )


def _of_sources(statements: Iterable[Statement]) -> Iterator[Doubt]:
    least, ranks = _ranks()
    for statement in statements:
        if statement.kind == "own" or not statement.source:
            continue
        rank = next((rank for words, rank in ranks if words in statement.because), None)
        if rank is not None and (rank >= least) == (statement.speaker is not None):
            yield Doubt(
                kind="speaker",
                sides=(statement.id,),
                score=rank,
                needed=least,
                linked=statement.speaker is not None,
                because=(statement.because,),
                places=(Evidence(report=statement.report, span=statement.sentence),),
            )


@cache
def _ranks() -> tuple[float, tuple[tuple[str, float], ...]]:
    table = tomllib.loads(files("onrecord.relating").joinpath("doubts.toml").read_text(encoding="utf-8"))
    return table["needed"], tuple((row["holds"], row["rank"]) for row in table["source"])


def _likeness(one: str, other: str) -> float:
    return round(JaroWinkler.similarity(fold(one), fold(other)), 3)


def _place(mention: Mention) -> Evidence:
    return Evidence(report=mention.report, span=mention.span)
