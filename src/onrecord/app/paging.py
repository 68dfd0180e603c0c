"""A long list, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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
    """Return a page of a list; a page that is not there is the nearest that is.

    >>> page_of("abcde", "2", 2).rows, page_of("abcde", "9", 2).number, page_of("abcde", "x", 2).number
    ('cd', 3, 1)
    """
    pages = max(1, -(-len(rows) // size))
    number = min(max(int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 9 else 1, 1), pages)
    start = (number - 1) * size
    return Paged(rows[start : start + size], number, pages, len(rows), start + 1 if rows else 0)
