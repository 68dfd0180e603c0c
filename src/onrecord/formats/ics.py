"""Promises as an iCalendar file (RFC 5545), for any calendar: each window an event, with a reminder when it has ended.

An event lasts all day from the first to the last day of the window and leaves the calendar free (`TRANSP`). Of a window
that is known by its end alone ("by the end of June") the last day is the event; of one that is known by its start
alone ("from January") the first. A promise without any day ("soon") has no place in a calendar. The reminder comes on
the morning after the last day, when it is time to ask what became of the promise.

The same promises give the same bytes: `DTSTAMP` is the day of the newest report, and each `UID` is made of the claim's
id, so that a calendar that is read again takes the place of the older one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from onrecord.dates import bounds
from onrecord.formats.addresses import web_address
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.record import Promised, judged_on, newest_day, on_day, promises_of

if TYPE_CHECKING:
    from icalendar import Event

REMINDED_AT = timedelta(hours=9)
"""After the end of the last day: at nine in the morning of the next."""
_SUMMARY_MAX = 80
"""Code points of a promise's words in the title of its event; the description holds them all."""
_NO_DAY = date(1970, 1, 1)
"""What stands for the day of the newest report where no report is dated: `DTSTAMP` may not be missing."""


def calendar(promises: Sequence[Promised], name: str, newest: date | None, judged: date | None) -> bytes:
    """Return a calendar of promises.

    Args:
        promises: Which ones; `placed` says which of them have an event.
        name: What the calendar is called.
        newest: The day of the newest report.
        judged: The day for which the statuses hold.

    Returns:
        An iCalendar file: UTF-8, lines of at most 75 octets that end in CR LF.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//onrecord//promises//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _plain(name))
    stamp = datetime.combine(newest or _NO_DAY, time(), UTC)
    for promise in promises:
        days = placed(promise)
        if days is not None:
            made.add_component(_event(promise, days, stamp, judged))
    written: bytes = made.to_ical()
    return written


def placed(promise: Promised) -> tuple[date, date] | None:
    """Return the first and last day of a promise's event, None where it has none."""
    first = None if promise.due_from is None else date.fromisoformat(promise.due_from)
    last = None if promise.due_to is None else date.fromisoformat(promise.due_to)
    if last is not None:
        return first or last, last
    reported = bounds(promise.first_reported)[1] if promise.first_reported else None
    if first is not None and reported is not None and first > reported:  # "from January", and not "soon"
        return first, first
    return None


def _event(promise: Promised, days: tuple[date, date], stamp: datetime, judged: date | None) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{promise.claim}@onrecord")
    event.add("dtstamp", stamp)
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + timedelta(days=1))
    title = _plain(f"{promise.speaker}: {_clipped(promise.text)}")
    event.add("summary", title)
    event.add("description", "\n".join(_plain(line) for line in _description(promise, judged)))
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if promise.hedged else "CONFIRMED")
    event.add("categories", [promise.status])
    address = next(filter(None, map(web_address, promise.urls)), None)
    if address is not None:
        event.add("url", address)
    if promise.due_to is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", REMINDED_AT, parameters={"RELATED": "END"})
        event.add_component(alarm)
    return event


def _description(promise: Promised, judged: date | None) -> list[str]:
    """Return what is known of a promise, line by line; words in quotation marks are the reports' own."""
    said = f", said {promise.said_on}" if promise.said_on else ""
    lines = [
        promise.text,
        f"{promise.speaker}{said}, first reported {promise.first_reported or 'on an unknown day'}",
        f"Due: {promise.due}" + (" (only a possibility)" if promise.hedged else ""),
        f"Status{f' as of {judged}' if judged else ''}: {promise.status}",
    ]
    if len(promise.windows) > 1:
        lines += [f"Window given: {one.due} ({one.outlet}, {one.day})" for one in promise.windows]
    lines += [f"{one.outlet}, {one.day}: “{one.text}”" for one in promise.later if one.settles]
    if promise.outlets:
        lines.append(f"Outlets: {', '.join(promise.outlets)}")
    if promise.relays:
        lines.append(f"Through: {', '.join(promise.relays)}")
    return [*lines, *promise.urls]


def _clipped(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SUMMARY_MAX else f"{one_line[:_SUMMARY_MAX].rpartition(' ')[0]} …"


def _plain(text: str) -> str:
    """Return a text as one line that holds no control characters, which RFC 5545 forbids."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    story = on_day(record.story(), options.today)
    judged = judged_on(story, options.today)
    yield File(f"{record.path.stem}.ics", [calendar(promises_of(story), record.path.stem, newest_day(story), judged)])


FORMAT = Format(
    name="ics",
    title="promises as a calendar (iCalendar, RFC 5545)",
    use="the promises in any calendar: each window an event, with a reminder when it has ended",
    lost="all but promises; promises without a day (“soon”); earlier windows of a promise are in words only",
    suffix=".ics",
    files=files,
)
