"""A statement as it is shown: in its sentence, with the content marked, and the path that its words took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from onrecord.dates import shown_day
from onrecord.model import PASSED_ON, Flag, Relay, Report, Span, Statement
from onrecord.pages.dates import short
from onrecord.pages.marks import Mark, marked
from onrecord.pages.original import Original, original
from onrecord.pages.shelf import Shelf
from onrecord.record import worded

KINDS = {
    "direct": "quoted",
    "indirect": "paraphrased",
    "mixed": "partly quoted",
    "own": "in the outlet’s own voice",
}
"""The kinds of statement in the page's words."""
FLAGS: dict[Flag, str] = {"negated": "in the negative", "hedged": "hedged", "future": "about the future"}
"""The flags in the page's words."""
_SENTENCE_MAX = 900  # code points: a "sentence" longer than this is a broken one; the content alone is shown then

_COPIED = 0.9  # share of a statement's code points: a passage may begin or end a word off


@dataclass(frozen=True, slots=True)
class Step:
    """One station on the way of words from a speaker to the reader."""

    role: str
    """`speaker`, `source` (not resolved to anybody), `relay`, `copied` (from that outlet) or `outlet`."""
    name: str
    note: str = ""
    """How the report names the speaker, or on what basis the step stands here."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag of a statement, and the words of the report that show it, each once."""

    name: str
    """In the page's words: `hedged`."""
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement ready to be shown."""

    id: str
    report: str
    outlet: str
    day: str
    said_on: str
    """The day of saying, if the report is of another; else ''."""
    said_because: str
    """The words that say so; or why a day is not believed."""
    language: str | None
    kind: str
    flags: tuple[Flagged, ...]
    context: Markup
    """The sentence, with source and content marked."""
    words: str
    """The content alone, after the cue where it alone would mislead."""
    path: tuple[Step, ...]
    speaker: str | None
    source: str
    """The words that name the source, as they stand."""
    claim: str | None
    because: str
    within: str | None
    """The id of the statement that passes this one on."""
    original: Original | None = None
    """Where its words stand in the file that the report was read from, if that is kept."""


def quote(shelf: Shelf, statement: Statement, slots: tuple[Span, ...] = ()) -> Quote:
    """Return a statement with its context; `slots` are further spans to light up in it."""
    report = shelf.reports[statement.report]
    source = " … ".join(report.slice(span) for span in statement.source)
    said_on = statement.said_on or ""
    if said_on and said_on == shown_day(report.published):
        said_on = ""
    return Quote(
        id=statement.id,
        report=report.id,
        outlet=shelf.outlet(report.id),
        day=shelf.day(report.id),
        said_on=short(said_on) if said_on else "",
        said_because=statement.said_on_because if said_on or not statement.said_on else "",
        language=report.language,
        kind=KINDS[statement.kind],
        flags=tuple(_flags(report, statement)),
        context=_context(report.text, statement, slots),
        words=worded(statement, report),
        path=_path(shelf, statement, source),
        speaker=statement.speaker,
        source=source,
        claim=shelf.claim_of.get(statement.id),
        because=statement.because,
        within=statement.within if statement.within in shelf.statements else None,
        original=original(report, statement.content or statement.source),
    )


def _flags(report: Report, statement: Statement) -> Iterator[Flagged]:
    for flag, name in FLAGS.items():
        if getattr(statement, flag):
            words = (" ".join(report.slice(marker.span).split()) for marker in statement.markers if marker.flag == flag)
            yield Flagged(name, tuple(dict.fromkeys(words)))


def _context(text: str, statement: Statement, slots: tuple[Span, ...]) -> Markup:
    """Return the sentence with its marks; wider where content or slot stands outside, narrower where it is broken."""
    needed = (*statement.content, *slots)
    ends = [statement.sentence] if statement.sentence[1] > statement.sentence[0] else []
    spans = [*ends, *needed]
    within = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
    if within[1] - within[0] > _SENTENCE_MAX and needed:
        within = (min(start for start, _ in needed), max(end for _, end in needed))
    while within[0] < within[1] and text[within[0]].isspace():
        within = (within[0] + 1, within[1])
    while within[1] > within[0] and text[within[1] - 1].isspace():
        within = (within[0], within[1] - 1)
    marks = [Mark(statement.content, "own" if statement.kind == "own" else "q"), Mark(statement.source, "src")]
    marks += [Mark((slot,), "slot") for slot in slots]
    held = (marker for marker in statement.markers if getattr(statement, marker.flag))
    marks += [Mark((marker.span,), "shows", note=FLAGS[marker.flag]) for marker in held]
    return marked(text, marks, within)


def _path(shelf: Shelf, statement: Statement, source: str) -> tuple[Step, ...]:
    outlet = shelf.outlet(statement.report)
    steps: list[Step] = []
    name = shelf.name(statement.speaker)
    if name is not None:
        as_named = f"“{source}”" if source and source != name else ""
        steps.append(Step("speaker", name, as_named))
    elif statement.kind != "own" and source:
        steps.append(Step("source", source, "not resolved to a name"))
    elif statement.kind != "own":
        steps.append(Step("source", "source not stated", ""))
    steps += _relay_steps([relay for relay in statement.relays if relay.name not in (outlet, name)])
    for origin in () if statement.relays else _copied_from(shelf, statement):  # what the report says goes before
        if origin != outlet and all(step.name != origin for step in steps):
            steps.append(Step("copied", origin, "the same words stand in its report"))
    steps.append(Step("outlet", outlet))
    return tuple(steps)


def _relay_steps(relays: Sequence[Relay]) -> Iterator[Step]:
    """Yield who passed the words on, each a station; two outlets are two ways by which the words may have come."""
    for station, together in groupby(enumerate(relays), key=lambda at: at[0] if at[1].basis == PASSED_ON else -1):
        group = [relay for _, relay in together]
        if station >= 0:
            yield Step("relay", group[0].name, PASSED_ON)
        else:
            named = " or ".join(dict.fromkeys(relay.name for relay in group))
            yield Step("relay", named, "; ".join(dict.fromkeys(relay.basis for relay in group)))


def _copied_from(shelf: Shelf, statement: Statement) -> list[str]:
    """Return the outlets out of whose reports the statement's words were taken."""
    length = sum(end - start for start, end in statement.content)
    origins = []
    for copy in shelf.copies_to.get(statement.report, ()):
        if not copy.directed:
            continue  # the words may as well have gone the other way
        shared = sum(
            max(0, min(end, passage.copy[1]) - max(start, passage.copy[0]))
            for start, end in statement.content
            for passage in copy.passages
        )
        if length and shared >= _COPIED * length:
            origins.append(shelf.outlet(copy.origin))
    return list(dict.fromkeys(origins))
