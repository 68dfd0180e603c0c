"""Who copied whom: a drawing in layers, from the earlier on the left to the later on the right, and its table.

The layers follow Sugiyama, Tagawa and Toda (1981): each report stands in a column after every report that it copied
and after every report of an earlier day; inside a column the reports stand in the order of the mean row of those they
copied, which keeps crossings few; an arrow that passes a column keeps a row free in it. Nothing is
placed at random, so the same record gives the same drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model import Citation, Copy
from onrecord.pages.dates import window
from onrecord.pages.shelf import Shelf, clipped

BOX_WIDTH, BOX_HEIGHT = 150, 46  # SVG user units, which are CSS pixels: the drawing scrolls, it does not shrink
_GAP_X, _GAP_Y, _EDGE = 74, 20, 10
_ARROWS_MAX = 1.5  # arrows a box: beyond it no eye follows them
_NAME_MAX = 20  # code points that fit the box

_PASSAGE_MAX = 420  # code points shown of a passage: enough to compare; the link leads to the whole
_HOW = {
    "credit": "in a credit line",
    "dateline": "in its dateline",
    "told": "for what somebody told it",
    "quoted by": "for what it quoted",
    "citing": "citing it",
    "reported by": "for what it reported",
    "link": "by a link",
}
"""How an outlet is named as the source, in words that follow the name of the report."""

_Spot = tuple[str, str]
"""A place in a column: a report and '', or an arrow that passes, by its origin and its copy."""


@dataclass(frozen=True, slots=True)
class Node:
    """A report in the drawing."""

    report: str
    name: str
    full: str
    day: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from an origin to its copy."""

    path: str
    width: float
    percent: str
    label_x: float
    label_y: float
    words: str
    directed: bool
    """Whether it is an arrow: a line without a head says that the words may have gone either way."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """The same words in two reports."""

    origin_text: str
    copy_text: str
    origin_href: str
    copy_href: str
    words: int


@dataclass(frozen=True, slots=True)
class CopyView:
    """One row of the table."""

    origin: str
    origin_outlet: str
    origin_day: str
    copy: str
    copy_outlet: str
    copy_day: str
    percent: str
    share: float
    words: int
    passages: tuple[PassageView, ...]
    because: str
    directed: bool
    """Whether it is known which of the two had the words first."""
    origin_language: str | None
    copy_language: str | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The drawing and the table."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    copies: tuple[CopyView, ...]
    thinned: bool
    """Whether the drawing leaves arrows out."""


@dataclass(frozen=True, slots=True)
class CitingReport:
    """A report that names the outlet."""

    href: str
    """The first place."""
    name: str
    how: str
    """In what ways: "in its credit line, as told to it"."""


@dataclass(frozen=True, slots=True)
class CitationView:
    """One outlet that reports name as a source, and where they do."""

    outlet: str
    places: tuple[CitingReport, ...]


def lineage(shelf: Shelf) -> Lineage:
    """Return the copies of a story as a drawing and as rows, the largest share first."""
    copies = [one for one in shelf.story.copies if one.origin in shelf.reports and one.copy in shelf.reports]
    drawn = [_rightward(shelf, one) for one in _drawn(copies)]
    layers = _layers(shelf, drawn)
    spots = _rows(shelf, drawn, layers)
    corner = {
        spot: (_EDGE + layer * (BOX_WIDTH + _GAP_X), _EDGE + row * (BOX_HEIGHT + _GAP_Y))
        for spot, (layer, row) in spots.items()
    }
    nodes = {
        report: Node(report, clipped(shelf.outlet(report), _NAME_MAX), shelf.outlet(report), shelf.day(report), x, y)
        for (report, passing), (x, y) in corner.items()
        if not passing
    }
    bends = {
        (one.origin, one.copy): [
            (x, y + BOX_HEIGHT // 2)
            for layer in range(layers[one.origin] + 1, layers[one.copy])
            for x, y in (corner[(one.origin, f"{one.copy}@{layer}")],)
        ]
        for one in drawn
    }
    ordered = sorted(copies, key=lambda one: (-one.share, shelf.order(one.origin), shelf.order(one.copy)))
    return Lineage(
        width=max((node.x for node in nodes.values()), default=0) + BOX_WIDTH + _EDGE,
        height=max((y for _, y in corner.values()), default=0) + BOX_HEIGHT + _EDGE,
        nodes=tuple(nodes.values()),
        edges=tuple(_edge(shelf, one, nodes, bends[one.origin, one.copy]) for one in drawn),
        copies=tuple(_copy(shelf, one) for one in ordered),
        thinned=len(drawn) < len(copies),
    )


def citations(shelf: Shelf) -> list[CitationView]:
    """Return the outlets that reports name as their source, the one named by most reports first."""
    named: dict[str, dict[str, list[Citation]]] = {}
    for one in sorted(shelf.story.citations, key=lambda one: (shelf.order(one.report), one.span)):
        if one.outlet == shelf.reports[one.report].outlet:
            continue  # "told the Ledger", in the Ledger: no other outlet is named
        named.setdefault(one.outlet, {}).setdefault(one.report, []).append(one)
    views = [
        CitationView(outlet, tuple(_citing(shelf, report, found) for report, found in of.items()))
        for outlet, of in named.items()
    ]
    return sorted(views, key=lambda view: (-len(view.places), view.outlet))


def _citing(shelf: Shelf, report: str, found: list[Citation]) -> CitingReport:
    ways = dict.fromkeys(_HOW.get(one.how, one.how) for one in found)
    return CitingReport(shelf.href.report(report, found[0].span), shelf.called(report), ", ".join(ways))


def _drawn(copies: list[Copy]) -> list[Copy]:
    """Return the copies to draw: all, or where that would be a thicket, the largest origin of each copy."""
    reports = {end for one in copies for end in (one.origin, one.copy)}
    if len(copies) <= _ARROWS_MAX * len(reports):
        return copies
    best: dict[str, Copy] = {}
    for one in sorted(copies, key=lambda one: (-one.share, one.origin, one.copy)):
        best.setdefault(one.copy, one)
    return list(best.values())


def _rightward(shelf: Shelf, one: Copy) -> Copy:
    """Return a copy as it is drawn: what may have gone either way goes from the earlier report to the later."""
    if one.directed or shelf.order(one.origin) <= shelf.order(one.copy):
        return one
    return replace(one, origin=one.copy, copy=one.origin, share=_share(shelf, one))


def _share(shelf: Shelf, one: Copy) -> float:
    """Return the share of the origin's words that stand in the copy."""
    origin = shelf.reports[one.origin]
    words = sum(len(origin.slice(passage.origin).split()) for passage in one.passages)
    return min(1.0, words / max(1, origin.words))


