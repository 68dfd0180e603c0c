"""From tags to proposals: each cue with its source and content, as spans, under the rule of the quotation marks.

A word's probabilities decide nothing alone: content and source are the stretches that gather the most of it, and a
quotation is in or out as a whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.language.along import Along
from onrecord.language.quotes import Quote
from onrecord.language.tagger.tags import CONTENT, CUE, SOURCE, Tags
from onrecord.model import Span

OPENS = 0.25
"""Probability from which a word may open a cue."""
IN_CONTENT = 0.4
IN_SOURCE = 0.1
IN_CUE = 0.35
"""Probabilities above which a word speaks for being part, and below which against."""
NEW_PIECE = 1.5
"""What the words of a further piece of content must gather above `IN_CONTENT` (sum of probabilities)."""
ENOUGH = 0.55
"""Score (fraction) that a proposal needs."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement as the tagger sees it, in code points."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: Span | None
    score: float
    """How sure it is, 0..1: of the cue, times of its content's words on average."""


def propose(tags: Tags, quotes: Along[Quote], enough: float = ENOUGH) -> list[Proposal]:
    """Return the statements that tags make, in order of their cues; no word is in the cue or content of two."""
    found = []
    taken: set[int] = set()
    order = sorted((i for i, p in enumerate(tags.opens) if p >= OPENS), key=lambda i: (-tags.opens[i], i))
    for first in order:
        if first in taken:
            continue
        cue = {first} | {j for j, p in tags.governs.get((first, CUE), {}).items() if p > IN_CUE and j not in taken}
        content = _gathered(tags, cue, CONTENT, taken | cue)
        source = _gathered(tags, cue, SOURCE, taken | cue)
        where = _stretch(source, IN_SOURCE, cue)
        inside = set(range(where[0], where[1] + 1)) if where is not None else set()
        barred = cue | inside | taken
        pieces = _pieces(content, barred)
        if not pieces:
            continue
        pieces = _with_whole_quotations(tags, quotes, pieces, barred)
        words = [j for a, b in pieces for j in range(a, b + 1)]
        score = tags.opens[first] * sum(content.get(j, 0.0) for j in words) / len(words)
        if score < enough:
            continue
        taken |= cue | set(words)  # not the source: "Tesk said ..., adding ..." has one for both
        found.append((first, pieces, cue, where, score))
    return [
        Proposal(
            content=tuple(_span(tags, piece) for piece in pieces),
            cue=tuple(_span(tags, run) for run in _runs(sorted(cue))),
            source=_span(tags, where) if where is not None else None,
            score=score,
        )
        for _, pieces, cue, where, score in sorted(found)
    ]


def _gathered(tags: Tags, cue: Iterable[int], relation: int, taken: set[int]) -> dict[int, float]:
    """How likely each word has a relation to a cue, whichever of its words the network takes for the first."""
    summed: dict[int, float] = {}
    for i in sorted(cue):
        for j, p in tags.governs.get((i, relation), {}).items():
            if j not in taken:
                summed[j] = summed.get(j, 0.0) + p
    return summed


def _stretch(weights: Mapping[int, float], least: float, barred: set[int]) -> tuple[int, int] | None:
    """Return the run of words (first, last) whose weights above `least` add up to most, or None."""
    best: tuple[float, int, int] | None = None
    start, total, last = None, 0.0, None
    for j in sorted(weights):
        if start is not None and last is not None:
            gap = any(k in barred for k in range(last + 1, j))
            total -= least * (j - last - 1)
            if gap or total <= 0:
                start = None
        if start is None:
            start, total = j, 0.0
        total += weights[j] - least
        last = j
        if total > 0 and (best is None or total > best[0]):
            best = (total, start, j)
    return best[1:] if best is not None else None


def _pieces(content: dict[int, float], barred: set[int]) -> list[tuple[int, int]]:
    """Return the pieces of a content (first, last word), in order."""
    left = dict(content)
    pieces: list[tuple[int, int]] = []
    while (found := _stretch(left, IN_CONTENT, barred)) is not None:
        a, b = found
        gain = sum(left.get(j, 0.0) - IN_CONTENT for j in range(a, b + 1))
        if pieces and gain < NEW_PIECE:
            break
        pieces.append(found)
        left = {j: p for j, p in left.items() if not a <= j <= b}
    return sorted(pieces)


def _with_whole_quotations(
    tags: Tags, quotes: Along[Quote], pieces: list[tuple[int, int]], barred: set[int]
) -> list[tuple[int, int]]:
    """Widen pieces that hold most of a quotation to all of it, its marks included, and join those that then meet."""
    wide: list[tuple[int, int]] = []
    for a, b in pieces:
        first, last = a, b
        for quote in quotes.touching(tags.words[a].span[0], tags.words[b].span[1]):
            start, end = _words_in(tags, quote.span)
            held = min(b, end) - max(a, start) + 1
            if 2 * held > end - start + 1 and not any(j in barred for j in range(start, end + 1)):
                first, last = min(first, start), max(last, end)
        if wide and first <= wide[-1][1] + 1:
            wide[-1] = (wide[-1][0], max(wide[-1][1], last))
        else:
            wide.append((first, last))
    return wide


def _words_in(tags: Tags, span: Span) -> tuple[int, int]:
    """The first and the last word that a span touches."""
    start = bisect_right(tags.words, span[0], key=lambda word: word.span[1])
    end = bisect_left(tags.words, span[1], key=lambda word: word.span[0]) - 1
    return start, end


def _runs(words: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for j in words:
        if runs and runs[-1][1] == j - 1:
            runs[-1] = (runs[-1][0], j)
        else:
            runs.append((j, j))
    return runs


def _span(tags: Tags, run: tuple[int, int]) -> Span:
    return tags.words[run[0]].span[0], tags.words[run[1]].span[1]
