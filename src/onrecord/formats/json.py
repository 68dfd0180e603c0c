"""The record as one JSON object: the same inputs give the same bytes, and each entry stands on a line of its own.

Spans are `[start, end]` in code points of the report's text, end exclusive; dates are EDTF; every list is sorted by id.
`docs/reference/record.schema.json` is the JSON Schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from onrecord.formats.objects import (
    Object,
    as_of_object,
    carried_object,
    citation_object,
    cited_object,
    claim_object,
    conflict_object,
    copy_object,
    decision_object,
    entity_object,
    evidence_object,
    history_object,
    promise_object,
    report_object,
    standing_object,
    statement_findings,
    statement_object,
    statement_parts,
    topic_object,
)
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.model import Analysis, Report, Statement, Story
from onrecord.record import AsOf, carried_by_versions

VERSION = "1"
"""The version of the object: raised when a key goes or changes its meaning, not when one is added."""


class HoldsStory(Protocol):
    """What is exported: an open record."""

    def story(self) -> Story:
        """Return what it holds."""
        ...

    @property
    def as_of(self) -> AsOf | None:
        """The day as of which it is seen, None for all that it holds."""
        ...

    def not_analysed(self) -> Mapping[str, str]:
        """Return why a report was not analysed, by report id."""
        ...


def export(record: HoldsStory, *, with_text: bool = False) -> Object:
    """Return a record as one object of lists, strings, numbers and booleans.

    Args:
        record: An open record, whole or as of a day.
        with_text: Put the whole text of each report in, too. Without it the words shown are those of statements, labels
            and passages.
    """
    story = record.story()
    why_not = record.not_analysed()
    statements = {one.id: one for one in story.statements}
    reports = {one.id: one for one in story.reports}
    standings = {one.decision: one for one in story.standings}
    carried = carried_by_versions(story)
    seen = record.as_of
    return {
        "onrecord": VERSION,
        **({} if seen is None else {"as_of": as_of_object(seen)}),
        "reports": [
            report_object(one, why_not.get(one.id), with_text) for one in sorted(story.reports, key=lambda one: one.id)
        ],
        "duplicates": [
            {"input": one.input, "of": one.of, "captured": one.captured}
            for one in sorted(story.duplicates, key=lambda one: (one.input, one.of))
        ],
        "rejected": [
            {"input": one.input, "reason": one.reason}
            for one in sorted(story.rejected, key=lambda one: (one.input, one.reason))
        ],
        "versions": [history_object(one, reports) for one in sorted(story.histories, key=lambda one: one.id)],
        "entities": [entity_object(one) for one in sorted(story.entities, key=lambda one: one.id)],
        "statements": [statement_object(one) for one in sorted(story.statements, key=lambda one: one.id)],
        "claims": [
            claim_object(one) | ({"versions": list(map(carried_object, carried[one.id]))} if one.id in carried else {})
            for one in sorted(story.claims, key=lambda one: one.id)
        ],
        "copies": [copy_object(one) for one in sorted(story.copies, key=lambda one: (one.origin, one.copy))],
        "citations": [
            citation_object(one)
            for one in sorted(story.citations, key=lambda one: (one.report, one.span, one.outlet, one.how))
        ],
        "conflicts": [conflict_object(one) for one in sorted(story.conflicts, key=lambda one: one.id)],
        "promises": [
            promise_object(one, statements, reports)
            for one in sorted(story.promises, key=lambda one: (one.claim, one.speaker, one.due))
        ],
        "timeline": [
            {
                "date": one.date,
                "text": one.text,
                "evidence": [evidence_object(place) for place in one.evidence],
                "wider": [evidence_object(place) for place in one.wider],
                "channels": [list(channel) for channel in one.channels],
                "ahead": one.ahead,
                "aside": one.aside,
                "conflicts": list(one.conflicts),
            }
            for one in sorted(story.timeline, key=lambda one: (one.date, one.text))
        ],
        "coverage": [
            {"claim": one.claim, "outlets": list(one.outlets), "missing": list(one.missing)}
            for one in sorted(story.coverage, key=lambda one: one.claim)
        ],
        "topics": [topic_object(one) for one in sorted(story.topics, key=lambda one: one.id)],
        "decisions": [
            {**decision_object(one), **standing_object(standings.get(one.id))}
            for one in sorted(story.decisions, key=lambda one: one.id)
        ],
        "struck": [statement_object(one) for one in sorted(story.struck, key=lambda one: one.id)],
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
    to, `name_text` its words; `inner` are the statements that a statement passes on.
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
            "statements": [_found(report, one) for one in analysis.statements],
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
            "citations": [cited_object(one) for one in analysis.citations],
        }
    )  # fmt: skip


def _found(report: Report, statement: Statement) -> Object:
    """Return a statement of an analysis, with those that it passes on inside it."""
    return {
        "kind": statement.kind,
        **statement_parts(statement),
        "name_text": None if statement.name is None else report.slice(statement.name),
        **statement_findings(statement),
        "inner": [_found(report, inner) for inner in statement.inner],
    }


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


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    found = lines(export(record, with_text=options.with_text))
    yield File(f"{record.path.stem}.json", (piece.encode("utf-8") for piece in found))


FORMAT = Format(
    name="json",
    title="JSON, described by a JSON Schema",
    use="everything that a record holds, for programs",
    lost="nothing but the analyses and the queue of doubtful links; the reports' texts, without --with-text",
    suffix=".json",
    files=files,
)

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
