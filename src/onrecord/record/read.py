"""SQLite → Story: what `write` wrote, value for value."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import msgspec

from onrecord.model import (
    Anchor,
    Citation,
    Claim,
    Conflict,
    Copy,
    Coverage,
    Decision,
    Doubt,
    Duplicate,
    Edit,
    Entity,
    Evidence,
    Furniture,
    History,
    Label,
    Link,
    Marker,
    Mention,
    Passage,
    Path,
    Place,
    Promise,
    Quantity,
    Rejected,
    Relay,
    Report,
    Rewrite,
    Slot,
    Source,
    Span,
    Standing,
    Statement,
    Story,
    Time,
    TimelineEntry,
    Topic,
    Version,
    Window,
)

Rows = Mapping[Any, list[sqlite3.Row]]


def read_story(connection: sqlite3.Connection) -> Story:
    """Return the story that a record holds, every list in the order in which it was written."""
    inputs = connection.execute("select * from inputs order by position").fetchall()
    statements, struck = _statements(connection)
    return Story(
        reports=_reports(connection),
        duplicates=tuple(read_duplicate(row) for row in inputs if row["outcome"] == "duplicate"),
        rejected=tuple(Rejected(input=r["input"], reason=r["reason"]) for r in inputs if r["outcome"] == "rejected"),
        entities=_entities(connection),
        statements=statements,
        claims=_claims(connection),
        copies=_copies(connection),
        citations=tuple(
            Citation(
                outlet=row["outlet"],
                span=_span(row),
                how=row["how"],
                speaker=_maybe_span(row, "speaker_"),
                report=row["report"],
            )
            for row in connection.execute("select * from citations order by position")
        ),
        conflicts=_conflicts(connection),
        promises=_promises(connection),
        timeline=_timeline(connection),
        coverage=_coverage(connection),
        topics=_topics(connection),
        decisions=read_decisions(connection),
        standings=tuple(
            Standing(
                decision=row["decision"],
                state=row["state"],
                on=_array(row["on_ids"]),
                machine=row["machine"],
                because=row["because"],
            )
            for row in connection.execute("select * from standings order by position")
        ),
        struck=struck,
        doubts=_doubts(connection),
        histories=_histories(connection),
    )


def read_duplicate(row: sqlite3.Row) -> Duplicate:
    """Return the duplicate that a row of `inputs` is."""
    return Duplicate(input=row["input"], of=row["report"], captured=row["captured"])


def _histories(connection: sqlite3.Connection) -> tuple[History, ...]:
    versions = _grouped(connection, "versions", "history")
    rewrites = _grouped(connection, "rewrites", "history")
    edits = _grouped(connection, "edits", "history", "rewrite, position")
    return tuple(
        History(
            id=row["id"],
            address=row["address"],
            ordered_by=row["ordered_by"],
            versions=tuple(Version(report=one["report"], seen=_array(one["seen"])) for one in versions[row["id"]]),
            because=row["because"],
            rewrites=tuple(
                Rewrite(
                    before=one["before"],
                    after=one["after"],
                    seen=one["seen"],
                    edits=tuple(
                        Edit(how=edit["how"], before=_maybe_span(edit, "before_"), after=_maybe_span(edit, "after_"))
                        for edit in edits[row["id"]]
                        if edit["rewrite"] == one["position"]
                    ),
                )
                for one in rewrites[row["id"]]
            ),
        )
        for row in connection.execute("select * from histories order by position")
    )


def read_kept(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Return what relating kept of pairs, by name."""
    return {row["name"]: row["value"] for row in connection.execute("select name, value from kept")}


