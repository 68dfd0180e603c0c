"""The figures of one system: what the scorer says of its times, over all documents and over each half of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MEASURES = ("strict", "relaxed", "type", "value")
HALVES = {"all": slice(None), "tuned on": slice(0, None, 2), "not tuned on": slice(1, None, 2)}
"""Which documents, in the order of the file. The grammar of times was tuned on the first, the third, ... of each."""
SAMPLES = 1000
"""Draws of the bootstrap over documents."""

Figures = dict[str, dict[str, float]]
"""For each measure `precision`, `recall` and `f1`, fractions 0..1."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a system reached on one corpus."""

    figures: dict[str, Figures]
    """For each of `HALVES`."""
    interval: tuple[float, float]
    """The 95% interval of value F1 over all documents, fractions."""
    wrong: tuple[str, ...]
    """A line for each outcome that is not right, as the scorer writes it."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures as a JSON object, without the outcomes."""
        return {"figures": self.figures, "interval": list(self.interval)}


def score(scorer: Any, gold: Mapping[str, Any], found: Mapping[str, Iterable[tuple[int, int, str, str]]]) -> Scored:
    """Compare a system's times with the annotated ones.

    Args:
        scorer: the module that `load_scorer` gives.
        gold: the documents by id, as `scorer.read_documents` gives them.
        found: for each id start, end, TIMEX3 type and value of what was found.
    """
    documents = {
        name: scorer.Document(name, "", tuple(scorer.Time(*one) for one in found.get(name, ()))) for name in gold
    }
    outcomes = {name: list(scorer.compare({name: gold[name]}, documents)) for name in gold}
    figures = {}
    for half, which in HALVES.items():
        of_half = [one for name in list(gold)[which] for one in outcomes[name]]
        measures = scorer.scores(of_half)["measures"]
        figures[half] = {
            measure: {key: measures[measure][key] for key in ("precision", "recall", "f1")} for measure in MEASURES
        }
    counts = []
    for of_document in outcomes.values():
        result = scorer.scores(of_document)
        counts.append((result["measures"]["value"]["right"], result["gold"] + result["predicted"]))
    wrong = tuple(one.line() for rows in outcomes.values() for one in rows if one.kind() != "right")
    return Scored(figures, interval(counts), wrong)


def interval(counts: list[tuple[int, int]], samples: int = SAMPLES) -> tuple[float, float]:
    """Return the 95% interval of F1 over draws of documents with replacement (Efron 1979, percentiles).

    Args:
        counts: for each document how many are right, and how many there are, annotated and found together.
        samples: how many draws. They are the same in each run.

    >>> interval([(3, 6), (3, 6)])
    (1.0, 1.0)
    """
    draw = random.Random(0)  # noqa: S311
    scores = []
    for _ in range(samples):
        drawn = draw.choices(counts, k=len(counts))
        total = sum(there for _, there in drawn)
        scores.append(2 * sum(right for right, _ in drawn) / total if total else 0.0)
    scores.sort()
    return scores[int(0.025 * samples)], scores[min(samples - 1, int(0.975 * samples))]
