"""The commands that make something of reports: `build`, `add`, `analyse`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.terminal import console, counted, example, line, note, put_json
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.record import Record

Command = TypeVar("Command", bound=Callable[..., Any])


def _reading_options(command: Command) -> Command:
    """Add the options of the commands that make or change a record."""
    kept = "kept in the record and used again: see `onrecord outlets`."
    fields = "The record keeps it for the next `onrecord add`."
    return _options(command, f"Outlets that you know, beside those that come with onrecord; {kept}", fields)


def _analysing_options(command: Command) -> Command:
    """Add the same options to a command that makes no record."""
    return _options(command, "Outlets that you know, beside those that come with onrecord: see `onrecord outlets`.", "")


def archive_options(command: Command) -> Command:
    """Add the same options, but for what is piped in, to a command that makes many records."""
    return _options(command, "Outlets that you know, beside those that come with onrecord.", "", piped=False)


def _options(command: Command, outlets: str, fields: str, *, piped: bool = True) -> Command:
    asked = click.option(
        "--stdin-format",
        metavar="FORMAT",
        help="What - is, as a file's name would end (html, csv); its first bytes tell it, but for csv, tsv, bz2, xz.",
    )
    for option in reversed(
        (
            click.option(
                "--manifest",
                metavar="CSV",
                help="What you know of the files: columns file, outlet, published, title, url, language; all but file "
                "optional. A manifest.csv in a folder that is given is found by itself.",
            ),
            click.option(
                "--fields",
                multiple=True,
                metavar="OURS=THEIRS",
                help="What your JSON, CSV or Parquet calls text, title, outlet, authors, url, published, modified, "
                "language: title=headline,text=body_clean. May be given several times. " + fields,
            ),
            click.option("--outlets", metavar="TOML", help=outlets),
            click.option("--model", metavar="NAME", help="Another spaCy model than the one that comes with onrecord."),
            click.option(
                "--max-bytes",
                type=click.IntRange(min=1),
                metavar="N",
                help="Reject files, things in archives and rows of tables of more than N bytes; 20,000,000 unless you"
                " say so.",
            ),
            click.option(
                "--time-limit",
                type=click.FloatRange(min=0, min_open=True),
                metavar="SECONDS",
                help="Reject what takes longer to read; 30 unless you say so.",
            ),
            click.option(
                "-j",
                "--jobs",
                type=click.IntRange(min=1),
                metavar="N",
                help="Read in N processes; as many as there are processors, up to 4, unless you say so."
                if piped
                else "Work in N processes; as many as there are processors unless you say so.",
            ),
            *((asked,) if piped else ()),
            click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
            click.option("-v", "--verbose", is_flag=True, help="Say what took how long."),
        )
    ):
        command = option(command)
    return command


@click.command(
    epilog=example(
        "onrecord build reports/ -o story.db",
        "onrecord build reports/ --manifest what-i-know.csv -v",
        "xz -dc saved.warc.xz | onrecord build - -o story.db",
        "onrecord build export.csv --fields title=headline,text=body_clean",
    )
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default="story.db", show_default=True, metavar="FILE", help="The record to make.")
@click.option("--replace", is_flag=True, help="Replace a record of other inputs.")
@click.option("--json", "as_json", is_flag=True, help="Write what was done as JSON.")
@_reading_options
def build(
    inputs: tuple[str, ...],
    output: str,
    replace: bool,
    as_json: bool,
    manifest: str | None,
    fields: tuple[str, ...],
    outlets: str | None,
    model: str | None,
    max_bytes: int | None,
    time_limit: float | None,
    jobs: int | None,
    stdin_format: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build a record from files and folders of reports; - is what is piped in.

    Reads .txt, .md, .html, .mhtml, .pdf, .docx, .eml, .mbox, .json and .jsonl (news-please, newspaper4k, ninjs,
    schema.org, JSON Feed), .csv, .tsv and .parquet (a report in each row), .xml (NewsML-G2, NITF, RSS, Atom), .warc,
    .wacz, and these in .zip, .tar, .gz, .bz2 and .xz. Every input ends as a report, as a version or a
    duplicate of one, or as a rejection with its reason. A build that was stopped goes on when it is run again.
    """
    import onrecord
    from onrecord.cli.progress import Reporter

    with stoppable(), Reporter(quiet=quiet, verbose=verbose) as progress:
        record = onrecord.build(
            inputs,
            output,
            manifest=manifest,
            fields=fields or None,
            outlets=outlets,
            model=model,
            max_bytes=max_bytes,
            time_limit=time_limit,
            jobs=jobs,
            stdin_format=stdin_format,
            replace=replace,
            progress=progress,
        )
    with record:
        _tell(record, as_json, quiet)


