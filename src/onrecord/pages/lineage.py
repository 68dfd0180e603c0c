"""Who copied whom: a drawing in layers, from the earlier on the left to the later on the right, and its table.

Each report stands in a column after every report that it copied and after every report of an earlier day, so that time
runs to the right and each column has its day over it; `layered` finds the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model import Citation, Copy
from onrecord.pages.dates import short, window
from onrecord.pages.drawing import Drawing, Line, Size, box, drawing, line
from onrecord.pages.layered import Layered, layered
from onrecord.pages.shelf import Shelf, clipped

SIZE = Size(across=96)
_BOXES_MAX = 60  # reports drawn: a drawing of more is larger than four screens
_UNDATED = "9999"  # after every day
_ARROWS_MAX = 1.5  # arrows a box: beyond it no eye follows them
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

    drawing: Drawing
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
    columns = _columns(shelf, drawn)
    placed = layered(columns, [(one.origin, one.copy) for one in drawn])
    ordered = sorted(copies, key=lambda one: (-one.share, shelf.order(one.origin), shelf.order(one.copy)))
    return Lineage(
        drawing=drawing(
            placed,
            [
                box(report, shelf.outlet(report), shelf.day(report), "report", shelf.href.report(report), at, SIZE)
                for report, at in placed.boxes.items()
            ],
            [_line(shelf, one, placed) for one in drawn],
            _headings(shelf, columns),
            SIZE,
        ),
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
    """Return the copies to draw: all, or where that would be a thicket, the largest origin of each copy.

    Of more reports than an eye follows those are drawn that have the largest shares.
    """
    reports = {end for one in copies for end in (one.origin, one.copy)}
    if len(copies) <= _ARROWS_MAX * len(reports):
        return _largest(copies)
    best: dict[str, Copy] = {}
    for one in sorted(copies, key=lambda one: (-one.share, one.origin, one.copy)):
        best.setdefault(one.copy, one)
    return _largest(list(best.values()))


def _largest(copies: list[Copy]) -> list[Copy]:
    """Return the copies of the largest shares that have no more than `_BOXES_MAX` reports."""
    ends: set[str] = set()
    kept: list[Copy] = []
    for one in sorted(copies, key=lambda one: (-one.share, one.origin, one.copy)):
        if len(ends | {one.origin, one.copy}) <= _BOXES_MAX:
            ends |= {one.origin, one.copy}
            kept.append(one)
    return kept


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


def _columns(shelf: Shelf, copies: list[Copy]) -> dict[str, int]:
    """Return the column of each report: after every report of an earlier day and every one that it copied."""
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
    return found.first.isoformat() if found and found.first else _UNDATED


def _headings(shelf: Shelf, columns: dict[str, int]) -> dict[int, str]:
    """Return the day over the first column of each day; "no date" over that of the undated."""
    found: dict[int, str] = {}
    seen: set[str] = set()
    for report, column in sorted(columns.items(), key=lambda item: (item[1], item[0])):
        day = _day(shelf, report)
        if day not in seen:
            seen.add(day)
            found[column] = "no date" if day == _UNDATED else short(day)
    return found


def _line(shelf: Shelf, one: Copy, placed: Layered) -> Line:
    percent = _percent(one.share)
    how = "from" if one.directed else "in common with"
    words = f"{shelf.outlet(one.copy)} has {percent} of its words {how} {shelf.outlet(one.origin)}"
    if not one.directed:
        words += "; which took from which is not known"
    return line(
        placed.boxes[one.origin],
        placed.bends[one.origin, one.copy],
        placed.boxes[one.copy],
        SIZE,
        width=round(1 + 3 * min(1.0, max(0.0, one.share)), 1),
        label=percent,
        words=words,
        directed=one.directed,
    )


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
