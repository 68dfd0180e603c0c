"""How well and how fast statements are found: PolNeAR's dev articles, beside a floor, a peer and two humans.

    python bench/statements.py                 # everything
    python bench/statements.py --no-speed --changes 40   # what the work of the last hour gained and lost
    python bench/statements.py --keep          # and make this the run that later ones are set beside
    pip install textacy                        # then textacy's figures are printed too, in the same run

It needs the gold articles and their scorer, which are not part of this repository: by default it looks for them in
`../shared`, beside it; `--gold` and `--scorer` name other places. Without them it says so and ends with exit code 0,
having measured nothing.

Quality: precision, recall and F1 of statements (content overlaps by half, and the source agrees), all, quoted and
unquoted, over all articles and for each outlet; how often content is exactly right and how often sources agree. Two
human annotators against each other are printed as the limit. Changes: which annotated statements are found that were
not in the kept run (`bench/kept`), which are no longer, and which mistakes are new. Speed: words a second of the whole
analysis, beside bare `nlp.pipe` of the same model on the same paragraphs, in this run, and the memory it took.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import statement_changes as changes
import statement_scores as scores
import statement_speed as speed
from scorers import load_scorer

ROOT = Path(__file__).resolve().parents[1]
SHARE_OF_BARE = 0.5
"""Fraction of the words a second of bare `nlp.pipe` that the whole analysis is to keep."""
MEMORY = 1500.0
"""Megabytes that the analysis may take at most, whatever it is given."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    options = _options(arguments)
    missing = [path for path in (options.gold, options.scorer) if not path.exists()]
    if missing:
        print("skipped, nothing measured: there is no " + ", no ".join(str(path) for path in missing))
        return 0
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    if options.part is not None:
        number, of = options.part
        gold = gold[number::of]
    day = datetime.date.today().isoformat()
    words = sum(len(article["text"].split()) for article in gold)
    count = sum(len(article["statements"]) for article in gold)
    part = "" if options.part is None else f", part {options.part[0]} of {options.part[1]}"
    print(f"{day}  {options.gold.name}{part}: {len(gold)} articles, {words:,} words, {count:,} statements\n")
    systems = _systems(gold, load_scorer(options.scorer))
    _print_quality(systems)
    _print_outlets(systems)
    ours = systems["onrecord"]
    result: dict[str, Any] = {"day": day, "gold": options.gold.name, "part": options.part}
    result["systems"] = {name: scored.as_json() for name, scored in systems.items()}
    run = changes.Run(
        day=day,
        gold=changes.digest(options.gold),
        figures=ours.figures,
        articles={changes.name_of(name): outcome for name, outcome in ours.outcomes.items()},
    )
    kept = options.kept or ROOT / "bench" / "kept" / f"statements-{options.gold.name.partition('.')[0]}.json"
    _print_changes(gold, run, kept, options.changes)
    if options.keep:
        changes.keep(run, kept)
        print(f"kept as {kept.name}\n")
    if not options.no_speed:
        result["speed"] = _print_speed(speed.measured(options.gold))
    if options.long:
        result["long"] = _print_long(speed.measured(options.gold, "--words", str(speed.LONG)))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/data/polnear/dev.jsonl.gz")
    parser.add_argument("--scorer", type=Path, default=ROOT.parent / "shared/bench/score_statements.py")
    parser.add_argument(
        "--part",
        type=_part,
        metavar="K/N",
        help="only every N-th article, from the K-th on (from 0): what fold K of N leaves out of training",
    )
    parser.add_argument("--kept", type=Path, help="the kept run (default: bench/kept/statements-GOLD.json)")
    parser.add_argument("--keep", action="store_true", help="write this run as the kept one")
    parser.add_argument("--changes", type=int, default=10, metavar="N", help="of each sort print N (default: 10)")
    parser.add_argument("--no-speed", action="store_true", help="quality only")
    parser.add_argument("--long", action="store_true", help=f"also the memory of one report of {speed.LONG:,} words")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    options = parser.parse_args(arguments)
    if options.keep and options.part is not None:
        parser.error("--keep keeps whole runs: leave out --part")
    if options.changes < 0:
        parser.error("--changes must not be negative")
    return options


def _part(given: str) -> tuple[int, int]:
    number, slash, of = given.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and int(number) < int(of)):
        raise argparse.ArgumentTypeError(f"{given!r} is not K/N with K from 0 to N - 1")
    return int(number), int(of)


def _systems(gold: list[dict[str, Any]], scorer: Any) -> dict[str, scores.Scored]:
    """Run every system that is here, and score it."""
    import floor
    import statement_peers as peers

    found = {"onrecord": peers.onrecord(gold)}
    parsed = peers.parse_paragraphs(gold)
    finders: dict[str, Callable[[Any], peers.Found]] = {"floor": floor.find}
    if peers.HAS_TEXTACY:
        finders["textacy"] = peers.textacy
    found |= {name: peers.by_paragraph(parsed, find) for name, find in finders.items()}
    return {name: scores.score(scorer, gold, statements) for name, statements in found.items()}


