"""Which of the pairs that share prose are claimed: what goes through a third report is not claimed again.

Of a text that was taken over and edited on the way, two neighbours have more in common than two reports that are
further apart: what is equal in the first and the last link of a chain is equal in the links between. So a pair is
left out where a third report shares more with each of the two than they share with one another, and shares the same
words. What is left is, for each text, a tree of the strongest ties: the maximum spanning tree by which manuscripts
and genes are put in their lines of descent (Chow and Liu: Approximating discrete probability distributions with
dependence trees, IEEE Transactions on Information Theory 1968).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import compress
from operator import not_

from onrecord.dates import published_key
from onrecord.model import Report
from onrecord.relating.lineage.alignment import Block, worths
from onrecord.relating.lineage.direction import Direction
from onrecord.relating.lineage.wording import Wording

MIN_COPIED = 12.0
"""What the blocks of two reports must be worth together for a copy to be claimed, in ordinary words outside quotations;
names, figures and function words count for less, edits in between take away (`alignment`). With function words among
them, it is about 20 to 25 words. Set on the tune half of the generated copies in bench/lineage.py."""

MIN_STRONGEST = 6.5
"""What the best single block must be worth: many short ones are how all tell who know the same few facts."""
UNEXPLAINED = 0.5
"""Share of what two reports have in common that no third explains, from which their own tie is claimed."""

Pair = tuple[str, str]
_Stretches = tuple[tuple[int, int], ...]
"""From which word to which, ends exclusive."""
Shared = Mapping[Pair, Sequence[Block]]


def needed(
    shared: Shared, ways: Mapping[Pair, Direction], words: Mapping[str, Wording], reports: Mapping[str, Report]
) -> list[Pair]:
    """Return the pairs to claim, sorted.

    Args:
        shared: The blocks of each pair of report ids that share enough.
        ways: Who took it from whom, of the same pairs.
        words: The wording of each report.
        reports: The reports by id.
    """
    moments = {report: published_key(reports[report].published) for report in words}
    strongest = sorted(shared, key=lambda pair: _strength(pair, shared, ways, moments))
    ties: dict[str, dict[str, _Stretches]] = defaultdict(dict)
    kept = []
    for pair in strongest:
        one, other = pair
        through = ties[one].keys() & ties[other].keys()
        sizes = len(words[one].words), len(words[other].words)
        covers = [(_cover(ties[one][t], sizes[0]), _cover(ties[other][t], sizes[1])) for t in sorted(through)]
        fresh, all_ = _unexplained(shared[pair], covers, words[one], words[other])
        if fresh >= max(MIN_COPIED if covers else 0.0, UNEXPLAINED * all_):
            kept.append(pair)
        ties[one][other] = tuple(block.spans[0] for block in shared[pair])
        ties[other][one] = tuple(block.spans[1] for block in shared[pair])
    return sorted(kept)


def _strength(
    pair: Pair, shared: Shared, ways: Mapping[Pair, Direction], moments: Mapping[str, tuple[date, date, str]]
) -> tuple[object, ...]:
    """Sort pairs: where the copy credits the origin, then by what they share, then by who published first."""
    when = sorted(moments[report] for report in pair)
    return (not ways[pair].credited, -sum(block.score for block in shared[pair]), when, pair)


def _cover(stretches: _Stretches, size: int) -> bytearray:
    """Return for each word of a report whether it lies in a stretch."""
    found = bytearray(size)
    for start, end in stretches:
        found[start:end] = b"\1" * (end - start)
    return found


def _unexplained(
    blocks: Sequence[Block], covers: Sequence[tuple[bytearray, bytearray]], one: Wording, other: Wording
) -> tuple[float, float]:
    """Return what the words are worth that two reports share and no way through a third explains, and what all are."""
    fresh = all_ = 0.0
    for first, second, length in (run for block in blocks for run in block.runs):
        explained = 0  # a byte a word
        for here, there in covers:
            explained |= int.from_bytes(here[first : first + length], "little") & int.from_bytes(
                there[second : second + length], "little"
            )
        worth = worths(one, other, (first, second, length))
        all_ += sum(worth)
        fresh += sum(compress(worth, map(not_, explained.to_bytes(length, "little"))) if explained else worth)
    return fresh, all_
