"""The timeline and the promises as the JSON of TimelineJS (Northwestern University Knight Lab), to be put on a page.

Each entry is one sentence of a report, verbatim, with those who tell it. A date that is no single day is a span
from its first to its last day, and is shown as it is known. TimelineJS takes texts for HTML: all words are escaped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from onrecord.dates import bounds, shown_day, without_hours
from onrecord.formats.addresses import web_address
from onrecord.formats.ics import placed
from onrecord.formats.plain import one_line
from onrecord.formats.registry import File, Format, HoldsRecord, Options, view_of
from onrecord.model import make_id
from onrecord.record import EntryRow, Promised, by_channels, promises_of
from onrecord.record.tables import View, entries

_HEADLINE_MOST = 100
"""Code points of a headline: what TimelineJS shows in two lines. The whole sentence stands under it."""
_GROUPS = {"earlier": "Background", "": "What is reported", "later": "Far ahead"}


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    made = timeline(record, options)
    yield File(f"{record.path.stem}.timeline.json", [f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()])


def timeline(record: HoldsRecord, options: Options) -> dict[str, Any]:
    """Return the object that TimelineJS is given: a title, and an event for each entry and each promise with a day."""
    view = view_of(record, options)
    told = [_entry(row, view) for row, _ in entries(view)]
    due = [_promise(row) for row in promises_of(view.story)]
    events = sorted((one for one in told + due if one is not None), key=_by_date)
    met: Counter[str] = Counter()
    for event in events:
        met[event["unique_id"]] += 1
        if met[event["unique_id"]] > 1:
            event["unique_id"] += f"-{met[event['unique_id']]}"
    as_of = "" if record.as_of is None else f", as of {record.as_of.day}"
    about = f"{len(view.reports):,} report{'' if len(view.reports) == 1 else 's'}{as_of}"
    return {
        "title": {"text": {"headline": escape(one_line(record.path.stem)), "text": escape(about)}},
        "events": events,
        "scale": "human",
    }


def _entry(row: EntryRow, view: View) -> dict[str, Any] | None:
    days = _days(row.first, row.last)
    if days is None:
        return None
    report = view.reports[row.report]
    words = one_line(row.text)
    url = web_address(report.url)
    outlet = escape(one_line(row.outlet))
    source = f'<a href="{escape(url)}">{outlet}</a>' if url else outlet
    day = one_line(shown_day(row.day)) or "undated"
    paths = by_channels(len(row.channels), 0) if row.channels else ""
    marks = [word for word, holds in (("disputed", row.disputed), ("revised", row.revised)) if holds]
    beside = "; ".join(filter(None, [paths, *marks]))
    group = "Yet to come" if row.ahead and not row.where else _GROUPS[row.where]
    key = make_id("t", row.date, row.text, row.report)
    return _event(
        key,
        days,
        row.date,
        words,
        words,
        f"{source}, {escape(day)}{f' ({beside})' if beside else ''}",
        group,
    )


def _promise(row: Promised) -> dict[str, Any] | None:
    days = placed(row)
    if days is None:
        return None
    words, speaker = one_line(row.words), one_line(row.speaker)
    sources = [f'<a href="{escape(url)}">{escape(url)}</a>' for url in map(web_address, row.urls) if url]
    outlets = escape(", ".join(map(one_line, row.outlets)))
    told = "<br>".join([f"{escape(row.status)}; {outlets}", *sources])
    chance = " (only a possibility)" if row.hedged else ""
    key = make_id("p", row.claim, row.speaker, row.due)
    return _event(key, days, row.due, f"{speaker}: {words}", words, told, f"Promised{chance}")


def _event(
    key: str, days: tuple[date, date], edtf: str, headline: str, words: str, told: str, group: str
) -> dict[str, Any]:
    """Return an event; the words stand under a headline that has no room for all of them."""
    quoted = f"<blockquote>{escape(words)}</blockquote>" if _clipped(headline) != headline else ""
    made: dict[str, Any] = {"unique_id": key, "start_date": _date(days[0])}
    if days[0] != days[1]:
        made["end_date"] = _date(days[1])
    return made | {
        "display_date": escape(_shown(edtf)),
        "text": {"headline": escape(_clipped(headline)), "text": f"{quoted}<p>{told}</p>"},
        "group": escape(group),
        "autolink": False,
    }


def _days(first: str | None, last: str | None) -> tuple[date, date] | None:
    """Return the first and last day of an event; of a date that is open on one side, the day that is known."""
    if first is None and last is None:
        return None
    return date.fromisoformat(first or last or ""), date.fromisoformat(last or first or "")


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _shown(edtf: str) -> str:
    """Return a date as it is shown: what is known of it, and no more.

    >>> _shown("2031-03-04"), _shown("2031-03"), _shown("2031-41"), _shown("../2031-06-30"), _shown("2031-06/..")
    ('2031-03-04', '2031-03', '2031-07-01 to 2031-12-31', 'by 2031-06-30', 'from 2031-06-01')
    """
    first, last = bounds(edtf)
    if first is None or last is None:
        return f"by {last}" if last else f"from {first}" if first else one_line(edtf)
    plain = without_hours(edtf)
    iso = (first.isoformat(), f"{first:%Y-%m}" if first.day == 1 else "", f"{first:%Y}")
    return plain if plain in iso and bounds(plain) == (first, last) else f"{first} to {last}"


def _clipped(words: str) -> str:
    return (
        words
        if len(words) <= _HEADLINE_MOST
        else f"{words[:_HEADLINE_MOST].rpartition(' ')[0] or words[:_HEADLINE_MOST]} …"
    )


def _by_date(event: dict[str, Any]) -> tuple[object, ...]:
    start = event["start_date"]
    end = event.get("end_date", start)
    return *start.values(), *end.values(), event["unique_id"], event["text"]["text"]


FORMAT = Format(
    name="timelinejs",
    title="a timeline for TimelineJS (Knight Lab)",
    use="a timeline on a page: what is reported of each day, and what was promised, by TimelineJS",
    lost="all but the timeline and the promises with a day; how a date is known; all sentences on a date but one",
    suffix=".timeline.json",
    files=files,
)
