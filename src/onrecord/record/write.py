"""Story → SQLite: the whole story is replaced, inside the caller's transaction.

A word is stored beside every span, so that a person with an SQL tool reads words and `check` can hold both together.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import astuple

import msgspec

from onrecord.model import Decision, Report, Span, Statement, Story
from onrecord.record.insert import as_array, insert, maybe_at, words_at
from onrecord.record.write_related import write_related

_TABLES = (
    "inputs", "histories", "versions", "rewrites", "edits", "reports", "report_basis", "furniture", "links", "entities",
    "entity_forms", "mentions", "labels", "statements", "statement_spans", "markers", "statement_times", "quantities",
    "relays", "claims", "claim_statements", "claim_reports", "claim_vouchers", "claim_channels", "claim_paths",
    "copies", "passages", "citations", "conflicts", "conflict_claims", "slots", "promises", "promise_windows",
    "promise_later", "timeline", "timeline_evidence", "timeline_channels", "timeline_conflicts", "coverage",
    "coverage_outlets", "topics", "topic_evidence", "topic_channels", "topic_outlets", "decisions", "standings",
    "doubts", "doubt_sides",
)  # fmt: skip


def write_story(
    connection: sqlite3.Connection,
    story: Story,
    *,
    as_read: Mapping[str, Report],
    analysis_keys: Mapping[str, str],
    not_analysed: Mapping[str, str],
) -> None:
    """Replace the story in a record. The caller begins and commits the transaction.

    Args:
        connection: An open record, inside a transaction.
        story: What to keep.
        as_read: For each input that gave a report or a duplicate, the report as it was read, by the input's name.
        analysis_keys: The key of the kept analysis of each report, by report id.
        not_analysed: Why a report was not analysed, by report id.
    """
    for table in reversed(_TABLES):  # what points at a row goes before the row
        connection.execute(f"delete from {table}")  # noqa: S608 -- the names stand above
    _write_reports(connection, story, analysis_keys, not_analysed)
    _write_inputs(connection, story, as_read)
    texts = {report.id: report.text for report in story.reports}
    _write_entities(connection, story, texts)
    _write_statements(connection, story, texts)
    write_related(connection, story, texts)
    _write_decisions(connection, story, texts)
    connection.execute("insert into statements_search (statements_search) values ('rebuild')")
    connection.execute("insert into reports_search (reports_search) values ('rebuild')")


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _write_reports(
    connection: sqlite3.Connection, story: Story, keys: Mapping[str, str], not_analysed: Mapping[str, str]
) -> None:
    insert(
        connection,
        "reports",
        (
            (
                position, r.id, r.input, r.outlet, r.title, *(r.title_span or (None, None)), as_array(r.authors), r.url,
                r.published, r.published_confidence, r.published_doubt, r.language, r.words, r.text, text_hash(r.text),
                keys.get(r.id), not_analysed.get(r.id), *_way_back(r), r.modified,
            )
            for position, r in enumerate(story.reports)
        ),
    )  # fmt: skip
    insert(
        connection,
        "report_basis",
        ((r.id, name, basis) for r in story.reports for name, basis in r.basis.items()),
    )
    insert(
        connection,
        "furniture",
        (
            (r.id, position, *piece.span, r.slice(piece.span), piece.kind)
            for r in story.reports
            for position, piece in enumerate(r.furniture)
        ),
    )
    insert(
        connection,
        "links",
        (
            (r.id, position, *link.span, r.slice(link.span), link.url)
            for r in story.reports
            for position, link in enumerate(r.links)
        ),
    )


def _way_back(report: Report) -> tuple[object, ...]:
    """Return what leads back to the original: the parts of the source, and the places in one column."""
    source = report.source
    places = [[*place.span, place.at] for place in report.places]
    return (
        *((None,) * 5 if source is None else astuple(source)),
        json.dumps(places, ensure_ascii=False, separators=(",", ":")) if places else None,
    )


def _write_inputs(connection: sqlite3.Connection, story: Story, as_read: Mapping[str, Report]) -> None:
    def reading(name: str) -> str | None:
        report = as_read.get(name)
        return None if report is None else msgspec.json.encode(report).decode()

    later = {report for history in story.histories for report in history.later}
    rows: list[tuple[str, str, str | None, str | None, str | None, str | None]] = [
        *(
            (
                r.input, "version" if r.id in later else "report", r.id, None, reading(r.input),
                None if r.source is None else r.source.captured,
            )
            for r in story.reports
        ),
        *((d.input, "duplicate", d.of, None, reading(d.input), d.captured) for d in story.duplicates),
        *((r.input, "rejected", None, r.reason, None, None) for r in story.rejected),
    ]  # fmt: skip
    insert(connection, "inputs", ((position, *row) for position, row in enumerate(rows)))
    insert(
        connection,
        "histories",
        (
            (position, history.id, history.address, history.ordered_by, history.because)
            for position, history in enumerate(story.histories)
        ),
    )
    insert(
        connection,
        "versions",
        (
            (history.id, position, version.report, as_array(version.seen))
            for history in story.histories
            for position, version in enumerate(history.versions)
        ),
    )
    insert(
        connection,
        "rewrites",
        (
            (history.id, position, rewrite.before, rewrite.after, rewrite.seen)
            for history in story.histories
            for position, rewrite in enumerate(history.rewrites)
        ),
    )
    texts = {report.id: report.text for report in story.reports}
    insert(
        connection,
        "edits",
        (
            (
                history.id, number, position, edit.how, *maybe_at(texts, rewrite.before, edit.before),
                *maybe_at(texts, rewrite.after, edit.after),
            )
            for history in story.histories
            for number, rewrite in enumerate(history.rewrites)
            for position, edit in enumerate(rewrite.edits)
        ),
    )  # fmt: skip


def _write_entities(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    insert(
        connection,
        "entities",
        (
            (position, e.id, e.name, e.kind, as_array(e.because), e.stands_for, e.stands_for_because)
            for position, e in enumerate(story.entities)
        ),
    )
    insert(
        connection,
        "entity_forms",
        ((entity.id, *numbered) for entity in story.entities for numbered in enumerate(entity.forms)),
    )
    insert(
        connection,
        "mentions",
        (
            (entity.id, position, at.report, *at.span, words_at(texts, at.report, at.span), at.kind, at.because)
            for entity in story.entities
            for position, at in enumerate(entity.mentions)
        ),
    )
    insert(
        connection,
        "labels",
        (
            (entity.id, position, label.report, *label.span, label.text, *label.name)
            for entity in story.entities
            for position, label in enumerate(entity.labels)
        ),
    )


def _write_statements(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    said = (*story.statements, *story.struck)
    insert(
        connection,
        "statements",
        (
            (
                position, s.id, s.report, s.kind, s.speaker, s.within, s.text, s.because, s.said_on,
                s.said_on_because, s.negated, s.hedged, s.future, s.cue_lemma, s.event, as_array(s.terms),
                position >= len(story.statements),
            )
            for position, s in enumerate(said)
        ),
    )  # fmt: skip
    insert(
        connection,
        "statement_spans",
        ((s.id, role, at, *span, words_at(texts, s.report, span)) for s in said for role, at, span in _roles(s)),
    )
    insert(
        connection,
        "markers",
        (
            (s.id, position, marker.flag, *marker.span, words_at(texts, s.report, marker.span))
            for s in said
            for position, marker in enumerate(s.markers)
        ),
    )
    insert(
        connection,
        "statement_times",
        (
            (s.id, position, *time.span, words_at(texts, s.report, time.span), time.type, time.value, time.edtf)
            for s in said
            for position, time in enumerate(s.times)
        ),
    )
    insert(
        connection,
        "quantities",
        (
            (s.id, position, *q.span, words_at(texts, s.report, q.span), q.low, q.high, q.unit, q.event)
            for s in said
            for position, q in enumerate(s.quantities)
        ),
    )
    insert(
        connection,
        "relays",
        (
            (s.id, position, relay.name, *relay.span, words_at(texts, s.report, relay.span), relay.basis)
            for s in said
            for position, relay in enumerate(s.relays)
        ),
    )


def insert_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision], first: int = 0) -> None:
    """Add decisions to the log, which gives them the positions from `first` on."""
    insert(
        connection,
        "decisions",
        (
            (position, d.id, d.at, d.by, d.what, as_array(d.on), d.to, d.why, msgspec.json.encode(d.anchors).decode())
            for position, d in enumerate(decisions, first)
        ),
    )


def _write_decisions(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    insert_decisions(connection, story.decisions)
    insert(
        connection,
        "standings",
        (
            (position, s.decision, s.state, as_array(s.on), s.machine, s.because)
            for position, s in enumerate(story.standings)
        ),
    )
    insert(
        connection,
        "doubts",
        (
            (position, d.kind, d.score, d.needed, d.linked, as_array(d.because))
            for position, d in enumerate(story.doubts)
        ),
    )
    insert(
        connection,
        "doubt_sides",
        (
            (number, position, side, at.report, *at.span, words_at(texts, at.report, at.span))
            for number, d in enumerate(story.doubts)
            for position, (side, at) in enumerate(zip(d.sides, d.places, strict=True))
        ),
    )


def _roles(statement: Statement) -> Iterable[tuple[str, int, Span]]:
    named: dict[str, tuple[Span, ...]] = {
        "source": statement.source,
        "cue": statement.cue,
        "content": statement.content,
        "sentence": (statement.sentence,),
        "name": () if statement.name is None else (statement.name,),
        "named": statement.names,
    }
    for role, spans in named.items():
        for position, span in enumerate(spans):
            yield role, position, span
