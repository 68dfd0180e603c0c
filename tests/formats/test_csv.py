"""The tables in CSV, read back by the reader of Python, by Frictionless and by DuckDB."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import duckdb
import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.formats.csv import cell
from onrecord.formats.registry import Options
from onrecord.model import Story
from onrecord.record.tables import TABLES
from tests.formats.held import HOSTILE, TODAY, made
from tests.record.stories import ferry_story, stories

RAW = Options(today=TODAY, raw=True)


def rows(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode("utf-8-sig"), newline="")))


def laid_out(files: dict[str, bytes], folder: Path) -> Path:
    for name, written in files.items():
        (folder / name).write_bytes(written)
    return folder


def problems(folder: Path) -> list[list[object]]:
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(folder / "datapackage.json"))
    found: list[list[object]] = report.flatten(["title", "rowNumber", "fieldName", "message"])
    return found


@pytest.mark.parametrize(
    "options", [Options(), RAW, Options(excel=True), Options(with_text=True)], ids=["plain", "raw", "excel", "text"]
)
def test_the_tables_are_what_their_data_package_says(tmp_path: Path, options: Options) -> None:
    assert problems(laid_out(made("csv", ferry_story(), options), tmp_path)) == []


@settings(max_examples=8)
@given(story=stories())
def test_the_tables_of_any_story_are_what_their_data_package_says(
    tmp_path_factory: pytest.TempPathFactory, story: Story
) -> None:
    dated = replace(story, reports=tuple(replace(one, published=None) for one in story.reports))
    assert problems(laid_out(made("csv", dated), tmp_path_factory.mktemp("tables"))) == []


def test_a_broken_table_does_not_fit_its_data_package(tmp_path: Path) -> None:
    files = made("csv", ferry_story())
    files["claims.csv"] = files["claims.csv"].replace(b"c-ferry", b"c-none")
    assert problems(laid_out(files, tmp_path)), "a statement's claim is not there"


def test_a_row_has_the_words_the_speaker_and_the_address() -> None:
    (second,) = (one for one in rows(made("csv", ferry_story()), "statements") if one["id"] == "s-2")
    assert second["speaker_name"] == "Élodie Brask"
    assert second["outlet"] == "The Lantern"
    assert second["url"] == "https://lantern.example/ferry"
    assert second["words"] == 'the ferry would sail "in the second half of next year"'
    assert (second["relays"], second["future"], second["claim"]) == ("Norra", "true", "c-ferry")


def test_the_status_of_a_promise_is_that_of_the_day_on_which_it_is_read() -> None:
    (now,) = rows(made("csv", ferry_story()), "promises")
    assert (now["due"], now["due_from"], now["due_to"]) == ("2032-41", "2032-07-01", "2032-12-31")
    assert (now["status"], now["status_on"]) == ("open", "2031-06-01")
    later = Options(today=TODAY.replace(year=2034))
    (then,) = rows(made("csv", ferry_story(), later), "promises")
    assert (then["status"], then["status_on"]) == ("due passed, nothing reported", "2034-06-01")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula_a_second_line_or_steers_a_program(words: str) -> None:
    shown = cell(words)
    assert not shown.lstrip(" ").startswith(tuple("=+-@＝＋－＠"))
    assert shown == " ".join(shown.split())
    assert not set(shown) & set("\x00\x07\x1b\u202e\ufeff")


@given(st.text())
def test_no_words_at_all_make_a_formula(words: str) -> None:
    for part in cell(words).split(";"):  # as a spreadsheet does that parts columns there
        assert not part.lstrip(" \"'").startswith(tuple("=+-@")) or part.lstrip(' "').startswith("'")


@given(st.text())
def test_a_raw_cell_is_what_the_report_has(words: str) -> None:
    assert cell(words, raw=True) == words


def test_words_of_a_report_are_defused_in_the_file_and_raw_where_that_is_asked_for() -> None:
    story = ferry_story()
    hostile = replace(story, reports=(replace(story.reports[0], title=HOSTILE[0]), story.reports[1]))
    (first, _) = rows(made("csv", hostile), "reports")
    assert first["title"] == f"'{HOSTILE[0]}"
    (first, _) = rows(made("csv", hostile, RAW), "reports")
    assert first["title"] == HOSTILE[0]


def test_a_file_for_excel_begins_with_the_mark_of_utf_8_and_others_do_not() -> None:
    for options, mark in ((Options(excel=True), True), (Options(), False)):
        files = made("csv", ferry_story(), options)
        tables = [written for name, written in files.items() if name.endswith(".csv")]
        assert all(written.startswith(b"\xef\xbb\xbf") is mark for written in tables)
        assert json.loads(files["datapackage.json"])["resources"][0]["encoding"] == ("utf-8-sig" if mark else "utf-8")


def test_lines_end_as_rfc_4180_says() -> None:
    written = made("csv", ferry_story())["claims.csv"]
    assert written.endswith(b"\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") == 1 + len(ferry_story().claims)


def test_the_text_of_reports_is_a_column_where_that_is_asked_for() -> None:
    assert "text" not in rows(made("csv", ferry_story()), "reports")[0]
    assert "ferry" in rows(made("csv", ferry_story(), Options(with_text=True)), "reports")[0]["text"]


def test_what_each_column_holds_stands_beside_the_tables() -> None:
    readme = made("csv", ferry_story())["README.md"].decode()
    for table in TABLES.values():
        assert f"## {table.name}.csv" in readme
        for column in table.columns:
            if column.name != "text":
                assert f"| `{column.name}` |" in readme


def test_duckdb_reads_the_tables(tmp_path: Path) -> None:
    laid_out(made("csv", ferry_story()), tmp_path)
    found = duckdb.read_csv(str(tmp_path / "claims.csv")).project("id, channels, contested").order("id").fetchall()
    assert found == [("c-ferry", 1, False), ("c-few", 1, True), ("c-many", 1, True)]
