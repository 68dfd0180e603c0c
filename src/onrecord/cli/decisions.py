"""The commands on the decisions of a record: list, undo, queue, apply, export, import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from onrecord.cli.decide import by_option, later_option
from onrecord.cli.terminal import counted, example, line, note, put, put_json
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.decisions import Clash, Merged, Verdict
    from onrecord.model import Decision, DoubtKind


class _ListFirst(click.Group):
    """A group whose first word may be a record: then its decisions are listed."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take `decisions story.db` for `decisions list story.db`."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return super().resolve_command(ctx, ["list", *args])
        return super().resolve_command(ctx, args)


@click.group(
    cls=_ListFirst,
    short_help="List what people decided, take it back, settle doubts, share.",
    epilog=example(
        "onrecord decisions story.db",
        "onrecord decisions queue story.db",
        "onrecord decisions export story.db -o mine.jsonl",
        "onrecord decisions import story.db theirs.jsonl",
    ),
)
def decisions() -> None:
    """List what people decided on a record, take it back, see what is doubtful, share it.

    `onrecord decisions RECORD` is short for `onrecord decisions list RECORD`.
    """


@decisions.command("list", epilog=example("onrecord decisions list story.db --all"))
@click.argument("record", metavar="RECORD")
@click.option("--all", "everything", is_flag=True, help="Those taken back, too, and what takes them back.")
@click.option("--json", "as_json", is_flag=True, help="Write all of them as JSON.")
def list_(record: str, everything: bool, as_json: bool) -> None:
    """List the decisions by when they were made, with what became of each.

    One is applied, pending (written, not worked in yet), not placed (what it is about is not in this record) or
    contradicted. Beside it stands what the machine finds by itself.
    """
    import onrecord
    from onrecord.cli.decision_rows import draw_decisions, row_object

    with onrecord.open(record) as opened:
        rows = opened.decisions()
    if as_json:
        put_json({"record": record, "decisions": [row_object(row) for row in rows]})
        return
    shown = [
        row for row in rows if everything or (row.standing.state not in ("undone", "undoes") and not row.undone_by)
    ]
    put(lambda out: draw_decisions(out, shown, len(rows)))
    if not rows:
        note(f"what is least certain: onrecord decisions queue {record}")


@decisions.command(epilog=example("onrecord decisions undo story.db d-1f0e --why 'they were two after all'"))
@click.argument("record", metavar="RECORD")
@click.argument("decision", metavar="DECISION")
@click.option("--why", default="", metavar="WORDS", help="Why, in a few words that others will read.")
@by_option
@later_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def undo(record: str, decision: str, why: str, by: str | None, later: bool, quiet: bool) -> None:
    """Take a decision back. Nothing is deleted: taking back is a decision, and can be taken back."""
    import onrecord

    made = onrecord.undo(record, decision, by=by, why=why, relate=not later)
    if not quiet:
        click.echo(line(f"{made.id}: {made.on[0]} is taken back"))


@decisions.command(epilog=example("onrecord decisions queue story.db --kind claim --limit 5"))
@click.argument("record", metavar="RECORD")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Links to show.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(["claim", "person", "copy", "speaker"]),
    multiple=True,
    help="Only links of this kind; may be given again.",
)
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON.")
def queue(record: str, limit: int, kinds: tuple[DoubtKind, ...], as_json: bool) -> None:
    """Show the links that the machine is least sure of, those first, and how to settle each.

    The kinds take turns. Of claims: pairs that were joined, or kept apart, with a score near the one that is needed; of
    persons: names that were taken for one's, or were not, and are about as alike; of copies: those whose direction is
    open, or that share little; of speakers: sources that were resolved by a weak reason, or not at all.
    """
    import onrecord
    from onrecord.cli.decision_rows import draw_queue, queue_object

    with onrecord.open(record) as opened:
        rows = opened.queue(limit, kinds)
        everything = len(opened.queue(None, kinds))
        waiting = len(opened.pending())
    if as_json:
        put_json({"record": record, "total": everything, "queue": [queue_object(row) for row in rows]})
        return
    put(lambda out: draw_queue(out, rows, everything, record))
    if waiting:
        note(f"{waiting} pending; work them in with: onrecord decisions apply {record}")


@decisions.command(epilog=example("onrecord decisions apply story.db"))
@click.argument("record", metavar="RECORD")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what took how long.")
def apply(record: str, quiet: bool, verbose: bool) -> None:
    """Work in the decisions that are pending: relate the reports anew, from what was found in them before."""
    import onrecord
    from onrecord.cli.progress import Reporter

    with onrecord.open(record) as opened:
        waiting = len(opened.pending())
    with Reporter(quiet=quiet, verbose=verbose) as progress, onrecord.work_in(record, progress=progress):
        pass
    if not quiet:
        click.echo(line(f"{record}: {counted(waiting, 'decision')} worked in"))


