"""The ids of what a record holds, with the words that they stand for: for `--ids`, to name a thing to `decide`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.terminal import counted, line
from onrecord.dates import shown_day

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Entity, Report, Statement, Story
    from onrecord.record import Hit, Overview, Who

SHOWN = 160
"""Code points of each statement that are shown: enough to know it."""


def ids_option(command: Any) -> Any:
    """Add the option that shows ids."""
    return click.option(
        "--ids", is_flag=True, help="Show ids with the words that they stand for, to be named to `onrecord decide`."
    )(command)


def draw_story(out: Console, story: Story, seen: Overview, most: int | None) -> None:
    """Print the ids of the reports, of the claims with their statements, and of the entities that speak."""
    reports = {one.id: one for one in story.reports}
    names = {one.id: one.name for one in story.entities}
    statements = {one.id: one for one in story.statements}
    members = {one.id: one.statements for one in story.claims}
    out.print("Reports", style="bold")
    for report in story.reports:
        _row(out, report.id, f"{_about(report)}: {report.title or 'no title'}", 2)
    worth = [claim for claim in seen.claims if claim.listed]
    claims = seen.claims if most is None else worth[:most] or seen.claims[:most]
    out.print(f"\nClaims  {len(claims)} of {len(seen.claims)} shown", style="bold")
    for claim in claims:
        _row(out, claim.id, claim.text, 2)
        for key in members[claim.id]:
            _row(out, key, _said(statements[key], reports[statements[key].report], names), 4)
    if story.struck:
        out.print("\nStruck: no statements, as people say", style="bold")
        for one in story.struck:
            _row(out, one.id, _said(one, reports[one.report], names), 2)
    speaking = {one.speaker for one in story.statements}
    out.print("\nEntities that speak", style="bold")
    for entity in sorted(story.entities, key=lambda one: (-len(one.mentions), one.id)):
        if entity.id in speaking:
            _row(out, entity.id, _forms(entity), 2)


def draw_who(out: Console, found: Who) -> None:
    """Print the ids of somebody and of what they are reported to have said."""
    _row(out, found.entity.id, _forms(found.entity), 0)
    names = {found.entity.id: ""}
    for said in found.said:
        _row(out, said.statement.id, _said(said.statement, said.report, names), 2)


def draw_hits(out: Console, hits: Iterable[Hit], story: Story) -> None:
    """Print the ids of what was found, and of the claim of each statement."""
    claim_of = {statement: one.id for one in story.claims for statement in one.statements}
    shown = list(hits)
    for hit in shown:
        words = f"{hit.day or 'undated'}  {hit.outlet or 'outlet unknown'}: {hit.snippet}"
        _row(out, hit.id, f"{words}  (claim {claim_of[hit.id]})" if hit.id in claim_of else words, 0)
    out.print(counted(len(shown), "row"))


def _row(out: Console, key: str, words: str, by: int) -> None:
    from rich.text import Text

    out.print(Text.assemble(" " * by, (key, "cyan"), f"  {line(words)}"), soft_wrap=True)


def _said(statement: Statement, report: Report, names: dict[str, str]) -> str:
    words = line(statement.text)
    words = words if len(words) <= SHOWN else f"{words[: SHOWN - 3].rstrip()}..."
    speaker = names.get(statement.speaker or "", "")
    return f"{_about(report)}: {f'{speaker}: ' if speaker else ''}{words}"


def _about(report: Report) -> str:
    from onrecord.record import called

    return f"{shown_day(report.published) or 'undated'}  {called(report)}"


def _forms(entity: Entity) -> str:
    others: Sequence[str] = [form for form in entity.forms if form != entity.name]
    also = f", also {', '.join(others)}" if others else ""
    return f"{entity.name} ({entity.kind}){also}"
