"""How well copies are found: reports rewritten by known operations, and every copy claimed among real ones.

    python bench/lineage.py                 # the figures, held-out stories
    python bench/lineage.py --half tune     # those of the stories that thresholds were set on
    python bench/lineage.py --errors        # and each pair that is missed or claimed wrongly
    python bench/lineage.py --real          # only the copies claimed among real reports, and what reading them gave
    python bench/lineage.py --scale 2000    # only the time for so many generated reports

It needs the stories, which are not part of this repository: by default it looks for them in `../shared`, beside it.
Without them it says so and ends with exit code 0, having measured nothing. How copies are made is told in
`lineage_copies.py`, how they are scored in `lineage_scores.py`, the peers in `lineage_peers.py`. Each story's reports
make two piles; the stories of the tune half were settled first, every second one by name.

Each copy claimed among the real reports was read, and what was found is kept in `lineage_review.csv`, as places.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lineage_copies import Pile, make_pile
from lineage_peers import Likeness, edges, peers
from lineage_scores import BANDS, Claimed, Tally, score
from onrecord.model import Copy, Report
from onrecord.reading import find_inputs, find_manifest, load_manifest, read, settle
from onrecord.relating.channels import outlet_key
from onrecord.relating.lineage import find_copies
from scorers import load_scorer

BENCH = Path(__file__).resolve().parent
FAMILIES = ("basil", "clusters", "oreshnik")
SEEDS = (1, 2)
LEAST = 40
"""Words of a copy, edited ones among them, from which it is asked for."""
THRESHOLDS = [n / 200 for n in range(1, 150)]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=BENCH.parents[1] / "shared/data/stories")
    parser.add_argument("--scorer", type=Path, default=BENCH.parents[1] / "shared/bench/score_entities.py")
    parser.add_argument("--half", choices=("tune", "held-out"), default="held-out")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--scale", type=int, metavar="REPORTS")
    options = parser.parse_args(arguments)
    missing = [name for name in FAMILIES if not (options.stories / name).is_dir()]
    if missing:
        print(f"skipped, nothing measured: there is no {options.stories / missing[0]}")
        return 0
    stories = dict(real_stories(options.stories))
    if options.scale:
        print_scale(stories, options.scale)
        return 0
    if not options.real:
        print_generated(stories, options)
    print_real({**stories, **dict(token_stories(options.stories, options.scorer))}, options)
    return 0


# ---------------------------------------------------------------- the stories


def real_stories(root: Path) -> Iterator[tuple[str, list[Report]]]:
    """Yield each real story with its reports, by name; inputs are named from the folder of stories on."""
    for family in FAMILIES:
        folder = root / family
        for path in [folder] if not any(p.is_dir() for p in folder.iterdir()) else sorted(folder.iterdir()):
            yield path.relative_to(root).as_posix(), _reports(path)


def token_stories(root: Path, scorer: Path) -> Iterator[tuple[str, list[Report]]]:
    """Yield the stories that come as tokens (NewsWCL50), laid out as texts; none without their scorer."""
    if not scorer.is_file() or not (root / "newswcl50").is_dir():
        return
    lay_out: Callable[[Path, Path], None] = load_scorer(scorer).lay_out
    for path in sorted(p for p in (root / "newswcl50").iterdir() if p.is_dir()):
        with tempfile.TemporaryDirectory() as name:
            with contextlib.redirect_stdout(io.StringIO()):
                lay_out(path, Path(name) / "texts")
            (Path(name) / "texts/gold.json").unlink()
            yield f"newswcl50/{path.name}", _reports(Path(name) / "texts")


def _reports(path: Path) -> list[Report]:
    listed = find_manifest([path])
    rows = None if listed is None else load_manifest(listed)
    found = [one for one in read(find_inputs([path]), manifest=rows) if isinstance(one, Report)]
    return list(settle(found)[0])


def half_of(stories: dict[str, list[Report]], half: str) -> dict[str, list[Report]]:
    """Return the stories of a half: every second one by name is to tune on."""
    return {name: stories[name] for n, name in enumerate(sorted(stories)) if (n % 2 == 0) == (half == "tune")}


def piles(stories: dict[str, list[Report]]) -> list[Pile]:
    """Return the generated piles of some stories."""
    made = (make_pile(name, reports, seed) for name, reports in sorted(stories.items()) for seed in SEEDS)
    return [pile for pile in made if pile is not None]


# ---------------------------------------------------------------- generated copies


def print_generated(stories: dict[str, list[Report]], options: argparse.Namespace) -> None:
    """Print the figures on generated copies, beside the peers'."""
    made = piles(half_of(stories, options.half))
    reports = sum(len(pile.reports) for pile in made)
    print(f"generated copies, {options.half} half: {len(made)} piles, {reports} reports\n")
    ours, kept = Tally(), Tally()
    for pile in made:
        claimed = [Claimed(c.origin, c.copy, c.directed, c.passages) for c in find_copies(pile.reports)]
        score(pile, claimed, ours, LEAST)
        score(pile, claimed, kept, LEAST, kept=True)
    print(f"{'who from whom':38}{'P':>7}{'R':>7}{'F1':>7}{'words F1':>10}")
    _row(f"onrecord, {LEAST} words, edited or not", ours)
    _row(f"onrecord, {LEAST} words not edited", kept)
    if not options.no_peers:
        tune = made if options.half == "tune" else piles(half_of(stories, "tune"))
        for name, peer in peers().items():
            threshold = best(tune, peer)
            tally = Tally()
            for pile in made:
                claimed = [Claimed(*edge) for edge in edges(pile.reports, peer(pile.reports), threshold)]
                score(pile, claimed, tally, LEAST)
            _row(f"{name} >= {threshold:.3f}", tally)
            _directions(tally, short=True)
    print(f"\n{'recall by words edited':38}" + "".join(f"{a:.0%} to {min(b, 0.6):.0%}".rjust(14) for a, b in BANDS))
    for name, tally in (("onrecord, edited or not", ours), ("onrecord, not edited", kept)):
        cells = ((tally.bands[band, True], tally.bands[band, True] + tally.bands[band, False]) for band in BANDS)
        print(f"{name:38}" + "".join(f"{100 * a / max(b, 1):.1f} of {b}".rjust(14) for a, b in cells))
    print()
    _directions(ours)
    if options.errors:
        print("\n" + "\n".join(ours.errors))


