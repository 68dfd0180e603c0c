"""Search over many records."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Report, Story
from onrecord.record import records_in, search_records
from onrecord.record.search_many import EACH
from tests.record.stories import ferry_story, keep


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two records and what is none, as a run over an archive leaves them."""
    made = tmp_path_factory.mktemp("out")
    (made / "records").mkdir()
    keep(made / "records" / "s-1.db", ferry_story())
    quay = Report(id="r-0000000009", input="quay.txt", text="The quay was closed.")
    keep(made / "records" / "s-2.db", Story(reports=(quay,)))
    (made / "records" / "s-3.db").write_bytes(b"no record at all, but a file of that name" * 100)
    (made / "records" / "notes.txt").write_text("a quay")
    return made


def test_the_records_of_a_run_are_found_and_nothing_else(folder: Path) -> None:
    assert [path.name for path in records_in(folder)] == ["s-1.db", "s-2.db", "s-3.db"]
    assert records_in(folder) == records_in(folder / "records")


def test_the_record_with_most_matches_comes_first(folder: Path) -> None:
    found, _ = search_records(records_in(folder), "quay")
    assert [(one.path.name, one.found.total) for one in found] == [("s-1.db", 4), ("s-2.db", 1)]


def test_no_record_hides_the_others(folder: Path) -> None:
    found, _ = search_records(records_in(folder), "quay", limit=EACH + 1)
    assert [len(one.found.hits) for one in found] == [EACH, 1]


def test_a_damaged_record_is_told_of_and_stops_nothing(folder: Path) -> None:
    found, failed = search_records(records_in(folder), "quay")
    assert len(found) == 2
    assert len(failed) == 1
    assert "s-3.db" in failed[0]


def test_a_word_that_stands_nowhere_finds_no_record(folder: Path) -> None:
    assert search_records(records_in(folder), "submarine")[0] == ()
