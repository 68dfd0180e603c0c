"""How fast statements are found and in how much memory, in a process of its own: prints one JSON object.

    python bench/statement_speed.py ../shared/data/polnear/dev.jsonl.gz
    python bench/statement_speed.py ../shared/data/polnear/dev.jsonl.gz --words 300000    # one long report

`statements.py` runs it. Bare `nlp.pipe` of the model, the floor and the whole analysis take turns on the same
paragraphs. Memory is the highest that the process held, so that a process measures one thing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

RUNS = 3
"""Times each path is run; the fastest counts, for whatever else the machine does only slows it."""
LONG = 300_000
"""Words of the longest report that is promised to be read like any other."""


def measured(gold: Path, *options: str) -> dict[str, float]:
    """Measure in a new process.

    Args:
        gold: the annotated articles.
        options: `--words`, `N` for one report of at least N words, the articles repeated.

    Returns:
        words a second on the clock (`bare`, `floor`, `whole`) and words a second of processor time, all cores together
        (`bare busy`, ...), and the most memory held (`megabytes`); of one long report `words` and the same for `whole`.

    Raises:
        subprocess.CalledProcessError: it failed there.
    """
    command = [sys.executable, str(Path(__file__)), str(gold), *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--words", type=int, metavar="N", help="one report of at least N words instead")
    options = parser.parse_args()
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    print(json.dumps(_long(gold, options.words) if options.words else _all_paths(gold)))
    return 0


def _all_paths(gold: list[dict[str, Any]]) -> dict[str, float]:
    import floor
    import statement_peers as peers
    from onrecord.language.analyser import BATCH
    from onrecord.language.paragraphs import pieces

    analyser = peers.analyser()
    reports = peers.reports_of(gold)
    paragraphs = [report.text[start:end] for report in reports for start, end in pieces(report.text)]
    paths: dict[str, Callable[[], Iterable[object]]] = {
        "bare": lambda: analyser.nlp.pipe(paragraphs, batch_size=BATCH),
        "floor": lambda: (floor.find(doc) for doc in analyser.nlp.pipe(paragraphs, batch_size=BATCH)),
        "whole": lambda: analyser.analyse(reports),
    }
    words = peers.words(gold)
    found: dict[str, float] = {}
    for _ in range(RUNS):
        for name, path in paths.items():
            found = _fastest(found, _speeds(name, words, path()))
    return found | {"megabytes": _megabytes()}


def _long(gold: list[dict[str, Any]], words: int) -> dict[str, float]:
    import statement_peers as peers

    report = peers.repeated(gold, words)
    speeds = _speeds("whole", report.words, peers.analyser().analyse([report]))
    return speeds | {"words": report.words, "megabytes": _megabytes()}


def _speeds(name: str, words: int, results: Iterable[object]) -> dict[str, float]:
    """Words a second at which one goes through the results: on the clock, and of processor time."""
    start, busy = time.perf_counter(), time.process_time()
    for _ in results:
        pass
    return {name: words / (time.perf_counter() - start), f"{name} busy": words / (time.process_time() - busy)}


def _fastest(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return one | {name: max(speed, one.get(name, 0.0)) for name, speed in other.items()}


def _megabytes() -> float:
    """The most memory this process held. Linux hands a child the figure of its parent, but not in /proc."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    sys.exit(main())
