"""Does a record still say what its reports say? Every span, every hash and every count is looked at again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.record.connect import is_busy
from onrecord.record.write import text_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in a record."""

    what: str
    """In a word: `file`, `link`, `text`, `span`, `words`, `inputs`, `claim`, `state`."""
    where: str
    """The table and the row."""
    message: str


def check(connection: sqlite3.Connection) -> tuple[Problem, ...]:
    """Return all that is wrong in an open record; an empty tuple is a sound one.

    Looked at: the file itself (SQLite's own checks), links between rows, each text against its hash, each span against
    its text and the words stored beside it, the words of statements, claims and the timeline against the reports,
    whether the inputs add up, whether the versions of a page are counted as such and are one channel of a claim,
    whether each statement stands in no more than one claim and a struck one in none, and
    whether the words that a decision quotes stand where it says, in a report of the same text.
    """
    problems: list[Problem] = []
    try:
        problems += _file(connection)
        if not problems:  # what a damaged file answers further is worth nothing
            for look in _LOOKS:
                problems += look(connection)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        problems.append(Problem(what="file", where="the file", message=str(error)))
    return tuple(problems)


def _file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("pragma integrity_check"):
        if row[0] != "ok":
            yield Problem(what="file", where="the file", message=row[0])


def _links(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("pragma foreign_key_check"):
        yield Problem(
            what="link",
            where=row["table"],
            message=f"a row of {row['table']} points at a missing row of {row['parent']}",
        )


def _state(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Tell a record that is not finished from one that holds a story and says that it does not."""
    state = connection.execute("select value from meta where key = 'state'").fetchone()
    holds = connection.execute("select exists (select 1 from inputs) or exists (select 1 from reports)").fetchone()[0]
    if state is None or (state["value"] != "complete" and holds):
        yield Problem(
            what="state",
            where="meta",
            message="it holds a story and is marked as unfinished: run the same `onrecord build` again",
        )


def _texts(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("select id, text, text_sha256, words from reports order by position"):
        if text_hash(row["text"]) != row["text_sha256"]:
            yield Problem(what="text", where=f"reports {row['id']}", message="the text is not the one that was read")
        if len(row["text"].split()) != row["words"]:
            yield Problem(
                what="text", where=f"reports {row['id']}", message="the number of words is not that of the text"
            )


_SPANS = (
    # (table, what names the row, report, start, end, the words beside it or null)
    ("furniture", "report || ' ' || position", "report", "start", "end", "text"),
    ("links", "report || ' ' || position", "report", "start", "end", "text"),
    ("reports", "id", "id", "title_start", "title_end", "null"),
    ("mentions", "entity || ' ' || position", "report", "start", "end", "text"),
    ("labels", "entity || ' ' || position", "report", "start", "end", "text"),
    ("labels", "entity || ' ' || position", "report", "name_start", "name_end", "null"),
    ("citations", "position", "report", "start", "end", "text"),
    ("citations", "position", "report", "speaker_start", "speaker_end", "null"),
    ("topic_evidence", "topic || ' ' || position", "report", "start", "end", "text"),
    ("claim_paths", "claim || ' ' || position", "report", "start", "end", "text"),
    ("slots", "conflict || ' ' || position", "report", "start", "end", "text"),
    ("timeline_evidence", "entry || ' ' || position", "report", "start", "end", "text"),
)

_SPANS_OF_STATEMENTS = (
    ("statement_spans", "statement || ' ' || role || ' ' || spans.position"),
    ("markers", "statement || ' marker ' || spans.position"),
    ("statement_times", "statement || ' time ' || spans.position"),
    ("quantities", "statement || ' quantity ' || spans.position"),
    ("relays", "statement || ' relay ' || spans.position"),
    ("promise_windows", "'of promise ' || promise || ' ' || spans.position"),
)

_SPANS_OF_PASSAGES = (
    ("origin", "origin_start", "origin_end", "origin_text"),
    ("copy", "copy_start", "copy_end", "copy_text"),
)


def _spans(connection: sqlite3.Connection) -> Iterator[Problem]:
    texts = {row["id"]: row["text"] for row in connection.execute("select id, text from reports")}
    for table, name, report, start, end, words in _SPANS:
        yield from _sliced(
            connection,
            texts,
            table,
            f"select {name} as name, {report} as report, {start} as start, {end} as end, {words} as words "  # noqa: S608
            f"from {table} where {start} is not null order by name",
        )
    for table, name in _SPANS_OF_STATEMENTS:
        yield from _sliced(
            connection,
            texts,
            table,
            f"select {name} as name, statements.report as report, start, end, spans.text as words "  # noqa: S608
            f"from {table} as spans join statements on statements.id = spans.statement "
            "where start is not null order by name",
        )
    for side in ("before", "after"):
        yield from _sliced(
            connection,
            texts,
            "edits",
            f"select edits.history || ' ' || rewrite || ' ' || edits.position || ' {side}' as name, "  # noqa: S608
            f"rewrites.{side} as report, {side}_start as start, {side}_end as end, {side}_text as words from edits "
            "join rewrites on rewrites.history = edits.history and rewrites.position = rewrite "
            f"where {side}_start is not null order by name",
        )
    for side, start, end, words in _SPANS_OF_PASSAGES:
        yield from _sliced(
            connection,
            texts,
            "passages",
            f"select copies || ' ' || passages.position || ' {side}' as name, copies.{side} as report, "  # noqa: S608
            f"{start} as start, {end} as end, {words} as words "
            "from passages join copies on copies.position = passages.copies order by name",
        )


def _places(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look at the places in the sources: passages of the text, one after the other."""
    query = "select id, text, places from reports where places is not null order by position"
    for row in connection.execute(query):
        where, length, last = f"reports {row['id']}", len(row["text"]), 0
        for start, end, at in json.loads(row["places"]):
            if not 0 <= start <= end <= length:
                yield Problem(what="span", where=where, message=f"the place [{start}, {end}) is outside the text")
            elif start < last:
                yield Problem(what="span", where=where, message=f"the place [{start}, {end}) lies over the one before")
            if not at:
                yield Problem(what="span", where=where, message=f"the place [{start}, {end}) leads nowhere")
            last = max(last, end)


def _sliced(connection: sqlite3.Connection, texts: dict[str, str], table: str, query: str) -> Iterator[Problem]:
    for row in connection.execute(query):
        text, start, end, where = texts.get(row["report"], ""), row["start"], row["end"], f"{table} {row['name']}"
        if not 0 <= start <= end <= len(text):
            yield Problem(what="span", where=where, message=f"[{start}, {end}) is outside report {row['report']}")
        elif row["words"] is not None and text[start:end] != row["words"]:
            yield Problem(
                what="span",
                where=where,
                message=f"[{start}, {end}) of report {row['report']} does not hold the words kept beside it",
            )


def _statement_words(connection: sqlite3.Connection) -> Iterator[Problem]:
    pieces: dict[str, list[str]] = {}
    for row in connection.execute(
        "select statement, text from statement_spans where role = 'content' order by position"
    ):
        pieces.setdefault(row["statement"], []).append(row["text"])
    for row in connection.execute("select id, text from statements order by position"):
        if _plain(row["text"]) != _plain(" [...] ".join(pieces.get(row["id"], []))):
            yield Problem(
                what="words", where=f"statements {row['id']}", message="its words are not those of its content spans"
            )


def _claims(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute(
        "select statement, count(distinct claim) as times from claim_statements group by statement having times > 1"
    ):
        yield Problem(
            what="claim", where=f"statements {row['statement']}", message=f"stands in {row['times']} claims, not in one"
        )
    texts: dict[str, set[str]] = {}
    reports: dict[str, set[str]] = {}
    for row in connection.execute(
        "select claim, text, report from claim_statements join statements on statements.id = claim_statements.statement"
    ):
        texts.setdefault(row["claim"], set()).add(_plain(row["text"]))
        reports.setdefault(row["claim"], set()).add(row["report"])
    stated = _members(connection, "select claim, report from claim_reports")
    channels = _members(connection, "select claim, report from claim_channels")
    for row in connection.execute("select id, text from claims order by position"):
        where = f"claims {row['id']}"
        if row["id"] not in texts:
            yield Problem(what="claim", where=where, message="no statement stands behind it")
        elif _plain(row["text"]) not in texts[row["id"]]:
            yield Problem(what="words", where=where, message="its words are those of none of its statements")
        if stated.get(row["id"], set()) != reports.get(row["id"], set()):
            yield Problem(what="claim", where=where, message="its reports are not those of its statements")
        if channels.get(row["id"], set()) != reports.get(row["id"], set()):
            yield Problem(what="claim", where=where, message="its channels do not hold just its reports")
    for row in connection.execute(
        "select claim, report from claim_paths except select claim, report from claim_reports order by claim, report"
    ):
        where = f"claims {row['claim']}"
        yield Problem(
            what="claim", where=where, message=f"a path is told by report {row['report']}, which is not of it"
        )


def _members(connection: sqlite3.Connection, query: str) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {}
    for claim, report in connection.execute(query):
        members.setdefault(claim, set()).add(report)
    return members


def _timeline(connection: sqlite3.Connection) -> Iterator[Problem]:
    sources: dict[int, list[str]] = {}
    for row in connection.execute(
        "select distinct entry, reports.text as text from timeline_evidence "
        "join reports on reports.id = timeline_evidence.report"
    ):
        sources.setdefault(row["entry"], []).append(_plain(row["text"]))
    for row in connection.execute("select position, text from timeline order by position"):
        if not any(_plain(row["text"]) in source for source in sources.get(row["position"], [])):
            yield Problem(
                what="words",
                where=f"timeline {row['position']}",
                message="its words stand in no report of its evidence",
            )

    for row in connection.execute(
        "select entry, report from timeline_channels "
        "except select entry, report from timeline_evidence where not wider order by entry, report"
    ):
        yield Problem(
            what="timeline",
            where=f"timeline {row['entry']}",
            message=f"a channel holds report {row['report']}, which is not in its evidence",
        )


def _decisions(connection: sqlite3.Connection) -> Iterator[Problem]:
    texts = {
        row["id"]: (row["text_sha256"], row["text"])
        for row in connection.execute("select id, text_sha256, text from reports")
    }
    for row in connection.execute("select id, anchors from decisions order by position"):
        for anchor in json.loads(row["anchors"]):
            sha256, text = texts.get(anchor["report"], ("", ""))
            span, report = anchor["span"], anchor["report"]
            if span is not None and anchor["text_sha256"] == sha256 and text[span[0] : span[1]] != anchor["quote"]:
                yield Problem(
                    what="span",
                    where=f"decisions {row['id']}",
                    message=f"[{span[0]}, {span[1]}) of report {report} does not hold the words that it quotes",
                )
    for row in connection.execute(
        "select distinct id from statements join claim_statements on statement = id where struck order by id"
    ):
        yield Problem(what="claim", where=f"statements {row['id']}", message="is struck, and stands in a claim")


def _inputs(connection: sqlite3.Connection) -> Iterator[Problem]:
    given = connection.execute("select value from meta where key = 'given'").fetchone()
    counted = dict(connection.execute("select outcome, count(*) from inputs group by outcome").fetchall())
    if given is not None and int(given["value"]) != sum(counted.values()):
        names = ("report", *(("version",) if "version" in counted else ()), "duplicate", "rejected")
        parts = " + ".join(f"{counted.get(name, 0)} {name}" for name in names)
        yield Problem(
            what="inputs", where="inputs", message=f"{given['value']} were given, but {parts} are accounted for"
        )
    for row in connection.execute(
        "select reports.id as id, count(inputs.position) as times from reports left join inputs "
        "on inputs.report = reports.id and inputs.outcome in ('report', 'version') "
        "group by reports.id having times <> 1"
    ):
        yield Problem(
            what="inputs", where=f"reports {row['id']}", message=f"{row['times']} inputs gave it; it should be one"
        )


def _versions(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute(
        "select histories.id as id, count(report) as times from histories left join versions on history = histories.id "
        "group by histories.id having times < 2 order by histories.id"
    ):
        yield Problem(what="inputs", where=f"histories {row['id']}", message="has fewer than two versions")
    for row in connection.execute(
        "select reports.id as id, outcome, versions.position as version from reports "
        "join inputs on inputs.report = reports.id and outcome in ('report', 'version') "
        "left join versions on versions.report = reports.id "
        "where (outcome = 'version') <> (coalesce(versions.position, 0) > 0) order by reports.id"
    ):
        counted = "is" if row["outcome"] == "version" else "is not"
        message = f"its input {counted} counted as a version, and it stands {row['version'] or 0} behind the first"
        yield Problem(what="inputs", where=f"reports {row['id']}", message=message)
    for row in connection.execute(
        "select history, claim, count(distinct channel) as times from claim_channels "
        "join versions on versions.report = claim_channels.report "
        "group by history, claim having times > 1 order by history, claim"
    ):
        message = f"versions of the page {row['history']} are {row['times']} channels of it; they are one"
        yield Problem(what="claim", where=f"claims {row['claim']}", message=message)


_LOOKS = (
    _links, _state, _texts, _spans, _places, _statement_words, _claims, _timeline, _decisions, _inputs, _versions,
)  # fmt: skip


def _plain(words: str) -> str:
    """Return words with each run of white space as one space: a shown sentence may be unwrapped, nothing else."""
    return " ".join(words.split())
