"""How much of one text is followed in another: the exact comparison of two texts, on their shingles.

A shingle that both have says that a few words are the same; an edited copy is told by their being the same from end to
end. So from one shared shingle to the next the text counts as followed where the next is near in both texts. Two
reports of one event share quotations, which are followed, and nothing between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.archive.words import Words, words_of
from onrecord.relating.lineage.wording import SEED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 16
"""Words from a shared shingle to the next, in either text, over which a text is followed in another: where every third
word differs, which is two copies of which every fifth was changed apart, nineteen in twenty are nearer."""
MIN_FOLLOWED = 0.4
"""Share of the words of the shorter text that must be followed in the longer, 0..1: the best F1 of `bench/
near_duplicates.py` on its first half. Of reports of one event by outlets that wrote their own, 1% share as much."""
MIN_SHARED = 0.05
"""Share of the shingles of the shorter text that the longer must have, 0..1, for it to be worth following: of a text of
which every third word differs three in ten stay."""
MIN_SHINGLES = 10
"""Shingles of a text below which nothing is said of it."""
OTHER_FIGURES = 0.08
"""Share of the shingles that two texts share, figures apart, which must differ in their figures, 0..1, for these to be
sheets: the same words filled in anew. Of ordinary articles one in fifteen has a figure at all."""
FIGURES_KEPT = 0.6
"""Share of the shingles with figures, shared but for these, from which the figures are the same, too, 0..1."""
_PLACE = 17
"""Bits of a shingle's number that say where it stands: `words.LONGEST` code points have no more words. 47 bits of the
hash are left, by which a shingle of one text and another of the other are the same once in some 10**8 pairs."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The shingles of one text, each once, sorted by hash."""

    name: str
    """The id of the text."""
    codes: NDArray[np.uint64]
    """The shingles, by the upper `64 - _PLACE` bits of their hashes."""
    places: NDArray[np.int64]
    """Where each stands first, in the order of the text, counted without those that stood before: what a page says
    twice (a caption, a summary) is said once."""
    figures: NDArray[np.bool_]
    """Whether each has a figure, in that order."""
    blank: Callable[[], NDArray[np.uint64]]
    """Gives the shingles that have a figure, with any figure the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are alike; fractions 0..1."""

    one: str
    """An id, the smaller of the two."""
    other: str
    resemblance: float
    """Shingles that both have, as a share of all of both (Jaccard)."""
    containment: float
    """Shingles that both have, as a share of those of the text that has fewer."""
    followed: float
    """Share of the words of the shorter text that are followed in the longer."""
    of_longer: float
    """Share of the words of the longer text that are followed in the shorter."""
    short: str
    """The id of the shorter."""

    @property
    def long(self) -> str:
        """The id of the longer."""
        return self.other if self.short == self.one else self.one


def fingerprints(texts: Mapping[str, str]) -> Iterator[Fingerprint]:
    """Yield the shingles of the prose of each text, by id."""
    for name, words in zip(texts, words_of(list(texts.values())), strict=True):
        yield _fingerprint(name, words)


def _fingerprint(name: str, words: Words) -> Fingerprint:
    import numpy as np

    shingles, place = words.shingles, np.uint64(_PLACE)
    # Hash and place in one number: that is sorted several times as fast as the one by the other.
    packed = (shingles >> place << place) | np.arange(len(shingles), dtype=np.uint64)
    packed.sort()
    codes = packed >> place
    first = np.ones(len(codes), bool)
    first[1:] = codes[1:] != codes[:-1]
    packed, codes = packed[first], codes[first]
    places = (packed & np.uint64((1 << _PLACE) - 1)).astype(np.int64)
    figures = words.with_figures()
    is_first = np.zeros(len(shingles), bool)
    is_first[places] = True
    return Fingerprint(
        name, codes, np.cumsum(is_first)[places] - 1, figures[is_first], lambda: words.blank()[figures & is_first]
    )


def compared(one: Fingerprint, other: Fingerprint) -> Pair | None:
    """Return how alike two texts are; None where they are no near duplicates.

    >>> text = "The ferry left Eske at dawn with nine on board and did not arrive at the quay of Norra before noon."
    >>> pair = compared(*fingerprints({"a": text, "b": text.replace("did not arrive", "arrived")}))
    >>> None if pair is None else (round(pair.containment, 2), round(pair.followed, 2))
    (0.82, 1.0)
    """
    import numpy as np

    one, other = (one, other) if one.name < other.name else (other, one)
    short, long = (one, other) if len(one.codes) <= len(other.codes) else (other, one)
    if len(short.codes) < MIN_SHINGLES:
        return None
    where = np.searchsorted(long.codes, short.codes)
    same = np.flatnonzero(long.codes.take(where, mode="clip") == short.codes)
    number = len(same)
    if number < MIN_SHARED * len(short.codes):
        return None
    both = (short.places[same] << 32) | long.places[where[same]]
    both.sort()
    here, there = both >> 32, both & 0xFFFFFFFF
    steps, far = here[1:] - here[:-1], there[1:] - there[:-1]
    joined = (steps <= STEP) & (far > 0) & (far <= STEP)
    followed = min(1.0, float(steps[joined].sum() + SEED) / (len(short.codes) + SEED - 1))
    if followed < MIN_FOLLOWED or _are_sheets(short, long, here):
        return None
    return Pair(
        one.name,
        other.name,
        resemblance=number / (len(short.codes) + len(long.codes) - number),
        containment=number / len(short.codes),
        followed=followed,
        of_longer=min(1.0, float(far[joined].sum() + SEED) / (len(long.codes) + SEED - 1)),
        short=short.name,
    )


def _are_sheets(one: Fingerprint, other: Fingerprint, shared: NDArray[np.int64]) -> bool:
    """Say whether two texts are the same words with other figures.

    Args:
        one: A text.
        other: Another.
        shared: Where the shingles that both have stand in the first.
    """
    import numpy as np

    kept = int(one.figures[shared].sum())
    if kept >= FIGURES_KEPT * min(one.figures.sum(), other.figures.sum()):
        return False
    blank = len(np.intersect1d(one.blank(), other.blank()))
    return kept < FIGURES_KEPT * blank and blank - kept >= OTHER_FIGURES * (len(shared) - kept + blank)
