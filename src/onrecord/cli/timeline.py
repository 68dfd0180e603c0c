"""The command that tells a story by its dates: `timeline`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.day import as_of_option, open_at
from onrecord.cli.terminal import counted, example, line, note, put, put_json
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.record import EntryRow

MANY = 12
"""Entries from which they are put under headings by month."""


@click.command(
    epilog=example(
        "onrecord timeline story.db",
        "onrecord timeline story.db --from 2024-11 --to 2024-12-15",
        "onrecord timeline story.db --all --json | jq '.entries[].date'",
    )
)
@click.argument("record", metavar="RECORD")
@click.option("--from", "start", metavar="DATE", help="Only what may lie on or after a day, month or year (2024-11).")
@click.option("--to", "end", metavar="DATE", help="Only what may lie on or before a day, month or year.")
@click.option("--all", "everything", is_flag=True, help="Also background, and dates that are only named in passing.")
@click.option("--json", "as_json", is_flag=True, help="Write the same entries as JSON.")
@as_of_option
def timeline(
    record: str, start: str | None, end: str | None, everything: bool, as_json: bool, as_of: str | None
) -> None:
    """Tell a story by its dates: what the reports say happened when.

    One entry an event: its date (in words, and where it is no day also as programs write it, in EDTF: 2025-41 is
    the second half of 2025), one sentence of a report, and the outlets by which we have it: "A + B" is one
    independent channel, "A | B" are two. The sentence is the one that most channels carry. "Announced" is what no
    report tells as past; "date disputed" and "contested" are what reports put otherwise, its date or what it tells.
    Left out, and counted, are dates long before the reports and dates that are only named in passing.
    """
    from onrecord.record import chronology

    first, last = _day("--from", start, 0), _day("--to", end, 1)
    if first is not None and last is not None and last < first:
        raise UsageError(f"{end} is before {start}: the earlier day comes first")
    with open_at(record, as_of) as opened:
        rows = chronology(opened.story())
        path = str(opened.path)
    inside = [row for row in rows if _may_lie(row, first, last)]
    ranged = first is not None or last is not None
    shown = [row for row in inside if everything or not (row.aside or (row.where == "earlier" and not ranged))]
    folded = len(inside) - len(shown)
    if as_json:
        entries = [_object(row) for row in shown]
        put_json({"record": path, "total": len(rows), "left_out": folded, "entries": entries})
        return
    if shown:
        put(lambda out: _draw(out, shown))
    note(_told(len(rows), len(shown), inside, ranged=ranged))


def _day(option: str, text: str | None, side: int) -> date | None:
    """Return the first (side 0) or last (side 1) day of what was given for an option."""
    from onrecord.dates import bounds

    if text is None:
        return None
    day = bounds(text)[side]
    if day is None:
        raise UsageError(f"{option} {text!r} is no date: write a day, month or year as 2024-12-07, 2024-12 or 2024")
    return day


def _may_lie(row: EntryRow, first: date | None, last: date | None) -> bool:
    """Return whether a date may lie between two days; None is open."""
    ends_before = first is not None and row.last is not None and row.last < first.isoformat()
    begins_after = last is not None and row.first is not None and row.first > last.isoformat()
    return not ends_before and not begins_after


def _told(total: int, shown: int, inside: Sequence[EntryRow], *, ranged: bool) -> str:
    """Return what a person should know of what is not shown.

    >>> _told(0, 0, [], ranged=False)
    'the reports date nothing that could be told'
    >>> _told(4, 0, [], ranged=True)
    'nothing in this range; 4 entries lie outside it'
    """
    if not total:
        return "the reports date nothing that could be told"
    left = [f"{shown} of {counted(total, 'entry')} shown"] if shown else ["nothing in this range" if ranged else ""]
    aside = sum(row.aside for row in inside)
    earlier = sum(row.where == "earlier" and not row.aside for row in inside)
    if shown < len(inside):
        if earlier and not ranged:
            left.append(f"{counted(earlier, 'entry')} long before the reports")
        if aside:
            left.append(f"{counted(aside, 'date')} only named in passing")
        left[-1] += ": see --all"
    if len(inside) < total:
        outside = total - len(inside)
        left.append(f"{counted(outside, 'entry')} {'lies' if outside == 1 else 'lie'} outside it" if ranged else "")
    return "; ".join(part for part in left if part).replace("entrys", "entries")


def _draw(out: Console, rows: Sequence[EntryRow]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for heading, group in groupby(rows, key=_heading):
        if len(rows) > MANY:
            out.print(Text(heading, "bold underline"), end="\n\n")
        for row in group:
            whose = f"in the words of {row.outlet}, " if row.reports > 1 else ""
            out.print(_head(row))
            out.print(Padding(Text(line(row.text)), (0, 0, 0, 5)))
            out.print(Padding(Text(line(f"{whose}by way of {' | '.join(_channels(row))}"), "cyan"), (0, 0, 1, 5)))


def _heading(row: EntryRow) -> str:
    """Return the month under which an entry stands: that of the day by which it is ordered."""
    from onrecord.dates import bounds
    from onrecord.pages.dates import words

    first, last = bounds(row.date)
    day = first or last
    return words(row.date if day is None else day.isoformat()[:7])


def _head(row: EntryRow) -> Text:
    from rich.text import Text

    from onrecord.pages.dates import words

    spelled = words(row.date)
    head = Text.assemble("  ", (spelled, "bold"))
    if row.date not in (row.first, spelled) or row.first != row.last:
        head.append(f"  {row.date}", "dim")
    if row.ahead:
        head.append("  announced", "yellow")
    if row.disputed or row.revised:
        head.append("  date disputed" if row.disputed else "  date moved", "red" if row.disputed else "yellow")
    if row.contested:
        head.append("  contested", "red")
    if row.aside:
        head.append("  named in passing", "dim")
    if row.channels:
        head.append(f"  {counted(len(row.channels), 'channel')}", "bold" if len(row.channels) > 1 else "")
        head.append(f"  {counted(row.reports, 'report')}")
    if row.wider:
        gives = "gives" if row.wider == 1 else "give"
        head.append(f"  {counted(row.wider, 'sentence')} {gives} a longer stretch", "dim")
    return head


def _channels(row: EntryRow) -> list[str]:
    return [
        " + ".join(
            outlet if times == 1 else f"{outlet} ({times})"
            for outlet, times in ((outlet, len(list(same))) for outlet, same in groupby(channel))
        )
        for channel in row.channels or ((row.outlet,),)
    ]


def _object(row: EntryRow) -> dict[str, Any]:
    import msgspec

    return dict(msgspec.to_builtins(row))
