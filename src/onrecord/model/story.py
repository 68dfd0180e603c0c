"""All of it together: what a record holds."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.decisions import Decision, Doubt, Standing
from onrecord.model.language import Citation, Statement
from onrecord.model.reading import Duplicate, History, Rejected, Report
from onrecord.model.relating import (
    Claim,
    Conflict,
    Copy,
    Coverage,
    Entity,
    Promise,
    TimelineEntry,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What all reports say together: the content of a record. Every list is sorted by id."""

    reports: tuple[Report, ...] = ()
    """Each version of a page that was changed is one."""
    duplicates: tuple[Duplicate, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    copies: tuple[Copy, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    promises: tuple[Promise, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    topics: tuple[Topic, ...] = ()
    decisions: tuple[Decision, ...] = ()
    standings: tuple[Standing, ...] = ()
    """What became of each decision; those without one are pending."""
    struck: tuple[Statement, ...] = ()
    """Statements that a person struck: they stand in no other list."""
    doubts: tuple[Doubt, ...] = ()
    """The links that the machine is least sure of, those first."""
    histories: tuple[History, ...] = ()
    """The pages of which there are several versions. Of each the first is counted as read, the others as versions:
    read + versions + duplicates + rejected = given."""

    @property
    def versions(self) -> int:
        """How many reports are later versions of another."""
        return sum(len(one.versions) - 1 for one in self.histories)

    @property
    def read(self) -> int:
        """How many articles were read, each counted once."""
        return len(self.reports) - self.versions

    @property
    def given(self) -> int:
        """How many inputs were given: every one of them is something of this."""
        return len(self.reports) + len(self.duplicates) + len(self.rejected)
