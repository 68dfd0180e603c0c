"""Which outlets carry which claims, and which leave them out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.pages.shelf import Shelf, clipped
from onrecord.record import told


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, and for each outlet whether it carries it (True), leaves it out (False), or is not counted (None)."""

    number: int
    claim: str
    text: str
    cells: tuple[bool | None, ...]
    carried: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets × claims."""

    outlets: tuple[str, ...]
    totals: tuple[int, ...]
    """How many of the rows each outlet carries."""
    rows: tuple[Row, ...]


def matrix(shelf: Shelf) -> Matrix:
    """Return the claims that two or more outlets carry, in the order of their numbers; outlets with most first."""
    shown = [one for one in shelf.story.coverage if one.claim in shelf.numbers and len(one.outlets) > 1]
    shown.sort(key=lambda one: shelf.numbers[one.claim])
    carried: dict[str, int] = {}
    for one in shown:
        for outlet in one.outlets:
            carried[outlet] = carried.get(outlet, 0) + 1
        for outlet in one.missing:
            carried.setdefault(outlet, 0)
    outlets = tuple(sorted(carried, key=lambda outlet: (-carried[outlet], outlet)))
    rows = tuple(
        Row(
            shelf.numbers[one.claim],
            one.claim,
            clipped(told(shelf.claims[one.claim].text), 160),
            tuple(True if o in one.outlets else False if o in one.missing else None for o in outlets),
            len(one.outlets),
        )
        for one in shown
    )
    return Matrix(outlets, tuple(carried[outlet] for outlet in outlets), rows)
