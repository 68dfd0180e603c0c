"""Findings moved from a real report to where its words stand in a made one, with other figures and later days.

Each span goes where its words now are, each count grows by a factor, each date is so many days later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.model import (
    Analysis,
    Clause,
    Label,
    Marker,
    Name,
    Quantity,
    Reference,
    Relay,
    Span,
    Statement,
    Time,
    Where,
)

_MONTHS = tuple(date(2031, month, 1).strftime("%B") for month in range(1, 13))
DAY = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})(?: (\d{{1,2}})(?!\d))?")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a span of an original."""

    span: Span
    was: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Some paragraphs of an original, and where they stand in the made text."""

    start: int
    end: int
    edits: tuple[Edit, ...]

    def text(self, original: str) -> str:
        """Return the words as they now read."""
        parts, at = [], self.start
        for edit in self.edits:
            parts += [original[at : edit.span[0]], edit.words]
            at = edit.span[1]
        return "".join([*parts, original[at : self.end]])


class Mover:
    """Moves the findings of an original to a passage of a made text."""

    def __init__(self, passage: Passage, to: int, days: int, factor: float) -> None:
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
                value=later(time.value, self._days),
                edtf=None if time.edtf is None else later(time.edtf, self._days),
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
            said_on=None if statement.said_on is None else later(statement.said_on, self._days),
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
        low, high = (grown(bound, self._factor) for bound in (quantity.low, quantity.high))
        return replace(quantity, span=at, low=low, high=high)


def grown(number: float | None, factor: float) -> float | None:
    """Return a count that grew; ones and halves stay, as do the years that look like counts."""
    if number is None or number < 2 or number != int(number) or 1900 <= number <= 2100:
        return number
    return float(round(number * factor))


def grown_words(words: str, factor: float) -> str:
    return f"{grown(float(words.replace(',', '')), factor):,.0f}"


def later(value: str, days: int) -> str:
    """Return an EDTF or TIMEX3 value so many days later: days by days, months and years by whole ones.

    >>> later("2016-07-14T22:30", 7), later("2016-12", 31), later("2016-07-14/2016-07-16", 21), later("P3D", 7)
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


def later_words(words: str, near: date, days: int) -> str:
    """Return a day of a month so many days later, in the same order of words."""
    match = DAY.fullmatch(words)
    if match is None:
        return words
    month, number = _MONTHS.index(match[2]) + 1, int(match[1] or match[3])
    try:
        day = date(near.year, month, number) + timedelta(days=days)
    except ValueError:  # the 29th of another year's February
        return words
    return f"{day.day} {_MONTHS[day.month - 1]}" if match[1] else f"{_MONTHS[day.month - 1]} {day.day}"
