"""A record as W3C Web Annotations (Web Annotation Data Model, Recommendation of 2017), in JSON-LD.

One `AnnotationCollection` with one page. Each annotation marks words of one report and says in its bodies what they
are; `purpose` tells the bodies apart:

- a statement marks its content (one target a piece): `tagging` its kind and flags, `identifying` its speaker,
  `linking` to its claim, `describing` how the speaker was found. Its source, its cue and each relay are annotations of
  their own, `linking` to the statement;
- a label marks its words: `identifying` whom it is put to;
- each side of a conflict marks what is put otherwise there: `linking` to the conflict and the claim.

A target's source is the report's address on the web, else its IRI. Positions are counted in the text that the record
keeps (`state`: the cached copy, with the SHA-256 of its UTF-8), not in the page that stands at the address today: there
the words are found again by the quotation and what stands around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from operator import itemgetter

from onrecord.formats.addresses import iri, language_tag, web_address
from onrecord.formats.json import dumps
from onrecord.formats.objects import Object
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.model import Claim, Conflict, Entity, EntityKind, Label, Report, Span, Statement, Story, make_id

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many code points before and after a quotation stand with it: as many as annotation tools on the web take."""
ENTITY_TYPES: dict[EntityKind, str] = {
    "person": "schema:Person",
    "organisation": "schema:Organization",
    "place": "schema:Place",
    "group": "schema:Organization",
    "thing": "schema:Thing",
}
"""What an entity is called where one of its kind is identified; the prefix is of the W3C's context."""

_Place = tuple[str, Span, str]
"""Report, first span and IRI: what annotations are sorted by."""


def marks(story: Story) -> list[Object]:
    """Return each annotation of a story, by report and place."""
    made = _Annotations(story)
    found: dict[str, tuple[_Place, Object]] = {}
    for place, annotation in made.all():
        found[place[2]] = (place, annotation)
    return [annotation for _, annotation in sorted(found.values(), key=itemgetter(0))]


def lines(record: HoldsRecord) -> Iterator[str]:
    """Return the collection as text, in pieces that end with a line: one annotation a line."""
    story = record.story()
    items = marks(story)
    name = make_id("record", *sorted(report.id for report in story.reports))
    as_of = "" if record.as_of is None else f", as of {record.as_of.day}"
    head: Object = {
        "@context": CONTEXT,
        "id": iri(name),
        "type": "AnnotationCollection",
        "label": f"What {len(story.reports)} report{'s' * (len(story.reports) != 1)} say{as_of}",
        "generator": {"type": "Software", "name": "onrecord"},
        "total": len(items),
    }
    page = {"id": iri(name, "page"), "type": "AnnotationPage", "startIndex": 0}
    yield f'{dumps(head)[:-1]}, "first": {dumps(page)[:-1]}, "items": [\n'
    for number, item in enumerate(items, 1):
        yield f"  {dumps(item)}{',' if number < len(items) else ''}\n"
    yield "]}}\n"


