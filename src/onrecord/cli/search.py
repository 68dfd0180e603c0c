"""The command that searches a record, or all records in a folder: `search`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.day import as_of_option, day_object, left_out, open_at
from onrecord.cli.ids import ids_option
from onrecord.cli.progress import Reporter
from onrecord.cli.terminal import counted, example, line, note, put, put_json, safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.record import ClaimRow, Found, Hit


@click.command(
    epilog=example("onrecord search story.db '\"second half\" OR december'", 'onrecord search out/ "bow doors"')
)
@click.argument("record", metavar="RECORD|FOLDER")
@click.argument("query", metavar="QUERY")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Statements, and reports, to show."
)
@ids_option
@click.option("--json", "as_json", is_flag=True, help="Write the hits as JSON.")
@as_of_option
def search(record: str, query: str, limit: int, ids: bool, as_json: bool, as_of: str | None) -> None:
    """Search the statements and reports of a record, or of a folder of them.

    In a record, each statement comes with who vouches for the claim that it belongs to, and by how many independent
    channels. In a folder it does not, and of each record three hits at most are shown.

    Case and accents make no difference. QUERY is in SQLite's FTS5 syntax: words that must all be there, "words in a
    row", missile*, this OR that. What is not in that syntax is searched for as plain words.
    """
    if Path(record).is_dir():
        if ids or as_of is not None:
            raise click.UsageError(f"{record} is a folder of records: --ids and --as-of go with one record")
        _search_all(Path(record), query, limit, as_json)
        return
    with open_at(record, as_of) as opened:
        found = opened.search(query, limit)
        story = opened.story()
        seen = day_object(opened)
        later = left_out(opened, lambda whole: whole.search(query, limit).total - found.total)
    if found.as_words:
        note(f"not in the syntax of a query; searched for the words instead: {found.query}")
    if as_json:
        shown = {"query": found.query, "total": found.total, "hits": [_hit_object(hit) for hit in found.hits]}
        put_json({**shown, **seen, **({"left_out": later} if seen else {})})
        return
    if ids:
        from onrecord.cli.ids import draw_hits

        put(lambda out: draw_hits(out, found.hits, story))
    else:
        put(lambda out: _draw_hits(out, found))
    if later:
        note(f"{_matches(later)} more in the reports that are left out")


def _search_all(folder: Path, query: str, limit: int, as_json: bool) -> None:
    """Search all records in a folder: those with most matches first."""
    from onrecord.record import records_in, search_records

    paths = records_in(folder)
    if not paths:
        raise click.UsageError(f"{folder}: no record in it; `onrecord stories` makes a folder of them")
    with Reporter(quiet=as_json) as progress:
        progress.begin("searching", len(paths))
        found, failed = search_records(paths, query, limit, advance=progress.advance)
    for reason in failed:
        note(reason)
    total = sum(one.found.total for one in found)
    if as_json:
        rows = [
            {
                "record": str(one.path),
                "total": one.found.total,
                "hits": [_hit_object(hit) for hit in one.found.hits],
            }
            for one in found
        ]
        put_json({"query": found[0].found.query if found else query, "total": total, "records": rows})
        return

    def draw(out: Console) -> None:
        for one in found:
            if one.found.hits:
                out.print(f"{one.path}  {_matches(one.found.total)}", style="bold", soft_wrap=True)
            for hit in one.found.hits:
                _draw_hit(out, hit)
        shown = sum(len(one.found.hits) for one in found)
        more = f"; {shown} shown, see --limit" if shown < total else ""
        out.print(f"{_matches(total)} in {counted(len(found), 'record')} of {len(paths):,}{more}")

    put(draw)


def _matches(number: int) -> str:
    return f"{number:,} {'match' if number == 1 else 'matches'}"


def _draw_hits(out: Console, found: Found) -> None:
    for kind in ("statement", "report"):
        hits = [hit for hit in found.hits if hit.kind == kind]
        if hits:
            out.print(f"{kind.capitalize()}s", style="bold")
        for hit in hits:
            _draw_hit(out, hit)
    shown = f"; {len(found.hits)} shown, see --limit" if len(found.hits) < found.total else ""
    out.print(f"{_matches(found.total)}{shown}")


def _hit_object(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "report": hit.report,
        "outlet": hit.outlet,
        "day": hit.day,
        "title": hit.title,
        "speaker": hit.speaker,
        "snippet": hit.snippet,
        "found": [list(span) for span in hit.found],
        "claim": None if hit.claim is None else _claim_object(hit.claim),
    }


def _claim_object(claim: ClaimRow) -> dict[str, object]:
    return {
        "id": claim.id,
        "text": claim.text,
        "vouchers": list(claim.vouchers),
        "channels": [list(channel) for channel in claim.channels],
        "unknown": list(claim.unknown),
        "reports": claim.reports,
        "contested": claim.contested,
        "revised": claim.revised,
        "promised": claim.promised,
    }


def _draw_hit(out: Console, hit: Hit) -> None:
    from rich.padding import Padding
    from rich.text import Text

    about = hit.speaker if hit.kind == "statement" else hit.title
    out.print(
        Text.assemble(
            "  ",
            (hit.day or "undated", "cyan"),
            f"  {line(hit.outlet or 'outlet unknown')}",
            (f"  {line(about)}" if about else "", "bold"),
        )
    )
    words, last = Text(), 0
    for start, end in hit.found:
        words.append(safe(hit.snippet[last:start]))
        words.append(safe(hit.snippet[start:end]), "bold yellow")
        last = end
    words.append(safe(hit.snippet[last:]))
    out.print(Padding(words, (0, 0, 1 if hit.claim is None else 0, 4)))
    if hit.claim is not None:
        out.print(Padding(_backing(hit.claim), (0, 0, 1, 4)))


def _backing(claim: ClaimRow) -> Text:
    """Return what stands behind the claim of a hit."""
    from rich.text import Text

    from onrecord.record import by_channels

    vouchers = f"{counted(len(claim.vouchers), 'voucher')} ({', '.join(claim.vouchers)})" if claim.vouchers else ""
    parts = (vouchers, by_channels(len(claim.channels), len(claim.unknown)), counted(claim.reports, "report"))
    return Text.assemble(
        (f"claim: {line(', '.join(part for part in parts if part))}", "dim"),
        ("  contested", "red") if claim.contested else ("  revised", "yellow") if claim.revised else "",
        ("  promise", "yellow") if claim.promised else "",
    )
