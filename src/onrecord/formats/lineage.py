"""Who has it from whom, as a graph: what GraphML and GEXF write.

A node is a report, or an outlet that a report names as its source. An edge goes as the words went: from the report that
had them to the one that took them (`copy`), from an outlet to the report that names it as a source (`citation`), and
from such an outlet to the reports of the record that it published itself (`published`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.dates import bounds, shown_day
from onrecord.formats.plain import one_line
from onrecord.formats.registry import HoldsRecord, Options, view_of
from onrecord.model import Copy, make_id
from onrecord.record import called
from onrecord.record.tables import View

Attribute = str | int | float | bool
AttributeType = Literal["string", "int", "double", "boolean"]
"""What GraphML calls it; GEXF says `integer` for `int`."""

NODE_ATTRIBUTES: Mapping[str, AttributeType] = {
    "kind": "string",  # report, outlet
    "outlet": "string",
    "title": "string",
    "published": "string",
    "url": "string",
    "language": "string",
    "words": "int",
}
EDGE_ATTRIBUTES: Mapping[str, AttributeType] = {
    "kind": "string",  # copy, citation, published
    "weight": "double",  # of a copy its share, else how often
    "share": "double",
    "passages": "int",
    "direction_known": "boolean",
    "times": "int",
    "how": "string",
    "because": "string",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A report or an outlet."""

    id: str
    label: str
    attributes: Mapping[str, Attribute]
    first_day: str | None = None
    """The first day on which it can have been there, `YYYY-MM-DD`."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The way that words went."""

    id: str
    source: str
    target: str
    attributes: Mapping[str, Attribute]
    first_day: str | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The lineage of a story."""

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def lineage(record: HoldsRecord, options: Options) -> Graph:
    """Return who has it from whom; nodes by day, edges by kind and ends."""
    view = view_of(record, options)
    reports = [_report(view, key) for key in view.reports]
    days = {one.id: one.first_day for one in reports}
    citations, outlets = _citations(view, days)
    edges = [*_copies(view, days), *citations, *_published(view, outlets, days)]
    return Graph(one_line(record.path.stem), (*reports, *outlets.values()), tuple(edges))


def _report(view: View, key: str) -> Node:
    report = view.reports[key]
    day = shown_day(report.published)
    known: dict[str, Attribute | None] = {
        "kind": "report",
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "url": report.url,
        "language": report.language,
        "words": report.words,
    }
    return Node(key, one_line(f"{called(report)}, {day or 'undated'}"), _told(known), _first(report.published))


def _by_ends(copy: Copy) -> tuple[object, ...]:
    passages = [(passage.origin, passage.copy) for passage in copy.passages]
    return copy.origin, copy.copy, -copy.share, copy.because, passages, copy.directed


def _copies(view: View, days: Mapping[str, str | None]) -> list[Edge]:
    ordered = sorted(view.story.copies, key=_by_ends)
    return [
        Edge(
            make_id("l", number, one.origin, one.copy),
            one.origin,
            one.copy,
            _told(
                {
                    "kind": "copy",
                    "weight": round(one.share, 4),
                    "share": round(one.share, 4),
                    "passages": len(one.passages),
                    "direction_known": one.directed,
                    "because": one.because,
                }
            ),
            days[one.copy],
        )
        for number, one in enumerate(ordered)
    ]


def _citations(view: View, days: Mapping[str, str | None]) -> tuple[list[Edge], dict[str, Node]]:
    """Return who names whom, and the outlets that are named, by name.

    Left out is an outlet that names itself ("told Norra News", in Norra News): nothing came from elsewhere.
    """
    places: dict[tuple[str, str], list[str]] = {}
    others = [one for one in view.story.citations if one.outlet != view.reports[one.report].outlet]
    for one in sorted(others, key=lambda one: (one.outlet, view.order[one.report], one.span, one.how)):
        places.setdefault((one.outlet, one.report), []).append(one.how)
    outlets = {
        name: Node(make_id("o", name), one_line(name), {"kind": "outlet", "outlet": one_line(name)})
        for name in sorted({name for name, _ in places})
    }
    edges = [
        Edge(
            make_id("l", name, report),
            outlets[name].id,
            report,
            _told(
                {
                    "kind": "citation",
                    "weight": float(len(hows)),
                    "times": len(hows),
                    "how": ", ".join(sorted(set(hows))),
                }
            ),
            days[report],
        )
        for (name, report), hows in places.items()
    ]
    return edges, outlets


def _published(view: View, outlets: Mapping[str, Node], days: Mapping[str, str | None]) -> list[Edge]:
    return [
        Edge(
            make_id("l", "published", key),
            outlets[report.outlet].id,
            key,
            {"kind": "published", "weight": 1.0},
            days[key],
        )
        for key, report in view.reports.items()
        if report.outlet in outlets and report.outlet is not None
    ]


def _told(values: Mapping[str, Attribute | None]) -> dict[str, Attribute]:
    """Return the attributes that are known, words as one line."""
    return {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


def _first(published: str | None) -> str | None:
    first = bounds(published or "")[0]
    return None if first is None else first.isoformat()
