"""A record on a terminal, to be read from top to bottom; plain and complete when it goes into a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, TypeVar

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli.conflicts import draw_conflict
from onrecord.cli.terminal import counted, line
from onrecord.cli.windows import due
from onrecord.model import Story
from onrecord.record import (
    ClaimRow,
    ConflictRow,
    CopyRow,
    CoverageRows,
    LabelRow,
    Overview,
    Promised,
    ReportRow,
    by_channels,
    coverage_of,
)

Row = TypeVar("Row")


_REPORTS = 30
"""Reports listed even where other lists are cut shorter: what a record is made of is seen whole, unless it is large."""


def draw(
    out: Console,
    name: str,
    story: Story,
    seen: Overview,
    most: int | None,
    not_analysed: Mapping[str, str],
    judged: date | None = None,
    table: str | None = None,
    fields: str | None = None,
) -> None:
    """Write a record to a console.

    Args:
        out: Where to.
        name: What the record is called.
        story: What it holds.
        seen: Its overview.
        most: How many rows of each list to show; None is all.
        not_analysed: Why a report was not analysed, by report id.
        judged: The day for which the statuses of promises hold.
        table: What the table of outlets is called that a person gave, None for none.
        fields: What a person said that exports call the fields of an article, None for nothing.
    """
    _inputs(out, name, story, seen, table, fields)
    _reports(out, seen, most, not_analysed)
    if seen.claims:
        _claims(out, seen.claims, most)
    if seen.promises:
        _promises(out, seen.promises, most, judged)
    if seen.conflicts:
        _conflicts(out, seen.conflicts, most)
    if seen.copies:
        _copies(out, seen.copies, most)
    if story.coverage:
        _coverage(out, coverage_of(story), most)
    if seen.labels:
        _labels(out, seen.labels, most)


def as_object(seen: Overview, most: int | None, not_analysed: Mapping[str, str]) -> dict[str, Any]:
    """Return the rows that `draw` shows as an object for JSON."""
    import msgspec

    whole: dict[str, Any] = msgspec.to_builtins(seen)
    lists = {name: rows[:most] for name, rows in whole.items() if isinstance(rows, (list, tuple))}
    if most is not None:  # as `draw` does: what one report alone says is counted, not listed
        listed = [row for row, claim in zip(whole["claims"], seen.claims, strict=True) if claim.listed]
        lists["claims"] = listed[:most] or lists["claims"]
    totals = {name: len(rows) for name, rows in whole.items() if isinstance(rows, (list, tuple))}
    return {"inputs": whole["inputs"], "totals": totals, **lists, "not_analysed": dict(not_analysed)}


def _inputs(out: Console, name: str, story: Story, seen: Overview, table: str | None, fields: str | None) -> None:
    inputs = seen.inputs
    out.print(Text(line(name), "bold"))
    out.print(
        f"{counted(inputs.given, 'input')} = {counted(inputs.reports, 'report')} + "
        f"{counted(inputs.versions, 'version') + ' + ' if inputs.versions else ''}"
        f"{counted(inputs.duplicates, 'duplicate')} + {inputs.rejected} rejected"
    )
    if table is not None:
        out.print(_indented(Text(line(f"outlets: {table}"), "dim")))
    if fields is not None:
        out.print(_indented(Text(line(f"fields: {fields}"), "dim")))
    titles = {report.id: report.input for report in story.reports}
    for duplicate in story.duplicates:
        out.print(
            _indented(Text(line(f"duplicate {duplicate.input}: the same report as {titles[duplicate.of]}"), "dim"))
        )
    for rejection in story.rejected:
        out.print(_indented(Text(line(f"rejected {rejection.input}: {rejection.reason}"), "dim")))


def _reports(out: Console, seen: Overview, most: int | None, not_analysed: Mapping[str, str]) -> None:
    rows = seen.reports if most is None else seen.reports[: max(most, _REPORTS)]
    _heading(out, "Reports", len(rows), len(seen.reports))
    if not seen.reports:
        return
    table = _table("day", "outlet", ("words", "right"), "title")
    for report in rows:
        title = Text(line(report.title or PurePosixPath(report.input).name), "" if report.title else "dim")
        if report.version is not None:
            number, of = report.version
            title.append(f"  version {number} of {of}", "cyan")
        if report.id in not_analysed:
            title.append(f"  [{line(not_analysed[report.id])}]", "yellow")
        table.add_row(report.day or "undated", line(report.outlet or "unknown"), f"{report.words:,}", title)
    out.print(table)
    for report in rows:
        said = _day_note(report)
        if said:
            out.print(_indented(Text(line(f"{report.outlet or report.input}: {said}"), "dim")))


def _day_note(report: ReportRow) -> str:
    """Return how a day is known where other reports tell it, and what speaks against a stated one."""
    notes = []
    if report.day is not None and "siblings" in (report.day_basis or ""):
        notes.append(f"dated by {report.day_basis} ({report.day_confidence} confidence)")
    if report.day_doubt is not None:
        notes.append(report.day_doubt)
    return "; ".join(notes)


def _claims(out: Console, claims: Sequence[ClaimRow], most: int | None) -> None:
    worth = [claim for claim in claims if claim.listed]
    rows = claims if most is None else worth[:most] or claims[:most]
    note = f"{len(worth)} in several reports, contested, revised or promised"
    if len(claims) > len(worth):
        note += f"; {counted(len(claims) - len(worth), 'claim')} of one report alone"
    _heading(out, "Claims", len(rows), len(claims), note)
    for number, claim in enumerate(rows, 1):
        if number > 1:
            out.print()
        head = Text.assemble(
            (f"{number:>3}  ", "dim"),
            (counted(len(claim.vouchers), "voucher"), "bold" if len(claim.vouchers) > 1 else ""),
            "  ",
            (by_channels(len(claim.channels), len(claim.unknown)), "bold" if claim.known > 1 else ""),
            "  ",
            counted(claim.reports, "report"),
            ("  contested", "red") if claim.contested else ("  revised", "yellow") if claim.revised else "",
            ("  promise", "yellow") if claim.promised else "",
            (f"  first {claim.first_reported or 'undated'}", "dim"),
        )
        out.print(head)
        out.print(_indented(Text(line(claim.text)), 5))
        if claim.vouchers:
            out.print(_indented(Text(line(f"vouched for by {', '.join(_vouchers(claim))}"), "green"), 5))
        out.print(_indented(Text(line(f"by way of {' | '.join(_channels(claim))}"), "cyan"), 5))
        for one in claim.versions:
            gone = one.fate in ("gone", "put otherwise")
            out.print(_indented(Text(line(f"{one.outlet}: {one.told}"), "yellow" if gone else "dim"), 5))
        for decision in claim.decided:
            out.print(_indented(Text(line(f"people: {decision}"), "magenta"), 5))
    if any(claim.unknown for claim in rows):
        out.print(Text("\npath unknown: no report of that channel says how it came to the claim", "dim"))


def _vouchers(claim: ClaimRow) -> Iterator[str]:
    for name, told_by in zip(claim.vouchers, claim.told_by, strict=True):
        yield f"{name} (only as told by {', '.join(told_by)})" if told_by else name


def _channels(claim: ClaimRow) -> Iterator[str]:
    for place, channel in enumerate(claim.channels):
        outlets = " + ".join(
            outlet if times == 1 else f"{outlet} ({times})"
            for outlet, times in ((outlet, len(list(same))) for outlet, same in groupby(sorted(channel)))
        )
        yield f"{outlets}, path unknown" if place in claim.unknown else outlets


def _promises(out: Console, promises: Sequence[Promised], most: int | None, judged: date | None) -> None:
    _heading(out, "Promises", len(promises[:most]), len(promises), f"status as of {judged}" if judged else "")
    for promise in promises[:most]:
        out.print(
            Text.assemble(
                "  ",
                (line(due(promise)), "bold"),
                "  ",
                (promise.status, "yellow"),
                "  only a possibility" if promise.hedged else "",
                f"  {line(promise.speaker)}",
                (f"  {counted(len(promise.later), 'later statement')}" if promise.later else "", "dim"),
            )
        )
        out.print(_indented(Text(line(promise.words)), 5))


def _conflicts(out: Console, conflicts: Sequence[ConflictRow], most: int | None) -> None:
    _heading(out, "Conflicts", len(conflicts[:most]), len(conflicts))
    for conflict in conflicts[:most]:
        draw_conflict(out, conflict)
        out.print()


def _copies(out: Console, copies: Sequence[CopyRow], most: int | None) -> None:
    _heading(out, "Copies", len(copies[:most]), len(copies))
    for copy in copies[:most]:
        out.print(
            Text.assemble(
                "  ",
                (line(copy.copy), "bold"),
                f" {copy.copy_day or 'undated'} has {copy.share:.0%} of its words ",
                "from " if copy.directed else "in common with ",
                (line(copy.origin), "bold"),
                f" {copy.origin_day or 'undated'}, {counted(copy.passages, 'passage')}",
                "" if copy.directed else "; which took from which is not known",
            )
        )
        out.print(_indented(Text(line(copy.because), "dim"), 5))


def _coverage(out: Console, rows: CoverageRows, most: int | None) -> None:
    _heading(out, "Coverage", len(rows.outlets[:most]), len(rows.outlets), "see onrecord coverage")
    table = _table("outlet", ("words", "right"), ("carries", "right"), ("leaves out", "right"), "the first of these")
    for row in rows.outlets[:most]:
        carried = f"{len(row.carries)} of {rows.claims}"
        first = line(row.claims[0].text) if row.claims else ""
        table.add_row(line(row.outlet), f"{row.words:,}", carried, str(len(row.claims)), first)
    out.print(table)


def _labels(out: Console, labels: Sequence[LabelRow], most: int | None) -> None:
    names = [(name, list(rows)) for name, rows in groupby(labels, key=lambda row: row.name)]
    _heading(out, "Labels", len(names[:most]), len(names))
    table = _table("name", "outlet", "called")
    for name, rows in names[:most]:
        for number, row in enumerate(rows):
            table.add_row(line(name) if number == 0 else "", line(row.outlet), line("; ".join(row.labels)))
    out.print(table)


def _heading(out: Console, title: str, shown: int, total: int, note: str = "") -> None:
    parts = [f"{shown} of {total} shown, see --all" if shown < total else str(total), note]
    out.print(Text.assemble("\n", (title, "bold underline"), (f"  {'; '.join(part for part in parts if part)}", "dim")))


def _table(*columns: str | tuple[str, str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for column in columns:
        if isinstance(column, tuple):
            table.add_column(column[0], justify="right", no_wrap=True)
        else:
            table.add_column(column, no_wrap=column == "day", overflow="fold")
    return table


def _indented(words: Text, by: int = 2) -> Padding:
    return Padding(words, (0, 0, 0, by))
