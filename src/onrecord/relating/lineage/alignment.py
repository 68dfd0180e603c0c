"""The same words in two reports, followed over edits, as blocks that count.

From each run of `SEED` equal words a block is followed both ways, over up to `GAP` words that differ, to the next
equal words, as long as what is won outweighs what differs: the extension of seeds with a drop-off that BLAST uses for
sequences (Altschul and others: Basic local alignment search tool, J. Mol. Biol. 1990), and that the study of
reprinted newspapers took over (Smith, Cordell, Dillon: Infectious texts, IEEE Big Data 2013). Words count by their
`worth`: what is quoted counts nothing, names and figures little, for whoever tells of one event must use them.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from onrecord.relating.lineage.wording import SEED, Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GAP = 10
"""Words that may differ between two runs of a block, in either report."""
DIFFERING = 0.15
"""What a word that differs inside a block takes from its score. This, `SEED`, `GAP`, `DROP` and `MIN_BLOCK` were set
on the tune half of the generated copies in bench/lineage.py, against all pairs of its real reports."""
DROP = 6.0
"""By how much the score may sink below its best before a block ends."""
MIN_BLOCK = 5.0
"""The least score of a block: five ordinary words that only these two reports have in this order, nothing in
between."""
RESUME = 1.0
"""What equal words must be worth to take a block up again: one ordinary word, or a name and two light words."""
_PLACES = 6
"""Places in the other report at which one run of `SEED` words is looked at: "on Monday the ..." may be everywhere."""

Run = tuple[int, int, int]
"""Equal words: the first word in one report, the first in the other, and how many."""


@dataclass(frozen=True, slots=True)
class Block:
    """One passage that two reports share, lightly edited: its runs of equal words in the order of the first report."""

    places: array[int]
    """The runs one after the other, three numbers each: a story of thousands of reports has millions."""
    score: float
    """What its equal words are worth, less what differs."""
    prose: int
    """Its equal words that are quoted in neither report."""

    @classmethod
    def of(cls, runs: Iterable[Run], score: float, prose: int) -> Block:
        """Return the block of some runs."""
        return cls(array("I", chain.from_iterable(sorted(runs))), score, prose)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs, in the order of the first report."""
        numbers = iter(self.places)
        return tuple(zip(numbers, numbers, numbers, strict=True))

    def turned(self) -> Block:
        """Return the block as seen from the other report."""
        return Block.of(((second, first, n) for first, second, n in self.runs), self.score, self.prose)

    @property
    def spans(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """From which word to which it reaches in each report, ends exclusive."""
        runs = self.runs
        return (
            (min(r[0] for r in runs), max(r[0] + r[2] for r in runs)),
            (min(r[1] for r in runs), max(r[1] + r[2] for r in runs)),
        )


@dataclass(frozen=True, slots=True)
class Seeds:
    """Where each run of `SEED` words starts in a report."""

    starts: Mapping[tuple[str, ...], Sequence[int]]
    codes: NDArray[np.int64]
    """The hashes of the runs, sorted."""


def seeds_of(wording: Wording) -> Seeds:
    """Return where each run of `SEED` words starts."""
    import numpy as np

    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    words = wording.words
    for start in wording.starts:
        found[words[start : start + SEED]].append(start)
    return Seeds(found, np.unique(wording.codes))


def align(one: Wording, other: Wording, seeds: Seeds) -> tuple[Block, ...]:
    """Return the blocks that count, in the order of the first report; no word stands in two of them.

    Args:
        one: A report.
        other: Another.
        seeds: Those of the first, see `seeds_of`: they are the same for each report that it is laid beside.
    """
    used_one, used_other = bytearray(len(one.words)), bytearray(len(other.words))
    blocks = []
    for whole in sorted(_wholes(one, other, seeds), key=lambda run: (-run[2], run[0], run[1])):
        start = _free(whole, used_one, used_other)
        if start[2] < SEED:
            continue
        around = (*_onwards(one, other, start, 1), *_onwards(one, other, start, -1))
        runs = sorted((start, *(run for run in around if _free(run, used_one, used_other) == run)))
        block = _block(one, other, runs)
        if block.score < MIN_BLOCK:
            continue
        blocks.append(block)
        for first, second, length in runs:
            used_one[first : first + length] = used_other[second : second + length] = b"\1" * length
    return tuple(sorted(blocks, key=lambda block: block.runs))


def _wholes(one: Wording, other: Wording, seeds: Seeds) -> list[Run]:
    """Return the whole runs of equal words, each once."""
    reached: dict[int, int] = {}
    found = []
    words = other.words
    for second in _met(other, seeds):
        for first in seeds.starts.get(words[second : second + SEED], ())[:_PLACES]:
            if second < reached.get(second - first, 0):
                continue
            after = _equal(one.words, words, first, second, 1)
            before = _equal(one.words, words, first - 1, second - 1, -1)
            reached[second - first] = second + after
            found.append((first - before, second - before, before + after))
    return found


def _met(other: Wording, seeds: Seeds) -> list[int]:
    """Return at which words of a report a run of `SEED` starts that another may hold too: a hash of it is there."""
    import numpy as np

    if not len(seeds.codes):
        return []
    at = np.minimum(np.searchsorted(seeds.codes, other.codes), len(seeds.codes) - 1)
    met = np.array(other.starts, np.int64)[seeds.codes[at] == other.codes]
    found: list[int] = met.tolist()
    return found


def _equal(one: Sequence[str], other: Sequence[str], first: int, second: int, step: int) -> int:
    """Return how many words are the same from two places on, onwards (step 1) or backwards (-1)."""
    length = 0
    room = min(len(one) - first, len(other) - second) if step == 1 else min(first, second) + 1
    while length < room and one[first] == other[second]:
        first, second, length = first + step, second + step, length + 1
    return length


def _onwards(one: Wording, other: Wording, run: Run, step: int) -> list[Run]:
    """Return the runs that follow (step 1) or precede (step -1) a run, up to where the score is best."""
    found: list[Run] = []
    score = best = 0.0
    upto = 0
    while (resumed := _resumed(one, other, run, step)) is not None:
        run, worth, gap = resumed
        score += worth - DIFFERING * gap
        found.append(run)
        if score > best:
            best, upto = score, len(found)
        elif score < best - DROP:
            break
    return found[:upto]


def _resumed(one: Wording, other: Wording, run: Run, step: int) -> tuple[Run, float, int] | None:
    """Return the nearest equal words worth going on with, what they are worth, and how many words were passed."""
    first, second, length = run
    at_one, at_other = (first + length, second + length) if step == 1 else (first - 1, second - 1)
    mine, others = _window(one.words, at_one, step), _window(other.words, at_other, step)
    common = set(mine).intersection(others)
    if not common:
        return None
    near: dict[str, list[int]] = {word: [] for word in common}
    for there, word in enumerate(others):
        if word in common:
            near[word].append(there)
    meetings = [(away + there, away, there) for away, word in enumerate(mine) if word in common for there in near[word]]
    for _, away, there in sorted(meetings):
        start, other_start = at_one + step * away, at_other + step * there
        length = _equal(one.words, other.words, start, other_start, step)
        if step == -1:
            start, other_start = start - length + 1, other_start - length + 1
        found = (start, other_start, length)
        bare = sum(map(min, one.bare[start : start + length], other.bare[other_start : other_start + length]))
        if bare >= RESUME:
            return found, _worth(one, other, found), max(away, there)
    return None


def _window(words: Sequence[str], place: int, step: int) -> Sequence[str]:
    """Return the words of a gap at most and the next, from a place on (step 1) or back (-1)."""
    if step == 1:
        return words[place : place + GAP + 1]
    return words[max(0, place - GAP) : place + 1][::-1]


def worths(one: Wording, other: Wording, run: Run) -> list[float]:
    """Return what each word of a run is worth: what it is in the report where it is worth less."""
    first, second, length = run
    return list(map(min, one.worth[first : first + length], other.worth[second : second + length]))


def _worth(one: Wording, other: Wording, run: Run) -> float:
    return sum(worths(one, other, run))


def _block(one: Wording, other: Wording, runs: Sequence[Run]) -> Block:
    worth = [word for run in runs for word in worths(one, other, run)]
    passed = sum(max(later[0] - run[0] - run[2], later[1] - run[1] - run[2], 0) for run, later in pairwise(runs))
    return Block.of(runs, sum(worth) - DIFFERING * passed, len(worth) - worth.count(0.0))


def _free(run: Run, used_one: bytearray, used_other: bytearray) -> Run:
    """Return the longest part of a run of which no word is used."""
    first, second, length = run
    if 1 not in used_one[first : first + length] and 1 not in used_other[second : second + length]:
        return run
    best = (first, second, 0)
    since = 0
    for i in range(length + 1):
        if i == length or used_one[first + i] or used_other[second + i]:
            if i - since > best[2]:
                best = (first + since, second + since, i - since)
            since = i + 1
    return best
