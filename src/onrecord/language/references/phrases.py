"""The noun phrases that speak of somebody: where they begin and end, and what narrows their noun."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

_PARTS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "punct", "advmod", "predet", "case", "quantmod"})
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


def narrowing_of(words: Words, head: Token) -> tuple[str, ...]:
    """Return the lower-case words that narrow a noun: those before it, and the names in "of ..." right behind it."""
    found = {t.lower_ for t in words if t.i != head.i and t.pos_ in _NARROWING and t.ent_type_ not in ("CARDINAL", "DATE")}
    for child in head.children:
        if child.lower_ == "of" and child.i == head.i + 1:
            of = [t for t in child.children if t.dep_ == "pobj"]
            found |= {t.lower_ for noun in of for t in phrase_of(words.doc, noun) if t.pos_ in _NARROWING}
    return tuple(sorted(found))
