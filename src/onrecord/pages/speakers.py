"""Who is reported to have said what, by speaker; and what only one report carries, by outlet."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.pages.dates import sort_key
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker with all that is reported of them."""

    id: str
    name: str
    kind: str
    quotes: tuple[Quote, ...]
    outlets: int
    relayed: int
    """How many of the statements came through a relay."""


@dataclass(frozen=True, slots=True)
class OnceView:
    """What one outlet alone carries."""

    outlet: str
    quotes: tuple[Quote, ...]
    own: tuple[tuple[str, str, int], ...]
    """`(report id, day, count)` of the sentences in its own voice that no other report has."""


def speakers(shelf: Shelf) -> tuple[list[SpeakerView], tuple[Quote, ...]]:
    """Return the speakers, the most quoted first, and the statements whose source resolves to nobody."""
    said: dict[str, list[Quote]] = {}
    nobody: list[Quote] = []
    for statement in sorted(
        (one for one in shelf.story.statements if one.kind != "own"),
        key=lambda one: (sort_key(one.said_on), shelf.order(one.report), one.content, one.id),
    ):
        if statement.speaker in shelf.entities and statement.speaker is not None:
            said.setdefault(statement.speaker, []).append(quote(shelf, statement))
        else:
            nobody.append(quote(shelf, statement))
    views = [
        SpeakerView(
            entity,
            shelf.entities[entity].name,
            shelf.entities[entity].kind,
            tuple(quotes),
            len({one.outlet for one in quotes}),
            sum(any(step.role == "relay" for step in one.path) for one in quotes),
        )
        for entity, quotes in said.items()
    ]
    return sorted(views, key=lambda view: (-len(view.quotes), view.name, view.id)), tuple(nobody)


def reported_once(shelf: Shelf) -> list[OnceView]:
    """Return, by outlet, the statements of claims that stand in one report only."""
    quotes: dict[str, list[Quote]] = {}
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
            quotes[outlet].append(quote(shelf, statement))
    return [
        OnceView(
            outlet,
            tuple(quotes[outlet]),
            tuple((report, shelf.day(report), count) for report, count in own[outlet].items()),
        )
        for outlet in sorted(quotes)
    ]
