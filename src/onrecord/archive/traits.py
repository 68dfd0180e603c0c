"""What the grouping of an archive needs of one report: its terms, and where and how each stands. No language model.

An archive's millions are told apart into stories before any of them is parsed, so all of it is read off the letters:
a term is a word, its plural taken off, or a number; a name is a term that stands with a capital where a sentence does
not ask for one. What a term is worth is not said here: that depends on the archive (see `rarity`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from onrecord.archive.rarity import rarity_in_news
from onrecord.dates import bounds
from onrecord.model import Report

HEADLINE = 1
LEAD = 2
NAME = 4
NUMBER = 8
"""The marks of a term: it stands in the headline, in the lead, is a name, is a number."""

MOST_TERMS = 180
"""Of one report. The longest articles repeat themselves: with more, nothing is told apart better."""
LEAD_WORDS = 90
"""The headline and what stands first: who did what, where and when, as news is written."""
_READ = 12_000
"""Code points of the text that are read, some two thousand words: a page that is longer is no single report."""
STEPS = 24
"""The weight 1 in steps of a byte."""
_LONGEST = 40
"""Code points of a term: what is longer is an address or a run of letters."""
_COMMON = 0.7
"""A term that half of all articles hold (e**-0.7) says nothing of the story."""

_WORD = re.compile(r"[^\W\d_]+(?:['’.&][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_INSIDE = re.compile(r"(?<=[\w,;)’'] )[^\W\d_a-z][^\W\d_]*(?:['’.&][^\W\d_]+)*")
"""A word that begins with no small letter of ASCII and stands where no sentence can begin."""
_SPREAD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uac00-\ud7af]")
"""Letters of languages whose words no blank parts, or parts with their endings: two letters are a term."""


class Traits(msgspec.Struct, frozen=True, array_like=True):
    """What is known of one report for telling its story; msgspec writes and reads it as bytes."""

    id: str
    """The report's."""
    first: int | None
    last: int | None
    """The days between which it was published, as `date.toordinal` counts; None where that is not known."""
    language: str | None
    """ISO 639-1."""
    terms: tuple[str, ...]
    """The heaviest first, equals by letters."""
    weights: bytes
    """Of each term, how much the report is about it, in steps of 1/24."""
    marks: bytes
    """Of each term, the sum of `HEADLINE`, `LEAD`, `NAME` and `NUMBER`."""


def traits(report: Report) -> Traits:
    """Return what the grouping needs of a report: a pure function of it, 4 kB at most as bytes.

    Args:
        report: A report as it was read; title, day and language may be missing.

    >>> found = traits(Report(id="r-1", input="a.txt", title="Ferry sinks", text="The ferry sank off Eske in a storm."))
    >>> found.terms[0], found.marks[0] == HEADLINE | LEAD, found.first
    ('ferry', True, None)
    """
    headline, text = _parts(report)
    counts, marks = _terms(headline, text)
    weighed = {term: 1.0 + math.log(count) for term, count in counts.items()}
    worth = {term: weight * rarity for term, weight in weighed.items() if (rarity := rarity_in_news(term)) > _COMMON}
    kept = sorted(worth, key=lambda term: (-worth[term], term))[:MOST_TERMS]
    first, last = bounds(report.published or "")
    return Traits(
        id=report.id,
        first=first.toordinal() if first and last else None,
        last=last.toordinal() if first and last else None,
        language=report.language,
        terms=tuple(kept),
        weights=bytes(min(255, round(STEPS * weighed[term])) for term in kept),
        marks=bytes(marks[term] for term in kept),
    )


def marked_terms(text: str) -> dict[str, int]:
    """Return the terms of a text and the marks of each.

    >>> marked_terms("On Monday the mayor left Eske.")["eske"] == LEAD | NAME
    True
    """
    counts, marks = _terms("", text)
    return {term: marks[term] for term in counts}


def _parts(report: Report) -> tuple[str, str]:
    """Return the headline and the text below it, furniture left out."""
    cut = [piece.span for piece in report.furniture]
    if report.title_span is not None:
        cut.append(report.title_span)
    parts, last = [], 0
    for start, end in sorted(cut):
        parts.append(report.text[last : max(start, last)])
        last = max(last, end)
        if last > _READ:
            break
    parts.append(report.text[last : last + _READ])
    return report.title or "", "\n".join(parts)[:_READ]


def _terms(headline: str, text: str) -> tuple[Counter[str], dict[str, int]]:
    """Return how much each term counts in a report, and its marks."""
    words = _WORD.findall(text)
    counts: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    marks: dict[str, int] = defaultdict(int)
    for word, times in Counter(words).items():
        for term in _split(word):
            counts[term] += times
            if word[0].isdigit():
                marks[term] |= NUMBER
            elif not word[0].isupper():
                plain[term] += times
    for words_of, mark, count in ((words[:LEAD_WORDS], LEAD, 1), (_WORD.findall(headline), HEADLINE | LEAD, 2)):
        for term in {term for word in words_of for term in _split(word)}:
            counts[term] += count
            marks[term] |= mark
    for term, times in _capitals(text).items():
        if times > plain[term] and term not in _calendar():
            marks[term] |= NAME
    return counts, marks


def _capitals(text: str) -> Counter[str]:
    """Return how often each term stands with a capital that no beginning of a sentence asks for."""
    found: Counter[str] = Counter()
    for match in _INSIDE.finditer(text):
        word = match.group()
        if word[0].isupper() and not (len(word) > 1 and word.isupper() and _shouted(text, match)):
            found.update(_split(word))
    return found


@lru_cache(maxsize=1 << 16)
def _split(word: str) -> tuple[str, ...]:
    """Return the terms that a word is: mostly one.

    >>> _split("Ferries’"), _split("1,200"), _split("U.S"), _split("a")
    (('ferry',), ('1200',), ('us',), ())
    """
    if word[0].isdigit():
        number = word.replace(",", "")
        return (number,) if len(number) <= _LONGEST else ()
    if _SPREAD.match(word):
        return tuple(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    term = _POSSESSIVE.sub("", word).casefold().replace(".", "").replace("’", "'")
    term = term.removesuffix("'s").removesuffix("'")
    if not 2 <= len(term) <= _LONGEST:
        return ()
    return (_singular(term),)


def _singular(term: str) -> str:
    """Take off the plural: the S stemmer (Harman, "How effective is suffixing?", JASIS 1991)."""
    if len(term) < 4 or term[-1] != "s":
        return term
    if term.endswith("ies") and term[-4] not in "ae":
        return term[:-3] + "y"
    if term.endswith("es") and term[-3] not in "aeo":
        return term[:-1]
    return term if term[-2] in "usi" else term[:-1]


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Return whether a word is all capitals beside another such word: "BREAKING NEWS", not "the UN said"."""
    after = _WORD.match(text, match.end() + 1)
    before = text[max(0, match.start() - 3) : match.start()].strip()
    return (after is not None and len(after.group()) > 1 and after.group().isupper()) or (
        len(before) > 1 and before.isupper()
    )


@cache
def _calendar() -> frozenset[str]:
    """Return the words for days and months, as terms."""
    told = tomllib.loads(files("onrecord.archive").joinpath("calendar.toml").read_text(encoding="utf-8"))
    return frozenset(term for word in told["words"] for term in _split(word))
