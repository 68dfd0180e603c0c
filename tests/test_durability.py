from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry import write_ferry

KILLS = 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the builds are killed as children of one process")
def test_a_build_that_is_killed_at_any_moment_or_has_no_room_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    write_ferry(tmp_path / "reports")
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_builds", str(tmp_path), str(KILLS), "7"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    killed = [one for one in told if "killed" in one]
    full = [one for one in told if "room" in one]
    reading = [one for one in told if "read" in one]
    assert len(killed) == KILLS
    assert sum(one["killed"] for one in killed) > KILLS // 2
    assert sum(one["failed"] for one in full) > 1
    assert [(one["read"], one["ended"]) for one in reading] == [(1, True), (3, True)]
    assert reading[-1]["kept"] > 0
    for one in told:
        assert (one["sound"], one["again"], one["equal"]) == (True, 0, True), one
