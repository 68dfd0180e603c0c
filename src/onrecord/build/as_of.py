"""A record as it stood on a day: the same functions over the reports that were published by then.

What a report says is found once and kept; what the reports say together is related anew for the day, so that a view
equals the record that somebody would have built on its evening.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.build.steps import using_outlets
from onrecord.dates import bounds
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import History, Report, Story
    from onrecord.record import AsOf, Changes, Record


def open_record(path: str | Path, as_of: str | None = None) -> Record:
    """Open a record for reading, whole or as it stood on a day.

    Args:
        path: The record's file.
        as_of: A day, month or year (`2024-12-07`, `2024-12`): only reports published by its end are seen, and promises
            are judged by what was reported and due by then. None is all that the record holds.

    Returns:
        The record, open for reading. What is seen as of a day lies in memory; the file is not changed.

    Raises:
        UsageError: There is no such file, or `as_of` is no date.
        RecordError: The file is not a record, or is unfinished.

    Example:
        ```python
        with onrecord.open("story.db", as_of="2024-12-07") as record:
            print(len(record.story().reports), record.as_of)
        ```
    """
    from onrecord.record import Record

    record = Record(path)
    if as_of is None:
        return record
    with record:
        return _seen(record, last_day(as_of))


def diff(path: str | Path, since: str, until: str | None = None) -> Changes:
    """Return what changed in a record from one day to another.

    Two states of it are held against each other: what the reports published by each day say together. Reports without a
    day are in neither, for it is not known when they came.

    Args:
        path: The record's file.
        since: A day, month or year: the earlier state is that at its end.
        until: The same of the later state; None is the day of the newest report.

    Returns:
        New reports and claims, changed backing, revised values, contradictions, promises and days.

    Raises:
        UsageError: There is no such file, a day is no date, or `until` is before `since`.
        RecordError: The file is not a record, or is unfinished.

    Example:
        ```python
        for one in onrecord.diff("story.db", "2024-12-07").revised:
            print(" → ".join(step.value for step in one.steps))
        ```
    """
    from onrecord.record import Record

    first = last_day(since)
    last = last_day(until) if until is not None else None
    if last is not None and last < first:
        raise UsageError(f"{until} is before {since}: the earlier day comes first")
    with Record(path) as record:
        return _changed(record, _state(record, first), last)


def since(view: Record) -> Changes:
    """Return what has changed in a record since the day as of which it is seen, by the day of its newest report.

    Raises:
        UsageError: The record is not seen as of a day.
    """
    from onrecord.record import Record

    seen = view.as_of
    if seen is None:
        raise UsageError(f"{view.path}: is seen whole; nothing came since")
    with Record(view.path) as record:
        return _changed(record, (view.story(), seen), None)


def newest(path: str | Path) -> date | None:
    """Return the day of the newest report of a record, None where no report is dated."""
    from onrecord.record import Record

    with Record(path) as record:
        return _newest(record)


def story_on(record: Record, as_of: str) -> tuple[Story, AsOf]:
    """Return what the reports of a record that were published by a day say together, and which are left out.

    Raises:
        UsageError: `as_of` is no date.
        RecordError: The record is unfinished or damaged.
    """
    return _state(record, last_day(as_of))


def last_day(as_of: str) -> date:
    """Return the last day of a day, month or year in EDTF.

    Raises:
        UsageError: It is none.

    >>> last_day("2024-12")
    datetime.date(2024, 12, 31)
    """
    last = bounds(as_of)[1]
    if last is None:
        raise UsageError(f"{as_of!r} is no day: write it as 2024-12-07 (or a month, 2024-12, for its last day)")
    return last


def known_days(story: Story) -> dict[str, date | None]:
    """Return, by report id, the day by whose end a report is known to have been there; None where that is not known.

    It is the day on which it was published. A later version of a page was not there before it was seen, whatever day
    the page says; a report that states no day was there when it was captured.
    """
    seen = {
        version.report: version.seen[0]
        for history in story.histories
        for version in history.versions[1:]
        if version.seen
    }
    return {report.id: _known_by(report, seen.get(report.id)) for report in story.reports}


def _seen(record: Record, day: date) -> Record:
    return record.seen(*_state(record, day))


def _changed(record: Record, before: tuple[Story, AsOf], until: date | None) -> Changes:
    from onrecord.record import changes

    story, seen = before
    first = date.fromisoformat(seen.day)
    last = until or max(first, _newest(record) or first)
    after, then = _state(record, last)
    return replace(changes(story, after), since=seen.day, until=then.day, undated=then.undated)


def _newest(record: Record) -> date | None:
    return max((day for day in known_days(record.story()).values() if day is not None), default=None)


def _state(record: Record, day: date) -> tuple[Story, AsOf]:
    """Return what the reports published by a day say together, and which are left out."""
    from onrecord.model import Analysis
    from onrecord.record import AsOf
    from onrecord.relating import relate

    whole = record.story()
    there = known_days(whole)
    days = sorted(known for known in there.values() if known is not None)
    undated = len(whole.reports) - len(days)
    reports = [report for report in whole.reports if (known := there[report.id]) is not None and known <= day]
    as_of = AsOf(
        day=day.isoformat(),
        later=len(whole.reports) - len(reports) - undated,
        undated=undated,
        first=days[0].isoformat() if days else None,
    )
    if not as_of.later and not undated and days and day == days[-1] and not _seen_later(whole, day):
        return whole, as_of  # it is what was kept: a record is judged as of its newest report
    ids = {report.id for report in reports}
    analyses = record.analyses(ids)
    with using_outlets(None, record.meta(), anew=False):
        story = relate(
            reports,
            {report.id: analyses.get(report.id, Analysis()) for report in reports},
            duplicates=[one for one in whole.duplicates if one.of in ids and _by(one.captured, day)],
            rejected=whole.rejected,
            histories=[_by_then(one, day) for one in whole.histories],
            decisions=whole.decisions,
            as_of=day.isoformat(),
        )
    return story, as_of


def _by_then(history: History, day: date) -> History:
    """Return what was seen of a page by a day."""
    return replace(
        history,
        versions=tuple(
            replace(one, seen=tuple(moment for moment in one.seen if _by(moment, day))) for one in history.versions
        ),
    )


def _seen_later(story: Story, day: date) -> bool:
    moments = (moment for one in story.histories for version in one.versions for moment in version.seen)
    return not all(_by(moment, day) for moment in (*moments, *(one.captured for one in story.duplicates)))


def _by(moment: str | None, day: date) -> bool:
    last = None if moment is None else bounds(moment)[1]
    return last is None or last <= day


def _known_by(report: Report, seen: str | None) -> date | None:
    captured = report.source.captured if report.source is not None else None
    stated = seen or report.published or captured
    last = None if stated is None else bounds(stated)[1]
    published = None if report.published is None else bounds(report.published)[1]
    return last if seen is None or last is None or published is None else max(last, published)
