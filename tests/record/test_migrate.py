from __future__ import annotations

import gzip
import os
import sqlite3
import threading
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import RecordError
from onrecord.record import Record, Writer, connect
from onrecord.record.connect import USER_VERSION
from onrecord.record.migrate import OLDEST, backup_of

FILES = Path(__file__).parent / "files"
"""A record of each older version that can be opened, packed: two invented reports, a rejection and a decision, made by
the onrecord of its time."""


@pytest.fixture(params=range(OLDEST, USER_VERSION))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "story.db"
    path.write_bytes(gzip.decompress((FILES / f"version-{request.param}.db.gz").read_bytes()))
    return path


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("pragma user_version").fetchone()[0])
    finally:
        connection.close()


def test_an_older_record_opens_with_all_that_it_held_and_a_backup_beside_it(old: Path) -> None:
    before, version = old.read_bytes(), version_of(old)
    with onrecord.open(old) as record:
        story = record.story()
        assert record.check() == ()
        assert record.search("ferry").hits
    assert (len(story.reports), len(story.rejected), len(story.decisions)) == (2, 1, 1)
    assert {one.outlet for one in story.reports} == {"Norra", "Holm Post"}
    assert story.claims
    assert story.promises
    assert version_of(old) == USER_VERSION
    assert backup_of(old, version).read_bytes() == before
    assert sorted(file.name for file in old.parent.iterdir()) == ["story.db", backup_of(old, version).name]


def test_an_older_record_can_be_written_at_once(old: Path) -> None:
    with Writer(old) as writer:
        assert writer.state() == "complete"
        assert len(writer.decisions()) == 1
    assert version_of(old) == USER_VERSION


def test_an_older_record_that_may_not_be_written_is_read_from_memory(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with onrecord.open(old) as record:
        assert len(record.story().reports) == 2
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == ["story.db"]


def test_an_older_record_that_is_damaged_stays_as_it_was(old: Path) -> None:
    connection = sqlite3.connect(old)
    connection.execute("delete from reports where position = 1")
    connection.commit()
    connection.close()
    before = old.read_bytes()
    with pytest.raises(RecordError, match="cannot be brought from record version"):
        Record(old)
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == ["story.db"]


def test_several_who_open_an_older_record_at_once_all_read_it(old: Path) -> None:
    found: list[int] = []

    def look() -> None:
        with onrecord.open(old) as record:
            found.append(len(record.story().reports))

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 6
    assert version_of(old) == USER_VERSION


def test_a_migration_that_is_killed_leaves_the_old_record(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old.read_bytes()

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(connect, "migrate", killed)
        with pytest.raises(Killed):
            Record(old)
    assert old.read_bytes() == before
    with onrecord.open(old) as record:
        assert len(record.story().reports) == 2


def test_a_record_of_a_newer_version_is_refused_and_left_alone(old: Path) -> None:
    connection = sqlite3.connect(old)
    connection.execute(f"pragma user_version = {USER_VERSION + 1}")
    connection.close()
    before = old.read_bytes()
    with pytest.raises(RecordError, match="was made by a newer onrecord"):
        Record(old)
    assert old.read_bytes() == before
