"""Which entity is named at a place of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from onrecord.model import Entity, Span


class EntityIndex:
    """Finds the entity that is named at a place of a report."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._at: dict[str, dict[Span, str]] = defaultdict(dict)
        for entity in entities:
            for mention in entity.named:
                self._at[mention.report][mention.span] = entity.id
        self._sorted = {report: sorted(spans) for report, spans in self._at.items()}

    def at(self, report: str, span: Span) -> str | None:
        """Return the id of the entity whose mention is, or holds, a span; None where there is none."""
        spans = self._at.get(report, {})
        if span in spans:
            return spans[span]
        ordered = self._sorted.get(report, [])
        before = bisect_right(ordered, (span[0], float("inf"))) - 1
        if before >= 0 and ordered[before][1] >= span[1]:
            return spans[ordered[before]]
        return None
