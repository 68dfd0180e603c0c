"""Learn what the features of a pair of statements weigh when it is decided whether they say the same.

    python training/claims.py STORIES RECORDS WEIGHTS MARKS...

STORIES is the folder of stories; RECORDS a folder for their records, which are kept for the next run; WEIGHTS is
`src/onrecord/relating/claims/pairs.toml`, in which each number of `bias` and `weight` is written anew; MARKS are files
of marked pairs (see `bench/README.md`). Pairs marked unclear are left out. The result is the same at every run.

First it prints two estimates, for which each story is judged by what the others teach: of the decision on a pair, by
threshold, and of what is in one claim in the end. `same` in WEIGHTS, the threshold, is set by hand after the first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from claim_pair_peers import TfIdf
from claim_pairs import PRECISION, Found, Mark, best_threshold, paths_of, precision_recall, read_marks
from onrecord.build import build
from onrecord.model import Story
from onrecord.relating.claims import find_claims
from onrecord.relating.claims.comparison import comparison
from onrecord.relating.claims.pairs import Weights, learnt_weights
from onrecord.relating.facts import Facts, gather_facts

RIDGE = 10.0
"""Penalty on the squares of the weights, the features scaled to a spread of one: by the first estimate, 2 to 10 do."""
_ROUNDS = 30
"""Steps of Newton's method: it stands still after ten."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked pair, how it compares (None where no statement stands at a place), and its cosine by TF-IDF."""

    mark: Mark
    features: Mapping[str, float] | None
    cosine: float

    @property
    def same(self) -> bool:
        """Whether it is marked as saying the same."""
        return self.mark.label == "same"


def main(stories: str, records: str, weights: str, *files: str) -> int:
    """Learn, estimate and write."""
    root = Path(stories)
    marks = {Path(file).stem: [m for m in read_marks(Path(file)) if m.label and not m.unclear] for file in files}
    clear = [mark for some in marks.values() for mark in some]
    told = {name: _story(name, root, Path(records)) for name in sorted({mark.story for mark in clear})}
    pairs = [pair for name, story in told.items() for pair in _pairs(name, story, clear, root)]
    folds = {name: learn([pair for pair in pairs if pair.mark.story != name]) for name in told}
    print(f"{len(pairs)} pairs of {len(told)} stories, {sum(pair.same for pair in pairs)} marked as the same")
    for file, some in marks.items():
        _estimate(file, [pair for pair in pairs if pair.mark in some], told, folds, root)
    _write(Path(weights), learn(pairs))
    return 0


def learn(pairs: Sequence[Pair]) -> Weights:
    """Return the weights of a ridge logistic regression over pairs, by Newton's method."""
    known = [pair for pair in pairs if pair.features is not None]
    names = sorted(learnt_weights().of)
    x = np.array([[float(pair.features[name]) for name in names] for pair in known if pair.features is not None])
    y = np.array([pair.same for pair in known], dtype=float)
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    ridge = np.diag([RIDGE] * len(names) + [0.0])
    found = np.zeros(len(names) + 1)
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-z @ found))
        found -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ found)
    of = found[:-1] / spread
    return replace(
        learnt_weights(),
        bias=round(float(found[-1] - of @ mean), 3),
        of={name: round(float(weight), 3) for name, weight in zip(names, of, strict=True)},
    )


def _story(name: str, root: Path, records: Path) -> Story:
    records.mkdir(parents=True, exist_ok=True)
    with build(root / name, records / f"{name.replace('/', '-')}.db", replace=True) as record:
        return record.story()


def _facts(story: Story) -> dict[str, Facts]:
    return gather_facts({report.id: report for report in story.reports}, story.statements, story.entities)


def _pairs(name: str, story: Story, marks: Sequence[Mark], root: Path) -> list[Pair]:
    """Return the marked pairs of a story; where several statements stand at a place, the two that are most alike."""
    facts, paths = _facts(story), paths_of(story, root)
    at, texts = Found(story, paths), {paths[report.id]: report.text for report in story.reports}
    cosine = TfIdf(texts.values())
    found = []
    for mark in (mark for mark in marks if mark.story == name):
        both = [
            comparison(facts[a], facts[b])
            for a in sorted(at.statements(mark.a))
            for b in sorted(at.statements(mark.b))
            if a != b
        ]
        words = [texts[place.report][slice(*place.span)] for place in (mark.a, mark.b)]
        nearest = max(both, key=lambda pair: pair["sense_least"] + pair["sense_most"], default=None)
        found.append(Pair(mark, nearest, cosine(*words)))
    return found


def _estimate(
    file: str, pairs: Sequence[Pair], told: Mapping[str, Story], folds: Mapping[str, Weights], root: Path
) -> None:
    """Print how well the pairs of a file are told, each story by what the others teach."""
    print(f"\n{file}: {len(pairs)} pairs, {sum(pair.same for pair in pairs)} the same")
    scores = [folds[p.mark.story].score(p.features) if p.features is not None else 0.0 for p in pairs]
    for system, by in (("TF-IDF", [pair.cosine for pair in pairs]), ("the decision", scores)):
        scored = [(score, pair.same) for score, pair in zip(by, pairs, strict=True)]
        for least in (0.0, PRECISION):
            threshold = best_threshold(scored, least)
            if threshold is not None:
                _line(f"{system} from {threshold:.3f}", [(score >= threshold, same) for score, same in scored])
    outcomes = []
    for name in sorted({pair.mark.story for pair in pairs}):
        story = told[name]
        reports = {report.id: report for report in story.reports}
        claims = find_claims(reports, _facts(story), story.entities, story.copies, story.citations, weights=folds[name])
        found = Found(replace(story, claims=claims), paths_of(story, root))
        outcomes += [(found.joined(p.mark.a, p.mark.b), p.same) for p in pairs if p.mark.story == name]
    _line("in one claim", outcomes)


def _line(title: str, outcomes: Sequence[tuple[bool, bool]]) -> None:
    p, r, f1 = precision_recall(outcomes)
    print(f"  {title:26} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f1:5.1f}")


def _write(path: Path, weights: Weights) -> None:
    """Write the numbers into the file, whose words stay as they are."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^bias = .*$", f"bias = {weights.bias}", text)
    for name, weight in weights.of.items():
        text = re.sub(rf"(?m)^({name} = \{{ weight = )-?[\d.]+", lambda found, w=weight: f"{found[1]}{w}", text)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
