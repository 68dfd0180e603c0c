"""Where what a record holds comes from, in the terms of W3C PROV: speaker → relay → outlet → record.

Read from the record: it has claims as members (`hadMember`), a claim its statements. A statement `wasQuotedFrom` its
report, which `wasAttributedTo` its outlet and its authors. It `wasDerivedFrom` (direct speech: `wasQuotedFrom`) the
utterance, through the account of each relay; the utterance `wasAttributedTo` the speaker, the account to the relay. A
report `wasDerivedFrom` the one that it is known to have copied, and from the account of another outlet that it cites.
The record `wasGeneratedBy` a build, which `used` the reports and `wasInformedBy` the decisions; a person is associated
with each of these. Our own types (`term:Record`, `Claim`, `Statement`, `Report`, `Account`, `Utterance`) tell the
entities apart.

Two files say the same: PROV-JSON (W3C Member Submission, 2013) and PROV-O in Turtle (Recommendation, 2013).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from onrecord.formats.addresses import iri, web_address
from onrecord.formats.moments import moment
from onrecord.formats.prov_writing import Links, Node, prov_json, turtle
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.model import PASSED_ON, Citation, Decision, EntityKind, Report, Statement, Story, make_id
from onrecord.record import claimed, worded

_AGENTS: dict[EntityKind, str] = {
    "person": "prov:Person",
    "organisation": "prov:Organization",
    "place": "prov:Agent",
    "group": "prov:Agent",
    "thing": "prov:Agent",
}
_SOFTWARE = iri("software", "onrecord")


def provenance(story: Story, as_of: str | None = None) -> tuple[tuple[Node, ...], Links]:
    """Return what a story's provenance tells: its entities, activities and agents, and how they are linked.

    Args:
        story: What a record holds.
        as_of: The day as of which it is seen, None for all that it holds.
    """
    made = _Provenance(story)
    made.record(as_of)
    for report in story.reports:
        made.report(report)
    for statement in story.statements:
        made.statement(statement)
    for copy in story.copies:
        if copy.directed:
            share = round(copy.share, 4)
            made.links.derived(iri(copy.copy), iri(copy.origin), because=copy.because, share=share)
    for number, citation in enumerate(sorted(story.citations, key=lambda one: (one.report, one.span, one.outlet)), 1):
        made.citation(citation, number)
    return tuple(made.nodes[key] for key in sorted(made.nodes)), made.links


class _Provenance:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.reports = {one.id: one for one in story.reports}
        self.entities = {one.id: one for one in story.entities}
        self.nodes: dict[str, Node] = {}
        self.links = Links()

    def node(
        self, sort: str, key: str, /, types: tuple[str, ...] = (), label: str = "", **said: str | int | None
    ) -> str:
        """Keep a node; an attribute that is None is not said."""
        told = {name: value for name, value in said.items() if value is not None and value != ""}
        known = self.nodes.get(key)
        if known is None:
            self.nodes[key] = Node(kind=sort, key=key, types=types, label=label, said=told)
        return key

    def outlet(self, name: str) -> str:
        return self.node("agent", iri("outlet", name), ("prov:Organization",), name)

    def speaker(self, key: str) -> str:
        entity = self.entities[key]
        return self.node("agent", iri(key), (_AGENTS[entity.kind],), entity.name)

    def record(self, as_of: str | None) -> None:
        name = make_id("record", *sorted(self.reports))
        record = self.node("entity", iri(name), ("prov:Collection", "term:Record"), "the record", asOf=as_of)
        build = self.node("activity", iri(name, "build"), (), "the building of the record")
        self.links.generated(record, build)
        self.links.associated(build, self.node("agent", _SOFTWARE, ("prov:SoftwareAgent",), "onrecord"))
        said = {one.id: one for one in self.story.statements}
        loose = dict.fromkeys(said)
        for claim in self.story.claims:
            words = claimed(claim, said, self.reports)
            key = self.node("entity", iri(claim.id), ("prov:Collection", "term:Claim"), words, value=claim.text)
            self.links.member(record, key)
            for statement in claim.statements:
                loose.pop(statement, None)
                self.links.member(key, iri(statement))
        for statement in loose:
            self.links.member(record, iri(statement))
        for report in self.story.reports:
            self.links.used(build, iri(report.id))
        for decision in self.story.decisions:
            self.decision(decision, build)

    def decision(self, decision: Decision, build: str) -> None:
        said = f"{decision.what}{f': {decision.to}' if decision.to else ''}"
        words = f"{said} ({', '.join(decision.on)})" if decision.on else said
        words = f"{words}: {decision.why}" if decision.why else words
        at = moment(decision.at)
        key = self.node("activity", iri(decision.id), (), words, at=at if at is not None and "T" in at else None)
        self.links.associated(key, self.node("agent", iri("person", decision.by), ("prov:Person",), decision.by))
        self.links.informed(build, key)

    def report(self, report: Report) -> None:
        key = self.node(
            "entity",
            iri(report.id),
            ("term:Report",),
            report.title or report.input,
            address=web_address(report.url),
            published=report.published,
            input=report.input,
            sha256=hashlib.sha256(report.text.encode("utf-8")).hexdigest(),
        )
        if report.outlet:
            self.links.attributed(key, self.outlet(report.outlet))
        for author in report.authors:
            if author:
                self.links.attributed(key, self.node("agent", iri("author", author), ("prov:Person",), author))

    def citation(self, citation: Citation, number: int) -> None:
        report = self.reports[citation.report]
        if citation.outlet == report.outlet:  # "told this newspaper": nothing was taken from elsewhere
            return
        label, words = f"what {citation.outlet} reported", report.slice(citation.span)
        account = iri(citation.report, "cited", str(number))
        self.node("entity", account, ("term:Account",), label, words=words, how=citation.how)
        self.links.attributed(account, self.outlet(citation.outlet))
        self.links.derived(iri(citation.report), account)

    def statement(self, statement: Statement) -> None:
        report = self.reports[statement.report]
        places = statement.content or (statement.sentence,)
        key = self.node(
            "entity",
            iri(statement.id),
            ("term:Statement",),
            worded(statement, report),
            value=statement.text,
            kind=statement.kind,
            start=places[0][0],
            end=places[-1][1],
            because=statement.because,
        )
        self.links.quoted(key, iri(report.id))
        if statement.kind == "own":
            return
        taken = self.links.quoted if statement.kind == "direct" else self.links.derived
        said = self.node(
            "entity", iri(statement.id, "said"), ("term:Utterance",), "what was said", saidOn=statement.said_on
        )
        if statement.speaker is not None:
            self.links.attributed(said, self.speaker(statement.speaker))
        else:
            words = " ".join(report.slice(span) for span in statement.source) or "somebody"
            who = self.node("agent", iri(statement.id, "speaker"), (), words, because=statement.because)
            self.links.attributed(said, who)
        for number, relay in enumerate(statement.relays, 1):
            label = f"what {relay.name} passed on"
            key_of = iri(statement.id, "relay", str(number))
            account = self.node("entity", key_of, ("term:Account",), label, because=relay.basis)
            passed_on = relay.basis == PASSED_ON  # by a person, mostly; what it is called is all that is known
            by = iri(statement.id, "relay", str(number), "by")
            who = self.node("agent", by, (), relay.name) if passed_on else self.outlet(relay.name)
            self.links.attributed(account, who)
            taken(key, account)
            taken(account, said)
        if not statement.relays:
            taken(key, said)


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the two files."""
    del options  # the words of statements stand in them; a whole text is no provenance
    seen = record.as_of
    nodes, links = provenance(record.story(), None if seen is None else seen.day)
    stem = record.path.stem
    yield File(f"{stem}.prov.json", (line.encode("utf-8") for line in prov_json(nodes, links)))
    yield File(f"{stem}.prov.ttl", (line.encode("utf-8") for line in turtle(nodes, links)))


FORMAT = Format(
    name="prov",
    title="W3C PROV (PROV-JSON and PROV-O in Turtle)",
    use="the way of each statement from its speaker through relays and outlets to the record, for provenance tools",
    lost="copies of unknown direction, names, labels, times, numbers, channels, conflicts, promises and the timeline",
    suffix=".prov.ttl",
    files=files,
    several=True,
)
