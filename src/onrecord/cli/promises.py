"""The command that lists promises: `promises`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from onrecord.cli.day import as_of_option, day_read, open_at
from onrecord.cli.terminal import counted, example, line, note, put, put_json
from onrecord.cli.windows import window
from onrecord.dates import shown_day
from onrecord.errors import UsageError
from onrecord.model import PromiseStatus, Story

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Later, Promised

STATUSES: tuple[str, ...] = get_args(PromiseStatus)
SHORT = {"kept": "reported kept", "broken": "reported broken", "passed": "due passed, nothing reported"}
"""Words for a status that need no quotation marks in a shell."""


@click.command(
    epilog=example(
        "onrecord promises story.db",
        "onrecord promises story.db --due-before 2025-07-01 --status passed",
        "onrecord promises story.db --as-of 2025-05-31",
        "onrecord promises story.db --ics promises.ics",
    )
)
@click.argument("record", metavar="RECORD")
@click.option("--due-before", metavar="DAY", help="Only those whose window ends before that day (2025-07-01, 2025-07).")
@click.option(
    "--status",
    type=click.Choice([*SHORT, "open", "revised"]),
    multiple=True,
    help="Only those of that status; may be given again.",
)
@click.option("--ics", metavar="FILE", help="Write them as a calendar (iCalendar), too; - is stdout, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON.")
@as_of_option
def promises(
    record: str, due_before: str | None, status: tuple[str, ...], ics: str | None, as_json: bool, as_of: str | None
) -> None:
    """List what was promised, for when, and what became of it.

    A promise is a claim by which somebody is bound: of what they or what is theirs will do. Each comes with its
    window, the days within which it falls due, in words and as programs write it (EDTF: ../2025-06-30 is by 30 June
    2025), the words that say when, who carries it, every window that was given for it, and the later statement that
    its status rests on. The first to fall due comes first; those without a day ("soon", or no time at all) come
    last, and never pass.

    The status is that of today, or of the day given by --as-of.
    """
    from onrecord.record import judged_on, newest_day, on_day, promises_of

    before = None if due_before is None else _first_day(due_before)
    wanted = {SHORT.get(one, one) for one in status}
    with open_at(record, as_of, quiet=as_json) as opened:
        today = day_read(opened)
        story = on_day(opened.story(), today)
        path = opened.path
    judged, newest = judged_on(story, today), newest_day(story)
    every = promises_of(story)
    rows = [
        one
        for one in every
        if (before is None or (one.due_to is not None and one.due_to < before.isoformat()))
        and (not wanted or one.status in wanted)
    ]
    if ics is not None:
        _write_calendar(rows, ics, path, newest, judged)
        if ics == "-":
            return
    if as_json:
        import msgspec

        found = msgspec.to_builtins(rows)
        put_json({"record": str(path), "status_as_of": judged and judged.isoformat(), "promises": found})
    elif rows:
        put(lambda out: _draw(out, rows, len(every), judged))
    else:
        click.echo(line(f"no promises: {_why_none(story, len(every))}"))


def _first_day(given: str) -> date:
    from onrecord.dates import bounds

    first = bounds(given)[0]
    if first is None:
        raise UsageError(f"{given!r} is no day: write it as 2025-07-01 (or a month, 2025-07, for its first day)")
    return first


def _why_none(story: Story, promised: int) -> str:
    """Return why nothing is listed, for somebody who expected something."""
    if promised:
        return f"none of the {promised} that the record holds is of the status and time asked for"
    if not story.reports:
        return "there is no report"
    ahead = [one for one in story.statements if one.future and one.kind != "own"]
    if not ahead:
        return "no statement that is put to somebody is about the future"
    undated = {report.id for report in story.reports if report.published is None}
    if all(one.report in undated for one in ahead):
        about = counted(len(ahead), "statement")
        return f"{about} about the future, and no day known from which any could fall due: the reports are undated"
    nameless = sum(one.speaker is None for one in ahead)
    return (
        f"{counted(len(ahead), 'statement')} about the future bind nobody; of these, {nameless:,} have a source that "
        "is not resolved to a name, and the others are forecasts, wishes, denials, conditions, about what others "
        "will do, or too vague"
    )


def _write_calendar(
    rows: Sequence[Promised], where: str, record: Path, newest: date | None, judged: date | None
) -> None:
    from onrecord.formats.ics import calendar, placed

    made = calendar(rows, record.stem, newest, judged)
    if where == "-":
        click.echo(made, nl=False)
        return
    path = Path(where)
    if path.exists() and path.samefile(record):
        raise UsageError(f"{where}: is the record itself; choose another name")
    path.write_bytes(made)
    events = sum(placed(one) is not None for one in rows)
    left = f"; {counted(len(rows) - events, 'promise')} without a day left out" if events < len(rows) else ""
    note(f"wrote {where}, {counted(events, 'event')}{left}")


def _draw(out: Console, rows: Sequence[Promised], total: int, judged: date | None) -> None:
    from rich.text import Text

    shown = counted(total, "promise") if len(rows) == total else f"{len(rows)} of {counted(total, 'promise')}"
    out.print(Text(f"{shown}; status as of {judged}" if judged else shown, "bold"))
    for row in rows:
        out.print()
        _draw_one(out, row)


def _draw_one(out: Console, row: Promised) -> None:
    from rich.padding import Padding
    from rich.text import Text

    def put_line(words: str, style: str = "", by: int = 2) -> None:
        out.print(Padding(Text(line(words), style), (0, 0, 0, by)))

    out.print(
        Text.assemble(
            (line(window(row.due, row.due_words, vague=row.vague)), "bold"), "  ", (row.status, "yellow"), _reserve(row)
        )
    )
    put_line(row.speaker, "green")
    put_line(row.words, by=4)
    said = f"said {row.said_on}, " if row.said_on else ""
    by_way = f" by {', '.join(row.outlets)}" if row.outlets else ""
    through = f", through {', '.join(row.relays)}" if row.relays else ""
    first = shown_day(row.first_reported) or "on an unknown day"
    put_line(f"{said}first reported {first}; carried{by_way}{through}", "dim")
    if len({one.due for one in row.windows}) > 1:
        put_line("windows given:", "dim")
        for one in row.windows:
            who = ", ".join(filter(None, (one.speaker, one.outlet, one.day)))
            put_line(f"{window(one.due, one.words, vague=one.vague)}: {who}", "dim", 4)
            if one.text is not None and one.vague:  # of a window that settles it, the words stand below
                put_line(one.text, "dim", 6)
    for later in row.later:
        if later.settles:
            put_line(f"because {_told_by(later)}:", "cyan")
            put_line(later.text, by=4)
    others = [one for one in row.later if not one.settles]
    if others:
        put_line("later on the same matter:", "dim")
    for later in others:
        put_line(f"{_told_by(later)}: {later.text}", "dim", 4)


def _reserve(row: Promised) -> str:
    return "  only a possibility" if row.hedged else ""


def _told_by(later: Later) -> str:
    speaker = f", {later.speaker}" if later.speaker else ""
    return f"{later.outlet}, {later.day or 'undated'}{speaker}"
