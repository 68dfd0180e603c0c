"""What a table is, and the record as its rows are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from onrecord.dates import published_key
from onrecord.model import Claim, Report, Span, Statement, Story
from onrecord.record.promises import judged_on, on_day
from onrecord.record.wording import voices

ColumnType = Literal["string", "integer", "number", "boolean", "date", "strings"]
"""`date` is a day, `YYYY-MM-DD`; `strings` is a tuple of strings."""
Value = str | int | float | bool | tuple[str, ...] | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: ColumnType
    meaning: str
    """What it holds, in a line."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, and how the rows are made."""

    name: str
    meaning: str
    """What a row is, in a line."""
    columns: tuple[Column, ...]
    rows: Callable[[View], Iterator[Row]]
    """A row has a value for each column, and no other."""
    key: tuple[str, ...] = ()
    """The columns that together name a row, where there are such."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Columns that hold the id of a row of another table: its name."""


class View:
    """A record as rows are made from it.

    Args:
        story: What the record holds.
        not_analysed: Why a report was not analysed, by report id.
        today: The day for which the status of promises is given; None is the day of the newest report.
        with_text: Give the whole text of each report, too.
    """

    def __init__(
        self,
        story: Story,
        not_analysed: Mapping[str, str],
        today: date | None = None,
        *,
        with_text: bool = False,
    ) -> None:
        self.story = on_day(story, today)
        self.judged = judged_on(story, today)
        self.not_analysed = not_analysed
        self.with_text = with_text

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """The reports by id, in the order of their days."""
        ordered = sorted(self.story.reports, key=lambda one: (published_key(one.published), one.outlet or "", one.id))
        return {one.id: one for one in ordered}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each report in the order of their days."""
        return {key: place for place, key in enumerate(self.reports)}

    @cached_property
    def said(self) -> Mapping[str, Statement]:
        """The statements by id, in the order of their reports and places."""
        ordered = sorted(
            self.story.statements, key=lambda one: (self.order[one.report], one.content or (one.sentence,), one.id)
        )
        return {one.id: one for one in ordered}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each statement in that order."""
        return {key: place for place, key in enumerate(self.said)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each entity is called where it speaks, by id."""
        return voices(self.story.entities)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by id."""
        return {one.id: one for one in sorted(self.story.claims, key=lambda one: one.id)}

    @cached_property
    def claim_of(self) -> Mapping[str, str]:
        """The id of the claim that a statement belongs to, by its own."""
        return {statement: one.id for one in self.claims.values() for statement in one.statements}

    def name(self, entity: str | None) -> str | None:
        """Return what an entity is called, None for none."""
        return None if entity is None else self.names[entity]

    def words(self, report: str, *spans: Span) -> str | None:
        """Return the words that spans mark, pieces joined by " [...] "; None for no span."""
        return " [...] ".join(self.reports[report].slice(span) for span in spans) if spans else None

    def from_report(self, report: str) -> dict[str, Value]:
        """Return the values of the columns `SOURCE`."""
        found = self.reports[report]
        return {"report": found.id, "outlet": found.outlet, "published": found.published, "url": found.url}


SOURCE = (
    Column("report", "string", "id of the report"),
    Column("outlet", "string", "who published the report; empty where it is not known"),
    Column("published", "string", "when it was published, EDTF: a day, a date-time, or an interval of days"),
    Column("url", "string", "its address"),
)
"""The columns that say which report a row is from."""
PLACE = (
    Column("start", "integer", "where the words begin in the report's text, in Unicode code points from 0"),
    Column("end", "integer", "where they end, exclusive"),
)
"""The columns of a span."""


def place(span: Span | None) -> dict[str, Value]:
    """Return the values of the columns `PLACE`."""
    return {"start": None if span is None else span[0], "end": None if span is None else span[1]}


def iso(day: date | None) -> str | None:
    """Return a day as a column of type `date` has it."""
    return None if day is None else day.isoformat()


def distinct(words: Iterator[str | None]) -> tuple[str, ...]:
    """Return some words sorted, each once."""
    return tuple(sorted({word for word in words if word}))
