"""How `stories` scales: throughput, cost as an archive grows, memory, two nodes on Ray; each beside its limit.

    python bench/archive.py                                    # all of it, some 40 minutes on two cores
    python bench/archive.py --part throughput --reports 2000
    python bench/archive.py --part growth --small 2000 --large 20000
    python bench/archive.py --part memory --large 6000
    python bench/archive.py --part ray --ray-reports 300
    python bench/archive.py --paper                            # what a year of a crawl of news takes, on paper

It needs the real reports that archives are made of (see `archive_make.py`), which are not part of this repository:
`--data` names their folder. Without them it says so and ends with exit code 0, having measured nothing. `--save` keeps
what was measured in `archive_figures.json`, from which `--paper` and `docs/scale.md` reckon.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import archive_make
import archive_paper
from archive_run import Run, run, trend

FIGURES = Path(__file__).with_name("archive_figures.json")
PARTS = ("throughput", "growth", "memory", "ray")
WORKERS = 2
TIMES_THE_MACHINE = 4
LIMIT_SPEED_UP = 1.8
LIMIT_OF_BARE = 0.85
LIMIT_GROWTH = 1.3
LIMIT_MEMORY = 1.15
"""The last quarter's memory of a worker against the first's: what is kept for every report would come to far more."""
LONG_ENOUGH = 60.0
"""Seconds that a process works before its memory says anything."""


@dataclass
class Bench:
    """What was made and run so far: a part goes by the runs of another."""

    folder: Path
    data: Path
    runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def archive(self, number: int) -> Path:
        """Return the folder of an archive of so many inputs."""
        path = self.folder / f"archive-{number}"
        if not path.exists():
            print(f"  making an archive of {number:,} inputs ...", file=sys.stderr, flush=True)
            archive_make.make(number, path, data=self.data)
        return path

    def out(self, number: int, jobs: int) -> Path:
        """Return the folder that a run leaves."""
        return self.folder / f"out-{number}-{jobs}"

    def stories(self, number: int, jobs: int) -> Run:
        """Run `stories`, if it was not run."""
        if (number, jobs) not in self.runs:
            archive, out = self.archive(number), self.out(number, jobs)
            print(f"  stories of {number:,}, {jobs} at work", file=sys.stderr, flush=True)
            shutil.rmtree(out, ignore_errors=True)
            self.runs[number, jobs] = run("stories", archive, out, jobs)
        return self.runs[number, jobs]

    def say(self, what: str, value: float, limit: float, most: bool, form: str = ".2f") -> None:
        """Print a figure beside its limit."""
        held = value <= limit if most else value >= limit
        print(
            f"{what:<66} {value:{form}}   {'at most' if most else 'at least'} {limit:{form}}: {'yes' if held else 'NO'}"
        )
        if not held:
            self.missed.append(what)


def throughput(bench: Bench, options: argparse.Namespace) -> None:
    """Two workers against one, and against the bare engine that maps the bare model."""
    number = options.reports
    one, two = bench.stories(number, 1), bench.stories(number, WORKERS)
    bare = run("bare", bench.archive(number), bench.out(number, WORKERS), WORKERS)
    mapped = [("bare nlp.pipe, two workers", bare)]
    if options.analysis_alone:
        alone = run("analyse", bench.archive(number), bench.out(number, WORKERS), WORKERS)
        mapped.append(("analysis alone, two workers", alone))
    print(f"\nthroughput, {number:,} inputs: {_counts(two)}")
    print(f"{'':<34}{'seconds':>9}{'reports/s':>11}{'words/s':>9}")
    for name, made in (("stories, one worker, one core", one), ("stories, two workers", two)):
        print(f"{name:<34}{made.seconds:>9.1f}{made.documents / made.seconds:>11.1f}")
    for name, made in mapped:
        rates = made.documents / made.seconds, made.words / made.seconds
        print(f"{name:<34}{made.seconds:>9.1f}{rates[0]:>11.1f}{rates[1]:>9,.0f}")
    _print_steps("seconds of the steps", {"one worker": one, "two workers": two}, None)
    bench.say("two workers against one core, the whole run (times)", one.seconds / two.seconds, LIMIT_SPEED_UP, False)
    gains = ", ".join(f"{gain:.2f}" for gain in _gains_of_machine())
    print(f"  The machine itself: two processes that only sort numbers do {gains} times what one does.")
    rate = (two.documents / two.seconds) / (bare.documents / bare.seconds)
    bench.say("the whole run against bare nlp.pipe, reports a second (share)", rate, LIMIT_OF_BARE, False)
    print("  Reports that stand alone are not parsed: the whole run parses those of stories of two or more only.")
    if options.analysis_alone:
        parsed = (alone.documents / alone.seconds) / (bare.documents / bare.seconds)
        print(f"  The analysis alone, of all the same texts, against bare nlp.pipe: {parsed:.2f} (no limit is set).")
    bench.figures |= archive_paper.measured(two, bench.archive(number), bench.out(number, WORKERS), WORKERS)


def _gains_of_machine() -> list[float]:
    """Return how many times the work of one process two do in its time, where they share nothing but the machine."""
    work = (
        "from random import Random; dice = Random(7)\nfor _ in range(20): sorted(dice.random() for _ in range(400_000))"
    )
    seconds: dict[int, list[float]] = {1: [], WORKERS: []}
    for processes in (1, WORKERS) * TIMES_THE_MACHINE:
        start = time.perf_counter()
        started = [subprocess.Popen([sys.executable, "-c", work]) for _ in range(processes)]
        for one in started:
            one.wait()
        seconds[processes].append(time.perf_counter() - start)
    return [WORKERS * alone / together for alone, together in zip(seconds[1], seconds[WORKERS], strict=True)]


def growth(bench: Bench, options: argparse.Namespace) -> None:
    """The cost of a report in a large archive against a small one."""
    small, large = bench.stories(options.small, WORKERS), bench.stories(options.large, WORKERS)
    print(f"\ngrowth, {options.small:,} against {options.large:,} inputs, {archive_make.DAILY} a day, two workers")
    print(f"  {_counts(small)}\n  {_counts(large)}")
    _print_steps("milliseconds per input", {f"{options.small:,}": small, f"{options.large:,}": large}, 1000)
    cost = large.seconds / large.documents / (small.seconds / small.documents)
    bench.say("cost of an input in the large archive against the small (times)", cost, LIMIT_GROWTH, True)
    peaks = [max(held for _, held in next(iter(made.memory.values()))) for made in (small, large)]
    more = (peaks[1] - peaks[0]) / (large.documents - small.documents)
    print(f"  the driver's memory: {peaks[0] / 1e6:,.0f} and {peaks[1] / 1e6:,.0f} MB, {more:,.0f} bytes more an input")
    bench.figures |= archive_paper.measured(
        large, bench.archive(options.large), bench.out(options.large, WORKERS), WORKERS
    )
    bench.figures["driver bytes per input"] = max(more, 0.0)


def memory(bench: Bench, options: argparse.Namespace) -> None:
    """What a worker holds in the first and in the last quarter of its time."""
    made = bench.stories(options.large, WORKERS)
    driver = next(iter(made.memory))
    found = [one for one in trend(made.memory, options.long_enough) if one[0] != driver]
    print(
        f"\nmemory of the workers that were at work for {options.long_enough:.0f} s or more, {made.documents:,} inputs"
    )
    if not found:
        print("  none worked so long: take a larger archive (--large) or a shorter time (--long-enough)")
        return
    for process, first, last in found:
        print(f"  process {process}: {first / 1e6:,.0f} MB in its first quarter, {last / 1e6:,.0f} MB in its last")
    worst = max(last / first for _, first, last in found)
    bench.say("memory of a worker, last quarter against first, the worst (times)", worst, LIMIT_MEMORY, True)


def ray(bench: Bench, options: argparse.Namespace) -> None:
    """Two nodes on Ray, and one of them killed in the middle, against the embedded engine."""
    import archive_ray

    archive = bench.archive(options.ray_reports)
    print(f"\nRay, two nodes of one core, {options.ray_reports:,} inputs")
    for what, same in archive_ray.compare(archive, bench.folder):
        print(f"{what:<86} {'yes' if same else 'NO'}")
        if not same:
            bench.missed.append(what)


def _counts(made: Run) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in made.counts.items())


def _print_steps(title: str, runs: dict[str, Run], per_document: float | None) -> None:
    """Print a row a step, a column a run: seconds, or so many parts of a second for each input."""
    print(f"  {title:<28}" + "".join(f"{name:>14}" for name in runs))
    names = dict.fromkeys(name for made in runs.values() for name in made.steps)
    for name in (*names, "all"):
        values = []
        for made in runs.values():
            seconds = made.seconds if name == "all" else made.steps.get(name, 0.0)
            values.append(seconds if per_document is None else seconds / made.documents * per_document)
        print(f"  {name:<28}" + "".join(f"{value:>14.2f}" for value in values))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="one part alone; can be given again")
    parser.add_argument("--reports", type=int, default=2000, metavar="N", help="inputs of the throughput part")
    parser.add_argument("--analysis-alone", action="store_true", help="also time the analysis of all texts by itself")
    parser.add_argument("--small", type=int, default=2000, metavar="N", help="inputs of the small archive")
    parser.add_argument("--large", type=int, default=20000, metavar="N", help="of the large one, also for memory")
    parser.add_argument("--ray-reports", type=int, default=300, metavar="N")
    parser.add_argument("--long-enough", type=float, default=LONG_ENOUGH, metavar="SECONDS")
    parser.add_argument("--data", type=Path, default=archive_make.DATA, help="the folder of the real reports")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work in this folder and leave what was made")
    parser.add_argument("--save", action="store_true", help="keep what was measured for --paper")
    parser.add_argument("--paper", action="store_true", help="reckon from kept figures, measure nothing")
    options = parser.parse_args()
    if options.paper:
        print(archive_paper.table(json.loads(FIGURES.read_text("utf-8"))))
        return 0
    if not (options.data / "stories").is_dir():
        print(f"{options.data}: the real reports are not there; nothing was measured")
        return 0
    parts: dict[str, Callable[[Bench, argparse.Namespace], None]] = {
        "throughput": throughput,
        "growth": growth,
        "memory": memory,
        "ray": ray,
    }
    folder = options.keep or Path(tempfile.mkdtemp(prefix="onrecord-archive-"))
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(folder, options.data)
    try:
        for part in options.part or PARTS:
            parts[part](bench, options)
    finally:
        if options.keep is None:
            shutil.rmtree(folder)
    if options.save and bench.figures:
        known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
        FIGURES.write_text(json.dumps(known | bench.figures, indent=2, sort_keys=True) + "\n", "utf-8")
    if bench.figures:
        print("\n" + archive_paper.table(bench.figures))
    print("\nall limits held" if not bench.missed else f"\nmissed: {'; '.join(bench.missed)}")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
