"""The timeline as people read it: each entry with the outlets behind it, and which dates are background.

Reports of one story name dates of years before: an earlier law, a birth. What lies farther from the days on which most
of the reports appeared than twice the span of these days is told apart, so that the story itself is not lost in it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Literal

from onrecord.dates import Bounds, bounds
from onrecord.model import Report, Span, Story, TimelineEntry

REACH = 2
"""Times the span of the reports' days: what lies farther before or after them is background."""
REACH_MIN = 45
"""Days of the story's own that are always taken before and after its reports."""
MOST = 0.85
"""Share of the reports whose days are looked at where the others lie far off."""
FAR = 4
"""Times the span of most reports' days: one look back after months would press the event into a point."""
FAR_MIN = 7
"""Days that are never far from most reports' days."""

_MARKUP = re.compile(r"<(?P<tag>[a-z]{1,6})>(?P<words>[^<>]*)</(?P=tag)>|(?P<stars>\*\*|__)(?P<bold>[^*_]+)(?P=stars)")

Where = Literal["earlier", "", "later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry of the timeline, with names."""

    date: str
    """EDTF."""
    first: str | None
    """The first day that it can mean; of a date that is open to the past, the day on which it was first told."""
    last: str | None
    text: str
    report: str
    """The id of the report that the text is from."""
    outlet: str
    day: str | None
    """When that report was published, EDTF."""
    channels: tuple[tuple[str, ...], ...]
    """The outlets of each channel by which it reached us that this was then."""
    reports: int
    """How many reports tell it."""
    sentences: int
    """How many sentences name the date, of all reports."""
    wider: int
    """How many sentences tell the same of a longer stretch."""
    ahead: bool
    aside: bool
    disputed: bool
    """Whether there is a conflict about the date, and not only who gave it giving another one later."""
    revised: bool
    """Whether who gave the date gave another one, and nobody else disputes it."""
    contested: bool
    """Whether what it tells, other than its date, stands in a disagreement."""
    where: Where
    """How it lies to the days of the story."""


def chronology(story: Story) -> tuple[EntryRow, ...]:
    """Return the timeline in its order, with names and with what lies before and after the story's own days."""
    reports = {report.id: report for report in story.reports}
    span = story_span(story)
    revisions = frozenset(one.id for one in story.conflicts if one.revision)
    against = _contested(story)
    return tuple(_row(entry, reports, span, revisions, against) for entry in story.timeline)


def _contested(story: Story) -> dict[str, list[Span]]:
    """Return, by report, where the words of claims stand that others put otherwise; dates are told apart."""
    claims = {
        one
        for conflict in story.conflicts
        if not conflict.revision and conflict.kind != "date"
        for one in (*conflict.claims, *conflict.further[0], *conflict.further[1])
    }
    within = {statement for claim in story.claims if claim.id in claims for statement in claim.statements}
    found: dict[str, list[Span]] = defaultdict(list)
    for statement in story.statements:
        if statement.id in within:
            found[statement.report] += statement.content
    return found


def report_days(story: Story) -> list[date]:
    """Return the days on which reports were published, in order; what is known only as a stretch is left out."""
    found = (bounds(report.published) for report in story.reports if report.published is not None)
    return sorted(first for first, last in found if first is not None and first == last)


def story_span(story: Story) -> Bounds:
    """Return the first and last day of what is not background, both None where no report is dated."""
    days = report_days(story)
    if not days:
        return None, None
    near = most(days)
    reach = timedelta(days=max(REACH_MIN, REACH * (near[-1] - near[0]).days))
    return _moved(near[0], -reach), _moved(days[-1], reach)


def most(days: Iterable[date]) -> list[date]:
    """Return the days that lie close together where a few others lie far off, all of them where none does, in order.

    >>> week = [date(2025, 3, day) for day in range(11, 18)]
    >>> most([*week, date(2025, 10, 14)]) == week, most([*week, date(2025, 3, 24)]) == week
    (True, False)
    """
    ordered = sorted(days)
    size = math.ceil(MOST * len(ordered))
    if not size:
        return ordered
    start = min(range(len(ordered) - size + 1), key=lambda n: (ordered[n + size - 1] - ordered[n], n))
    first, last = ordered[start], ordered[start + size - 1]
    span = max(1, (last - first).days) * FAR
    if (ordered[-1] - ordered[0]).days <= max(span, 2 * FAR_MIN):
        return ordered
    return [day for day in ordered if abs((day - first).days) <= span and abs((day - last).days) <= span]


def where(edtf: str, span: Bounds) -> Where:
    """Return how a date lies to a span of days.

    >>> where("2014-04", (date(2031, 1, 1), date(2031, 3, 1)))
    'earlier'
    """
    first, last = bounds(edtf)
    if span[0] is not None and last is not None and last < span[0]:
        return "earlier"
    if span[1] is not None and first is not None and first > span[1]:
        return "later"
    return ""


def _row(
    entry: TimelineEntry,
    reports: Mapping[str, Report],
    span: Bounds,
    revisions: frozenset[str],
    against: Mapping[str, Sequence[Span]],
) -> EntryRow:
    first, last = bounds(entry.date)
    shown = entry.evidence[0]
    best = reports[shown.report]
    told = {report for channel in entry.channels for report in channel}
    published = [reports[one].published for one in sorted(told or {best.id})]
    said = min((day for one in published if one is not None and (day := bounds(one)[0]) is not None), default=None)
    if first is None and last is not None and said is not None and said <= last:
        first = said
    return EntryRow(
        date=entry.date,
        first=_iso(first),
        last=_iso(last),
        text=plain(entry.text),
        report=best.id,
        outlet=_outlet(best),
        day=best.published,
        channels=tuple(_outlets(channel, reports) for channel in entry.channels),
        reports=len(told),
        sentences=len(entry.evidence),
        wider=len(entry.wider),
        ahead=entry.ahead,
        aside=entry.aside,
        disputed=not revisions.issuperset(entry.conflicts),
        revised=bool(entry.conflicts) and revisions.issuperset(entry.conflicts),
        contested=any(a < shown.span[1] and shown.span[0] < b for a, b in against.get(best.id, ())),
        where=where(entry.date, span),
    )


def plain(words: str) -> str:
    """Return a report's words without the marks of its page that were left in its text, for reading.

    >>> plain("The minister <u>said</u> so on **Friday**."), plain("It costs 3 < 4, and <b> is a letter > a.")
    ('The minister said so on Friday.', 'It costs 3 < 4, and <b> is a letter > a.')
    """
    return _MARKUP.sub(lambda found: found["words"] or found["bold"] or "", words)


def _outlets(channel: Sequence[str], reports: Mapping[str, Report]) -> tuple[str, ...]:
    return tuple(sorted(_outlet(reports[report]) for report in channel))


def _outlet(report: Report) -> str:
    return report.outlet or f"outlet unknown ({PurePosixPath(report.input).name})"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moved(day: date, by: timedelta) -> date:
    ordinal = day.toordinal() + by.days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
