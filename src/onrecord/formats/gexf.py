"""The lineage of a story as GEXF 1.3, for Gephi, with days, so that it can be played; `lineage` says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml

from onrecord.formats.graphml import as_bytes, text_of
from onrecord.formats.lineage import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute, Graph, lineage
from onrecord.formats.registry import File, Format, HoldsRecord, Options

_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {"int": "integer"}


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    yield File(f"{record.path.stem}.gexf", [written(lineage(record, options))])


def written(graph: Graph) -> bytes:
    """Return a graph as GEXF: a report is there from the first day on which it can have been published."""
    root = Xml.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.3"})
    about = Xml.SubElement(root, "meta")
    Xml.SubElement(about, "creator").text = "onrecord"
    Xml.SubElement(about, "description").text = f"Who has it from whom: {graph.name}"
    made = Xml.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    edge_attributes = {name: kind for name, kind in EDGE_ATTRIBUTES.items() if name != "weight"}
    for domain, names in (("node", NODE_ATTRIBUTES), ("edge", edge_attributes)):
        attributes = Xml.SubElement(made, "attributes", {"class": domain})
        for name, kind in names.items():
            Xml.SubElement(attributes, "attribute", {"id": name, "title": name, "type": _TYPES.get(kind, kind)})
    nodes = Xml.SubElement(made, "nodes")
    for node in graph.nodes:
        element = Xml.SubElement(nodes, "node", {"id": node.id, "label": node.label, **_from(node.first_day)})
        _put(element, node.attributes)
    edges = Xml.SubElement(made, "edges")
    for edge in graph.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target, "kind": str(edge.attributes["kind"])}
        weight = {"weight": text_of(edge.attributes["weight"])}
        element = Xml.SubElement(edges, "edge", {**ends, **weight, **_from(edge.first_day)})
        _put(element, {name: value for name, value in edge.attributes.items() if name != "weight"})
    return as_bytes(root)


def _from(day: str | None) -> dict[str, str]:
    return {} if day is None else {"start": day}


def _put(element: Xml.Element, attributes: Mapping[str, Attribute]) -> None:
    values = Xml.SubElement(element, "attvalues")
    for name, value in attributes.items():
        Xml.SubElement(values, "attvalue", {"for": name, "value": text_of(value)})


FORMAT = Format(
    name="gexf",
    title="lineage as a graph with days (GEXF 1.3)",
    use="the graph of graphml for Gephi, with days, so that it can be seen to grow",
    lost="all but reports, copies and citations; the copied passages; the places of citations; the hour of a report",
    suffix=".gexf",
    files=files,
)
