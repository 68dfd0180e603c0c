"""The commands that hand a record on: `page`, `export`, `check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.day import as_of_option, day_read, open_at
from onrecord.cli.format_choice import FormatChoice
from onrecord.cli.output import not_the_record, write, write_files
from onrecord.cli.progress import Reporter
from onrecord.cli.terminal import counted, example, line, note, put_json
from onrecord.errors import UsageError
from onrecord.formats.registry import Format, Options, format_of, names

if TYPE_CHECKING:
    from onrecord.record import Record


@click.command(epilog=example("onrecord page story.db -o story.html"))
@click.argument("record", metavar="RECORD")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to; - is stdout.  [default: the record's name with .html, or -as-of-DAY.html]",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@as_of_option
def page(record: str, output: str | None, quiet: bool, as_of: str | None) -> None:
    """Write a record as one HTML page that opens offline.

    It needs no script and loads nothing. As of a day, it says which day it shows and what has changed since.
    """
    from onrecord.build import since
    from onrecord.pages import page as make

    with open_at(record, as_of, quiet=quiet) as opened:
        html = make(opened, None if opened.as_of is None else since(opened), today=day_read(opened))
        where = str(opened.path.with_suffix(".html")) if output is None else output
        if output is None and opened.as_of is not None:  # beside the page of the whole record, not over it
            where = str(opened.path.with_name(f"{opened.path.stem}-as-of-{opened.as_of.day}.html"))
        write([html.encode("utf-8")], where, opened.path)
    if not quiet and where != "-":
        note(f"wrote {where}")


class Export(click.Command):
    """A command whose help lists the formats: each is asked what it is for when help is, and not before."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats with a line each, then an example."""
        with formatter.section("Formats"):
            formatter.write_dl([(name, f"{format_of(name).use} ({format_of(name).suffix})") for name in names()])
        super().format_epilog(ctx, formatter)


@click.command(
    cls=Export,
    epilog=example(
        "onrecord export story.db -o notes.docx",
        "onrecord export story.db --format csv -o tables.zip",
    ),
)
@click.argument("record", metavar="RECORD")
@click.option(
    "--format",
    "kind",
    type=FormatChoice(),
    metavar="FORMAT",
    help="What to write: see below.  [default: what -o ends in, else json]",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Where to; - is stdout. A format of several files takes a folder, or a name that ends in .zip.  "
    "[default: stdout, or beside the record what is no text or several files]",
)
@click.option(
    "--with-text",
    is_flag=True,
    help="json, csv, parquet, schemaorg, ftm: put the whole text of each report in, too.",
)
@click.option("--excel", is_flag=True, help="csv: begin each file with the mark by which Excel knows UTF-8.")
@click.option(
    "--raw",
    is_flag=True,
    help="csv: leave cells as they are, though a spreadsheet may take one for a formula.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@as_of_option
def export(
    record: str,
    kind: str | None,
    output: str | None,
    with_text: bool,
    excel: bool,
    raw: bool,
    quiet: bool,
    as_of: str | None,
) -> None:
    """Write a record for other programs, or for people who work with them.

    What each format is good for, how to open it and what of the record it loses stands in docs/formats.md. The same
    inputs give the same bytes. A file is written whole or not at all.
    """
    if output is not None:
        not_the_record(Path(output), Path(record))
    form = _asked_for(kind, output)
    if form.several and output == "-":
        raise UsageError(f"{form.name} makes several files: name a folder, or an archive that ends in .zip, with -o")
    if form.name != "csv" and (excel or raw):
        raise UsageError(f"--{'excel' if excel else 'raw'} is for csv alone, not for {form.name}")
    with open_at(record, as_of, quiet=quiet) as opened, Reporter(quiet=quiet) as reporter:
        options = Options(with_text=with_text, raw=raw, excel=excel, today=day_read(opened))
        where = _named(form, opened) if output is None else output
        reporter.begin(f"writing {form.name}", None)
        made = form.files(opened, options)
        if form.several:
            write_files(made, Path(where), opened.path, reporter.advance)
        else:
            write(next(made).pieces, where, opened.path, reporter.advance)
    if not quiet and where != "-":
        note(f"wrote {where}, {form.name}")


def _asked_for(kind: str | None, output: str | None) -> Format:
    """Return the format that is asked for by name, or by what the file's name ends in.

    Where several formats end alike, the one that is called as the ending is meant; where none is, nothing is guessed.
    """
    if kind is not None:
        return format_of(kind)
    if output is None or output == "-":
        return format_of("json")
    ends = [one for one in map(format_of, names()) if output.lower().endswith(one.suffix)]
    longest = max((len(one.suffix) for one in ends), default=0)
    meant = [one for one in ends if len(one.suffix) == longest]
    meant = [one for one in meant if one.name == one.suffix[1:]] or meant
    if not meant:
        raise UsageError(f"{output}: does not end as any format does; name one with --format: {', '.join(names())}")
    if len(meant) > 1:
        raise UsageError(f"{output}: is it {' or '.join(one.name for one in meant)}? Say which with --format")
    if meant[0].several:
        raise UsageError(
            f"{output}: {meant[0].name} makes several files: give --format {meant[0].name} and name a folder, or an "
            "archive that ends in .zip, with -o"
        )
    return meant[0]


def _named(form: Format, opened: Record) -> str:
    """Return where a format goes when nothing is said: text to stdout, the rest beside the record."""
    if not form.several and not form.binary:
        return "-"
    stem = opened.path.stem if opened.as_of is None else f"{opened.path.stem}-as-of-{opened.as_of.day}"
    return str(opened.path.with_name(f"{stem}-{form.name}" if form.several else f"{stem}{form.suffix}"))


@click.command(epilog=example("onrecord check story.db"))
@click.argument("record", metavar="RECORD")
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing; the exit code tells.")
def check(record: str, as_json: bool, quiet: bool) -> None:
    """Check that a record still says what its reports say.

    Every place in a report that the record points to is looked up again and held against the words kept beside it,
    every text against its hash, every link followed, and the inputs are counted. The exit code is 3 if anything is
    wrong.
    """
    import onrecord

    with onrecord.open(record) as opened:
        problems = opened.check()
        if as_json:
            found = [{"what": one.what, "where": one.where, "message": one.message} for one in problems]
            put_json({"record": str(opened.path), "sound": not problems, "problems": found})
        elif not quiet and not problems and opened.meta().get("state") != "complete":
            click.echo(
                line(f"{opened.path}: sound, and unfinished: run the same `onrecord build` again and it goes on")
            )
        elif not quiet and not problems:
            story = opened.story()
            click.echo(
                line(
                    f"{opened.path}: sound; {counted(len(story.reports), 'report')}, "
                    f"{counted(len(story.statements), 'statement')}, {counted(len(story.claims), 'claim')}"
                )
            )
        elif not quiet:
            for problem in problems:
                click.echo(line(f"{problem.what}: {problem.where}: {problem.message}"))
            note(f"{opened.path}: {counted(len(problems), 'problem')}")
    if problems:
        sys.exit(3)