@decisions.command(epilog=example("onrecord decisions export story.db -o mine.jsonl"))
@click.argument("record", metavar="RECORD")
@click.option("-o", "--output", default="-", show_default=True, metavar="FILE", help="Where to; - is stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def export(record: str, output: str, quiet: bool) -> None:
    """Write all decisions, taken back or not, as JSON Lines for somebody else's record of the story.

    A line is described by docs/reference/decision.schema.json.
    """
    import onrecord
    from onrecord.formats.decisions import decision_lines

    with onrecord.open(record) as opened:
        log = opened.story().decisions
    written = "".join(decision_lines(log))
    if output == "-":
        click.echo(written.encode("utf-8"), nl=False)
        return
    Path(output).write_bytes(written.encode("utf-8"))
    if not quiet:
        note(f"wrote {output}, {counted(len(log), 'decision')}")


@decisions.command(
    "import",
    epilog=example(
        "onrecord decisions import story.db theirs.jsonl",
        "onrecord decisions import story.db theirs.jsonl --open to-settle.jsonl",
    ),
)
@click.argument("record", metavar="RECORD")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--prefer", type=click.Choice(["ours", "theirs"]), help="Whose stands where two contradict.")
@click.option("--open", "left", metavar="FILE", help="Write there what stays open: theirs that contradict ours.")
@by_option
@later_option
@click.option("--json", "as_json", is_flag=True, help="Write what was done as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def import_(
    record: str,
    files: tuple[str, ...],
    prefer: Literal["ours", "theirs"] | None,
    left: str | None,
    by: str | None,
    later: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Put somebody else's decisions to a record: what `onrecord decisions export` wrote.

    Marks of other tools are taken, too: W3C Web Annotations (.jsonld, .json) and brat's standoff (r-....ann). A comment
    becomes a note on the statement that is marked; a tag, or a note in brat, "not a statement", "speaker: NAME" or
    "said on: DATE" becomes that decision. Other marks are passed over.

    Importing the same twice changes nothing. Where theirs contradicts ours, you are asked on a terminal; elsewhere, and
    where you leave it open, ours stands, theirs is listed and not taken over, and the exit code is 1. The same file is
    imported again, with --prefer or --open, to settle it.
    """
    from onrecord.build import import_decisions
    from onrecord.formats.decisions import decision_lines

    given = [one for file in files for one in _given(record, file, by, quiet)]

    def settle(clash: Clash) -> Verdict:
        if prefer is not None:
            return prefer
        return _ask(clash) if sys.stdin.isatty() and not as_json else "open"

    merged = import_decisions(record, given, settle=settle, by=by, relate=not later)
    if left is not None:
        Path(left).write_text("".join(decision_lines(merged.left)), encoding="utf-8")
    if as_json:
        put_json(_merged_object(record, merged))
    elif not quiet:
        _tell(record, merged)
    if merged.open:
        raise OnrecordError(
            f"{counted(len(merged.left), 'decision')} of theirs stay open: they contradict ours, which stand; "
            "import again with --prefer ours or --prefer theirs, or settle them one by one on a terminal"
        )


def _given(record: str, file: str, by: str | None, quiet: bool) -> tuple[Decision, ...]:
    """Return the decisions of a file: those that onrecord wrote, or what marks of other tools come to."""
    from onrecord.build import decisions_of_marks
    from onrecord.build.decisions import author, now
    from onrecord.formats.decisions import read_decisions
    from onrecord.formats.marked import read_brat, read_web_annotations

    lines = _lines(file)
    if file.endswith(".ann"):
        marks = read_brat("\n".join(lines), file)
    elif file.endswith((".jsonld", ".json")):
        marks = read_web_annotations("\n".join(lines), file)
    else:
        return read_decisions(lines, file)
    found, refused = decisions_of_marks(record, marks, by=author(by), at=now())
    for reason in () if quiet else refused:
        note(f"{file}: passed over: {reason}")
    return found


def _lines(file: str) -> list[str]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file}: is not in UTF-8, as JSON Lines are") from None
    except FileNotFoundError:
        raise UsageError(f"{file}: there is no such file") from None
    return text.split("\n")


def _ask(clash: Clash) -> Verdict:
    from onrecord.cli.decision_rows import cut
    from onrecord.decisions import told

    click.echo(line(clash.because) + ":", err=True)
    for whose, several in (("ours", clash.ours), ("theirs", clash.theirs)):
        for one in several:
            click.echo(f"  {whose}: {one.id} {line(told(one))}", err=True)
            for anchor in one.anchors:
                if anchor.quote:
                    click.echo(f"      “{cut(anchor.quote)}” {line(anchor.outlet)}", err=True)
    verdict: Verdict = click.prompt(
        "Whose stands?", type=click.Choice(["ours", "theirs", "open"]), default="open", err=True
    )
    return verdict


def _tell(record: str, merged: Merged) -> None:
    from onrecord.decisions import told

    click.echo(line(f"{record}: {counted(len(merged.new), 'decision')} new, {merged.known} known"))
    for clash in merged.open:
        note(f"open: {clash.because}")
        for whose, several in (("ours", clash.ours), ("theirs", clash.theirs)):
            for one in several:
                note(f"  {whose}: {one.id} {told(one)}")


def _merged_object(record: str, merged: Merged) -> dict[str, Any]:
    from onrecord.formats.objects import decision_object

    return {
        "record": record,
        "new": [decision_object(one) for one in merged.new],
        "known": merged.known,
        "open": [
            {
                "because": clash.because,
                "ours": [decision_object(one) for one in clash.ours],
                "theirs": [decision_object(one) for one in clash.theirs],
            }
            for clash in merged.open
        ],
    }
