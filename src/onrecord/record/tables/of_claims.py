"""Tables of what is said: statements, claims with those behind them, conflicts, promises, the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.dates import published_key
from onrecord.model import Conflict, TimelineEntry
from onrecord.record.chronology import EntryRow, chronology
from onrecord.record.hearsay import only_as_told_by
from onrecord.record.overview import conflicts_of, overview
from onrecord.record.promises import promises_of
from onrecord.record.tables.table import PLACE, SOURCE, Column, Row, Table, View, distinct, iso, place
from onrecord.record.wording import called, worded


def _statements(view: View) -> Iterator[Row]:
    for one in view.said.values():
        report = view.reports[one.report]
        spans = one.content or (one.sentence,)
        yield {
            "id": one.id,
            **view.from_report(one.report),
            "kind": one.kind,
            "speaker": one.speaker,
            "speaker_name": view.name(one.speaker),
            "source_words": view.words(one.report, *one.source),
            "cue_words": view.words(one.report, *one.cue),
            "words": one.text,
            "read_as": worded(one, report),
            "sentence": view.words(one.report, one.sentence),
            "relays": distinct(relay.name for relay in one.relays),
            "said_on": one.said_on,
            "said_on_because": one.said_on_because or None,
            "negated": one.negated,
            "hedged": one.hedged,
            "future": one.future,
            "times": tuple(time.edtf for time in one.times if time.edtf),
            "numbers": tuple(report.slice(quantity.span) for quantity in one.quantities),
            "claim": view.claim_of.get(one.id),
            "within": one.within,
            "because": one.because or None,
            **place((spans[0][0], spans[-1][1])),
        }


STATEMENTS = Table(
    "statements",
    "a place where somebody is reported to have said something, or where the outlet says it itself",
    (
        Column("id", "string", "id of the statement"),
        *SOURCE,
        Column("kind", "string", "direct, indirect or mixed speech; own: the outlet in its own voice"),
        Column("speaker", "string", "id of the entity that says it; empty where it is the outlet or is not known"),
        Column("speaker_name", "string", "its name"),
        Column("source_words", "string", "the words that name the source"),
        Column("cue_words", "string", "the words that attribute: said, denied, according to"),
        Column("words", "string", "what is said, in the report's words; pieces are joined by [...]"),
        Column("read_as", "string", "the words with the cue before them where they alone would mislead"),
        Column("sentence", "string", "the sentence or sentences that hold all of it"),
        Column("relays", "strings", "who carried the words between speaker and outlet"),
        Column("said_on", "string", "when it was said, EDTF; empty where no report tells it"),
        Column("said_on_because", "string", "how that is known"),
        Column("negated", "boolean", "whether it puts that something is not so"),
        Column("hedged", "boolean", "whether it is not vouched for as a fact: may, reportedly, if"),
        Column("future", "boolean", "whether it is about what is yet to come"),
        Column("times", "strings", "the dates inside the words, EDTF"),
        Column("numbers", "strings", "the numbers inside the words, with what they count"),
        Column("claim", "string", "id of the claim that it belongs to"),
        Column("within", "string", "id of the statement that passes this one on"),
        Column("because", "string", "how the source was resolved to the speaker, or why not"),
        *PLACE,
    ),
    _statements,
    key=("id",),
    links={"report": "reports", "speaker": "entities", "claim": "claims", "within": "statements"},
)


def _claims(view: View) -> Iterator[Row]:
    for row in overview(view.story).claims:
        claim = view.claims[row.id]
        yield {
            "id": row.id,
            "words": claim.text,
            "read_as": row.text,
            "vouchers": len(row.vouchers),
            "voucher_names": row.vouchers,
            "channels": len(row.channels),
            "channels_unknown": len(row.unknown),
            "outlets_by_channel": tuple(" + ".join(dict.fromkeys(outlets)) for outlets in row.channels),
            "reports": row.reports,
            "report_ids": claim.reports,
            "statements": len(claim.statements),
            "first_reported": row.first_reported,
            "contested": row.contested,
            "promised": row.promised,
            "because": claim.because,
        }


CLAIMS = Table(
    "claims",
    "statements of one or many reports that say the same thing, with those who stand behind it",
    (
        Column("id", "string", "id of the claim"),
        Column("words", "string", "the words of the statement that stands for it"),
        Column("read_as", "string", "the words with the cue before them where they alone would mislead"),
        Column("vouchers", "integer", "how many speakers say it in their own name"),
        Column("voucher_names", "strings", "who they are"),
        Column("channels", "integer", "by how many independent paths it reached us"),
        Column("channels_unknown", "integer", "of how many of these it is not known whether they are independent"),
        Column("outlets_by_channel", "strings", "the outlets of each path, joined by + where several count as one"),
        Column("reports", "integer", "how many reports carry it"),
        Column("report_ids", "strings", "their ids"),
        Column("statements", "integer", "how many statements say it"),
        Column("first_reported", "string", "the day of the first report that carries it, EDTF"),
        Column("contested", "boolean", "whether it stands in a disagreement; not where it is only revised"),
        Column("promised", "boolean", "whether it is a promise"),
        Column("because", "strings", "why its statements were taken to say the same, and its reports as such paths"),
    ),
    _claims,
    key=("id",),
)


def _vouchers(view: View) -> Iterator[Row]:
    for claim in view.claims.values():
        said = [view.said[one] for one in claim.statements]
        for entity in claim.vouchers:
            yield {
                "claim": claim.id,
                "words": claim.text,
                "speaker": entity,
                "speaker_name": view.name(entity),
                "only_as_told_by": only_as_told_by(said, entity),
                "statements": tuple(one.id for one in said if one.speaker == entity),
            }


VOUCHERS = Table(
    "vouchers",
    "a claim and a speaker who says it in their own name",
    (
        Column("claim", "string", "id of the claim"),
        Column("words", "string", "its words"),
        Column("speaker", "string", "id of the entity that says it"),
        Column("speaker_name", "string", "its name"),
        Column("only_as_told_by", "strings", "who tells that they say it, where nobody heard it from them"),
        Column("statements", "strings", "ids of the statements by which they do"),
    ),
    _vouchers,
    links={"claim": "claims", "speaker": "entities"},
)


def _channels(view: View) -> Iterator[Row]:
    for claim in view.claims.values():
        unknown = set(claim.unknown)
        paths = {path.report: path for path in claim.paths}
        for number, channel in enumerate(claim.channels, 1):
            for report in channel:
                path = paths.get(report)
                yield {
                    "claim": claim.id,
                    "channel": number,
                    "path_unknown": channel in unknown,
                    **view.from_report(report),
                    "how": None if path is None else path.how,
                    "how_words": None if path is None or path.span is None else view.words(report, path.span),
                }


CHANNELS = Table(
    "channels",
    "a report by which a claim reached us, and the independent path that it counts to",
    (
        Column("claim", "string", "id of the claim"),
        Column("channel", "integer", "number of the path, from 1; reports of one number count once"),
        Column("path_unknown", "boolean", "whether no report of this path says how it came to the claim"),
        *SOURCE,
        Column("how", "string", "how the report says that it came to the claim"),
        Column("how_words", "string", "the words that say so"),
    ),
    _channels,
    links={"claim": "claims", "report": "reports"},
)


def _conflicts(view: View) -> Iterator[Row]:
    by_id: dict[str, Conflict] = {one.id: one for one in view.story.conflicts}
    for row in conflicts_of(view.story):
        conflict = by_id[row.id]
        sides: dict[str, str | int | tuple[str, ...] | None] = {}
        for at, (letter, side, slot) in enumerate(zip("ab", row.sides, conflict.slots, strict=True)):
            report = view.reports[slot.report]
            sides |= {
                f"{letter}_value": slot.text,
                f"{letter}_words": side.text,
                f"{letter}_speaker_name": side.speaker,
                f"{letter}_outlet": report.outlet,
                f"{letter}_published": report.published,
                f"{letter}_url": report.url,
                f"{letter}_claim": slot.claim,
                f"{letter}_report": slot.report,
                f"{letter}_start": slot.span[0],
                f"{letter}_end": slot.span[1],
                f"{letter}_reports": side.reports,
                f"{letter}_further_claims": conflict.further[at],
            }
        yield {
            "id": row.id,
            "kind": row.kind,
            "revision": row.revision,
            "revised_by": row.revised_by,
            **sides,
            "because": row.because,
        }


def _side(letter: str, which: str) -> tuple[Column, ...]:
    return (
        Column(f"{letter}_value", "string", f"what the {which} claim puts"),
        Column(f"{letter}_words", "string", "its words"),
        Column(f"{letter}_speaker_name", "string", "who says it; empty where it is the outlet or is not known"),
        Column(f"{letter}_outlet", "string", "which outlet reports it"),
        Column(f"{letter}_published", "string", "when, EDTF"),
        Column(f"{letter}_url", "string", "where"),
        Column(f"{letter}_claim", "string", "id of the claim"),
        Column(f"{letter}_report", "string", "id of the report"),
        Column(f"{letter}_start", "integer", "where the value begins in its text, in code points from 0"),
        Column(f"{letter}_end", "integer", "where it ends, exclusive"),
        Column(f"{letter}_reports", "integer", "how many reports carry this side"),
        Column(f"{letter}_further_claims", "strings", "ids of other claims that put the same"),
    )


CONFLICTS = Table(
    "conflicts",
    "two claims that cannot both be right, side by side, or a later one that revises an earlier",
    (
        Column("id", "string", "id of the conflict"),
        Column("kind", "string", "number, date, negation, attribution or place"),
        Column("revision", "boolean", "whether the second revises the first"),
        Column("revised_by", "string", "who put it otherwise later"),
        *_side("a", "first"),
        *_side("b", "second"),
        Column("because", "string", "why they were taken to disagree"),
    ),
    _conflicts,
    key=("id",),
    links={"a_claim": "claims", "b_claim": "claims", "a_report": "reports", "b_report": "reports"},
)


def _promises(view: View) -> Iterator[Row]:
    for row in promises_of(view.story):
        settles = next((one for one in row.later if one.settles), None)
        yield {
            "claim": row.claim,
            "speaker_name": row.speaker,
            "words": row.text,
            "due": row.due,
            "due_from": row.due_from,
            "due_to": row.due_to,
            "due_words": row.due_words,
            "status": row.status,
            "status_on": iso(view.judged),
            "settled_by_words": None if settles is None else settles.text,
            "hedged": row.hedged,
            "said_on": row.said_on,
            "first_reported": row.first_reported,
            "outlets": row.outlets,
            "relays": row.relays,
            "urls": row.urls,
            "because": row.because,
        }


PROMISES = Table(
    "promises",
    "a claim about the future by somebody who can be held to it",
    (
        Column("claim", "string", "id of the claim"),
        Column("speaker_name", "string", "who promises"),
        Column("words", "string", "what is promised"),
        Column("due", "string", "the window in which it falls due, EDTF"),
        Column("due_from", "date", "its first day"),
        Column("due_to", "date", "its last day"),
        Column("due_words", "string", "the words that say when"),
        Column("status", "string", "open; due passed, nothing reported; reported kept; reported broken; revised"),
        Column("status_on", "date", "the day for which that holds"),
        Column("settled_by_words", "string", "the later statement that the status rests on"),
        Column("hedged", "boolean", "whether only a possibility was promised"),
        Column("said_on", "string", "when it was said, EDTF"),
        Column("first_reported", "string", "the day of the first report, EDTF"),
        Column("outlets", "strings", "who carries it"),
        Column("relays", "strings", "through whom it came to them"),
        Column("urls", "strings", "where it is reported"),
        Column("because", "string", "why it is a promise"),
    ),
    _promises,
    links={"claim": "claims"},
)


def entries(view: View) -> Iterator[tuple[EntryRow, TimelineEntry]]:
    """Yield the timeline by date, each entry with its row."""
    ordered = sorted(view.story.timeline, key=_by_date)
    yield from zip(chronology(replace(view.story, timeline=tuple(ordered))), ordered, strict=True)


def _timeline(view: View) -> Iterator[Row]:
    for row, entry in entries(view):
        yield {
            "date": row.date,
            "date_from": row.first,
            "date_to": row.last,
            "words": row.text,
            **view.from_report(row.report),
            "channels": len(row.channels),
            "outlets": distinct(called(view.reports[one]) for channel in entry.channels for one in channel),
            "reports": row.reports,
            "ahead": row.ahead,
            "only_mentioned": row.aside,
            "disputed": row.disputed,
            "revised": row.revised,
            "background": row.where or None,
            **place(entry.evidence[0].span),
        }


def _by_date(entry: TimelineEntry) -> tuple[object, ...]:
    places = [[(at.report, at.span) for at in some] for some in (entry.evidence, entry.wider)]
    marks = (entry.channels, entry.ahead, entry.aside, entry.conflicts)
    return published_key(entry.date), entry.text, places, marks


TIMELINE = Table(
    "timeline",
    "what the reports say of one day or period, told by one sentence of a report",
    (
        Column("date", "string", "the day or period, EDTF"),
        Column("date_from", "date", "the first day that it can mean"),
        Column("date_to", "date", "the last day that it can mean"),
        Column("words", "string", "the sentence"),
        *SOURCE,
        Column("channels", "integer", "by how many independent paths it reached us that this was then"),
        Column("outlets", "strings", "which outlets tell it"),
        Column("reports", "integer", "how many reports tell it"),
        Column("ahead", "boolean", "whether it was yet to come when the reports told of it"),
        Column("only_mentioned", "boolean", "whether no sentence tells what happened then"),
        Column("disputed", "boolean", "whether there is a conflict about the date"),
        Column("revised", "boolean", "whether who gave the date gave another one later"),
        Column("background", "string", "earlier or later where it lies far from the days of the story"),
        *PLACE,
    ),
    _timeline,
    links={"report": "reports"},
)
