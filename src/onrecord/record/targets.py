"""What a person means who names something of a record: a short id, the beginning of one, or a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from onrecord.decisions import anchor_at, anchor_of_outlet, anchor_of_report
from onrecord.decisions.anchors import hull, source_of
from onrecord.errors import UsageError
from onrecord.model import Anchor, AnchorKind, Claim, Entity, Mention, Report, Statement, Story
from onrecord.outlets import by_name
from onrecord.record.who import NameNotFoundError, fold, who

_PREFIXES: dict[str, AnchorKind] = {"c-": "claim", "s-": "statement", "e-": "entity", "r-": "report"}


_ID = re.compile("[a-z]-[0-9a-f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing of a record that somebody named."""

    kind: AnchorKind
    id: str
    """Its id; of an outlet its name, of a time expression the id of its statement."""
    anchor: Anchor


def find_target(story: Story, asked: str, kinds: Collection[AnchorKind]) -> Target:
    """Return the one thing that is meant.

    Args:
        story: The story of a record.
        asked: An id, or the beginning of one that no other id has; for an entity also a form of its name, for a report
            its input, for an outlet its name.
        kinds: What it may be.

    Raises:
        UsageError: Nothing, more than one thing, or a thing of another kind is called so.
    """
    kind = _PREFIXES.get(asked[:2])
    if kind is not None and (found := _by_id(story, kind, asked)) is not None:
        if kind not in kinds:
            raise UsageError(f"{found} is a {kind}; what can be named here: {', '.join(sorted(kinds))}")
        return _target(story, kind, found)
    if kind is not None and _ID.fullmatch(asked):
        raise UsageError(f"there is no {kind} {asked}; `--ids` of show, who and search shows ids")
    if "report" in kinds and (report := _report_of(story, asked)) is not None:
        return _target(story, "report", report.id)
    if "outlet" in kinds:
        return _outlet(story, asked)
    if "entity" in kinds:
        return _named(story, asked)
    raise UsageError(f"there is no {' or '.join(sorted(kinds))} {asked!r}; `--ids` of show, who and search shows ids")


def statement_of(claim: Claim, said: Mapping[str, Statement]) -> Statement:
    """Return the statement that stands for a claim, of the statements by id: the claim's words are its."""
    stands = f"s-{claim.id.partition('-')[2]}"
    return said[stands if stands in claim.statements else min(claim.statements)]


def anchor_of(statement: Statement, report: Report, kind: AnchorKind = "statement") -> Anchor:
    """Return the anchor of a statement: from the first word of what is said to the last, and its source's words."""
    return anchor_at(report, hull(statement), kind, source_of(statement, report))


def _by_id(story: Story, kind: AnchorKind, asked: str) -> str | None:
    """Return the id that is or begins as asked, None where none does."""
    listed: dict[AnchorKind, Iterable[Claim | Statement | Entity | Report]] = {
        "claim": story.claims,
        "statement": (*story.statements, *story.struck),
        "entity": story.entities,
        "report": story.reports,
    }
    ids = [one.id for one in listed[kind] if one.id.startswith(asked)]
    if asked in ids or len(ids) == 1:
        return asked if asked in ids else ids[0]
    if ids:
        raise UsageError(
            f"{asked} begins {len(ids)} ids ({', '.join(sorted(ids)[:4])} ...); give more of the one meant"
        )
    return None


def _target(story: Story, kind: AnchorKind, found: str) -> Target:
    reports = {report.id: report for report in story.reports}
    if kind == "report":
        return Target(kind=kind, id=found, anchor=anchor_of_report(reports[found]))
    if kind == "entity":
        entity = next(one for one in story.entities if one.id == found)
        return Target(kind=kind, id=found, anchor=_anchor_of_name(entity, entity.name, reports))
    if kind == "claim":
        statement = statement_of(
            next(one for one in story.claims if one.id == found), {one.id: one for one in story.statements}
        )
    else:
        statement = next(one for one in (*story.statements, *story.struck) if one.id == found)
    return Target(kind=kind, id=found, anchor=anchor_of(statement, reports[statement.report], kind))


def _anchor_of_name(entity: Entity, form: str, reports: dict[str, Report]) -> Anchor:
    """Return the anchor of the first place that names an entity by a form, else by any."""

    def key(mention: Mention) -> tuple[bool, bool, str, tuple[int, int]]:
        words = reports[mention.report].slice(mention.span)
        return words != form, fold(words) != fold(form), mention.report, mention.span

    first = min(entity.named or entity.mentions, key=key)
    return anchor_at(reports[first.report], first.span, "entity", entity.name)


def _named(story: Story, asked: str) -> Target:
    """Return the entity of a name: by that very form where one entity has it, else as `who` finds it."""
    reports = {report.id: report for report in story.reports}
    having = [entity for entity in story.entities if fold(asked) in map(fold, entity.forms)]
    if len(having) != 1:
        try:
            having = [who(story, asked).entity]
        except NameNotFoundError as error:
            no_id = f"{asked!r} is no id, and " if asked[:2] in _PREFIXES else ""
            raise UsageError(f"{no_id}{error}") from None
    entity = having[0]
    return Target(kind="entity", id=entity.id, anchor=_anchor_of_name(entity, asked, reports))


def _report_of(story: Story, asked: str) -> Report | None:
    named = [one for one in story.reports if one.input == asked] or [
        one for one in story.reports if PurePath(one.input).name == asked
    ]
    return named[0] if len(named) == 1 else None


def _outlet(story: Story, asked: str) -> Target:
    known = by_name(asked)
    here = sorted({one.outlet for one in story.reports if one.outlet and fold(one.outlet) == fold(asked)})
    name = here[0] if here else known.name if known is not None else None
    if name is None:
        raise UsageError(f"no report of the record is by an outlet {asked!r}, and the table of outlets has none")
    return Target(kind="outlet", id=name, anchor=anchor_of_outlet(name))


def find_time(story: Story, statement: str, words: str) -> Anchor:
    """Return the anchor of the time expression in a statement that has some words.

    Args:
        story: The story of a record.
        statement: The statement's id.
        words: The words that say when, or some of them; '' where the statement has one time expression alone.

    Raises:
        UsageError: None of its time expressions has these words, or several have.
    """
    said = next(one for one in story.statements if one.id == statement)
    report = next(one for one in story.reports if one.id == said.report)
    times = {time.span: report.slice(time.span) for time in said.times}
    asked = fold(words)
    meant = [span for span, text in times.items() if asked in fold(text)]
    if len(meant) != 1:
        listed = ", ".join(f'"{text}"' for _, text in sorted(times.items())) or "none"
        raise UsageError(f"{statement}: which words say when? {words!r} is not one of them; its times: {listed}")
    return anchor_at(report, meant[0], "time")
