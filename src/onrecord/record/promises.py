"""Promises as they stand on a day: what the calendar adds to what was reported, and the rows that a reader sees.

A record keeps each status as of its newest report, so that it depends on its reports alone. Whoever reads it later
reads it on a day: a window may have ended since. Only the calendar is applied here; what was *reported* by an earlier
day is another view of the record (`onrecord.open(path, as_of=...)`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from onrecord.dates import bounds, ended, shown_day
from onrecord.model import Claim, Promise, PromiseStatus, Report, Statement, Story, Window
from onrecord.record.wording import called, claimed, told, worded

_SENTENCE = re.compile(r"(?<=[^\W_A-Z]{3})[.!?][\"”’']?\s+(?=[\"“‘']?[A-Z])")
"""The end of a sentence, and not of an abbreviation: "Mr. Velt"."""


def status_on(promise: Promise, day: date | None) -> PromiseStatus:
    """Return the status of a promise on a day that is no earlier than the newest report; None is that report's day.

    >>> kept = Promise(claim="c-1", speaker="e-1", due="../2031-06-30", status="reported kept")
    >>> waiting = replace(kept, status="open")
    >>> status_on(kept, date(2032, 1, 1)), status_on(waiting, date(2032, 1, 1)), status_on(waiting, date(2031, 6, 30))
    ('reported kept', 'due passed, nothing reported', 'open')
    """
    if promise.status == "open" and day is not None and ended(promise.due, day):
        return "due passed, nothing reported"
    return promise.status


def on_day(story: Story, day: date | None) -> Story:
    """Return a story whose promises have the status that they have on a day, and say why; the rest is as it was."""
    if day is None:
        return story
    return replace(story, promises=tuple(_on(one, day) for one in story.promises))


def _on(promise: Promise, day: date) -> Promise:
    status = status_on(promise, day)
    if status == promise.status:
        return promise
    return replace(promise, status=status, because=f"{promise.because}; as of {day} the window has ended")


def newest_day(story: Story) -> date | None:
    """Return the day of the newest report, for which the statuses of a record hold; None where none is dated."""
    days = (bounds(report.published)[1] for report in story.reports if report.published is not None)
    return max((day for day in days if day is not None), default=None)


def judged_on(story: Story, today: date | None) -> date | None:
    """Return the day for which `on_day` gives the statuses: today, or the newest report's day where that is later."""
    return max((day for day in (today, newest_day(story)) if day is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One window that was given for a promise."""

    due: str
    """EDTF."""
    words: str | None
    """The words that say when, verbatim; None where no time is given."""
    text: str | None
    """The statement that gives it, where it is part of another claim than the promise; else None."""
    speaker: str | None
    """Who says so; None is the outlet, or a source that was not resolved."""
    outlet: str
    """Its name, or "outlet unknown" and the name of the file."""
    day: str | None
    """Of publication."""
    vague: bool
    """Whether no day is given ("soon", or nothing at all), so that it is open from the day on which it was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A later statement about the matter of a promise."""

    statement: str
    text: str
    speaker: str | None
    outlet: str
    day: str | None
    url: str | None
    settles: bool
    """Whether the status rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One promise with all that a reader needs to check it."""

    claim: str
    speaker: str
    text: str
    """The claim's words, after the cue where they alone would mislead ("promised to answer")."""
    words: str
    """Of a speech of several sentences, the one that says when, with "[...]" for what stands around it; else `text`."""
    due: str
    """EDTF."""
    due_from: str | None
    """The first day of the window, None where it is open or unknown."""
    due_to: str | None
    status: PromiseStatus
    hedged: bool
    said_on: str | None
    """The day on which it was said, where a report tells it; else None."""
    first_reported: str | None
    outlets: tuple[str, ...]
    """Who carries it, by name, or "outlet unknown" and the name of the file."""
    relays: tuple[str, ...]
    """Through whom it came to them."""
    urls: tuple[str, ...]
    windows: tuple[Given, ...]
    """In the order in which they were given."""
    later: tuple[Later, ...]
    """By date."""
    because: str

    @property
    def due_words(self) -> str | None:
        """The words that say when, verbatim; None where no time is given."""
        return next((one.words for one in self.windows if one.due == self.due and one.words), None)

    @property
    def vague(self) -> bool:
        """Whether no day is given ("soon", or nothing at all), so that it is open from the day on which it was said."""
        given = [one.vague for one in self.windows if one.due == self.due]
        return all(given) if given else self.due_to is None


def promises_of(story: Story) -> tuple[Promised, ...]:
    """Return the promises of a story, the first to fall due first; those without a last day come last."""
    names = {entity.id: entity.name for entity in story.entities}
    claims = {claim.id: claim for claim in story.claims}
    said = {statement.id: statement for statement in story.statements}
    reports = {report.id: report for report in story.reports}

    def given(window: Window, claim: Claim) -> Given:
        statement = said[window.statement]
        report = reports[statement.report]
        return Given(
            due=window.due,
            words=None if window.span is None else report.slice(window.span),
            text=None if statement.id in claim.statements else worded(statement, report),
            speaker=names.get(statement.speaker or ""),
            outlet=called(report),
            day=shown_day(report.published),
            vague=_is_vague(window, statement),
        )

    def later(statement: Statement, settles: bool) -> Later:
        report = reports[statement.report]
        return Later(
            statement=statement.id,
            text=worded(statement, report),
            speaker=names.get(statement.speaker or ""),
            outlet=called(report),
            day=shown_day(report.published),
            url=report.url,
            settles=settles,
        )

    def row(promise: Promise) -> Promised:
        claim = claims[promise.claim]
        making = [said[statement] for statement in claim.statements]
        carried = [reports[report] for report in claim.reports]
        first, last = bounds(promise.due)
        whole, words = claimed(claim, said, reports), _words(claim, promise, making, reports)
        return Promised(
            claim=claim.id,
            speaker=names[promise.speaker],
            text=whole,
            words=whole if words == claim.text else told(words),
            due=promise.due,
            due_from=first.isoformat() if first else None,
            due_to=last.isoformat() if last else None,
            status=promise.status,
            hedged=promise.hedged,
            said_on=min((one.said_on for one in making if one.said_on), default=None),
            first_reported=claim.first_reported,
            outlets=_distinct(map(called, carried)),
            relays=_distinct(relay.name for one in making for relay in one.relays),
            urls=_distinct(report.url for report in carried),
            windows=tuple(given(window, claim) for window in promise.windows),
            later=tuple(later(said[one], one == promise.settled_by) for one in promise.later),
            because=promise.because,
        )

    return tuple(sorted(map(row, story.promises), key=_by_due))


def _is_vague(window: Window, statement: Statement) -> bool:
    """Return whether a window is open because no day is given, and not from a day that is ("from May")."""
    if bounds(window.due)[1] is not None:
        return False
    return window.span is None or not any(
        time.span == window.span and time.edtf is not None and time.type in ("DATE", "TIME") for time in statement.times
    )


def _words(claim: Claim, promise: Promise, making: Sequence[Statement], reports: Mapping[str, Report]) -> str:
    """Return the sentence of a claim's words that says when, with a sign for what stands around it."""
    statement = next((one for one in making if one.text == claim.text), None)
    if statement is None:
        return claim.text
    own = [one.span for one in promise.windows if one.statement == statement.id and one.span is not None]
    span = next(iter(own + [time.span for time in statement.times if time.edtf == promise.due]), None)
    for start, end in statement.content if span is not None else ():
        if span is not None and start <= span[0] < end:
            text = reports[statement.report].text
            edges = [start, *(match.end() for match in _SENTENCE.finditer(text, start, end)), end]
            first, last = next((a, b) for a, b in pairwise(edges) if a <= span[0] < b)
            before = "[...] " if first > statement.content[0][0] else ""
            return f"{before}{text[first:last].strip()}{' [...]' if last < statement.content[-1][1] else ''}"
    return claim.text


def _by_due(row: Promised) -> tuple[object, ...]:
    return row.due_to is None, row.due_to or "", row.due_from or "", row.claim


def _distinct(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if word}))
