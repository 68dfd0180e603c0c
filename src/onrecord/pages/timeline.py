"""What falls on which day: the promises with their windows and the timeline of all dated sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from onrecord.dates import bounds
from onrecord.model import Evidence, Promise, TimelineEntry
from onrecord.pages.axis import Axis, Bar, axis
from onrecord.pages.dates import Window, short, sort_key, window, words
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf, clipped, place
from onrecord.record import told

_PROMISE_REACH = 3660  # days: a promise for the next ten years is drawn at its place
_TIMELINE_REACH = 2.0  # times the span of the reports' days: what lies farther is background and is folded away
_TIMELINE_REACH_MIN = 45  # days
_MOST = 0.85  # share of the reports whose days the line is drawn for when the others lie far off
_FAR = 4  # times the span of most reports' days: one look back after months would press the event into a point
_FAR_MIN = 7  # days shown on both sides of most reports' days
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
    place: str
    """The id on the page."""
    outlet: str
    day: str
    language: str | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """What stands for a date, and the other sentences that hold the same date."""

    text: str
    chosen: Dated | None
    others: tuple[Dated, ...]
    reports: int
    """How many reports the others stand in."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A day or period with all that the reports say of it."""

    date: str
    edtf: str
    bar: Bar | None
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates on the line, and those that lie before and after it."""

    chart: Chart
    before: tuple[DateView, ...]
    dates: tuple[DateView, ...]
    after: tuple[DateView, ...]
    count: int
    """How many sentences there are in all."""


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
    chart = _chart(shelf, axis([*due, *said], _days(shelf), _PROMISE_REACH))
    ordered = sorted(shelf.story.promises, key=lambda one: (bounds(one.due)[1] is None, sort_key(one.due), one.claim))
    return chart, [_promise(shelf, promise, chart.axis) for promise in ordered]


def timeline(shelf: Shelf) -> Timeline:
    """Return the timeline by first day, and the line it is drawn on."""
    days = _days(shelf)
    spread = (max(days) - min(days)).days if days else 0
    reach = max(_TIMELINE_REACH_MIN, round(spread * _TIMELINE_REACH))
    windows = [found for entry in shelf.story.timeline if (found := window(entry.date))]
    wide = axis(windows, days, reach, _TIMELINE_LABELS)
    near = most(days)
    if len(near) < len(days):
        beside = max(_FAR_MIN, round((max(near) - min(near)).days * _TIMELINE_REACH))
        chart = _chart(shelf, axis(windows, near, beside, _TIMELINE_LABELS))
    else:
        chart = _chart(shelf, wide)
    by_date: dict[str, list[TimelineEntry]] = {}
    for entry in shelf.story.timeline:
        by_date.setdefault(entry.date, []).append(entry)
    dates = [_date(shelf, edtf, by_date[edtf], chart.axis) for edtf in sorted(by_date, key=sort_key)]
    where = {one.edtf: _where(one.edtf, wide) for one in dates}
    return Timeline(
        chart,
        before=tuple(one for one in dates if where[one.edtf] == "before"),
        dates=tuple(one for one in dates if where[one.edtf] not in ("before", "after")),
        after=tuple(one for one in dates if where[one.edtf] == "after"),
        count=len(shelf.story.timeline),
    )


def most(days: list[date]) -> list[date]:
    """Return the days that lie close together where a few others lie far off, all of them where none does.

    >>> week = [date(2025, 3, day) for day in range(11, 18)]
    >>> most([*week, date(2025, 10, 14)]) == week, most([*week, date(2025, 3, 24)]) == week
    (True, False)
    """
    ordered = sorted(days)
    size = math.ceil(_MOST * len(ordered))
    if not size:
        return ordered
    start = min(range(len(ordered) - size + 1), key=lambda n: (ordered[n + size - 1] - ordered[n], n))
    first, last = ordered[start], ordered[start + size - 1]
    span = max(1, (last - first).days) * _FAR
    if (ordered[-1] - ordered[0]).days <= max(span, 2 * _FAR_MIN):
        return ordered
    return [day for day in ordered if abs((day - first).days) <= span and abs((day - last).days) <= span]


def _where(edtf: str, line: Axis | None) -> str:
    """Return how a date lies to a line: `before`, `after`, or a shape on it."""
    bar = _bar(edtf, line)
    return bar.shape if bar else ""


def _days(shelf: Shelf) -> list[date]:
    found = [window(report.published) for report in shelf.story.reports]
    return [one.first for one in found if one is not None and one.first is not None and one.is_day]


def _chart(shelf: Shelf, line: Axis | None) -> Chart:
    days = {line.at(day) for day in _days(shelf) if line.first <= day <= line.last} if line else set()
    return Chart(line, tuple(sorted(days)))


def _bar(edtf: str | None, line: Axis | None) -> Bar | None:
    found = window(edtf)
    return line.bar(found) if line is not None and found is not None else None


def _due(edtf: str, made: str | None, line: Axis | None) -> Bar | None:
    """Return a window on the line; "until" begins on the day it was said."""
    due, start = window(edtf), window(made)
    if due is not None and due.first is None and due.last and start is not None and start.first:
        due = Window(start.first, due.last) if start.first <= due.last else due
    return line.bar(due) if line is not None and due is not None else None


def _promise(shelf: Shelf, promise: Promise, line: Axis | None) -> PromiseView:
    claim = shelf.claims[promise.claim]
    said = sorted((shelf.statements[one].said_on for one in claim.statements), key=sort_key)
    made = next((day for day in said if day and window(day)), None) or claim.first_reported
    later = sorted((shelf.statements[one] for one in promise.later), key=lambda one: (shelf.order(one.report), one.id))
    return PromiseView(
        claim=promise.claim,
        href=shelf.claim_href(promise.claim),
        text=told(claim.text),
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
        reports=len(claim.reports),
        open_ended=bounds(promise.due)[1] is None,
        hedged=promise.hedged,
        windows=_windows(shelf, promise),
        settled=tuple(quote(shelf, one).id for one in later if one.id == promise.settled_by),
    )


def _due_words(shelf: Shelf, promise: Promise) -> str:
    """Return when a promise falls due in words; of one without a last day, the report's own words for it, if any."""
    if bounds(promise.due)[1] is not None:
        return _by(words(promise.due))
    spans = (
        shelf.reports[shelf.statements[one.statement].report].slice(one.span)
        for one in promise.windows
        if one.due == promise.due and one.span is not None
    )
    return next((f"“{said}”" for said in spans), "no date given")


