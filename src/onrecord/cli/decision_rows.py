"""Decisions and doubtful links on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.terminal import counted, line
from onrecord.decisions import WHATS
from onrecord.formats.objects import decision_object, standing_object
from onrecord.record import DecisionRow, QueueRow, called

SHOWN = 240
"""Code points of each side that the queue shows; `--json` has all."""


def row_object(row: DecisionRow) -> dict[str, Any]:
    """Return a decision with what became of it as `--json` writes it."""
    return {**decision_object(row.decision), **standing_object(row.standing), "undone_by": list(row.undone_by)}


def queue_object(row: QueueRow) -> dict[str, Any]:
    """Return a doubtful link as `--json` writes it."""
    return {
        "kind": row.kind,
        "score": row.score,
        "needed": row.doubt.needed,
        "linked": row.doubt.linked,
        "because": list(row.because),
        "sides": [
            {
                "id": side.id,
                "report": side.report.id,
                "outlet": side.report.outlet,
                "span": list(place.span),
                "words": side.words,
                "name": side.name,
            }
            for side, place in zip(row.sides, row.doubt.places, strict=True)
        ],
        "settle": list(row.commands),
    }


def draw_decisions(out: Console, rows: Sequence[DecisionRow], total: int) -> None:
    """Print decisions, each with what it is about in its words, why, and what the machine finds."""
    for row in rows:
        one, now = row.decision, row.standing
        colour = {"applied": "green", "pending": "yellow", "undone": "dim", "undoes": "dim"}.get(now.state, "red")
        state = "taken back" if row.undone_by else now.state
        head = Text.assemble(
            (one.id, "bold"),
            "  ",
            (state, colour),
            f"  {WHATS.get(one.what, one.what)}",
            (f" {line(one.to)}" if one.to else ""),
            (f"  {line(one.by)}, {one.at.replace('T', ' ').removesuffix('Z')} UTC", "dim"),
        )
        out.print(head)
        places = [anchor for anchor in one.anchors if one.what != "speaker" or anchor.kind != "entity"]
        ids = now.on if any(now.on) else one.on
        for number, anchor in enumerate(places):
            key = ids[number] if number < len(ids) else ""
            words = f"“{cut(anchor.quote)}”" if anchor.quote else anchor.name
            where = anchor.outlet if anchor.kind != "outlet" else ""
            out.print(Padding(Text(line(f"{key or 'not placed'}  {words}  {where}")), (0, 0, 0, 4)))
        if not places:
            out.print(Padding(Text(line(", ".join(one.on))), (0, 0, 0, 4)))
        for label, words in (("why", one.why), ("the machine", now.machine), (now.state, now.because)):
            if words:
                out.print(Padding(Text(line(f"{label}: {words}"), "dim"), (0, 0, 0, 4)))
    hidden = total - len(rows)
    out.print(f"{counted(len(rows), 'decision')}{f'; {hidden} taken back or taking back, see --all' if hidden else ''}")


def draw_queue(out: Console, rows: Sequence[QueueRow], total: int, record: str) -> None:
    """Print doubtful links, each with both sides' words, its score, why, and the commands that settle it."""
    for number, row in enumerate(rows, 1):
        out.print(Text.assemble((f"{number}  ", "dim"), (_question(row), "bold"), (f"  {_scored(row)}", "dim")))
        for side in row.sides:
            who = f"{line(side.name)}: " if side.name and row.kind == "claim" else ""
            at = " ".join(part for part in (side.id, line(called(side.report))) if part)
            out.print(Padding(Text.assemble((f"{at}  ", "cyan"), f"{who}{cut(side.words)}"), (0, 0, 0, 3)))
        out.print(Padding(Text(line("; ".join(row.because)), "dim"), (0, 0, 0, 3)))
        for command in row.commands:
            what, _, rest = command.partition(" ")
            out.print(Padding(Text(f"onrecord decide {what} {record} {rest}", "green"), (0, 0, 0, 3)), soft_wrap=True)
        out.print()
    left = total - len(rows)
    out.print(
        f"{counted(len(rows), 'link')}{f' of {total}, see --limit' if left else ''}"
        if total
        else "no doubtful link is left"
    )


def _question(row: QueueRow) -> str:
    """Return what is asked, and how the machine answered."""
    linked = row.doubt.linked
    if row.kind == "claim":
        return f"Do they say the same? {'Taken as one claim' if linked else 'Taken as two'}"
    if row.kind == "person":
        return f"Are they one person? {'Taken as one' if linked else 'Taken as two'}"
    if row.kind == "copy":
        return "Was one copied from the other, and from which?"
    return f"Who speaks? Taken for {row.sides[0].name}" if linked else "Who speaks? Not known"


def _scored(row: QueueRow) -> str:
    """Return the score and what it is measured by: kinds have no one measure."""
    if row.kind == "claim":
        return f"score {row.score:.2f}, {row.doubt.needed:.2f} is needed"
    if row.kind == "person":
        return f"likeness of the names {row.score:.2f}"
    if row.kind == "copy":
        return "direction open" if row.doubt.needed else f"share {row.score:.2f}"
    return ""


def cut(words: str) -> str:
    """Return words as one line of at most `SHOWN` code points."""
    plain = line(words)
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 3].rstrip()}..."
