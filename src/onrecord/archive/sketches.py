"""A small sketch of a text, by which its near duplicates are found without laying all texts side by side.

A sketch is a sample of the text's shingles (runs of `SEED` words): those whose hashes are the smallest, which is a
sample that two texts draw alike (bottom-k sketches: Broder, On the resemblance and containment of documents, 1997;
Cohen and Kaplan, Summarizing data using bottom-k sketches, 2007). Of one hash function as many samples are taken as
MinHash has permutations, for the price of one; and what a text has of another is told even where it is but a part
of it, which the smallest hash of each permutation does not tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.archive.words import words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 128
"""Hashes that a sketch has at most, of four bytes each. Of a text that was cut to two fifths, every fifth word changed,
some 25 of them stand in the sketch of the whole."""
_MARGIN = 1.7
"""How many times `SIZE` hashes are looked at that would be enough if they were spread evenly: twenty standard
deviations more."""


def sketch(text: str) -> bytes:
    """Return the sketch of a text: up to `SIZE` hashes of 32 bits, little-endian, ascending; none under `SEED` words.

    A pure function of the text, the same on every machine.

    Args:
        text: The words of a report, best without its furniture (`reading.versions.body`).

    >>> whole = sketch("The ferry left Eske at dawn with nine on board and did not arrive.")
    >>> len(whole) // 4, whole == sketch("THE ferry left Eske, at dawn, with nine on board and did not arrive")
    (12, True)
    """
    return sketches((text,))[0]


def sketches(texts: Iterable[str]) -> list[bytes]:
    """Return the sketch of each text of a batch: what `sketch` gives, hashed together, which is several times as fast.

    >>> sketches(["One, two, three, four.", "no"]) == [sketch("one two three four"), b""]
    True
    """
    return [_smallest(words.shingles) for words in words_of(list(texts))]


def _smallest(codes: NDArray[np.uint64]) -> bytes:
    import numpy as np

    hashes = (codes >> np.uint64(32)).astype("<u4")
    few = hashes[hashes < np.uint32(_MARGIN * SIZE / len(hashes) * 2**32)] if len(hashes) > 2 * SIZE else hashes
    smallest = _once(few)
    if len(smallest) < SIZE and len(few) < len(hashes):  # a text that says a few things many times
        smallest = _once(hashes)
    return smallest[:SIZE].tobytes()


def _once(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    import numpy as np

    ordered = np.sort(hashes)  # np.unique takes three times as long for so few
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    once: NDArray[np.uint32] = ordered[first]
    return once
