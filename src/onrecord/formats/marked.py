"""Marks that people made on reports with other tools, read as what they say: W3C Web Annotations and brat's standoff.

A mark becomes a decision where it says so in words that a person would choose: a comment is a note; a tag, or a note in
brat, `not a statement`, `speaker: NAME` or `said on: DATE` is that. Everything else, what onrecord wrote itself among
it, is no decision and passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from onrecord.errors import UsageError
from onrecord.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words of a report that somebody marked, and what they said of them."""

    what: str
    """`note`, `not-a-statement`, `speaker` or `date`."""
    to: str = ""
    span: Span | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    report: str = ""
    """The report's id, where it is given."""
    url: str = ""
    text_sha256: str = ""
    by: str = ""
    at: str = ""


_SAYS = re.compile(r"\s*(not[ -]a[ -]statement|speaker\s*:|said on\s*:)\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)
_OUR_ID = re.compile(r"(?:https?:\S*|urn:\S*)?\b(r-[0-9a-f]{10})\b")
_SAYS_LAST = re.compile(r"\b(not[ -]a[ -]statement|(?:speaker|said on)\s*:.*)$", re.IGNORECASE)
_BRAT = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t.*")
_BRAT_ARC = re.compile(r"R\d+\tAttributedTo Arg1:(T\d+) Arg2:(T\d+)\s*")
_BRAT_OURS = re.compile(r"(s-[0-9a-f]{10})(?: (?:c-[0-9a-f]{10}|(e-[0-9a-f]{10})))?(?!\S)")
"""What onrecord notes on a mark: the statement's id, then that of its claim or, on a source, of the speaker."""
_BRAT_SAID = frozenset({"Content", "Own"})
"""The marks that a statement has once."""


def said(words: str) -> tuple[str, str] | None:
    """Return what a tag decides and to what value, None where it is another tag.

    >>> said("speaker: Ilvara Tesk"), said("Not a statement"), said("lovely")
    (('speaker', 'Ilvara Tesk'), ('not-a-statement', ''), None)
    """
    match = _SAYS.fullmatch(words)
    if match is None:
        return None
    what = match[1].casefold()
    if what.startswith("not"):
        return ("not-a-statement", "") if not match[2] else None
    return ("speaker" if what.startswith("speaker") else "date"), match[2]


def read_web_annotations(text: str, where: str = "the file") -> tuple[Marked, ...]:
    """Return the marks of an annotation, a list of them, a page or a collection, in JSON-LD.

    Raises:
        UsageError: It is no JSON, or holds no annotation.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: is no JSON: {error}") from None
    found = list(_annotations(value))
    if not found:
        raise UsageError(f"{where}: holds no Web Annotation")
    return tuple(mark for annotation in found for mark in _marks(annotation))


def read_brat(text: str, where: str) -> tuple[Marked, ...]:
    """Return the marks of a brat file: what people note on a mark, and an arc that they lead to another source.

    A note is `not a statement`, `speaker: NAME`, `said on: DATE`, or any other words, by itself or behind the ids that
    onrecord wrote. `AttributedTo` from a statement to the source of another one says that both have one speaker. That a
    mark is gone says nothing: a later build may have statements that this file never had.

    Args:
        text: The lines of the `.ann` file.
        where: Its name; the part before `.ann` is the report's id, as `onrecord export --format brat` writes it.
    """
    spans: dict[str, Span] = {}
    kinds: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    arcs: dict[str, list[str]] = {}
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        if mark := _BRAT.fullmatch(line):
            ends = [int(end) for piece in mark[3].split(";") for end in piece.split()]
            spans[mark[1]], kinds[mark[1]] = (min(ends), max(ends)), mark[2]
        elif arc := _BRAT_ARC.fullmatch(line):
            arcs.setdefault(arc[1], []).append(arc[2])
        elif line.startswith("#") and line.count("\t") >= 2:
            _, about, words = line.split("\t", 2)
            notes.append((about.split()[-1], words.strip()))
    written = {key: found for key, words in notes if (found := _BRAT_OURS.match(words))}
    contents = {found[1]: key for key, found in written.items() if kinds.get(key) in _BRAT_SAID}
    report = PurePath(where).name.removesuffix(".ann")
    marks = []
    for key, words in notes:
        ours = _BRAT_OURS.match(words)
        decided = _noted(words if ours is None else words[ours.end() :], of_a_source=ours is not None and bool(ours[2]))
        if key in spans and decided is not None:
            place = spans[key if ours is None else contents.get(ours[1], key)]
            marks.append(Marked(what=decided[0], to=decided[1], span=place, report=report))
    for statement, key in contents.items():
        sources = arcs.get(key, [])
        other = written.get(sources[0]) if len(sources) == 1 else None
        if other is not None and other[1] != statement and other[2]:
            marks.append(Marked(what="speaker", to=other[2], span=spans[key], report=report))
    return tuple(marks)


def _noted(words: str, *, of_a_source: bool) -> tuple[str, str] | None:
    """Return what a note in brat decides; behind the ids of a source stands the name that onrecord wrote, no note.

    >>> _noted("ask the harbour", of_a_source=False), _noted("Dag Vey", of_a_source=True)
    (('note', 'ask the harbour'), None)
    >>> _noted("Dag Vey speaker: Elsa Brask", of_a_source=True)
    ('speaker', 'Elsa Brask')
    """
    if not of_a_source:
        return said(words) or (("note", words.strip()) if words.strip() else None)
    tag = _SAYS_LAST.search(words)
    return None if tag is None else said(tag[0])


def _annotations(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one)
    elif isinstance(value, Mapping):
        if "Annotation" in _listed(value.get("type")):
            yield value
        for key in ("first", "items"):
            if isinstance(value.get(key), (Mapping, list)):
                yield from _annotations(value[key])


def _marks(annotation: Mapping[str, Any]) -> Iterator[Marked]:
    targets = [one for one in _listed(annotation.get("target")) if isinstance(one, Mapping)]
    place = next((_place(one) for one in targets), {})
    who = next((one for one in _listed(annotation.get("creator")) if one), "")
    by = str(who.get("name") or who.get("nickname") or "") if isinstance(who, Mapping) else ""
    at = _moment(str(annotation.get("created") or annotation.get("modified") or ""))
    motivations = _listed(annotation.get("motivation"))
    for body in _listed(annotation.get("body") or annotation.get("bodyValue")):
        words = body if isinstance(body, str) else body.get("value") if isinstance(body, Mapping) else None
        if not isinstance(words, str) or not words.strip():
            continue
        purposes = (_listed(body.get("purpose")) if isinstance(body, Mapping) else []) or motivations
        decided = said(words)
        if decided is None and "commenting" in purposes:
            decided = "note", " ".join(words.split())
        if decided is not None:
            yield Marked(what=decided[0], to=decided[1], by=by, at=at, **place)


def _place(target: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"url": str(target.get("source") or "")}
    state = next((one for one in _listed(target.get("state")) if isinstance(one, Mapping)), {})
    cached = state.get("cached")
    if isinstance(cached, Mapping):
        found["text_sha256"] = str(cached.get("schema:sha256") or "")
        match = _OUR_ID.search(str(cached.get("id") or ""))
        found["report"] = match[1] if match else ""
    for selector in _listed(target.get("selector")):
        if not isinstance(selector, Mapping):
            continue
        kind = selector.get("type")
        if kind == "TextQuoteSelector":
            found |= {"quote": str(selector.get("exact") or "")}
            found |= {side: str(selector.get(side) or "") for side in ("prefix", "suffix")}
        elif kind == "TextPositionSelector" and isinstance(selector.get("start"), int):
            found["span"] = (selector["start"], int(selector.get("end") or selector["start"]))
    return found


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _moment(words: str) -> str:
    """Return a moment as decisions have it, '' for what is none.

    >>> _moment("2031-03-06T10:00:00.123Z"), _moment("soon")
    ('2031-03-06T10:00:00Z', '')
    """
    match = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", words)
    return f"{match[0]}Z" if match else ""
