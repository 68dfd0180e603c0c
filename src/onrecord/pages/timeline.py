"""What falls on which day: the promises with their windows and the timeline of all dated sentences."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.dates import bounds
from onrecord.model import Evidence, Promise, TimelineEntry
from onrecord.pages.axis import Axis, Bar, axis
from onrecord.pages.dates import Window, short, sort_key, window, words
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf, clipped
from onrecord.record import (
    REACH,
    REACH_MIN,
    Given,
    Promised,
    most,
    plain,
    promises_of,
    report_days,
    story_span,
    where,
)

_PROMISE_REACH = 3660  # days: a promise for the next ten years is drawn at its place
_BESIDE_MIN = 7  # days: the line goes on both sides of most reports' days by this, where others lie far off
_SENTENCE_MAX = 240  # code points shown of each further sentence; the rest is a click away
_TIMELINE_LABELS = 3  # as many as fit the narrow line beside the sentences
STATUS_SIGNS = {
    "open": "○",
    "due passed, nothing reported": "◔",
    "reported kept": "●",
    "reported broken": "✕",
    "revised": "↻",
}
"""A sign beside the words of each status, so that neither stands alone."""


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One promise as it is shown."""

    claim: str
    href: str
    text: str
    speaker: str
    due: str
    edtf: str
    status: str
    sign: str
    bar: Bar | None
    made: Bar | None
    made_words: str
    later: tuple[Quote, ...]
    because: str
    reports: int
    open_ended: bool
    """Whether its window has no last day."""
    hedged: bool
    windows: tuple[str, ...]
    """Each window that was given and the day of the report that gives it, where more than one was given."""
    settled: tuple[str, ...]
    """The id of the quotation that the status rests on; empty where none does."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence that holds a date."""

    text: str
    href: str
    """Where it stands in its report."""
    outlet: str
    day: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Path:
    """One independent way by which an entry came."""

    reports: tuple[str, ...]
    """The outlets of its reports, the earliest first."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """What stands for a date, and the other sentences that hold the same date."""

    text: str
    chosen: Dated | None
    others: tuple[Dated, ...]
    reports: int
    """How many reports the others stand in."""
    wider: tuple[Dated, ...]
    """The sentences that tell the same of a longer stretch."""
    channels: tuple[Path, ...]
    """By which ways it came, the earliest first."""
    tellers: int
    """How many reports tell it."""
    ahead: bool
    disputes: tuple[str, ...]
    """The conflicts about the date, as they are called on the page."""
    moved: bool
    """Whether all of these are revisions: who gave the date gave another one later."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A day or period with all that the reports say of it."""

    date: str
    edtf: str
    bar: Bar | None
    entries: tuple[EntryView, ...]
    ahead: bool
    """Whether all of it was yet to come when it was told."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates of the story, those that lie long before and after it, and those that are only named in passing."""

    chart: Chart
    before: tuple[DateView, ...]
    dates: tuple[DateView, ...]
    after: tuple[DateView, ...]
    passing: tuple[DateView, ...]
    count: int
    """How many entries there are in all."""


@dataclass(frozen=True, slots=True)
class Chart:
    """An axis, with the days on which reports were published."""

    axis: Axis | None
    published: tuple[float, ...]


def promises(shelf: Shelf) -> tuple[Chart, list[PromiseView]]:
    """Return the promises, the one that falls due first first, and the line they are drawn on."""
    due = [found for promise in shelf.story.promises if (found := window(promise.due))]
    said = [
        found
        for promise in shelf.story.promises
        for one in shelf.claims[promise.claim].statements
        if (found := window(shelf.statements[one].said_on)) and found.is_day
    ]
    chart = _chart(shelf, axis([*due, *said], report_days(shelf.story), _PROMISE_REACH))
    ordered = sorted(shelf.story.promises, key=lambda one: (bounds(one.due)[1] is None, sort_key(one.due), one.claim))
    rows = {row.claim: row for row in promises_of(shelf.story)}
    return chart, [_promise(shelf, promise, rows[promise.claim], chart.axis) for promise in ordered]


def timeline(shelf: Shelf) -> Timeline:
    """Return the timeline by first day, and the line it is drawn on."""
    days, span = report_days(shelf.story), story_span(shelf.story)
    by_date: dict[str, list[TimelineEntry]] = {}
    for entry in shelf.story.timeline:
        by_date.setdefault(entry.date, []).append(entry)
    passing = {edtf for edtf, entries in by_date.items() if all(entry.aside for entry in entries)}
    windows = [found for edtf in by_date if edtf not in passing and (found := window(edtf))]
    near = most(days)
    reach = REACH * (near[-1] - near[0]).days if near else 0
    least = _BESIDE_MIN if len(near) < len(days) else REACH_MIN
    chart = _chart(shelf, axis(windows, near, max(least, reach), _TIMELINE_LABELS))
    dates = [_date(shelf, edtf, by_date[edtf], chart.axis) for edtf in sorted(by_date, key=sort_key)]
    told = [one for one in dates if one.edtf not in passing]
    return Timeline(
        chart,
        before=tuple(one for one in told if where(one.edtf, span) == "earlier"),
        dates=tuple(one for one in told if where(one.edtf, span) == ""),
        after=tuple(one for one in told if where(one.edtf, span) == "later"),
        passing=tuple(one for one in dates if one.edtf in passing),
        count=len(shelf.story.timeline),
    )


