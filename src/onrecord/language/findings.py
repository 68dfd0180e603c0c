"""What the modules of this room know of a text before its statements are sought."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.language.along import Along
from onrecord.language.quotes import Quote
from onrecord.language.tagger import Tags
from onrecord.model import Citation, Name, Quantity, Span, Time


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of a text before its statements are sought."""

    text: str
    doc: Doc
    published: str | None
    paragraphs: Along[Span]
    furniture: Along[Span]
    headline: Span | None
    quotes: Along[Quote]
    names: Along[Name]
    times: Along[Time]
    quantities: Along[Quantity]
    citations: Along[Citation]
    tags: Tags
    country: str | None = None
    """The outlet's, ISO 3166-1 alpha-2."""
