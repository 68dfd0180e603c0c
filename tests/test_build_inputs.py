"""What becomes of inputs that are no plain file in a folder: piped in, packed, changing, in odd places."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import onrecord
from onrecord.cli import main
from onrecord.errors import OnrecordError, UsageError
from onrecord.model import Rejected, Report
from onrecord.reading import find_inputs, opening
from onrecord.reading.reader import read_input

STORY = "The wall of Eske fell on Monday, harbour master Ana Lom said."
OTHER = "The wall of Eske stands, mayor Ivo Tarn said on Tuesday."
MANY = 3_000
"""Files in a folder: enough that work for each pair of them would show."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _zip(*names: str) -> None:
    with zipfile.ZipFile("saved.zip", "w") as archive:
        for name in names:
            archive.writestr(name, f"{STORY} {name}")


def _accounted(path: str) -> tuple[list[str], list[str]]:
    with onrecord.open(path) as record:
        assert record.check() == ()
        story = record.story()
        counts = record.counts()
    assert counts["given"] == counts["reports"] + counts["versions"] + counts["duplicates"] + counts["rejected"]
    return sorted(one.input for one in story.reports), sorted(one.input for one in story.rejected)


def test_what_is_piped_in_is_an_input_beside_the_others() -> None:
    Path("a.txt").write_text(OTHER, encoding="utf-8")
    done = CliRunner().invoke(main, ["build", "-", "a.txt", "-o", "story.db", "--stdin-format", "txt"], input=STORY)
    assert done.exit_code == 0, done.output
    reports, rejected = _accounted("story.db")
    assert (len(reports), rejected) == (2, [])
    assert "a.txt" in reports
    again = CliRunner().invoke(main, ["add", "story.db", "-"], input=STORY)
    assert again.exit_code == 0, again.output
    assert _accounted("story.db") == (reports, [])


def test_analyse_takes_what_is_piped_in() -> None:
    done = CliRunner().invoke(main, ["analyse", "-"], input=STORY)
    assert done.exit_code == 0, done.output
    assert "Ana Lom" in done.stdout


def test_an_archive_that_is_added_again_takes_the_place_of_all_that_it_held() -> None:
    _zip("a.txt", "b.txt", "c.xls")
    Path("a.txt").write_text(OTHER, encoding="utf-8")
    onrecord.build(["saved.zip", "a.txt"], "story.db").close()
    _zip("b.txt")
    onrecord.add("story.db", ["saved.zip"]).close()
    onrecord.build(["saved.zip", "a.txt"], "anew.db").close()
    assert _accounted("story.db") == _accounted("anew.db") == (["a.txt", "saved.zip/b.txt"], [])


def test_a_record_of_other_inputs_is_refused_before_anything_is_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    Path("b.txt").write_text(OTHER, encoding="utf-8")
    onrecord.build("a.txt", "story.db").close()

    def refuse(*_: object) -> Iterator[object]:
        raise AssertionError("analysed")

    monkeypatch.setattr("onrecord.language.Analysers.analyse", refuse)
    with pytest.raises(UsageError, match="is the record of other inputs"):
        onrecord.build("b.txt", "story.db")


def test_names_with_spaces_and_emoji_come_through() -> None:
    folder = Path("what was said 📰")
    folder.mkdir()
    (folder / "day 1 ✨.txt").write_text(STORY, encoding="utf-8")
    onrecord.build([folder], "the story 🗞.db").close()
    assert _accounted("the story 🗞.db") == (["what was said 📰/day 1 ✨.txt"], [])


def test_a_file_that_grows_while_it_is_read_is_read_as_it_was_or_says_that_it_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    opened = opening._opened

    def grown(one: Path) -> object:
        file = opened(one)
        os.fstat(file.fileno())
        with path.open("a", encoding="utf-8") as more:
            more.write(" More came." * 10)
        return file

    monkeypatch.setattr(opening, "_opened", grown)
    [given] = find_inputs([path])
    [found] = read_input(given, {}, 10_000)
    assert isinstance(found, Report)
    assert found.text.startswith(STORY)
    [found] = read_input(given, {}, 200)
    assert isinstance(found, Rejected)
    assert "too large" in found.reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_record_that_may_not_be_written_where_it_is_wanted_says_so() -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    folder = Path("read only")
    folder.mkdir(mode=0o555)
    with pytest.raises(OnrecordError, match="read only"):
        onrecord.build("a.txt", folder / "story.db")


def test_a_folder_of_many_files_that_leads_to_itself_gives_each_file_once(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:05}.txt").touch()
    (folder / "again").symlink_to(folder)
    (folder / "one more name.txt").symlink_to(folder / "00000.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    found = find_inputs([folder])
    assert len(found) == MANY + 1
    assert len({one.real for one in found}) == len(found)
    assert [one.path.name for one in found][-1] == "loop.txt"
