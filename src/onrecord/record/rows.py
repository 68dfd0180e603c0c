"""The rows of a table as a list of dicts, and as a data frame of pandas or Polars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.record.notebook import MOST, table_html
from onrecord.record.tables import Column, Row, Table, Value

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_PANDAS = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
"""For each type of a column that of pandas in which a missing value stays one; other columns hold objects."""


class Rows(list[dict[str, Value]]):
    """The rows of a table: a list of dicts with a value for each column, None where there is none.

    Args:
        table: The table.
        rows: Its rows.

    Example:
        ```python
        claims = record.table("claims")
        claims[0]["words"], claims.to_polars()
        ```
    """

    def __init__(self, table: Table, rows: Iterable[Row]) -> None:
        super().__init__(dict(row) for row in rows)
        self.table = table

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns: name, type and what each holds."""
        return self.table.columns

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas `DataFrame`: days as `datetime64`, lists as tuples, the rest in types with nulls.

        Raises:
            UsageError: pandas is not installed.
        """
        pandas = _needed("pandas", "to_pandas")
        frame: pd.DataFrame = pandas.DataFrame(
            {
                column.name: pandas.Series([row[column.name] for row in self], dtype=_PANDAS.get(column.type, "object"))
                for column in self.columns
            }
        )
        for column in self.columns:
            if column.type == "date":
                frame[column.name] = pandas.to_datetime(frame[column.name], format="%Y-%m-%d").astype("datetime64[s]")
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a Polars `DataFrame`: days as `Date`, lists as `List(String)`.

        Raises:
            UsageError: Polars is not installed.
        """
        polars = _needed("polars", "to_polars")
        types = {
            "string": polars.String,
            "integer": polars.Int64,
            "number": polars.Float64,
            "boolean": polars.Boolean,
            "date": polars.Date,
            "strings": polars.List(polars.String),
        }
        frame: pl.DataFrame = polars.DataFrame(
            {column.name: [_plain(row[column.name], column) for row in self] for column in self.columns},
            schema={column.name: types[column.type] for column in self.columns},
        )
        return frame

    def _repr_html_(self) -> str:
        names = [column.name for column in self.columns]
        first = [[row[name] for name in names] for row in self[:MOST]]
        return table_html(self.table.name, self.table.meaning, names, first, len(self))


def _plain(value: Value, column: Column) -> Any:
    if column.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return list(value) if isinstance(value, tuple) else value


def _needed(package: str, wanted_by: str) -> ModuleType:
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise  # it is there, and lacks something itself
        raise UsageError(
            f"{wanted_by} needs {package}, which is not installed: pip install 'onrecord[{package}]'"
        ) from error
