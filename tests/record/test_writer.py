from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.model import Analysis, Claim, Name, Story
from onrecord.record import Record, Writer
from onrecord.record.writer import LEFT_ALONE_SECONDS, Holder
from tests.record.stories import ferry_story, keep, stories, tamper

ANALYSIS = Analysis(sentences=((0, 4),), names=(Name(span=(0, 4), kind="person"),))


def hold(path: Path, *, pid: int, host: str | None = None, seconds_ago: float = 0.0) -> None:
    """Leave the mark of another process in a record."""
    holder = Holder(
        pid=pid, host=host or platform.node(), since="2031-03-04 10:00:00", taken=1, at=time.time() - seconds_ago
    )
    value = msgspec.json.encode(holder).decode()
    tamper(path, f"insert or replace into meta values ('writer', '{value}')")  # noqa: S608


def a_dead_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def test_a_kept_analysis_is_found_again_under_its_key(tmp_path: Path) -> None:
    with Writer(tmp_path / "story.db") as writer:
        writer.keep({"k1": ANALYSIS}, "analyser 1")
    with Writer(tmp_path / "story.db") as writer:
        assert (writer.analysis("k1"), writer.analysis("k2")) == (ANALYSIS, None)
        assert writer.state() == "building"


@settings(max_examples=40, deadline=None)
@given(story=stories(), names=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3))
def test_an_analysis_comes_back_value_for_value(
    tmp_path_factory: pytest.TempPathFactory, story: Story, names: list[tuple[int, int]]
) -> None:
    analysis = Analysis(
        sentences=tuple(names),
        names=tuple(Name(span=span, kind="place") for span in names),
        times=tuple(time for statement in story.statements for time in statement.times),
        statements=story.statements,
        labels=tuple(label for entity in story.entities for label in entity.labels),
        citations=story.citations,
    )
    with Writer(tmp_path_factory.mktemp("record") / "story.db") as writer:
        writer.keep({"k": analysis}, "analyser 1")
        assert writer.analysis("k") == analysis


def test_an_analysis_that_no_longer_fits_the_model_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    with Writer(path) as writer:
        writer.keep({"k1": ANALYSIS}, "analyser 1")
    tamper(path, """update analyses set analysis = '{"names": [{"span": "all"}]}'""")
    with Writer(path) as writer:
        assert writer.analysis("k1") is None


def test_a_finished_record_holds_the_analyses_of_its_reports_and_no_others(tmp_path: Path) -> None:
    path, story = tmp_path / "story.db", ferry_story()
    with Writer(path) as writer:
        writer.keep({"used": ANALYSIS, "unused": Analysis()}, "analyser 1")
        writer.replace(
            story,
            as_read={},
            analysis_keys={story.reports[0].id: "used"},
            not_analysed={story.reports[1].id: "not analysed: language xx"},
            meta={},
        )
        assert writer.analysis("unused") is None
    with Record(path) as record:
        assert record.analyses() == {story.reports[0].id: ANALYSIS}
        assert record.not_analysed() == {story.reports[1].id: "not analysed: language xx"}


def test_a_story_that_points_at_nothing_is_refused_and_the_old_one_stays(tmp_path: Path) -> None:
    path, story = keep(tmp_path / "story.db", ferry_story()), ferry_story()
    astray = Claim(id="c-x", text="", statements=("s-none",), reports=(), vouchers=(), channels=(), first_reported=None)
    with pytest.raises(RecordError, match="claim_statements → statements"):
        keep(path, replace(story, claims=(*story.claims, astray)))
    with Record(path) as record:
        assert record.story() == story


def test_a_second_writer_is_told_who_holds_the_record(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    hold(path, pid=os.getppid())
    with pytest.raises(RecordError, match=f"process {os.getppid()} on .* has been writing it since 2031-03-04"):
        Writer(path)


def test_a_writer_on_another_machine_is_believed_while_it_commits(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    hold(path, pid=1, host="elsewhere.example")
    with pytest.raises(RecordError, match=r"on elsewhere\.example"):
        Writer(path)


@pytest.mark.skipif(os.name != "posix", reason="asks whether a process lives, which only POSIX answers without harm")
def test_a_record_that_a_killed_process_held_is_taken_over(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    hold(path, pid=a_dead_process())
    Writer(path).close()


def test_a_writer_that_has_long_committed_nothing_is_taken_for_dead(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    hold(path, pid=os.getppid(), seconds_ago=LEFT_ALONE_SECONDS + 1)
    Writer(path).close()


def test_a_writer_whose_record_was_taken_writes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    with Writer(path) as writer:
        hold(path, pid=os.getppid())
        with pytest.raises(RecordError, match="another writer has taken the record"):
            writer.keep({"k1": ANALYSIS}, "analyser 1")
        assert writer.analysis("k1") is None


def test_a_transaction_of_another_tool_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.connect.BUSY_SECONDS", 0.01)
    path = keep(tmp_path / "story.db", ferry_story())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(RecordError, match="another process is writing it"):
        Writer(path)
    other.execute("rollback")
    other.close()


def test_a_record_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    with Writer(path) as writer:
        writer.keep({"k1": ANALYSIS}, "analyser 1")
        with Record(path) as record:
            assert record.story() == ferry_story()


def test_giving_a_record_back_while_somebody_reads_it_harms_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.connect.BUSY_SECONDS", 0.01)
    path = keep(tmp_path / "story.db", ferry_story())
    writer = Writer(path)
    with Record(path) as record:
        assert record.check() == ()
        writer.keep({"k1": ANALYSIS}, "analyser 1")
        writer.close()
        assert record.story() == ferry_story()
    Writer(path).close()
    assert [file.name for file in tmp_path.iterdir()] == ["story.db"]
