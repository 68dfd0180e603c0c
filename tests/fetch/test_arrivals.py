from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.fetch import Arrivals


def test_a_file_has_arrived_when_it_has_not_changed_for_a_while(tmp_path: Path) -> None:
    report = tmp_path / "ferry.txt"
    report.write_text("The ferry")
    arrivals = Arrivals(settle=2.0)
    arrivals.note([report], 10.0)
    assert arrivals.settled(11.9) == ()
    assert arrivals.settled(12.0) == (report,)
    assert arrivals.settled(99.0) == ()
    assert not arrivals.waiting


def test_a_file_that_grows_is_waited_for_though_nobody_says_that_it_did(tmp_path: Path) -> None:
    report = tmp_path / "ferry.txt"
    report.write_text("The ferry")
    arrivals = Arrivals(settle=2.0)
    arrivals.note([report], 10.0)
    report.write_text("The ferry left")
    assert arrivals.settled(12.0) == ()
    assert arrivals.settled(13.9) == ()
    assert arrivals.settled(14.0) == (report,)


def test_a_file_that_is_gone_and_a_folder_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    arrivals = Arrivals(settle=0.0)
    arrivals.note([tmp_path / "gone.txt", tmp_path / "folder"], 0.0)
    assert arrivals.settled(1.0) == ()
    assert not arrivals.waiting


@pytest.mark.parametrize("name", ["a.html.part", "a.crdownload", ".a.txt", "~$a.docx", "a.warc.gz.open", "a.TMP"])
def test_what_is_still_being_written_by_its_name_does_not_arrive(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    arrivals = Arrivals(settle=0.0)
    arrivals.note([tmp_path / name], 0.0)
    assert not arrivals.waiting
