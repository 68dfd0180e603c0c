"""What the tutorial shows is what the commands print.

Each block of `docs/tutorial.md` that begins with `$ onrecord ...` is run on the record of the invented story. To write
the blocks anew after a change of the output: `make refresh`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
STORY = Path("examples") / "grey-marlet"
WIDTH = "100"
"""Columns of the terminal that the tutorial shows."""

_BLOCK = re.compile(r"(?<=^```console\n)\$ (?P<command>[^\n]+)\n(?P<output>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def blocks() -> list[tuple[str, str]]:
    """Return each command of the tutorial with the output that it shows."""
    return [(found["command"], found["output"]) for found in _BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8"))]


def build_story(folder: Path) -> None:
    """Build the record on which the tutorial's commands are run."""
    here = Path.cwd()
    os.chdir(ROOT)  # inputs are shown as they were named
    try:
        onrecord.build([STORY], folder / "grey-marlet.db", manifest=STORY / "manifest.csv").close()
    finally:
        os.chdir(here)


def output_of(command: str, folder: Path) -> str:
    """Run a command line in a folder, and return what it prints, without spaces at the ends of lines."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    # A reader who stops early (`head`) is no error: exit codes are the business of other tests.
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, check=False)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").rstrip().splitlines())


def rewrite() -> None:
    """Write the outputs in the tutorial anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_story(folder)
        text = TUTORIAL.read_text(encoding="utf-8")
        new = _BLOCK.sub(lambda found: f"$ {found['command']}\n{output_of(found['command'], folder)}", text)
    TUTORIAL.write_text(new, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tutorial")
    build_story(made)
    return made


@pytest.mark.skipif(shutil.which("bash") is None, reason="the tutorial's commands are for bash")
@pytest.mark.parametrize(("command", "output"), blocks(), ids=[command for command, _ in blocks()])
def test_the_tutorial_shows_what_the_command_prints(folder: Path, command: str, output: str) -> None:
    assert output_of(command, folder) == output, "after a wanted change: make refresh"


def test_the_tutorial_shows_commands() -> None:
    assert len(blocks()) >= 5
    assert all(output.strip() for _, output in blocks())


if __name__ == "__main__":
    rewrite()
