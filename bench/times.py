"""How well and how fast time expressions are found: TimeBank and AQUAINT, by the measures of TempEval-3.

    python bench/times.py                                             # onrecord, and each peer that is installed
    python bench/times.py --no-peers --errors wrong.tsv               # onrecord alone, in half a minute
    python bench/times.py --files                                     # also through files, as `onrecord analyse`
    pip install recognizers-text-suite "emoji<1" dateparser timexy    # the peers, in an environment of their own

It needs the gold documents and their scorer, which are not part of this repository: by default it looks for them in
`../shared`, beside it; `--data` and `--scorer` name other places. Without them it says so and ends with exit code 0,
having measured nothing.

For each corpus and system it prints precision, recall and F1 of strict and relaxed spans, type and value (UzZaman et
al. 2013; type and value count where spans overlap); the 95% interval of value F1 over documents; value F1 on the half
of the documents on which onrecord's grammar was tuned (every second one) and on the other half; and the words a second
of processor time. Every system is told the document's day of publication. `time_recognizers.py` and
`time_dateparser.py` say how their output is brought to TIMEX3. Rows marked `quoted` were measured elsewhere. A diff of
what `--errors` writes before and after a change shows what it gains and loses.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import time_scores as scores
from scorers import load_scorer

ROOT = Path(__file__).resolve().parents[1]
CORPORA = {"timebank": "TimeBank", "aquaint": "AQUAINT"}
QUOTED = {"timebank": {"HeidelTime 2.2": 79.6}, "aquaint": {"HeidelTime 2.2": 72.9}}
"""Value F1 (fraction x 100) on the same documents by the same scorer, measured elsewhere: with TreeTagger."""
QUOTED_PLATINUM = {
    "HeidelTime 2.2": (81.8, 90.7, 78.1),
    "Recognizers-Text": (None, None, 68.2),
    "dateparser": (None, None, 41.7),
    "chrono-node": (None, None, 35.0),
    "timexy": (None, None, 14.0),
}
"""Strict, relaxed and value F1 (fraction x 100) on the test set of TempEval-3 ("platinum") by the same scorer, measured
elsewhere; None where only the value is known. The best that is published is a value F1 of about 82.5."""
TARGETS = {"strict": 84.0, "relaxed": 92.0, "value": 84.0}
"""F1 (fraction x 100) that is to be reached on articles never looked at: no corpus of this bench is that any more."""
TARGET_TIMEBANK = 82.0
"""Value F1 (fraction x 100) to be reached on TimeBank."""
TARGET_SPEED = 20_000
"""Words a second on one core, given the parse."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    options = _options(arguments)
    paths = {corpus: options.data / f"{corpus}.jsonl.gz" for corpus in CORPORA}
    missing = [path for path in (options.scorer, *paths.values()) if not path.exists()]
    if missing:
        print("skipped, nothing measured: there is no " + ", no ".join(str(path) for path in missing))
        return 0
    scorer = load_scorer(options.scorer)
    result: dict[str, Any] = {"day": datetime.date.today().isoformat(), "corpora": {}}
    wrong: list[str] = []
    print(result["day"])
    for corpus, path in paths.items():
        result["corpora"][corpus] = _measure(corpus, path, scorer, options, wrong)
    _print_platinum()
    if options.errors:
        options.errors.write_text("".join(f"{line}\n" for line in wrong), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/times")
    parser.add_argument("--scorer", type=Path, default=ROOT.parent / "shared/bench/score_times.py")
    parser.add_argument("--no-peers", action="store_true", help="onrecord only")
    parser.add_argument("--files", action="store_true", help="also write files, and have them read and analysed")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write what onrecord has wrong to this file")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    return parser.parse_args(arguments)


def _measure(corpus: str, path: Path, scorer: Any, options: argparse.Namespace, wrong: list[str]) -> dict[str, Any]:
    """Run every system on a corpus, print its figures and return them; what onrecord has wrong goes into `wrong`."""
    import time_peers as peers

    gold = scorer.read_documents(str(path), gold=True)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [peers.Text(row["id"], row["text"], row["published"]) for row in map(json.loads, lines)]
    ours, with_parse = peers.run_ours(texts)
    outcomes = {"onrecord": ours}
    if options.files:
        with tempfile.TemporaryDirectory() as folder:
            outcomes["onrecord, files"] = peers.run_files(texts, Path(folder))
    if not options.no_peers:
        outcomes |= peers.run_peers(texts)
    scored = {name: scores.score(scorer, gold, outcome.found) for name, outcome in outcomes.items()}
    wrong += scored["onrecord"].wrong
    expressions = sum(len(document.times) for document in gold.values())
    print(
        f"\n{CORPORA[corpus]}: {len(texts)} documents, {peers.words(texts):,} words, {expressions:,} time expressions"
    )
    _print_quality(scored, QUOTED[corpus])
    _print_halves(scored)
    if options.files:
        same = outcomes["onrecord, files"].found == ours.found
        print(f"from files, the same times at the same places: {'yes' if same else 'NO'}")
    print("\nWords a second of processor time, on one core")
    for name, outcome in outcomes.items():
        if outcome.speed is not None:
            print(f"  {name:20}{outcome.speed:10,.0f}" + (" given the parse" if name == "onrecord" else ""))
    print(f"  {'onrecord':20}{with_parse:10,.0f} with the parse")
    if not options.no_peers and (absent := peers.missing_peers()):
        print(f"not installed, left out: {', '.join(absent)}")
    if corpus == "timebank":
        _print_target("value F1", 100 * scored["onrecord"].figures["all"]["value"]["f1"], TARGET_TIMEBANK)
    _print_target("words a second", ours.speed or 0.0, TARGET_SPEED)
    return {
        name: one.as_json()
        | {"words a second": outcomes[name].speed}
        | ({"words a second with the parse": with_parse} if name == "onrecord" else {})
        for name, one in scored.items()
    }


def _print_quality(scored: dict[str, scores.Scored], quoted: dict[str, float]) -> None:
    print(f"{'':22}" + "".join(f"{measure:^21}" for measure in scores.MEASURES) + "  value F1, 95%")
    print(f"{'':22}" + f"{'P':>7}{'R':>7}{'F1':>7}" * len(scores.MEASURES))
    for name, one in scored.items():
        figures = one.figures["all"]
        row = "".join(
            f"{100 * figures[measure][key]:7.1f}"
            for measure in scores.MEASURES
            for key in ("precision", "recall", "f1")
        )
        low, high = one.interval
        print(f"{name:22}{row}  {100 * low:.1f} to {100 * high:.1f}")
    for name, value in quoted.items():
        print(f"{name + ', quoted':22}" + " " * (21 * (len(scores.MEASURES) - 1) + 14) + f"{value:7.1f}")


def _print_halves(scored: dict[str, scores.Scored]) -> None:
    print("\nF1 on the half of the documents that the grammar was tuned on, and on the other")
    print(f"{'':22}" + "".join(f"{measure:^18}" for measure in scores.MEASURES))
    print(f"{'':22}" + f"{'tuned':>9}{'other':>9}" * len(scores.MEASURES))
    for name, one in scored.items():
        row = "".join(
            f"{100 * one.figures[half][measure]['f1']:9.1f}"
            for measure in scores.MEASURES
            for half in ("tuned on", "not tuned on")
        )
        print(f"{name:22}{row}")


def _print_platinum() -> None:
    print("\nTempEval-3's test set (20 articles kept apart; not run here, every row quoted): F1")
    print(f"{'':26}{'strict':>9}{'relaxed':>9}{'value':>9}")
    for name, row in QUOTED_PLATINUM.items():
        print(f"{name + ', quoted':26}" + "".join(f"{'':9}" if one is None else f"{one:9.1f}" for one in row))
    print(f"{'to be reached':26}" + "".join(f"{TARGETS[one]:9.1f}" for one in ("strict", "relaxed", "value")))


def _print_target(name: str, reached: float, wanted: float) -> None:
    verdict = "met" if reached >= wanted else f"not met: {wanted - reached:,.1f} short"
    print(f"target {name} at least {wanted:,.0f}: {reached:,.1f}, {verdict}")


if __name__ == "__main__":
    sys.exit(main())
