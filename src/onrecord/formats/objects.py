"""Each noun of a record as the JSON object that exports and analyses write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.model import (
    Anchor,
    Citation,
    Claim,
    Conflict,
    Copy,
    Decision,
    Entity,
    Evidence,
    History,
    Label,
    Marker,
    Mention,
    Promise,
    Quantity,
    Relay,
    Report,
    Source,
    Span,
    Standing,
    Statement,
    Story,
    Time,
    Topic,
    Window,
)
from onrecord.record import AsOf, CarriedRow

Object = dict[str, Any]


def as_of_object(as_of: AsOf) -> Object:
    """Return the day as of which a record is seen, and how many reports are left out for it."""
    return {"day": as_of.day, "later": as_of.later, "undated": as_of.undated, "first": as_of.first}


def report_object(report: Report, why_not: str | None, with_text: bool) -> Object:
    """Return a report; `why_not` is why it was not analysed, `with_text` puts its whole text in."""
    exported: Object = {
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "title_span": span_or_none(report.title_span),
        "authors": list(report.authors),
        "url": report.url,
        "published": report.published,
        "published_basis": report.basis.get("published"),
        "published_confidence": report.published_confidence,
        "published_doubt": report.published_doubt,
        "language": report.language,
        "words": report.words,
        "input": report.input,
        "basis": dict(sorted(report.basis.items())),
        "furniture": [{"span": list(piece.span), "kind": piece.kind} for piece in report.furniture],
        "links": [{"span": list(link.span), "url": link.url} for link in report.links],
        "modified": report.modified,
        "source": None if report.source is None else source_object(report.source),
        "places": [{"span": list(place.span), "at": place.at} for place in report.places],
        "not_analysed": why_not,
    }
    if with_text:
        exported["text"] = report.text
    return exported


def source_object(source: Source) -> Object:
    """Return the bytes that a report was read from, as JSON has them."""
    return {
        "media_type": source.media_type,
        "sha256": source.sha256,
        "record": source.record,
        "offset": source.offset,
        "captured": source.captured,
    }


def history_object(history: History, reports: Mapping[str, Report]) -> Object:
    """Return the versions of a page with what was changed from one to the next, in the reports' words."""
    return {
        "id": history.id,
        "address": history.address,
        "ordered_by": history.ordered_by,
        "versions": [{"report": one.report, "seen": list(one.seen)} for one in history.versions],
        "rewrites": [
            {
                "before": one.before,
                "after": one.after,
                "seen": one.seen,
                "edits": [
                    {
                        "how": edit.how,
                        "before": span_or_none(edit.before),
                        "was": None if edit.before is None else reports[one.before].slice(edit.before),
                        "after": span_or_none(edit.after),
                        "now": None if edit.after is None else reports[one.after].slice(edit.after),
                    }
                    for edit in one.edits
                ],
            }
            for one in history.rewrites
        ],
        "because": history.because,
    }


def carried_object(row: CarriedRow) -> Object:
    """Return how a page that was changed carries a claim."""
    return {
        "history": row.history,
        "versions": list(row.versions),
        "of": row.of,
        "fate": row.fate,
        "since": row.since,
        "new_since": row.new_since,
    }


def entity_object(entity: Entity) -> Object:
    """Return an entity with its mentions and labels; what it stands for only where it stands for another."""
    exported: Object = {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "forms": list(entity.forms),
        "mentions": [mention_object(mention) for mention in entity.mentions],
        "labels": [label_object(label) for label in entity.labels],
        "because": list(entity.because),
    }
    if entity.stands_for is not None:
        exported["stands_for"] = {"entity": entity.stands_for, "because": entity.stands_for_because}
    return exported


def mention_object(mention: Mention) -> Object:
    """Return a mention; its reason only where it has one."""
    exported: Object = {"report": mention.report, "span": list(mention.span), "kind": mention.kind}
    return exported | ({"because": mention.because} if mention.because else {})


def label_object(label: Label) -> Object:
    """Return a label."""
    return {"report": label.report, "span": list(label.span), "text": label.text, "name": list(label.name)}


def statement_object(statement: Statement) -> Object:
    """Return a statement of a story."""
    return {
        "id": statement.id,
        "report": statement.report,
        "kind": statement.kind,
        "speaker": statement.speaker,
        "within": statement.within,
        **statement_parts(statement),
        **statement_findings(statement),
    }


def statement_parts(statement: Statement) -> Object:
    """Return the spans and words of a statement, and how its source was resolved."""
    return {
        "source": [list(span) for span in statement.source],
        "cue": [list(span) for span in statement.cue],
        "content": [list(span) for span in statement.content],
        "text": statement.text,
        "sentence": list(statement.sentence),
        "name": span_or_none(statement.name),
        "because": statement.because,
    }


def statement_findings(statement: Statement) -> Object:
    """Return what was found in a statement: relays, day, flags with their markers, times, quantities."""
    return {
        "relays": [relay_object(relay) for relay in statement.relays],
        "said_on": statement.said_on,
        "said_on_because": statement.said_on_because,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "future": statement.future,
        "markers": [marker_object(marker) for marker in statement.markers],
        "times": [time_object(time) for time in statement.times],
        "quantities": [quantity_object(quantity) for quantity in statement.quantities],
        "cue_lemma": statement.cue_lemma,
    }


def relay_object(relay: Relay) -> Object:
    """Return a relay."""
    return {"name": relay.name, "span": list(relay.span), "basis": relay.basis}


