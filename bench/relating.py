"""What relating costs as a story grows: seconds by step, and memory, for 1,000 and 10,000 reports; and adding one more.

    python bench/relating.py
    python bench/relating.py --sizes 300,1000,3000 --steps
    python bench/relating.py --sizes '' --add 1000

The story is made from the real reports in `../shared/data/stories`, beside this repository (see `growing_story`);
without them it says so and ends with exit code 0, having measured nothing. The real reports are read by the language
model once and kept in `--cache`. Each size is measured in a process of its own; memory is the highest that this process
held, reports and analyses included. Seconds are of processor time, which relating spends on one core: what else the
machine does slows the clock by much and these by little (up to twice, where its cores are shared).

`--add` makes a record of so many reports and adds one more with `onrecord.add`. What the language model would find in
the made reports is put into the record beforehand; what reading them would take is told from a sample, and said.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

import onrecord
from growing_story import GrowingStory, Original
from onrecord import relating
from onrecord.model import Analysis, Report
from statement_speed import _megabytes as megabytes

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("clusters", "basil", "oreshnik")
STEPS = {
    "date_reports": "dating",
    "find_entities": "entities",
    "attribute": "attribution",
    "date_sayings": "sayings",
    "find_copies": "copies",
    "gather_facts": "facts",
    "claims_and_doubts": "claims",
    "tell_paths": "paths",
    "find_conflicts": "conflicts",
    "find_timeline": "timeline",
    "find_promises": "promises",
    "find_coverage": "coverage",
    "find_topics": "topics",
}
"""The functions that `relate` calls, and `date_reports` before it, to what they are called here."""
RATIO, MEGABYTES, SHARE = 15.0, 2048, 1 / 20
"""What is promised: ten times the reports in so many times the seconds; in so much memory; one more report in so little
of the whole."""
SAMPLE = 40
"""Made reports that are read by the language model, to tell what reading all of them would take."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=ROOT.parent / "shared/data/stories")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-bench-originals.json")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of reports, with commas between")
    parser.add_argument("--steps", action="store_true", help="the seconds of each step, not only of the whole")
    parser.add_argument("--add", type=int, default=1000, metavar="N", help="add one report to N; 0 leaves it out")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--measure-add", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    folders = [options.stories / name for name in FOLDERS]
    if not all(folder.is_dir() for folder in folders):
        print(f"skipped, nothing measured: there are no reports in {options.stories}")
        return 0
    if options.measure or options.measure_add:
        originals = _originals(folders, options.cache)
        if options.measure:
            made = _made(originals, options.measure)
            del originals  # what a story is made from is no part of what relating it takes
            print(json.dumps(_measured(*made)))
        else:
            print(json.dumps(_added(GrowingStory(originals), options.measure_add)))
        return 0
    _originals(folders, options.cache)
    given = ["--stories", str(options.stories), "--cache", str(options.cache)]
    sizes = [int(size) for size in options.sizes.split(",") if size]
    measured = {size: _in_own_process([*given, "--measure", str(size)]) for size in sizes}
    if measured:
        _print_sizes(measured, options.steps)
    if options.add:
        _print_added(options.add, _in_own_process([*given, "--measure-add", str(options.add)]))
    return 0


def _in_own_process(options: list[str]) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__)), *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _originals(folders: list[Path], cache: Path) -> list[Original]:
    """Return the real reports with what is found in them, read once and kept."""
    if cache.exists():
        return msgspec.json.decode(cache.read_bytes(), type=list[tuple[Report, Analysis]])
    _say(f"reading the real reports with the language model; they are kept in {cache}")
    from onrecord.build import analyse

    found = [outcome for outcome in analyse(folders) if isinstance(outcome, tuple)]
    distinct = {report.id: (report, analysis) for report, analysis in found if analysis.statements}
    cache.write_bytes(msgspec.json.encode([distinct[key] for key in sorted(distinct)]))
    return [distinct[key] for key in sorted(distinct)]


# ---------------------------------------------------------------- relating


def _made(originals: list[Original], size: int) -> tuple[list[Report], dict[str, Analysis]]:
    """Return a story of so many reports, and what is found in them, by id."""
    _say(f"making {size:,} reports")
    made = list(GrowingStory(originals).reports(size))
    return list({report.id: report for report, _ in made}.values()), {report.id: found for report, found in made}


def _measured(reports: list[Report], analyses: dict[str, Analysis]) -> dict[str, Any]:
    """Relate a story; return processor seconds by step and of all, and megabytes."""
    words = sum(report.words for report in reports)
    before = megabytes()
    steps: dict[str, float] = {}
    for function, step in STEPS.items():
        setattr(relating, function, _timed(getattr(relating, function), step, steps))
    reports = list(relating.date_reports(reports, analyses))
    start = time.process_time()
    related = relating.relate(reports, analyses)
    seconds = time.process_time() - start
    return {
        "reports": len(reports),
        "words": words,
        "statements": len(related.statements),
        "claims": len(related.claims),
        "megabytes before": before,
        "megabytes": megabytes(),
        "seconds": seconds,
        "steps": steps,
    }


