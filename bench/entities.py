"""How well names are found and joined over the reports of a story: NewsWCL50, by B-cubed, beside string equality.

    python bench/entities.py

It needs the gold stories and their scorer, which are not part of this repository: by default it looks for them in
`../shared`, beside it. Without them it says so and ends with exit code 0, having measured nothing.

For each story: B-cubed precision, recall and F1 over the gold mentions of actors, countries and groups, mention
detection included, and F1 given the mentions. Gold mentions take in roles and nouns for several ("the president",
"defendants"), and put the bodies, officials and lawyers of a country into one with it, which we keep apart. The peer is
the names of the same analysis, those of equal spelling taken as one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import onrecord
from onrecord.model import Story
from scorers import load_scorer

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=ROOT.parent / "shared/data/stories/newswcl50")
    parser.add_argument("--scorer", type=Path, default=ROOT.parent / "shared/bench/score_entities.py")
    options = parser.parse_args(arguments)
    missing = [path for path in (options.stories, options.scorer) if not path.exists()]
    if missing:
        print("skipped, nothing measured: there is no " + ", no ".join(str(path) for path in missing))
        return 0
    scorer = load_scorer(options.scorer)
    rows: dict[str, list[dict[str, float]]] = {"onrecord": [], "equal spelling": []}
    for folder in sorted(path for path in options.stories.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            with contextlib.redirect_stdout(io.StringIO()):
                scorer.lay_out(folder, work / "texts")
            gold = json.loads((work / "texts/gold.json").read_text(encoding="utf-8"))
            (work / "texts/gold.json").unlink()
            with onrecord.build([work / "texts"], work / "story.db") as record:
                story, analyses = record.story(), record.analyses()
        documents = {report.id: Path(report.input).stem for report in story.reports}
        ours = _mentions(story, documents)
        plain = [
            {"doc": documents[report.id], "start": n.span[0], "end": n.span[1], "entity": report.slice(n.span)}
            for report in story.reports
            for n in analyses[report.id].names
        ]
        rows["onrecord"].append(scorer.b_cubed(gold, scorer.align(gold, ours)))
        rows["equal spelling"].append(scorer.b_cubed(gold, scorer.align(gold, plain)))
    print(f"{'':16}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'F1 given':>10}   mean of {len(rows['onrecord'])} stories")
    for name, found in rows.items():
        means = [
            100 * sum(r[k] for r in found) / len(found) for k in ("precision", "recall", "f1", "detected", "given_f1")
        ]
        print(f"{name:16}{means[0]:7.1f}{means[1]:7.1f}{means[2]:7.1f}{means[3]:8.1f}{means[4]:10.1f}")
        each = (f"{100 * one['f1']:.1f} ({100 * one['given_f1']:.1f})" for one in found)
        print(f"{'':16}by story, F1 (given): {', '.join(each)}")
    return 0


def _mentions(story: Story, documents: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"doc": documents[mention.report], "start": mention.span[0], "end": mention.span[1], "entity": entity.id}
        for entity in story.entities
        for mention in entity.mentions
    ]


if __name__ == "__main__":
    sys.exit(main())
