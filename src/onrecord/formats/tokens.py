"""Reports in tokens, for the formats that models are trained from: spaCy's rules for the report's language.

The rules split on white space and punctuation alone and need no model. A span that begins or ends inside a token is
widened to the whole of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.formats.addresses import language_tag
from onrecord.model import Report, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

_NO_LANGUAGE = "xx"
"""What spaCy calls rules that hold for any language."""


def tokenised(report: Report) -> Doc:
    """Return a report's text in tokens; the tokens with their white space are the text again."""
    rules = _rules(language_tag(report.language) or _NO_LANGUAGE)
    return rules.tokenizer(report.text)


def words_of(doc: Doc, span: Span) -> Words | None:
    """Return the tokens that a span touches, without white space at its ends; None where there are none."""
    if span[0] >= span[1]:
        return None
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None:
        return None
    start, end = found.start, found.end
    while start < end and doc[start].is_space:
        start += 1
    while start < end and doc[end - 1].is_space:
        end -= 1
    return doc[start:end] if start < end else None


@cache
def _rules(language: str) -> Language:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:  # a language that spaCy has no rules for, or whose rules need a package that is not there
        return spacy.blank(_NO_LANGUAGE)