def read_decisions(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """Return the corrections by people that a record holds."""
    return tuple(
        Decision(
            id=r["id"],
            at=r["at"],
            by=r["by"],
            what=r["what"],
            on=_array(r["on_ids"]),
            to=r["to_value"],
            why=r["why"],
            anchors=msgspec.json.decode(r["anchors"], type=tuple[Anchor, ...]),
        )
        for r in connection.execute("select * from decisions order by position")
    )


def _doubts(connection: sqlite3.Connection) -> tuple[Doubt, ...]:
    sides = _grouped(connection, "doubt_sides", "doubt")
    return tuple(
        Doubt(
            kind=row["kind"],
            sides=tuple(one["side"] for one in sides[row["position"]]),
            score=row["score"],
            needed=row["needed"],
            linked=bool(row["linked"]),
            because=_array(row["because"]),
            places=_evidence(sides[row["position"]]),
        )
        for row in connection.execute("select * from doubts order by position")
    )


def _reports(connection: sqlite3.Connection) -> tuple[Report, ...]:
    basis = _grouped(connection, "report_basis", "report", "field")
    furniture = _grouped(connection, "furniture", "report")
    links = _grouped(connection, "links", "report")
    return tuple(
        Report(
            id=row["id"],
            input=row["input"],
            text=row["text"],
            title=row["title"],
            title_span=_maybe_span(row, "title_"),
            outlet=row["outlet"],
            authors=_array(row["authors"]),
            url=row["url"],
            published=row["published"],
            published_confidence=row["published_confidence"],
            published_doubt=row["published_doubt"],
            language=row["language"],
            basis={known["field"]: known["basis"] for known in basis[row["id"]]},
            furniture=tuple(Furniture(span=_span(piece), kind=piece["kind"]) for piece in furniture[row["id"]]),
            links=tuple(Link(span=_span(link), url=link["url"]) for link in links[row["id"]]),
            source=_source(row),
            places=tuple(Place(span=(start, end), at=at) for start, end, at in _places(row)),
            modified=row["modified"],
        )
        for row in connection.execute("select * from reports order by position")
    )


def _places(row: sqlite3.Row) -> list[tuple[int, int, str]]:
    return msgspec.json.decode(row["places"] or "[]", type=list[tuple[int, int, str]])


def _source(row: sqlite3.Row) -> Source | None:
    if row["media_type"] is None:
        return None
    return Source(
        media_type=row["media_type"],
        sha256=row["source_sha256"],
        record=row["source_record"],
        offset=row["source_offset"],
        captured=row["captured"],
    )


def _entities(connection: sqlite3.Connection) -> tuple[Entity, ...]:
    forms = _grouped(connection, "entity_forms", "entity")
    mentions = _grouped(connection, "mentions", "entity")
    labels = _grouped(connection, "labels", "entity")
    return tuple(
        Entity(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            forms=tuple(form["form"] for form in forms[row["id"]]),
            mentions=tuple(
                Mention(report=at["report"], span=_span(at), kind=at["kind"], because=at["because"])
                for at in mentions[row["id"]]
            ),
            labels=tuple(
                Label(span=_span(label), text=label["text"], name=_span(label, "name_"), report=label["report"])
                for label in labels[row["id"]]
            ),
            because=_array(row["because"]),
            stands_for=row["stands_for"],
            stands_for_because=row["stands_for_because"],
        )
        for row in connection.execute("select * from entities order by position")
    )


def _statements(connection: sqlite3.Connection) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in connection.execute("select statement, role, start, end from statement_spans order by position"):
        spans[row["statement"], row["role"]].append(_span(row))
    markers = _grouped(connection, "markers", "statement")
    times = _grouped(connection, "statement_times", "statement")
    quantities = _grouped(connection, "quantities", "statement")
    relays = _grouped(connection, "relays", "statement")
    made: tuple[list[Statement], list[Statement]] = ([], [])
    for row in connection.execute("select * from statements order by position"):
        statement = Statement(
            id=row["id"],
            report=row["report"],
            kind=row["kind"],
            speaker=row["speaker"],
            within=row["within"],
            source=tuple(spans[row["id"], "source"]),
            cue=tuple(spans[row["id"], "cue"]),
            content=tuple(spans[row["id"], "content"]),
            text=row["text"],
            sentence=spans[row["id"], "sentence"][0],
            name=next(iter(spans[row["id"], "name"]), None),
            because=row["because"],
            relays=tuple(
                Relay(name=relay["name"], span=_span(relay), basis=relay["basis"]) for relay in relays[row["id"]]
            ),
            said_on=row["said_on"],
            said_on_because=row["said_on_because"],
            negated=bool(row["negated"]),
            hedged=bool(row["hedged"]),
            future=bool(row["future"]),
            markers=tuple(Marker(flag=marker["flag"], span=_span(marker)) for marker in markers[row["id"]]),
            times=tuple(
                Time(span=_span(time), type=time["type"], value=time["value"], edtf=time["edtf"])
                for time in times[row["id"]]
            ),
            quantities=tuple(
                Quantity(span=_span(q), low=q["low"], high=q["high"], unit=q["unit"], event=q["event"])
                for q in quantities[row["id"]]
            ),
            names=tuple(spans[row["id"], "named"]),
            terms=_array(row["terms"]),
            event=row["event"],
            cue_lemma=row["cue_lemma"],
        )
        made[bool(row["struck"])].append(statement)
    return tuple(made[0]), tuple(made[1])


def _claims(connection: sqlite3.Connection) -> tuple[Claim, ...]:
    statements = _grouped(connection, "claim_statements", "claim")
    reports = _grouped(connection, "claim_reports", "claim")
    vouchers = _grouped(connection, "claim_vouchers", "claim")
    paths = _grouped(connection, "claim_paths", "claim")
    channels: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute("select * from claim_channels order by channel, position"):
        channels[row["claim"]][row["channel"]].append(row["report"])
    return tuple(
        Claim(
            id=row["id"],
            text=row["text"],
            statements=tuple(one["statement"] for one in statements[row["id"]]),
            reports=tuple(one["report"] for one in reports[row["id"]]),
            vouchers=tuple(one["entity"] for one in vouchers[row["id"]]),
            channels=tuple(tuple(path) for path in channels[row["id"]].values()),
            first_reported=row["first_reported"],
            because=_array(row["because"]),
            paths=tuple(
                Path(report=one["report"], how=one["how"], span=_maybe_span(one, "")) for one in paths[row["id"]]
            ),
        )
        for row in connection.execute("select * from claims order by position")
    )


def _copies(connection: sqlite3.Connection) -> tuple[Copy, ...]:
    passages = _grouped(connection, "passages", "copies")
    return tuple(
        Copy(
            origin=row["origin"],
            copy=row["copy"],
            share=row["share"],
            passages=tuple(
                Passage(origin=_span(one, "origin_"), copy=_span(one, "copy_")) for one in passages[row["position"]]
            ),
            directed=bool(row["directed"]),
            because=row["because"],
        )
        for row in connection.execute("select * from copies order by position")
    )


def _conflicts(connection: sqlite3.Connection) -> tuple[Conflict, ...]:
    slots = _grouped(connection, "slots", "conflict")
    claims = _grouped(connection, "conflict_claims", "conflict")

    def further(conflict: str, side: int) -> tuple[str, ...]:
        return tuple(row["claim"] for row in claims[conflict] if row["side"] == side)

    def slot(row: sqlite3.Row) -> Slot:
        return Slot(
            claim=row["claim"],
            statement=row["statement"],
            report=row["report"],
            span=_span(row),
            text=row["text"],
            value=row["value"],
        )

    return tuple(
        Conflict(
            id=row["id"],
            kind=row["kind"],
            claims=(row["first_claim"], row["second_claim"]),
            slots=(slot(slots[row["id"]][0]), slot(slots[row["id"]][1])),
            revision=bool(row["revision"]),
            because=row["because"],
            revised_by=row["revised_by"],
            further=(further(row["id"], 0), further(row["id"], 1)),
        )
        for row in connection.execute("select * from conflicts order by position")
    )


def _promises(connection: sqlite3.Connection) -> tuple[Promise, ...]:
    later = _grouped(connection, "promise_later", "promise")
    windows = _grouped(connection, "promise_windows", "promise")
    return tuple(
        Promise(
            claim=row["claim"],
            speaker=row["speaker"],
            due=row["due"],
            status=row["status"],
            later=tuple(one["statement"] for one in later[row["position"]]),
            because=row["because"],
            hedged=bool(row["hedged"]),
            windows=tuple(
                Window(due=one["due"], statement=one["statement"], span=_maybe_span(one, ""))
                for one in windows[row["position"]]
            ),
            settled_by=row["settled_by"],
        )
        for row in connection.execute("select * from promises order by position")
    )


def _timeline(connection: sqlite3.Connection) -> tuple[TimelineEntry, ...]:
    evidence = _grouped(connection, "timeline_evidence", "entry")
    channels = _grouped(connection, "timeline_channels", "entry", "channel, position")
    conflicts = _grouped(connection, "timeline_conflicts", "entry")
    return tuple(
        TimelineEntry(
            date=row["date"],
            text=row["text"],
            evidence=_evidence(one for one in evidence[row["position"]] if not one["wider"]),
            wider=_evidence(one for one in evidence[row["position"]] if one["wider"]),
            channels=tuple(
                tuple(one["report"] for one in channel)
                for _, channel in groupby(channels[row["position"]], key=lambda one: int(one["channel"]))
            ),
            ahead=bool(row["ahead"]),
            aside=bool(row["aside"]),
            conflicts=tuple(one["conflict"] for one in conflicts[row["position"]]),
        )
        for row in connection.execute("select * from timeline order by position")
    )


def _coverage(connection: sqlite3.Connection) -> tuple[Coverage, ...]:
    outlets = _grouped(connection, "coverage_outlets", "coverage")
    return tuple(
        Coverage(
            claim=row["claim"],
            outlets=tuple(one["outlet"] for one in outlets[row["position"]] if one["carries"]),
            missing=tuple(one["outlet"] for one in outlets[row["position"]] if not one["carries"]),
        )
        for row in connection.execute("select * from coverage order by position")
    )


def _topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    evidence = _grouped(connection, "topic_evidence", "topic")
    channels = _grouped(connection, "topic_channels", "topic", "channel, position")
    outlets = _grouped(connection, "topic_outlets", "topic")
    return tuple(
        Topic(
            id=row["id"],
            kind=row["kind"],
            text=row["text"],
            entity=row["entity"],
            evidence=_evidence(evidence[row["id"]]),
            channels=tuple(
                tuple(one["report"] for one in channel)
                for _, channel in groupby(channels[row["id"]], key=lambda one: int(one["channel"]))
            ),
            outlets=tuple(one["outlet"] for one in outlets[row["id"]] if one["carries"]),
            missing=tuple(one["outlet"] for one in outlets[row["id"]] if not one["carries"]),
        )
        for row in connection.execute("select * from topics order by position")
    )


def _grouped(connection: sqlite3.Connection, table: str, key: str, order: str = "position") -> Rows:
    rows: defaultdict[Any, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute(f"select * from {table} order by {order}"):  # noqa: S608 -- names of ours only
        rows[row[key]].append(row)
    return rows


def _evidence(rows: Iterable[sqlite3.Row]) -> tuple[Evidence, ...]:
    return tuple(Evidence(report=row["report"], span=_span(row)) for row in rows)


def _span(row: sqlite3.Row, prefix: str = "") -> Span:
    return (row[f"{prefix}start"], row[f"{prefix}end"])


def _maybe_span(row: sqlite3.Row, prefix: str) -> Span | None:
    return None if row[f"{prefix}start"] is None else _span(row, prefix)


def _array(words: str) -> tuple[str, ...]:
    return () if words == "[]" else msgspec.json.decode(words, type=tuple[str, ...])
