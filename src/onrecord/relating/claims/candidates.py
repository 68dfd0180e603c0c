"""Which pairs of statements are worth comparing: those that share something rare. Near-linear in the statements.

Statements meet in *buckets*: one for each of their telling features that few others hold, one for each two of their
most telling features, one for their text, for a speaker with a window to come, for a toll. A bucket that grew too
large is sorted by content and each statement meets only its next neighbours (the sorted neighbourhood of Hernández and
Stolfo, SIGMOD 1995), so that the work stays linear when five hundred outlets run one text.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.counts import is_toll, main_count
from onrecord.relating.facts import Facts

PAIRED = 7
"""How many of a statement's most telling features are taken two by two: 21 buckets a statement."""
FEW = 14
"""A single feature makes a bucket when at most so many statements hold it."""
LARGE = 40
"""The size from which a bucket is walked by neighbours instead of every pair: at most 780 pairs a bucket."""
NEIGHBOURS = 10
_TELLING = 0.3
_CHUNK = 2_000_000
"""Pairs that are held before those that met again are dropped: some 16 MB."""
_AT_ONCE = 65_536
"""Pairs that are looked at together: as Python's numbers they take ten times the room, and more in half-done sums."""


def candidate_pairs(facts: Mapping[str, Facts]) -> list[tuple[str, str]]:
    """Return the pairs of statement ids to compare, each pair and the list sorted."""
    ids = sorted(facts)
    return [(ids[one], ids[other]) for one, other in zip(*candidate_numbers(facts), strict=True)]


def candidate_numbers(facts: Mapping[str, Facts]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the same pairs as the places of the two among the sorted ids: eight bytes a pair, where millions come."""
    ids = sorted(facts)
    telling = {statement: _telling(facts[statement]) for statement in ids}
    # Neighbours by content: who stands where in a bucket follows from what is told.
    by_content = np.array(sorted(range(len(ids)), key=lambda at: (telling[ids[at]], at)), np.int64)
    pairs = _meet(*_buckets([facts[ids[at]] for at in by_content], [telling[ids[at]] for at in by_content]), len(ids))
    for some in parts_of(len(pairs)):
        one, other = (by_content[held] for held in np.divmod(pairs[some], len(ids)))
        pairs[some] = np.minimum(one, other) * len(ids) + np.maximum(one, other)
    pairs.sort()
    first, second = np.empty(len(pairs), np.int32), np.empty(len(pairs), np.int32)
    for some in parts_of(len(pairs)):
        first[some], second[some] = np.divmod(pairs[some], len(ids))
    return first, second


def parts_of(size: int) -> Iterator[slice]:
    """Yield the parts, one after another, in which a table of many rows is worked through.

    >>> list(parts_of(3))
    [slice(0, 3, None)]
    """
    for start in range(0, size, _AT_ONCE):
        yield slice(start, min(start + _AT_ONCE, size))


def one_by_one(*columns: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of which each array is a column, as Python's numbers, a few at a time.

    >>> list(one_by_one(np.array([1, 2]), np.array([0.5, 1.5])))
    [(1, 0.5), (2, 1.5)]
    """
    for some in parts_of(len(columns[0])):
        yield from zip(*(column[some].tolist() for column in columns), strict=True)


def _buckets(facts: Sequence[Facts], telling: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the bucket of each membership and which statement it is of, sorted by both, none twice."""
    spread = Counter(feature for one in facts for feature in one.weights)
    number = {feature: at for at, feature in enumerate(sorted(spread))}
    width = len(number) + 1
    most = np.full((len(facts), PAIRED), -1, np.int64)
    for at, features in enumerate(telling):
        told = sorted(number[feature] for feature in features[:PAIRED])
        most[at, : len(told)] = told
    keys, holders = [], []
    for one, other in combinations(range(PAIRED), 2):
        held = np.flatnonzero(most[:, other] >= 0)
        keys.append(most[held, one] * width + most[held, other])
        holders.append(held)
    others: dict[tuple[str, ...], int] = {}
    further, of = array("q"), array("q")
    for at, (facts_of_it, features) in enumerate(zip(facts, telling, strict=True)):
        rare = ((feature,) for feature in features if spread[feature] <= FEW)
        for key in (*rare, *_other_keys(facts_of_it)):
            further.append(width * width + others.setdefault(key, len(others)))
            of.append(at)
    all_keys = np.concatenate([*keys, np.array(further, np.int64)])
    all_holders = np.concatenate([*holders, np.array(of, np.int64)])
    order = np.lexsort((all_holders, all_keys))
    all_keys, all_holders = all_keys[order], all_holders[order]
    again = (all_keys[1:] == all_keys[:-1]) & (all_holders[1:] == all_holders[:-1])
    first = np.concatenate((np.ones(min(1, len(all_keys)), bool), ~again))
    return all_keys[first], all_holders[first]


def _other_keys(one: Facts) -> Iterator[tuple[str, ...]]:
    yield ("text", one.plain)
    for tally in one.tallies:
        if is_toll(tally) and main_count(one, tally):
            yield ("toll", *tally.key, f"{tally.low:g}")
    if one.speaker is not None and one.forward:
        for window in one.windows:
            yield ("window", one.speaker, window)
            yield ("year", one.speaker, window[:4])


def _telling(one: Facts) -> tuple[str, ...]:
    ranked = sorted((-weight, feature) for feature, weight in one.weights.items() if weight >= _TELLING)
    return tuple(feature for _, feature in ranked)


def _meet(keys: NDArray[np.int64], holders: NDArray[np.int64], statements: int) -> NDArray[np.int64]:
    """Return the pairs that meet in a bucket, each once: the first times the number of statements, and the second."""
    _, place, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    large = (sizes > LARGE)[place]
    found = np.zeros(0, np.int64)
    waiting: list[NDArray[np.int64]] = []
    held = 0
    for away in range(1, LARGE):
        near = keys[away:] == keys[:-away]
        if away > NEIGHBOURS:
            near &= ~large[away:]
        first = np.flatnonzero(near)
        if not len(first):
            break
        waiting.append(holders[first] * statements + holders[first + away])
        held += len(first)
        if held > _CHUNK:
            found, waiting, held = distinct(np.concatenate((found, *waiting))), [], 0
    return distinct(np.concatenate((found, *waiting)))


def distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each of some numbers once, sorted: what `np.unique` does, which hashes, in a tenth of its time.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]
