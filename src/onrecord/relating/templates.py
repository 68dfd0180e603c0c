"""Words that a report prints again and again around different contents: "Hide caption 3 of 25 photos: Storm in ...".

They say nothing of the statement that they stand in, and twenty-five captions are not one claim. Reading takes off the
furniture that it knows; what is left is known by being repeated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.model import Statement

RUN = 4
"""Telling words in a row that make a template: names of offices and set phrases are mostly shorter."""
TIMES = 4
"""Different contents of one report in which the run must stand: refrains and names of bodies are repeated less."""


def template_terms(statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """Return, by statement id, the terms that are part of a template of its report; most statements have none.

    Args:
        statements: Statements of any reports, with `id` and `report` filled.
    """
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_report[statement.report].append(statement)
    found: dict[str, frozenset[str]] = {}
    for group in by_report.values():
        contents = {statement.terms for statement in group}
        count = Counter(run for terms in sorted(contents) for run in set(_runs(terms)))
        if not count or max(count.values()) < TIMES:
            continue
        for statement in group:
            inside = {word for run in _runs(statement.terms) if count[run] >= TIMES for word in run}
            if inside:
                found[statement.id] = frozenset(inside)
    return found


def _runs(terms: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [terms[at : at + RUN] for at in range(len(terms) - RUN + 1)]
