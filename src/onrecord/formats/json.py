"""The record as one JSON object: the same inputs give the same bytes, and each entry stands on a line of its own.

Spans are `[start, end]` in code points of the report's text, end exclusive; dates are EDTF; every list is sorted by id.
`docs/reference/record.schema.json` is the JSON Schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from onrecord.model import (
    Analysis,
    Citation,
    Claim,
    Conflict,
    Copy,
    Entity,
    Evidence,
    Label,
    Quantity,
    Relay,
    Report,
    Span,
    Statement,
    Story,
    Time,
)

VERSION = "1"
"""The version of the object: raised when a key goes or changes its meaning, not when one is added."""

Object = dict[str, Any]


class HoldsStory(Protocol):
    """What is exported: an open record."""

    def story(self) -> Story:
        """Return what it holds."""
        ...

    def not_analysed(self) -> Mapping[str, str]:
        """Return why a report was not analysed, by report id."""
        ...


def export(record: HoldsStory, *, with_text: bool = False) -> Object:
    """Return a record as one object of lists, strings, numbers and booleans.

    Args:
        record: An open record.
        with_text: Put the whole text of each report in, too. Without it the words shown are those of statements, labels
            and passages.
    """
    story = record.story()
    why_not = record.not_analysed()
    return {
        "onrecord": VERSION,
        "reports": [
            _report(one, why_not.get(one.id), with_text) for one in sorted(story.reports, key=lambda one: one.id)
        ],
        "duplicates": [
            {"input": one.input, "of": one.of} for one in sorted(story.duplicates, key=lambda one: (one.input, one.of))
        ],
        "rejected": [
            {"input": one.input, "reason": one.reason}
            for one in sorted(story.rejected, key=lambda one: (one.input, one.reason))
        ],
        "entities": [_entity(one) for one in sorted(story.entities, key=lambda one: one.id)],
        "statements": [_statement(one) for one in sorted(story.statements, key=lambda one: one.id)],
        "claims": [_claim(one) for one in sorted(story.claims, key=lambda one: one.id)],
        "copies": [_copy(one) for one in sorted(story.copies, key=lambda one: (one.origin, one.copy))],
        "citations": [
            _citation(one)
            for one in sorted(story.citations, key=lambda one: (one.report, one.span, one.outlet, one.how))
        ],
        "conflicts": [_conflict(one) for one in sorted(story.conflicts, key=lambda one: one.id)],
        "promises": [
            {
                "claim": one.claim,
                "speaker": one.speaker,
                "due": one.due,
                "status": one.status,
                "later": list(one.later),
                "because": one.because,
            }
            for one in sorted(story.promises, key=lambda one: (one.claim, one.speaker, one.due))
        ],
        "timeline": [
            {"date": one.date, "text": one.text, "evidence": [_evidence(place) for place in one.evidence]}
            for one in sorted(story.timeline, key=lambda one: (one.date, one.text))
        ],
        "coverage": [
            {"claim": one.claim, "outlets": list(one.outlets), "missing": list(one.missing)}
            for one in sorted(story.coverage, key=lambda one: one.claim)
        ],
        "decisions": [
            {"id": one.id, "at": one.at, "by": one.by, "what": one.what, "on": list(one.on), "to": one.to}
            for one in sorted(story.decisions, key=lambda one: one.id)
        ],
    }


def lines(exported: Object) -> Iterator[str]:
    """Return an export as text, in pieces that end with a line: one entry of a list a line."""
    yield "{\n"
    keys = list(exported)
    for key in keys:
        end = "," if key != keys[-1] else ""
        value = exported[key]
        if not isinstance(value, list) or not value:
            yield f"{dumps(key)}: {dumps(value)}{end}\n"
            continue
        yield f"{dumps(key)}: [\n"
        for number, entry in enumerate(value, 1):
            yield f"  {dumps(entry)}{',' if number < len(value) else ''}\n"
        yield f"]{end}\n"
    yield "}\n"


def analysis_line(report: Report, analysis: Analysis) -> str:
    """Return what was found in one report as one line of JSON, without its end.

    Statements have no id, report and speaker: only a story gives these. `name` is the span that the source was resolved
    to, `name_text` its words.
    """
    return dumps(
        {
            "input": report.input,
            "id": report.id,
            "text": report.text,
            "title": report.title,
            "outlet": report.outlet,
            "published": report.published,
            "language": report.language,
            "sentences": [list(span) for span in analysis.sentences],
            "statements": [
                {
                    "kind": one.kind,
                    **_parts(one),
                    "name_text": None if one.name is None else report.slice(one.name),
                    **_found_in(one),
                }
                for one in analysis.statements
            ],
            "times": [
                {
                    "span": list(one.span),
                    "start": one.span[0],
                    "end": one.span[1],
                    "text": report.slice(one.span),
                    "type": one.type,
                    "value": one.value,
                    "edtf": one.edtf,
                }
                for one in analysis.times
            ],
            "names": [
                {"span": list(one.span), "text": report.slice(one.span), "kind": one.kind} for one in analysis.names
            ],
            "labels": [
                {"span": list(one.span), "text": one.text, "name": list(one.name)} for one in analysis.labels
            ],
            "citations": [_cited(one) for one in analysis.citations],
        }
    )  # fmt: skip


def dumps(value: object) -> str:
    r"""Return JSON on one line that a terminal can show: what steers one stands escaped.

    JSON leaves DEL, the C1 controls and the marks that turn the direction of writing as they are; here they are written
    as the escapes that stand for the same characters.

    >>> print(dumps({"title": "caf\u00e9 \x1b[31m \u202e"}))
    {"title": "café \u001b[31m \u202e"}
    """
    return _STEERING.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, allow_nan=False)
    )


_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _report(report: Report, why_not: str | None, with_text: bool) -> Object:
    exported: Object = {
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "title_span": _maybe(report.title_span),
        "authors": list(report.authors),
        "url": report.url,
        "published": report.published,
        "published_basis": report.basis.get("published"),
        "language": report.language,
        "words": report.words,
        "input": report.input,
        "basis": dict(sorted(report.basis.items())),
        "furniture": [{"span": list(piece.span), "kind": piece.kind} for piece in report.furniture],
        "not_analysed": why_not,
    }
    if with_text:
        exported["text"] = report.text
    return exported


def _entity(entity: Entity) -> Object:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "forms": list(entity.forms),
        "mentions": [_evidence(place) for place in entity.mentions],
        "labels": [_label(label) for label in entity.labels],
        "because": list(entity.because),
    }


def _label(label: Label) -> Object:
    return {"report": label.report, "span": list(label.span), "text": label.text, "name": list(label.name)}


def _statement(statement: Statement) -> Object:
    return {
        "id": statement.id,
        "report": statement.report,
        "kind": statement.kind,
        "speaker": statement.speaker,
        **_parts(statement),
        **_found_in(statement),
    }


def _parts(statement: Statement) -> Object:
    return {
        "source": [list(span) for span in statement.source],
        "cue": [list(span) for span in statement.cue],
        "content": [list(span) for span in statement.content],
        "text": statement.text,
        "sentence": list(statement.sentence),
        "name": _maybe(statement.name),
        "because": statement.because,
    }


def _found_in(statement: Statement) -> Object:
    return {
        "relays": [_relay(relay) for relay in statement.relays],
        "said_on": statement.said_on,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "future": statement.future,
        "times": [_time(time) for time in statement.times],
        "quantities": [_quantity(quantity) for quantity in statement.quantities],
        "cue_lemma": statement.cue_lemma,
    }


def _relay(relay: Relay) -> Object:
    return {"name": relay.name, "span": list(relay.span), "basis": relay.basis}


def _time(time: Time) -> Object:
    return {"span": list(time.span), "type": time.type, "value": time.value, "edtf": time.edtf}


def _quantity(quantity: Quantity) -> Object:
    return {
        "span": list(quantity.span),
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "event": quantity.event,
    }


def _claim(claim: Claim) -> Object:
    return {
        "id": claim.id,
        "text": claim.text,
        "statements": list(claim.statements),
        "reports": list(claim.reports),
        "vouchers": list(claim.vouchers),
        "channels": [list(channel) for channel in claim.channels],
        "first_reported": claim.first_reported,
        "because": list(claim.because),
    }


def _copy(copy: Copy) -> Object:
    return {
        "from": copy.origin,
        "to": copy.copy,
        "share": round(copy.share, 4),
        "passages": [{"from": list(passage.origin), "to": list(passage.copy)} for passage in copy.passages],
        "because": copy.because,
    }


def _citation(citation: Citation) -> Object:
    return {"report": citation.report, **_cited(citation)}


def _cited(citation: Citation) -> Object:
    return {
        "outlet": citation.outlet,
        "span": list(citation.span),
        "how": citation.how,
        "speaker": _maybe(citation.speaker),
    }


def _conflict(conflict: Conflict) -> Object:
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "claims": list(conflict.claims),
        "slots": [
            {
                "claim": slot.claim,
                "statement": slot.statement,
                "report": slot.report,
                "span": list(slot.span),
                "text": slot.text,
                "value": slot.value,
            }
            for slot in conflict.slots
        ],
        "revision": conflict.revision,
        "because": conflict.because,
    }


def _evidence(place: Evidence) -> Object:
    return {"report": place.report, "span": list(place.span)}


def _maybe(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
