"""Numbers and what they count: "at least 84 people were killed" is 84 or more, of people, killed."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.names import word_lists
from onrecord.model import Quantity, Span

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_SCALES = {"hundred", "thousand", "million", "billion", "trillion"}
_VAGUE: dict[str, tuple[float, float | None]] = {
    "dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2000, 99_999), "dozen": (12, 12),
    "millions": (2e6, 99e6),
}  # fmt: skip
_AT_LEAST = ("at least", "more than", "over", "no fewer than", "no less than", "upwards of", "as many as")
_AT_MOST = ("at most", "up to", "fewer than", "less than", "under", "no more than", "nearly", "almost")
_ABOUT = ("about", "around", "some", "roughly", "approximately", "an estimated", "close to")
_SPREAD = 0.1
"""Fraction by which "about 100" may be off: a convention, wide enough that rounding is no disagreement."""
_COUNTING_DEPS = ("nummod", "pobj", "attr", "nsubj", "nsubjpass", "dobj", "appos", "ROOT")
_EVENT_DEPS = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "npadvmod")
_NUMERAL = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$")


def find_quantities(doc: Doc, times: Along[Span]) -> tuple[Quantity, ...]:
    """Return the counted or measured numbers of a text in order; numbers inside time expressions are none.

    `low` and `high` bound what is meant: "at least 84" is (84, None), "about 100" (90, 110), "dozens" (24, 99).
    """
    found = []
    for token in doc:
        if times.holds(token.idx):
            continue
        quantity = _quantity(doc, token)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _quantity(doc: Doc, token: Token) -> Quantity | None:
    lowered = token.lower_
    if lowered in _VAGUE and token.tag_ in ("NNS", "NN"):
        if lowered == "dozen" and token.i and doc[token.i - 1].lower_ not in ("a", "one"):
            return None
        bounds: tuple[float | None, float | None] = _VAGUE[lowered]
        counted = _of(token)
        if counted is None:
            counted = token.head if token.dep_ in ("nummod", "amod", "quantmod") else None
        start = token
    elif token.pos_ == "NUM" and token.dep_ in _COUNTING_DEPS:
        value = _value(token)
        if value is None:
            return None
        bounds = (value, value)
        counted = token.head if token.dep_ == "nummod" and token.head.i > token.i else None
        start = min((t for t in token.subtree if t.pos_ in ("NUM", "SYM") and t.i <= token.i), key=lambda t: t.i)
        if any(t.dep_ == "cc" for t in doc[start.i : token.i]):
            start = token  # "10 and 15": two numbers
        if counted is None and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in word_lists()["dead"]:
            counted = doc[token.i + 1]  # a headline's "84 dead"
        if counted is None and token.dep_ in ("nummod", "ROOT"):
            return None
    else:
        return None
    event = _event(token if counted is None or (counted.i > token.i + 1 and counted.dep_ == "pobj") else counted)
    unit = _unit(token, counted, event)
    if unit is None:
        return None
    event = "kill" if _toll(token) else event
    meant, first = _modified(doc, start.i, bounds)
    end = counted.i + 1 if counted is not None and counted.i - token.i < 6 else token.i + 1
    begin = doc[first].idx
    finish = doc[end - 1].idx + len(doc[end - 1])
    return Quantity(span=(begin, finish), low=meant[0], high=meant[1], unit=unit, event=event)


def _of(token: Token) -> Token | None:
    for child in token.children:
        if child.lower_ == "of":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    return None


def _toll(token: Token) -> bool:
    """Whether a bare number is the object of a toll: "the death toll rose to 85"."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return any(c.lemma_.lower() in ("toll", "number") and c.dep_ == "nsubj" and _deaths(c) for c in verb.children)


def _deaths(noun: Token) -> bool:
    return any(t.lower_ in word_lists()["dead"] | {"deaths"} for t in noun.subtree)


def _unit(token: Token, counted: Token | None, event: str) -> str | None:
    """The lemma of what is counted; "people" for a bare number of dead or hurt, None when nothing tells."""
    lists = word_lists()
    if counted is not None:
        lemma = counted.lemma_.lower()
        if lemma in ("other", "more", "another") and event in ("kill", "injure"):
            return "person"
        if lemma in lists["not_counted"] or counted.pos_ == "PROPN" or not any(c.isalpha() or c == "%" for c in lemma):
            return None
        return "person" if lemma in lists["people"] or lemma in lists["dead"] else lemma
    verb = token.head
    if verb.lemma_ in lists["harm"]:  # "84 were killed": only people are counted without being named
        return "person"
    return "person" if _toll(token) else None


def _value(token: Token) -> float | None:
    parts = [t for t in token.subtree if t.pos_ == "NUM" and t.i <= token.i and token.i - t.i < 4]
    total: float | None = None
    for part in parts:
        lowered = part.lower_.replace("\u00a0", "")
        if _NUMERAL.match(lowered):
            number = float(lowered.replace(",", ""))
        elif lowered in _WORDS:
            number = float(_WORDS[lowered])
        elif "-" in lowered and all(bit in _WORDS for bit in lowered.split("-")):
            number = float(sum(_WORDS[bit] for bit in lowered.split("-")))
        else:
            return None
        total = number if total is None else (total * number if lowered in _SCALES else total + number)
    return total


def _modified(
    doc: Doc, start: int, bounds: tuple[float | None, float | None]
) -> tuple[tuple[float | None, float | None], int]:
    """Widen the bounds by what stands before the number, and return them with the first token of the phrase."""
    low, high = bounds
    about = (low and low * (1 - _SPREAD), high and high * (1 + _SPREAD))
    for phrases, meant in ((_AT_LEAST, (low, None)), (_AT_MOST, (None, high)), (_ABOUT, about)):
        for phrase in phrases:
            size = len(phrase.split())
            if start >= size and doc[start - size : start].text.lower() == phrase:
                return meant, start - size
    return bounds, start


def _event(token: Token) -> str:
    """The lemma of what happened to what is counted: "84 people were killed" → kill; "84 dead" → die."""
    lists = word_lists()
    lemma = token.lemma_.lower()
    if lemma in lists["dead"]:
        return "kill"
    for child in token.children:
        if child.lower_ in lists["dead"]:
            return "kill"
        if child.dep_ in ("acl", "amod", "relcl") and child.tag_ in ("VBN", "VBD"):
            return _same_event(child.lemma_.lower())
    head = token.head
    if token.dep_ in _EVENT_DEPS and head.pos_ == "ADP":
        head = head.head
    if head.pos_ in ("VERB", "AUX"):
        for child in head.children:
            if child.dep_ in ("acomp", "oprd") and child.lower_ in lists["dead"] | lists["harmed"]:
                return "kill" if child.lower_ in lists["dead"] else "injure"
        return _same_event(head.lemma_.lower())
    return ""


def _same_event(lemma: str) -> str:
    """Fold verbs that newspapers use for one and the same outcome."""
    lists = word_lists()
    if lemma in lists["kill_verbs"]:
        return "kill"
    if lemma in lists["injure_verbs"]:
        return "injure"
    return lemma
