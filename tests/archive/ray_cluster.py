"""A Ray cluster of several nodes on this machine, all of whose processes end with it, whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

MARK = "ONRECORD_CLUSTER"
"""A variable in the environment of all processes of a cluster: they are found by it, for they leave their parents."""
NODE = "ONRECORD_CLUSTER_NODE"
AT_WORK = ("UDFActor.eval_input", "daft.execution.udf_worker")
"""What the command of a process has in it in which the engine calls a mapped function."""
MEMORY = 100_000_000
"""Bytes of a node's object store: what goes through it here is names of files."""
START_SECONDS = 240
"""On a machine with much else to do each of Ray's processes takes its time."""

TRIES = 3
"""Ray gives a node half a minute to start, which is not for us to say, and can be too little on a busy machine."""


class RayCluster:
    """Nodes with one processor each; the first is the head. To be used in a `with`.

    Args:
        nodes: How many.
        path: The folders in which the nodes find Python modules that are not installed.
    """

    def __init__(self, nodes: int = 2, path: tuple[str, ...] = ()) -> None:
        # Sockets lie in it, whose paths may not be long.
        self.folder = Path(tempfile.mkdtemp(prefix="onrecord-ray-"))
        self.nodes = nodes
        self.address = ""
        # Ends all when this process ends, however it ends: its end closes the pipe.
        self._guard = subprocess.Popen(
            [sys.executable, __file__, str(self.folder)], stdin=subprocess.PIPE, start_new_session=True
        )
        self._environment = os.environ | {
            MARK: str(self.folder),
            "PYTHONPATH": os.pathsep.join((*path, *filter(None, [os.environ.get("PYTHONPATH")]))),
            "RAY_USAGE_STATS_ENABLED": "0",
            "DO_NOT_TRACK": "1",
            # On a busy machine a process that gives way to all others comes too late, and is started again for ever.
            "RAY_worker_niceness": "0",
            "RAY_worker_register_timeout_seconds": str(START_SECONDS),
            # A node that does not answer is given up after seconds, not half a minute.
            "RAY_health_check_initial_delay_ms": "1000",
            "RAY_health_check_period_ms": "1000",
            "RAY_health_check_timeout_ms": "2000",
            "RAY_health_check_failure_threshold": "3",
        }

    def __enter__(self) -> RayCluster:
        try:
            self._start(1, "--head", "--port=0", "--include-dashboard=false", f"--temp-dir={self.folder}")
            self.address = (self.folder / "ray_current_cluster").read_text("utf-8").strip()
            for number in range(2, self.nodes + 1):
                self._start(number, f"--address={self.address}")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self, number: int, *options: str) -> None:
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", *options, "--num-cpus=1"]
        command += [f"--object-store-memory={MEMORY}", "--disable-usage-stats"]
        environment = self._environment | {NODE: str(number)}
        for _ in range(TRIES):
            done = subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=START_SECONDS,
                check=False,
                text=True,
            )
            if not done.returncode:
                return
            self.kill_node(number)
        raise RuntimeError(f"node {number} did not start: {done.stdout[-2000:]}")

    def kill_node(self, number: int) -> int:
        """Kill all processes of a node at once, as when its machine loses power; return how many."""
        return self._kill(f"{NODE}={number}")

    def at_work(self, number: int) -> bool:
        """Return whether a node has a process in which documents are worked on."""
        marks = {f"{MARK}={self.folder}", f"{NODE}={number}"}
        at_work = [one for one in _processes() if any(mark in _command(one) for mark in AT_WORK)]
        return any(marks <= _environment(one) for one in at_work)

    def stop(self) -> None:
        """End all that is left."""
        end_all(self.folder)
        self._guard.communicate()  # it hears that we are done, and finds nothing left

    def _kill(self, also: str) -> int:
        return _kill({f"{MARK}={self.folder}", also})


def end_all(folder: Path) -> None:
    """End all processes of the cluster of a folder, and remove the folder."""
    end = time.monotonic() + 30
    while _kill({f"{MARK}={folder}"}) and time.monotonic() < end:
        time.sleep(0.2)
    shutil.rmtree(folder, ignore_errors=True)


def _kill(marks: set[str]) -> int:
    killed = 0
    for process in _processes():
        if marks <= _environment(process) and int(process.name) != os.getpid():
            try:
                os.kill(int(process.name), signal.SIGKILL)
            except ProcessLookupError:
                continue
            killed += 1
    return killed


def _processes() -> list[Path]:
    return [one for one in Path("/proc").iterdir() if one.name.isdecimal()]


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _environment(process: Path) -> frozenset[str]:
    """Return the environment with which a process was started; nothing of one that has ended or is another's."""
    try:
        return frozenset((process / "environ").read_bytes().decode("utf-8", "replace").split("\0"))
    except OSError:
        return frozenset()


if __name__ == "__main__":
    sys.stdin.read()
    end_all(Path(sys.argv[1]))
