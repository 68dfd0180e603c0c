"""One run over an archive in a process of its own, and what its processes held in memory meanwhile.

    python bench/archive_run.py stories ARCHIVE OUT --jobs 2        # prints one JSON object

What is run: `stories`, the whole command; `analyse`, the analysis alone of all that a run of `stories` has read;
`bare`, bare `nlp.pipe` of the same model over the same texts, mapped by the bare engine. `archive.py` runs it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daft import Series

SAMPLE_SECONDS = 0.5
"""Between two looks at what the processes hold."""
TEXTS = 64
"""Texts that the bare engine hands on at once: as many as the analyser takes at a time."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has ended."""

    seconds: float
    """From its start to its end, loading of models included, as a user waits for it."""
    steps: dict[str, float]
    """Seconds of each step."""
    counts: dict[str, int]
    documents: int
    words: int
    memory: dict[int, list[tuple[float, int]]] = field(default_factory=dict, compare=False)
    """By process: seconds since the start, and the bytes that it held then. The first is the driver."""


def run(kind: str, archive: Path, out: Path, jobs: int, cluster: str | None = None) -> Run:
    """Run in a new process and watch it.

    Args:
        kind: `stories`, `analyse` or `bare`.
        archive: The archive's folder.
        out: The folder that is made; for `analyse` and `bare` that of a run of `stories` that has ended.
        jobs: How many processes work. One is held to one processor, with all that it starts.
        cluster: The address of a Ray cluster, if it is to work on one.

    Raises:
        subprocess.CalledProcessError: It failed; what it said was printed.
    """
    command = [sys.executable, str(Path(__file__)), kind, str(archive), str(out), "--jobs", str(jobs)]
    command += ["--cluster", cluster] if cluster else []
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, [str(Path(root) / "src"), os.environ.get("PYTHONPATH")]))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}) as process:
        memory: dict[int, list[tuple[float, int]]] = defaultdict(list)
        ended = threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, memory, ended))
        sampler.start()
        said = process.communicate()[0]
        ended.set()
        sampler.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    found = json.loads(said.strip().splitlines()[-1])
    return Run(**found, memory=dict(memory))


def _sample(process: int, memory: dict[int, list[tuple[float, int]]], ended: threading.Event) -> None:
    start = time.monotonic()
    memory[process] = []
    while not ended.wait(SAMPLE_SECONDS):
        for one, held in _held(process):
            memory[one].append((time.monotonic() - start, held))


