"""The same words in two reports, followed over edits, as blocks that count.

From each run of `SEED` equal words a block is followed both ways, over up to `GAP` words that differ, to the next
equal words, as long as what is won outweighs what differs: the extension of seeds with a drop-off that BLAST uses for
sequences (Altschul and others: Basic local alignment search tool, J. Mol. Biol. 1990), and that the study of
reprinted newspapers took over (Smith, Cordell, Dillon: Infectious texts, IEEE Big Data 2013). Words count by their
`worth`: what is quoted counts nothing, names and figures little, for whoever tells of one event must use them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from onrecord.relating.lineage.wording import SEED, Wording

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


@dataclass(frozen=True)
class Block:
    """One passage that two reports share, lightly edited: its runs of equal words in the order of the first report."""

    runs: tuple[Run, ...]
    score: float
    """What its equal words are worth, less what differs."""
    prose: int
    """Its equal words that are quoted in neither report."""

    def turned(self) -> Block:
        """Return the block as seen from the other report."""
        return Block(tuple(sorted((second, first, n) for first, second, n in self.runs)), self.score, self.prose)

    @cached_property
    def spans(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """From which word to which it reaches in each report, ends exclusive."""
        return (
            (min(r[0] for r in self.runs), max(r[0] + r[2] for r in self.runs)),
            (min(r[1] for r in self.runs), max(r[1] + r[2] for r in self.runs)),
        )


Seeds = dict[tuple[str, ...], list[int]]


def seeds_of(wording: Wording) -> Seeds:
    """Return where each run of `SEED` words starts."""
    found: Seeds = defaultdict(list)
    words = wording.words
    for start in wording.starts:
        found[words[start : start + SEED]].append(start)
    return found


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
    for second in other.starts:
        for first in seeds.get(words[second : second + SEED], ())[:_PLACES]:
            if second < reached.get(second - first, 0):
                continue
            after = _equal(one.words, words, first, second, 1)
            before = _equal(one.words, words, first - 1, second - 1, -1)
            reached[second - first] = second + after
            found.append((first - before, second - before, before + after))
    return found


def _equal(one: Sequence[str], other: Sequence[str], first: int, second: int, step: int) -> int:
    length = 0
    last_one, last_other = len(one), len(other)
    while 0 <= first < last_one and 0 <= second < last_other and one[first] == other[second]:
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
    near: dict[str, list[int]] = {}
    for away in range(GAP + 1):
        place = at_other + step * away
        if 0 <= place < len(other.words):
            near.setdefault(other.words[place], []).append(away)
    meetings = []
    for away in range(GAP + 1):
        place = at_one + step * away
        if 0 <= place < len(one.words):
            meetings += [(away + there, away, there) for there in near.get(one.words[place], ())]
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


def _worth(one: Wording, other: Wording, run: Run) -> float:
    first, second, length = run
    return sum(map(min, one.worth[first : first + length], other.worth[second : second + length]))


def _block(one: Wording, other: Wording, runs: Sequence[Run]) -> Block:
    worth = sum(_worth(one, other, run) for run in runs)
    passed = sum(max(later[0] - run[0] - run[2], later[1] - run[1] - run[2], 0) for run, later in pairwise(runs))
    prose = sum(
        1 for first, second, length in runs for i in range(length) if one.worth[first + i] and other.worth[second + i]
    )
    return Block(tuple(runs), worth - DIFFERING * passed, prose)


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
