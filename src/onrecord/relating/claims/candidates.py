"""Which pairs of statements are worth comparing: those that share something rare. Near-linear in the statements.

Statements meet in *buckets*: one for each of their telling features that few others hold, one for each two of their
most telling features, one for their text, for a speaker with a window to come, for a toll. A bucket that grew too
large is sorted by content and each statement meets only its next neighbours (the sorted neighbourhood of Hernández and
Stolfo, SIGMOD 1995), so that the work stays linear when five hundred outlets run one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

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


def candidate_pairs(facts: Mapping[str, Facts]) -> list[tuple[str, str]]:
    """Return the pairs of statement ids to compare, each pair and the list sorted."""
    buckets: dict[tuple[str, ...], list[str]] = defaultdict(list)
    spread: dict[str, int] = defaultdict(int)
    for one in facts.values():
        for feature in one.weights:
            spread[feature] += 1
    for statement, one in facts.items():
        for key in _keys(one, spread):
            buckets[key].append(statement)
    order = {statement: (tuple(_telling(one)), statement) for statement, one in facts.items()}
    pairs: set[tuple[str, str]] = set()
    for members in buckets.values():
        pairs.update(_meet(members, order))
    return sorted(pairs)


def _keys(one: Facts, spread: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    telling = _telling(one)
    yield from combinations(sorted(telling[:PAIRED]), 2)
    for feature in telling:
        if spread[feature] <= FEW:
            yield (feature,)
    yield ("text", one.plain)
    for tally in one.tallies:
        if is_toll(tally) and main_count(one, tally):
            yield ("toll", *tally.key, f"{tally.low:g}")
    if one.speaker is not None and one.forward:
        for window in one.windows:
            yield ("window", one.speaker, window)
            yield ("year", one.speaker, window[:4])


def _telling(one: Facts) -> list[str]:
    ranked = sorted(one.weights.items(), key=lambda item: (-item[1], item[0]))
    return [feature for feature, weight in ranked if weight >= _TELLING]


def _meet(members: Iterable[str], order: Mapping[str, tuple[tuple[str, ...], str]]) -> Iterator[tuple[str, str]]:
    ranked = sorted(members, key=order.__getitem__)
    reach = len(ranked) if len(ranked) <= LARGE else NEIGHBOURS
    for at, one in enumerate(ranked):
        for other in ranked[at + 1 : at + 1 + reach]:
            yield (one, other) if one < other else (other, one)
