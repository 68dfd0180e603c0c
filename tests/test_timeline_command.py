"""`onrecord timeline`: a story by its dates, on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.model import Evidence, Report, Story, TimelineEntry
from tests.record.stories import keep

LINES = {
    "2029-05": "The weir was built in May 2029.",
    "2031-03-02": "The watchman, who was hired on 2 March, saw a crack.",
    "2031-03-04": "The weir broke on Tuesday.",
    "2031-41": "The weir will be mended in the second half of the year.",
}
TEXT = "\n".join(LINES.values())


def _entry(
    date: str, channels: tuple[tuple[str, ...], ...], *, ahead: bool = False, aside: bool = False
) -> TimelineEntry:
    start = TEXT.index(LINES[date])
    reports = [report for channel in channels for report in channel]
    span = (start, start + len(LINES[date]))
    evidence = tuple(Evidence(report=report, span=span) for report in reports)
    return TimelineEntry(date=date, text=LINES[date], evidence=evidence, channels=channels, ahead=ahead, aside=aside)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    reports = tuple(
        Report(id=f"r-{n}", input=f"{n}.txt", text=TEXT, outlet=outlet, published=f"2031-03-0{n + 4}")
        for n, outlet in enumerate(("Norra News", "The Esk Courier", "The Lantern"))
    )
    timeline = (
        _entry("2029-05", (("r-0",),)),
        _entry("2031-03-02", (("r-1",),), aside=True),
        _entry("2031-03-04", (("r-0", "r-1"), ("r-2",))),
        _entry("2031-41", (("r-0",),), ahead=True),
    )
    keep(tmp_path / "story.db", Story(reports=reports, timeline=timeline))
    return "story.db"


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["timeline", *arguments])


def test_an_entry_has_its_date_in_words_its_sentence_and_its_channels(record: str) -> None:
    result = run(record)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "  4 March 2031  2 channels  3 reports",
        "     The weir broke on Tuesday.",
        "     in the words of Norra News, by way of Norra News + The Esk Courier | The Lantern",
        "",
        "  second half of 2031  2031-41  announced  1 channel  1 report",
        "     The weir will be mended in the second half of the year.",
        "     by way of Norra News",
        "",
    ]


def test_what_is_left_out_is_counted(record: str) -> None:
    note = "2 of 4 entries shown; 1 entry long before the reports; 1 date only named in passing: see --all\n"
    assert run(record).stderr == note


def test_all_shows_background_and_what_is_named_in_passing(record: str) -> None:
    result = run(record, "--all")
    assert [line in result.stdout for line in LINES.values()] == [True] * 4
    assert "2 March 2031  named in passing" in result.stdout


@pytest.mark.parametrize(
    ("options", "dates"),
    [
        (["--from", "2031-03"], ["2031-03-04", "2031-41"]),
        (["--to", "2031-03-04"], ["2029-05", "2031-03-04"]),
        (["--from", "2031-09", "--to", "2031-09"], ["2031-41"]),
        (["--to", "2030"], ["2029-05"]),
        (["--from", "2040"], []),
        (["--from", "2031-03-01", "--to", "2031-03-03", "--all"], ["2031-03-02"]),
    ],
)
def test_a_range_keeps_what_may_lie_in_it(record: str, options: list[str], dates: list[str]) -> None:
    found = json.loads(run(record, "--json", *options).stdout)
    assert [entry["date"] for entry in found["entries"]] == dates


def test_an_empty_range_says_so(record: str) -> None:
    result = run(record, "--from", "2040")
    assert (result.stdout, result.stderr) == ("", "nothing in this range; 4 entries lie outside it\n")


def test_a_record_without_dates_says_so(tmp_path: Path) -> None:
    result = run(str(keep(tmp_path / "empty.db", Story())))
    assert (result.stdout, result.stderr) == ("", "the reports date nothing that could be told\n")


def test_a_range_that_is_no_date_is_refused(record: str) -> None:
    result = run(record, "--from", "soon")
    assert (result.exit_code, "--from 'soon' is no date" in result.stderr) == (2, True)


def test_many_entries_stand_under_their_months(tmp_path: Path) -> None:
    text = "The weir broke on the day."
    report = Report(id="r-0", input="0.txt", text=text, outlet="Norra News", published="2031-03-20")
    spot = (Evidence(report="r-0", span=(0, len(text))),)
    days = [*(f"2031-02-{n}" for n in range(20, 28)), *(f"2031-03-1{n}" for n in range(8)), "../2031-03-31", "2031-41"]
    entries = tuple(TimelineEntry(date=day, text=text, evidence=spot, channels=(("r-0",),)) for day in days)
    lines = run(str(keep(tmp_path / "long.db", Story(reports=(report,), timeline=entries)))).stdout.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == ["February 2031", "March 2031", "July 2031"]


def test_a_range_whose_end_comes_first_is_refused(record: str) -> None:
    result = run(record, "--from", "2031-06", "--to", "2031-04")
    assert result.exit_code != 0
    assert "the earlier day comes first" in result.output
