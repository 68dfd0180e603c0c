"""A statement in the making: tokens for cue and source, code points for content."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """What `quotations`, `statements` and `headlines` propose, before flags, names and times are put to it."""

    content: tuple[Span, ...]
    cue: tuple[int, ...]
    """Token indices, ascending; empty where a mark such as a colon is the cue and `cue_span` holds it."""
    source: tuple[int, int] | None
    """Token range, None where the text names nobody."""
    head: int
    """The token that stands for the cue, -1 for none."""
    frame: str

    def joined(self, span: Span) -> Draft:
        """Return the same statement with one more piece of content."""
        return replace(self, content=(*self.content, span))


def text_of(doc: Doc) -> str:
    """Return a document's text, put together once: `Doc.text` joins its tokens anew at every call."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def token_range(doc: Doc, span: Span) -> tuple[int, int]:
    """Return the half-open range of the tokens that a span of code points touches."""
    piece = doc.char_span(span[0], max(span[1], span[0]), alignment_mode="expand")
    if piece is None:
        return _token_at(doc, span[0]), _token_at(doc, span[1])
    return piece.start, piece.end


def _token_at(doc: Doc, place: int) -> int:
    """The index of the first token that ends behind a place."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx + len(doc[middle]) <= place:
            low = middle + 1
        else:
            high = middle
    return low
