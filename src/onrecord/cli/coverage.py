"""The command that shows what each outlet carries and leaves out: `coverage`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from onrecord.cli.day import as_of_option, day_object, open_at
from onrecord.cli.terminal import counted, example, line, put, put_json
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import CoverageRows, LeftOut, OutletRow

TOPICS = {"name": "names", "number": "numbers", "words": "words that stand together"}
"""What a kind of topic is called before a list of them."""


@click.command(epilog=example("onrecord coverage story.db", 'onrecord coverage story.db --outlet "Norra News"'))
@click.argument("record", metavar="RECORD")
@click.option("--outlet", "asked", metavar="NAME", help="This outlet alone: its name or some words of it.")
@click.option("--limit", type=click.IntRange(min=1), default=8, show_default=True, help="Rows of each list.")
@click.option("--all", "everything", is_flag=True, help="All rows of each list.")
@click.option("--json", "as_json", is_flag=True, help="Write the same rows as JSON.")
@as_of_option
def coverage(record: str, asked: str | None, limit: int, everything: bool, as_json: bool, as_of: str | None) -> None:
    """Show what each outlet carries, and what it leaves out that others have.

    Looked at are claims, and names, numbers and words that stand together, which two or more outlets have over two
    or more channels. An outlet leaves out what it had the chance to report: it published a report of 120 words or
    more on the story while this was news. It is news from its first report on, until three days pass without
    another, or until it is revised. An outlet that may tell it in other words is not counted.
    """
    from onrecord.record import coverage_of

    with open_at(record, as_of) as opened:
        rows = coverage_of(opened.story())
        day = day_object(opened)
        path = str(opened.path)
    chosen = rows.outlets if asked is None else _asked(rows, asked)
    most = None if everything else limit
    if as_json:
        import msgspec

        outlets = msgspec.to_builtins(chosen)
        for one in outlets:
            one["left_out_claims"], one["left_out_topics"] = len(one["claims"]), len(one["topics"])
            one["claims"], one["topics"] = one["claims"][:most], one["topics"][:most]
        put_json({"record": path, **day, "claims": rows.claims, "topics": rows.topics, "outlets": outlets})
        return
    put(lambda out: _draw(out, rows, chosen, most))


def _asked(rows: CoverageRows, asked: str) -> tuple[OutletRow, ...]:
    found = [row for row in rows.outlets if row.outlet.casefold() == asked.casefold()]
    found = found or [row for row in rows.outlets if asked.casefold() in row.outlet.casefold()]
    if not found:
        raise OnrecordError(f"no report of an outlet called {asked!r}; there are: {_listed(rows)}")
    return tuple(found)


def _listed(rows: CoverageRows) -> str:
    return ", ".join(sorted(row.outlet for row in rows.outlets)) or "none, for no report tells its outlet"


def _draw(out: Console, rows: CoverageRows, chosen: Sequence[OutletRow], most: int | None) -> None:
    from rich.text import Text

    out.print(
        f"{counted(rows.claims, 'claim')} and {counted(rows.topics, 'topic')} are carried by two or more outlets over "
        "two or more channels"
    )
    out.print(
        Text("news: from the first report with it until three days pass without another, or it is revised", "dim")
    )
    for row in chosen:
        out.print()
        head = f"  {counted(row.reports, 'report')}, {row.words:,} words"
        carried = f"  carries {len(row.carries)} of {counted(rows.claims, 'claim')}"
        out.print(Text.assemble((line(row.outlet), "bold"), (head, "dim"), carried))
        _claims(out, row.claims, most)
        unsaid = rows.claims - len(row.carries) - len(row.claims)
        if unsaid:
            why = "no report of 120 words or more while it was news, or perhaps told in other words"
            out.print(Text(f"  left open for {counted(unsaid, 'claim')}: {why}", "dim"))
        for kind, topics in groupby(sorted(row.topics, key=lambda one: list(TOPICS).index(one.kind)), lambda t: t.kind):
            _topics(out, TOPICS[kind], list(topics), most)
        if not row.claims and not row.topics and not unsaid:
            out.print(Text("  nothing is left out", "dim"))


def _claims(out: Console, claims: Sequence[LeftOut], most: int | None) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.record import by_channels

    if claims:
        out.print(Text(f"  leaves out {counted(len(claims), 'claim')}{_shown(claims, most)}"))
    for one in claims[:most]:
        out.print(Padding(Text(line(one.text)), (0, 0, 0, 4)))
        by = f"{by_channels(one.channels, one.unknown)}: {', '.join(one.outlets)}"
        out.print(Padding(Text(line(by), "cyan"), (0, 0, 0, 4)))


def _topics(out: Console, called: str, topics: Sequence[LeftOut], most: int | None) -> None:
    from rich.padding import Padding
    from rich.text import Text

    each = ", ".join(f"{one.text} ({len(one.outlets)})" for one in topics[:most])
    words = Text.assemble((f"never mentions {called}{_shown(topics, most)}: ", "dim"), line(each))
    out.print(Padding(words, (0, 0, 0, 2)))


def _shown(rows: Sequence[LeftOut], most: int | None) -> str:
    return f", {most} of {len(rows)} shown, see --all" if most is not None and most < len(rows) else ""
