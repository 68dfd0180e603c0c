"""Where a text may be cut: pieces that no sentence runs across.

A small parser, given a headline and the first paragraph in one breath, makes one sentence of them. So a text is
parsed in pieces: paragraphs, and what reading marked as furniture. The pieces laid end to end are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from onrecord.model import Span

MAX_PIECE = 20_000
"""Code points. A paragraph longer than this is cut at a sentence end: the parser's memory grows with its input."""

WRAPPED_LINE = (40, 100)
"""Code points. A text whose median line is this long, and whose lines mostly end in mid-sentence, is hard-wrapped."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEWLINE = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)]*\s+")
_DATELINE = re.compile(
    r"^[^\S\n]*[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,30}(?:,(?: [\w.]+){1,4})?\s?(?:\([^()\n]{2,40}\))?\s?[-–—]{1,2}\s+(?=\S)",
    re.MULTILINE,
)
_TOP = 1_500
"""Code points. A dateline stands near the top, below a headline and a byline."""
_ENDS_SENTENCE = re.compile(r"[.!?:;…\"”’»)\]]\s*$")


def pieces(text: str, cuts: Iterable[int] = ()) -> tuple[Span, ...]:
    r"""Return the spans of a text's paragraphs, white space behind each included, so that they tile the text.

    Args:
        text: the report's text.
        cuts: further places (code points) to cut at, such as the ends of furniture.

    >>> pieces("Dam holds\nIt rained.\n\nIt stopped.")
    ((0, 10), (10, 22), (22, 33))
    """
    breaks = _BLANK_LINE if is_wrapped(text) else _NEWLINE
    at = {match.end() for match in breaks.finditer(text)} | set(cuts) | {0, len(text)}
    found = []
    places = sorted(place for place in at if 0 <= place <= len(text))
    for start, end in pairwise(places):
        found += _cut_long(text, start, end)
    return tuple(found)


def dateline_ends(text: str) -> list[int]:
    """Return the places behind datelines ("PORT ESKE (Norra) - "), where a sentence begins.

    >>> dateline_ends("PORT ESKE (Norra) - It rained.")
    [20]
    """
    return [match.end() for match in _DATELINE.finditer(text[:_TOP])]


def is_wrapped(text: str) -> bool:
    """Whether single line breaks are the work of a line width rather than of paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4:  # too few to tell: a line is a paragraph
        return False
    length = median(len(line) for line in lines)
    broken = sum(1 for line in lines if not _ENDS_SENTENCE.search(line))
    return WRAPPED_LINE[0] <= length <= WRAPPED_LINE[1] and broken > len(lines) / 2


def _cut_long(text: str, start: int, end: int) -> list[Span]:
    found = []
    while end - start > MAX_PIECE:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, start + MAX_PIECE)]
        space = text.rfind(" ", start, start + MAX_PIECE) + 1
        cut = ends[-1] if ends else (space or start + MAX_PIECE)
        cut = cut if cut > start else start + MAX_PIECE
        found.append((start, cut))
        start = cut
    found.append((start, end))
    return found
