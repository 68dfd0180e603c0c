"""From marks that people made with other tools to decisions on a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.build.steps import using_outlets
from onrecord.build.wanted import NOBODY
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.formats.marked import Marked
    from onrecord.model import Anchor, AnchorKind, Decision, Report, Story


_SPEAKERS: tuple[AnchorKind, ...] = ("entity",)


def decisions_of_marks(
    path: str | Path, marks: Iterable[Marked], *, by: str, at: str
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Return the decisions that marks come to in a record, and why some come to none.

    Args:
        path: The record's file.
        marks: As `onrecord.formats.marked` reads them.
        by: Who decided where a mark does not say.
        at: When, where a mark does not say.

    Returns:
        The decisions that the log does not have, to be given to `import_decisions`, and a reason for each other mark.
    """
    from onrecord.record import Record

    with Record(path) as record:
        story, meta = record.story(), record.meta()
    known = {_content(one) for one in story.decisions}
    made: list[Decision] = []
    refused: list[str] = []
    with using_outlets(None, meta):
        for mark in marks:
            try:
                decision = _decision(story, mark, by, at)
            except UsageError as error:
                refused.append(str(error))
                continue
            if _content(decision) not in known:
                known.add(_content(decision))
                made.append(decision)
    return tuple(made), tuple(refused)


def _decision(story: Story, mark: Marked, by: str, at: str) -> Decision:
    from onrecord.dates import bounds
    from onrecord.decisions import Places, decision_of
    from onrecord.record import anchor_of, find_target

    places = Places(story.reports, (*story.statements, *story.struck), story.entities)
    anchor = _anchor(story, mark)
    found = places.statement(anchor)
    reports = {one.id: one for one in story.reports}
    if found is None:
        raise UsageError(f'{mark.what}: no statement of the record is at "{" ".join(anchor.quote.split())[:80]}"')
    on, anchors, to = [found.id], [anchor_of(found, reports[found.report])], mark.to
    if mark.what == "speaker" and to.casefold() != NOBODY:
        target = find_target(story, to, _SPEAKERS)
        to = next(one.name for one in story.entities if one.id == target.id)
        on, anchors = [*on, target.id], [*anchors, target.anchor]
    if mark.what == "date" and bounds(to) == (None, None):
        raise UsageError(f"{to!r} is no date: write it as 2031-05-02")
    return decision_of(at=mark.at or at, by=mark.by or by, what=mark.what, on=on, to=to, anchors=anchors)


def _anchor(story: Story, mark: Marked) -> Anchor:
    """Return the anchor of marked words: in the report that is named by id, text or address."""
    from onrecord.decisions import Places, anchor_of_report

    hinted = [one for one in story.reports if mark.report == one.id or (one.url and one.url == mark.url)]
    named = anchor_of_report(hinted[0]) if len(hinted) == 1 else None
    if named is None and mark.text_sha256:
        known = _by_text(story, mark.text_sha256)
        named = None if known is None else anchor_of_report(known)
    if named is None:
        raise UsageError(f"{mark.what}: no report of the record is {mark.report or mark.url or 'named by the mark'}")
    report = Places(story.reports).report(named)
    quote = mark.quote or (report.slice(mark.span) if report is not None and mark.span is not None else "")
    same = not mark.text_sha256 or mark.text_sha256 == named.text_sha256
    return replace(
        named,
        kind="statement",
        span=mark.span or (0, 0),
        quote=quote,
        prefix=mark.prefix,
        suffix=mark.suffix,
        text_sha256=named.text_sha256 if same and mark.span is not None else "",
    )


def _by_text(story: Story, sha256: str) -> Report | None:
    from onrecord.decisions import anchor_of_report

    found = [one for one in story.reports if anchor_of_report(one).text_sha256 == sha256]
    return found[0] if len(found) == 1 else None


def _content(decision: Decision) -> tuple[object, ...]:
    return decision.what, decision.by, decision.to, decision.anchors
