"""The distributed engine, behind a door: Daft, embedded in this process's machine or on a Ray cluster.

One thing is asked of it: to hand tasks, one at a time, to processes that stay warm, and to tell of each as it is done.
All else (what a task is, where its output lies, what becomes of one that kills its process) is ours, see `carrying`:
on the embedded engine a process that is killed ends the query, and a function that raises fails it. So the function
that is mapped never raises, what it gives back is a few bytes, and what it makes lies in files.

This is the only module that imports Daft (https://docs.daft.ai, Apache-2.0) or Ray.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.archive.carrying import EngineDiedError, Outcome, Task, Work, attempt
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from daft import Series

QUIET: Mapping[str, str] = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_TQDM": "0",
}
"""What keeps the engines from calling home, and from drawing bars of their own."""
PARTITIONS = 4
"""Partitions of a query for each process of a cluster, so that none waits long for the others at the end."""
SHARE_OF_PROCESSOR = 0.4
"""What a process of a cluster claims of a processor: so little that all have room when half of the machines have gone.
With a whole one, those of a machine that has gone would wait for room for ever, and the query for them."""
REACHED = 10.0
"""Seconds in which a cluster must answer."""
NEEDED = "archives need a distributed engine: pip install 'onrecord[archive]'"
NEEDED_ON_CLUSTER = "a cluster needs Ray: pip install 'onrecord[cluster]'"


class Engine:
    """Maps a function over tasks.

    Args:
        cluster: The address of a Ray cluster, `ray://host:10001`, `auto` or `host:6379`; None is this machine.
        jobs: How many processes work; None is as many as there are processors.

    Raises:
        UsageError: The engine is not installed, the cluster does not answer, or this process uses another already.
    """

    def __init__(self, cluster: str | None = None, jobs: int | None = None) -> None:
        os.environ.update(QUIET)
        try:
            import daft
        except ImportError as error:
            raise UsageError(NEEDED) from error
        self.cluster = cluster
        if cluster is None:
            _use("native", daft.set_runner_native)
            self.jobs = jobs or _processors()
        else:
            self.jobs = jobs or _on_cluster(cluster)

    def map(self, work: Work, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:
        """Yield what became of each task, as soon as it is known, in no order.

        Args:
            work: What is done with each.
            tasks: The tasks.
            jobs: How many processes work at most; None is all.

        Raises:
            EngineDiedError: A process was killed, or the engine failed; of the tasks that were not told of some are
                done, and of those that had begun one may be the cause.
        """
        import daft
        from daft import DataType

        if not tasks:
            return
        most = max(1, min(jobs or self.jobs, len(tasks)))
        frame = daft.from_pydict({"task": [msgspec.msgpack.encode(task) for task in tasks]})
        if self.cluster is None:  # a process takes the next task when it is done with one
            frame = frame.into_batches(1)
            mapped = daft.cls(use_process=True, max_concurrency=most)(_mapped(DataType.binary()))
        else:
            frame = frame.into_partitions(min(len(tasks), PARTITIONS * most))
            mapped = daft.cls(max_concurrency=most, cpus=SHARE_OF_PROCESSOR)(_mapped(DataType.binary()))
        frame = frame.select(mapped(work).do(frame["task"]).alias("outcome"))
        try:
            # The engine's death comes as whatever it raises: its RuntimeError, one of Ray's, a lost connection.
            for row in frame.iter_rows(results_buffer_size=1 if self.cluster is None else "num_cpus"):
                yield msgspec.msgpack.decode(row["outcome"], type=Outcome)
        except Exception as error:
            raise EngineDiedError(_said(error)) from error


def _mapped(binary: Any) -> type:
    """Return the class whose object lives in each process; `binary` is the engine's type of bytes."""
    import daft

    class Mapped:
        def __init__(self, work: Work) -> None:
            self._work = work

        @daft.method.batch(return_dtype=binary, batch_size=1)
        def do(self, tasks: Series) -> list[bytes]:
            with _silent():
                return [
                    msgspec.msgpack.encode(attempt(self._work, msgspec.msgpack.decode(task, type=Task)))
                    for task in tasks.to_pylist()
                ]

    return Mapped


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep what a library prints from the engine, which would print it among our own words."""
    kept = [(stream, os.dup(stream)) for stream in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for stream, _ in kept:
            os.dup2(nowhere, stream)
        yield
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        for stream, was in kept:
            os.dup2(was, stream)
            os.close(was)
        os.close(nowhere)


def glob(pattern: str) -> dict[str, int]:
    """Return the files of an object store below an address or that fit a pattern, with their sizes in bytes.

    Raises:
        UsageError: The store does not answer, or nothing is there.
    """
    os.environ.update(QUIET)
    try:
        import daft
    except ImportError as error:
        raise UsageError(NEEDED) from error
    wanted = [pattern] if any(mark in pattern for mark in "*?[") else [f"{pattern.rstrip('/')}/**", pattern]
    for one in wanted:
        try:
            rows = daft.from_glob_path(one).to_pydict()
        except Exception as error:  # whatever the store says is why
            if one is wanted[-1]:
                raise UsageError(f"{pattern}: cannot be looked into: {_said(error)}") from error
            continue
        found = {str(path): int(size or 0) for path, size in zip(rows["path"], rows["size"], strict=True)}
        if found:
            return dict(sorted(found.items()))
    raise UsageError(f"{pattern}: nothing is there")


def fetch(address: str, to: Path) -> None:
    """Copy a file of an object store here.

    Raises:
        OSError: It cannot be had.
    """
    import shutil

    import daft

    try:
        with daft.open_file(address, "rb") as there, to.open("wb") as here:
            shutil.copyfileobj(there, here, 1 << 20)
    except OSError:
        raise
    except Exception as error:
        raise OSError(_said(error)) from error


def _on_cluster(cluster: str) -> int:
    try:
        import ray
    except ImportError as error:
        raise UsageError(NEEDED_ON_CLUSTER) from error
    import daft

    _reach(cluster)
    path = {"PYTHONPATH": os.environ["PYTHONPATH"]} if os.environ.get("PYTHONPATH") else {}
    try:
        ray.init(
            cluster,
            runtime_env={"env_vars": {**QUIET, **path}},
            log_to_driver=False,
            logging_level=logging.ERROR,
            ignore_reinit_error=True,
        )
        _use("ray", daft.set_runner_ray)
        return max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
    except UsageError:
        raise
    except (Exception, SystemExit) as error:  # Ray ends the process where it finds no cluster
        raise UsageError(f"{cluster}: this cluster cannot be used: {_said(error)}") from error


def _use(kind: str, begin: Callable[[], object]) -> None:
    """Have the engine work here or on a cluster, which a process can choose once.

    Raises:
        UsageError: It has chosen otherwise.
    """
    import daft

    try:
        begin()
    except Exception as error:
        if daft.get_or_infer_runner_type() != kind:
            raise UsageError("a process works here or on a cluster: begin another for the other") from error


def _reach(cluster: str) -> None:
    """See that somebody answers where a cluster is to be: Ray itself tries for minutes.

    Raises:
        UsageError: Nobody does.
    """
    import socket

    host, colon, port = cluster.removeprefix("ray://").partition("/")[0].rpartition(":")
    if not colon or not port.isdigit():
        return  # "auto": Ray knows where
    try:
        socket.create_connection((host, int(port)), REACHED).close()
    except OSError as error:
        raise UsageError(f"{cluster}: this cluster cannot be used: {error.strerror or error}") from error


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:500] or type(error).__name__