def _held(process: int) -> Iterator[tuple[int, int]]:
    """Yield a process and all that came of it, each with the bytes that it holds."""
    parents: dict[int, list[int]] = defaultdict(list)
    for one in Path("/proc").iterdir():
        if one.name.isdecimal():
            try:
                parents[int((one / "stat").read_text().rpartition(")")[2].split()[1])].append(int(one.name))
            except (OSError, IndexError):
                continue
    waiting = [process]
    while waiting:
        one_id = waiting.pop()
        waiting += parents[one_id]
        try:
            pages = int(Path(f"/proc/{one_id}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        yield one_id, pages * os.sysconf("SC_PAGE_SIZE")


class _Steps:
    """Keeps the seconds of each step and says on standard error what is being done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.totals: dict[str, int] = {}

    def begin(self, step: str, total: int | None) -> None:
        self.totals[step] = total or 0
        print(f"    {step}{'' if total is None else f' ({total:,})'} ...", end="", file=sys.stderr, flush=True)

    def advance(self) -> None:
        pass

    def end(self, step: str, seconds: float, note: str) -> None:
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds
        print(f" {seconds:.1f} s; {note}", file=sys.stderr, flush=True)


def main() -> int:
    """Run and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("stories", "analyse", "bare"))
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--cluster", metavar="ADDRESS")
    options = parser.parse_args()
    if options.jobs == 1 and not options.cluster and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    made = {"stories": _stories, "analyse": _analyse, "bare": _bare}[options.kind](options)
    print(json.dumps(made))
    return 0


def _stories(options: argparse.Namespace) -> dict[str, Any]:
    import onrecord

    steps = _Steps()
    start = time.perf_counter()
    made = onrecord.stories(options.archive, options.out, cluster=options.cluster, jobs=options.jobs, progress=steps)
    seconds = time.perf_counter() - start
    counts = {name: getattr(made, name) for name in ("given", "read", "duplicates", "versions", "rejected")}
    counts |= {"stories": made.stories, "records": made.records, "failed": len(made.failed)}
    counts["analysed"] = steps.totals.get("language", 0)
    return {"seconds": seconds, "steps": steps.seconds, "counts": counts, "documents": made.given, "words": 0}


def _texts(out: Path) -> list[str]:
    """Return the texts of all reports that a run has read."""
    import pyarrow.parquet as pq

    from onrecord.archive.shards import decode

    found = []
    for path in sorted((out / "work" / "read").glob("*.parquet")):
        cells = pq.read_table(path, columns=["report"]).column(0).to_pylist()
        found += [decode(cell).text for cell in cells if cell is not None]
    return found


def _analyse(options: argparse.Namespace) -> dict[str, Any]:
    import pyarrow.parquet as pq

    from onrecord.archive.analyses import Analysing
    from onrecord.archive.carrying import carry_out
    from onrecord.archive.engine import Engine
    from onrecord.archive.shards import Place
    from onrecord.build import OwnOutlets

    read, made = options.out / "work" / "read", options.out / "analysed-alone"
    shutil.rmtree(made, ignore_errors=True)
    places = [
        Place(path.name, row)
        for path in sorted(read.glob("*.parquet"))
        for row, name in enumerate(pq.read_table(path, columns=["id"]).column(0).to_pylist())
        if name is not None
    ]
    analysing = Analysing(str(read), None, OwnOutlets())
    texts = _texts(options.out)
    start = time.perf_counter()
    carry_out(Engine(options.cluster, options.jobs).map, analysing, analysing.tasks(places, made))
    seconds = time.perf_counter() - start
    shutil.rmtree(made)
    words = sum(len(text.split()) for text in texts)
    return {"seconds": seconds, "steps": {}, "counts": {}, "documents": len(places), "words": words}


def _bare(options: argparse.Namespace) -> dict[str, Any]:
    texts = _texts(options.out)
    from onrecord.archive.engine import QUIET

    os.environ.update(QUIET)
    import daft

    daft.set_runner_native()
    start = time.perf_counter()
    mapped = daft.cls(use_process=True, max_concurrency=options.jobs)(_bare_class())
    frame = daft.from_pydict({"text": texts}).into_batches(TEXTS)
    counted = frame.select(mapped().tokens(frame["text"]).alias("tokens")).to_pydict()["tokens"]
    seconds = time.perf_counter() - start
    words = sum(len(text.split()) for text in texts)
    counts = {"tokens": sum(counted)}
    return {"seconds": seconds, "steps": {}, "counts": counts, "documents": len(texts), "words": words}


def _bare_class() -> type:
    """Return the class that a user of the bare engine would write: a model, and `nlp.pipe`."""
    import daft

    class Bare:
        def __init__(self) -> None:
            from onrecord.language import Analyser

            self._nlp = Analyser().nlp

        @daft.method.batch(return_dtype=daft.DataType.int64(), batch_size=TEXTS)
        def tokens(self, texts: Series) -> list[int]:
            return [len(doc) for doc in self._nlp.pipe(texts.to_pylist(), batch_size=TEXTS)]

    return Bare


def trend(memory: Mapping[int, Sequence[tuple[float, int]]], least: float) -> list[tuple[int, float, float]]:
    """Return of each process that worked long enough the memory of the first and of the last quarter of its time.

    Args:
        memory: What a run's processes held.
        least: Seconds that a process must have worked to say anything.

    Returns:
        The process, and the median bytes of the two quarters; what it holds while it loads its models is left out.

    >>> trend({7: [(0.5 * n, 100 if n < 6 else 1000) for n in range(100)]}, 20)
    [(7, 1000.0, 1000.0)]
    """
    from statistics import median

    found = []
    for process, samples in sorted(memory.items()):
        if not samples or samples[-1][0] - samples[0][0] < least:
            continue
        # Loaded is what holds half of what it holds in the middle of its time.
        half = median(held for _, held in samples) / 2
        begun = next(at for at, held in samples if held >= half)
        after = [(at, held) for at, held in samples if at >= begun + 2]
        quarter = (after[-1][0] - after[0][0]) / 4
        first = [held for at, held in after if at <= after[0][0] + quarter]
        last = [held for at, held in after if at >= after[-1][0] - quarter]
        found.append((process, float(median(first)), float(median(last))))
    return found


if __name__ == "__main__":
    sys.exit(main())
