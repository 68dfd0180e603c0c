"""A growing story of any length, made from real reports and what was found in them: to measure cost, not quality.

Ten thousand reports of one story, each with its analysis, cannot be had; some hundred real ones can. Of these a story
is made that grows as stories do. Each week has events of its own (reports of several real events, with other persons,
places, figures and days), wire texts that a third of the outlets print with cuts and a lead of their own, and outlets
that write themselves: they choose passages of the week's events and of earlier ones, in their own order and in words of
their own, but with the same quotations. The first thousand reports of ten thousand are the story of a thousand.

What is found in a made report is not read from it by a language model but moved from the real reports: each span to
where its words now stand, each name, figure and date as it now reads. The reports make no sense to a reader; what costs
time, the number and kinds of findings, how often words come, and what reports share, is as in news.
"""

from __future__ import annotations

import hashlib
import random
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from moved_findings import DAY, Edit, Mover, Passage, grown_words, later_words
from onrecord.dates import day_of
from onrecord.model import (
    Analysis,
    Report,
    Span,
    make_id,
)

Original = tuple[Report, Analysis]

WEEKLY = 250
"""Reports a week: ten thousand are nine months of a great story."""
EVENTS = 14
"""Real reports whose events a week is made of."""
WIRES = 5
"""Of them, those that outlets print nearly whole."""
NEAR_COPIES = 0.3
"""The share of reports that are near copies of a wire."""
NEWS, BACKGROUND = 0.75, 0.2
"""The shares of a report's passages that are of this week's events and of the week before; the others are of any."""
PASSAGES = (3, 7)
"""How many passages a report is made of, each of one to three paragraphs."""
OUTLETS = 400
UNDATED = 0.02
"""The share of reports of which no day is stated."""
KEPT_NAMES = 3
"""Every third word of names stays as it is all through the story: its main persons and places."""
OWN_WORDS = 2
"""An outlet puts another word for every second of four letters or more."""
FIRST_DAY = date(2031, 3, 3)

_NUMBER = re.compile(r"\d[\d,]*\d|\d")
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"\b[a-z]{4,}\b")
_SYLLABLE_LIST = "bar dun esk fal gry hol ist kel lor mar nor ost pel ram sel tor ulm ves wyn yar"
_SYLLABLES = tuple(_SYLLABLE_LIST.split())
_KINDS = ("Courier", "Post", "Herald", "Times", "News", "Observer", "Radio", "Gazette", "Wire", "Tribune")


@dataclass(frozen=True, slots=True)
class _Source:
    """A real report, and the places in it where other words can be put."""

    report: Report
    analysis: Analysis
    day: date
    paragraphs: tuple[Span, ...]
    """Those that the analysis finds sentences in."""
    names: tuple[Span, ...]
    """Words of the names of persons and places."""
    days: tuple[Span, ...]
    numbers: tuple[Span, ...]
    """Figures of counts."""
    words: tuple[Span, ...]
    """Words of four letters or more, outside of quotations, cues, names, counts and dates."""


