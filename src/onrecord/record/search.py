"""Full-text search over the statements and reports of a record (SQLite FTS5, without regard to case and accents)."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import UsageError

SNIPPET_WORDS = 24
"""Tokens of a report shown around a hit: about two lines of a terminal."""

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: marks for the words found, taken out again before anybody sees them


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement or a report in which the words stand."""

    kind: Literal["statement", "report"]
    id: str
    """The id of the statement or the report."""
    report: str
    """The id of the report."""
    outlet: str | None
    day: str | None
    """The day of publication."""
    title: str | None
    speaker: str | None
    """The name of the speaker of a statement, where it is resolved."""
    snippet: str
    """The words around those found."""
    found: tuple[tuple[int, int], ...]
    """Where the words found stand in the snippet, code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found."""

    hits: tuple[Hit, ...]
    total: int
    """How many statements and reports match, of which `hits` are the first."""
    query: str
    """The query as it was run."""
    as_words: bool
    """True if what was asked is no FTS5 query and its words were searched for instead."""


def search(connection: sqlite3.Connection, query: str, limit: int = 20) -> Found:
    """Find statements, then reports, best match first.

    Args:
        connection: An open record.
        query: FTS5 query syntax (`"second half" OR december`, `missile*`, `near(a b)`). What is not in that syntax is
            searched for as plain words, all of which must be there.
        limit: How many statements and how many reports to return at most.

    Raises:
        UsageError: The query holds no word.
    """
    if not re.search(r"\w", query):
        raise UsageError("nothing to search for: give at least one word")
    try:
        return _run(connection, query, limit, as_words=False)
    except sqlite3.OperationalError as error:
        if not _is_syntax(error):
            raise
    return _run(connection, as_plain_words(query), limit, as_words=True)


def as_plain_words(query: str) -> str:
    """Return an FTS5 query that asks for all the words of any string.

    >>> as_plain_words('what "is (this')
    '"what" "is" "this"'
    """
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", query))


def _is_syntax(error: sqlite3.OperationalError) -> bool:
    """Tell an error in the query from one of the file: `ab"c`, `x:y` (no such column), `*`, `"a` (unterminated)."""
    return error.sqlite_errorcode == sqlite3.SQLITE_ERROR


_STATEMENTS = """
    select 'statement' as kind, statements.id as id, reports.id as report, reports.outlet as outlet,
        substr(reports.published || 'T', 1, instr(reports.published || 'T', 'T') - 1) as day,
        reports.title as title, entities.name as speaker,
        highlight(statements_search, 0, :open, :close) as snippet
    from statements_search
    join statements on statements.position = statements_search.rowid
    join reports on reports.id = statements.report
    left join entities on entities.id = statements.speaker
    where statements_search match :query and not statements.struck
    order by statements_search.rank, statements.position
    limit :limit
"""
_REPORTS = """
    select 'report' as kind, reports.id as id, reports.id as report, reports.outlet as outlet,
        substr(reports.published || 'T', 1, instr(reports.published || 'T', 'T') - 1) as day,
        reports.title as title, null as speaker,
        snippet(reports_search, 1, :open, :close, '…', :words) as snippet
    from reports_search
    join reports on reports.position = reports_search.rowid
    where reports_search match :query
    order by reports_search.rank, reports.position
    limit :limit
"""


def _run(connection: sqlite3.Connection, query: str, limit: int, *, as_words: bool) -> Found:
    asked = {"query": query, "limit": limit, "open": _OPEN, "close": _CLOSE, "words": SNIPPET_WORDS}
    hits = tuple(_hit(row) for select in (_STATEMENTS, _REPORTS) for row in connection.execute(select, asked))
    total = sum(
        connection.execute(f"select count(*) from {table} where {table} match ?", (query,)).fetchone()[0]  # noqa: S608
        for table in ("statements_search", "reports_search")
    )
    return Found(hits=hits, total=total, query=query, as_words=as_words)


def _hit(row: sqlite3.Row) -> Hit:
    snippet, found = _unmark(" ".join(row["snippet"].split()))
    return Hit(
        kind=row["kind"],
        id=row["id"],
        report=row["report"],
        outlet=row["outlet"],
        day=row["day"],
        title=row["title"],
        speaker=row["speaker"],
        snippet=snippet,
        found=found,
    )


def _unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    found: list[tuple[int, int]] = []
    length, start = 0, 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            found.append((start, length))
        else:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), tuple(found)
