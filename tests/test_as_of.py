"""A record as of a day: what somebody would have built on its evening."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import UsageError

REPORTS = {
    "harbour-courier": ("2031-05-04", "The ferry Sula sank off Port Eske on Sunday, mayor Ada Brask said."),
    "norra": ("2031-05-06", "Three people died when the Sula sank off Port Eske, mayor Ada Brask said on Tuesday."),
    "untitled": ("", "The ferry Sula lies at the bottom of the bay, a diver said."),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("as-of")
    for name, (_, text) in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = "\n".join(f"{name}.txt,{name},{day}" for name, (day, _) in REPORTS.items())
    (folder / "manifest.csv").write_text(f"file,outlet,published\n{rows}\n", encoding="utf-8")
    onrecord.build(folder, folder / "story.db").close()
    return folder / "story.db"


def test_a_view_holds_the_reports_published_by_the_end_of_the_day(record: Path) -> None:
    with onrecord.open(record, as_of="2031-05-05") as seen:
        assert [report.outlet for report in seen.story().reports] == ["harbour-courier"]
        assert seen.as_of is not None
        assert (seen.as_of.day, seen.as_of.later, seen.as_of.undated) == ("2031-05-05", 1, 1)


def test_a_month_stands_for_its_last_day(record: Path) -> None:
    with onrecord.open(record, as_of="2031-05") as seen:
        assert {report.outlet for report in seen.story().reports} == {"harbour-courier", "norra"}


def test_a_view_equals_the_record_built_of_those_reports(record: Path, tmp_path: Path) -> None:
    with onrecord.open(record, as_of="2031-05-05") as seen:
        viewed = seen.story()
    (tmp_path / "harbour-courier.txt").write_text(REPORTS["harbour-courier"][1], encoding="utf-8")
    (tmp_path / "m.csv").write_text("file,outlet,published\nharbour-courier.txt,harbour-courier,2031-05-04\n")
    with onrecord.build(tmp_path / "harbour-courier.txt", tmp_path / "story.db", manifest=tmp_path / "m.csv") as built:
        story = built.story()
    (report,) = story.reports
    named = tuple(replace(report, input=one.input) for one in viewed.reports)
    assert replace(story, reports=named) == viewed


def test_a_view_is_searched_and_sound(record: Path) -> None:
    with onrecord.open(record, as_of="2031-05-05") as seen:
        assert seen.search("sank").total
        assert not seen.search("died").total
        assert seen.check() == ()


def test_the_file_is_not_changed_by_a_view(record: Path) -> None:
    before = record.read_bytes()
    with onrecord.open(record, as_of="2031-05-05") as seen:
        seen.story()
    assert record.read_bytes() == before
    with onrecord.open(record) as whole:
        assert whole.as_of is None
        assert len(whole.story().reports) == len(REPORTS)


@pytest.mark.parametrize("words", ["yesterday", "2031-02-30", "", ".."])
def test_what_is_no_day_is_refused_with_an_example(record: Path, words: str) -> None:
    with pytest.raises(UsageError, match="2024-12-07"):
        onrecord.open(record, as_of=words)
