"""`onrecord diff`, and what the reading commands say of a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main
from onrecord.cli.changes import tally
from onrecord.record import Changes

REPORTS = {
    "courier": (
        "2031-05-04",
        "Ferry sinks off Port Eske",
        "Three people died when the Sula sank off Port Eske, mayor Ada Brask said on Sunday.\n\n"
        '"The harbour will publish the log by 10 May," Ada Brask said.',
    ),
    "norra": (
        "2031-05-06",
        "Toll rises",
        "Five people died when the Sula sank off Port Eske, mayor Ada Brask said on Tuesday.\n\n"
        '"We lost the light at nine," diver Pell Maddory said.',
    ),
    "kestrel": ("2031-05-20", "Sula raised", "The Sula was raised on Tuesday, Pell Maddory said."),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("diff")
    for name, (_, title, text) in REPORTS.items():
        (folder / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    rows = "\n".join(f"{name}.txt,{name},{day}" for name, (day, *_) in REPORTS.items())
    (folder / "manifest.csv").write_text(f"file,outlet,published\n{rows}\n", encoding="utf-8")
    onrecord.build(folder, folder / "story.db").close()
    return str(folder / "story.db")


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, list(arguments))


def test_diff_tells_what_came_and_what_is_otherwise(record: str) -> None:
    result = run("diff", record, "--from", "2031-05-04", "--to", "2031-05-31")
    assert result.exit_code == 0
    for words in (
        "from the end of 2031-05-04 to the end of 2031-05-31\n1 report then, 3 now\n",
        "New reports  2\n  + 2031-05-06  norra  Toll rises\n  + 2031-05-20  kestrel  Sula raised\n",
        "  ! Ada Brask  open → due passed, nothing reported  due by 10 May 2031\n    2031-05-04  courier\n",
        "Revised  1\n  ~ Three people → Five people  how many\n    2031-05-04  courier  Ada Brask\n",
        '  + 2031-05-06  norra  Pell Maddory\n    "We lost the light at nine,"\n',
        "  + person  Pell Maddory (2 reports)",
    ):
        assert words in result.output, words
    assert "\x1b" not in result.output


def test_without_days_diff_tells_what_the_last_day_of_reports_brought(record: str) -> None:
    output = run("diff", record).output
    assert "from the end of 2031-05-19 to the end of 2031-05-20" in output
    assert "2 reports then, 3 now" in output
    assert "Toll rises" not in output


def test_without_a_first_day_diff_begins_the_day_before_the_last(record: str) -> None:
    assert "from the end of 2031-05-05 to the end of 2031-05-06" in run("diff", record, "--to", "2031-05-06").output


def test_diff_says_that_nothing_changed(record: str) -> None:
    output = run("diff", record, "--from", "2031-06-01", "--to", "2031-06-02").output
    assert output.splitlines()[-1] == "nothing changed between 2031-06-01 and 2031-06-02"


@pytest.mark.parametrize("asked", [("diff", "--from"), ("show", "--as-of")])
def test_a_day_after_the_last_report_is_not_held_against_itself(record: str, asked: tuple[str, str]) -> None:
    output = run(asked[0], record, asked[1], "2031-06-01").output
    assert "nothing changed: no report is later than 2031-06-01" in output
    assert "from the end of 2031-06-01 to the end of 2031-06-01" not in output


def test_one_report_is_told_of_as_one(record: str) -> None:
    output = run("diff", record, "--from", "2031-01", "--to", "2031-05-04").output
    assert "by the end of 2031-01-31: the one there is now is new" in output


def test_diff_from_before_the_first_report_says_that_all_is_new(record: str) -> None:
    output = run("diff", record, "--from", "2031-01").output
    assert "no report was published by the end of 2031-01-31: all 3 are new" in output


def test_diff_limits_its_lists_and_says_so(record: str) -> None:
    short, whole = run("diff", record, "--from", "2031-05-04", "--limit", "1"), run("diff", record, "--all")
    assert "New reports  1 of 2 shown, see --all" in short.output
    assert "see --all" not in whole.output


def test_diff_as_json_has_the_same_rows_with_ids(record: str) -> None:
    found = json.loads(run("diff", record, "--from", "2031-05-04", "--json").output)
    assert (found["since"], found["until"], found["reports_before"]) == ("2031-05-04", "2031-05-20", 1)
    assert found["totals"]["reports"] == len(found["reports"]) == 2
    (revised,) = found["revised"]
    assert [step["value"] for step in revised["steps"]] == ["Three people", "Five people"]
    with onrecord.open(record) as whole:
        statements = {one.id for one in whole.story().statements}
    assert {step["voice"]["statement"] for step in revised["steps"]} <= statements


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("--from", "tuesday"), "'tuesday' is no day"),
        (("--to", "0001-01-01"), "0001-01-01 is the first day that can be told"),
        (("--from", "2031-05-06", "--to", "2031-05-04"), "the earlier day comes first"),
    ],
)
def test_days_that_are_none_or_in_the_wrong_order_end_in_one_line(
    record: str, days: tuple[str, ...], words: str
) -> None:
    result = run("diff", record, *days)
    assert (result.exit_code, words in result.output) == (2, True)


def test_a_record_without_dates_cannot_be_compared_without_days(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Sula sank.\n", encoding="utf-8")
    onrecord.build(tmp_path / "a.txt", tmp_path / "story.db").close()
    result = run("diff", str(tmp_path / "story.db"))
    assert (result.exit_code, "no report has a day" in result.output) == (2, True)


def test_show_as_of_a_day_ends_with_what_came_since(record: str) -> None:
    output = run("show", record, "--as-of", "2031-05-04").stdout
    rows = output[output.index("Since then") :].splitlines()
    assert rows[0] == "Since then  by 2031-05-20"
    assert rows[1].startswith("  2 new reports; ")
    assert "  ~ Three people → Five people  how many" in rows
    assert rows[-1] == f"  all of it: onrecord diff {record} --from 2031-05-04"
    assert "Since then" not in run("show", record).output


def test_show_as_json_has_the_day_and_what_came_since(record: str) -> None:
    seen = json.loads(run("show", record, "--as-of", "2031-05-04", "--json").stdout)
    assert seen["as_of"] == {"day": "2031-05-04", "later": 2, "undated": 0, "first": "2031-05-04"}
    assert seen["since"]["until"] == "2031-05-20"
    assert {one["what"] for one in seen["since"]["weightiest"]} == {"promise", "revised"}
    assert "since" not in json.loads(run("show", record, "--json").stdout)


def test_before_the_first_report_show_says_when_that_is(record: str) -> None:
    result = run("show", record, "--as-of", "2030")
    assert "as of 2030-12-31: 3 reports published later are left out; the first is of 2031-05-04" in result.stderr
    assert result.exit_code == 0


def test_who_and_search_say_how_much_is_left_out(record: str) -> None:
    who = run("who", record, "Brask", "--as-of", "2031-05-04")
    assert "1 statement more by Ada Brask in the reports that are left out" in who.stderr
    assert json.loads(run("who", record, "Brask", "--as-of", "2031-05-04", "--json").stdout)["left_out"] == 1
    found = json.loads(run("search", record, "sula", "--as-of", "2031-05-04", "--json").stdout)
    whole = json.loads(run("search", record, "sula", "--json").stdout)
    assert found["total"] + found["left_out"] == whole["total"]
    assert "left_out" not in whole


def test_a_page_as_of_a_day_lies_beside_the_page(record: str) -> None:
    page = Path(record).with_name("story-as-of-2031-05-04.html")
    assert run("page", record, "--as-of", "2031-05-04").exit_code == 0
    assert "As of 4 May 2031." in page.read_text(encoding="utf-8")
    assert not Path(record).with_suffix(".html").exists()


def test_the_tally_counts_what_there_is() -> None:
    assert tally(Changes()) == "nothing"
