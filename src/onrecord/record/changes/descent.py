"""What of a later story is what of an earlier one.

Reports and statements keep their ids. A claim, an entity and a conflict are made anew each time, and may have another
id for the same thing: a claim is known by its statements, an entity by the places that name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.dates import published_key, shown_day
from onrecord.model import Claim, Report, Statement, Story
from onrecord.record.changes.values import Voice
from onrecord.record.wording import called, claimed, worded


@dataclass(frozen=True, slots=True)
class Side:
    """One story with its parts at hand."""

    story: Story
    reports: dict[str, Report]
    statements: dict[str, Statement]
    names: dict[str, str]
    claim_of: dict[str, str]
    """Statement id → claim id."""

    def voice(self, statement: str) -> Voice:
        """Return a statement as it is quoted."""
        said = self.statements[statement]
        report = self.reports[said.report]
        source = " ".join(report.slice(span) for span in said.source)
        return Voice(
            text=worded(said, report),
            who=self.names.get(said.speaker or "") or source or None,
            outlet=called(report),
            day=shown_day(report.published),
            statement=statement,
            report=said.report,
        )

    def claimed(self, claim: Claim) -> str:
        """Return a claim's words as they are put before a reader."""
        return claimed(claim, self.statements, self.reports)

    def voices(self, statements: Iterable[str]) -> tuple[Voice, ...]:
        """Return statements as they are quoted, by day, then in the order of the text."""
        known = [one for one in statements if one in self.statements]
        ordered = sorted(
            known,
            key=lambda one: (
                published_key(shown_day(self.reports[self.statements[one].report].published)),
                self.statements[one].report,
                self.statements[one].sentence,
                one,
            ),
        )
        return tuple(self.voice(one) for one in ordered)


@dataclass(frozen=True, slots=True)
class Descent:
    """Two stories, and which of the later one's claims and entities were which of the earlier one's."""

    before: Side
    after: Side
    claims: dict[str, tuple[str, ...]]
    """Later claim → earlier claims that it shares statements with, the one it shares most with first."""
    heirs: dict[str, tuple[str, ...]]
    """Earlier claim → later claims that it shares statements with, likewise."""
    entities: dict[str, frozenset[str]]
    """Later entity → earlier entities that are named in the same places."""


def descent(before: Story, after: Story) -> Descent:
    """Return what of a later story is what of an earlier one."""
    old, new = _side(before), _side(after)
    claims = {
        claim.id: _most(claim.id, [old.claim_of[one] for one in claim.statements if one in old.claim_of])
        for claim in after.claims
    }
    heirs = {
        claim.id: _most(claim.id, [new.claim_of[one] for one in claim.statements if one in new.claim_of])
        for claim in before.claims
    }
    known = {entity.id for entity in before.entities}
    named = {(at.report, at.span): entity.id for entity in before.entities for at in entity.named}
    entities = {
        entity.id: frozenset(named[at.report, at.span] for at in entity.named if (at.report, at.span) in named)
        | known.intersection([entity.id])
        for entity in after.entities
    }
    return Descent(old, new, claims, heirs, entities)


def _side(story: Story) -> Side:
    return Side(
        story,
        {report.id: report for report in story.reports},
        {statement.id: statement for statement in story.statements},
        {entity.id: entity.name for entity in story.entities},
        {said: claim.id for claim in story.claims for said in claim.statements},
    )


def _most(like: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids by how often they occur, of equals the one that is alike first."""
    counts = Counter(ids)
    return tuple(sorted(counts, key=lambda one: (-counts[one], one != like, one)))