class GrowingStory:
    """Makes the reports of a story, one after another.

    Args:
        originals: Real reports with their analyses; those without a day or without sentences are left aside.
    """

    def __init__(self, originals: Iterable[Original]) -> None:
        ordered = sorted(originals, key=lambda pair: pair[0].id)
        self._sources = [source for report, found in ordered if (source := _source(report, found)) is not None]
        names = {s.report.text[slice(*span)] for s in self._sources for span in s.names}
        self._names = sorted(names)
        self._rank = {name: at for at, name in enumerate(self._names)}
        count = Counter(s.report.text[slice(*span)] for s in self._sources for span in s.words)
        self._words = sorted(count, key=lambda word: (count[word], word))
        self._word_rank = {word: at for at, word in enumerate(self._words)}
        self._of_week: dict[int, Sequence[_Source]] = {}

    def reports(self, number: int) -> Iterator[Original]:
        """Yield the first reports of the story, by day, each with its analysis."""
        for at in range(number):
            week, place = divmod(at, WEEKLY)
            yield self._report(at, week, place * 7 // WEEKLY)

    def _report(self, at: int, week: int, weekday: int) -> Original:
        dice = random.Random(f"report {at}")  # noqa: S311 -- the same story every time
        outlet = _outlet_name(dice.randrange(OUTLETS))
        day = FIRST_DAY + timedelta(days=7 * week + weekday)
        if dice.random() < NEAR_COPIES:
            source = dice.choice(self._events(week)[:WIRES])
            least = max(1, len(source.paragraphs) // 2)
            body = source.paragraphs[: dice.randint(least, len(source.paragraphs))]
            own = self._chosen(dice, week, 1)
            # A wire keeps its words; the lead above it is the outlet's.
            passages = [(s, ps, week, outlet) for s, ps, _ in own] + [(source, body, week, "")]
        else:
            chosen = self._chosen(dice, week, dice.randint(*PASSAGES))
            passages = [(s, ps, of, outlet) for s, ps, of in chosen]
        moment = f"{day}T{dice.randrange(24):02}:{dice.randrange(60):02}:00"
        published = None if dice.random() < UNDATED else moment
        return self._made(at, passages, outlet, published, day)

    def _events(self, week: int) -> Sequence[_Source]:
        if week not in self._of_week:
            dice = random.Random(f"week {week}")  # noqa: S311 -- the same story every time
            self._of_week[week] = dice.sample(self._sources, min(EVENTS, len(self._sources)))
        return self._of_week[week]

    def _chosen(self, dice: random.Random, week: int, number: int) -> list[tuple[_Source, Sequence[Span], int]]:
        """Return passages: of which report, which paragraphs, and the week whose names and figures they have."""
        chosen: list[tuple[_Source, Sequence[Span], int]] = []
        for _ in range(number):
            kind, of = dice.random(), week
            if kind < NEWS:
                source = dice.choice(self._events(week))
            elif kind < NEWS + BACKGROUND and week:
                of = week - 1
                source = dice.choice(self._events(of))
            else:
                source = dice.choice(self._sources)
            first = dice.randrange(len(source.paragraphs))
            chosen.append((source, source.paragraphs[first : first + dice.randint(1, 3)], of))
        return chosen

    def _made(
        self,
        at: int,
        passages: Sequence[tuple[_Source, Sequence[Span], int, str]],
        outlet: str,
        published: str | None,
        day: date,
    ) -> Original:
        texts: list[str] = []
        found: list[Analysis] = []
        moved: list[tuple[_Source, Mover]] = []
        length = 0
        for source, paragraphs, week, style in passages:
            days = 7 * round((day - source.day).days / 7)
            factor = _factor(source, week, day)
            for run in _runs(paragraphs):
                passage = Passage(run[0], run[1], self._edits(source, run, week, style, days, factor))
                texts.append(passage.text(source.report.text))
                moved.append((source, Mover(passage, length, days, factor)))
                length += len(texts[-1]) + 1
        text = "\n".join(texts)
        found = [mover.analysis(source.analysis, text) for source, mover in moved]
        report = Report(
            id=make_id("r", text, outlet, published, None),
            input=f"{at:05}.json",
            text=text,
            outlet=outlet,
            published=published,
            published_confidence=None if published is None else "high",
            language="en",
            basis={"outlet": "metadata: source_name", "language": "text"}
            | ({} if published is None else {"published": "metadata: date_publish"}),
        )
        return report, _joined(found)

    def _edits(self, source: _Source, run: Span, week: int, style: str, days: int, factor: float) -> tuple[Edit, ...]:
        text = source.report.text

        def words(spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
            return ((span, text[slice(*span)]) for span in _inside(spans, run))

        edits = [
            *(Edit(span, was, self._name(was, week)) for span, was in words(source.names)),
            *(Edit(span, was, later_words(was, source.day, days)) for span, was in words(source.days)),
            *(Edit(span, was, grown_words(was, factor)) for span, was in words(source.numbers)),
            *(Edit(span, was, self._word(was, style)) for span, was in words(source.words if style else ())),
        ]
        return tuple(sorted((edit for edit in edits if edit.was != edit.words), key=lambda edit: edit.span))

    def _name(self, name: str, week: int) -> str:
        if _dice(name) % KEPT_NAMES == 0:
            return name
        return self._names[(self._rank[name] + 17 * (week + 1)) % len(self._names)]

    def _word(self, word: str, style: str) -> str:
        """Return the word that an outlet has for a word: often the same, else one about as common."""
        dice = _dice(word, style)
        if dice % OWN_WORDS:
            return word
        near = self._word_rank[word] + 1 + dice // OWN_WORDS % 8
        return self._words[near % len(self._words)]


def _source(report: Report, found: Analysis) -> _Source | None:
    day = day_of(report.published)
    text = report.text
    paragraphs = tuple(
        m.span() for m in _PARAGRAPH.finditer(text) if any(m.start() <= a and b <= m.end() for a, b in found.sentences)
    )
    if day is None or not paragraphs:
        return None
    every = [*found.statements, *(inner for s in found.statements for inner in s.inner)]
    carriers = [c.span for c in found.citations] + [r.span for s in every for r in s.relays]
    names = [
        (name.span[0] + m.start(), name.span[0] + m.end())
        for name in found.names
        if name.kind in ("person", "place") and not _touches(name.span, carriers)
        for m in _WORD.finditer(text[slice(*name.span)])
        if m[0][0].isupper() and len(m[0]) > 2
    ]
    counts = {q.span for s in every for q in s.quantities if not _touches(q.span, names)}
    times = {time.span for time in found.times if not _touches(time.span, names)}
    days = [
        (span[0] + m.start(), span[0] + m.end())
        for span in times
        if (m := DAY.search(text[slice(*span)])) and (m[1] or m[3])
    ]
    figures = []
    for span in counts:
        found_here = [(span[0] + m.start(), span[0] + m.end()) for m in _NUMBER.finditer(text[slice(*span)])]
        if len(found_here) == 1 and not _touches(span, times):
            figures += found_here
    spoken = [span for s in every if s.kind != "own" for span in (*s.source, *s.cue)]
    spoken += [span for s in every if s.kind in ("direct", "mixed") for span in s.content]
    marked = [m.span for s in every for m in s.markers]
    kept = [*(name.span for name in found.names), *counts, *times, *carriers, *spoken, *marked]
    fixed = bytearray(len(text))
    for start, end in kept:
        fixed[start:end] = b"1" * (end - start)
    words = [m.span() for m in _PLAIN_WORD.finditer(text) if not any(fixed[slice(*m.span())])]
    spans = [tuple(sorted(set(spans))) for spans in (names, days, figures, words)]
    return _Source(report, found, day, paragraphs, *(_apart(one) for one in spans))


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, without those that reach into the one before."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _inside(spans: Sequence[Span], run: Span) -> Sequence[Span]:
    first = bisect_left(spans, (run[0], 0))
    last = bisect_left(spans, (run[1], 0))
    return [span for span in spans[first:last] if span[1] <= run[1]]


def _runs(paragraphs: Sequence[Span]) -> list[Span]:
    """Return a passage as one span where its paragraphs follow one another, so that what runs over them is kept."""
    return [(paragraphs[0][0], paragraphs[-1][1])]


def _joined(found: Sequence[Analysis]) -> Analysis:
    return Analysis(
        sentences=tuple(one for a in found for one in a.sentences),
        names=tuple(one for a in found for one in a.names),
        times=tuple(one for a in found for one in a.times),
        happenings=tuple(one for a in found for one in a.happenings),
        clauses=tuple(one for a in found for one in a.clauses),
        statements=tuple(one for a in found for one in a.statements),
        labels=tuple(one for a in found for one in a.labels),
        citations=tuple(one for a in found for one in a.citations),
        references=tuple(one for a in found for one in a.references),
    )


def _factor(source: _Source, week: int, day: date) -> float:
    """By how much the counts of an event are other than in the report that it is made from: they grow day by day."""
    return (1 + _dice(source.report.id, week) % 7 / 2) * (1 + ((day - FIRST_DAY).days - 7 * week) / 14)


def _dice(*of: object) -> int:
    """Return a number that depends on nothing but its parts."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(map(str, of)).encode(), digest_size=4).digest(), "big")


def _outlet_name(number: int) -> str:
    """Return the name of an outlet that there is not."""
    dice = _dice("outlet", number)
    first, second = _SYLLABLES[dice % 20], _SYLLABLES[dice // 20 % 20]
    return f"{first.title()}{second} {_SYLLABLES[number % 20].title()} {_KINDS[number // 20 % 10]} {number}"
