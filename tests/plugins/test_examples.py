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


LATIN = (
    "Navis in freto mersa est\n\nNavis quae Grey Marlet appellatur nocte in freto mersa est. “Portae navis apertae "
    "erant,” inquit Joss Arkwell. “Portae clausae erant,” respondit Maud Hennever. Nautae de causa adhuc dubitant.\n"
)


def test_the_analyser_finds_who_said_what_in_its_language(tmp_path: Path) -> None:
    (tmp_path / "navis.txt").write_text(LATIN, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,language,published\nnavis.txt,la,2025-03-12\n", encoding="utf-8")
    done = run("build", tmp_path / "navis.txt", "--manifest", tmp_path / "manifest.csv", "-o", tmp_path / "story.db")
    assert done.exit_code == 0, done.output
    with onrecord.open(tmp_path / "story.db") as record:
        story = record.story()
    names = {entity.id: entity.name for entity in story.entities}
    assert {(names[one.speaker or ""], one.text, one.kind) for one in story.statements} == {
        ("Joss Arkwell", "Portae navis apertae erant", "direct"),
        ("Maud Hennever", "Portae clausae erant", "direct"),
    }
    assert run("check", tmp_path / "story.db").exit_code == 0


def test_without_the_analyser_the_report_is_kept_and_told_as_not_analysed(tmp_path: Path) -> None:
    (tmp_path / "navis.txt").write_text(LATIN, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,language\nnavis.txt,la\n", encoding="utf-8")
    with onrecord.build(tmp_path / "navis.txt", tmp_path / "story.db", manifest=tmp_path / "manifest.csv") as record:
        (report,) = record.story().reports
        assert record.story().statements == ()
        assert report.id in record.not_analysed()


def test_the_table_of_outlets_tells_a_wire() -> None:
    shown = run("outlets", "NNA")
    assert shown.exit_code == 0, shown.output
    assert "Norra News Agency  wire" in shown.output
    assert "outlets.haldria" in shown.output
    assert CliRunner().invoke(main, ["outlets", "NNA"]).output != shown.output
