from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from hypothesis import given, settings

from onrecord.model import Story
from onrecord.record import Record
from tests.record.stories import ferry_story, keep, stories


@settings(max_examples=60, deadline=None)
@given(stories())
def test_what_is_written_is_read_again_value_for_value_and_passes_its_check(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder, Record(keep(Path(folder) / "story.db", story)) as record:
        assert record.story() == story
        assert record.check() == ()


@settings(max_examples=30, deadline=None)
@given(stories())
def test_what_a_record_counts_and_lists_by_itself_is_what_its_story_holds(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder, Record(keep(Path(folder) / "story.db", story)) as record:
        lists = ("reports", "duplicates", "rejected", "statements", "entities", "claims", "promises", "conflicts")
        expected = {name: len(getattr(story, name)) for name in (*lists, "copies")}
        expected |= {"given": story.given, "reports": story.read, "versions": story.versions}
        parts = ("reports", "versions", "duplicates", "rejected")
        assert sum(expected[part] for part in parts) == expected["given"]
        assert record.counts() == expected
        assert (record.duplicates(), record.rejected()) == (story.duplicates, story.rejected)


def test_a_story_replaces_the_one_before_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    keep(path, ferry_story())
    keep(path, Story())
    with Record(path) as record:
        assert record.story() == Story()
        assert record.search("ferry").hits == ()


def test_the_finished_record_is_one_file(tmp_path: Path) -> None:
    keep(tmp_path / "story.db", ferry_story())
    assert [file.name for file in tmp_path.iterdir()] == ["story.db"]


def test_the_report_as_it_was_read_is_kept_for_each_input_that_gave_one(tmp_path: Path) -> None:
    story = ferry_story()
    with Record(keep(tmp_path / "story.db", story)) as record:
        assert record.as_read() == {
            "reports/norra.txt": story.reports[0],
            "reports/lantern.html": story.reports[1],
            "reports/norra copy.txt": story.reports[0],
        }


def test_the_same_story_gives_the_same_rows(tmp_path: Path) -> None:
    def rows(path: Path) -> list[str]:
        connection = sqlite3.connect(keep(path, ferry_story()))
        dump = list(connection.iterdump())
        connection.close()
        return dump

    assert rows(tmp_path / "one.db") == rows(tmp_path / "two.db")
