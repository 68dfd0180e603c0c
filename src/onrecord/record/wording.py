"""How a report's outlet, a speaker and a claim's words are put before a reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from onrecord.model import BESIDE, Claim, Entity, MentionKind, Report, Statement

# What stands before a claim's words and is no part of what is claimed: the sign of a list, and the "that" of
# "she said that the doors were shut". Not the "that" of "that was a mistake", which is what the claim is about.
_BULLET = re.compile(r"^[•·▪*–—-]+\s+")
_THAT = re.compile(r"^that (?!(?:is|was|were|will|would|has|had|can|could|may|might|must|should|did|does)\b)")


def called(report: Report) -> str:
    """Return what a report's outlet is called: its name, or the file's where the outlet is not known."""
    return report.outlet or f"outlet unknown ({PurePosixPath(report.input).name})"


def by_channels(channels: int, unknown: int) -> str:
    """Return how many channels there are, those of unknown path shown apart: they may be one, or the same as another.

    >>> by_channels(3, 2), by_channels(2, 2), by_channels(1, 1), by_channels(2, 0)
    ('3 channels, 2 of unknown path', '2 channels, all of unknown path', '1 channel, of unknown path', '2 channels')
    """
    counted = f"{channels:,} {'channel' if channels == 1 else 'channels'}"
    if not unknown:
        return counted
    return f"{counted}, {f'{unknown:,} ' if unknown < channels else 'all ' if channels > 1 else ''}of unknown path"


def voices(entities: Iterable[Entity]) -> Mapping[str, str]:
    """Return what each entity is called where it speaks, by id: one that stands for another with whom it speaks for.

    >>> eske = Entity(id="e-1", name="Haldria", kind="place", forms=(), mentions=())
    >>> torvey = Entity(id="e-2", name="Torvey", kind="place", forms=(), mentions=(), stands_for="e-1")
    >>> voices([eske, torvey])["e-2"]
    'Torvey (for Haldria)'
    """
    known = {entity.id: entity for entity in entities}
    return {
        entity.id: f"{entity.name} (for {known[entity.stands_for].name})" if entity.stands_for in known else entity.name
        for entity in known.values()
    }


def told(text: str) -> str:
    """Return a claim's words from where the claim begins: without the sign of a list or the "that" that joins it on.

    >>> told("that the bow doors were shut"), told("• Two boats sank"), told("that was a mistake")
    ('the bow doors were shut', 'Two boats sank', 'that was a mistake')
    """
    return _THAT.sub("", _BULLET.sub("", text))


def worded(statement: Statement, report: Report) -> str:
    """Return a statement's words as they are put before a reader: after the cue, where they alone tell less or more.

    "Denied any wrongdoing", "is not believed to have sunk" and "promised to answer" say something else without their
    verb; "said that it sank" does not. The words by which it is negated and the cue stand in quotation marks.

    >>> text = "Tesk denied any fault."
    >>> denied = Statement(kind="indirect", source=((0, 4),), cue=((5, 11),), content=((12, 21),), text="any fault")
    >>> worded(denied, Report(id="r-1", input="a.txt", text=text))
    '“denied”: any fault'
    """
    words = told(statement.text)
    if statement.kind == "own":
        return words
    beside = [
        marker.span
        for marker in statement.markers
        if marker.flag == "negated" and not any(a <= marker.span[0] < b for a, b in statement.content)
    ]
    bare = statement.kind != "direct" and (not statement.event or words.startswith("to "))
    if not bare and not (statement.negated and beside):
        return words
    spans = (*(one for one in beside if not any(a <= one[0] < b for a, b in statement.cue)), *statement.cue)
    cue = " ".join(" ".join(report.slice(span) for span in sorted(spans)).split())
    return f"“{cue}”: {words}" if any(letter.isalpha() for letter in cue) else words


def claimed(claim: Claim, said: Mapping[str, Statement], reports: Mapping[str, Report]) -> str:
    """Return a claim's words as they are put before a reader: those of the statement that stands for it.

    Args:
        claim: The claim.
        said: Its statements, by id.
        reports: Their reports, by id.
    """
    first = next((said[one] for one in claim.statements if said[one].text == claim.text), None)
    return told(claim.text) if first is None else worded(first, reports[first.report])


_WAYS: dict[MentionKind, str] = {
    "demonym": "by its adjective",
    "metonym": "by its seat or government",
    "role": "by a role",
    "pronoun": "by a pronoun",
    "group": "by a noun for several",
}


def mentioned(entity: Entity) -> str:
    """Return how often an entity is named, and in which other ways it is spoken of how often; '' if it never is.

    A role that stands with the name speaks of nobody once more.

    >>> from onrecord.model import Mention
    >>> places = [Mention(report="r-1", span=(at, at + 2), kind="pronoun" if at > 4 else "name") for at in (0, 3, 6)]
    >>> beside = Mention(report="r-1", span=(7, 9), kind="role", because=BESIDE)
    >>> mentioned(Entity(id="e-1", name="Orr", kind="person", forms=("Orr",), mentions=(*places, beside)))
    'named 2 times (1 time with a role beside), spoken of 1 time more: 1 by a pronoun'
    """
    beside = sum(mention.kind == "role" and mention.because == BESIDE for mention in entity.mentions)
    kinds = Counter(mention.kind for mention in entity.mentions)
    kinds["role"] -= beside
    named = kinds["name"]
    others = [f"{kinds[kind]} {way}" for kind, way in _WAYS.items() if kinds[kind]]
    told = [f"named {_times(named)}{f' ({_times(beside)} with a role beside)' if beside else ''}"] if named else []
    if others:
        told.append(f"spoken of {_times(kinds.total() - named)}{' more' if named else ''}: {', '.join(others)}")
    return ", ".join(told)


def _times(number: int) -> str:
    return f"{number:,} time{'' if number == 1 else 's'}"
