"""The command that writes a record in a format: which one, where to, and whole or not at all."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.cli.output import write, write_files
from onrecord.errors import UsageError
from onrecord.formats.registry import File, format_of, names
from tests.record.stories import ferry_story, keep


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    keep(tmp_path / "story.db", ferry_story())
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["export", "story.db", *arguments])
    assert result.exit_code == code, result.output
    return result


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_help_lists_each_format_with_what_it_is_for() -> None:
    text = " ".join(CliRunner().invoke(main, ["export", "--help"], terminal_width=100).output.split())
    for name in names():
        assert f"{name} {' '.join(format_of(name).use.split())}" in text


@pytest.mark.parametrize(
    ("output", "name"),
    [
        ("story.json", "json"),
        ("story.timeline.json", "timelinejs"),
        ("story.ics", "ics"),
        ("STORY.GEXF", "gexf"),
        ("notes.md", "markdown"),
        ("notes.docx", "docx"),
    ],
)
def test_the_ending_of_a_file_tells_its_format(folder: Path, output: str, name: str) -> None:
    assert run("-o", output).stderr == f"wrote {output}, {name}\n"
    assert (folder / output).stat().st_size > 0


def test_without_a_format_and_a_file_json_goes_to_stdout() -> None:
    assert json.loads(run().stdout)["onrecord"] == "1"


@pytest.mark.parametrize("output", ["story.txt", "story", "tables.zip"])
def test_an_ending_that_no_format_has_is_not_guessed_at(folder: Path, output: str) -> None:
    assert "name one with --format" in run("-o", output, code=2).output
    assert left(folder) == ["story.db"]


def test_several_files_are_never_put_into_one() -> None:
    assert "csv makes several files" in run("-o", "story.csv", code=2).output
    assert "csv makes several files" in run("--format", "csv", "-o", "-", code=2).output


def test_several_files_go_into_a_folder_beside_the_record(folder: Path) -> None:
    assert run("--format", "csv").stderr == "wrote story-csv, csv\n"
    assert "claims.csv" in left(folder / "story-csv")
    run("--format", "csv", "--as-of", "2031-03-04")
    assert left(folder) == ["story-as-of-2031-03-04-csv", "story-csv", "story.db"]


def test_a_document_goes_beside_the_record(folder: Path) -> None:
    run("--format", "docx")
    assert left(folder) == ["story.db", "story.docx"]


def test_an_archive_holds_the_files_of_a_folder_and_is_the_same_each_time(folder: Path) -> None:
    run("--format", "csv", "-o", "tables.zip")
    run("--format", "csv", "-o", "tables")
    run("--format", "csv", "-o", "again.zip")
    assert (folder / "tables.zip").read_bytes() == (folder / "again.zip").read_bytes()
    with zipfile.ZipFile(folder / "tables.zip") as archive:
        assert sorted(archive.namelist()) == left(folder / "tables")
        assert all(archive.read(name) == (folder / "tables" / name).read_bytes() for name in archive.namelist())


def test_a_folder_is_written_over_and_keeps_what_is_not_ours(folder: Path) -> None:
    (folder / "tables").mkdir()
    (folder / "tables" / "my notes.txt").write_text("mine")
    (folder / "tables" / "claims.csv").write_text("old")
    run("--format", "csv", "-o", "tables")
    assert (folder / "tables" / "my notes.txt").read_text() == "mine"
    assert (folder / "tables" / "claims.csv").read_text().startswith("id,")


@pytest.mark.parametrize("name", names())
def test_each_format_shows_the_record_as_of_a_day(folder: Path, name: str) -> None:
    if format_of(name).several:
        run("--format", name, "-o", "all", "-q")
        run("--format", name, "-o", "then", "-q", "--as-of", "2031-03-04")
        every, then = (
            b"".join((folder / at / file).read_bytes() for file in left(folder / at)) for at in ("all", "then")
        )
    else:
        run("--format", name, "-o", "all", "-q")
        run("--format", name, "-o", "then", "-q", "--as-of", "2031-03-04")
        every, then = (folder / "all").read_bytes(), (folder / "then").read_bytes()
    assert every != then


@pytest.mark.parametrize("arguments", [("--excel",), ("--raw",)])
def test_what_is_for_csv_alone_is_refused_elsewhere(arguments: tuple[str, ...]) -> None:
    assert "is for csv alone" in run(*arguments, code=2).output


def test_the_record_is_never_written_over(folder: Path) -> None:
    before = (folder / "story.db").read_bytes()
    assert "is the record itself" in run("--format", "json", "-o", "story.db", code=2).output
    (folder / "link.zip").symlink_to("story.db")
    assert "is the record itself" in run("--format", "csv", "-o", "link.zip", code=2).output
    assert (folder / "story.db").read_bytes() == before


def breaking() -> Iterator[bytes]:
    yield b"half"
    raise KeyboardInterrupt


def test_an_export_that_is_stopped_leaves_what_was_there(folder: Path) -> None:
    (folder / "old.json").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write(breaking(), "old.json", folder / "story.db")
    with pytest.raises(KeyboardInterrupt):
        write_files([File("a.csv", [b"whole"]), File("b.csv", breaking())], folder / "tables", folder / "story.db")
    with pytest.raises(KeyboardInterrupt):
        write_files([File("a.csv", breaking())], folder / "tables.zip", folder / "story.db")
    assert left(folder) == ["old.json", "story.db"]
    assert (folder / "old.json").read_text() == "old"


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "link.json").symlink_to("real.json")
    run("-o", "link.json")
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text(encoding="utf-8"))["onrecord"] == "1"


def test_a_file_is_no_folder(folder: Path) -> None:
    (folder / "tables").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        write_files([File("a.csv", [b""])], folder / "tables", folder / "story.db")
    assert (folder / "tables").read_text() == "mine"


def test_a_file_may_be_read_by_those_who_may_read_others(folder: Path) -> None:
    (folder / "mine").write_text("")
    run("-o", "story.json")
    assert (folder / "story.json").stat().st_mode == (folder / "mine").stat().st_mode


def test_an_archive_is_a_whole_archive(folder: Path) -> None:
    run("--format", "csv", "-o", "tables.zip")
    with zipfile.ZipFile(io.BytesIO((folder / "tables.zip").read_bytes())) as archive:
        assert archive.testzip() is None
