"""How much of one text is followed in another: the exact comparison of two texts, on their shingles.

A shingle that both have says that a few words are the same; an edited copy is told by their being the same from end to
end. So from one shared shingle to the next the text counts as followed where the next is near in both texts. Two
reports of one event share quotations, which are followed, and nothing between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.archive.sketches import prose, shingles
from onrecord.relating.lineage.wording import SEED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 12
"""Words from a shared shingle to the next, in either text, over which a text is followed in another: where every third
word differs, which is two copies of which every fifth was changed apart, nine in ten are nearer."""
MIN_FOLLOWED = 0.5
"""Share of the words of the shorter text that must be followed in the longer, 0..1."""
MIN_SHINGLES = 10
"""Shingles of a text below which nothing is said of it."""
OTHER_FIGURES = 0.08
"""Share of the shingles that two texts share, figures apart, which must differ in their figures, 0..1, for these to be
sheets: the same words filled in anew. Of ordinary articles one in fifteen has a figure at all."""
FIGURES_KEPT = 0.6
"""Share of the shingles with figures, shared but for these, from which the figures are the same, too, 0..1."""
_FIGURE = "0"
"""What stands for any figure."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The shingles of one text, each once, sorted by hash."""

    name: str
    """The id of the text."""
    words: int
    """How many the text has."""
    codes: NDArray[np.uint64]
    places: NDArray[np.int64]
    """At which word each stands first."""
    blank: NDArray[np.uint64]
    """The shingles that have a figure, with any figure the same, each once, sorted."""
    figures: NDArray[np.uint64]
    """The shingles that have a figure, as they are, each once, sorted."""


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


def fingerprint(name: str, text: str) -> Fingerprint:
    """Return the shingles of a text's prose."""
    import numpy as np

    words = prose(text)
    codes = shingles(words)
    once, places = np.unique(codes, return_index=True)
    at = [n for n, word in enumerate(words) if not word.isalpha() and any(map(str.isdigit, word))]
    has = np.zeros(len(codes) + SEED, bool)
    for place in range(SEED):
        has[np.maximum(np.array(at, np.int64) - place, -1)] = True
    has = has[: len(codes)]
    blanked = list(words)
    for n in at:
        blanked[n] = _FIGURE
    blank = shingles(blanked)[has] if at else codes[:0]
    return Fingerprint(name, len(words), once, places, np.unique(blank), np.unique(codes[has]))


def compared(one: Fingerprint, other: Fingerprint) -> Pair | None:
    """Return how alike two texts are; None where they are no near duplicates.

    >>> text = "The ferry left Eske at dawn with nine on board and did not arrive at the quay of Norra before noon."
    >>> pair = compared(fingerprint("a", text), fingerprint("b", text.replace("did not arrive", "arrived")))
    >>> None if pair is None else (round(pair.containment, 2), round(pair.followed, 2))
    (0.82, 1.0)
    """
    import numpy as np

    one, other = (one, other) if one.name < other.name else (other, one)
    short, long = (one, other) if len(one.codes) <= len(other.codes) else (other, one)
    if len(short.codes) < MIN_SHINGLES:
        return None
    where = np.searchsorted(long.codes, short.codes)
    where[where == len(long.codes)] = 0
    same = long.codes[where] == short.codes
    here, there = short.places[same], long.places[where[same]]
    number = len(here)
    if not number:
        return None
    order = np.argsort(here)
    steps, far = np.diff(here[order]), np.diff(there[order])
    joined = (steps <= STEP) & (far > 0) & (far <= STEP)
    followed = min(1.0, float(steps[joined].sum() + SEED) / short.words)
    if followed < MIN_FOLLOWED or _is_sheet(one, other, number):
        return None
    return Pair(
        one.name,
        other.name,
        resemblance=number / (len(short.codes) + len(long.codes) - number),
        containment=number / len(short.codes),
        followed=followed,
        of_longer=min(1.0, float(far[joined].sum() + SEED) / long.words),
        short=short.name,
    )


def _is_sheet(one: Fingerprint, other: Fingerprint, shared: int) -> bool:
    """Say whether two texts are the same words with other figures."""
    import numpy as np

    blank = len(np.intersect1d(one.blank, other.blank, assume_unique=True))
    if not blank:
        return False
    kept = len(np.intersect1d(one.figures, other.figures, assume_unique=True))
    return kept < FIGURES_KEPT * blank and blank - kept >= OTHER_FIGURES * (shared - kept + blank)
