"""The tables in Parquet, read back by pyarrow and by DuckDB."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
from hypothesis import given, settings

from onrecord.errors import UsageError
from onrecord.formats.registry import Options
from onrecord.model import Story
from onrecord.record.tables import TABLES
from tests.formats.held import TODAY, made
from tests.record.stories import ferry_story, stories


def read(files: dict[str, bytes], table: str) -> Any:
    return pyarrow.parquet.read_table(io.BytesIO(files[f"{table}.parquet"]))


def test_days_are_dates_lists_are_lists_and_words_are_exact() -> None:
    files = made("parquet", ferry_story())
    (promise,) = read(files, "promises").to_pylist()
    assert (promise["due_from"], promise["due_to"]) == (date(2032, 7, 1), date(2032, 12, 31))
    assert promise["outlets"] == ["Norra", "The Lantern"]
    reports = read(files, "reports").to_pylist()
    assert reports[0]["authors"] == ["Ines Vahl"]
    assert reports[0]["text"] is None
    texts = read(made("parquet", ferry_story(), Options(with_text=True)), "reports").to_pylist()
    assert [one["text"] for one in texts] == [one.text for one in ferry_story().reports]


def test_each_column_says_what_it_holds() -> None:
    files = made("parquet", ferry_story())
    for table in TABLES.values():
        kept = read(files, table.name).schema
        assert kept.names == [column.name for column in table.columns]
        for column in table.columns:
            assert kept.field(column.name).metadata[b"description"].decode() == column.meaning


@settings(max_examples=15)
@given(story=stories())
def test_every_row_of_any_story_is_read_back(story: Story) -> None:
    files = made("parquet", story)
    assert read(files, "statements").num_rows == len(story.statements)
    assert read(files, "mentions").num_rows == sum(len(one.mentions) for one in story.entities)
    assert {one["id"]: one["words"] for one in read(files, "statements").to_pylist()} == {
        one.id: one.text for one in story.statements
    }


def test_duckdb_joins_the_tables(tmp_path: Path) -> None:
    for name, written in made("parquet", ferry_story()).items():
        (tmp_path / name).write_bytes(written)
    claims = duckdb.read_parquet(str(tmp_path / "claims.parquet")).filter("promised").project("id as claim")
    joined = claims.join(duckdb.read_parquet(str(tmp_path / "statements.parquet")), "claim")
    found = joined.order("published").project("claim, outlet").fetchall()
    assert found == [("c-ferry", "Norra"), ("c-ferry", "The Lantern")]


def test_who_lacks_pyarrow_is_told_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[parquet\]'"):
        made("parquet", ferry_story(), Options(today=TODAY))
