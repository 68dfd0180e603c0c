"""The command that sets side by side what outlets call somebody: `labels`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli.day import as_of_option, day_object, open_at
from onrecord.cli.terminal import counted, example, line, put, put_json
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Report
    from onrecord.record import Labelled


@click.command(
    epilog=example(
        "onrecord labels story.db", 'onrecord labels story.db "Brask"', "onrecord labels story.db --outlet Norra --json"
    )
)
@click.argument("record", metavar="RECORD")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--outlet", "outlets", multiple=True, help="Only what that outlet writes; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON, with the places where they stand.")
@as_of_option
def labels(record: str, name: str | None, outlets: tuple[str, ...], as_json: bool, as_of: str | None) -> None:
    """Set side by side what each outlet calls whom.

    A label is the words that an outlet puts to a name: a title, an office, an adjective ("self-proclaimed president").
    Each comes with how often the outlet uses it, the most frequent first; capitals make no difference. Outlets that
    give only the name are listed, too. Whom most outlets label comes first.

    NAME is any form of a name, or some words of it, as for `onrecord who`.
    """
    from onrecord.record import labels_of

    with open_at(record, as_of, quiet=as_json) as opened:
        story = opened.story()
        wanted = None if name is None else opened.who(name).entity.id
        seen = day_object(opened)
    rows = labels_of(story)
    chosen = _chosen(outlets, rows)
    if wanted is not None:
        rows = tuple(row for row in rows if row.id == wanted)
    if chosen is not None:
        rows = tuple(kept for row in rows if (kept := _only(row, chosen)).outlets)
    if as_json:
        reports = {report.id: report for report in story.reports}
        put_json({"record": str(opened.path), **seen, "labels": [_object(row, reports) for row in rows]})
    elif rows:
        put(lambda out: _draw(out, rows))
    else:
        click.echo(line(f"no labels{f' for {name}' if name else ''}: no report puts words to a name here"))


def _chosen(asked: Sequence[str], rows: Sequence[Labelled]) -> frozenset[str] | None:
    """Return the outlets that are asked for, by some words of their names; None for all."""
    if not asked:
        return None
    known = sorted({one for row in rows for one in (*(of.outlet for of in row.outlets), *row.silent)})
    found = {one for one in known for part in asked if part.casefold() in one.casefold()}
    missing = [part for part in asked if not any(part.casefold() in one.casefold() for one in known)]
    if missing:
        raise UsageError(f'no outlet "{missing[0]}" names anybody that carries a label; there are {", ".join(known)}')
    return frozenset(found)


def _only(row: Labelled, outlets: frozenset[str]) -> Labelled:
    from dataclasses import replace

    return replace(row, outlets=tuple(one for one in row.outlets if one.outlet in outlets), silent=())


def _draw(out: Console, rows: Sequence[Labelled]) -> None:
    from rich import box
    from rich.table import Table

    out.print(f"{counted(len(rows), 'name')} that carry a label" if len(rows) > 1 else "1 name that carries a label")
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for column in ("name", "outlet", "called"):
        table.add_column(column, overflow="fold")
    for row in rows:
        for number, one in enumerate(row.outlets):
            uses = "; ".join(use.text if len(use.places) == 1 else f"{use.text} ×{len(use.places)}" for use in one.uses)
            table.add_row(line(row.name) if number == 0 else "", line(one.outlet), line(uses))
        if row.silent:
            table.add_row("", line(", ".join(row.silent)), "the name only", style="dim")
    out.print(table)


def _object(row: Labelled, reports: dict[str, Report]) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "outlets": [
            {
                "outlet": one.outlet,
                "labels": [
                    {
                        "text": use.text,
                        "times": len(use.places),
                        "places": [
                            {"report": at.report, "span": list(at.span), "text": reports[at.report].slice(at.span)}
                            for at in use.places
                        ],
                    }
                    for use in one.uses
                ],
            }
            for one in row.outlets
        ],
        "silent": list(row.silent),
    }
