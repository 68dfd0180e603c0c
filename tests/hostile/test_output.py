"""A record of hostile words: none of them steers a terminal or a spreadsheet, or runs on a page."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from tests.hostile.corpus import CORPUS, neighbour
from tests.hostile.data import FORMULAS, STEERING

SMALL = 20_000
"""Bytes of what is built: larger inputs are for the readers."""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
RUNNING = re.compile(r"""(?:href|src)\s*=\s*["']?\s*(?:javascript|data:text|vbscript)""", re.IGNORECASE)
COMMANDS = (
    "show",
    "who",
    "timeline",
    "labels",
    "coverage",
    "conflicts",
    "promises",
    "versions",
    "outlets",
    "decisions",
)


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the small inputs of the corpus, and of names that steer."""
    root = tmp_path_factory.mktemp("built")
    folder = root / "reports"
    folder.mkdir()
    for maker in CORPUS:
        data = maker.make() if not any(word in maker.name for word in ("megabyte", "bomb", "pages")) else b"x" * SMALL
        if len(data) < SMALL:
            (folder / maker.file).write_bytes(data)
    for number, words in enumerate((*STEERING, *FORMULAS)):
        name = words.replace("/", "_").replace("\0", "")
        head = f"---\ntitle: {json.dumps(words)}\noutlet: {json.dumps(words)}\nauthor: {json.dumps(words)}\n---\n"
        said = f'{neighbour(number)}\n"{words} {words} will open," said {words} Brask on Monday.\n'
        (folder / f"{name}.md").write_text(head + said, encoding="utf-8")
    done = run("build", folder, "-o", root / "story.db", "-q")
    assert done.exit_code == 0, done.output
    assert STEERS.search(done.output) is None
    return root / "story.db"


def test_a_record_of_hostile_inputs_passes_check(built: Path) -> None:
    done = run("check", built)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("command", [one for one in COMMANDS if one in main.commands])
def test_no_command_prints_what_steers_a_terminal(command: str, built: Path) -> None:
    done = run(command, built, *(["Brask"] if command == "who" else []))
    assert done.exit_code in (0, 1), done.output
    assert STEERS.findall(done.output) == []


@pytest.mark.parametrize("words", ["ferry", "\x1b[31m", '"', "*", "=1+1", "NEAR(", "\0", "\ud800"])
def test_no_search_prints_what_steers_a_terminal(words: str, built: Path) -> None:
    done = run("search", built, words)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert STEERS.findall(done.output) == []


def test_no_cell_of_a_table_is_a_formula(built: Path, tmp_path: Path) -> None:
    assert run("export", built, "--format", "csv", "-o", tmp_path / "t.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "t.zip") as archive:
        for name in archive.namelist():
            words = archive.read(name).decode("utf-8")
            if not name.endswith(".csv"):
                continue
            rows = csv.reader(io.StringIO(words, newline=""))
            for row in rows:
                for cell in row:
                    number = re.fullmatch(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", cell)
                    assert number or FORMULA.match(cell) is None, (name, cell)
                    assert STEERS.search(cell) is None, (name, cell)


@pytest.mark.parametrize("kind", ["markdown", "json", "docx", "ics", "graphml", "gexf", "conll"])
def test_no_export_steers_or_runs(kind: str, built: Path, tmp_path: Path) -> None:
    done = run("export", built, "--format", kind, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    written = [path for path in (tmp_path / "out", *(tmp_path / "out").glob("*")) if path.is_file()]
    assert written
    for path in written:
        data = path.read_bytes()
        texts = [data]
        if data.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                texts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        for text in texts:
            words = text.decode("utf-8").replace("\r\n", "\n")
            assert STEERS.findall(words) == [] or kind == "conll"
            assert RUNNING.search(words) is None
            assert "](javascript:" not in words.casefold() or kind == "conll"  # words as they are, for programs
            assert 'Target="javascript:' not in words


def test_no_page_has_an_address_that_runs(built: Path, tmp_path: Path) -> None:
    done = run("page", built, "-o", tmp_path / "page.html")
    assert done.exit_code == 0, done.output
    words = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert RUNNING.search(words) is None
    assert STEERS.findall(words) == []
