"""A record as FollowTheMoney entities (4.x), one JSON object a line: what Aleph and the tools around it read.

- `Article`: a report. `Person`, `Organization`: who is named; a group, and a place or a thing that speaks, is a
  `LegalEntity`, which says no more than that it acts. `Mention`: a name of these in an article.
- `Note`: a statement, put to its speaker and its article (`entity`), `proof` the article, `publisher` its outlet; and
  a claim, put to those who say it in their own name and to its statements. `keywords` tell the two apart.
- `UnknownLink`: a conflict, between two claims; a copy, between two articles. `role` tells them apart.
- `Event`: a promise, from the first to the last day of the window in which it falls due.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from onrecord.formats.addresses import language_tag, web_address
from onrecord.formats.json import dumps
from onrecord.formats.moments import first_and_last, moment
from onrecord.formats.objects import Object
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.model import Claim, Conflict, Copy, Entity, EntityKind, Label, Promise, Report, Statement, Story, make_id
from onrecord.record import claimed, worded

_SCHEMATA: dict[EntityKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "group": "LegalEntity",
    "place": "LegalEntity",
    "thing": "LegalEntity",
}
_LANGUAGES = {
    **{"ar": "ara", "be": "bel", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng"},
    **{"es": "spa", "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv"},
    **{"hu": "hun", "hy": "hye", "id": "ind", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "ko": "kor"},
    **{"lt": "lit", "lv": "lav", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus"},
    **{"sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr", "zh": "zho"},
}
"""FollowTheMoney names languages by ISO 639-3; a language that is not here is left out."""
_TEXTS = frozenset({"bodyText", "description", "notes", "summary"})
"""The properties whose type is text."""
_NAMELESS = "(no name)"
_NAME_LENGTH = 80
"""Code points of a promise's words in the name of its event; the description holds them all."""


def entities(story: Story, *, with_text: bool = False) -> Iterator[Object]:
    """Return the entities of a story, those that others point at first.

    Args:
        story: What a record holds.
        with_text: Put the whole text of each report in, as `bodyText`.
    """
    made = _Entities(story)
    for report in sorted(story.reports, key=lambda one: one.id):
        yield made.article(report, with_text)
    for entity in sorted(story.entities, key=lambda one: one.id):
        if entity.id in made.actors:
            yield made.actor(entity)
            yield from made.mentions(entity)
    for statement in sorted(story.statements, key=lambda one: one.id):
        yield made.statement(statement)
    for claim in sorted(story.claims, key=lambda one: one.id):
        yield made.claim(claim)
    for conflict in sorted(story.conflicts, key=lambda one: one.id):
        yield made.conflict(conflict)
    links = {one["id"]: one for one in map(made.copy, story.copies)}
    events = {one["id"]: one for one in map(made.promise, story.promises)}
    yield from (links[key] for key in sorted(links))
    yield from (events[key] for key in sorted(events))


