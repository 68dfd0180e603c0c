"""How much of one text is followed in another: the exact comparison of two texts, on their shingles.

A shingle that both have says that a few words are the same; an edited copy is told by their being the same from end to
end. So from one shared shingle to the next the text counts as followed where the next is near in both texts. Two
reports of one event share quotations, which are followed, and nothing between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
MIN_SHINGLES = 10
"""Shingles of a text below which nothing is said of it."""
OTHER_FIGURES = 0.08
"""Share of the shingles that two texts share, figures apart, which must differ in their figures, 0..1, for these to be
sheets: the same words filled in anew. Of ordinary articles one in fifteen has a figure at all."""
FIGURES_KEPT = 0.6
"""Share of the shingles with figures, shared but for these, from which the figures are the same, too, 0..1."""
PAIRS = 64
"""Pairs that are compared at a time, at most: what then lies in memory fits a processor's cache."""
_PLACE = 17
"""Bits of a shingle's number that say where it stands: `words.LONGEST` code points have no more words. 47 bits of the
hash are left, by which a shingle of one text and another of the other are the same once in some 10**8 pairs."""
_MASK = (1 << _PLACE) - 1


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
    with_figure: int
    """How many have."""
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
    own = figures[is_first]
    return Fingerprint(
        name,
        codes,
        np.cumsum(is_first)[places] - 1,
        own,
        int(np.count_nonzero(own)),
        lambda: words.blank()[figures & is_first],
    )


def compared(pairs: Sequence[tuple[Fingerprint, Fingerprint]]) -> list[Pair | None]:
    """Return how alike the two texts of each pair are; None where they are no near duplicates.

    Args:
        pairs: At most `PAIRS` at a time. They are laid end to end, so that a pair costs no call of its own.

    >>> text = "The ferry left Eske at dawn with nine on board and did not arrive at the quay of Norra before noon."
    >>> one, other = fingerprints({"a": text, "b": text.replace("did not arrive", "arrived")})
    >>> [(round(pair.containment, 2), round(pair.followed, 2)) for pair in compared([(one, other)]) if pair]
    [(0.82, 1.0)]
    """
    import numpy as np

    sides = [(one, other) if len(one.codes) <= len(other.codes) else (other, one) for one, other in pairs]
    if not sides:
        return []
    short, tags = _end_to_end([short.codes for short, _ in sides])
    long, _ = _end_to_end([long.codes for _, long in sides])
    where = np.searchsorted(long, short)
    same = np.flatnonzero(long.take(where, mode="clip") == short) if len(long) else where
    # Which pair, where in the shorter, where in the longer: one number, by which the shared shingles are put in order.
    places = np.concatenate([short.places for short, _ in sides])
    others = np.concatenate([long.places for _, long in sides])
    both = (tags[same] << 2 * _PLACE) | (places[same] << _PLACE) | others[where[same]]
    both.sort()
    tag, here, there = both >> 2 * _PLACE, (both >> _PLACE) & _MASK, both & _MASK
    shared = np.bincount(tag, minlength=len(sides))
    steps, far = here[1:] - here[:-1], there[1:] - there[:-1]
    joined = (tag[1:] == tag[:-1]) & (steps <= STEP) & (far > 0) & (far <= STEP)
    of_short, of_long = (
        np.bincount(tag[1:][joined], weights=by[joined], minlength=len(sides)) + SEED for by in (steps, far)
    )
    ends = np.cumsum([len(short.codes) for short, _ in sides])
    figures = np.concatenate([short.figures for short, _ in sides])
    at = here + (ends - np.array([len(short.codes) for short, _ in sides]))[tag]
    kept = np.bincount(tag[figures[at]], minlength=len(sides))
    told = zip(sides, shared.tolist(), of_short.tolist(), of_long.tolist(), kept.tolist(), strict=True)
    return [_told(*one) for one in told]


def _end_to_end(codes: Sequence[NDArray[np.uint64]]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return codes one after the other, parted by their upper bits, and which each is of. They are sorted."""
    import numpy as np

    tags = np.repeat(np.arange(len(codes)), [len(one) for one in codes])
    return np.concatenate(codes) | (tags.astype(np.uint64) << np.uint64(64 - _PLACE)), tags


def _told(
    sides: tuple[Fingerprint, Fingerprint], shared: int, of_short: float, of_long: float, figures: int
) -> Pair | None:
    short, long = sides
    least, most = len(short.codes), len(long.codes)
    if least < MIN_SHINGLES:
        return None
    followed = min(1.0, of_short / (least + SEED - 1))
    if followed < MIN_FOLLOWED or shared == 0 or _are_sheets(short, long, shared, figures):
        return None
    return Pair(
        min(short.name, long.name),
        max(short.name, long.name),
        resemblance=shared / (least + most - shared),
        containment=shared / least,
        followed=followed,
        of_longer=min(1.0, of_long / (most + SEED - 1)),
        short=short.name,
    )


def _are_sheets(one: Fingerprint, other: Fingerprint, shared: int, kept: int) -> bool:
    """Say whether two texts are the same words with other figures.

    Args:
        one: A text.
        other: Another.
        shared: How many shingles both have.
        kept: How many of these have a figure.
    """
    import numpy as np

    most = min(one.with_figure, other.with_figure)
    if kept >= FIGURES_KEPT * most or most - kept < OTHER_FIGURES * (shared - kept + most):
        return False  # whatever the figures are: most pairs
    blank = len(np.intersect1d(one.blank(), other.blank()))
    return kept < FIGURES_KEPT * blank and blank - kept >= OTHER_FIGURES * (shared - kept + blank)
