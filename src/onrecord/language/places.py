"""Places in a text: from tokens to code points and back."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.model import Span


def text_of(doc: Doc) -> str:
    """Return a document's text, put together once: `Doc.text` joins its tokens anew at every call."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def span_of(doc: Doc, start: int, end: int) -> Span:
    """Return the span, in code points, of a range of tokens that is not empty."""
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


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
