"""Who is reported to have said what, by speaker; and what only one report carries, by outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Entity, Statement
from onrecord.pages.dates import sort_key
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf
from onrecord.record import told

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """The same words, with every statement that has them."""

    words: str
    quotes: tuple[Quote, ...]

    @property
    def size(self) -> int:
        """How many statements have the words."""
        return len(self.quotes)


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker with all that is reported of them."""

    id: str
    name: str
    kind: str
    quotes: tuple[Quote, ...]
    lines: tuple[Line, ...]
    """The statements, those in the same words as one."""
    outlets: int
    relayed: int
    """How many of the statements came through a relay."""
    total: int
    """How many statements there are in all; more than `quotes` where not all are shown."""
    stands_for: str
    """The name of whom it speaks for, as a capital for its country; '' for most."""
    stands_for_because: str


@dataclass(frozen=True, slots=True)
class OnceView:
    """What one outlet alone carries."""

    outlet: str
    quotes: tuple[Quote, ...]
    total: int
    """How many statements there are in all."""
    own: tuple[tuple[str, str, int], ...]
    """`(report id, day, count)` of the sentences in its own voice that no other report has."""


def speakers(
    shelf: Shelf, most: int | None = None, each: int | None = None
) -> tuple[list[SpeakerView], tuple[Line, ...]]:
    """Return the speakers, the most quoted first, and the statements whose source resolves to nobody.

    Args:
        shelf: the story's parts.
        most: of how many speakers the statements are shown; None for all.
        each: how many statements of each, the earliest; None for all.
    """
    said: dict[str, list[Statement]] = {}
    nobody: list[Statement] = []
    for statement in sorted(
        (one for one in shelf.story.statements if one.kind != "own"),
        key=lambda one: (
            sort_key(one.said_on or shelf.reports[one.report].published),
            shelf.order(one.report),
            one.content,
            one.id,
        ),
    ):
        if statement.speaker in shelf.entities and statement.speaker is not None:
            said.setdefault(statement.speaker, []).append(statement)
        else:
            nobody.append(statement)
    ordered = sorted(said, key=lambda entity: (-len(said[entity]), shelf.entities[entity].name, entity))
    views = [_speaker(shelf, shelf.entities[entity], said[entity], each) for entity in ordered[:most]]
    return views, _lines([quote(shelf, one) for one in nobody[:each]])


def _speaker(shelf: Shelf, entity: Entity, said: list[Statement], each: int | None) -> SpeakerView:
    quotes = [quote(shelf, one) for one in said[:each]]
    return SpeakerView(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        quotes=tuple(quotes),
        lines=_lines(quotes),
        outlets=len({shelf.outlet(one.report) for one in said}),
        relayed=sum(any(step.role == "relay" for step in one.path) for one in quotes),
        total=len(said),
        stands_for=shelf.name(entity.stands_for) or "",
        stands_for_because=entity.stands_for_because,
    )


def _lines(quotes: list[Quote]) -> tuple[Line, ...]:
    """Return quotes in the same words, said by the same source, as one line, in the order of the first of each."""
    lines: dict[tuple[str, str], list[Quote]] = {}
    for one in quotes:
        source = one.speaker or one.source.casefold()
        lines.setdefault((source, _NO_WORD.sub(" ", told(one.words)).strip().casefold()), []).append(one)
    return tuple(Line(told(same[0].words), tuple(same)) for same in lines.values())


def reported_once(shelf: Shelf, each: int | None = None) -> list[OnceView]:
    """Return, by outlet, the statements of claims that stand in one report only; `each` is as for `speakers`."""
    quotes: dict[str, list[Statement]] = {}
    own: dict[str, dict[str, int]] = {}
    for statement in sorted(shelf.story.statements, key=lambda one: (shelf.order(one.report), one.content, one.id)):
        if shelf.claim_of.get(statement.id) in shelf.numbers:
            continue
        outlet = shelf.outlet(statement.report)
        quotes.setdefault(outlet, [])
        counts = own.setdefault(outlet, {})
        if statement.kind == "own":
            counts[statement.report] = counts.get(statement.report, 0) + 1
        else:
            quotes[outlet].append(statement)
    return [
        OnceView(
            outlet,
            tuple(quote(shelf, one) for one in quotes[outlet][:each]),
            len(quotes[outlet]),
            tuple((report, shelf.day(report), count) for report, count in own[outlet].items()),
        )
        for outlet in sorted(quotes)
    ]
