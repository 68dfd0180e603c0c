"""The noun phrases that speak of somebody: where they begin and end, and what narrows their noun."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.language.along import Along
from onrecord.language.places import text_of
from onrecord.model import Name

_PARTS = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "punct", "advmod", "predet", "case", "quantmod"}
)
_NARROWING = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})
_LONGEST = 10
"""Words. A longer phrase is a sentence that the parser took for one."""


def phrase_of(doc: Doc, head: Token) -> Words:
    """Return a noun with what stands before it and belongs to it: "the former | port | chief"."""
    first = head.i
    while first > 0 and head.i - first < _LONGEST:
        token = doc[first - 1]
        if token.is_space or not _belongs(token, head):
            break
        first -= 1
    while first < head.i and doc[first].is_punct:
        first += 1
    return doc[first : head.i + 1]


def _belongs(token: Token, head: Token) -> bool:
    """Whether a word hangs, by modifiers alone, on a noun behind it."""
    for _ in range(_LONGEST):
        if token.dep_ not in _PARTS or (token.head.i <= token.i and token.dep_ not in ("case", "punct")):
            return False
        token = token.head
        if token.i == head.i:
            return True
    return False


def with_of(words: Words, head: Token) -> Words:
    """Return a phrase with the "of ..." right behind its noun: "the mayor | of Torvey"."""
    for child in head.children:
        if child.lower_ == "of" and child.i == head.i + 1:
            return words.doc[words.start : min(child.right_edge.i + 1, head.i + _LONGEST)]
    return words


def narrowing_of(words: Words, head: Token, names: Along[Name]) -> tuple[str, ...]:
    """Return what narrows a noun, lower case and sorted: the words before it, and the names in "of ..." behind it.

    A name is one of them as a whole: "Upper Haldrian".
    """
    behind = _of_behind(head)
    end = words.end_char if behind is None else behind
    found = names.within(words.start_char, end)
    text = text_of(words.doc)
    held = Along([name.span for name in found], span=lambda span: span)
    parts = {text[slice(*name.span)].lower() for name in found if not name.span[0] <= head.idx < name.span[1]}
    parts |= {
        token.lower_
        for token in words
        if token.i != head.i and token.pos_ in _NARROWING and not held.holds(token.idx) and token.ent_type_ != "DATE"
    }
    return tuple(sorted(parts))


def _of_behind(head: Token) -> int | None:
    """Where "of ..." right behind a noun ends (code points)."""
    for child in head.children:
        if child.lower_ == "of" and child.i == head.i + 1:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun.idx + len(noun)
    return None
