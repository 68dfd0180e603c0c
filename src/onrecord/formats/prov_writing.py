"""PROV-JSON and PROV-O in Turtle, written from the same nodes and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.formats.json import dumps
from onrecord.formats.objects import Object

_SPACE = "urn:onrecord:"
_TERMS = "urn:onrecord:term/"
_PREFIXES = {"onrecord": _SPACE, "term": _TERMS}
_XSD = "http://www.w3.org/2001/XMLSchema#"

Value = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity, an activity or an agent."""

    kind: str
    """`entity`, `activity` or `agent`."""
    key: str
    """Its IRI, one of ours."""
    types: tuple[str, ...]
    """What else it is, in PROV's words: `prov:Person`."""
    label: str
    said: Mapping[str, Value]
    """What is said of it. `value` is PROV's; `at`, of an activity, is when it began and ended; the others are ours."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of PROV between two nodes, and what is said of it."""

    kind: str
    one: str
    other: str
    said: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a relation is called in either form, and what its ends are called in PROV-JSON."""

    json: str
    one: str
    other: str
    turtle: str
    type: str = ""


_KINDS = {
    "quoted": _Kind("wasDerivedFrom", "generatedEntity", "usedEntity", "wasQuotedFrom", "prov:Quotation"),
    "derived": _Kind("wasDerivedFrom", "generatedEntity", "usedEntity", "wasDerivedFrom"),
    "attributed": _Kind("wasAttributedTo", "entity", "agent", "wasAttributedTo"),
    "member": _Kind("hadMember", "collection", "entity", "hadMember"),
    "generated": _Kind("wasGeneratedBy", "entity", "activity", "wasGeneratedBy"),
    "used": _Kind("used", "activity", "entity", "used"),
    "informed": _Kind("wasInformedBy", "informed", "informant", "wasInformedBy"),
    "associated": _Kind("wasAssociatedWith", "activity", "agent", "wasAssociatedWith"),
}


@dataclass(slots=True)
class Links:
    """Relations, each kept once."""

    kept: dict[Link, None] = field(default_factory=dict)

    def quoted(self, one: str, other: str) -> None:
        """Say that one entity repeats words of another."""
        self.kept[Link("quoted", one, other)] = None

    def derived(self, one: str, other: str, **said: Value) -> None:
        """Say that one entity was made from another."""
        self.kept[Link("derived", one, other, tuple(sorted(said.items())))] = None

    def attributed(self, one: str, other: str) -> None:
        """Say that an entity is an agent's."""
        self.kept[Link("attributed", one, other)] = None

    def member(self, one: str, other: str) -> None:
        """Say that a collection holds an entity."""
        self.kept[Link("member", one, other)] = None

    def generated(self, one: str, other: str) -> None:
        """Say that an entity was made by an activity."""
        self.kept[Link("generated", one, other)] = None

    def used(self, one: str, other: str) -> None:
        """Say that an activity used an entity."""
        self.kept[Link("used", one, other)] = None

    def informed(self, one: str, other: str) -> None:
        """Say that an activity took something from another."""
        self.kept[Link("informed", one, other)] = None

    def associated(self, one: str, other: str) -> None:
        """Say that an agent had a part in an activity."""
        self.kept[Link("associated", one, other)] = None

    def sorted(self) -> list[Link]:
        """Return them by kind and ends."""
        return sorted(self.kept, key=lambda link: (link.kind, link.one, link.other, str(link.said)))


def prov_json(nodes: Sequence[Node], links: Links) -> Iterator[str]:
    """Return PROV-JSON, in pieces that end with a line: a node or a link a line."""
    groups: dict[str, dict[str, Object]] = {kind: {} for kind in ("entity", "activity", "agent")}
    for node in nodes:
        groups[node.kind][_short(node.key)] = _node_object(node)
    for number, link in enumerate(links.sorted(), 1):
        kind = _KINDS[link.kind]
        found: Object = {f"prov:{kind.one}": _short(link.one), f"prov:{kind.other}": _short(link.other)}
        if kind.type:
            found["prov:type"] = _qualified(kind.type)
        found |= {f"term:{name}": _literal(value) for name, value in link.said}
        groups.setdefault(kind.json, {})[f"_:l{number}"] = found
    yield f'{{"prefix": {dumps(_PREFIXES)}'
    for name, group in groups.items():
        if group:
            yield f",\n{dumps(name)}: {{\n"
            yield ",\n".join(f"  {dumps(key)}: {dumps(value)}" for key, value in group.items())
            yield "\n}"
    yield "\n}\n"


def turtle(nodes: Sequence[Node], links: Links) -> Iterator[str]:
    """Return PROV-O in Turtle, in pieces that end with a line: a statement a line."""
    yield "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
    yield "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    yield f"@prefix term: <{_TERMS}> .\n"
    yield f"@prefix xsd: <{_XSD}> .\n\n"
    for node in nodes:
        types = dict.fromkeys((f"prov:{node.kind.capitalize()}", *node.types))
        yield f"<{node.key}> a {', '.join(types)}"
        if node.label:
            yield f" ;\n    rdfs:label {_quoted(node.label)}"
        for name, value in node.said.items():
            if name == "at":
                yield f" ;\n    prov:startedAtTime {_moment(value)} ; prov:endedAtTime {_moment(value)}"
            else:
                yield f" ;\n    {'prov' if name == 'value' else 'term'}:{name} {_term(value)}"
        yield " .\n"
    yield "\n"
    for link in links.sorted():
        kind = _KINDS[link.kind]
        yield f"<{link.one}> prov:{kind.turtle} <{link.other}> .\n"
        if link.said:
            told = " ; ".join(f"term:{name} {_term(value)}" for name, value in link.said)
            derivation = f"a prov:Derivation ; prov:entity <{link.other}> ; {told}"
            yield f"<{link.one}> prov:qualifiedDerivation [ {derivation} ] .\n"


def _node_object(node: Node) -> Object:
    found: Object = {}
    if node.types:
        types = [_qualified(one) for one in node.types]
        found["prov:type"] = types[0] if len(types) == 1 else types
    if node.label:
        found["prov:label"] = node.label
    for name, value in node.said.items():
        if name == "at":
            found |= {"prov:startTime": value, "prov:endTime": value}
        else:
            found[f"{'prov' if name == 'value' else 'term'}:{name}"] = _literal(value)
    return found


def _short(key: str) -> str:
    return f"onrecord:{key.removeprefix(_SPACE)}"


def _qualified(name: str) -> Object:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _literal(value: Value) -> str | Object:
    if isinstance(value, str):
        return value
    return {"$": str(value), "type": "xsd:integer" if isinstance(value, int) else "xsd:decimal"}


def _term(value: Value) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return f'"{value}"^^xsd:{"integer" if isinstance(value, int) else "decimal"}'


def _moment(value: Value) -> str:
    return f"{_quoted(str(value))}^^xsd:dateTime"


def _quoted(text: str) -> str:
    r"""Return a string of Turtle: what ends one, and what cannot be seen, stands escaped.

    >>> print(_quoted('She said "no"\n'))
    "She said \"no\"\n"
    """
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable() or (sign.isspace() and ord(sign) > _LAST_CONTROL and sign not in "\u2028\u2029"):
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) <= _LAST_OF_FOUR else f"\\U{ord(sign):08X}"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LAST_CONTROL = 0x9F
_LAST_OF_FOUR = 0xFFFF
