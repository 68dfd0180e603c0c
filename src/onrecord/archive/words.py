r"""The words of many texts as numbers, hashed together: a text costs a tenth of a millisecond.

Nothing is done word by word: the characters of a batch are one array, what belongs to a word is looked up in a table,
and the hash of each word is the difference of two prefix sums of a polynomial over the characters, modulo 2**64 (Karp,
Rabin, Efficient randomized pattern-matching algorithms, 1987).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.relating.lineage.wording import SEED, rolled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PROSE = 15
"""Words of a line from which it is prose. Shorter ones are mostly headlines, links, captions and credits, which another
outlet prints otherwise around the same article."""
MOSTLY = 0.5
"""Share of the words that such lines must have, 0..1: of a text that has less, all lines are taken. It may be a
list, or its lines may be cut at the width of a page."""
LONGEST = 200_000
"""Code points of a text that are looked at: thirty thousand words, more than any article."""
FIGURE = 0x5BD1E995
"""What stands for any figure where figures are left out of account."""

_BASE = 0x9E3779B97F4A7C15
"""Odd and large (2**64 by the golden ratio)."""
_BATCH = 1 << 16
"""Characters that are hashed together: what then lies in memory at a time fits a processor's cache."""
_LINE = ord("\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the prose of one text."""

    codes: NDArray[np.uint64]
    """A hash of each, in order."""
    figures: NDArray[np.bool_]
    """Whether each has a digit."""
    shingles: NDArray[np.uint64]
    """A hash of each run of `SEED` words, in order, all of whose bits depend on all of its words."""

    def with_figures(self) -> NDArray[np.bool_]:
        """Return which shingles have a figure."""
        has = self.figures[: len(self.shingles)].copy()
        for at in range(1, SEED):
            has |= self.figures[at : at + len(has)]
        return has

    def blank(self) -> NDArray[np.uint64]:
        """Return the hashes of the shingles, all figures taken for the same."""
        import numpy as np

        return rolled(np.where(self.figures, np.uint64(FIGURE), self.codes))


def words_of(texts: Sequence[str]) -> Iterator[Words]:
    r"""Yield the words of each text, without case, marks, and lines that are no prose.

    >>> one, other = words_of(["The ferry left at 9.", "Photo: Velt\nThe FERRY left — at 9:"])
    >>> one.codes.tolist() == other.codes[2:].tolist(), one.figures.tolist()
    (True, [False, False, False, False, True])
    """
    batch: list[bytes] = []
    size = 0
    for text in texts:
        made = f"{text[:LONGEST]}\n".encode("utf-16-le", "surrogatepass")
        if batch and size + len(made) > 2 * _BATCH:
            yield from _hashed(batch)
            batch, size = [], 0
        batch.append(made)
        size += len(made)
    if batch:
        yield from _hashed(batch)


def mixed(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return hashes all of whose bits depend on all bits of these (fmix64, with which MurmurHash3 ends)."""
    import numpy as np

    codes = (codes ^ (codes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    codes = (codes ^ (codes >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    result: NDArray[np.uint64] = codes ^ (codes >> np.uint64(33))
    return result


def _hashed(batch: Sequence[bytes]) -> Iterator[Words]:
    import numpy as np

    # A line's end before the first text and at the end of each: no word goes over the seam of two.
    units = np.frombuffer(b"".join((b"\n\0", *batch)), "<u2")
    ends_of_texts = np.cumsum([len(one) // 2 for one in batch]) + 1
    folded = _letters()[units]
    inside = folded != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1  # where words begin and where they end, in turn
    starts, ends = edges[::2], edges[1::2]
    codes = _codes(folded, starts, ends)
    digits = folded - np.uint16(ord("0")) < 10  # what is less than 0 comes out as more than 60,000
    figures = np.zeros(len(starts), bool)
    figures[np.searchsorted(starts, np.flatnonzero(digits), side="right") - 1] = True
    ends_of_lines = np.flatnonzero(units == _LINE)
    lengths = np.diff(np.searchsorted(starts, ends_of_lines), prepend=0)
    texts = np.searchsorted(starts, ends_of_texts)
    kept = np.repeat(_prose(lengths, np.searchsorted(ends_of_lines, ends_of_texts)), lengths)
    bounds = np.concatenate(([0], np.cumsum(kept)))[np.concatenate(([0], texts))].tolist()
    codes, figures = codes[kept], figures[kept]
    shingles = mixed(rolled(codes))  # those over the seam of two texts are in none of the slices
    for start, end in pairwise(bounds):
        yield Words(codes[start:end], figures[start:end], shingles[start : max(start, end - SEED + 1)])


def _codes(folded: NDArray[np.uint16], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    import numpy as np

    powers, inverse = _powers(1 << max(16, len(folded).bit_length()))
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum(folded * powers[: len(folded)], out=sums[1:])
    codes: NDArray[np.uint64] = (sums[ends] - sums[starts]) * inverse[starts]
    return codes


def _prose(words: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether each line is to be taken.

    Args:
        words: How many words each line has.
        ends: Behind which line each text ends.
    """
    import numpy as np

    long = words >= PROSE
    starts = np.concatenate(([0], ends[:-1])).astype(np.int64)
    has = np.add.reduceat(np.where(long, words, 0), starts)
    every = np.add.reduceat(words, starts)
    return long | np.repeat(has < MOSTLY * every, np.diff(ends, prepend=0))


@cache
def _letters() -> NDArray[np.uint16]:
    """Return for each UTF-16 code unit its letter in lower case, any digit as ASCII has it, 0 for what is in no word.

    Halves of what lies outside the basic plane count as letters: some scripts, and emoji, which do no harm.
    """
    import numpy as np

    table = np.zeros(1 << 16, np.uint16)
    for unit in range(1 << 16):
        one = chr(unit)
        if one.isdecimal():
            table[unit] = ord("0") + int(one)
        elif one.isalnum() or 0xD800 <= unit < 0xE000:
            lower = one.lower()
            table[unit] = ord(lower) if len(lower) == 1 else unit
    return table


@cache
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the powers of `_BASE` modulo 2**64, and of its inverse."""
    import numpy as np

    both = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        powers = np.full(size, base, np.uint64)
        powers[0] = 1
        both.append(np.cumprod(powers))
    return both[0], both[1]
