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
from typing import TYPE_CHECKING

from onrecord.archive.followed import PAIRS, Fingerprint, Pair, compared, fingerprints
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
_SAMPLE = 65_536
"""Hashes by which the others are parted."""
_ROWS = 4_096
"""Pairs whose sketches are laid side by side at a time."""
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
    last, found = -1, list[Pair]()
    order = np.lexsort((others, ones, group[ones]))
    for at, pair in _verified(ids, ones[order].tolist(), others[order].tolist(), text_of):
        if group[at] != last:
            yield from without_strangers(found)
            last, found = group[at], []
        if pair is not None:
            found.append(pair)
    yield from without_strangers(found)


def _verified(
    ids: Sequence[str], ones: Sequence[int], others: Sequence[int], text_of: Callable[[str], str]
) -> Iterator[tuple[int, Pair | None]]:
    """Yield the place of the first of each pair, and what it comes to; the fingerprints used last are kept."""
    kept: dict[int, Fingerprint] = {}
    for start in range(0, len(ones), PAIRS):
        stretch = list(zip(ones[start : start + PAIRS], others[start : start + PAIRS], strict=True))
        needed = dict.fromkeys(at for pair in stretch for at in pair)
        new = [at for at in needed if at not in kept]
        had = {at: kept.pop(at) for at in needed if at in kept}
        kept |= had | dict(zip(new, fingerprints({ids[at]: text_of(ids[at]) for at in new}), strict=True))
        made = compared([(kept[one], kept[other]) for one, other in stretch])
        yield from zip((one for one, _ in stretch), made, strict=True)
        for at in list(kept)[: max(0, len(kept) - _KEPT)]:
            del kept[at]


def candidates(made: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of sketches that share enough, as two arrays of their places, the smaller in the first."""
    import numpy as np

    number = len(made)
    hashes = np.frombuffer(b"".join(made), "<u4")
    sizes = np.array([len(one) // 4 for one in made], np.int64)
    entries = (hashes.astype(np.uint64) << np.uint64(32)) | np.repeat(np.arange(number, dtype=np.uint64), sizes)
    # The hashes of a sketch are its smallest: of parts of equal width most would be empty.
    sample = np.sort(hashes[:: max(1, len(hashes) // _SAMPLE)])
    bounds = sample[len(sample) * np.arange(1, _PARTS) // _PARTS] if len(sample) else sample
    part_of = np.searchsorted(bounds, hashes, side="right").astype(np.uint8)
    counted: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for part in range(_PARTS):
        for raw in _raw(np.sort(entries[part_of == part]), number):
            counted.append(_counted(raw))
            if sum(len(pairs) for pairs, _ in counted) > _CHUNK:
                counted = [_summed(counted)]
    pairs, counts = _summed(counted)
    enough = counts >= MIN_SHARED
    pairs, counts = pairs[enough], counts[enough]
    ones, others = np.divmod(pairs, max(1, number))
    likely = counts >= MIN_LIKELY * _comparable(hashes, sizes, ones, others)
    return ones[likely], others[likely]


def _raw(entries: NDArray[np.uint64], number: int) -> Iterator[NDArray[np.int64]]:
    """Yield the pairs of texts that have a hash in common, once for each such hash, some at a time.

    Args:
        entries: Hashes (upper half) and the texts that have them (lower half), sorted.
        number: How many texts there are in all.
    """
    import numpy as np

    if not len(entries):
        return
    hashes, holders = entries >> np.uint64(32), (entries & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.append(starts, len(hashes)))
    # Of each holder but the first of a hash: who it is, where the hash's first stands, and how many come before it.
    several = np.repeat(sizes > 1, sizes)
    several[starts] = False
    firsts = np.repeat(starts, sizes)[several]
    later = np.flatnonzero(several)
    rank, later = later - firsts, holders[later]
    waiting: list[NDArray[np.int64]] = []
    held = 0
    for place in range(MAX_HOLDERS):
        if place:
            on = rank > place
            firsts, rank, later = firsts[on], rank[on], later[on]
        if not len(rank):
            break
        waiting.append(holders[firsts + place] * number + later)
        held += len(rank)
        if held > _CHUNK:
            yield np.concatenate(waiting)
            waiting, held = [], 0
    if waiting:
        yield np.concatenate(waiting)


def _counted(pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each pair once, sorted, and how many times it stands there."""
    import numpy as np

    pairs.sort()
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    return pairs[starts], np.diff(np.append(starts, len(pairs)))


def _summed(
    counted: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each pair once, sorted, and the sum of its counts."""
    import numpy as np

    if not counted:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    pairs, counts = (np.concatenate(those) for those in zip(*counted, strict=True))
    order = np.argsort(pairs)
    pairs, counts = pairs[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    return pairs[starts], np.add.reduceat(counts, starts)


def _comparable(
    hashes: NDArray[np.uint32], sizes: NDArray[np.int64], ones: NDArray[np.int64], others: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return of how many hashes the sketches of each pair could share: those up to where both samples reach."""
    import numpy as np

    ends = np.cumsum(sizes)
    reach = np.full(len(sizes), 2**32 - 1, np.int64)
    full = sizes == SIZE
    reach[full] = hashes[ends[full] - 1]
    swapped = reach[ones] < reach[others]  # the sample that reaches less far is compared whole
    least = np.where(swapped, ones, others)
    most = np.where(swapped, others, ones)
    matrix = np.zeros(len(ones), np.int64)
    for start in range(0, len(ones), _ROWS):
        rows = slice(start, start + _ROWS)
        at = (ends - sizes)[most[rows], None] + np.arange(SIZE)
        inside = np.arange(SIZE) < sizes[most[rows], None]
        found = hashes.take(at, mode="clip") <= reach[least[rows], None]
        matrix[rows] = (found & inside).sum(axis=1)
    return np.minimum(matrix, sizes[least])


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