def marker_object(marker: Marker) -> Object:
    """Return words that show a flag."""
    return {"flag": marker.flag, "span": list(marker.span)}


def time_object(time: Time) -> Object:
    """Return a time expression."""
    return {"span": list(time.span), "type": time.type, "value": time.value, "edtf": time.edtf}


def quantity_object(quantity: Quantity) -> Object:
    """Return a quantity."""
    return {
        "span": list(quantity.span),
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "event": quantity.event,
    }


def claim_object(claim: Claim) -> Object:
    """Return a claim."""
    return {
        "id": claim.id,
        "text": claim.text,
        "statements": list(claim.statements),
        "reports": list(claim.reports),
        "vouchers": list(claim.vouchers),
        "channels": [list(channel) for channel in claim.channels],
        "unknown": [list(channel) for channel in claim.unknown],
        "paths": [{"report": path.report, "how": path.how, "span": span_or_none(path.span)} for path in claim.paths],
        "first_reported": claim.first_reported,
        "because": list(claim.because),
    }


def topic_object(topic: Topic) -> Object:
    """Return a topic."""
    return {
        "id": topic.id,
        "kind": topic.kind,
        "text": topic.text,
        "entity": topic.entity,
        "evidence": [evidence_object(place) for place in topic.evidence],
        "channels": [list(channel) for channel in topic.channels],
        "outlets": list(topic.outlets),
        "missing": list(topic.missing),
    }


def copy_object(copy: Copy) -> Object:
    """Return a copy: `from` is the origin, `to` the copy, `share` a fraction 0..1 of four decimals.

    Where `directed` is false it is not known which of the two had the words first: `from` is the likelier origin.
    """
    return {
        "from": copy.origin,
        "to": copy.copy,
        "share": round(copy.share, 4),
        "directed": copy.directed,
        "passages": [{"from": list(passage.origin), "to": list(passage.copy)} for passage in copy.passages],
        "because": copy.because,
    }


def citation_object(citation: Citation) -> Object:
    """Return a citation of a story."""
    return {"report": citation.report, **cited_object(citation)}


def cited_object(citation: Citation) -> Object:
    """Return what a citation is within its report."""
    return {
        "outlet": citation.outlet,
        "span": list(citation.span),
        "how": citation.how,
        "speaker": span_or_none(citation.speaker),
    }


def conflict_object(conflict: Conflict) -> Object:
    """Return a conflict with its two slots."""
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
        "revised_by": conflict.revised_by,
        "because": conflict.because,
        "further": [list(claims) for claims in conflict.further],
    }


def promise_object(promise: Promise, statements: Mapping[str, Statement], reports: Mapping[str, Report]) -> Object:
    """Return a promise with every window that was given for it.

    Args:
        promise: The promise.
        statements: All statements, by id.
        reports: All reports, by id: the words of a window are sliced from them.
    """
    return {
        "claim": promise.claim,
        "speaker": promise.speaker,
        "due": promise.due,
        "status": promise.status,
        "later": list(promise.later),
        "because": promise.because,
        "hedged": promise.hedged,
        "settled_by": promise.settled_by,
        "windows": [_window_object(one, statements[one.statement], reports) for one in promise.windows],
    }


def _window_object(window: Window, statement: Statement, reports: Mapping[str, Report]) -> Object:
    report = reports[statement.report]
    return {
        "due": window.due,
        "words": None if window.span is None else report.slice(window.span),
        "statement": window.statement,
        "span": span_or_none(window.span),
        "speaker": statement.speaker,
        "reported": report.published,
    }


def evidence_object(place: Evidence) -> Object:
    """Return a place in a report."""
    return {"report": place.report, "span": list(place.span)}


def by_report(story: Story) -> Mapping[str, list[Statement]]:
    """Return the statements of each report, by its id, in the order of the story."""
    found: dict[str, list[Statement]] = {report.id: [] for report in story.reports}
    for statement in story.statements:
        found[statement.report].append(statement)
    return found


def span_or_none(span: Span | None) -> list[int] | None:
    """Return a span, if there is one, as JSON has it."""
    return None if span is None else list(span)


def decision_object(decision: Decision) -> Object:
    """Return a decision as JSON has it; what an anchor does not have is left out."""
    return {
        "id": decision.id,
        "at": decision.at,
        "by": decision.by,
        "what": decision.what,
        "on": list(decision.on),
        "to": decision.to,
        "why": decision.why,
        "anchors": [anchor_object(anchor) for anchor in decision.anchors],
    }


def anchor_object(anchor: Anchor) -> Object:
    """Return an anchor as JSON has it."""
    parts = {
        "kind": anchor.kind,
        "report": anchor.report,
        "outlet": anchor.outlet,
        "input": anchor.input,
        "name": anchor.name,
        "prefix": anchor.prefix,
        "quote": anchor.quote,
        "suffix": anchor.suffix,
        "span": None if anchor.span is None else list(anchor.span),
        "text_sha256": anchor.text_sha256,
    }
    return {key: value for key, value in parts.items() if value not in ("", None)}


def standing_object(standing: Standing | None) -> Object:
    """Return what became of a decision; None is pending."""
    return {
        "state": "pending" if standing is None else standing.state,
        "placed": [] if standing is None else [key or None for key in standing.on],
        "machine": "" if standing is None else standing.machine,
        "because": "" if standing is None else standing.because,
    }
