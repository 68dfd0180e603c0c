"""A long list, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.errors import UsageError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """One page of a list."""

    rows: Sequence[Row]
    number: int
    """From 1."""
    pages: int
    """At least 1."""
    total: int
    first: int
    """The place of its first row in the list, from 1; 0 where there is none."""


def page_of(rows: Sequence[Row], asked: str | None, size: int) -> Paged[Row]:
    """Return a page of a list; one beyond the last is the last, for lists grow shorter, too.

    Raises:
        UsageError: What is asked for is no number of a page.

    >>> page_of("abcde", "2", 2).rows, page_of("abcde", "9", 2).number, page_of("abcde", None, 2).number
    ('cd', 3, 1)
    """
    return _paged(rows, asked, [(start, start + size) for start in range(0, len(rows), size)])


def page_by_weight(rows: Sequence[Row], asked: str | None, weight: Callable[[Row], int], most: int) -> Paged[Row]:
    """Return a page of a list of rows of very different length: so many as together weigh no more than a page may.

    Args:
        rows: The whole list.
        asked: The number of the page.
        weight: How much there is of a row.
        most: How much a page may have; a row that has more is a page by itself.

    Raises:
        UsageError: What is asked for is no number of a page.

    >>> [page_by_weight([1, 1, 9, 1], str(page), int, 3).rows for page in (1, 2, 3)]
    [[1, 1], [9], [1]]
    """
    cuts: list[tuple[int, int]] = []
    start = held = 0
    for at, row in enumerate(rows):
        heavy = weight(row)
        if at > start and held + heavy > most:
            cuts.append((start, at))
            start, held = at, 0
        held += heavy
    if rows:
        cuts.append((start, len(rows)))
    return _paged(rows, asked, cuts)


def _paged(rows: Sequence[Row], asked: str | None, cuts: list[tuple[int, int]]) -> Paged[Row]:
    if asked and not re.fullmatch(r"[1-9][0-9]{0,7}", asked):
        raise UsageError(f"{asked!r} is no page: pages are 1, 2, 3, ...")
    number = min(int(asked or 1), max(1, len(cuts)))
    start, end = cuts[number - 1] if cuts else (0, 0)
    return Paged(rows[start:end], number, max(1, len(cuts)), len(rows), start + 1 if rows else 0)
