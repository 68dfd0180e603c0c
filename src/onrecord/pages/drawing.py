"""From columns and rows to a drawing: boxes, lines with heads, headings over the columns.

All measures are SVG user units, which are CSS pixels: a drawing that is too wide scrolls, it does not shrink.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.pages.layered import Layered
from onrecord.pages.shelf import clipped

NAME_MAX = 21
"""Code points of a name that fit a box."""
_HEAD = 5  # how far before a box the head of an arrow ends


@dataclass(frozen=True, slots=True)
class Size:
    """How large boxes and gaps are."""

    width: int = 160
    height: int = 44
    across: int = 76
    """Between two columns."""
    down: int = 16
    """Between two rows."""
    edge: int = 6
    """Free at each side."""
    head: int = 26
    """Kept for the headings over the columns."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with a name and a line under it."""

    key: str
    name: str
    full: str
    """The whole name, where the box shows its beginning."""
    under: str
    role: str
    href: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line from box to box."""

    path: str
    width: float
    label: str
    label_x: float
    label_y: float
    words: str
    directed: bool
    """Whether it has a head; one without says that it may run either way."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Words over one or more columns."""

    text: str
    x: float
    width: float
    """From the left side of its first column to the right side of its last."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, ready to be put into SVG."""

    width: float
    height: float
    size: Size
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]


def box(key: str, name: str, under: str, role: str, href: str, at: tuple[int, float], size: Size) -> Box:
    """Return a box at a column and a row."""
    x, y = _corner(at, size)
    return Box(key, clipped(name, NAME_MAX), name, clipped(under, NAME_MAX + 4), role, href, x, y)


def line(
    start: tuple[int, float],
    bends: Sequence[tuple[int, float]],
    end: tuple[int, float],
    size: Size,
    *,
    width: float = 1.5,
    label: str = "",
    words: str = "",
    directed: bool = True,
) -> Line:
    """Return a line between two boxes, given by column and row, through the rows that are kept free for it."""
    (x1, y1), (x2, y2) = _corner(start, size), _corner(end, size)
    y1, y2, x = y1 + size.height / 2, y2 + size.height / 2, x1 + size.width
    if x2 > x1:
        path, y = f"M{x:g} {y1:g}", y1
        for bend in bends:
            bend_x, bend_y = _corner(bend, size)
            bend_y += size.height / 2
            path += _curve(x, y, bend_x, bend_y) + f"H{bend_x + size.width:g}"
            x, y = bend_x + size.width, bend_y
        path += _curve(x, y, x2 - _HEAD, y2)
        label_x, label_y = (x + x2 - _HEAD) / 2, (y + y2) / 2 - 6
    else:  # a circle: around the right side
        back = x2 + size.width + _HEAD
        out = max(x, back) + size.across * 0.6
        path = f"M{x:g} {y1:g}C{out:g} {y1:g} {out:g} {y2:g} {back:g} {y2:g}"
        label_x, label_y = out - 18, (y1 + y2) / 2 - 6
    return Line(path, width, label, round(label_x, 1), round(label_y, 1), words, directed)


def drawing(
    placed: Layered, boxes: Sequence[Box], lines: Sequence[Line], headings: Mapping[int, str], size: Size
) -> Drawing:
    """Return the drawing; a heading stands over its column and those after it, up to the next heading."""
    starts = sorted(headings)
    ends = [*(one - 1 for one in starts[1:]), placed.columns - 1]  # none where there is no column
    return Drawing(
        width=2 * size.edge + placed.columns * size.width + max(0, placed.columns - 1) * size.across,
        height=size.head + size.edge + max(0, placed.rows) * (size.height + size.down) - size.down + size.edge,
        size=size,
        boxes=tuple(boxes),
        lines=tuple(lines),
        headings=tuple(
            Heading(
                headings[first],
                _corner((first, 0), size)[0],
                (last - first) * (size.width + size.across) + size.width,
            )
            for first, last in zip(starts, ends, strict=False)
        ),
    )


def _corner(at: tuple[int, float], size: Size) -> tuple[float, float]:
    column, row = at
    return (
        size.edge + column * (size.width + size.across),
        round(size.head + size.edge + row * (size.height + size.down), 1),
    )


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    middle = (x1 + x2) / 2
    return f"C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