class _Annotations:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.entities = {one.id: one for one in story.entities}
        self.claim_of = {key: claim for claim in story.claims for key in claim.statements}
        self.claims = {one.id: one for one in story.claims}
        self.reports = {one.id: one for one in story.reports}
        self.sources = {one.id: _source(one) for one in story.reports}

    def all(self) -> Iterator[tuple[_Place, Object]]:
        for statement in self.story.statements:
            yield from self.statement(statement)
        for entity in self.story.entities:
            for label in entity.labels:
                yield self.label(label, entity)
        for conflict in self.story.conflicts:
            yield from self.conflict(conflict)

    def statement(self, statement: Statement) -> Iterator[tuple[_Place, Object]]:
        claim = self.claim_of.get(statement.id)
        bodies = [
            _tag(statement.kind),
            *(_tag(flag) for flag in ("negated", "hedged", "future") if getattr(statement, flag)),
            *self.identified(statement.speaker),
            *([] if claim is None else [_claim_link(claim)]),
            *([_described(statement.because)] if statement.because else []),
        ]
        content = _marked(statement.content) or (statement.sentence,)
        yield self.made((statement.id,), "classifying", bodies, statement.report, content)
        link = _linked(statement.id, "schema:CreativeWork")
        if _marked(statement.source):
            whose = [*self.identified(statement.speaker), link, _tag("source")]
            yield self.made((statement.id, "source"), "identifying", whose, statement.report, _marked(statement.source))
        if _marked(statement.cue):
            verb = [_tag("cue"), *([_tag(statement.cue_lemma)] if statement.cue_lemma else []), link]
            yield self.made((statement.id, "cue"), "tagging", verb, statement.report, _marked(statement.cue))
        for number, relay in enumerate(statement.relays, 1):
            name: Object = {"type": "TextualBody", "purpose": "identifying", "value": relay.name}
            carried = [_tag("relay"), name, link, _described(relay.basis)]
            where = (relay.span,)
            yield self.made((statement.id, "relay", str(number)), "identifying", carried, statement.report, where)

    def label(self, label: Label, entity: Entity) -> tuple[_Place, Object]:
        at = f"{label.report} {label.span[0]}-{label.span[1]} {label.name[0]}-{label.name[1]}"
        bodies = [_tag("label"), *self.identified(entity.id)]
        return self.made((entity.id, "label", at), "identifying", bodies, label.report, (label.span,))

    def conflict(self, conflict: Conflict) -> Iterator[tuple[_Place, Object]]:
        for side, slot in enumerate(conflict.slots, 1):
            bodies = [
                _tag("conflict"),
                _tag(conflict.kind),
                *([_tag("revision")] if conflict.revision else []),
                _linked(conflict.id, "schema:Thing"),
                *([_claim_link(self.claims[slot.claim])] if slot.claim in self.claims else []),
                _described(f"put as {slot.value}; {conflict.because}"),
            ]
            yield self.made((conflict.id, str(side)), "linking", bodies, slot.report, (slot.span,))

    def identified(self, key: str | None) -> list[Object]:
        """Return the body that says who it is, none where nobody is known to be meant."""
        if key is None or key not in self.entities:
            return []
        entity = self.entities[key]
        return [_linked(key, ENTITY_TYPES[entity.kind], "identifying", {"schema:name": entity.name})]

    def made(
        self, name: tuple[str, ...], motivation: str, bodies: list[Object], report: str, spans: Iterable[Span]
    ) -> tuple[_Place, Object]:
        marked = tuple(spans)
        targets = [_target(self.reports[report], self.sources[report], span) for span in marked]
        key = iri("annotation", *name)
        annotation: Object = {
            "id": key,
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": targets[0] if len(targets) == 1 else targets,
        }
        return (report, marked[0], key), annotation


def _marked(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans that mark words."""
    return tuple(span for span in spans if span[0] < span[1])


def _source(report: Report) -> Object:
    """Return what every target in a report has: where the report is, and the copy in which words are counted."""
    kept: Object = {"id": iri(report.id), "type": "Text", "format": "text/plain"}
    language = language_tag(report.language)
    if language is not None:
        kept["language"] = language
    kept["schema:sha256"] = hashlib.sha256(report.text.encode("utf-8")).hexdigest()
    return {
        "source": web_address(report.url) or iri(report.id),
        "state": {"type": "TimeState", "cached": kept},
    }


def _target(report: Report, source: Object, span: Span) -> Object:
    start, end = span
    return {
        "type": "SpecificResource",
        **source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": report.slice(span),
                "prefix": report.text[max(0, start - AROUND) : start],
                "suffix": report.text[end : end + AROUND],
            },
        ],
    }


def _tag(value: str) -> Object:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _described(words: str) -> Object:
    return {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": words}


def _claim_link(claim: Claim) -> Object:
    return _linked(claim.id, "schema:Claim", "linking", {"schema:text": claim.text})


def _linked(key: str, kind: str, purpose: str = "linking", said: Object | None = None) -> Object:
    return {
        "type": "SpecificResource",
        "purpose": purpose,
        "source": {"id": iri(key), "type": kind, **(said or {})},
    }


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    del options  # the words that are marked stand in it; a whole text has no place in an annotation
    yield File(f"{record.path.stem}.webannotation.jsonld", (line.encode("utf-8") for line in lines(record)))


FORMAT = Format(
    name="webannotation",
    title="W3C Web Annotations (JSON-LD)",
    use="statements, labels and conflicts as marks on the reports, for annotation tools",
    lost="names and times that are not in these marks, vouchers, channels, copies, promises, the timeline and coverage",
    suffix=".webannotation.jsonld",
    files=files,
)