def _windows(shelf: Shelf, promise: Promise) -> tuple[str, ...]:
    if len({one.due for one in promise.windows}) < 2:
        return ()
    return tuple(
        f"{_by(words(one.due))} ({shelf.outlet(report)}, {shelf.day(report)})"
        for one in promise.windows
        for report in (shelf.statements[one.statement].report,)
    )


def _by(due: str) -> str:
    """Return a window as what is due in it is said to be: by its end, where its end is all that is known."""
    return f"by {due.removeprefix('until ')}" if due.startswith("until ") else due


def _date(shelf: Shelf, edtf: str, entries: list[TimelineEntry], line: Axis | None) -> DateView:
    """Return one date; what most reports say of it comes first."""
    ordered = sorted(entries, key=lambda one: (-len({spot.report for spot in one.evidence}), one.text))
    told = min((entry.evidence[0].report for entry in ordered if entry.evidence), key=shelf.order, default=None)
    bar = _due(edtf, shelf.reports[told].published if told else None, line)
    return DateView(short(edtf), edtf, bar, tuple(_entry(shelf, one) for one in ordered))


def _entry(shelf: Shelf, entry: TimelineEntry) -> EntryView:
    rest = sorted(entry.evidence[1:], key=lambda one: (shelf.order(one.report), one.span))
    return EntryView(
        text=entry.text,
        chosen=_dated(shelf, entry.evidence[0]) if entry.evidence else None,
        others=tuple(_dated(shelf, spot) for spot in rest),
        reports=len({spot.report for spot in rest}),
    )


def _dated(shelf: Shelf, spot: Evidence) -> Dated:
    report = shelf.reports[spot.report]
    return Dated(
        clipped(report.slice(spot.span), _SENTENCE_MAX),
        place(spot.report, spot.span),
        shelf.outlet(spot.report),
        shelf.day(spot.report),
        report.language,
    )
