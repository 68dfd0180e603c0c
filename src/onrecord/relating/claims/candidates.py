"""Which pairs of statements are worth comparing: those that share something rare. Near-linear in the statements.

Statements meet in *buckets*: one for each of their telling features that few others hold, one for each two of their
most telling features, one for their text, for a speaker with a window to come, for a toll. A bucket that grew too
large is sorted by content and each statement meets only its next neighbours (the sorted neighbourhood of Hernández and
Stolfo, SIGMOD 1995), so that the work stays linear when five hundred outlets run one text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    spread: Counter[str] = Counter()
    for one in facts.values():
        spread.update(one.weights.keys())
    telling = {statement: _telling(one) for statement, one in facts.items()}
    # Neighbours by content: the number of a statement is its place among all of them.
    order = sorted(facts, key=lambda statement: (telling[statement], statement))
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, statement in enumerate(order):
        for key in _keys(facts[statement], telling[statement], spread):
            buckets[key].append(number)
    # A pair is one number, of which millions cost little: those of ten thousand reports are some.
    pairs: set[int] = set()
    for members in buckets.values():
        pairs.update(_meet(members, len(order)))
    del buckets
    met = ((order[pair // len(order)], order[pair % len(order)]) for pair in pairs)
    return sorted((one, other) if one < other else (other, one) for one, other in met)


def _keys(one: Facts, telling: Sequence[str], spread: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
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


def _telling(one: Facts) -> tuple[str, ...]:
    ranked = sorted((-weight, feature) for feature, weight in one.weights.items() if weight >= _TELLING)
    return tuple(feature for _, feature in ranked)


def _meet(members: Sequence[int], statements: int) -> Iterator[int]:
    """Yield the pairs of a bucket as numbers: that of the first times the number of statements, and that of the second.

    Args:
        members: The numbers of the statements that meet, in rising order.
        statements: How many statements there are.
    """
    reach = len(members) if len(members) <= LARGE else NEIGHBOURS
    for at, one in enumerate(members):
        for other in members[at + 1 : at + 1 + reach]:
            yield one * statements + other