@click.command(epilog=example("onrecord add story.db more/"))
@click.argument("record", metavar="RECORD")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Write what was done as JSON.")
@_reading_options
def add(
    record: str,
    inputs: tuple[str, ...],
    as_json: bool,
    manifest: str | None,
    fields: tuple[str, ...],
    outlets: str | None,
    model: str | None,
    max_bytes: int | None,
    time_limit: float | None,
    jobs: int | None,
    stdin_format: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Add files and folders of reports to a record.

    Only what is new is analysed; the result equals a build of everything. An input that the record has already is read
    again and takes the place of what it was.
    """
    import onrecord
    from onrecord.cli.progress import Reporter

    with stoppable(), Reporter(quiet=quiet, verbose=verbose) as progress:
        grown = onrecord.add(
            record,
            inputs,
            manifest=manifest,
            fields=fields or None,
            outlets=outlets,
            model=model,
            max_bytes=max_bytes,
            time_limit=time_limit,
            jobs=jobs,
            stdin_format=stdin_format,
            progress=progress,
        )
    with grown:
        _tell(grown, as_json, quiet)


@contextmanager
def stoppable() -> Iterator[None]:
    """Say, where somebody stops it, that nothing was lost."""
    try:
        yield
    except KeyboardInterrupt:
        raise OnrecordError("stopped; what was analysed is kept: give the same command again and it goes on") from None


def _tell(record: Record, as_json: bool, quiet: bool) -> None:
    """Say what a record holds now, and what was not taken into it."""
    counts, rejected, not_analysed = record.counts(), record.rejected(), record.not_analysed()
    if as_json:
        put_json(
            {
                "record": str(record.path),
                **counts,
                "why_rejected": [{"input": one.input, "reason": one.reason} for one in rejected],
                "duplicate_of": [{"input": one.input, "of": one.of} for one in record.duplicates()],
                "not_analysed": dict(not_analysed),
            }
        )
        return
    if quiet:
        return
    for rejection in rejected:
        note(f"rejected {rejection.input}: {rejection.reason}")
    inputs = {report.id: report.input for report in record.story().reports} if not_analysed else {}
    for report, reason in not_analysed.items():
        note(f"{inputs[report]}: {reason}")
    out = console()
    out.print(
        line(
            f"{record.path}: {counted(counts['given'], 'input')} = {counted(counts['reports'], 'report')} + "
            f"{counted(counts['versions'], 'version') + ' + ' if counts['versions'] else ''}"
            f"{counted(counts['duplicates'], 'duplicate')} + {counts['rejected']} rejected"
        ),
        soft_wrap=True,
    )
    kinds = ("statement", "claim", "promise", "conflict")
    held = ", ".join(counted(counts[f"{kind}s"], kind) for kind in kinds)
    out.print(line(f"{held}; look at them with: onrecord show {record.path}"), soft_wrap=True)


@click.command(
    epilog=example(
        "onrecord analyse report.txt > found.jsonl",
        "onrecord analyse reports/ --manifest what-i-know.csv | jq .statements",
    )
)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE...")
@_analysing_options
def analyse(
    inputs: tuple[str, ...],
    manifest: str | None,
    fields: tuple[str, ...],
    outlets: str | None,
    model: str | None,
    max_bytes: int | None,
    time_limit: float | None,
    jobs: int | None,
    stdin_format: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write what is found in each report as one line of JSON, without making a record.

    A line has the report's input, id, text and day, and its sentences, statements, times, names, labels and citations.
    Where one stands is told as a span, [start, end]: its first character and the one behind its last, counted from 0 in
    the text (Unicode code points, so that every program cuts out the same words). An input that gives no report is a
    line with the reason.
    """
    from onrecord.build import analyse as run
    from onrecord.cli.progress import Reporter
    from onrecord.formats.json import analysis_line, dumps
    from onrecord.model import Rejected

    # Lines that come to a terminal show by themselves how far it is; bars would run through them.
    with Reporter(quiet=quiet, verbose=verbose, bars=not sys.stdout.isatty()) as progress:
        for outcome in run(
            inputs,
            manifest=manifest,
            fields=fields or None,
            outlets=outlets,
            model=model,
            max_bytes=max_bytes,
            time_limit=time_limit,
            jobs=jobs,
            stdin_format=stdin_format,
            progress=progress,
        ):
            if isinstance(outcome, Rejected):
                if not quiet:
                    note(f"rejected {outcome.input}: {outcome.reason}")
                click.echo(dumps({"input": outcome.input, "rejected": outcome.reason}))
            else:
                click.echo(analysis_line(*outcome))
