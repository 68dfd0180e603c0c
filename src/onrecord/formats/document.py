"""What source notes are made of, before they are written in a format: blocks of words, with footnotes to reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.dates import shown_day
from onrecord.formats.addresses import web_address
from onrecord.formats.plain import one_line
from onrecord.model import Report, Span, Statement
from onrecord.record import called

WORDS_MOST = 600
"""Code points of a sentence in a footnote; of a longer one the statement's own words are given."""

Style = Literal["plain", "strong", "link"]
BlockKind = Literal["title", "heading", "paragraph", "item", "detail"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one style; of a link, the address."""

    words: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, where it is called."""

    parts: tuple[Text, ...]


Inline = Text | Note


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a heading, a paragraph, an item of a list, or a detail under one."""

    kind: BlockKind
    parts: tuple[Inline, ...]


def cited(report: Report) -> tuple[Text, ...]:
    """Return how a report is cited: outlet, title, day, address; the input that it was read from where it has none."""
    title = f", “{one_line(report.title)}”" if report.title else ""
    day = shown_day(report.published) or "undated"
    url = web_address(report.url)
    address = (Text(", "), Text(url, "link")) if url else (Text(f", {one_line(report.url or report.input)}"),)
    return (Text(f"{one_line(called(report))}{title}, {day}"), *address)


def note(report: Report, statement: Statement, span: Span | None = None) -> Note:
    """Return the footnote to a place in a report: the report, the sentence there, and where that stands.

    Args:
        report: The report.
        statement: What is said there.
        span: The words that count, where these are not the whole statement.
    """
    start, end = statement.sentence
    if 0 < end - start <= WORDS_MOST and (span is None or (start <= span[0] and span[1] <= end)):
        words = report.slice(statement.sentence)
    elif span is not None:
        (start, end), words = span, report.slice(span)
    else:
        pieces = statement.content or (statement.sentence,)
        start, end, words = pieces[0][0], pieces[-1][1], statement.text
    quoted = one_line(words)
    exact = f": “{quoted}”" if quoted else ""
    return Note((*cited(report), Text(f"{exact} [{report.id}, {start:,}–{end:,}]")))
