"""Which texts of an archive are near duplicates: the same article with words changed, cut, or in other furniture.

1. *Candidates*: texts whose sketches share enough (`sketches`), by an inverted index of their hashes, a part of the
   hashes at a time. A hash that many texts hold pairs each of them with the first of these only, so that a notice
   under thousands of articles makes no work that grows with its square.
2. *Verification* on the texts: how much of the shorter one is followed, shingle by shingle and in the same order, in
   the other. Two reports of one event share quotations and phrases, an edited copy is followed from end to end.
3. *Sheets*: the same words with other figures (weather, markets, results) are no copy of one another.
4. *Strangers*: nor are articles that share an outlet's notice (`strangers`).

On a cluster the hashes are the partitions: each counts, for its part of them, the pairs that share some; the counts of
a pair are summed, and pairs are verified where the text of one of them lies. Strangers are told a group of pairs at a
time, that is after connected components.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.archive.followed import Pair, compared, fingerprint
from onrecord.archive.sketches import SIZE
from onrecord.archive.strangers import without_strangers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_SHARED = 3
"""Hashes that two sketches must share."""
MIN_LIKELY = 0.10
"""Containment that the sketches must show, 0..1, for the texts to be looked at. Of a text with every fifth word changed
half the shingles stay; of two such changed apart a quarter."""
MAX_HOLDERS = 24
"""A hash that more texts hold pairs each with so many of the first: what hundreds printed is found through these."""
_PARTS = 16
"""Parts of the hashes that are indexed one after the other."""
_CHUNK = 4_000_000
"""Pairs that are held at a time: some 100 MB."""
_KEPT = 4_096
"""Texts whose shingles are kept while their pairs are verified: some 100 MB."""


def near_pairs(items: Sequence[tuple[str, bytes]], texts: Callable[[str], str] | Mapping[str, str]) -> Iterator[Pair]:
    """Yield the pairs of near duplicates. The result is the same whatever the order of the items.

    Args:
        items: The id of each text, all distinct, and its sketch (`sketches.sketch`).
        texts: Gives the text of an id, or maps ids to texts. It is asked for texts that have a candidate alone, and
            mostly once for each.

    Yields:
        Pairs, those of texts that hang together one after the other.
    """
    import numpy as np

    ordered = sorted(items)
    ids = [one for one, _ in ordered]
    ones, others = candidates([made for _, made in ordered])
    if not len(ones):
        return
    group = _groups(len(ids), ones, others)
    text_of = texts.__getitem__ if isinstance(texts, Mapping) else texts
    print_of = lru_cache(maxsize=_KEPT)(lambda at: fingerprint(ids[at], text_of(ids[at])))
    last, found = -1, list[Pair]()
    for at in np.lexsort((others, ones, group[ones])):
        one, other = int(ones[at]), int(others[at])
        if group[one] != last:
            yield from without_strangers(found)
            last, found = group[one], []
        pair = compared(print_of(one), print_of(other))
        if pair is not None:
            found.append(pair)
    yield from without_strangers(found)


def candidates(made: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of sketches that share enough, as two arrays of their places, the smaller in the first."""
    import numpy as np

    number = len(made)
    hashes = np.frombuffer(b"".join(made), "<u4")
    sizes = np.array([len(one) // 4 for one in made], np.int64)
    owners = np.repeat(np.arange(number, dtype=np.int32), sizes)
    pairs, counts = np.zeros(0, np.int64), np.zeros(0, np.int32)
    # The hashes of a sketch are its smallest: most parts of equal width would be empty.
    bounds = np.quantile(hashes, np.arange(1, _PARTS) / _PARTS).astype(np.uint32) if len(hashes) else hashes
    part_of = np.searchsorted(bounds, hashes, side="right").astype(np.uint8)
    for part in range(_PARTS):
        here = np.flatnonzero(part_of == part)
        pairs, counts = _with_part(pairs, counts, hashes[here], owners[here], number)
    enough = counts >= MIN_SHARED
    pairs, counts = pairs[enough], counts[enough]
    ones, others = pairs // number, pairs % number
    likely = counts >= MIN_LIKELY * _comparable(hashes, owners, sizes, ones, others)
    return ones[likely], others[likely]


def _with_part(
    pairs: NDArray[np.int64],
    counts: NDArray[np.int32],
    hashes: NDArray[np.uint32],
    owners: NDArray[np.int32],
    number: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the pairs and how many hashes they share, those of another part of the hashes added."""
    import numpy as np

    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else order[:0]
    sizes = np.diff(np.append(starts, len(hashes)))
    shared = np.repeat(sizes > 1, sizes)
    rank = (np.arange(len(hashes)) - np.repeat(starts, sizes))[shared]
    first = np.repeat(starts, sizes)[shared]
    holders = owners[shared].astype(np.int64)
    waiting, held = [pairs], 0
    weights = [counts]
    for place in range(MAX_HOLDERS):
        later = rank > place
        if not later.any():
            break
        more = owners[first[later] + place].astype(np.int64) * number + holders[later]
        waiting.append(more)
        weights.append(np.ones(len(more), np.int32))
        held += len(more)
        if held > _CHUNK:
            waiting, weights = [[one] for one in _summed(waiting, weights)]  # type: ignore[assignment]
            held = 0
    return _summed(waiting, weights)


def _summed(
    waiting: Sequence[NDArray[np.int64]], weights: Sequence[NDArray[np.int32]]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    import numpy as np

    pairs, counts = np.concatenate(waiting), np.concatenate(weights)
    order = np.argsort(pairs, kind="stable")
    pairs, counts = pairs[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1]))) if len(pairs) else order[:0]
    return pairs[starts], np.add.reduceat(counts, starts) if len(starts) else counts


def _comparable(
    hashes: NDArray[np.uint32],
    owners: NDArray[np.int32],
    sizes: NDArray[np.int64],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return of how many hashes the sketches of each pair could share: those up to where both samples reach."""
    import numpy as np

    ends = np.cumsum(sizes)
    reach = np.full(len(sizes), 2**32 - 1, np.int64)
    full = sizes == SIZE
    reach[full] = hashes[ends[full] - 1]
    both = np.minimum(reach[ones], reach[others])
    keys = (owners.astype(np.int64) << 32) | hashes
    found = [
        np.searchsorted(keys, (which << 32) | both, side="right") - (ends[which] - sizes[which])
        for which in (ones, others)
    ]
    return np.minimum(*found)


def _groups(number: int, ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each text the first of those that it hangs together with."""
    import numpy as np

    first = np.arange(number)
    while True:
        least = np.minimum(first[ones], first[others])
        joined = first.copy()
        for ends in (ones, others, first[ones], first[others]):
            np.minimum.at(joined, ends, least)
        joined = joined[joined]
        if np.array_equal(joined, first):
            return first
        first = joined
