"""Tables of reports and what joins them: copies, citations, coverage, and the inputs that gave none."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.dates import bounds
from onrecord.model import Copy, Source, Span
from onrecord.record.tables.table import PLACE, SOURCE, Column, Row, Table, View, iso, place
from onrecord.record.wording import claimed


def _reports(view: View) -> Iterator[Row]:
    for one in view.reports.values():
        first, last = bounds(one.published or "")
        yield {
            "id": one.id,
            "outlet": one.outlet,
            "title": one.title,
            "published": one.published,
            "published_from": iso(first),
            "published_to": iso(last),
            "published_confidence": one.published_confidence,
            "published_basis": one.basis.get("published"),
            "published_doubt": one.published_doubt,
            "url": one.url,
            "authors": one.authors,
            "language": one.language,
            "words": one.words,
            "input": one.input,
            "outlet_basis": one.basis.get("outlet"),
            "modified": one.modified,
            **_source(one.source),
            "not_analysed": view.not_analysed.get(one.id),
            "text": one.text if view.with_text else None,
        }


def _source(source: Source | None) -> Row:
    if source is None:
        return dict.fromkeys(("media_type", "source_sha256", "source_record", "source_offset", "captured"))
    return {
        "media_type": source.media_type,
        "source_sha256": source.sha256,
        "source_record": source.record,
        "source_offset": source.offset,
        "captured": source.captured,
    }


REPORTS = Table(
    "reports",
    "a report: one article as one outlet published it",
    (
        Column("id", "string", "id of the report"),
        Column("outlet", "string", "who published it; empty where it is not known"),
        Column("title", "string", "its title"),
        Column("published", "string", "when it was published, EDTF: a day, a date-time, or an interval of days"),
        Column("published_from", "date", "the first day that this can be"),
        Column("published_to", "date", "the last day that this can be"),
        Column("published_confidence", "string", "how sure the day is: high, medium or low"),
        Column("published_basis", "string", "how the day is known"),
        Column("published_doubt", "string", "which other day is stated, or why a stated one is not believed"),
        Column("url", "string", "its address"),
        Column("authors", "strings", "who wrote it"),
        Column("language", "string", "its language, ISO 639-1"),
        Column("words", "integer", "how many words its text has"),
        Column("input", "string", "the file, line or page that it was read from"),
        Column("outlet_basis", "string", "how the outlet is known"),
        Column("modified", "string", "when its page says that it was changed last"),
        Column("media_type", "string", "of the bytes that it was read from; empty where only their name is known"),
        Column("source_sha256", "string", "of these bytes, in hex"),
        Column("source_record", "string", "their name in what holds them: a WARC-Record-ID, a Message-ID"),
        Column("source_offset", "integer", "where their record begins in the file that holds it, in bytes"),
        Column("captured", "string", "when they were fetched, a date-time in UTC"),
        Column("not_analysed", "string", "why nothing was looked for in it; empty where it was"),
        Column("text", "string", "its whole text, where that was asked for; spans count its code points"),
    ),
    _reports,
    key=("id",),
)


def _copies(view: View) -> Iterator[Row]:
    ordered = sorted(view.story.copies, key=lambda one: (-one.share, one.copy, one.origin, *_rest(one)))
    for one in ordered:
        origin, copy = view.reports[one.origin], view.reports[one.copy]
        yield {
            "origin": one.origin,
            "origin_outlet": origin.outlet,
            "origin_published": origin.published,
            "copy": one.copy,
            "copy_outlet": copy.outlet,
            "copy_published": copy.published,
            "share": round(one.share, 4),
            "directed": one.directed,
            "passages": len(one.passages),
            "because": one.because,
        }


COPIES = Table(
    "copies",
    "two reports of which one has words of the other, or both of the same wire",
    (
        Column("origin", "string", "id of the report that had the words first"),
        Column("origin_outlet", "string", "its outlet"),
        Column("origin_published", "string", "when it was published, EDTF"),
        Column("copy", "string", "id of the report that took them"),
        Column("copy_outlet", "string", "its outlet"),
        Column("copy_published", "string", "when it was published, EDTF"),
        Column("share", "number", "share of the copy's words that stand in the origin, 0 to 1"),
        Column("directed", "boolean", "whether it is known which of the two had the words first"),
        Column("passages", "integer", "how many passages they share"),
        Column("because", "string", "how it is known"),
    ),
    _copies,
    links={"origin": "reports", "copy": "reports"},
)


def _passages(view: View) -> Iterator[Row]:
    ordered = sorted(view.story.copies, key=lambda one: (view.order[one.copy], view.order[one.origin], *_rest(one)))
    for one in ordered:
        for passage in one.passages:
            yield {
                "origin": one.origin,
                "origin_start": passage.origin[0],
                "origin_end": passage.origin[1],
                "copy": one.copy,
                "copy_start": passage.copy[0],
                "copy_end": passage.copy[1],
                "copied_words": view.words(one.copy, passage.copy),
            }


def _rest(copy: Copy) -> tuple[list[tuple[Span, Span]], str, bool]:
    """Return what tells apart two copies of the same reports, to keep them in order."""
    return [(passage.origin, passage.copy) for passage in copy.passages], copy.because, copy.directed


PASSAGES = Table(
    "passages",
    "a passage that two reports share, small edits in between",
    (
        Column("origin", "string", "id of the report that had the words first"),
        Column("origin_start", "integer", "where they begin there, in code points from 0"),
        Column("origin_end", "integer", "where they end there, exclusive"),
        Column("copy", "string", "id of the report that took them"),
        Column("copy_start", "integer", "where they begin there"),
        Column("copy_end", "integer", "where they end there, exclusive"),
        Column("copied_words", "string", "the words as the copy has them"),
    ),
    _passages,
    links={"origin": "reports", "copy": "reports"},
)


def _citations(view: View) -> Iterator[Row]:
    ordered = sorted(view.story.citations, key=lambda one: (view.order[one.report], one.span, one.outlet, one.how))
    for one in ordered:
        yield {
            **view.from_report(one.report),
            "cited": one.outlet,
            "how": one.how,
            "cited_words": view.words(one.report, one.span),
            "speaker_words": None if one.speaker is None else view.words(one.report, one.speaker),
            **place(one.span),
        }


CITATIONS = Table(
    "citations",
    "a place where a report names an outlet, at times its own, as the source of something",
    (
        *SOURCE,
        Column("cited", "string", "the outlet that is named"),
        Column("how", "string", "credit, told, quoted by, citing, reported by or dateline"),
        Column("cited_words", "string", "the words that name it"),
        Column("speaker_words", "string", "the person whose words the named outlet carried, if it is said"),
        *PLACE,
    ),
    _citations,
    links={"report": "reports"},
)


def _coverage(view: View) -> Iterator[Row]:
    for one in sorted(view.story.coverage, key=lambda one: (one.claim, one.outlets, one.missing)):
        claim = view.claims[one.claim]
        words = claimed(claim, view.said, view.reports)
        for outlet in sorted({*one.outlets, *one.missing}):
            yield {
                "claim": one.claim,
                "words": words,
                "channels": len(claim.channels),
                "channels_unknown": len(claim.unknown),
                "outlet": outlet,
                "carries": outlet in one.outlets,
            }


COVERAGE = Table(
    "coverage",
    "a claim that several channels carry, and an outlet: whether it carries the claim",
    (
        Column("claim", "string", "id of the claim"),
        Column("words", "string", "its words"),
        Column("channels", "integer", "by how many paths it reached us"),
        Column("channels_unknown", "integer", "of how many of these it is not known whether they are independent"),
        Column("outlet", "string", "the outlet"),
        Column("carries", "boolean", "whether a report of it has the claim; else it had the chance and left it out"),
    ),
    _coverage,
    links={"claim": "claims"},
)


def _topics(view: View) -> Iterator[Row]:
    for one in sorted(view.story.topics, key=lambda one: one.id):
        for outlet in sorted({*one.outlets, *one.missing}):
            yield {
                "topic": one.id,
                "kind": one.kind,
                "words": one.text,
                "entity": one.entity,
                "channels": len(one.channels),
                "outlet": outlet,
                "mentions": outlet in one.outlets,
            }


TOPICS = Table(
    "topics",
    "a name, number or words that several outlets have without being one claim, and an outlet: whether it has them",
    (
        Column("topic", "string", "id of the topic"),
        Column("kind", "string", "name, number or words"),
        Column("words", "string", "the words that stand for it"),
        Column("entity", "string", "id of the entity that is named"),
        Column("channels", "integer", "by how many paths the reports that have it came"),
        Column("outlet", "string", "the outlet"),
        Column("mentions", "boolean", "whether a report of it has it; else it had the chance and left it out"),
    ),
    _topics,
    links={"entity": "entities"},
)


def _duplicates(view: View) -> Iterator[Row]:
    for one in sorted(view.story.duplicates, key=lambda one: (one.input, one.of)):
        yield {"input": one.input, "report": one.of}


DUPLICATES = Table(
    "duplicates",
    "an input that gave a report that another input had given",
    (
        Column("input", "string", "the file, line or page"),
        Column("report", "string", "id of the report"),
    ),
    _duplicates,
    links={"report": "reports"},
)


def _rejected(view: View) -> Iterator[Row]:
    for one in sorted(view.story.rejected, key=lambda one: (one.input, one.reason)):
        yield {"input": one.input, "reason": one.reason}


REJECTED = Table(
    "rejected",
    "an input that gave no report",
    (
        Column("input", "string", "the file, line or page"),
        Column("reason", "string", "why it gave none"),
    ),
    _rejected,
)