def _layers(shelf: Shelf, copies: list[Copy]) -> dict[str, int]:
    reports = sorted({end for one in copies for end in (one.origin, one.copy)}, key=shelf.order)
    dated = sorted({_day(shelf, report) for report in reports})
    layers: dict[str, int] = {}
    floor = 0
    for day in dated:
        of_day = [report for report in reports if _day(shelf, report) == day]
        for report in of_day:
            layers[report] = floor
        # The longest way inside the day; as many rounds as there are reports, so that a circle cannot hold it up.
        for _ in of_day:
            for one in copies:
                if one.origin in of_day and one.copy in of_day and layers[one.copy] <= layers[one.origin]:
                    layers[one.copy] = min(layers[one.origin] + 1, floor + len(of_day) - 1)
        floor = max(layers[report] for report in of_day) + 1
    return layers


def _day(shelf: Shelf, report: str) -> str:
    published = shelf.reports[report].published
    found = window(published)
    return found.first.isoformat() if found and found.first else "9999"


def _rows(shelf: Shelf, copies: list[Copy], layers: dict[str, int]) -> dict[_Spot, tuple[int, int]]:
    """Return the column and the row of each report, and of each arrow in the columns that it passes."""
    columns: dict[int, list[_Spot]] = {}
    before: dict[_Spot, list[_Spot]] = {}
    for report, layer in layers.items():
        columns.setdefault(layer, []).append((report, ""))
    for one in copies:
        last: _Spot = (one.origin, "")
        for layer in range(layers[one.origin] + 1, layers[one.copy]):
            passing: _Spot = (one.origin, f"{one.copy}@{layer}")
            columns.setdefault(layer, []).append(passing)
            before.setdefault(passing, []).append(last)
            last = passing
        before.setdefault((one.copy, ""), []).append(last)
    placed: dict[_Spot, tuple[int, int]] = {}
    for layer in sorted(columns):

        def pull(spot: _Spot) -> float:
            rows = [placed[one][1] for one in before.get(spot, ()) if one in placed]
            return sum(rows) / len(rows) if rows else float(len(layers))

        ordered = sorted(columns[layer], key=lambda spot: (pull(spot), bool(spot[1]), shelf.order(spot[0]), spot[1]))
        for row, spot in enumerate(ordered):
            placed[spot] = (layer, row)
    return placed


