"""The words of a report as lineage compares them: normalised, with their spans, and what each is worth.

Furniture (subscription calls, links to other articles, credits) is left out: outlets share it without having
copied anything that is the report.
"""

from __future__ import annotations

import re
import sys
import tomllib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from onrecord.model import Report, Span

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_POST = re.compile(r"(?:[—–]| - )[^\n—–]{1,60}?\(@\w{1,30}\)")
"""What ends an embedded post: a dash, the author's name and (@handle). Its line is quoted, though without marks."""

_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"', "”": "”"}
_OPENING = re.compile('[“„«"]')
_SINGLE = re.compile(r"(?<![^\W_])['‘](?=[^\s])([^\n]{1,600}?)(?<=[^\s])['’](?![^\W_])")
"""A single quotation mark is also an apostrophe: a stretch of over 600 code points between two is no quotation."""


LIGHT = 0.25
"""Worth of a function word and of a word of up to three letters."""
NAMING = 0.5
"""Worth of a name and of a figure: all who tell of one event have them, and in the same order ("President Mara
Velt")."""


SEED = 3
"""Words in a row that, equal in two reports, make them worth a look."""
SEED_WORTH = 1.25
"""What they must be worth for that: one ordinary word among light ones, or two names. "One of the" says nothing."""


@dataclass(frozen=True)
class Wording:
    """The words of one report in order; the tuples have one item a word."""

    report: str
    words: tuple[str, ...]
    """Casefolded, with straight apostrophes."""
    begins: array[int]
    """Where each word begins in the text, code points. Arrays: tuples of spans would be most of what a report holds."""
    ends: array[int]
    quoted: tuple[bool, ...]
    """Whether the word stands inside quotation marks."""
    bare: tuple[float, ...]
    """What sharing the word says, 0..1, wherever it stands: `LIGHT`, `NAMING` or 1."""
    worth: tuple[float, ...]
    """The same, 0 inside quotation marks."""

    @cached_property
    def starts(self) -> array[int]:
        """At which words a run of `SEED` starts that is worth enough and not all quoted."""
        bare, worth = self.bare, self.worth
        return array(
            "I",
            (
                start
                for start in range(len(bare) - SEED + 1)
                if sum(bare[start : start + SEED]) >= SEED_WORTH and any(worth[start : start + SEED])
            ),
        )


def wording(report: Report) -> Wording:
    """Return the words of a report outside its furniture.

    >>> found = wording(Report(id="r-1", input="a.txt", text='The mayor said: "We build." Then she left.'))
    >>> [w for w, q in zip(found.words, found.quoted) if q]
    ['we', 'build']
    """
    quotes = _Cover(quotations(report.text))
    furniture = _Cover(sorted(f.span for f in report.furniture))
    words, quoted, bare = [], [], []
    begins, ends = array("I"), array("I")
    for match in WORD.finditer(report.text):
        if furniture.holds(match.start()):
            continue
        word = sys.intern(match.group().casefold().replace("’", "'"))
        words.append(word)
        begins.append(match.start())
        ends.append(match.end())
        quoted.append(quotes.holds(match.start()))
        bare.append(_bare(word, match.group()))
    worth = tuple(0.0 if inside else value for inside, value in zip(quoted, bare, strict=True))
    return Wording(report.id, tuple(words), begins, ends, tuple(quoted), tuple(bare), worth)


def _bare(word: str, printed: str) -> float:
    if not printed[0].isdigit() and (len(word) <= 3 or word in _light()):
        return LIGHT
    return 1.0 if printed[0].islower() else NAMING


@cache
def _light() -> frozenset[str]:
    table = files("onrecord.relating.lineage").joinpath("words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(table)["light"].split())


def quotations(text: str) -> list[Span]:
    r"""Return the spans between quotation marks, and embedded posts, sorted; they may overlap.

    A quotation that is not closed runs to the end of its paragraph, and goes on in the next one if that opens with
    a quotation mark again: the way newspapers print a speech of several paragraphs.

    >>> text = 'He said: "One.\n\n"Two." And left.'
    >>> [text[start:end] for start, end in quotations(text)]
    ['"One.', '"Two."']
    """
    found: list[Span] = []
    start = 0
    for paragraph in _paragraphs(text):
        start = paragraph[0]
        while (opening := _next_opening(text, start, paragraph[1])) is not None:
            closers = _CLOSING[text[opening]]
            ends = [end for closer in closers if (end := text.find(closer, opening + 1, paragraph[1])) >= 0]
            end = min(ends) + 1 if ends else paragraph[1]
            found.append((opening, end))
            start = end
    found += [match.span() for match in _SINGLE.finditer(text)]
    found += [(text.rfind("\n", 0, match.start()) + 1, match.end()) for match in _POST.finditer(text)]
    return sorted(found)


def _paragraphs(text: str) -> Iterable[Span]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _next_opening(text: str, start: int, end: int) -> int | None:
    for match in _OPENING.finditer(text, start, end):
        position = match.start()
        # An inch mark or a stray closing mark follows a word without a space before it.
        if text[position] != '"' or position == start or not text[position - 1].isalnum():
            return position
    return None


class _Cover:
    """Answers whether a position lies in one of some spans, for positions that are asked in rising order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._next = 0
        self._reached = 0

    def holds(self, position: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][0] <= position:
            self._reached = max(self._reached, self._spans[self._next][1])
            self._next += 1
        return position < self._reached
