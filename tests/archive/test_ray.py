"""An archive on a Ray cluster of two nodes: what it gives, and what a node that dies costs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.archive.shards import LOCK
from onrecord.formats import json as as_json
from onrecord.record import Record
from tests.archive.ray_cluster import RayCluster
from tests.ferry import TEXTS

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src"
SECONDS = 300
# In tasks of a few reports, so that both nodes have some. That the embedded engine has them all in one is meant.
SMALL_TASKS = """
import sys
from onrecord.archive import analyses, given
analyses.REPORTS, given.SHARD_FILES = 3, 6
from onrecord.cli import main
main(sys.argv[1:])
"""

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs Ray: pip install 'onrecord[cluster]'"),
    pytest.mark.skipif(importlib.util.find_spec("daft") is None, reason="needs Daft: pip install 'onrecord[archive]'"),
    pytest.mark.skipif(sys.platform != "linux", reason="a node's processes are found in /proc"),
]


@dataclass(frozen=True)
class Runs:
    """What three runs over one archive left."""

    embedded: dict[str, bytes]
    ray: dict[str, bytes]
    killed: dict[str, bytes]
    ended: int
    """Processes that ended with the node that was killed."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("ray")
    archive = folder / "archive"
    shutil.copytree(ROOT / "examples" / "grey-marlet", archive)
    for name, text in TEXTS.items():
        (archive / name).write_text(text, encoding="utf-8")
    with started(["-m", "onrecord"], archive, folder / "embedded") as process:
        assert process.wait(SECONDS) == 0
    with RayCluster(2, (str(SOURCES),)) as cluster:
        on_cluster = ("--cluster", cluster.address)
        with started(["-c", SMALL_TASKS], archive, folder / "ray", *on_cluster) as process:
            assert process.wait(SECONDS) == 0
        # What was read is there, so that only the analyses and the records are done again.
        shutil.copytree(folder / "ray" / "work" / "read", folder / "killed" / "work" / "read")
        (folder / "killed" / "work" / LOCK).touch()
        with started(["-c", SMALL_TASKS], archive, folder / "killed", *on_cluster) as process:
            ended = kill_in_the_middle(cluster, folder / "killed", process)
            assert process.wait(SECONDS) == 0
    found = [outputs(folder / name) for name in ("embedded", "ray", "killed")]
    return Runs(found[0], found[1], found[2], ended)


class started:  # noqa: N801 -- reads as a function in a `with`
    """A run of `stories` in a process of its own, that does not outlive the test."""

    def __init__(self, how: Sequence[str], archive: Path, out: Path, *options: str) -> None:
        path = os.pathsep.join(filter(None, [str(SOURCES), os.environ.get("PYTHONPATH")]))
        command = [sys.executable, *how, "stories", str(archive), "-o", str(out), "--quiet", *options]
        self._process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path})

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def kill_in_the_middle(cluster: RayCluster, out: Path, process: subprocess.Popen[bytes]) -> int:
    """Kill the second node while it is at work on analyses; return how many processes ended with it."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        if any((out / "work").glob("analysed/**/*.begun")) and cluster.at_work(2):
            return cluster.kill_node(2)
        time.sleep(0.05)
    return 0


def outputs(out: Path) -> dict[str, bytes]:
    """Return what a run leaves for people and programs, by file."""
    import pyarrow.parquet as pq

    found = {"stories.parquet": repr(pq.read_table(out / "stories.parquet").to_pylist()).encode()}
    if (page := out / "index.html").exists():
        found[page.name] = page.read_bytes()
    for path in sorted((out / "records").glob("*.db")):
        with Record(path) as record:
            found[path.name] = "".join(as_json.lines(as_json.export(record))).encode()
    return found


def test_two_nodes_give_what_one_machine_gives_byte_for_byte(runs: Runs) -> None:
    assert any(name.endswith(".db") for name in runs.embedded)
    assert runs.ray == runs.embedded


def test_a_node_that_is_killed_in_the_middle_costs_no_document(runs: Runs) -> None:
    assert runs.ended > 0, "no node was killed: the run ended before the second node was at work"
    assert runs.killed == runs.embedded
