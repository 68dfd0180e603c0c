"""The words of a statement in order, as they are asked for again and again: what negates, what has an opposite.

A word is known by its family as far as its form tells; what it counts is what it is worth in any news (see `words`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.model import Span, Statement
from onrecord.relating.words import words

if TYPE_CHECKING:
    from onrecord.relating.facts import Facts

GAP = len(" [...] ")
"""Code points between the pieces of a content in its text."""
_NAME_WORTH = 0.8
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*|[$€£%]")
_SO_FAR = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno)\b[^.;]*\byet\b|\byet to\b|\b(?:still|so far|for now)\b", re.IGNORECASE
)
_TELLING_SO_FAR = ("yet", "still", "so far", "for now")
"""One of these stands in all that `_SO_FAR` finds."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a statement, and its place in the report."""

    word: str
    """As it stands, in lower case."""
    key: str
    """The word in lower case, or its family."""
    span: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What is asked of the words of a statement again and again: of most it is nothing, and one value serves them."""

    words_with_opposites: frozenset[str]
    """What its words may be forms of, if that has an opposite."""
    opposites: frozenset[str]
    """The opposites of these."""
    negates: bool
    """Whether a word of it negates."""
    another: frozenset[str]
    """The words by which it tells of another event; those of a date are none ("second half")."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What `swaps.toml` says of words, read once."""

    negators: frozenset[str]
    endings: tuple[str, ...]
    denials: frozenset[str]
    opposites: frozenset[tuple[str, str]]
    opposites_of: dict[str, frozenset[str]]
    another: frozenset[str]
    alike: frozenset[str]
    irregular: dict[str, str]
    possible: frozenset[str]


def tokens_of(facts: Facts) -> tuple[Token, ...]:
    """Return the words of a statement in order, with their places in the report."""
    statement = facts.statement
    return _words_of(statement.text, statement.content, tuple(part.span for part in facts.named))


# A statement is laid beside a dozen others. A kept one takes some 4 KB.
@lru_cache(maxsize=8_192)
def _words_of(text: str, content: tuple[Span, ...], named: tuple[Span, ...]) -> tuple[Token, ...]:
    table = words()
    found = []
    for word, span in _printed(text, content):
        key = _family(word)
        weight = _NAME_WORTH if any(touch(span, name) for name in named) else table.worth(key)
        found.append(Token(key if key == word else word, key, span, weight))
    return tuple(found)


def keys_in(text: str) -> list[str]:
    """Return the keys of the words of a text, in order: those of `tokens_of` for a statement that has it."""
    return [_family(match[0].lower()) for match in _TOKEN.finditer(text)]


def _printed(text: str, content: tuple[Span, ...]) -> Iterator[tuple[str, Span]]:
    """Yield the words of a content in lower case, with their places in the report."""
    at = 0
    for start, end in content:
        piece = text[at : at + end - start]
        at += end - start + GAP
        for match in _TOKEN.finditer(piece):
            yield match[0].lower(), (start + match.start(), start + match.end())


def marks_of(statement: Statement) -> Marks:
    """Return what is asked of the words of a statement again and again."""
    of_text = _marks_in(" ".join(_TOKEN.findall(statement.text.lower())))
    if not of_text.another:
        return of_text
    times = [time.span for time in statement.times]
    printed = _printed(statement.text, statement.content)
    untimed = {word for word, span in printed if not any(touch(span, time) for time in times)}
    return replace(of_text, another=of_text.another & untimed)


@lru_cache(maxsize=1024)
def _marks_in(text: str) -> Marks:
    told = text.split()
    known = tables()
    forms = {stem for word in told for stem in stems(word) if stem in known.opposites_of}
    another = known.another.intersection(told)
    negating = any(map(_negates, told))
    if not (forms or another or negating):
        return UNMARKED
    return Marks(
        words_with_opposites=frozenset(forms),
        opposites=frozenset(opposite for stem in forms for opposite in known.opposites_of[stem]),
        negates=negating,
        another=another,
    )


UNMARKED = Marks(frozenset(), frozenset(), negates=False, another=frozenset())


@lru_cache(maxsize=65_536)
def _family(word: str) -> str:
    """Return the family of a word by its form, the word itself where none is known."""
    table = words()
    return next((table.family[stem] for stem in stems(word) if stem in table.family), word)


@lru_cache(maxsize=65_536)
def stems(word: str) -> tuple[str, ...]:
    """Return what a form may be a form of: itself, and without its ending.

    >>> "close" in stems("closed"), "ban" in stems("banned"), "deny" in stems("denied")
    (True, True, True)
    """
    stems = [tables().irregular.get(word, word), word]
    for ending in ("s", "es", "d", "ed", "ing", "ly"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            stems += [stem, f"{stem}e"]
            if stem[-1] == stem[-2]:
                stems.append(stem[:-1])
            if stem.endswith("i"):
                stems.append(f"{stem[:-1]}y")
    return tuple(dict.fromkeys(stems))


@lru_cache(maxsize=65_536)
def opposed(word: str) -> frozenset[str]:
    """Return the opposites of what a form may be a form of."""
    opposites = tables().opposites_of
    return frozenset(opposite for stem in stems(word) for opposite in opposites.get(stem, ()))


def touch(one: Span, other: Span) -> bool:
    """Return whether two spans share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def two_events(a: Facts, b: Facts) -> bool:
    """Return whether one of two statements alone says that it tells of another event: "in a *separate* case"."""
    return a.marks.another != b.marks.another


def so_far(facts: Facts) -> bool:
    """Return whether a statement says what is not so as yet: "had not been found yet" is no contrary of "was found"."""
    # Most hold no word of these: to see that, a search for the mere letters is enough.
    return any(word in facts.plain for word in _TELLING_SO_FAR) and _SO_FAR.search(facts.statement.text) is not None


def left_open(facts: Facts) -> bool:
    """Return whether a statement only says that something can be: "may open" and "may not open" are both right."""
    return facts.open or not tables().possible.isdisjoint(facts.plain.split())


def denies(facts: Facts) -> bool:
    """Return whether a statement puts that something is not so, by a word of negation in it or over all of it."""
    return facts.marks.negates != denied_whole(facts)


def denied_whole(facts: Facts) -> bool:
    """Return whether a word outside a content says that it is not so: "*denied* that the doors were open"."""
    inside = facts.statement.content
    marks = [m for m in facts.statement.markers if m.flag == "negated"]
    return facts.statement.negated and any(not any(s <= m.span[0] < e for s, e in inside) for m in marks)


def negates(token: Token) -> bool:
    """Return whether a word says that something is not so: "not", "didn't", "denied"."""
    return _negates(token.word)


def _negates(word: str) -> bool:
    known = tables()
    return word in known.negators or word in known.denials or word.endswith(known.endings)


@cache
def tables() -> Tables:
    """Return the tables that come with the package, read once."""
    table = tomllib.loads(files("onrecord.relating").joinpath("swaps.toml").read_text(encoding="utf-8"))
    pairs = [(one, other) for one, other in table["opposites"]["pairs"]]
    pairs += [(other, one) for one, other in pairs]
    return Tables(
        negators=frozenset(table["negators"]["words"]),
        endings=tuple(table["negators"]["endings"]),
        denials=frozenset(table["denials"]["words"]),
        opposites=frozenset(pairs),
        opposites_of={word: frozenset(other for one, other in pairs if one == word) for word, _ in pairs},
        another=frozenset(table["another"]["words"]),
        alike=frozenset(table["alike"]["verbs"]),
        irregular=table["irregular"],
        possible=frozenset(table["possible"]["words"]),
    )
