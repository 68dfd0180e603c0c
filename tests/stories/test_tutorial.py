"""What the pages of docs/ show is what the commands print.

Each block of a page in `PAGES` that begins with `$ ...` is run on the record of the invented story, page by page, from
the first to the last; so is each block of Python in `PYTHON`, whose output stands in the block of text behind it. To
write the outputs anew after a wanted change: `make refresh`.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import onrecord
from onrecord.plugins import DISABLE

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ARCHIVES = DOCS / "how-to" / "archives.md"
"""Its commands are for archives, and need an engine that few have: tests/archive runs the like."""
PAGES = [DOCS / "tutorial.md", *(page for page in sorted((DOCS / "how-to").glob("*.md")) if page != ARCHIVES)]
"""Pages whose commands are run."""
PYTHON = [DOCS / "python.md"]
"""Pages whose Python is run."""
SHOWING = [DOCS / "plugins.md"]
"""Pages that show files: a block of code whose title is a file's path holds the file."""
STORY = Path("examples") / "grey-marlet"
WIDTH = "100"
"""Columns of the terminal that the pages show."""

_BLOCK = re.compile(r"(?<=^```console\n)\$ (?P<command>[^\n]+)\n(?P<output>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```\n)?", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r'^(?P<fence>```\w+ title="(?P<path>[^"\n]+)")\n.*?^```$', re.DOTALL | re.MULTILINE)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return each command of a page with the output that it shows."""
    return [(found["command"], found["output"]) for found in _BLOCK.finditer(page.read_text(encoding="utf-8"))]


def build_story(folder: Path) -> None:
    """Build the record on which the pages' commands are run, beside a link to the examples."""
    here = Path.cwd()
    os.chdir(ROOT)  # inputs are shown as they were named
    try:
        onrecord.build([STORY], folder / "grey-marlet.db", manifest=STORY / "manifest.csv").close()
    finally:
        os.chdir(here)


def workplace(made: Path, folder: Path) -> Path:
    """Return a new folder with the record in it: a page may change it, and the next one begins anew."""
    folder.mkdir(parents=True)
    (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    shutil.copy(made / "grey-marlet.db", folder)
    return folder


def output_of(command: str, folder: Path) -> str:
    """Run a command line in a folder, and return what it prints, without spaces at the ends of lines."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {
        "PATH": path,
        "COLUMNS": WIDTH,
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
        DISABLE: "1",
    }
    # A reader who stops early (`head`) is no error: exit codes are the business of other tests.
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, check=False)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").rstrip().splitlines())


def as_run(page: Path, folder: Path) -> str:
    """Return a page with the outputs that its commands print."""
    text = page.read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: f"$ {found['command']}\n{output_of(found['command'], folder)}", text)


def as_run_in_python(page: Path, folder: Path) -> str:
    """Return a page with the outputs that its Python prints, all blocks in one session."""
    session: dict[str, object] = {"__name__": "page"}

    def run(found: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(found["code"], str(page), "exec"), session)  # noqa: S102 -- our own page
        lines = "".join(f"{line.rstrip()}\n" for line in printed.getvalue().rstrip().splitlines())
        block = f"```python\n{found['code']}```\n"
        return f"{block}\n```text\n{lines}```\n" if lines else block

    here = Path.cwd()
    os.chdir(folder)
    try:
        return _PYTHON.sub(run, page.read_text(encoding="utf-8"))
    finally:
        os.chdir(here)


def as_shown(page: Path) -> str:
    """Return a page with the files that it shows as they are now."""
    text = page.read_text(encoding="utf-8")
    return _FILE.sub(
        lambda found: f"{found['fence']}\n{(ROOT / found['path']).read_text(encoding='utf-8').strip()}\n```", text
    )


def rewrite() -> None:
    """Write the outputs in all pages anew."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        build_story(made)
        for page in PAGES:
            page.write_text(as_run(page, workplace(made, made / page.stem)), encoding="utf-8")
        for page in PYTHON:
            page.write_text(as_run_in_python(page, workplace(made, made / page.stem)), encoding="utf-8")
    for page in SHOWING:
        page.write_text(as_shown(page), encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tutorial")
    build_story(folder)
    return folder


@pytest.mark.skipif(shutil.which("bash") is None, reason="the pages' commands are for bash")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(made: Path, tmp_path: Path, page: Path) -> None:
    assert as_run(page, workplace(made, tmp_path / "here")) == page.read_text(encoding="utf-8"), (
        "after a wanted change: make refresh"
    )


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.stem)
def test_a_page_shows_what_its_python_prints(made: Path, tmp_path: Path, page: Path) -> None:
    for package in re.findall(r"\.to_(pandas|polars)\(", page.read_text(encoding="utf-8")):
        pytest.importorskip(package, reason="the page shows a data frame")
    assert as_run_in_python(page, workplace(made, tmp_path / "here")) == page.read_text(encoding="utf-8"), (
        "after a wanted change: make refresh"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_commands_and_what_they_print(page: Path) -> None:
    assert len(blocks(page)) >= 4
    assert all(output.strip() for _, output in blocks(page))


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.stem)
def test_a_page_shows_files_as_they_are(page: Path) -> None:
    assert _FILE.search(page.read_text(encoding="utf-8"))
    assert as_shown(page) == page.read_text(encoding="utf-8"), "after a wanted change: make refresh"


if __name__ == "__main__":
    rewrite()
