"""The same words in two reports: exact runs, followed over small edits, and grouped into blocks that count.

A block is a chain of runs with no more than `GAP` other words between them in either report: one copied passage,
lightly edited. Chance and set phrases ("a meeting of the Supreme Council of the Union") give short blocks, and
those are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.relating.lineage.wording import Wording

GRAM = 8
"""Words in a run that may start an alignment. Shorter runs are mostly set phrases and names of offices."""
GAP = 4
"""Words that may differ between two runs of a block: a changed name, a date put in, a verb replaced."""
RESUME = 4
"""Equal words that take a block up again after a gap."""
MIN_BLOCK = 13
"""Words outside quotations that a block must have: over the longest name of an institution that independent reports
were seen to share with the words around it (11 words)."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Equal words: `length` words from `first` in one report and from `second` in the other."""

    first: int
    second: int
    length: int
    prose: int
    """How many of them are not quoted in either report."""

    def turned(self) -> Run:
        """Return the run as seen from the other report."""
        return Run(self.second, self.first, self.length, self.prose)


def align(one: Wording, other: Wording, seeds: Iterable[Run]) -> list[Run]:
    """Return the runs of all blocks that count, in the order of the first report; no word stands in two of them."""
    used_one, used_other = [False] * len(one.words), [False] * len(other.words)
    blocks: list[list[Run]] = []
    for whole in sorted(_wholes(one.words, other.words, seeds), key=lambda w: (-w[2], w[0], w[1])):
        start = _free(whole, used_one, used_other)
        if start is None:
            continue
        words = one.words, other.words
        block = [start]
        around = (*_onwards(*words, start, 1), *_onwards(*words, start, -1))
        block += [rest for run in around if (rest := _free(run, used_one, used_other)) is not None]
        for first, second, length in block:
            used_one[first : first + length] = [True] * length
            used_other[second : second + length] = [True] * length
        runs = [Run(*run, prose=_prose(one, other, run)) for run in block]
        if sum(run.prose for run in runs) >= MIN_BLOCK:
            blocks.append(runs)
    return sorted(run for block in blocks for run in block)


Whole = tuple[int, int, int]


def _wholes(one: Sequence[str], other: Sequence[str], seeds: Iterable[Run]) -> Iterator[Whole]:
    """Yield the whole run of each seed once: a seed within a run that was followed already is passed over."""
    reached: dict[int, int] = {}
    for seed in sorted(seeds, key=lambda seed: (seed.second - seed.first, seed.first)):
        offset = seed.second - seed.first
        if seed.first >= reached.get(offset, 0):
            whole = _whole(one, other, seed)
            reached[offset] = whole[0] + whole[2]
            yield whole


def _whole(one: Sequence[str], other: Sequence[str], seed: Run) -> Whole:
    """Follow a seed both ways as far as the words are equal."""
    first, second = seed.first, seed.second
    while first > 0 and second > 0 and one[first - 1] == other[second - 1]:
        first, second = first - 1, second - 1
    length = 0
    while first + length < len(one) and second + length < len(other) and one[first + length] == other[second + length]:
        length += 1
    return first, second, length


def _onwards(one: Sequence[str], other: Sequence[str], run: Whole, step: int) -> list[Whole]:
    """Return the runs that follow (step 1) or precede (step -1) a run, each within `GAP` words of the one before."""
    found = []
    while (resumed := _resumed(one, other, run, step)) is not None:
        found.append(resumed)
        run = resumed
    return found


def _resumed(one: Sequence[str], other: Sequence[str], run: Whole, step: int) -> Whole | None:
    at_one, at_other = (run[0] + run[2], run[1] + run[2]) if step == 1 else (run[0] - 1, run[1] - 1)
    for skipped in range(1, 2 * GAP + 1):
        for gap in range(max(0, skipped - GAP), min(GAP, skipped) + 1):
            first, second, length = at_one + step * gap, at_other + step * (skipped - gap), 0
            while (
                0 <= first + step * length < len(one)
                and 0 <= second + step * length < len(other)
                and one[first + step * length] == other[second + step * length]
            ):
                length += 1
            if length >= RESUME:
                return (first, second, length) if step == 1 else (first - length + 1, second - length + 1, length)
    return None


def _free(run: Whole, used_one: Sequence[bool], used_other: Sequence[bool]) -> Whole | None:
    """Return a run without the words at its ends that another run has; None where too little is left."""
    first, second, length = run
    while length and (used_one[first] or used_other[second]):
        first, second, length = first + 1, second + 1, length - 1
    while length and (used_one[first + length - 1] or used_other[second + length - 1]):
        length -= 1
    if length < RESUME or any(used_one[first : first + length]) or any(used_other[second : second + length]):
        return None
    return first, second, length


def _prose(one: Wording, other: Wording, run: Whole) -> int:
    first, second, length = run
    return sum(1 for i in range(length) if not one.quoted[first + i] and not other.quoted[second + i])
