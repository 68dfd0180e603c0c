"""A small sketch of a text, by which its near duplicates are found without laying all texts side by side.

A sketch is a sample of the text's shingles (runs of `SEED` words): those whose hashes are the smallest, which is a
sample that two texts draw alike (bottom-k sketches: Broder, On the resemblance and containment of documents, 1997;
Cohen and Kaplan, Summarizing data using bottom-k sketches, 2007). Of one hash function as many samples are taken as
MinHash has permutations, for the price of one; and what a text has of another is told even where it is but a part
of it, which the smallest hash of each permutation does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.relating.lineage.wording import SEED, WORD, rolling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 128
"""Hashes that a sketch has at most, of four bytes each. Of a text that was cut to two fifths, every fifth word changed,
some 25 of them stand in the sketch of the whole."""
PROSE = 15
"""Words of a line from which it is prose. Shorter ones are mostly headlines, links, captions and credits, which another
outlet prints otherwise around the same article."""
MOSTLY = 0.5
"""Share of the words that such lines must have, 0..1: of a text that has less, all lines are taken. It may be a
list, or its lines may be cut at the width of a page."""

_LINES = re.compile(r"\n+")


def sketch(text: str) -> bytes:
    """Return the sketch of a text: up to `SIZE` hashes of 32 bits, little-endian, ascending; none under `SEED` words.

    A pure function of the text, the same on every machine.

    Args:
        text: The words of a report, best without its furniture (`reading.versions.body`).

    >>> whole = sketch("The ferry left Eske at dawn with nine on board and did not arrive.")
    >>> len(whole) // 4, whole == sketch("THE ferry left Eske, at dawn, with nine on board and did not arrive")
    (12, True)
    """
    return sketch_of(shingles(prose(text)))


def sketches(texts: Iterable[str]) -> list[bytes]:
    """Return the sketch of each text of a batch: what `sketch` gives, hashed together.

    >>> sketches(["One, two, three, four.", "no"]) == [sketch("one two three four"), b""]
    True
    """
    import numpy as np

    words = [prose(text) for text in texts]
    if not words:
        return []
    # Runs over the seam of two texts are cut out again.
    every = shingles(list(chain.from_iterable(words)))
    starts = np.cumsum([0, *map(len, words)])
    return [
        sketch_of(every[start : max(start, start + len(own) - SEED + 1)])
        for start, own in zip(starts, words, strict=False)
    ]


def prose(text: str) -> list[str]:
    r"""Return the words of a text's prose, casefolded, in order.

    >>> prose("Ferry lost\n\nThe ferry left.\n")
    ['ferry', 'lost', 'the', 'ferry', 'left']
    """
    lines = [WORD.findall(line) for line in _LINES.split(text.casefold().replace("’", "'"))]
    long = [line for line in lines if len(line) >= PROSE]
    if sum(map(len, long)) < MOSTLY * sum(map(len, lines)):
        long = lines
    return list(chain.from_iterable(long))


def shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return a hash of each run of `SEED` words, all of whose bits depend on all of its words."""
    import numpy as np

    # What MurmurHash3 ends with (fmix64): the sample must not depend on what the words are.
    codes = rolling(words).view(np.uint64)
    codes = (codes ^ (codes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    codes = (codes ^ (codes >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    mixed: NDArray[np.uint64] = codes ^ (codes >> np.uint64(33))
    return mixed


def sketch_of(codes: NDArray[np.uint64]) -> bytes:
    """Return the sketch of a text whose shingles have these hashes."""
    import numpy as np

    smallest = np.unique((codes >> np.uint64(32)).astype("<u4"))[:SIZE]
    return smallest.tobytes()
