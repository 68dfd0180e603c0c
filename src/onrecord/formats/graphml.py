"""The lineage of a story as GraphML, for yEd, Cytoscape, igraph and NetworkX; `lineage` says what the graph is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml

from onrecord.formats.lineage import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute, Graph, lineage
from onrecord.formats.registry import File, Format, HoldsRecord, Options

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    yield File(f"{record.path.stem}.graphml", [written(lineage(record, options))])


def written(graph: Graph) -> bytes:
    """Return a graph as GraphML: directed, with typed attributes."""
    root = Xml.Element("graphml", {"xmlns": _NAMESPACE})
    for domain, names in (("node", {"label": "string", **NODE_ATTRIBUTES}), ("edge", EDGE_ATTRIBUTES)):
        for name, kind in names.items():
            about = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind}
            Xml.SubElement(root, "key", about)
    made = Xml.SubElement(root, "graph", {"id": "lineage", "edgedefault": "directed"})
    for node in graph.nodes:
        element = Xml.SubElement(made, "node", {"id": node.id})
        _put(element, "node", {"label": node.label, **node.attributes})
    for edge in graph.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        _put(Xml.SubElement(made, "edge", ends), "edge", edge.attributes)
    return as_bytes(root)


def as_bytes(root: Xml.Element) -> bytes:
    """Return an element as the bytes of a file."""
    Xml.indent(root, " ")
    made: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return made + b"\n"


def _put(element: Xml.Element, domain: str, attributes: Mapping[str, Attribute]) -> None:
    for name, value in attributes.items():
        data = Xml.SubElement(element, "data", {"key": f"{domain}-{name}"})
        data.text = text_of(value)


def text_of(value: Attribute) -> str:
    """Return a value as XML Schema writes it.

    >>> text_of(True), text_of(0.5), text_of("a")
    ('true', '0.5', 'a')
    """
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


FORMAT = Format(
    name="graphml",
    title="lineage as a graph (GraphML)",
    use="who copied and who names whom as a graph, for yEd, Cytoscape, igraph and NetworkX",
    lost="all but reports, copies and citations; the copied passages; the places of citations",
    suffix=".graphml",
    files=files,
)
