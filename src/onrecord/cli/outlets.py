"""The command that looks outlets up: `outlets`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.terminal import counted, example, line, put, put_json
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.outlets import Outlet, Outlets

BUILT_IN = "onrecord"
"""What the table that comes with onrecord is called where one says which table an outlet is from."""


@click.command(
    epilog=example(
        'onrecord outlets "Press Association"', "onrecord outlets norra.example --outlets mine.toml", "onrecord outlets"
    )
)
@click.argument("asked", required=False, metavar="[NAME|DOMAIN]")
@click.option("--outlets", "own", metavar="TOML", help="Look in this table of your own as well.")
@click.option(
    "--record",
    metavar="RECORD",
    help="Look in the table that this record was made with; the outlets of its reports are listed first.",
)
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON.")
def outlets(asked: str | None, own: str | None, record: str | None, as_json: bool) -> None:
    """Show the outlets that onrecord knows: kind, country, names, domains, and from which table.

    They tell by which outlet a report is, which names in a text are another outlet's, and which outlets are wires. NAME
    is a name or some words of one; a DOMAIN may be a whole address. Without either, all outlets are listed.

    A table of your own is a TOML file: outlets = [{ name = "Norra News", domains = ["norra.example"], kind = "wire",
    country = "NO", wire = true }]. Give it to `onrecord build` or `add` with --outlets. An outlet in it takes the place
    of one of the same name.
    """
    table, reports = _table(own, record)
    found = table.outlets if asked is None else table.find(asked)
    if as_json:
        listed = sorted(found, key=lambda outlet: outlet.name not in reports)
        put_json([_object(outlet, table, reports if record is not None else None) for outlet in listed])
    elif asked is None and record is not None:
        put(lambda out: _draw_of_record(out, table, reports))
    elif found:
        put(lambda out: _draw(out, found, table, asked is not None))
    if not found:
        raise OnrecordError(
            f"no outlet called {asked!r} in the table; put it in a table of your own and give that with --outlets"
        )


def _table(own: str | None, record: str | None) -> tuple[Outlets, Mapping[str, int]]:
    """Return the table to look in, and how many reports of the record are by each outlet, by its name."""
    from onrecord.outlets import extended, kept_tables, load_outlets

    if own is not None and record is not None:
        raise UsageError("--outlets and --record: give one of them")
    if record is None:
        return load_outlets(None if own is None else Path(own)), {}
    from onrecord.record import Record

    with Record(record) as opened:
        meta = opened.meta()
        reports = Counter(report.outlet for report in opened.story().reports if report.outlet is not None)
    return extended(meta.get("outlets", ""), meta.get("outlets_file", ""), kept_tables(meta)), reports


def _from(outlet: Outlet, table: Outlets) -> str:
    return table.where if outlet.name in table.own else table.by_plugin.get(outlet.name, BUILT_IN)


def _object(outlet: Outlet, table: Outlets, reports: Mapping[str, int] | None) -> dict[str, object]:
    return {
        "name": outlet.name,
        "kind": outlet.kind,
        "country": outlet.country,
        "wire": outlet.wire,
        "aliases": list(outlet.aliases),
        "ambiguous": list(outlet.ambiguous),
        "domains": list(outlet.domains),
        "source": outlet.source,
        "table": _from(outlet, table),
        **({} if reports is None else {"reports": reports.get(outlet.name, 0)}),
    }


def _draw_of_record(out: Console, table: Outlets, reports: Mapping[str, int]) -> None:
    """Draw the outlets of a record's reports, those that the table does not know too, then the rest of the table."""
    from rich import box
    from rich.table import Table

    known = {outlet.name: outlet for outlet in table.outlets}
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for column in ("name", "reports", "kind", "country", "domains", "table"):
        drawn.add_column(column, overflow="fold", justify="right" if column == "reports" else "left")
    for name in sorted(reports, key=lambda name: (-reports[name], name)):
        outlet = known.get(name)
        if outlet is None:
            drawn.add_row(line(name), str(reports[name]), "", "", "", "in no table")
        else:
            domains = line(", ".join(outlet.domains))
            row = (str(reports[name]), _kind(outlet), outlet.country or "", domains, line(_from(outlet, table)))
            drawn.add_row(line(name), *row)
    out.print("Outlets of the record", style="bold")
    out.print(drawn)
    out.print("\nThe rest of its table", style="bold")
    _draw(out, tuple(outlet for outlet in table.outlets if outlet.name not in reports), table, asked=False)


def _draw(out: Console, found: tuple[Outlet, ...], table: Outlets, asked: bool) -> None:
    from rich import box
    from rich.table import Table

    if asked and len(found) == 1:
        _draw_one(out, found[0], table)
        return
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for column in ("name", "kind", "country", "domains", "table"):
        drawn.add_column(column, overflow="fold")
    for outlet in found:
        drawn.add_row(
            line(outlet.name),
            _kind(outlet),
            outlet.country or "",
            line(", ".join(outlet.domains)),
            line(_from(outlet, table)),
        )
    out.print(drawn)
    out.print(counted(len(found), "outlet"), style="dim")


def _kind(outlet: Outlet) -> str:
    return f"{outlet.kind}, wire" if outlet.wire and outlet.kind != "wire" else outlet.kind


def _draw_one(out: Console, outlet: Outlet, table: Outlets) -> None:
    from rich.text import Text

    out.print(Text.assemble((line(outlet.name), "bold"), f"  {_kind(outlet)}  {outlet.country or 'country not known'}"))
    rows = (
        ("also called", ", ".join(one for one in outlet.aliases if one not in outlet.ambiguous)),
        ("in a text only by itself, or behind words that show an outlet", ", ".join(outlet.ambiguous)),
        ("publishes at", ", ".join(outlet.domains)),
        ("kind and country by", outlet.source or ""),
        ("table", _from(outlet, table)),
    )
    for name, words in rows:
        if words:
            out.print(Text.assemble((f"  {name}: ", "dim"), line(words)), soft_wrap=True)
