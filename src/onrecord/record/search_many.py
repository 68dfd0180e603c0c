"""Full-text search over many records, one open at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record.record import Record
from onrecord.record.search import Found

EACH = 3
"""Hits of one record at most: a word that stands in one story on every page is not to hide the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InRecord:
    """What a search found in one of many records."""

    path: Path
    found: Found


def search_records(
    paths: Sequence[Path], query: str, limit: int = 20, *, advance: Callable[[], None] = lambda: None
) -> tuple[tuple[InRecord, ...], tuple[str, ...]]:
    """Find words in the statements and reports of many records; which claims they belong to is not said.

    Args:
        paths: The records.
        query: As for `Record.search`.
        limit: How many hits to return at most, over all records.
        advance: Is called when one more record was searched.

    Returns:
        The records in which something was found, those with most matches first, with the first hits of the first of
        them; and why some could not be searched.
    """
    held: list[InRecord] = []
    failed: list[str] = []
    for path in paths:
        try:
            with Record(path) as record:
                found = record.search(query, limit, claims=False)
            if found.total:
                held.append(InRecord(path=path, found=found))
        except RecordError as error:
            failed.append(str(error))
        advance()
    shown: list[InRecord] = []
    left = limit
    for one in sorted(held, key=lambda one: (-one.found.total, one.path.name)):
        shown.append(InRecord(path=one.path, found=replace(one.found, hits=one.found.hits[: min(EACH, left)])))
        left -= len(shown[-1].found.hits)
    return tuple(shown), tuple(failed)
