"""A record as flat tables, as people want them in a spreadsheet or a data frame; `TABLES` lists them.

In comes a `View` of a story; out come rows, in a fixed order whatever that of the story is: reports by day, what is in
them by place, claims as they are read first. Ids join the tables: a statement's `report` is a row of `reports`.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.record.tables.of_claims import (
    CHANNELS,
    CLAIMS,
    CONFLICTS,
    PROMISES,
    STATEMENTS,
    TIMELINE,
    VOUCHERS,
    entries,
)
from onrecord.record.tables.of_entities import DECISIONS, ENTITIES, LABELS, MENTIONS
from onrecord.record.tables.of_reports import (
    CITATIONS,
    COPIES,
    COVERAGE,
    DUPLICATES,
    PASSAGES,
    REJECTED,
    REPORTS,
    TOPICS,
)
from onrecord.record.tables.of_versions import EDITS, VERSIONS
from onrecord.record.tables.table import Column, ColumnType, Row, Table, Value, View

__all__ = ["TABLES", "Column", "ColumnType", "Row", "Table", "Value", "View", "entries"]

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        REPORTS,
        CLAIMS,
        STATEMENTS,
        VOUCHERS,
        CHANNELS,
        CONFLICTS,
        PROMISES,
        TIMELINE,
        COPIES,
        PASSAGES,
        CITATIONS,
        COVERAGE,
        TOPICS,
        ENTITIES,
        LABELS,
        MENTIONS,
        DECISIONS,
        VERSIONS,
        EDITS,
        DUPLICATES,
        REJECTED,
    )
}
"""The tables by name, in the order in which they are listed."""
