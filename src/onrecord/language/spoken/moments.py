"""Times as days of saying: which expressions can be one, in which words it is told, and never after publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc

from onrecord.dates import bounds
from onrecord.language.places import text_of, token_range
from onrecord.language.times.grammar import load
from onrecord.model import Time

_DAY = len("2024-12-06")
_OVERNIGHT = 1
"""Days. A report of Wednesday that says "on Thursday" may be dated a day early, or mean the week before: no telling."""
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+\.?")
_LEADING = frozenset({"on", "in", "at", "during", "late", "early", "earlier", "this", "since", "last", "of"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression as the day on which something was said."""

    edtf: str
    words: str
    """As the report has them, with their preposition: "on Friday"."""
    time: Time
    """The expression; another one than was found where what is meant is the one before publication."""
    start: int
    """The first token of it and of its preposition."""
    end: int


@dataclass(frozen=True, slots=True)
class Late:
    """A time that stands with a cue, but names a day after publication: nothing in the report was said then."""

    words: str
    edtf: str
    days: int
    """How long after."""


def moment_of(doc: Doc, time: Time, published: str | None) -> Moment | Late | None:
    """Return what a time expression says of the day of saying, if it stands with one.

    Durations, sets, vague and open expressions ("since 2019") name none, nor does the clock alone. A weekday or a day
    without its year that was taken for one to come is the one before: a report holds nothing that was said after it.
    """
    if time.type not in ("DATE", "TIME") or time.edtf is None or ".." in time.edtf:
        return None
    text = text_of(doc)
    words = text[slice(*time.span)]
    if time.type == "TIME" and not _names_day(words):
        return None
    start, end = token_range(doc, time.span)
    if words.lower() in load().words["today"] and words[0].isupper() and not doc[start].is_sent_start:
        return None  # "told Haldria Today": a name
    edtf = time.edtf if "/" in time.edtf else time.edtf[:_DAY]
    first, last = bounds(edtf)
    if first is None or last is None:
        return None
    known = bounds(published)[1] if published is not None else None
    shown = _with_preposition(doc, start, text, time.span[1])
    if known is not None and first > known:
        earlier = _the_one_before(words, first, known)
        if earlier is None or first != last:
            return Late(shown, edtf, (first - known).days)
        moved = earlier.isoformat()
        time = replace(time, value=time.value.replace(edtf, moved), edtf=time.edtf.replace(edtf, moved))
        edtf = moved
    while start > 0 and doc[start - 1].lower_ in _LEADING and doc[start - 1].sent.start == doc[start].sent.start:
        start -= 1
    return Moment(edtf, shown, time, start, end)


def _with_preposition(doc: Doc, start: int, text: str, end: int) -> str:
    first = start - 1 if start > 0 and doc[start - 1].lower_ in ("on", "in", "at", "during", "of") else start
    return " ".join(text[doc[first].idx : end].split())


def _names_day(words: str) -> bool:
    """Whether a time of day says of which day: "Friday night" and "tonight" do, "9 a.m." does not."""
    grammar = load().words
    days = {**grammar["weekday"], **grammar["month"], **grammar["today"]}
    found = [word.lower() for word in _WORD.findall(words)]
    known = any(word in days or word.rstrip(".") in days for word in found)
    return known or "tonight" in found or found[:1] in (["this"], ["last"])


def _the_one_before(words: str, first: date, published: date) -> date | None:
    """Return the day meant by an expression that was taken for one to come, None if that cannot be told."""
    grammar = load().words
    found = {word.lower().rstrip(".") for word in _WORD.findall(words)}
    if found & {"tomorrow", "next", "coming"} or _YEAR.search(words):
        return None
    if found & {form.rstrip(".") for form in grammar["weekday"]}:
        ahead = (first - published).days
        return first - timedelta(days=7) if _OVERNIGHT < ahead < 7 else None
    if found & {form.rstrip(".") for form in grammar["month"]}:
        try:
            return first.replace(year=first.year - 1)
        except ValueError:  # 29 February
            return None
    return None
