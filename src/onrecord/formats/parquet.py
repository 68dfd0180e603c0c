"""The record as typed tables in Parquet, for pandas, Polars, DuckDB, R and Spark; written with pyarrow.

The tables are those of CSV, with days as dates, lists as lists and the reports' words exactly as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.formats.extras import needed
from onrecord.formats.registry import File, Format, HoldsRecord, Options, view_of
from onrecord.record.tables import TABLES, Column, Table, Value, View

if TYPE_CHECKING:
    import pyarrow

_ROWS = 10_000
"""Rows of a group: what is held in memory at once while a table is written."""


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make a file for each table."""
    needed("pyarrow.parquet", "pyarrow", "parquet")
    view = view_of(record, options)
    for table in TABLES.values():
        yield File(f"{table.name}.parquet", _written(table, view))


def schema(table: Table) -> pyarrow.Schema:
    """Return the schema of a table; each column says what it holds under the key `description`."""
    import pyarrow as pa

    types: dict[str, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "strings": pa.list_(pa.string()),
    }
    fields = [pa.field(one.name, types[one.type], metadata={"description": one.meaning}) for one in table.columns]
    return pa.schema(fields, metadata={"description": f"A row is {table.meaning}.", "writer": "onrecord"})


def _written(table: Table, view: View) -> Iterator[bytes]:
    """Yield a table as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    made = schema(table)
    kept = pa.BufferOutputStream()
    with parquet.ParquetWriter(kept, made, compression="zstd") as writer:
        rows: list[dict[str, object]] = []
        for row in table.rows(view):
            rows.append({one.name: _value(row[one.name], one) for one in table.columns})
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, made))
                rows = []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, made))
    yield kept.getvalue().to_pybytes()


def _value(value: Value, column: Column) -> object:
    """Return a value as Arrow takes it: a day as a date, text as UTF-8 can hold it."""
    if value is None:
        return None
    if column.type == "date":
        return date.fromisoformat(str(value))
    if isinstance(value, str):
        return _utf8(value)
    if isinstance(value, tuple):
        return [_utf8(one) for one in value]
    return value


def _utf8(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


FORMAT = Format(
    name="parquet",
    title="typed tables in Parquet",
    use="data frames and databases: the tables of csv with dates as dates, lists as lists and words exact",
    lost="the spans of sources, cues and markers; the analyses; the reports' texts, without --with-text",
    suffix=".parquet",
    files=files,
    several=True,
)
