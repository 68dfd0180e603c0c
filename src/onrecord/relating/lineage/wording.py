"""The words of a report as lineage compares them: normalised, with their spans, and what each is worth.

Furniture (subscription calls, links to other articles, credits) is left out: outlets share it without having
copied anything that is the report.
"""

from __future__ import annotations

import re
import sys
import tomllib
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.model import Report, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_POST = re.compile(r"(?:[—–]| - )[^\n—–]{1,60}?\(@\w{1,30}\)")
"""What ends an embedded post: a dash, the author's name and (@handle). Its line is quoted, though without marks."""

_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_BASE = 0x9E3779B97F4A7C15
"""Odd and large (2**64 by the golden ratio), so that runs of few words fill the 64 bits."""
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
    bare: tuple[float, ...]
    """What sharing the word says, 0..1, wherever it stands: `LIGHT`, `NAMING` or 1."""
    worth: tuple[float, ...]
    """The same, 0 inside quotation marks."""

    @cached_property
    def starts(self) -> array[int]:
        """At which words a run of `SEED` starts that is worth enough and not all quoted."""
        bare, worth = self.bare, self.worth
        runs = zip(*(bare[at:] for at in range(SEED)), strict=False)
        said = zip(*(worth[at:] for at in range(SEED)), strict=False)
        return array(
            "I",
            (at for at, (run, own) in enumerate(zip(runs, said, strict=True)) if sum(run) >= SEED_WORTH and any(own)),
        )

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """A hash of each run that starts at one of `starts`, the same on every machine."""
        import numpy as np

        return rolling(self.words)[np.array(self.starts, np.int64)]


def rolling(words: Sequence[str]) -> NDArray[np.int64]:
    """Return a hash of each run of `SEED` words, of their checksums."""
    import numpy as np

    return rolled(np.fromiter(map(_checksum, words), np.uint64, len(words))).view(np.int64)


def rolled(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a hash of each run of `SEED` words that are given as numbers.

    It is a polynomial of these, modulo 2**64 (Karp, Rabin 1987).
    """
    import numpy as np

    runs = max(0, len(codes) - SEED + 1)
    hashes = np.zeros(runs, np.uint64)
    for place in range(SEED):
        hashes = hashes * np.uint64(_BASE) + codes[place : place + runs]
    return hashes


@lru_cache(maxsize=65_536)
def _checksum(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def wording(report: Report) -> Wording:
    """Return the words of a report outside its furniture.

    >>> found = wording(Report(id="r-1", input="a.txt", text='The mayor said: "We build." Then she left.'))
    >>> [word for word, worth in zip(found.words, found.worth) if not worth]
    ['we', 'build']
    """
    inside = _covered(report.text, quotations(report.text))
    furniture = _covered(report.text, (f.span for f in report.furniture))
    found = [match.span() for match in WORD.finditer(report.text)]
    spans = [span for span in found if not furniture[span[0]]]
    begins, ends = array("I", (start for start, _ in spans)), array("I", (end for _, end in spans))
    words, bare = [], []
    for start, end in spans:
        word, value = _folded(report.text[start:end])
        words.append(word)
        bare.append(value)
    worth = tuple(0.0 if inside[start] else value for start, value in zip(begins, bare, strict=True))
    return Wording(report.id, tuple(words), begins, ends, tuple(bare), worth)


@lru_cache(maxsize=65_536)
def _folded(printed: str) -> tuple[str, float]:
    """Return a word as it is compared, and what sharing it says."""
    word = sys.intern(printed.casefold().replace("’", "'"))
    if not printed[0].isdigit() and (len(word) <= 3 or word in _light()):
        return word, LIGHT
    return word, 1.0 if printed[0].islower() else NAMING


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


def _covered(text: str, spans: Iterable[Span]) -> bytearray:
    """Return 1 for each place of a text that lies in one of some spans, else 0."""
    found = bytearray(len(text))
    for start, end in spans:
        found[start:end] = b"\1" * (end - start)
    return found
