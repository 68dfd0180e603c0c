"""The command that uses the network: `fetch`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.terminal import console, counted, example, line, note, put, put_json

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.fetch import Fetched, Manners, Outcome

Command = TypeVar("Command", bound=Callable[..., Any])


def manners_options(command: Command) -> Command:
    """Add the options of the commands that fetch."""
    for option in reversed(
        (
            click.option(
                "--delay",
                type=click.FloatRange(min=0),
                metavar="S",
                help="Seconds between two requests to one host; 1 unless you say so. A longer Crawl-delay of its "
                "robots.txt wins.",
            ),
            click.option(
                "--timeout",
                type=click.FloatRange(min=0, min_open=True),
                metavar="S",
                help="Seconds that one answer may take; 30 unless you say so.",
            ),
            click.option(
                "--max-bytes",
                type=click.IntRange(min=1),
                metavar="N",
                help="Read no answer of more bytes; 20,000,000 unless you say so.",
            ),
            click.option("--user-agent", metavar="TEXT", help="The name to ask under, in place of onrecord/VERSION."),
            click.option("--contact", metavar="MAIL", help="An address that a site's keeper can write to."),
            click.option(
                "--limit", type=click.IntRange(min=0), metavar="N", help="Of a feed, its first N items alone."
            ),
            click.option("--proxy", metavar="URL", help="An HTTP proxy; it then resolves the names, unchecked."),
            click.option(
                "--allow-private",
                is_flag=True,
                help="Connect to addresses of your own network, too. Never with addresses that others gave you.",
            ),
        )
    ):
        command = option(command)
    return command


@click.command(
    epilog=example(
        "onrecord fetch https://norra.example/ferry -o inbox/",
        "onrecord fetch https://norra.example/feed.xml --limit 20 --contact desk@ostrel.example",
    )
)
@click.argument("addresses", nargs=-1, required=True, metavar="URL|FEED...")
@click.option("-o", "--output", default="inbox", show_default=True, metavar="FOLDER", help="Where the archive goes.")
@manners_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what was not fetched.")
@click.option("--json", "as_json", is_flag=True, help="Write what became of each address as JSON.")
@click.pass_context
def fetch(
    ctx: click.Context, /, addresses: tuple[str, ...], output: str, quiet: bool, as_json: bool, **options: Any
) -> None:
    """Fetch pages, and the pages that feeds name, into a web archive.

    Beside watch, and stories where its archive is in an object store or it works on a cluster, this is the only command
    that uses the network. It asks as robots.txt allows, one host not more often than once a second, and connects to
    public addresses alone. All that was sent and received is kept in a WARC file,
    which `onrecord build` reads; pages that the folder has already are asked whether they changed. Ends in exit code 1
    if an address was not fetched.
    """
    import onrecord.fetch as room

    said = (lambda _: None) if quiet or as_json else _say
    fetched = room.fetch(addresses, Path(output), manners(**options), tell=said)
    if as_json:
        put_json(_as_json(fetched))
    elif quiet:
        for outcome in fetched.outcomes:
            if not outcome.good:
                note(f"{outcome.state} {outcome.url}: {outcome.reason}")
    else:
        _tell(fetched)
    if not all(outcome.good for outcome in fetched.outcomes):
        ctx.exit(1)


def manners(*, limit: int | None, allow_private: bool, skip_known: bool = False, **options: Any) -> Manners:
    """Return the manners that the options ask for, and warn of what should be warned of."""
    from onrecord.fetch import Manners

    if allow_private:
        note("warning: --allow-private: who wrote an address or a page can have your own network asked")
    given = {name: value for name, value in options.items() if value is not None}
    return Manners(items=limit, allow_private=allow_private, skip_known=skip_known, **given)


def _say(outcome: Outcome) -> None:
    """Say on a terminal, while the table is not yet there, how far it is."""
    err = console(stderr=True)
    if err.is_terminal:
        err.print(line(f"{outcome.state:<12} {outcome.url}"), soft_wrap=True)


def _as_json(fetched: Fetched) -> dict[str, object]:
    return {
        "archive": str(fetched.archive) if fetched.archive else None,
        "addresses": [
            {
                "url": one.url,
                "outcome": one.state,
                "reason": one.reason,
                "final": one.final,
                "status": one.status,
                "bytes": one.size,
                "media_type": one.media_type,
                "items": one.items,
                "feed": one.feed,
            }
            for one in fetched.outcomes
        ],
    }


def _tell(fetched: Fetched) -> None:
    """Draw what became of each address, and say what to do now."""
    put(lambda out: _table(out, fetched.outcomes))
    counts = {state: sum(one.state == state for one in fetched.outcomes) for state in _STATES}
    told = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    click.echo(line(f"{len(fetched.outcomes):,} {'address' if len(fetched.outcomes) == 1 else 'addresses'}: {told}"))
    if counts["fetched"] and fetched.archive is not None:
        click.echo(line(f"kept in {fetched.archive}; read it with: onrecord build {fetched.archive.parent}/"))


_STATES = ("fetched", "not modified", "known", "refused", "failed")


def _table(out: Console, outcomes: tuple[Outcome, ...]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("outcome", no_wrap=True)
    table.add_column("bytes", justify="right", no_wrap=True)
    table.add_column("address", overflow="fold")
    for one in outcomes:
        about = [one.reason] if one.reason else []
        if one.final and not one.reason:
            about.append(f"moved to {one.final}")
        if one.items is not None:
            about.append(f"a feed of {counted(one.items, 'item')}")
        address = ("  " if one.feed else "") + line(one.url)
        table.add_row(one.state, f"{one.size:,}" if one.size else "", "\n   ".join((address, *map(line, about))))
    out.print(table)
