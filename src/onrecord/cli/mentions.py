"""Every place that speaks of somebody, for `who --mentions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from onrecord.cli.terminal import line
from onrecord.dates import published_key, shown_day
from onrecord.model import Entity, Report

if TYPE_CHECKING:
    from rich.console import Console

BESIDE = 40
"""Code points on each side of a mention that are shown with it."""


def mention_rows(entity: Entity, reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Return the mentions of an entity as `--json` writes them: by day of publication, in the order of the text."""
    by_id = {report.id: report for report in reports}
    ordered = sorted(
        (mention for mention in entity.mentions if mention.report in by_id),
        key=lambda m: (published_key(by_id[m.report].published), m.report, m.span),
    )
    return [
        {
            "report": mention.report,
            "outlet": by_id[mention.report].outlet,
            "published": by_id[mention.report].published,
            "span": list(mention.span),
            "text": by_id[mention.report].slice(mention.span),
            "kind": mention.kind,
            "because": mention.because,
        }
        for mention in ordered
    ]


def draw_mentions(out: Console, entity: Entity, reports: Sequence[Report]) -> None:
    """Print the mentions of an entity, each in its words, under the report that holds them."""
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.record import called, mentioned

    by_id = {report.id: report for report in reports}
    out.print(Text.assemble((line(entity.name), "bold"), f" ({entity.kind})"))
    out.print(Text(mentioned(entity), "dim"))
    last = None
    for row in mention_rows(entity, reports):
        report = by_id[row["report"]]
        if report.id != last:
            out.print()
            day = shown_day(report.published) or "undated"
            out.print(Text.assemble((day, "bold cyan"), "  ", (line(called(report)), "bold")))
            last = report.id
        start, end = row["span"]
        before, after = _beside(report.text, start, end)
        words = Text.assemble(
            (f"{row['kind']:<8}", "dim"),
            line(before) + " " * before[-1:].isspace(),
            (line(row["text"]), "bold"),
            " " * after[:1].isspace() + line(after),
            no_wrap=True,
        )
        out.print(Padding(words, (0, 0, 0, 4)))
        if row["because"]:
            out.print(Padding(Text(line(row["because"]), "dim"), (0, 0, 0, 12)))


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a place on its line: whole words, of `BESIDE` code points at most.

    >>> line = "The harbour commissioner, Ilvara Tesk, told the islanders on the quay that she would answer."
    >>> _beside(line, 26, 37)
    ('The harbour commissioner, ', ', told the islanders on the quay that')
    """
    before = text[max(0, start - BESIDE) : start]
    after = text[end : end + BESIDE]
    if start > BESIDE and text[start - BESIDE - 1].isalnum() and " " in before:
        before = before[before.index(" ") + 1 :]
    if text[end + BESIDE : end + BESIDE + 1].isalnum() and " " in after:
        after = after[: after.rindex(" ")]
    return before.rpartition("\n")[2], after.partition("\n")[0]
