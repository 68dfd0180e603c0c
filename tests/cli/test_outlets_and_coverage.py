"""`onrecord outlets`, `onrecord coverage`, and a table of outlets of one's own that a record keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main

TABLE = """outlets = [
  { name = "Harbour Sheet", domains = ["sheet.example"], country = "NO", kind = "newspaper", source = "its imprint" },
  { name = "Norra", domains = ["norra.example"], kind = "wire", wire = true },
]
"""
REPORTS = {
    "harbour sheet": (
        "2031-05-04T08:00:00",
        "Mayor Ada Brask told reporters that three people died when the Sula sank.",
    ),
    "kestrel": (
        "2031-05-04T09:00:00",
        "Three people died when the Sula sank, Ada Brask said. Diver Pell Maddory came.",
    ),
    "torvey post": ("2031-05-05T09:00:00", "The lamp burned all night. Nobody came home." + " It rained." * 60),
    "lantern": ("2031-05-04T07:00:00", "Diver Pell Maddory told Norra that he found the log."),
}


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlets")
    reports = folder / "reports"
    reports.mkdir()
    for name, (_, text) in REPORTS.items():
        (reports / f"{name}.txt").write_text(f"{name.title()}: the Sula\n\n{text}\n", encoding="utf-8")
    rows = "\n".join(f"{name}.txt,{name.title()},{moment}" for name, (moment, _) in REPORTS.items())
    (reports / "manifest.csv").write_text(f"file,outlet,published\n{rows}\n", encoding="utf-8")
    (folder / "mine.toml").write_text(TABLE, encoding="utf-8")
    onrecord.build(reports, folder / "story.db", outlets=folder / "mine.toml").close()
    return folder


def test_an_outlet_is_looked_up_by_name_and_domain_and_says_from_which_table(folder: Path) -> None:
    found = run("outlets", "https://www.sheet.example/a", "--outlets", folder / "mine.toml")
    assert found.output.splitlines()[0] == "Harbour Sheet  newspaper  NO"
    assert f"table: {folder / 'mine.toml'}" in found.output
    assert "kind and country by: its imprint" in found.output
    (bbc,) = json.loads(run("outlets", "bbc.co.uk", "--json").output)
    assert (bbc["name"], bbc["country"], bbc["table"]) == ("BBC", "GB", "onrecord")


def test_the_outlets_of_a_record_come_before_the_rest_of_its_table(folder: Path) -> None:
    lines = run("outlets", "--record", folder / "story.db").output.splitlines()
    rest = lines.index("The rest of its table")
    (kestrel,) = (number for number, line in enumerate(lines) if line.startswith("Kestrel "))
    assert lines[0] == "Outlets of the record"
    assert kestrel < rest
    assert lines[kestrel].split()[1:] == ["1", "in", "no", "table"]
    assert json.loads(run("outlets", "--record", folder / "story.db", "--json").output)[0]["reports"] == 1


def test_what_no_table_knows_is_said_and_is_an_error(folder: Path) -> None:
    unknown = run("outlets", "Harbour Sheet")
    assert unknown.exit_code == 1
    assert "no outlet called 'Harbour Sheet'" in unknown.output
    assert run("outlets", "Harbour Sheet", "--record", folder / "story.db").exit_code == 0
    assert run("outlets", "--record", folder / "story.db", "--outlets", folder / "mine.toml").exit_code == 2


def test_a_table_that_is_none_stops_a_build_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('outlets = [{ name = "Norra", kind = "paper" }]', encoding="utf-8")
    result = run("build", folder / "reports", "-o", tmp_path / "story.db", "--outlets", tmp_path / "bad.toml")
    assert result.exit_code == 2
    assert "outlet 1 (Norra): `kind` must be one of" in result.output
    assert not (tmp_path / "story.db").exists()


def test_a_record_keeps_the_table_and_uses_it_again(folder: Path, tmp_path: Path) -> None:
    def cited(path: Path) -> list[tuple[str, str]]:
        with onrecord.open(path) as record:
            return [(one.outlet, one.how) for one in record.story().citations]

    story = tmp_path / "story.db"
    reports = folder / "reports"
    onrecord.build(reports, story, outlets=folder / "mine.toml").close()
    assert ("Norra", "told") in cited(story)
    onrecord.add(story, reports / "kestrel.txt", manifest=reports / "manifest.csv").close()
    assert ("Norra", "told") in cited(story)
    onrecord.build(reports, story).close()
    assert ("Norra", "told") in cited(story)
    assert f"outlets: {folder / 'mine.toml'}" in run("show", story).output
    assert ("Norra", "told") in cited_as_of(story, "2031-05-04")
    (tmp_path / "none.toml").write_text("outlets = []", encoding="utf-8")
    onrecord.build(reports, story, outlets=tmp_path / "none.toml").close()
    assert cited(story) == []


def cited_as_of(path: Path, day: str) -> list[tuple[str, str]]:
    with onrecord.open(path, as_of=day) as record:
        return [(one.outlet, one.how) for one in record.story().citations]


def test_analysing_without_a_record_takes_a_table_too_and_leaves_none_in_use(folder: Path) -> None:
    from onrecord.build import analyse
    from onrecord.model import Rejected
    from onrecord.outlets import default_outlets, in_use

    found = []
    for outcome in analyse(folder / "reports" / "lantern.txt", outlets=folder / "mine.toml"):
        assert in_use() is default_outlets()
        assert not isinstance(outcome, Rejected)
        found += [one.outlet for one in outcome[1].citations]
    assert found == ["Norra"]


def test_coverage_tells_what_an_outlet_carries_and_leaves_out(folder: Path) -> None:
    shown = run("coverage", folder / "story.db", "--outlet", "torvey").output
    assert "Torvey Post" in shown
    assert "Kestrel  1 report" not in shown
    (row,) = json.loads(run("coverage", folder / "story.db", "--outlet", "Torvey Post", "--json").output)["outlets"]
    assert row["carries"] == []
    assert row["left_out_claims"] == 1
    assert row["claims"][0]["outlets"] == ["Harbour Sheet", "Kestrel"]
    assert {topic["text"] for topic in row["topics"]} >= {"Ada Brask", "Pell Maddory"}


def test_an_outlet_that_published_before_is_not_said_to_leave_out_what_came_after(folder: Path) -> None:
    (row,) = json.loads(run("coverage", folder / "story.db", "--outlet", "Lantern", "--json").output)["outlets"]
    assert row["claims"] == []


def test_an_outlet_that_no_report_is_of_is_an_error_that_names_those_there_are(folder: Path) -> None:
    result = run("coverage", folder / "story.db", "--outlet", "Nobody")
    assert result.exit_code == 1
    assert "there are: Harbour Sheet, Kestrel, Lantern, Torvey Post" in result.output


def test_channels_of_unknown_path_are_counted_apart(folder: Path) -> None:
    assert "2 channels, 1 of unknown path" in run("show", folder / "story.db").output
    assert "Kestrel, path unknown" in run("show", folder / "story.db").output
