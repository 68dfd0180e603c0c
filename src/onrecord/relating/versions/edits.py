"""Which sentences of a page were added, removed, changed or moved from one version to the next.

Equal sentences are laid beside one another by the longest matching blocks (Ratcliff and Obershelp, as `difflib` has
it). Between these blocks each sentence goes to the one that it is most like, in order, by the share of equal words
(twice the longest common subsequence through the words of both); what is like none was added or removed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from onrecord.model import Analysis, Edit, Report, Span

ALIKE = 0.5
"""Share of equal words, 0..1, from which one sentence is the other in other words."""
MOST_CELLS = 250_000
"""Pairs of sentences between two equal blocks up to which each is held against each: five hundred by five hundred. Of a
page that has more of them new, which became which is not worth the wait: they are added and removed."""

MANY = 5_000
"""Sentences of a page from which those that come again and again (one in a hundred) begin no equal block: each is
otherwise held against each."""

_MARKS = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚‹›′", "'"), **dict.fromkeys("‐‑‒–—―", "-"), "\u00ad": ""}
)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"\w+")


def find_edits(before: Report, after: Report, read_before: Analysis, read_after: Analysis) -> tuple[Edit, ...]:
    r"""Return what was changed from one report to another, in the order of the text.

    Args:
        before: The earlier version of a page.
        after: The later one.
        read_before: The analysis of the earlier: its sentences are taken. A report that was not analysed is compared
            by its lines.
        read_after: The same of the later.

    Example:
        >>> a = Report(id="r-1", input="a", text="The wall fell.\nTwo ships sank.")
        >>> b = Report(id="r-2", input="b", text="The wall fell.\nThree ships sank.")
        >>> find_edits(a, b, Analysis(), Analysis())
        (Edit(how='changed', before=(15, 30), after=(15, 32)),)
    """
    olds, news = sentences(before, read_before), sentences(after, read_after)
    old_keys = [same_words(before.slice(span)) for span in olds]
    new_keys = [same_words(after.slice(span)) for span in news]
    kept: dict[int, int] = {}
    changed: dict[int, int] = {}
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=max(len(olds), len(news)) > MANY)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            kept |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            changed |= {i1 + i: j1 + j for i, j in _paired(old_keys[i1:i2], new_keys[j1:j2]).items()}
    kept |= changed
    gone = [i for i in range(len(olds)) if i not in kept]
    there = set(kept.values())
    come = [j for j in range(len(news)) if j not in there]
    moved = _moved(gone, come, old_keys, new_keys)
    came_along = set(moved.values())
    # What was removed stands behind what stood before it.
    edits = [(j, 1, Edit(how="changed", before=olds[i], after=news[j])) for i, j in changed.items()]
    edits += [(j, 1, Edit(how="moved", before=olds[i], after=news[j])) for i, j in moved.items()]
    edits += [(j, 1, Edit(how="added", before=None, after=news[j])) for j in come if j not in came_along]
    last = -1
    for i, span in enumerate(olds):
        last = kept.get(i, last)
        if i not in kept and i not in moved:
            edits.append((last, 2, Edit(how="removed", before=span, after=None)))
    return tuple(edit for *_, edit in sorted(edits, key=lambda one: (one[0], one[1], one[2].before or (0, 0))))


def sentences(report: Report, analysis: Analysis) -> tuple[Span, ...]:
    """Return the sentences of a report that are compared: without its title, furniture and what has no letter."""
    spans = sorted(set(analysis.sentences)) or _lines(report.text)
    aside = [piece.span for piece in report.furniture] + ([report.title_span] if report.title_span else [])
    return tuple(
        trimmed
        for span in spans
        if any(map(str.isalnum, report.slice(span)))
        and 2 * sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in aside) < span[1] - span[0]
        for trimmed in [_trimmed(report.text, span)]
    )


def same_words(words: str) -> str:
    """Return what two printings of one sentence share, whatever their quotation marks, dashes and white space.

    >>> same_words("“Fog” –  again") == same_words('"Fog" - again')
    True
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", words)).translate(_MARKS)
    return " ".join(plain.split())


def _paired(olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    """Return which of some sentences became which, in order, so that they are as alike as can be on the whole."""
    if not olds or not news or len(olds) * len(news) > MOST_CELLS:
        return {}
    old_words = [_WORD.findall(one.casefold()) for one in olds]
    new_words = [_WORD.findall(one.casefold()) for one in news]
    like = [[Indel.normalized_similarity(a, b, score_cutoff=ALIKE) for b in new_words] for a in old_words]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            together = best[i + 1][j + 1] + like[i][j] if like[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(olds) and j < len(news):
        if like[i][j] and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _moved(gone: Sequence[int], come: Sequence[int], olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    """Return the sentences that only stand elsewhere now."""
    places: dict[str, list[int]] = {}
    for j in reversed(come):
        places.setdefault(news[j], []).append(j)
    left = Counter(news[j] for j in come)
    moved: dict[int, int] = {}
    for i in gone:
        if left[olds[i]]:
            left[olds[i]] -= 1
            moved[i] = places[olds[i]].pop()
    return moved


def _lines(text: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def _trimmed(text: str, span: Span) -> Span:
    words = text[span[0] : span[1]]
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())
