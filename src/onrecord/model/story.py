"""All of it together: what a record holds."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.decisions import Decision, Doubt, Standing
from onrecord.model.language import Citation, Statement
from onrecord.model.reading import Duplicate, Rejected, Report
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
