"""The commands that hand a record on: `page`, `export`, `check`."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import click

from onrecord.cli.day import as_of_option, day_read, open_at
from onrecord.cli.format_choice import FormatChoice
from onrecord.cli.terminal import counted, example, line, note, put_json
from onrecord.errors import UsageError
from onrecord.formats.registry import File, Options, format_of


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
        _write([html.encode("utf-8")], where, opened.path)
    if not quiet and where != "-":
        note(f"wrote {where}")


@click.command(epilog=example("onrecord export story.db --format json -o story.json"))
@click.argument("record", metavar="RECORD")
@click.option("--format", "kind", type=FormatChoice(), default="json", show_default=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    metavar="PATH",
    help="Where to; - is stdout. A format of several files takes a folder, or a name that ends in .zip.",
)
@click.option("--with-text", is_flag=True, help="Put the whole text of each report in, too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@as_of_option
def export(record: str, kind: str, output: str, with_text: bool, quiet: bool, as_of: str | None) -> None:
    """Write a record for other programs.

    JSON is one object, described by docs/reference/record.schema.json; the same inputs give the same bytes.
    """
    form = format_of(kind)
    if form.several and output == "-":
        raise UsageError(f"{kind} makes several files: name a folder, or an archive that ends in .zip, with -o")
    with open_at(record, as_of, quiet=quiet) as opened:
        made = form.files(opened, Options(with_text=with_text))
        if form.several:
            _write_files(made, Path(output))
        else:
            _write(next(made).pieces, output, opened.path)
    if not quiet and output != "-":
        note(f"wrote {output}, {kind}")


def _write(pieces: Iterable[bytes], where: str, record: Path) -> None:
    """Write bytes to a file or stdout, whatever the console's own encoding is."""
    if where == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    path = Path(where)
    if path.exists() and path.samefile(record):
        raise UsageError(f"{where}: is the record itself; choose another name")
    with path.open("wb") as stream:
        stream.writelines(pieces)


def _write_files(files: Iterable[File], where: Path) -> None:
    """Write files into a folder, or into an archive whose bytes depend on theirs alone."""
    if where.suffix.lower() != ".zip":
        where.mkdir(parents=True, exist_ok=True)
        for file in files:
            _write(file.pieces, str(where / file.name), Path())
        return
    with zipfile.ZipFile(where, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, _NO_TIME), b"".join(file.pieces), zipfile.ZIP_DEFLATED)


_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive knows."""


@click.command(epilog=example("onrecord check story.db"))
@click.argument("record", metavar="RECORD")
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing; the exit code tells.")
def check(record: str, as_json: bool, quiet: bool) -> None:
    """Check that a record still says what its reports say.

    Every span is sliced again and held against the words kept beside it, every text against its hash, every link
    followed, and the inputs are counted. The exit code is 3 if anything is wrong.
    """
    import onrecord

    with onrecord.open(record) as opened:
        problems = opened.check()
        if as_json:
            found = [{"what": one.what, "where": one.where, "message": one.message} for one in problems]
            put_json({"record": str(opened.path), "sound": not problems, "problems": found})
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