def best(made: Sequence[Pile], peer: Callable[[Sequence[Report]], Likeness]) -> float:
    """Return the threshold at which a peer has its best F1."""
    found = [(pile, peer(pile.reports)) for pile in made]

    def f1(threshold: float) -> float:
        tally = Tally()
        for pile, likeness in found:
            score(pile, [Claimed(*edge) for edge in edges(pile.reports, likeness, threshold)], tally, LEAST)
        return tally.f1

    coarse = max(THRESHOLDS[::8], key=f1)
    return max((t for t in THRESHOLDS if abs(t - coarse) < 0.04), key=f1)


def _row(name: str, tally: Tally) -> None:
    words = f"{100 * tally.chars_f1:10.1f}" if tally.chars_claimed else f"{'-':>10}"
    print(f"{name:38}{100 * tally.precision:7.1f}{100 * tally.recall:7.1f}{100 * tally.f1:7.1f}{words}")


def _directions(tally: Tally, *, short: bool = False) -> None:
    """Print how often the direction was right, by the evidence that the copies bear."""
    evidence = sorted({name for name, _ in tally.ways})
    told = {name: Counter({way: tally.ways[name, way] for way in ("right", "wrong", "open")}) for name in evidence}
    can = [name for name in evidence if name in ("credit", "times true", "times original")]
    right, wrong, left = (sum(told[name][way] for name in can) for way in ("right", "wrong", "open"))
    total = max(1, right + wrong + left)
    line = f"direction, credit or true times: {100 * right / total:.1f} right, {100 * wrong / total:.1f} wrong, "
    print(("    " if short else "") + line + f"{100 * left / total:.1f} open, of {total}")
    if short:
        return
    for name in evidence:
        row = told[name]
        print(f"    {name:20}{row['right']:5} right{row['wrong']:5} wrong{row['open']:5} open")


# ---------------------------------------------------------------- real reports


def print_real(stories: dict[str, list[Report]], options: argparse.Namespace) -> None:
    """Print the copies claimed among real reports, and what reading them gave."""
    review = BENCH / "lineage_review.csv"
    verdicts = _verdicts(review) if review.is_file() else {}
    pairs, told, unread = 0, Counter[str](), list[str]()
    for name, reports in sorted(stories.items()):
        by_id = {report.id: report for report in reports}
        pairs += sum(
            1 for i, a in enumerate(reports) for b in reports[i + 1 :] if _key(a) != _key(b) or a.outlet is None
        )
        for copy in find_copies(reports):
            one, other = sorted((by_id[copy.origin], by_id[copy.copy]), key=_file)
            verdict = verdicts.get((name, _file(one), _file(other)))
            told[verdict or "not read"] += 1
            if verdict is None or (verdict in WRONG and options.errors):
                unread.append(_place(name, by_id, copy))
    read_ = sum(told.values()) - told["not read"]
    right = sum(number for verdict, number in told.items() if verdict in RIGHT)
    wrong = sum(number for verdict, number in told.items() if verdict in WRONG)
    print(f"\nreal reports: {len(stories)} stories, {pairs} pairs of two outlets; {sum(told.values())} copies claimed")
    print("    " + ", ".join(f"{number} {verdict}" for verdict, number in sorted(told.items())))
    if read_:
        print(
            f"    of {right + wrong} read: {right} copied, {wrong} not: precision {100 * right / (right + wrong):.1f}"
        )
    print("\n".join(unread))


RIGHT = frozenset({"copied prose", "shared wire", "shared release"})
"""Verdicts by which two reports do share prose of one writer."""
WRONG = frozenset({"quotes only", "set phrases", "boilerplate", "independent"})


def _verdicts(review: Path) -> dict[tuple[str, str, str], str]:
    with review.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(row["story"], row["report_a"], row["report_b"]): row["verdict"] for row in rows}


def _place(name: str, by_id: dict[str, Report], copy: Copy) -> str:
    spans = " ".join(f"{p.origin[0]}-{p.origin[1]}={p.copy[0]}-{p.copy[1]}" for p in copy.passages)
    return f"    not read: {name} {_file(by_id[copy.origin])} {_file(by_id[copy.copy])} {spans}"


def _file(report: Report) -> str:
    return Path(report.input).name


def _key(report: Report) -> str:
    return outlet_key(report.outlet) if report.outlet is not None else report.id


# ---------------------------------------------------------------- time


def print_scale(stories: dict[str, list[Report]], number: int) -> None:
    """Print the time that so many generated reports take, and half as many."""
    made: dict[str, Report] = {}
    seed = 100
    while len(made) < number:
        for name, reports in sorted(stories.items()):
            pile = make_pile(name, reports, seed)
            made.update({report.id: report for report in (pile.reports if pile is not None else ())})
        seed += 1
    chosen = list(made.values())[:number]
    for part in (number // 2, number):
        started = time.perf_counter()
        found = find_copies(chosen[:part])
        print(f"{part} reports: {time.perf_counter() - started:.1f} s, {len(found)} copies")


if __name__ == "__main__":
    sys.exit(main())
