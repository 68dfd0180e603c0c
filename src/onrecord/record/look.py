"""One thing of a record with all that stands behind it, to be looked at in a notebook.

A `Claim` or a `Statement` of a story holds ids and spans; here it is put beside the words and names that these lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from onrecord.dates import published_key, shown_day
from onrecord.errors import UsageError
from onrecord.model import Claim, Conflict, Entity, Report, Statement, Story
from onrecord.record.notebook import box, claim_html, conflict_html, heading, quiet, said_html, who_html, words_of
from onrecord.record.overview import claims_of, conflicts_of
from onrecord.record.who import who
from onrecord.record.wording import called, voices

Shown = Claim | Conflict | Entity | Report | Statement
"""What can be looked at."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing, ready to be looked at: a notebook shows its HTML, `print` its text."""

    html: str
    """A piece of HTML that stands by itself."""

    @property
    def text(self) -> str:
        """The same without markup, a line a part."""
        lines = unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(?:div|br)\b[^>]*>", "\n", self.html))).splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def look_at(story: Story, what: Shown | str) -> Look:
    """Return one thing of a story with all that stands behind it.

    Args:
        story: The story.
        what: A claim, statement, conflict, entity or report of it, or the id of one.

    Raises:
        UsageError: The story has nothing of that id.
    """
    asked = what if isinstance(what, str) else what.id
    for kind, things in (
        (_claim, story.claims),
        (_statement, story.statements),
        (_conflict, story.conflicts),
        (_entity, story.entities),
        (_report, story.reports),
    ):
        if any(one.id == asked for one in things):
            return Look(kind(story, asked))
    raise UsageError(f"nothing in this record has the id {asked!r}")


def _claim(story: Story, asked: str) -> str:
    (claim,) = (one for one in story.claims if one.id == asked)
    (row,) = claims_of(story, (asked,))
    contested = [one.id for one in story.conflicts if any(asked in side for side in (one.claims, *one.further))]
    return box(
        claim_html(row),
        heading("As the reports have it"),
        *_said(story, claim.statements),
        *(heading("Contested") for _ in contested[:1]),
        *(conflict_html(one) for one in conflicts_of(story) if one.id in contested),
        *(heading("Because") for _ in claim.because[:1]),
        *map(quiet, claim.because),
    )


def _statement(story: Story, asked: str) -> str:
    (statement,) = (one for one in story.statements if one.id == asked)
    because = [words for words in (statement.because, statement.said_on_because) if words]
    return box(*_said(story, (asked,)), *map(quiet, because))


def _conflict(story: Story, asked: str) -> str:
    (conflict,) = (one for one in story.conflicts if one.id == asked)
    return box(
        *(conflict_html(one) for one in conflicts_of(story) if one.id == asked),
        heading("In their sentences"),
        *_said(story, dict.fromkeys(slot.statement for slot in conflict.slots)),
    )


def _entity(story: Story, asked: str) -> str:
    return who_html(who(story, asked))


def _report(story: Story, asked: str) -> str:
    (report,) = (one for one in story.reports if one.id == asked)
    day = shown_day(report.published) or "undated"
    known = [f"{called(report)} · {day} · {report.words:,} words", *(f"{k}: {report.basis[k]}" for k in report.basis)]
    said = [one.id for one in story.statements if one.report == asked and one.kind != "own"]
    return box(
        f"<b>{words_of(report.title or report.input)}</b>",
        *map(quiet, known),
        heading(f"Says who said what: {len(said)}"),
        *_said(story, said),
    )


def _said(story: Story, ids: Iterable[str]) -> list[str]:
    """Return statements in their sentences, by day of publication."""
    wanted = set(ids)
    reports = {report.id: report for report in story.reports}
    names = voices(story.entities)
    said = sorted(
        (one for one in story.statements if one.id in wanted),
        key=lambda one: (published_key(reports[one.report].published), one.report, one.sentence, one.id),
    )
    return [said_html(one, reports[one.report], names.get(one.speaker or "")) for one in said]
