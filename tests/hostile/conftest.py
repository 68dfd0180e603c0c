"""The corpus, made once, and read once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.model import Rejected, Report
from onrecord.reading import Limits, find_inputs, read
from tests.hostile.corpus import lay_out

SECONDS = 10.0
"""For one thing that is read: an honest text takes far less on a busy machine, and one that hangs takes no more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the corpus."""

    folder: Path
    outcomes: tuple[Report | Rejected, ...]
    beside: tuple[str, ...]
    """What stands outside the corpus afterwards, where archives lead and where temporary files are made."""

    def of(self, file: str) -> list[Report | Rejected]:
        """Return what became of one file, and of what it holds."""
        name = (self.folder / file).as_posix()
        return [one for one in self.outcomes if one.input == name or one.input.startswith((f"{name}#", f"{name}/"))]


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    root = tmp_path_factory.mktemp("hostile")
    folder = lay_out(root / "work" / "deep" / "corpus")
    (root / "tmp").mkdir()
    before, here = os.environ.get("TMPDIR"), Path.cwd()
    os.environ["TMPDIR"] = str(root / "tmp")
    os.chdir(root / "work" / "deep")
    try:
        outcomes = tuple(read(find_inputs([folder]), limits=Limits(time_limit=SECONDS, jobs=2)))
    finally:
        os.chdir(here)
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
    beside = sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if not path.is_relative_to(folder) and not folder.is_relative_to(path) and path != root / "tmp"
    )
    return Taken(folder, outcomes, tuple(beside))