def _print_quality(systems: dict[str, scores.Scored]) -> None:
    print("Statements: content overlaps by half, and the source agrees")
    print(f"{'':12}{'':10}{'P':>7}{'R':>7}{'F1':>7}{'exact content':>16}{'sources agree':>16}")
    for name, scored in systems.items():
        for kind in scores.KINDS:
            row = {key: 100 * value for key, value in scored.figures[kind].items()}
            print(
                f"{name:12}{kind:10}{row['precision']:7.1f}{row['recall']:7.1f}{row['f1']:7.1f}"
                f"{row['exact']:16.1f}{row['sources']:16.1f}"
            )
    if "textacy" not in systems:
        print("textacy is not installed: its rows are left out")
    for kind, figure in scores.HUMANS.items():
        rest = f"{scores.HUMANS_EXACT:16.1f}{scores.HUMANS_SOURCES:16.1f}" if kind == "all" else ""
        print(f"{'two humans':12}{kind:10}{'':14}{figure:7.1f}{rest}")
    ours = systems["onrecord"]
    low, high = (100 * bound for bound in ours.interval)
    print(f"\nonrecord, F1 of all: 95% interval over articles {low:.1f} to {high:.1f}")
    for kind, wanted in scores.TARGETS.items():
        _print_target(f"F1 {kind}", 100 * ours.figures[kind]["f1"], wanted)
    _print_target("precision all", 100 * ours.figures["all"]["precision"], scores.TARGET_PRECISION)
    print()


def _print_target(name: str, reached: float, wanted: float) -> None:
    verdict = "met" if reached >= wanted else f"not met: {wanted - reached:.1f} short"
    print(f"target {name:14} at least {wanted:5.1f}: {reached:5.1f}, {verdict}")


def _print_outlets(systems: dict[str, scores.Scored]) -> None:
    names = [name for name in ("onrecord", "floor") if name in systems]
    print("For each outlet: P, R and F1 of all; F1 of quoted and of unquoted")
    head = f"{'P':>7}{'R':>7}{'F1':>7}{'quoted':>8}{'unquoted':>10}"
    print(f"{'':14}" + "".join(f"{name:>39}" for name in names))
    print(f"{'':14}" + head * len(names))
    for outlet in systems["onrecord"].outlets:
        line = f"{outlet:14}"
        for name in names:
            row = systems[name].outlets[outlet]
            line += "".join(f"{100 * row['all'][key]:7.1f}" for key in ("precision", "recall", "f1"))
            line += f"{100 * row['quoted']['f1']:8.1f}{100 * row['unquoted']['f1']:10.1f}"
        print(line)
    print()


def _print_changes(gold: list[dict[str, Any]], run: changes.Run, path: Path, most: int) -> None:
    before = changes.read_kept(path)
    if before is None:
        print(f"No run is kept yet as {path.name}: --keep keeps this one\n")
    elif before.gold != run.gold:
        print(f"The kept run, of {before.day}, is of other articles than these: not compared\n")
    else:
        print(f"Against the run kept on {before.day}, F1 of all {100 * before.figures['all']['f1']:.1f}")
        texts = {article["id"]: article["text"] for article in gold}
        for line in changes.lines_of(changes.compare(gold, before, run), texts, most):
            print(line)
        print()


def _print_speed(found: dict[str, float]) -> dict[str, float]:
    print(f"Words a second, fastest of {speed.RUNS}")
    print(f"{'':16}{'on the clock':>14}{'of bare':>9}{'of processor time':>20}{'of bare':>9}")
    for name, title in (("bare", "bare nlp.pipe"), ("floor", "floor"), ("whole", "whole analysis")):
        line = f"{title:16}{found[name]:14,.0f}{found[name] / found['bare']:9.2f}"
        print(f"{line}{found[f'{name} busy']:20,.0f}{found[f'{name} busy'] / found['bare busy']:9.2f}")
    share = found["whole"] / found["bare"]
    verdict = "met" if share >= SHARE_OF_BARE else "not met"
    print(f"target share of bare, on the clock, at least {SHARE_OF_BARE}: {share:.2f}, {verdict}")
    _print_memory(found["megabytes"])
    return found


def _print_long(found: dict[str, float]) -> dict[str, float]:
    print(
        f"\nOne report of {found['words']:,.0f} words: {found['whole']:,.0f} words a second on the clock, "
        f"{found['whole busy']:,.0f} of processor time"
    )
    _print_memory(found["megabytes"])
    return found


def _print_memory(megabytes: float) -> None:
    verdict = "met" if megabytes <= MEMORY else "not met"
    print(f"target peak memory at most {MEMORY:,.0f} MB: {megabytes:,.0f} MB, {verdict}")


if __name__ == "__main__":
    sys.exit(main())
