"""A record in the words of schema.org, as JSON-LD: reports, outlets, who is named, what is said, and claims.

- `NewsArticle`, `NewsMediaOrganization`: a report and its outlet; `isBasedOn` what it is known to have copied.
- `Quotation`: direct speech, in its exact words, `spokenByCharacter` the speaker. Indirect and mixed speech is no
  quotation: it is a `Statement` in the outlet's words, `isBasedOn` a `Quotation` without text, whose words nobody
  gives. What an outlet says in its own voice is a `Statement`.
- `Claim`: `author` those who say it in their own name, `appearance` its statements.
- `ClaimReview`: a stub for a fact-checker, for each claim that somebody says in his own name. It can be copied out by
  itself. What is a person's to say stands empty (`null`, which JSON-LD reads as nothing): `url`, `author`,
  `datePublished`, what `reviewRating` holds; `creativeWorkStatus` is `Incomplete`. No rating is ever written.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from onrecord.dates import bounds
from onrecord.formats.addresses import iri, language_tag, web_address
from onrecord.formats.json import dumps
from onrecord.formats.moments import moment
from onrecord.formats.objects import Object
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.model import PASSED_ON, Claim, Entity, EntityKind, Report, Statement, Story
from onrecord.record import claimed, worded

CONTEXT = "https://schema.org"
_TYPES: dict[EntityKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "group": "Organization",
    "thing": "Thing",
}
INCOMPLETE = "Incomplete"
"""One of the words that schema.org gives for `creativeWorkStatus`."""


def graph(story: Story, *, with_text: bool = False) -> Iterator[Object]:
    """Return the nodes of a story: outlets, reports, entities, statements and claims by id, then stubs.

    Args:
        story: What a record holds.
        with_text: Put the whole text of each report in, as `articleBody`.
    """
    made = _Graph(story)
    for name in sorted({report.outlet for report in story.reports if report.outlet}):
        yield made.outlet(name)
    for report in sorted(story.reports, key=_id):
        yield made.report(report, with_text)
    for entity in sorted(story.entities, key=_id):
        yield made.entity(entity)
    for statement in sorted(story.statements, key=_id):
        yield made.statement(statement)
    claims = sorted(story.claims, key=_id)
    for claim in claims:
        yield made.claim(claim)
    for claim in sorted(claims, key=lambda one: -len(one.channels)):  # what came on most paths is looked at first
        if claim.vouchers:
            yield made.stub(claim)


class _Graph:
    def __init__(self, story: Story) -> None:
        self.reports = {one.id: one for one in story.reports}
        self.said = {one.id: one for one in story.statements}
        self.entities = {one.id: one for one in story.entities}
        self.speakers = {one.speaker for one in story.statements} | {
            key for one in story.claims for key in one.vouchers
        }
        self.origins: dict[str, list[str]] = defaultdict(list)
        for copy in story.copies:
            if copy.directed:
                self.origins[copy.copy].append(copy.origin)
        self.named: dict[str, set[str]] = defaultdict(set)
        for entity in story.entities:
            for mention in entity.named:
                self.named[mention.report].add(entity.id)

    def outlet(self, name: str) -> Object:
        return {"@id": iri("outlet", name), "@type": "NewsMediaOrganization", "name": name}

    def report(self, report: Report, with_text: bool) -> Object:
        kept = {
            "@id": iri(report.id, "text"),
            "@type": "MediaObject",
            "encodingFormat": "text/plain",
            "sha256": hashlib.sha256(report.text.encode("utf-8")).hexdigest(),
        }
        return {
            **self.article(report),
            **_given("author", [{"@type": "Person", "name": name} for name in report.authors if name]),
            **_given("inLanguage", language_tag(report.language)),
            "wordCount": report.words,
            **_given("mentions", _links(sorted(self.named[report.id]))),
            **_given("isBasedOn", _links(sorted(set(self.origins[report.id])))),
            "encoding": kept,
            **({"articleBody": report.text} if with_text else {}),
        }

    def article(self, report: Report) -> Object:
        """Return what tells a reader which report it is."""
        publisher = self.outlet(report.outlet) if report.outlet else None
        return {
            "@id": iri(report.id),
            "@type": "NewsArticle",
            **_given("headline", report.title),
            **_given("url", web_address(report.url)),
            **_given("datePublished", moment(report.published)),
            **_given("publisher", publisher),
        }

    def entity(self, entity: Entity) -> Object:
        kind: str | list[str] = _TYPES[entity.kind]
        if entity.id in self.speakers and entity.kind in {"place", "thing"}:
            # "Torvey said": who speaks for a place or in its name is an organisation, whatever else it is.
            kind = [_TYPES[entity.kind], "Organization"]
        others = [form for form in entity.forms if form and form != entity.name]
        return {
            "@id": iri(entity.id),
            "@type": kind,
            **_given("name", entity.name),
            **_given("alternateName", others),
        }

    def statement(self, statement: Statement) -> Object:
        report = self.reports[statement.report]
        node: Object = {"@id": iri(statement.id)}
        relays = [
            {
                "@id": iri(statement.id, "relay", str(number)),
                "@type": "CreativeWork",
                "creditText": relay.name,
                **({} if relay.basis == PASSED_ON else _given("creator", relay.name and self.outlet(relay.name))),
            }
            for number, relay in enumerate(statement.relays, 1)
        ]
        spoken = {
            **_given("spokenByCharacter", None if statement.speaker is None else {"@id": iri(statement.speaker)}),
            **_given("creditText", " ".join(report.slice(span) for span in statement.source)),
            **_given("dateCreated", moment(statement.said_on)),
        }
        if statement.kind == "direct":
            node |= {"@type": "Quotation", "text": statement.text, **spoken}
        else:
            node |= {"@type": "Statement", "text": worded(statement, report)}
            if statement.kind != "own":
                relays.insert(0, {"@id": iri(statement.id, "said"), "@type": "Quotation", **spoken})
        return {
            **node,
            **_given("inLanguage", language_tag(report.language)),
            "isPartOf": {"@id": iri(report.id)},
            **_given("isBasedOn", relays),
        }

    def claim(self, claim: Claim) -> Object:
        return {
            "@id": iri(claim.id),
            "@type": "Claim",
            "text": claimed(claim, self.said, self.reports),
            **_given("author", _links(claim.vouchers)),
            "appearance": _links(claim.statements),
            **_given("firstAppearance", self.first(claim)),
        }

    def stub(self, claim: Claim) -> Object:
        words = claimed(claim, self.said, self.reports)
        return {
            "@id": iri(claim.id, "review"),
            "@type": "ClaimReview",
            "creativeWorkStatus": INCOMPLETE,
            "claimReviewed": words,
            "itemReviewed": {
                "@id": iri(claim.id),
                "@type": "Claim",
                "text": words,
                "author": [self.entity(self.entities[key]) for key in claim.vouchers],
                "appearance": [self.article(self.reports[key]) for key in claim.reports],
            },
            # For the fact-checker to fill in:
            "url": None,
            "author": None,
            "datePublished": None,
            "reviewRating": {"@type": "Rating", "alternateName": None, "ratingValue": None},
        }

    def first(self, claim: Claim) -> Object | None:
        """Return the report that had the claim first, where it is one alone and all are dated."""
        days = sorted((bounds(self.reports[key].published or ""), key) for key in claim.reports if self.dated(key))
        if len(days) < len(claim.reports) or not days:
            return None
        (_, last), key = days[0]
        return {"@id": iri(key)} if all(first > last for (first, _), _ in days[1:]) else None  # type: ignore[operator]

    def dated(self, report: str) -> bool:
        return None not in bounds(self.reports[report].published or "")


def _id(one: Report | Entity | Statement | Claim) -> str:
    return one.id


def _given(name: str, value: object) -> Object:
    """Return a property, none where there is nothing to say."""
    return {name: value} if value else {}


def _links(keys: tuple[str, ...] | list[str]) -> list[Object]:
    return [{"@id": iri(key)} for key in keys]


def lines(record: HoldsRecord, *, with_text: bool = False) -> Iterator[str]:
    """Return the graph as text, in pieces that end with a line: one node a line."""
    nodes = [dumps(node) for node in graph(record.story(), with_text=with_text)]
    yield f'{{"@context": {dumps(CONTEXT)}, "@graph": [\n'
    for number, node in enumerate(nodes, 1):
        yield f"  {node}{',' if number < len(nodes) else ''}\n"
    yield "]}\n"


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    found = lines(record, with_text=options.with_text)
    yield File(f"{record.path.stem}.schemaorg.jsonld", (line.encode("utf-8") for line in found))


FORMAT = Format(
    name="schemaorg",
    title="schema.org (JSON-LD)",
    use="claims, quotations and reports as the web describes them; ClaimReview stubs for a fact-checker to finish",
    lost="places in the text, channels, conflicts, flags but in words, labels, promises, the timeline and coverage",
    suffix=".schemaorg.jsonld",
    files=files,
)
