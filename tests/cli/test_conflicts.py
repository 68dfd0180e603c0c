"""`onrecord conflicts`: both sides of each, who says so where, and who revised."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main

REPORTS = {
    "courier": (
        "2031-05-04",
        "Three people died when the Sula sank off Port Eske, mayor Ada Brask said on Sunday.\n\n"
        "The bow doors of the ferry were open when it left the quay, the harbour board said.",
    ),
    "norra": (
        "2031-05-06",
        "Five people died when the Sula sank off Port Eske, mayor Ada Brask said on Tuesday.\n\n"
        "The owners denied that the bow doors of the ferry were open when it left the quay.",
    ),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("conflicts")
    for name, (_, text) in REPORTS.items():
        (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    rows = "\n".join(f"{name}.txt,{name},{day}" for name, (day, _) in REPORTS.items())
    (folder / "manifest.csv").write_text(f"file,outlet,published\n{rows}\n", encoding="utf-8")
    onrecord.build(folder, folder / "story.db").close()
    return str(folder / "story.db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["conflicts", *arguments])


def test_both_sides_of_each_conflict_are_listed_with_who_says_so(record: str) -> None:
    told = " ".join(run(record).output.split())
    assert told.startswith("2 conflicts: 1 disagreement, 1 revision")
    assert "whether it is so the reports disagree" in told
    assert "how many revised by Ada Brask" in told
    assert "Three people Ada Brask in courier, 2031-05-04" in told
    assert "Five people Ada Brask in norra, 2031-05-06" in told
    assert "why: both count the same in one event" in told


def test_kinds_are_chosen(record: str) -> None:
    assert "1 of 2 conflicts: 1 disagreement" in run(record, "--kind", "negation").output
    assert run(record, "--kind", "place").output.startswith("no conflicts: none of the 2")


def test_json_marks_every_value_in_its_report(record: str) -> None:
    made = json.loads(run(record, "--json").output)
    with onrecord.open(record) as opened:
        texts = {report.id: report.text for report in opened.story().reports}
    sides = [side for one in made["conflicts"] for side in one["sides"]]
    assert len(sides) == 4
    assert all(" ".join(texts[one["report"]][one["start"] : one["end"]].split()) == one["value"] for one in sides)
    assert [one["revised_by"] for one in made["conflicts"]] == [None, "Ada Brask"]


def test_before_the_second_report_there_is_none(record: str) -> None:
    told = run(record, "--as-of", "2031-05-05").output
    assert "no conflicts: there is one report" in told