def _chart(shelf: Shelf, line: Axis | None) -> Chart:
    days = {line.at(day) for day in report_days(shelf.story) if line.first <= day <= line.last} if line else set()
    return Chart(line, tuple(sorted(days)))


def _bar(edtf: str | None, line: Axis | None) -> Bar | None:
    found = window(edtf)
    return line.bar(found) if line is not None and found is not None else None


def _due(edtf: str, made: str | None, line: Axis | None) -> Bar | None:
    """Return a window on the line; "by" begins on the day it was said."""
    due, start = window(edtf), window(made)
    if due is not None and due.first is None and due.last and start is not None and start.first:
        due = Window(start.first, due.last) if start.first <= due.last else due
    return line.bar(due) if line is not None and due is not None else None


def _promise(shelf: Shelf, promise: Promise, row: Promised, line: Axis | None) -> PromiseView:
    claim = shelf.claims[promise.claim]
    said = sorted((shelf.statements[one].said_on for one in claim.statements), key=sort_key)
    made = next((day for day in said if day and window(day)), None) or claim.first_reported
    later = sorted((shelf.statements[one] for one in promise.later), key=lambda one: (shelf.order(one.report), one.id))
    return PromiseView(
        claim=promise.claim,
        href=shelf.href.claim(promise.claim),
        text=plain(row.words),
        speaker=shelf.name(promise.speaker) or "speaker not resolved",
        due=_due_words(shelf, promise),
        edtf=promise.due,
        status=promise.status,
        sign=STATUS_SIGNS[promise.status],
        bar=_due(promise.due, made, line),
        made=_bar(made, line),
        made_words=f"{'said' if any(said) else 'first reported'} {short(made)}" if made else "",
        later=tuple(quote(shelf, one) for one in later),
        because=promise.because,
        reports=shelf.carriers(claim),
        open_ended=bounds(promise.due)[1] is None,
        hedged=promise.hedged,
        windows=_windows(shelf, promise, row),
        settled=tuple(quote(shelf, one).id for one in later if one.id == promise.settled_by),
    )


def _due_words(shelf: Shelf, promise: Promise) -> str:
    """Return when a promise falls due in words; of one without a last day, the report's own words for it, if any."""
    if bounds(promise.due)[1] is not None:
        return words(promise.due)
    spans = (
        shelf.reports[shelf.statements[one.statement].report].slice(one.span)
        for one in promise.windows
        if one.due == promise.due and one.span is not None
    )
    return next((f"“{said}”" for said in spans), "no date given")


def _windows(shelf: Shelf, promise: Promise, row: Promised) -> tuple[str, ...]:
    if len({one.due for one in promise.windows}) < 2:
        return ()
    return tuple(
        f"{_given(one)} ({shelf.outlet(report)}, {shelf.day(report)})"
        for one, window in zip(row.windows, promise.windows, strict=True)
        for report in (shelf.statements[window.statement].report,)
    )


def _given(window: Given) -> str:
    if not window.vague:
        return words(window.due)
    return "no date given" if window.words is None else f"“{window.words}”"


def _date(shelf: Shelf, edtf: str, entries: list[TimelineEntry], line: Axis | None) -> DateView:
    """Return one date; what most channels tell of it comes first, as in the record."""
    told = min((entry.evidence[0].report for entry in entries if entry.evidence), key=shelf.order, default=None)
    bar = _due(edtf, shelf.reports[told].published if told else None, line)
    ahead = all(entry.ahead for entry in entries)
    return DateView(short(edtf), edtf, bar, tuple(_entry(shelf, one) for one in entries), ahead)


def _entry(shelf: Shelf, entry: TimelineEntry) -> EntryView:
    rest = sorted(entry.evidence[1:], key=lambda one: (shelf.order(one.report), one.span))
    ordered = [sorted(channel, key=shelf.order) for channel in entry.channels]
    return EntryView(
        text=plain(entry.text),
        chosen=_dated(shelf, entry.evidence[0]) if entry.evidence else None,
        others=tuple(_dated(shelf, spot) for spot in rest),
        reports=len({spot.report for spot in rest}),
        wider=tuple(_dated(shelf, spot) for spot in entry.wider),
        channels=tuple(
            Path(tuple(shelf.outlet(report) for report in channel))
            for channel in sorted(ordered, key=lambda channel: shelf.order(channel[0]))
        ),
        tellers=len({report for channel in entry.channels for report in channel}),
        ahead=entry.ahead,
        disputes=entry.conflicts,
        moved=all(one.revision for one in shelf.story.conflicts if one.id in entry.conflicts),
    )


def _dated(shelf: Shelf, spot: Evidence) -> Dated:
    report = shelf.reports[spot.report]
    return Dated(
        clipped(report.slice(spot.span), _SENTENCE_MAX),
        shelf.href.report(spot.report, spot.span),
        shelf.outlet(spot.report),
        shelf.day(spot.report),
        report.language,
    )
