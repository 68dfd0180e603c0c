"""The words of a statement as they stand, each with its rarity in the story and a vector that tells what it is like.

Two outlets tell one thing in other words: "plummet", "crash", "come down". A word's vector is the mean of those of its
word pieces, which stand in `word_pieces.npy` (made by `training/word_pieces.py`, see there). Words that are like by
their vectors need not mean the same ("north", "south"): what two statements say is decided in `claims`, not here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.once import Once
from onrecord.relating.steady import steady

_DIMENSIONS = 64
_LENGTH = 4000
"""The length of a word's vector, whose parts are whole numbers: no sum of 64 products of two of them leaves the 2**24
to which 32-bit floating point counts exactly, so that likeness is the same on every machine and however many words are
laid side by side at once."""
_ALIKE = float(_LENGTH**2)
_STEPS = 1024
"""Rarity is kept in whole parts of so many, that its sums are exact too."""
_AT_ONCE = 4096
"""Pairs of words. Of more, linear algebra makes work for several threads, which wait longer than they work."""
_NAMED = 0.5
"""What the words of a name count beside others: two things are told of the same people, and in a story all are."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The words of one statement, in order."""

    numerals: frozenset[str]
    """Its words that are written in digits."""
    rarity: NDArray[np.float64]
    """For each word, ln((1 + n) / (1 + df)) over the n wordings of the story, less for the words of names; in whole
    steps of 1/1024."""
    rows: NDArray[np.int32]
    """For each word, its row in `vectors`: the same word has the same row."""
    vectors: NDArray[np.float32]
    """A row of one length for each word of the story, in whole numbers, all zero where nothing is known of it; shared
    by the story."""


class Alignment(NamedTuple):
    """How much of two wordings has its like in the other, 0..1, each word counting by its rarity."""

    sense_least: float
    """By the likest word of the other, for the wording of which less has its like."""
    sense_most: float
    """The same for the wording of which more has its like."""
    words_least: float
    """By the same word in the other, for the wording of which less is found."""


def wordings(plain: Mapping[str, str], named: Mapping[str, Set[str]]) -> dict[str, Wording]:
    """Return the wording of each statement.

    Args:
        plain: The text of each statement by id, in lower case, its words parted by blanks.
        named: The words of the names in each, by id.

    Five hundred copies of one text make its words no commoner: each text counts once.
    """
    texts = sorted(set(plain.values()))
    count = Counter(word for text in texts for word in sorted(set(text.split())))
    row = {word: at for at, word in enumerate(sorted(count))}
    vectors = _vectors(row)
    size = steady(len(texts))
    rarity = {word: math.log((1 + size) / (1 + steady(with_it))) for word, with_it in count.items()}
    known: dict[tuple[str, frozenset[str]], Wording] = {}
    once = Once()
    found = {}
    for id_, text in plain.items():
        told = text.split()
        key = text, frozenset(named[id_]).intersection(told)
        if key not in known:
            numerals = once(frozenset(word for word in told if word[0].isdigit()))
            known[key] = _wording(told, numerals, key[1], rarity, row, vectors)
        found[id_] = known[key]
    return found


def align(a: Wording, b: Wording) -> Alignment:
    """Lay each word of two wordings beside the likest of the other.

    The greedy alignment of BERTScore (Zhang et al., ICLR 2020) weighted by rarity, over vectors of words without their
    context: what a word is said of is asked elsewhere.
    """
    return align_all(a, (b,))[0]


def align_all(a: Wording, others: Sequence[Wording]) -> list[Alignment]:
    """Lay a wording beside each of several: the same as `align` gives for each, in one product.

    Args:
        a: One wording.
        others: Wordings of the same story.
    """
    found = [Alignment(0.0, 0.0, 0.0)] * len(others)
    told = [at for at, other in enumerate(others) if len(other.rows)]
    if not len(a.rows) or not told:
        return found
    lengths = np.array([len(others[at].rows) for at in told])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    rows = np.concatenate([others[at].rows for at in told])
    rarity = np.concatenate([others[at].rarity for at in told])
    same = a.rows[:, None] == rows[None, :]
    like = np.minimum(_products(a.vectors[a.rows], a.vectors[rows]), _ALIKE)
    like[same] = _ALIKE
    of_a = float(a.rarity.sum()) or 1.0
    of_others = np.add.reduceat(rarity, starts)
    of_others[of_others == 0] = 1.0
    sense_a = a.rarity @ np.maximum.reduceat(like, starts, axis=1) / _ALIKE / of_a
    sense_others = np.add.reduceat(like.max(axis=0) * rarity, starts) / _ALIKE / of_others
    words_a = a.rarity @ np.logical_or.reduceat(same, starts, axis=1) / of_a
    words_others = np.add.reduceat(same.any(axis=0) * rarity, starts) / of_others
    least, most = np.minimum(sense_a, sense_others).tolist(), np.maximum(sense_a, sense_others).tolist()
    for at, parts in zip(told, zip(least, most, np.minimum(words_a, words_others).tolist(), strict=True), strict=True):
        found[at] = Alignment(*parts)
    return found


def _products(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the products of the rows of two tables, some rows at a time."""
    found = np.empty((len(one), len(other)), dtype=np.float32)
    step = max(1, _AT_ONCE // len(other))
    for start in range(0, len(one), step):
        found[start : start + step] = one[start : start + step] @ other.T
    return found


def _wording(
    words: Sequence[str],
    numerals: frozenset[str],
    named: Set[str],
    rarity: Mapping[str, float],
    row: Mapping[str, int],
    vectors: NDArray[np.float32],
) -> Wording:
    return Wording(
        numerals=numerals,
        rarity=np.array([round(_STEPS * rarity[w] * (_NAMED if w in named else 1.0)) for w in words], dtype=np.float64),
        rows=np.array([row[word] for word in words], dtype=np.int32),
        vectors=vectors,
    )


def _vectors(words: Iterable[str]) -> NDArray[np.float32]:
    """Return a row for each word: two numbers are never like, and what has letters of other alphabets is unknown."""
    row, pieces = _pieces()
    found = []
    for word in words:
        parts = [] if word[0].isdigit() else _split(word, row)
        vector = pieces[parts].mean(axis=0) if parts else np.zeros(_DIMENSIONS, dtype=np.float32)
        length = float(np.linalg.norm(vector))
        found.append(np.rint(vector * (_LENGTH / length)) if length else vector)
    return np.array(found, dtype=np.float32).reshape(-1, _DIMENSIONS)


def _split(word: str, row: Mapping[str, int]) -> list[int]:
    """Return the longest pieces that make up a word, from its start (WordPiece, Wu et al. 2016), none if some lack."""
    found = []
    start = 0
    while start < len(word):
        before = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if before + word[start:end] in row), None)
        if end is None:
            return []
        found.append(row[before + word[start:end]])
        start = end
    return found


@cache
def _pieces() -> tuple[dict[str, int], NDArray[np.float32]]:
    """Return the row of each word piece, and the rows at length one; read once."""
    here = files("onrecord.relating")
    names = here.joinpath("word_pieces.txt").read_text(encoding="ascii").split()
    with here.joinpath("word_pieces.npy").open("rb") as stored:
        rows = np.load(stored, allow_pickle=False).astype(np.float32)
    return {name: at for at, name in enumerate(names)}, rows / np.linalg.norm(rows, axis=1, keepdims=True)
