"""The figures of one system: what the scorer says of its statements, over all articles and for each outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from statement_changes import Outcome

KINDS = ("all", "quoted", "unquoted")
HUMANS = {"all": 73.3, "quoted": 91.0, "unquoted": 65.0}
"""Statement F1 (fraction x 100) of two annotators against each other, on articles that several marked."""
HUMANS_EXACT = 69.0
"""F1 (fraction x 100) of exactly the same content, of the same annotators."""
HUMANS_SOURCES = 94.0
"""Share (fraction x 100) of their common statements in which their sources agree."""
TARGETS = {"all": 68.0, "quoted": 86.0, "unquoted": 58.0}
"""Statement F1 (fraction x 100) that is to be reached, on articles never tuned on."""
TARGET_PRECISION = 72.0
"""Fraction x 100, of all statements: a wrong attribution is worse than a missing one."""
SAMPLES = 1000
"""Draws of the bootstrap over articles: the scorer's own number."""

Figures = dict[str, dict[str, float]]
"""For each kind: `precision`, `recall`, `f1`, `exact` (F1 of exact content), `sources` (agreement), fractions 0..1."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a system reached."""

    figures: Figures
    interval: tuple[float, float]
    """The 95% interval of statement F1 of kind `all`, fractions."""
    outlets: dict[str, Figures]
    """The figures for each outlet, in alphabetical order."""
    outcomes: dict[str, Outcome]
    """For each article, by id, which statements were right and which wrong."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures as a JSON object, without the outcomes."""
        return {"figures": self.figures, "interval": list(self.interval), "outlets": self.outlets}


def score(scorer: Any, gold: Sequence[dict[str, Any]], predicted: Sequence[list[dict[str, Any]]]) -> Scored:
    """Compare a system's statements with the annotated ones.

    Args:
        scorer: the module that `load_scorer` gives.
        gold: the articles, with `id`, `publisher`, `text` and `statements`.
        predicted: for each article the statements found, with `content`, `cue` and `source`.
    """
    counts, outcomes = [], {}
    by_outlet: dict[str, list[Any]] = defaultdict(list)
    for article, found in zip(gold, predicted, strict=True):
        tokenizer = scorer.Tokenizer(article["text"])
        wanted = [tokenizer.statement(raw) for raw in article["statements"]]
        given = [tokenizer.statement(raw) for raw in found]
        counts.append(scorer.count_document(wanted, given))
        by_outlet[article["publisher"]].append(counts[-1])
        right = [
            (g, p)
            for g, p in scorer.pair_by_content(wanted, given, scorer.MIN_IOU)
            if scorer.sources_agree(wanted[g].source, given[p].source)
        ]
        taken = {p for _, p in right}
        outcomes[article["id"]] = Outcome(
            right=[article["statements"][g]["content"] for g, _ in sorted(right)],
            wrong=[raw for number, raw in enumerate(found) if number not in taken],
        )
    return Scored(
        figures=_figures(scorer, counts),
        interval=scorer.bootstrap_interval(counts, "statement", SAMPLES, 0),
        outlets={outlet: _figures(scorer, by_outlet[outlet]) for outlet in sorted(by_outlet)},
        outcomes=outcomes,
    )


def _figures(scorer: Any, counts: list[Any]) -> Figures:
    total = scorer.add_up(counts)
    figures = {}
    for kind in KINDS:
        row = scorer.scores(total, "statement", kind)
        figures[kind] = {key: row[key] for key in ("precision", "recall", "f1")}
        figures[kind]["exact"] = scorer.scores(total, "content exact", kind)["f1"]
        figures[kind]["sources"] = scorer.ratio(total["source", kind, "gold hit"], total["source", kind, "gold"])
    return figures