def _timed(function: Callable[..., Any], step: str, into: dict[str, float]) -> Callable[..., Any]:
    def run(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        result = function(*given, **named)
        into[step] = into.get(step, 0.0) + time.process_time() - start
        _say(f"  {step}: {into[step]:.1f} s, {megabytes():,.0f} MB")
        return result

    return run


def _print_sizes(measured: dict[int, dict[str, Any]], steps: bool) -> None:
    print(f"{'reports':>24}" + "".join(f"{size:>12,}" for size in measured))
    for what in ("words", "statements", "claims"):
        print(f"{what:>24}" + "".join(f"{found[what]:>12,}" for found in measured.values()))
    for step in STEPS.values() if steps else ():
        print(f"{step + ', s':>24}" + "".join(f"{found['steps'].get(step, 0.0):>12.2f}" for found in measured.values()))
    print(f"{'relating, s':>24}" + "".join(f"{found['seconds']:>12.2f}" for found in measured.values()))
    print(f"{'its peak memory, MB':>24}" + "".join(f"{found['megabytes']:>12,.0f}" for found in measured.values()))
    if 1000 in measured and 10_000 in measured:
        ratio = measured[10_000]["seconds"] / measured[1000]["seconds"]
        print(f"10,000 reports take {ratio:.1f} times what 1,000 take; promised: at most {RATIO:.0f}")
        print(f"they hold {measured[10_000]['megabytes']:,.0f} MB; promised: under {MEGABYTES:,}")


# ---------------------------------------------------------------- adding one


class _Seconds:
    """Watches a build: the processor seconds of each of its steps."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._began = 0.0

    def begin(self, step: str, total: int | None) -> None:  # noqa: ARG002 -- what a build tells
        """Look at the clock."""
        self._began = time.process_time()

    def advance(self) -> None:
        """Nothing is to be done."""

    def end(self, step: str, seconds: float, note: str) -> None:
        """Keep the seconds."""
        spent = time.process_time() - self._began
        self.steps[step] = self.steps.get(step, 0.0) + spent
        _say(f"  {step}: {spent:.1f} s, {seconds:.1f} by the clock ({note})")


def _added(story: GrowingStory, size: int) -> dict[str, Any]:
    """Build a record of so many reports and add one more; return the seconds of both by step."""
    from onrecord.language import Analyser
    from onrecord.reading import find_inputs, read
    from onrecord.record import Writer

    with tempfile.TemporaryDirectory() as place:
        folder, record = Path(place) / "reports", Path(place) / "story.db"
        folder.mkdir()
        found = {}
        for report, analysis in story.reports(size + 1):
            found[report.text] = analysis
            (folder / report.input).write_text(_as_file(report), encoding="utf-8")
        later = Path(place) / f"{size:05}.json"
        (folder / later.name).rename(later)
        analyser = Analyser()
        as_read = [one for one in read(find_inputs([folder])) if isinstance(one, Report)]
        start = time.process_time()
        for _ in analyser.analyse(as_read[:: max(1, size // SAMPLE)][:SAMPLE]):
            pass
        reading_all = (time.process_time() - start) / min(SAMPLE, len(as_read)) * len(as_read)
        with Writer(record) as writer:
            known = {analyser.key(report): found[report.text] for report in as_read if report.text in found}
            writer.keep(known, analyser.version)
        _say(f"building a record of {size:,}")
        with _watched() as (whole, watch):
            onrecord.build(folder, record, progress=watch).close()
        whole["language, by a sample"] = reading_all
        size_of_file = record.stat().st_size / 2**20
        _say("adding one report")
        with _watched() as (one, watch):
            onrecord.add(record, later, progress=watch).close()
    return {"whole": whole, "one": one, "megabytes of the record": size_of_file}


@contextlib.contextmanager
def _watched() -> Iterator[tuple[dict[str, float], _Seconds]]:
    watch = _Seconds()
    start = time.process_time()
    yield watch.steps, watch
    rest = time.process_time() - start - sum(watch.steps.values())
    watch.steps["other"] = rest


def _as_file(report: Report) -> str:
    known = {"text": report.text, "outlet": report.outlet, "published": report.published, "language": report.language}
    return json.dumps({name: value for name, value in known.items() if value is not None}, ensure_ascii=False)


def _print_added(size: int, found: dict[str, Any]) -> None:
    whole, one = found["whole"], found["one"]
    whole["language"] = max(whole.get("language", 0.0), whole.pop("language, by a sample"))
    print(f"\n{'processor seconds':>24}{f'all {size:,}':>12}{'one more':>12}")
    for step in sorted(whole.keys() | one.keys()):
        note = f"  (told from {SAMPLE})" if step == "language" else ""
        print(f"{step:>24}{whole.get(step, 0.0):>12.2f}{one.get(step, 0.0):>12.2f}{note}")
    total, more = sum(whole.values()), sum(one.values())
    print(f"{'together':>24}{total:>12.2f}{more:>12.2f}")
    print(f"the record has {found['megabytes of the record']:,.0f} MB")
    print(f"one more report takes {more / total:.1%} of the whole; promised: under {SHARE:.0%}")
    print(f"that is {more / whole['relating']:.1%} of what relating all takes")


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
