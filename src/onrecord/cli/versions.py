"""The command that shows what was changed on pages after they were published: `versions`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli.day import as_of_option, day_object, open_at
from onrecord.cli.terminal import counted, example, line, put, put_json, safe
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.record import EditRow, PageRow, RewriteRow, VersionRow
    from onrecord.record.versions import SaidRow

_BY = {
    "captured": "in the order in which they were captured",
    "modified": "in the order of the changes that they state",
    "published": "in the order of the days that they state",
    None: "which came first is not known",
}
_TITLES = {"title": "headline", "published": "day of publication", "authors": "authors"}
_IN = 4
"""Columns before what was changed."""


@click.command(
    epilog=example(
        "onrecord versions story.db",
        "onrecord versions story.db https://norra.example/2031/ferry",
        "onrecord versions story.db --json | jq '.versions[].rewrites[].edits[].how'",
    )
)
@click.argument("record", metavar="RECORD")
@click.argument("page", metavar="[URL|REPORT]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON, with the places where all of it stands.")
@as_of_option
def versions(record: str, page: str | None, as_json: bool, as_of: str | None) -> None:
    """Show what was changed on pages without a word.

    Inputs of one address with other words are versions of one report. Without URL or REPORT the pages that have several
    are listed. With one (an address, the id of a report or the name of its input) it is told what was changed from each
    version to the next: the headline, the day, and the sentences that were added (+), removed (-) or changed (~: the
    earlier wording, then the later), with what somebody was reported to have said in them and is no more, or is only
    now. Sentences that only moved are counted.

    The order of versions is that of their captures (web archives keep these), else of the changes or days that the
    pages state; where neither tells, it is said that it is not known.
    """
    with open_at(record, as_of, quiet=as_json) as opened:
        rows = opened.versions()
        seen = day_object(opened)
        path = str(opened.path)
    shown = rows if page is None else _asked(page, rows)
    if as_json:
        import msgspec

        put_json({"record": path, **seen, "versions": msgspec.to_builtins(shown)})
    elif not rows:
        click.echo("no page has several versions: no address was given again with other words")
    elif page is None:
        put(lambda out: _list(out, rows))
    else:
        put(lambda out: _draw(out, shown))


def _asked(page: str, rows: Sequence[PageRow]) -> tuple[PageRow, ...]:
    """Return the pages that an address, an id or the name of an input names.

    Raises:
        UsageError: There is none.
    """
    from onrecord.reading import canonical

    address = canonical(page) or canonical(f"https://{page}")
    found = tuple(
        row
        for row in rows
        if row.address == address
        or row.id == page
        or any(page in (one.report, one.input) or one.report.startswith(f"r-{page}") for one in row.versions)
    )
    if found:
        return found
    known = "; ".join(row.url or row.address for row in rows[:3])
    there = f"there are several of {counted(len(rows), 'page')}: {known}" if rows else "no page has several"
    raise UsageError(f"{page}: is no page of several versions; {there}")


def _list(out: Console, rows: Sequence[PageRow]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    several = "has" if len(rows) == 1 else "have"
    out.print(Text(f"{counted(len(rows), 'page')} that {several} several versions"))
    for row in rows:
        out.print()
        out.print(_heading(row))
        first, last = row.versions[0], row.versions[-1]
        days = f"{_moment(first.seen[:1])} to {_moment(last.seen[-1:])}" if row.ordered_by else _BY[None]
        out.print(Padding(Text(f"{counted(len(row.versions), 'version')}, {days}", "dim"), (0, 0, 0, 2)))
        out.print(Padding(Text(_tally(row)), (0, 0, 0, 2)))
        # Not folded at the terminal's edge: it is there to be copied.
        out.print(Text(f"  {line(row.url or row.address)}", "cyan"), soft_wrap=True)


def _tally(row: PageRow) -> str:
    edits = [edit for rewrite in row.rewrites for edit in rewrite.edits]
    stated = [one.field for rewrite in row.rewrites for one in rewrite.stated]
    parts = [f"{_TITLES[field]} changed" for field in dict.fromkeys(stated)]
    for how in ("changed", "added", "removed", "moved"):
        number = sum(edit.how == how for edit in edits)
        parts += [f"{counted(number, 'sentence')} {how}"] if number else []
    return "; ".join(parts) or "nothing but furniture or signs changed"


def _draw(out: Console, rows: Sequence[PageRow]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for row in rows:
        out.print(_heading(row))
        out.print(Text(f"  {line(row.url or row.address)}", "cyan"), soft_wrap=True)
        told = f"{counted(len(row.versions), 'version')}, {_BY[row.ordered_by]}; {row.because}"
        out.print(Padding(Text(line(told), "dim"), (0, 0, 0, 2)))
        for version in row.versions:
            out.print(Padding(_version(version), (0, 0, 0, 2)))
        for rewrite in row.rewrites:
            _draw_rewrite(out, rewrite)


def _heading(row: PageRow) -> Text:
    from rich.text import Text

    return Text.assemble((line(row.outlet or "outlet unknown"), "bold"), "  ", line(row.title or row.address))


def _version(row: VersionRow) -> Text:
    from rich.text import Text

    again = f" and {counted(len(row.seen) - 1, 'time')} more" if len(row.seen) > 1 else ""
    return Text.assemble(
        (f"{row.number}  ", "bold"),
        (_moment(row.seen[:1]) + again, "cyan"),
        f"  {row.report}  ",
        (line(row.input), "dim"),
    )


def _draw_rewrite(out: Console, row: RewriteRow) -> None:
    from rich.padding import Padding
    from rich.text import Text

    ordered = row.seen is not None
    head = Text.assemble("\n", (f"Version {row.before} {'→' if ordered else 'and'} {row.after}", "bold underline"))
    if ordered:
        since = f"; {_moment([row.last_seen])} it was as before" if row.last_seen else ""
        head.append(f"  seen changed {_moment([row.seen or ''])}{since}", "dim")
    out.print(head)
    for stated in row.stated:
        out.print(Padding(Text(f"~ {_TITLES[stated.field]}", "bold yellow"), (0, 0, 0, 2)))
        _both(out, *(Text(_value(stated.field, one)) for one in (stated.was, stated.now)))
    for edit in row.edits:
        _draw_edit(out, edit, row)
    if moved := row.count("moved"):
        out.print(Padding(Text(f"{counted(moved, 'sentence')} moved", "dim"), (0, 0, 0, 2)))
    if not row.stated and not row.edits:
        out.print(Padding(Text("nothing but furniture or signs changed", "dim"), (0, 0, 0, 2)))


def _value(field: str, value: str | None) -> str:
    if not value:
        return "none"
    return _moment([value]) if field == "published" else line(value)


def _draw_edit(out: Console, edit: EditRow, row: RewriteRow) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if edit.how == "moved":
        return
    ordered = row.seen is not None
    names = {
        "changed": ("~ changed" if ordered else "~ otherwise in each", "bold yellow"),
        "added": ("+ added" if ordered else f"+ in {row.after} alone", "bold green"),
        "removed": ("- removed" if ordered else f"- in {row.before} alone", "bold red"),
    }
    name, style = names[edit.how]
    out.print(Padding(Text(name, style), (0, 0, 0, 2)))
    if edit.how == "changed":
        _both(out, _marked(edit, "removed", "bold red"), _marked(edit, "added", "bold green"))
    else:
        out.print(Padding(Text(line(edit.was or edit.now)), (0, 0, 0, _IN)))
    for told, said in (("said no more" if ordered else f"said in {row.before} alone", edit.went),
                       ("said only now" if ordered else f"said in {row.after} alone", edit.came)):  # fmt: skip
        for one in _each(said):
            out.print(Padding(Text(f"{told}: {one}", "dim"), (0, 0, 0, _IN + 2)))


def _each(said: Sequence[SaidRow]) -> Iterator[str]:
    """Yield what is said by somebody of whom it is known who: other words say no more than the sentence does."""
    for one in said:
        if one.speaker is not None:
            yield f"{line(one.speaker)}, {line(one.text)}"


def _marked(edit: EditRow, how: str, style: str) -> Text:
    from rich.text import Text

    words = Text()
    for piece in edit.pieces:
        if piece.how in ("same", how):
            words.append(safe(piece.text).replace("\n", " "), style if piece.how == how else "")
    return words


def _both(out: Console, was: Text, now: Text) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.print(Padding(Text.assemble(("- ", "red"), was), (0, 0, 0, _IN)))
    out.print(Padding(Text.assemble(("+ ", "green"), now), (0, 0, 0, _IN)))


def _moment(seen: Sequence[str]) -> str:
    """Return a day with its hour, where it has one, as it is read.

    >>> _moment(["2031-05-03T09:30:00Z"]), _moment(["2031-05-03"]), _moment([])
    ('2031-05-03 09:30 UTC', '2031-05-03', 'day not known')
    """
    if not seen:
        return "day not known"
    day, hour, clock = seen[0].partition("T")
    return f"{day}{' ' if hour else ''}{clock[:5]}{' UTC' if clock.endswith('Z') else ''}"
