"""The command that lists conflicts: `conflicts`; `show` draws them the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import click

from onrecord.cli.day import as_of_option, day_object, open_at
from onrecord.cli.terminal import counted, example, line, put, put_json
from onrecord.model import ConflictKind, Story

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import ConflictRow, ConflictSide

KINDS: tuple[str, ...] = get_args(ConflictKind)
QUESTIONS = {
    "number": "how many",
    "date": "when",
    "negation": "whether it is so",
    "attribution": "who did it",
    "place": "where",
}
"""The kinds as the question on which the reports differ."""


@click.command(
    epilog=example(
        "onrecord conflicts story.db",
        "onrecord conflicts story.db --kind number --kind date",
        "onrecord conflicts story.db --as-of 2025-05-31 --json",
    )
)
@click.argument("record", metavar="RECORD")
@click.option("--kind", type=click.Choice(KINDS), multiple=True, help="Only those of that kind; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON.")
@as_of_option
def conflicts(record: str, kind: tuple[str, ...], as_json: bool, as_of: str | None) -> None:
    """List where the reports cannot both be right, and where a later one revises an earlier.

    Both sides of each stand one under the other: the value, who says so in which report on which day, and the
    words. What was reported first comes first. A revision names who put it otherwise later; all else is a
    disagreement, and which side is right is not said. Disagreements come before revisions, and of each first what
    more reports carry.
    """
    from onrecord.record import conflicts_of

    with open_at(record, as_of, quiet=as_json) as opened:
        story = opened.story()
        path, day = opened.path, day_object(opened)
    every = conflicts_of(story)
    rows = [one for one in every if not kind or one.kind in kind]
    if as_json:
        import msgspec

        put_json({"record": str(path), **day, "conflicts": msgspec.to_builtins(rows)})
    elif rows:
        put(lambda out: _draw(out, rows, len(every)))
    else:
        click.echo(line(f"no conflicts: {_why_none(story, len(every))}"))


def _why_none(story: Story, every: int) -> str:
    """Return why nothing is listed, for somebody who expected something."""
    if every:
        return f"none of the {every} that the record holds is of the kind asked for"
    if len(story.reports) < 2:
        return f"there is {'one report' if story.reports else 'no report'}"
    return "no two claims were found to contradict each other, which does not say that none do"


def _draw(out: Console, rows: Sequence[ConflictRow], every: int) -> None:
    from rich.text import Text

    revisions = sum(one.revision for one in rows)
    told = [counted(len(rows) - revisions, "disagreement"), counted(revisions, "revision")]
    shown = f"{len(rows)} of {counted(every, 'conflict')}" if len(rows) < every else counted(every, "conflict")
    out.print(Text(f"{shown}: {', '.join(told)}", "bold"))
    for row in rows:
        out.print()
        draw_conflict(out, row)


def draw_conflict(out: Console, row: ConflictRow) -> None:
    """Draw one conflict: the question, both sides one under the other, and why they are held against each other."""
    from rich.padding import Padding
    from rich.text import Text

    reading = f"revised by {row.revised_by}" if row.revision else "the reports disagree"
    out.print(Text.assemble((QUESTIONS[row.kind], "bold"), "  ", (line(reading), "yellow" if row.revision else "red")))
    for side in row.sides:
        out.print(Padding(Text.assemble((line(side.value), "bold"), f"  {line(_told_by(side))}"), (0, 0, 0, 2)))
        out.print(Padding(Text(line(side.text)), (0, 0, 0, 6)))
        if side.further:
            out.print(
                Padding(Text(f"and {counted(len(side.further), 'more claim')} that put the same:", "dim"), (0, 0, 0, 6))
            )
            for words in side.further:
                out.print(Padding(Text(line(words), "dim"), (0, 0, 0, 8)))
    out.print(Padding(Text(line(f"why: {row.because}"), "dim"), (0, 0, 0, 2)))


def _told_by(side: ConflictSide) -> str:
    """Return who puts a side: the speaker, else the report's words for who it is, else the outlet itself."""
    speaker = side.speaker or (f"“{side.source}”" if side.source else "")
    outlet = f"{speaker} in {side.outlet}" if speaker else f"{side.outlet} in its own words"
    carried = f"; in {counted(side.reports, 'report')}" if side.reports > 1 else ""
    return f"{outlet}, {side.day or 'undated'}{carried}"
