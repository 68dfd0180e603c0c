from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main
from onrecord.formats.registry import Options, format_of, names
from onrecord.model import Rejected, Report
from onrecord.plugins import using
from onrecord.reading import find_inputs, read
from tests.plugins.examples import FOLDER, PACKAGES, plugins_of
from tests.record.stories import ferry_story, keep

NIGHT_FILE = FOLDER / "onrecord-tidewire" / "night-file.tide"


def run(*arguments: str | Path) -> Result:
    with using(plugins_of(*PACKAGES)):
        return CliRunner(env={"COLUMNS": "120"}).invoke(main, [str(argument) for argument in arguments])


def test_the_reader_gives_each_item_of_the_file() -> None:
    with using(plugins_of("onrecord-tidewire")):
        outcomes = list(read(find_inputs([NIGHT_FILE])))
    blames, correction, second = outcomes
    assert isinstance(blames, Report)
    assert blames.input.endswith("night-file.tide#1")
    assert (blames.title, blames.outlet, blames.authors, blames.published, blames.language) == (
        "Harbour master blames the timetable",
        "Tidewire",
        ("Sanne Orvik", "Pelle Moorgate"),
        "2025-03-14T06:40:00",
        "en",
    )
    assert blames.basis["published"] == "metadata: plugin reader.tidewire"
    assert blames.title_span is not None
    assert blames.slice(blames.title_span) == blames.title
    assert isinstance(correction, Rejected)
    assert correction.reason == "item 0413 was withdrawn by its desk"
    assert isinstance(second, Report)


def test_without_the_plugin_the_file_is_rejected_with_the_formats_that_are_read() -> None:
    (outcome,) = read(find_inputs([NIGHT_FILE]))
    assert isinstance(outcome, Rejected)
    assert outcome.reason.startswith(".tide files are not read; the formats that are read: ")


def test_the_format_writes_a_line_an_event(tmp_path: Path) -> None:
    with using(plugins_of("onrecord-chronology")), onrecord.open(keep(tmp_path / "story.db", ferry_story())) as record:
        assert names()[-1] == "chronology"
        (file,) = format_of("chronology").files(record, Options())
        text = b"".join(file.pieces).decode()
        days = [line.partition("  ")[0] for line in text.splitlines()]
        assert file.name == "story.txt"
        assert days
        assert set(days) <= {entry.date for entry in record.story().timeline}


def test_the_export_command_offers_the_format(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    done = run("export", path, "--format", "chronology", "-o", tmp_path / "story.txt")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "story.txt").read_text(encoding="utf-8")
    assert "chronology" in run("export", "--help").output
    assert CliRunner().invoke(main, ["export", str(path), "--format", "chronology"]).exit_code == 2


def test_the_command_lists_what_the_examples_add() -> None:
    shown = run("plugins").output
    assert "format.chronology  onrecord-chronology 1.0.0" in shown
    assert "writes chronology: the dates of a story in a mail or on a slide" in shown
    assert "reads .tide, those that are in its format" in shown
    assert "problem" not in shown