class _Entities:
    def __init__(self, story: Story) -> None:
        self.reports = {one.id: one for one in story.reports}
        self.said = {one.id: one for one in story.statements}
        self.claims = {one.id: one for one in story.claims}
        self.known = {one.id: one for one in story.entities}
        speakers = {one.speaker for one in story.statements} | {key for one in story.claims for key in one.vouchers}
        speakers |= {one.speaker for one in story.promises}
        acting = {one.id for one in story.entities if one.kind in {"person", "organisation"}}
        self.actors = (acting | speakers) & self.known.keys()
        self.named: dict[tuple[str, EntityKind], set[str]] = defaultdict(set)
        for entity in story.entities:
            for mention in entity.named:
                self.named[mention.report, entity.kind].add(entity.name)

    def article(self, report: Report, with_text: bool) -> Object:
        language = _LANGUAGES.get(language_tag(report.language) or "")
        people, bodies, places = (
            sorted(self.named[report.id, kind]) for kind in ("person", "organisation", "place")
        )  # fmt: skip
        return _entity(
            report.id,
            "Article",
            title=[report.title],
            fileName=[PurePosixPath(report.input).name],
            author=report.authors,
            publisher=[report.outlet],
            sourceUrl=[web_address(report.url)],
            publishedAt=[moment(report.published)],
            language=[language],
            mimeType=["text/plain"],
            contentHash=[hashlib.sha1(report.text.encode("utf-8"), usedforsecurity=False).hexdigest()],
            peopleMentioned=people,
            companiesMentioned=bodies,
            locationMentioned=places,
            bodyText=[report.text] if with_text else [],
        )

    def actor(self, entity: Entity) -> Object:
        return _entity(
            entity.id,
            _SCHEMATA[entity.kind],
            name=[_line(_clean(entity.name)) or _NAMELESS],
            alias=[form for form in entity.forms if form != entity.name],
            notes=[self.labelled(label) for label in entity.labels],
            keywords=[] if entity.kind in {"person", "organisation"} else [entity.kind],
        )

    def labelled(self, label: Label) -> str:
        report = self.reports[label.report]
        where = ", ".join(filter(None, (report.outlet or PurePosixPath(report.input).name, report.published)))
        return f"“{_line(label.text)}” ({where})"

    def mentions(self, entity: Entity) -> Iterator[Object]:
        """Return one mention for each name by which an article calls an actor."""
        called = {(one.report, _line(_clean(self.reports[one.report].slice(one.span)))) for one in entity.named}
        for report, name in sorted(called):
            if name:
                yield _entity(
                    make_id("mention", entity.id, report, name),
                    "Mention",
                    document=[report],
                    resolved=[entity.id],
                    name=[name],
                    detectedSchema=[_SCHEMATA[entity.kind]],
                )

    def statement(self, statement: Statement) -> Object:
        report = self.reports[statement.report]
        source = _line(" ".join(report.slice(span) for span in statement.source))
        flags = [flag for flag in ("negated", "hedged", "future") if getattr(statement, flag)]
        return _entity(
            statement.id,
            "Note",
            description=[worded(statement, report)],
            entity=filter(None, (statement.speaker, report.id)),
            proof=[report.id],
            publisher=[report.outlet],
            sourceUrl=[web_address(report.url)],
            summary=[report.slice(statement.sentence)],
            notes=[
                f"source: {source}" if source else "",
                f"speaker: {statement.because}" if statement.because else "",
                f"said on {statement.said_on}" if statement.said_on else "",
                *(f"through {_line(relay.name)}: {relay.basis}" for relay in statement.relays),
                f"code points {statement.sentence[0]} to {statement.sentence[1]} of the text",
            ],
            keywords=["statement", statement.kind, *flags],
        )

    def claim(self, claim: Claim) -> Object:
        channels = f"{len(claim.channels)} channel{'s' * (len(claim.channels) != 1)}"
        return _entity(
            claim.id,
            "Note",
            description=[claimed(claim, self.said, self.reports)],
            entity=[*claim.vouchers, *claim.statements],
            proof=claim.reports,
            publisher=[self.reports[key].outlet for key in claim.reports],
            notes=[f"{channels}, {len(claim.unknown)} of unknown path", *claim.because],
            keywords=["claim"],
        )

    def conflict(self, conflict: Conflict) -> Object:
        one, other = conflict.slots
        return _entity(
            conflict.id,
            "UnknownLink",
            subject=[conflict.claims[0]],
            object=[conflict.claims[1]],
            role=[f"{'revised by' if conflict.revision else 'conflicts with'} ({conflict.kind})"],
            summary=[f"“{one.text}” against “{other.text}”"],
            description=[conflict.because],
            proof=sorted({one.report, other.report}),
        )

    def copy(self, copy: Copy) -> Object:
        return _entity(
            make_id("copy", copy.copy, copy.origin),
            "UnknownLink",
            subject=[copy.copy],
            object=[copy.origin],
            role=["copied from" if copy.directed else "shares passages with, it is not known which had them first"],
            description=[copy.because],
            proof=sorted({copy.copy, copy.origin}),
        )

    def promise(self, promise: Promise) -> Object:
        claim = self.claims[promise.claim]
        words = claimed(claim, self.said, self.reports)
        first, last = first_and_last(promise.due)
        told = _line(f"{self.known[promise.speaker].name}: {words}")
        short = told if len(told) <= _NAME_LENGTH else f"{told[:_NAME_LENGTH].rpartition(' ')[0]} …"
        return _entity(
            make_id("promise", promise.claim, promise.speaker, promise.due),
            "Event",
            name=[short],
            startDate=[first],
            endDate=[last],
            involved=[promise.speaker],
            description=[words],
            summary=[f"due {promise.due}: {promise.status}"],
            notes=[promise.because, "only a possibility was promised" if promise.hedged else ""],
            proof=claim.reports,
            keywords=["promise"],
        )


def _line(words: str) -> str:
    return " ".join(words.split())


def _entity(key: str, schema: str, **properties: Iterable[str | None]) -> Object:
    """Return an entity: each property has one or more strings, each once."""
    kept = {
        name: list(dict.fromkeys(text for value in values if value is not None and (text := _put(name, value))))
        for name, values in properties.items()
    }
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _put(name: str, value: str) -> str:
    """Return a value as a property of that name has it: only running text has lines."""
    return _clean(value) if name in _TEXTS else _line(_clean(value))


def _clean(value: str) -> str:
    """Return a value as FollowTheMoney's own cleaning leaves it: composed (NFC), without what cannot be seen."""
    spaced = (" " if sign.isspace() and sign not in "\n\t" else sign for sign in normalize("NFC", value))
    return "".join(sign for sign in spaced if sign.isprintable() or sign in "\n\t").strip()


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    found = entities(record.story(), with_text=options.with_text)
    yield File(f"{record.path.stem}.ftm.jsonl", (f"{dumps(one)}\n".encode() for one in found))


FORMAT = Format(
    name="ftm",
    title="FollowTheMoney entities (JSON lines)",
    use="people, organisations, articles and what was said, for Aleph and the tools of financial investigations",
    lost="exact places but of sentences, channels but their number, places and things that do not speak, the timeline",
    suffix=".ftm.jsonl",
    files=files,
)
