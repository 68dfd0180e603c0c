r"""Which pages hold no article: a cookie notice, "page not found", a list of headlines, what an outlet prints always.

A crawl is full of them, and a record of them says that an outlet reported nothing, many times. They are known by what
else the outlet published, never by their words:

1. the same short text under many addresses, that has several titles, several days, or neither title nor day: an
   article that is printed again has one title and one day;
2. nothing is left of it when what stands under many articles of the outlet, and the headlines of its other articles,
   are taken off.

What is needed of a report for that is a small value (`page_of`), so that an archive's outlets can be looked at whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.dates import day_of
from onrecord.model import Report
from onrecord.outlets import domain_of
from onrecord.reading.addresses import address_of
from onrecord.relating.channels import outlet_key
from onrecord.relating.lineage.wording import WORD

ADDRESSES = 5
"""Addresses of one outlet under which a text must stand, or articles of its own that must hold a line, for it to be
what the outlet prints always. Three reports of a story may share a notice (`relating.lineage`): to throw a page out
takes more."""
SHORT = 250
"""Words of a text, at most, that is taken for a notice because it stands under many addresses."""
SEVERAL = 3
"""Titles, or days of publication, of which so many under the same words say that the words are no article."""
OWN = 40
"""Words that no other report of the outlet has, of a report that is an article for sure: two sentences."""
LEFT = 10
"""Words of its own of a page, at most, of which nothing is left: a date, a place, a number of comments."""
_HEADLINE = 4
"""Words of a line from which it is known for the headline of another article; "World" is that of a section."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is looked at of a report."""

    report: str
    """Its id."""
    outlet: str
    """A key of the outlet, or its domain; empty where neither is known."""
    address: str
    """What names the page; empty where that is not known."""
    title: int
    """A checksum of its words, 0 for none."""
    day: str
    """The day of publication in EDTF; empty for none."""
    lines: tuple[tuple[int, int], ...]
    """The checksum of each line and how many words it has, the title and the furniture left out."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(words for _, words in self.lines)


def page_of(report: Report) -> Page:
    """Return what is looked at of a report: a pure function of it."""
    address = address_of(report) or ""
    outlet = outlet_key(report.outlet) if report.outlet is not None else domain_of(address)
    lines = (_folded(line) for line in _own_text(report).split("\n"))
    return Page(
        report=report.id,
        outlet=outlet,
        address=address,
        title=_checksum(_folded(report.title or "")),
        day=str(day_of(report.published) or ""),
        lines=tuple((_checksum(line), len(line)) for line in lines if line),
    )


def boilerplate_only(pages: Iterable[Page]) -> dict[str, str]:
    """Return the reports that hold no article, each with the reason, in words, by id.

    The result is the same whatever the order of the pages. A page whose outlet or address is not known is no evidence,
    and nothing is said of it.
    """
    by_outlet: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.outlet and page.address:
            by_outlet[page.outlet].append(page)
    found: dict[str, str] = {}
    for outlet in sorted(by_outlet):
        found |= _of_one(sorted(by_outlet[outlet], key=lambda page: page.report))
    return dict(sorted(found.items()))


def _of_one(pages: Sequence[Page]) -> dict[str, str]:
    if len({page.address for page in pages}) < ADDRESSES:
        return {}
    return _nothing_left(pages) | _same_words(pages)


def _same_words(pages: Sequence[Page]) -> dict[str, str]:
    """Return the pages that hold the same short text as many others, which is no article that was printed again."""
    alike: dict[tuple[tuple[int, int], ...], list[Page]] = defaultdict(list)
    for page in pages:
        if 0 < page.words <= SHORT:
            alike[page.lines].append(page)
    found: dict[str, str] = {}
    for same in alike.values():
        addresses = len({page.address for page in same})
        titles, days = {page.title for page in same} - {0}, {page.day for page in same} - {""}
        if addresses >= ADDRESSES and (len(titles) >= SEVERAL or len(days) >= SEVERAL or not (titles or days)):
            why = f"no article: the same {same[0].words} words stand under {addresses} addresses of the outlet"
            found |= {page.report: why for page in same}
    return found


def _nothing_left(pages: Sequence[Page]) -> dict[str, str]:
    """Return the pages of which nothing is left without what the outlet prints always and its other headlines."""
    always = _always(pages)
    headlines = Counter(title for _, title in {(page.address, page.title) for page in pages})
    found = {}
    for page in pages:
        known = [(line, words) for line, words in page.lines if line in always]
        others = [
            (line, words)
            for line, words in page.lines
            if line not in always and words >= _HEADLINE and headlines[line] > (line == page.title)
        ]
        left = page.words - sum(words for _, words in (*known, *others))
        if not page.words or left > LEFT or not (known or len(others) >= ADDRESSES):
            continue
        what = []
        if known:
            what.append(f"{_count(known, 'line')} that the outlet prints under its articles")
        if others:
            what.append(f"{_count(others, 'headline')} of its other articles")
        found[page.report] = f"no article: nothing is left of it without {' and '.join(what)}"
    return found


def _always(pages: Sequence[Page]) -> frozenset[int]:
    """Return the lines that many articles hold, each of which has enough words of its own besides.

    The words of its own are what keeps an article that is printed five times from being its own notice. Of the captures
    of one page one counts.
    """
    one_each = {page.address: page for page in reversed(pages)}.values()
    holders = Counter(line for page in one_each for line in {line for line, _ in page.lines})
    under: Counter[int] = Counter()
    for page in one_each:
        if sum(words for line, words in page.lines if holders[line] == 1) >= OWN:
            under.update({line for line, _ in page.lines})
    return frozenset(line for line, number in under.items() if number >= ADDRESSES)


def _count(those: Sequence[object], noun: str) -> str:
    return f"{len(those)} {noun}" if len(those) == 1 else f"{len(those)} {noun}s"


def _own_text(report: Report) -> str:
    """Return the text without its title and its furniture."""
    away = [piece.span for piece in report.furniture] + ([report.title_span] if report.title_span else [])
    parts, last = [], 0
    for start, end in sorted(away):
        parts.append(report.text[last : max(last, start)])
        last = max(last, end)
    return "".join((*parts, report.text[last:]))


def _folded(line: str) -> tuple[str, ...]:
    return tuple(word.replace("’", "'") for word in WORD.findall(line.casefold()))


def _checksum(words: Sequence[str]) -> int:
    """Return 64 bits, the same on every machine; 0 for no words."""
    joined = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "little") if joined else 0
