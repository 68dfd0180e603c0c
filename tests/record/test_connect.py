from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import RecordError, UsageError
from onrecord.record import Record, Writer
from onrecord.record.connect import APPLICATION_ID, USER_VERSION
from tests.record.stories import ferry_story, keep, tamper


def test_a_file_that_is_not_there_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        Record(tmp_path / "story.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"Ferry to run again", b"SQLite format 2\x00" + bytes(100)])
def test_a_file_that_is_no_sqlite_file_is_no_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "story.db"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not an SQLite file"):
        Record(path)


def test_of_a_folder_a_record_in_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is a folder; a record is one file$"):
        Record(tmp_path)
    (tmp_path / "records").mkdir()
    keep(tmp_path / "records" / "s-1.db", ferry_story())
    with pytest.raises(UsageError, match=r"one file, as \S+records\Ss-1\.db$"):
        Record(tmp_path)
    keep(tmp_path / "records" / "s-2.db", ferry_story())
    with pytest.raises(UsageError, match=r"s-1\.db, one of 2 there$"):
        Record(tmp_path)


def test_another_sqlite_file_is_no_record_and_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table birds (name text)")
    other.close()
    before = path.read_bytes()
    for opening in (Record, Writer):
        with pytest.raises(RecordError, match="but not a record"):
            opening(path)
    assert path.read_bytes() == before


def test_a_text_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, which are longer than a header", encoding="utf-8")
    with pytest.raises(RecordError, match="not an SQLite file"):
        Writer(path)
    assert path.read_text(encoding="utf-8").startswith("my notes")


def test_a_record_of_a_newer_onrecord_says_what_to_do(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    tamper(path, f"pragma user_version = {USER_VERSION + 1}")
    for opening in (Record, Writer):
        with pytest.raises(RecordError, match=rf"newer onrecord \(record version {USER_VERSION + 1}.*update onrecord"):
            opening(path)


def test_a_record_of_an_older_onrecord_says_what_to_do(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    tamper(path, "pragma user_version = 1")
    for opening in (Record, Writer):
        with pytest.raises(RecordError, match=r"older onrecord \(record version 1.*build it anew"):
            opening(path)


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        Record(tmp_path)


def test_a_record_cannot_be_made_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        Writer(tmp_path / "none" / "story.db")


def test_other_tools_know_a_record_by_its_marks(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    connection = sqlite3.connect(path)
    assert connection.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("pragma user_version").fetchone() == (USER_VERSION,)
    assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    connection.close()
    assert path.read_bytes()[68:72] == b"OnRc"


def test_an_unfinished_record_says_how_to_finish_it(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    Writer(path).close()
    with Record(path) as record:
        with pytest.raises(RecordError, match="run the same `onrecord build` again"):
            record.story()
        with pytest.raises(RecordError, match="run the same `onrecord build` again"):
            record.search("ferry")


def test_a_damaged_record_is_an_error_in_words(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    tamper(path, "drop table claims")
    with Record(path) as record, pytest.raises(RecordError, match=r"damaged \(no such table: claims\)"):
        record.story()
