from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.record import Record
from onrecord.record.tables import TABLES
from tests.record.stories import ferry_story, keep


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(keep(tmp_path / "story.db", ferry_story())) as opened:
        yield opened


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_value_for_each_column(record: Record, name: str) -> None:
    rows = record.table(name)
    assert all(list(row) == [column.name for column in rows.columns] for row in rows)


def test_the_rows_are_plain_dicts(record: Record) -> None:
    claims = record.table("claims")
    assert isinstance(claims, list)
    assert {row["id"] for row in claims} == {claim.id for claim in record.story().claims}


def test_a_table_that_there_is_not_is_refused_with_those_that_there_are(record: Record) -> None:
    with pytest.raises(UsageError, match="there is no table 'votes'; there are reports, claims, "):
        record.table("votes")


@pytest.mark.parametrize("name", TABLES)
def test_polars_has_the_same_rows_with_their_types(record: Record, name: str) -> None:
    pytest.importorskip("polars", reason="Polars is not installed")
    rows = record.table(name)
    frame = rows.to_polars()
    assert frame.columns == [column.name for column in rows.columns]
    plain = [
        {
            column.name: date.fromisoformat(str(row[column.name]))
            if column.type == "date" and row[column.name]
            else list(value)
            if isinstance(value := row[column.name], tuple)
            else value
            for column in rows.columns
        }
        for row in rows
    ]
    assert frame.to_dicts() == plain


@pytest.mark.parametrize("name", TABLES)
def test_pandas_has_the_same_rows_with_nulls_where_there_is_nothing(record: Record, name: str) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    rows = record.table(name)
    frame = rows.to_pandas()
    assert list(frame.columns) == [column.name for column in rows.columns]
    assert len(frame) == len(rows)
    for column in rows.columns:
        nothing = [row[column.name] is None for row in rows]
        assert frame[column.name].isna().tolist() == nothing
    dates = [column.name for column in rows.columns if column.type == "date"]
    assert all(str(frame[name].dtype) == "datetime64[s]" for name in dates)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_without_the_package_the_error_says_what_to_install(
    record: Record, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        UsageError, match=rf"needs {package}, which is not installed: pip install 'onrecord\[{package}\]'"
    ):
        getattr(record.table("claims"), f"to_{package}")()
