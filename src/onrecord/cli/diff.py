"""The command `diff`: what changed in a record between two days."""

from __future__ import annotations

from datetime import date, timedelta

import click

from onrecord.cli.terminal import example, put, put_json


@click.command(
    epilog=example(
        "onrecord diff story.db --from 2024-12-07",
        "onrecord diff story.db --from 2024-12 --to 2025-03 --all | less",
    )
)
@click.argument("record", metavar="RECORD")
@click.option(
    "--from",
    "since",
    metavar="DAY",
    help="The record as it stood at the end of this day (2024-12-07; a month is its last day) is what was.  [default: "
    "the day before --to]",
)
@click.option(
    "--to",
    "until",
    metavar="DAY",
    help="The record as it stood at the end of this day is what is.  [default: the day of the newest report]",
)
@click.option("--limit", type=click.IntRange(min=1), default=12, show_default=True, help="Rows of each list.")
@click.option("--all", "everything", is_flag=True, help="All rows of each list.")
@click.option("--json", "as_json", is_flag=True, help="Write the same rows as JSON.")
def diff(record: str, since: str | None, until: str | None, limit: int, everything: bool, as_json: bool) -> None:
    """Show what changed in a record from one day to another.

    Two states of the record are held against each other: what the reports published by each day say together. First
    the new reports; then what became of promises, values that were revised, new contradictions, claims that gained or
    lost independent backing, new claims, new days of the timeline, and who is named for the first time. Without --from
    and --to it is what the last day of reports brought.

    Days are those of publication, not those on which reports were added to the record. A report without a day
    counts from its capture, where a web archive keeps it, and a later version of a page from when it was seen; others
    are in neither state.
    """
    import onrecord

    changes = onrecord.diff(record, since or _day_before(record, until), until)
    most = None if everything else limit
    if as_json:
        from onrecord.cli.changes import as_object

        put_json({"record": record, **as_object(changes, most)})
        return
    from onrecord.cli.changes import draw

    put(lambda out: draw(out, record, changes, most))


def _day_before(record: str, until: str | None) -> str:
    """Return the day before the later state: what is asked without --from is what the last day brought."""
    from onrecord.build import newest
    from onrecord.build.as_of import last_day
    from onrecord.errors import UsageError

    day: date | None = newest(record) if until is None else last_day(until)
    if day is None:
        raise UsageError(f"{record}: no report has a day, so that there are no two days to compare")
    if day == date.min:
        raise UsageError(f"{day} is the first day that can be told: give a later --to, or --from")
    return (day - timedelta(days=1)).isoformat()