def _edge(shelf: Shelf, one: Copy, nodes: dict[str, Node], bends: list[tuple[int, int]]) -> Edge:
    start, end = nodes[one.origin], nodes[one.copy]
    y1, y2 = start.y + BOX_HEIGHT / 2, end.y + BOX_HEIGHT / 2
    x1 = float(start.x + BOX_WIDTH)
    if end.x > start.x:
        path, x, y = f"M{x1:g} {y1:g}", x1, y1
        for bend_x, bend_y in bends:  # through the free row of each column between
            path += _curve(x, y, bend_x, bend_y) + f"H{bend_x + BOX_WIDTH}"
            x, y = float(bend_x + BOX_WIDTH), float(bend_y)
        path += _curve(x, y, end.x - 5, y2)
        label = ((x + end.x - 5) / 2, (y + y2) / 2 - 5)
    else:  # a circle of copies: around the right side
        x2 = end.x + BOX_WIDTH + 5
        out = max(x1, x2) + _GAP_X * 0.6
        path = f"M{x1:g} {y1:g}C{out:g} {y1:g} {out:g} {y2:g} {x2:g} {y2:g}"
        label = (out - 18, (y1 + y2) / 2 - 5)
    percent = _percent(one.share)
    how = "from" if one.directed else "in common with"
    words = f"{shelf.outlet(one.copy)} has {percent} of its words {how} {shelf.outlet(one.origin)}"
    if not one.directed:
        words += "; which took from which is not known"
    return Edge(path, round(1 + 3 * min(1.0, max(0.0, one.share)), 1), percent, *label, words, one.directed)


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    middle = (x1 + x2) / 2
    return f"C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"


def _copy(shelf: Shelf, one: Copy) -> CopyView:
    origin, copy = shelf.reports[one.origin], shelf.reports[one.copy]
    passages = tuple(
        PassageView(
            clipped(origin.slice(passage.origin), _PASSAGE_MAX),
            clipped(copy.slice(passage.copy), _PASSAGE_MAX),
            shelf.href.report(origin.id, passage.origin),
            shelf.href.report(copy.id, passage.copy),
            len(copy.slice(passage.copy).split()),
        )
        for passage in sorted(one.passages, key=lambda passage: (passage.copy, passage.origin))
    )
    return CopyView(
        one.origin,
        shelf.outlet(one.origin),
        shelf.day(one.origin),
        one.copy,
        shelf.outlet(one.copy),
        shelf.day(one.copy),
        _percent(one.share),
        one.share,
        sum(passage.words for passage in passages),
        passages,
        one.because,
        one.directed,
        origin.language,
        copy.language,
    )


def _percent(share: float) -> str:
    return "< 1%" if 0 < share < 0.01 else f"{share:.0%}"
