"""Whether `stories` on Ray gives what it gives on one machine, also when a node is killed in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.archive.ray_cluster import RayCluster

ROOT = Path(__file__).parents[1]
SECONDS = 600.0
"""How long a run may take."""


def compare(archive: Path, folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield what is compared, and whether it is the same byte for byte.

    Args:
        archive: The archive's folder.
        folder: Where the runs leave what they make.
    """
    command = [sys.executable, "-m", "onrecord", "stories", str(archive), "--verbose", "-o"]
    path = str(ROOT / "src")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [path, os.environ.get("PYTHONPATH")]))}
    start = time.perf_counter()
    subprocess.run([*command, str(folder / "embedded")], check=True, stdout=sys.stderr, env=environment)
    print(f"  embedded: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    wanted = outputs(folder / "embedded")
    with RayCluster(2, (path,)) as cluster:
        for name in ("ray", "ray-killed"):
            out, start = folder / name, time.perf_counter()
            cluster_at = [*command, str(out), "--cluster", cluster.address]
            with subprocess.Popen(cluster_at, stdout=sys.stderr, env=environment) as process:
                try:
                    if name == "ray-killed":
                        ended = kill_in_the_middle(cluster, out, process)
                        yield "the second node was killed while it was at work on analyses", ended > 0
                    code = process.wait(SECONDS)
                finally:
                    process.kill()
            print(f"  {name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
            same = code == 0 and outputs(out) == wanted
            with_node = "one node killed" if name == "ray-killed" else "two nodes"
            yield f"{with_node}: table, page and the export of {len(wanted) - 2:,} records as embedded", same


def kill_in_the_middle(cluster: RayCluster, out: Path, process: subprocess.Popen[bytes]) -> int:
    """Kill the second node as soon as analyses have begun; return how many processes ended with it."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        if any((out / "work").glob("analysed/**/*.begun")) and cluster.at_work(2):
            return cluster.kill_node(2)
        time.sleep(0.05)
    return 0


def outputs(out: Path) -> dict[str, bytes]:
    """Return what a run leaves for people and programs: the rows of the table, the page, the export of each record."""
    import pyarrow.parquet as pq

    from onrecord.formats import json as as_json
    from onrecord.record import Record

    found = {"stories.parquet": repr(pq.read_table(out / "stories.parquet").to_pylist()).encode()}
    page = out / "index.html"
    found["index.html"] = page.read_bytes() if page.exists() else b""
    for path in sorted((out / "records").glob("*.db")):
        with Record(path) as record:
            found[path.name] = "".join(as_json.lines(as_json.export(record))).encode()
    return found
