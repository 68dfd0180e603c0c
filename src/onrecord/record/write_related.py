"""What relating found → SQLite: claims, lineage, conflicts, promises, the timeline, coverage and topics."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from onrecord.model import Story
from onrecord.record.insert import as_array, insert, maybe_at, words_at


def write_related(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    """Insert what a story says of its reports together; the tables are empty before.

    Args:
        connection: An open record, inside a transaction.
        story: What to keep; its reports, entities and statements are in the record already.
        texts: The text of each report, by its id.
    """
    _write_claims(connection, story, texts)
    _write_lineage(connection, story, texts)
    _write_conflicts(connection, story)
    _write_promises(connection, story, texts)
    _write_timeline(connection, story, texts)
    _write_coverage(connection, story)
    _write_topics(connection, story, texts)


def _write_claims(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    insert(
        connection,
        "claims",
        ((position, c.id, c.text, c.first_reported, as_array(c.because)) for position, c in enumerate(story.claims)),
    )
    held: dict[str, Iterable[tuple[str, tuple[str, ...]]]] = {
        "claim_statements": ((claim.id, claim.statements) for claim in story.claims),
        "claim_reports": ((claim.id, claim.reports) for claim in story.claims),
        "claim_vouchers": ((claim.id, claim.vouchers) for claim in story.claims),
    }
    for table, lists in held.items():
        insert(connection, table, ((claim, *numbered) for claim, ids in lists for numbered in enumerate(ids)))
    insert(
        connection,
        "claim_channels",
        (
            (claim.id, channel, position, report)
            for claim in story.claims
            for channel, reports in enumerate(claim.channels)
            for position, report in enumerate(reports)
        ),
    )
    insert(
        connection,
        "claim_paths",
        (
            (claim.id, number, path.report, path.how, *maybe_at(texts, path.report, path.span))
            for claim in story.claims
            for number, path in enumerate(claim.paths)
        ),
    )


def _write_lineage(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    insert(
        connection,
        "copies",
        ((position, c.origin, c.copy, c.share, c.directed, c.because) for position, c in enumerate(story.copies)),
    )
    insert(
        connection,
        "passages",
        (
            (
                number, position, *passage.origin, words_at(texts, c.origin, passage.origin), *passage.copy,
                words_at(texts, c.copy, passage.copy),
            )
            for number, c in enumerate(story.copies)
            for position, passage in enumerate(c.passages)
        ),
    )  # fmt: skip
    insert(
        connection,
        "citations",
        (
            (
                position, c.report, c.outlet, c.how, *c.span, words_at(texts, c.report, c.span),
                *(c.speaker or (None, None)),
            )
            for position, c in enumerate(story.citations)
        ),
    )  # fmt: skip


def _write_conflicts(connection: sqlite3.Connection, story: Story) -> None:
    insert(
        connection,
        "conflicts",
        (
            (position, c.id, c.kind, *c.claims, c.revision, c.because, c.revised_by)
            for position, c in enumerate(story.conflicts)
        ),
    )
    insert(
        connection,
        "conflict_claims",
        (
            (c.id, side, position, claim)
            for c in story.conflicts
            for side, claims in enumerate(c.further)
            for position, claim in enumerate(claims)
        ),
    )
    insert(
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
    insert(
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
    insert(
        connection,
        "promise_windows",
        (
            (
                number, position, window.due, window.statement, *(window.span or (None, None)),
                None if window.span is None else words_at(texts, report_of[window.statement], window.span),
            )
            for number, promise in enumerate(story.promises)
            for position, window in enumerate(promise.windows)
        ),
    )  # fmt: skip
    insert(
        connection,
        "promise_later",
        (
            (number, position, statement)
            for number, promise in enumerate(story.promises)
            for position, statement in enumerate(promise.later)
        ),
    )


def _write_timeline(connection: sqlite3.Connection, story: Story, texts: Mapping[str, str]) -> None:
    insert(
        connection,
        "timeline",
        ((number, entry.date, entry.text, entry.ahead, entry.aside) for number, entry in enumerate(story.timeline)),
    )
    insert(
        connection,
        "timeline_evidence",
        (
            (number, position, wider, place.report, *place.span, words_at(texts, place.report, place.span))
            for number, entry in enumerate(story.timeline)
            for position, (wider, place) in enumerate(
                [(0, place) for place in entry.evidence] + [(1, place) for place in entry.wider]
            )
        ),
    )
    insert(
        connection,
        "timeline_channels",
        (
            (number, channel, position, report)
            for number, entry in enumerate(story.timeline)
            for channel, reports in enumerate(entry.channels)
            for position, report in enumerate(reports)
        ),
    )
    insert(
        connection,
        "timeline_conflicts",
        (
            (number, position, conflict)
            for number, entry in enumerate(story.timeline)
            for position, conflict in enumerate(entry.conflicts)
        ),
    )


def _write_coverage(connection: sqlite3.Connection, story: Story) -> None:
    insert(connection, "coverage", ((number, row.claim) for number, row in enumerate(story.coverage)))
    insert(
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
    insert(connection, "topics", ((n, t.id, t.kind, t.text, t.entity) for n, t in enumerate(story.topics)))
    for topic in story.topics:
        insert(
            connection,
            "topic_evidence",
            (
                (topic.id, position, one.report, *one.span, words_at(texts, one.report, one.span))
                for position, one in enumerate(topic.evidence)
            ),
        )
        insert(
            connection,
            "topic_channels",
            (
                (topic.id, channel, position, report)
                for channel, reports in enumerate(topic.channels)
                for position, report in enumerate(reports)
            ),
        )
        insert(
            connection,
            "topic_outlets",
            (
                (topic.id, carries, position, outlet)
                for carries, outlets in ((1, topic.outlets), (0, topic.missing))
                for position, outlet in enumerate(outlets)
            ),
        )
