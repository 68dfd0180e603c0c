"""Story → SQLite: the whole story is replaced, inside the caller's transaction.

A word is stored beside every span, so that a person with an SQL tool reads words and `check` can hold both together.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from onrecord.model import Decision, Report, Span, Statement, Story

_TABLES = (
    "inputs", "reports", "report_basis", "furniture", "entities", "entity_forms", "mentions", "labels",
    "statements", "statement_spans", "markers", "statement_times", "quantities", "relays", "claims", "claim_statements",
    "claim_reports", "claim_vouchers", "claim_channels", "claim_paths", "copies", "passages", "citations", "conflicts",
    "conflict_claims", "slots", "promises", "promise_windows", "promise_later", "timeline", "timeline_evidence",
    "timeline_channels", "timeline_conflicts", "coverage", "coverage_outlets", "topics", "topic_evidence",
    "topic_channels", "topic_outlets", "decisions", "standings", "doubts", "doubt_sides",
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
    _write_claims(connection, story, texts)
    _write_lineage(connection, story, texts)
    _write_conflicts(connection, story)
    _write_promises(connection, story, texts)
    _write_timeline(connection, story, texts)
    _write_coverage(connection, story)
    _write_topics(connection, story, texts)
    _write_decisions(connection, story, texts)
    connection.execute("insert into statements_search (statements_search) values ('rebuild')")
    connection.execute("insert into reports_search (reports_search) values ('rebuild')")


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _write_reports(
    connection: sqlite3.Connection, story: Story, keys: Mapping[str, str], not_analysed: Mapping[str, str]
) -> None:
    _insert(
        connection,
        "reports",
        (
            (
                position, r.id, r.input, r.outlet, r.title, *(r.title_span or (None, None)), _array(r.authors), r.url,
                r.published, r.published_confidence, r.published_doubt, r.language, r.words, r.text, text_hash(r.text),
                keys.get(r.id), not_analysed.get(r.id),
            )
            for position, r in enumerate(story.reports)
        ),
    )  # fmt: skip
    _insert(
        connection,
        "report_basis",
        ((r.id, name, basis) for r in story.reports for name, basis in r.basis.items()),
    )
    _insert(
        connection,
        "furniture",
        (
            (r.id, position, *piece.span, r.slice(piece.span), piece.kind)
            for r in story.reports
            for position, piece in enumerate(r.furniture)
        ),
    )


def _write_inputs(connection: sqlite3.Connection, story: Story, as_read: Mapping[str, Report]) -> None:
    def reading(name: str) -> str | None:
        report = as_read.get(name)
        return None if report is None else msgspec.json.encode(report).decode()

    rows: list[tuple[str, str, str | None, str | None, str | None]] = [
        *((r.input, "report", r.id, None, reading(r.input)) for r in story.reports),
        *((d.input, "duplicate", d.of, None, reading(d.input)) for d in story.duplicates),
        *((r.input, "rejected", None, r.reason, None) for r in story.rejected),
    ]
    _insert(connection, "inputs", ((position, *row) for position, row in enumerate(rows)))


def _write_entities(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    _insert(
        connection,
        "entities",
        (
            (position, e.id, e.name, e.kind, _array(e.because), e.stands_for, e.stands_for_because)
            for position, e in enumerate(story.entities)
        ),
    )
    _insert(
        connection,
        "entity_forms",
        ((entity.id, *numbered) for entity in story.entities for numbered in enumerate(entity.forms)),
    )
    _insert(
        connection,
        "mentions",
        (
            (entity.id, position, at.report, *at.span, _words(texts, at.report, at.span), at.kind, at.because)
            for entity in story.entities
            for position, at in enumerate(entity.mentions)
        ),
    )
    _insert(
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
    _insert(
        connection,
        "statements",
        (
            (
                position, s.id, s.report, s.kind, s.speaker, s.within, s.text, s.because, s.said_on,
                s.said_on_because, s.negated, s.hedged, s.future, s.cue_lemma, s.event, _array(s.terms),
                position >= len(story.statements),
            )
            for position, s in enumerate(said)
        ),
    )  # fmt: skip
    _insert(
        connection,
        "statement_spans",
        ((s.id, role, at, *span, _words(texts, s.report, span)) for s in said for role, at, span in _roles(s)),
    )
    _insert(
        connection,
        "markers",
        (
            (s.id, position, marker.flag, *marker.span, _words(texts, s.report, marker.span))
            for s in said
            for position, marker in enumerate(s.markers)
        ),
    )
    _insert(
        connection,
        "statement_times",
        (
            (s.id, position, *time.span, _words(texts, s.report, time.span), time.type, time.value, time.edtf)
            for s in said
            for position, time in enumerate(s.times)
        ),
    )
    _insert(
        connection,
        "quantities",
        (
            (s.id, position, *q.span, _words(texts, s.report, q.span), q.low, q.high, q.unit, q.event)
            for s in said
            for position, q in enumerate(s.quantities)
        ),
    )
    _insert(
        connection,
        "relays",
        (
            (s.id, position, relay.name, *relay.span, _words(texts, s.report, relay.span), relay.basis)
            for s in said
            for position, relay in enumerate(s.relays)
        ),
    )


def insert_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision], first: int = 0) -> None:
    """Add decisions to the log, which gives them the positions from `first` on."""
    _insert(
        connection,
        "decisions",
        (
            (position, d.id, d.at, d.by, d.what, _array(d.on), d.to, d.why, msgspec.json.encode(d.anchors).decode())
            for position, d in enumerate(decisions, first)
        ),
    )


def _write_decisions(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    insert_decisions(connection, story.decisions)
    _insert(
        connection,
        "standings",
        (
            (position, s.decision, s.state, _array(s.on), s.machine, s.because)
            for position, s in enumerate(story.standings)
        ),
    )
    _insert(
        connection,
        "doubts",
        ((position, d.kind, d.score, d.needed, d.linked, _array(d.because)) for position, d in enumerate(story.doubts)),
    )
    _insert(
        connection,
        "doubt_sides",
        (
            (number, position, side, at.report, *at.span, _words(texts, at.report, at.span))
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


def _write_claims(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    _insert(
        connection,
        "claims",
        ((position, c.id, c.text, c.first_reported, _array(c.because)) for position, c in enumerate(story.claims)),
    )
    held: dict[str, Iterable[tuple[str, tuple[str, ...]]]] = {
        "claim_statements": ((claim.id, claim.statements) for claim in story.claims),
        "claim_reports": ((claim.id, claim.reports) for claim in story.claims),
        "claim_vouchers": ((claim.id, claim.vouchers) for claim in story.claims),
    }
    for table, lists in held.items():
        _insert(connection, table, ((claim, *numbered) for claim, ids in lists for numbered in enumerate(ids)))
    _insert(
        connection,
        "claim_channels",
        (
            (claim.id, channel, position, report)
            for claim in story.claims
            for channel, reports in enumerate(claim.channels)
            for position, report in enumerate(reports)
        ),
    )
    _insert(
        connection,
        "claim_paths",
        (
            (claim.id, number, path.report, path.how, *_maybe(texts, path.report, path.span))
            for claim in story.claims
            for number, path in enumerate(claim.paths)
        ),
    )


def _write_lineage(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    _insert(
        connection,
        "copies",
        ((position, c.origin, c.copy, c.share, c.directed, c.because) for position, c in enumerate(story.copies)),
    )
    _insert(
        connection,
        "passages",
        (
            (
                number, position, *passage.origin, _words(texts, c.origin, passage.origin), *passage.copy,
                _words(texts, c.copy, passage.copy),
            )
            for number, c in enumerate(story.copies)
            for position, passage in enumerate(c.passages)
        ),
    )  # fmt: skip
    _insert(
        connection,
        "citations",
        (
            (
                position, c.report, c.outlet, c.how, *c.span, _words(texts, c.report, c.span),
                *(c.speaker or (None, None)),
            )
            for position, c in enumerate(story.citations)
        ),
    )  # fmt: skip


def _write_conflicts(connection: sqlite3.Connection, story: Story) -> None:
    _insert(
        connection,
        "conflicts",
        (
            (position, c.id, c.kind, *c.claims, c.revision, c.because, c.revised_by)
            for position, c in enumerate(story.conflicts)
        ),
    )
    _insert(
        connection,
        "conflict_claims",
        (
            (c.id, side, position, claim)
            for c in story.conflicts
            for side, claims in enumerate(c.further)
            for position, claim in enumerate(claims)
        ),
    )
    _insert(
        connection,
        "slots",
        (
            (c.id, position, slot.claim, slot.statement, slot.report, *slot.span, slot.text, slot.value)
            for c in story.conflicts
            for position, slot in enumerate(c.slots)
        ),
    )


def _write_promises(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    report_of = {statement.id: statement.report for statement in story.statements}
    _insert(
        connection,
        "promises",
        (
            (
                number, promise.claim, promise.speaker, promise.due, promise.status, promise.because, promise.hedged,
                promise.settled_by,
            )
            for number, promise in enumerate(story.promises)
        ),
    )  # fmt: skip
    _insert(
        connection,
        "promise_windows",
        (
            (
                number, position, window.due, window.statement, *(window.span or (None, None)),
                None if window.span is None else _words(texts, report_of[window.statement], window.span),
            )
            for number, promise in enumerate(story.promises)
            for position, window in enumerate(promise.windows)
        ),
    )  # fmt: skip
    _insert(
        connection,
        "promise_later",
        (
            (number, position, statement)
            for number, promise in enumerate(story.promises)
            for position, statement in enumerate(promise.later)
        ),
    )


def _write_timeline(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    _insert(
        connection,
        "timeline",
        ((number, entry.date, entry.text, entry.ahead, entry.aside) for number, entry in enumerate(story.timeline)),
    )
    _insert(
        connection,
        "timeline_evidence",
        (
            (number, position, wider, place.report, *place.span, _words(texts, place.report, place.span))
            for number, entry in enumerate(story.timeline)
            for position, (wider, place) in enumerate(
                [(0, place) for place in entry.evidence] + [(1, place) for place in entry.wider]
            )
        ),
    )
    _insert(
        connection,
        "timeline_channels",
        (
            (number, channel, position, report)
            for number, entry in enumerate(story.timeline)
            for channel, reports in enumerate(entry.channels)
            for position, report in enumerate(reports)
        ),
    )
    _insert(
        connection,
        "timeline_conflicts",
        (
            (number, position, conflict)
            for number, entry in enumerate(story.timeline)
            for position, conflict in enumerate(entry.conflicts)
        ),
    )


def _write_coverage(connection: sqlite3.Connection, story: Story) -> None:
    _insert(connection, "coverage", ((number, row.claim) for number, row in enumerate(story.coverage)))
    _insert(
        connection,
        "coverage_outlets",
        (
            (number, carries, position, outlet)
            for number, row in enumerate(story.coverage)
            for carries, outlets in ((1, row.outlets), (0, row.missing))
            for position, outlet in enumerate(outlets)
        ),
    )


def _write_topics(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    _insert(connection, "topics", ((n, t.id, t.kind, t.text, t.entity) for n, t in enumerate(story.topics)))
    for topic in story.topics:
        _insert(
            connection,
            "topic_evidence",
            (
                (topic.id, position, one.report, *one.span, _words(texts, one.report, one.span))
                for position, one in enumerate(topic.evidence)
            ),
        )
        _insert(
            connection,
            "topic_channels",
            (
                (topic.id, channel, position, report)
                for channel, reports in enumerate(topic.channels)
                for position, report in enumerate(reports)
            ),
        )
        _insert(
            connection,
            "topic_outlets",
            (
                (topic.id, carries, position, outlet)
                for carries, outlets in ((1, topic.outlets), (0, topic.missing))
                for position, outlet in enumerate(outlets)
            ),
        )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows as they are made: those of ten thousand reports need not lie in memory beside the story."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is not None:
        holes = ", ".join("?" * len(first))
        statement = f"insert into {table} values ({holes})"  # noqa: S608 -- names of ours only
        connection.executemany(statement, chain((first,), waiting))


def _maybe(texts: Mapping[str, str], report: str, span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (None, None, None) if span is None else (*span, _words(texts, report, span))


def _words(texts: Mapping[str, str], report: str, span: Span) -> str:
    return texts.get(report, "")[span[0] : span[1]]


def _array(words: Iterable[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)
