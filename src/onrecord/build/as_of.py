"""A record as it stood on a day: the same functions over the reports that were published by then.

What a report says is found once and kept; what the reports say together is related anew for the day, so that a view
equals the record that somebody would have built on its evening.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord.dates import bounds
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Report
    from onrecord.record import Record


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


def published_by(report: Report, day: date) -> bool:
    """Return whether a report is known to have been published by the end of a day."""
    last = bounds(report.published)[1] if report.published is not None else None
    return last is not None and last <= day


def _seen(record: Record, day: date) -> Record:
    from onrecord.model import Analysis
    from onrecord.record import AsOf
    from onrecord.relating import relate

    whole = record.story()
    reports = [report for report in whole.reports if published_by(report, day)]
    ids = {report.id for report in reports}
    undated = sum(report.published is None for report in whole.reports)
    analyses = record.analyses()
    story = relate(
        reports,
        {report.id: analyses.get(report.id, Analysis()) for report in reports},
        duplicates=[one for one in whole.duplicates if one.of in ids],
        rejected=whole.rejected,
        decisions=whole.decisions,
        as_of=day.isoformat(),
    )
    left_out = AsOf(day=day.isoformat(), later=len(whole.reports) - len(reports) - undated, undated=undated)
    return record.seen(story, left_out)
