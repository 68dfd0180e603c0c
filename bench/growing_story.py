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
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from onrecord.dates import day_of
from onrecord.model import (
    Analysis,
    Clause,
    Label,
    Marker,
    Name,
    Quantity,
    Reference,
    Relay,
    Report,
    Span,
    Statement,
    Time,
    Where,
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

_MONTHS = tuple(date(2031, month, 1).strftime("%B") for month in range(1, 13))
_DAY = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})(?: (\d{{1,2}})(?!\d))?")
_NUMBER = re.compile(r"\d[\d,]*\d|\d")
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"\b[a-z]{4,}\b")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_SYLLABLE_LIST = "bar dun esk fal gry hol ist kel lor mar nor ost pel ram sel tor ulm ves wyn yar"
_SYLLABLES = tuple(_SYLLABLE_LIST.split())
_KINDS = ("Courier", "Post", "Herald", "Times", "News", "Observer", "Radio", "Gazette", "Wire", "Tribune")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Other words for a span of an original."""

    span: Span
    was: str
    words: str


@dataclass(frozen=True, slots=True)
class _Passage:
    """Some paragraphs of an original, and where they stand in the made text."""

    start: int
    end: int
    edits: tuple[_Edit, ...]

    def text(self, original: str) -> str:
        """Return the words as they now read."""
        parts, at = [], self.start
        for edit in self.edits:
            parts += [original[at : edit.span[0]], edit.words]
            at = edit.span[1]
        return "".join([*parts, original[at : self.end]])


class _Mover:
    """Moves the findings of an original to a passage of a made text."""

    def __init__(self, passage: _Passage, to: int, days: int, factor: float) -> None:
        self._passage, self._to, self._days, self._factor = passage, to, days, factor
        self._ends = [edit.span[1] for edit in passage.edits]
        self._shifts = [0]
        for edit in passage.edits:
            self._shifts.append(self._shifts[-1] + len(edit.words) - (edit.span[1] - edit.span[0]))

    def span(self, span: Span) -> Span | None:
        """Return where a span now stands, None if it is not in the passage."""
        start, end = span
        if start < self._passage.start or end > self._passage.end:
            return None
        first, last = self._place(start, False), self._place(end, True)
        return (first, last) if first < last else None

    def spans(self, spans: Iterable[Span]) -> tuple[Span, ...] | None:
        """Return where several spans stand, None if one of them is not in the passage."""
        moved = [self.span(span) for span in spans]
        return None if None in moved else tuple(span for span in moved if span is not None)

    def _place(self, at: int, is_end: bool) -> int:
        done = bisect_right(self._ends, at)
        shift = self._shifts[done]
        if done < len(self._passage.edits):
            edit = self._passage.edits[done]
            if edit.span[0] < at:  # inside other words: from their start, or to their end
                at = edit.span[1] if is_end else edit.span[0]
                shift = self._shifts[done + 1] if is_end else shift
        return self._to + at - self._passage.start + shift

    def analysis(self, found: Analysis, text: str) -> Analysis:
        """Return what was found in the passage, with the places and words of the made text."""
        names = [Name(span=at, kind=name.kind) for name in found.names if (at := self.span(name.span))]
        happenings = [
            replace(one, time=time, event=event)
            for one in found.happenings
            if (time := self.span(one.time)) and (event := self.span(one.event))
        ]
        labels = [
            Label(span=at, text=text[slice(*at)], name=name)
            for label in found.labels
            if (at := self.span(label.span)) and (name := self.span(label.name))
        ]
        citations = [
            replace(one, span=at, speaker=self.span(one.speaker) if one.speaker else None)
            for one in found.citations
            if (at := self.span(one.span))
        ]
        return Analysis(
            sentences=tuple(at for span in found.sentences if (at := self.span(span))),
            names=tuple(names),
            times=self._times(found.times),
            happenings=tuple(happenings),
            clauses=tuple(clause for one in found.clauses if (clause := self._clause(one))),
            statements=tuple(made for s in found.statements if (made := self._statement(s, text))),
            labels=tuple(labels),
            citations=tuple(citations),
            references=tuple(spoken for one in found.references if (spoken := self._reference(one))),
        )

    def _clause(self, clause: Clause) -> Clause | None:
        verb = self.span(clause.verb)
        if verb is None:
            return None
        return replace(
            clause,
            verb=verb,
            doers=tuple(at for span in clause.doers if (at := self.span(span))),
            objects=tuple(at for span in clause.objects if (at := self.span(span))),
            places=tuple(Where(span=at, how=one.how) for one in clause.places if (at := self.span(one.span))),
        )

    def _reference(self, reference: Reference) -> Reference | None:
        """Return a reference, open where the name that it stands for was left out."""
        at = self.span(reference.span)
        name = self.span(reference.name) if reference.name is not None else None
        if at is None or (name is None and reference.kind == "name"):
            return None
        return replace(reference, span=at, name=name, beside=reference.beside and name is not None)

    def _times(self, times: Iterable[Time]) -> tuple[Time, ...]:
        return tuple(
            replace(
                time,
                span=at,
                value=_later(time.value, self._days),
                edtf=None if time.edtf is None else _later(time.edtf, self._days),
            )
            for time in times
            if (at := self.span(time.span))
        )

    def _statement(self, statement: Statement, text: str) -> Statement | None:
        content, sentence = self.spans(statement.content), self.span(statement.sentence)
        source, cue = self.spans(statement.source), self.spans(statement.cue)
        if not content or sentence is None or source is None or cue is None:
            return None
        markers = [Marker(flag=m.flag, span=at) for m in statement.markers if (at := self.span(m.span))]
        relays = [Relay(name=r.name, span=at, basis=r.basis) for r in statement.relays if (at := self.span(r.span))]
        quantities = [self._quantity(q, at) for q in statement.quantities if (at := self.span(q.span))]
        words = {edit.was: edit.words for edit in self._passage.edits}
        return replace(
            statement,
            source=source,
            cue=cue,
            content=content,
            sentence=sentence,
            text=" [...] ".join(text[slice(*span)] for span in content),
            name=self.span(statement.name) if statement.name else None,
            relays=tuple(relays),
            said_on=None if statement.said_on is None else _later(statement.said_on, self._days),
            markers=tuple(markers),
            times=self._times(statement.times),
            quantities=tuple(quantities),
            names=tuple(at for span in statement.names if (at := self.span(span))),
            terms=tuple(words.get(term, term) for term in statement.terms),
            inner=tuple(made for s in statement.inner if (made := self._statement(s, text))),
        )

    def _quantity(self, quantity: Quantity, at: Span) -> Quantity:
        start, end = quantity.span
        if not any(start <= edit.span[0] and edit.span[1] <= end for edit in self._passage.edits):
            return replace(quantity, span=at)
        low, high = (_grown(bound, self._factor) for bound in (quantity.low, quantity.high))
        return replace(quantity, span=at, low=low, high=high)


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

    @cache  # noqa: B019 -- one story a process
    def _events(self, week: int) -> Sequence[_Source]:
        dice = random.Random(f"week {week}")  # noqa: S311 -- the same story every time
        return dice.sample(self._sources, min(EVENTS, len(self._sources)))

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
        moved: list[tuple[_Source, _Mover]] = []
        length = 0
        for source, paragraphs, week, style in passages:
            days = 7 * round((day - source.day).days / 7)
            factor = _factor(source, week, day)
            for run in _runs(paragraphs):
                passage = _Passage(run[0], run[1], self._edits(source, run, week, style, days, factor))
                texts.append(passage.text(source.report.text))
                moved.append((source, _Mover(passage, length, days, factor)))
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

    def _edits(self, source: _Source, run: Span, week: int, style: str, days: int, factor: float) -> tuple[_Edit, ...]:
        text = source.report.text

        def words(spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
            return ((span, text[slice(*span)]) for span in _inside(spans, run))

        edits = [
            *(_Edit(span, was, self._name(was, week)) for span, was in words(source.names)),
            *(_Edit(span, was, _later_words(was, source.day, days)) for span, was in words(source.days)),
            *(_Edit(span, was, _grown_words(was, factor)) for span, was in words(source.numbers)),
            *(_Edit(span, was, self._word(was, style)) for span, was in words(source.words if style else ())),
        ]
        return tuple(sorted((edit for edit in edits if edit.was != edit.words), key=lambda edit: edit.span))

    @cache  # noqa: B019 -- one story a process
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
        if (m := _DAY.search(text[slice(*span)])) and (m[1] or m[3])
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


def _grown(number: float | None, factor: float) -> float | None:
    """Return a count that grew; ones and halves stay, as do the years that look like counts."""
    if number is None or number < 2 or number != int(number) or 1900 <= number <= 2100:
        return number
    return float(round(number * factor))


def _grown_words(words: str, factor: float) -> str:
    return f"{_grown(float(words.replace(',', '')), factor):,.0f}"


def _later(value: str, days: int) -> str:
    """Return an EDTF or TIMEX3 value so many days later: days by days, months and years by whole ones.

    >>> _later("2016-07-14T22:30", 7), _later("2016-12", 31), _later("2016-07-14/2016-07-16", 21), _later("P3D", 7)
    ('2016-07-21T22:30', '2017-01', '2016-08-04/2016-08-06', 'P3D')
    """
    if _FULL.search(value):
        return _FULL.sub(lambda m: str(date.fromisoformat(m[0]) + timedelta(days=days)), value)
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", value):
        months = 12 * int(match[1]) + int(match[2]) - 1 + round(days / 30.44)
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if match := re.fullmatch(r"(\d{4})((?:-(?:[2-4]\d|H\d|Q\d|W\d\d))?)", value):
        return f"{int(match[1]) + round(days / 365.25):04}{match[2]}"
    return value


def _later_words(words: str, near: date, days: int) -> str:
    """Return a day of a month so many days later, in the same order of words."""
    match = _DAY.fullmatch(words)
    if match is None:
        return words
    month, number = _MONTHS.index(match[2]) + 1, int(match[1] or match[3])
    try:
        day = date(near.year, month, number) + timedelta(days=days)
    except ValueError:  # the 29th of another year's February
        return words
    return f"{day.day} {_MONTHS[day.month - 1]}" if match[1] else f"{_MONTHS[day.month - 1]} {day.day}"


def _dice(*of: object) -> int:
    """Return a number that depends on nothing but its parts."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(map(str, of)).encode(), digest_size=4).digest(), "big")


def _outlet_name(number: int) -> str:
    """Return the name of an outlet that there is not."""
    dice = _dice("outlet", number)
    first, second = _SYLLABLES[dice % 20], _SYLLABLES[dice // 20 % 20]
    return f"{first.title()}{second} {_SYLLABLES[number % 20].title()} {_KINDS[number // 20 % 10]} {number}"
