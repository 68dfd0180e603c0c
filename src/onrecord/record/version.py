"""Which content a record has: a short mark that is another one when what it says has changed, and not before.

Every commit of another process moves SQLite's `data_version`, also those by which a writer takes the record and gives
it back, while reading a record of thousands of reports takes seconds. This mark is made of the ids, which are hashes of
what they stand for, of what became of the decisions, and of what the record says of itself: hundredths of a second.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

_STORY = (
    "select key, value from meta where key <> 'writer' order by key",
    "select input, outcome, report, reason from inputs order by position",
    "select id, published, not_analysed from reports order by position",
    "select id, speaker, said_on, struck from statements order by position",
    "select id, name, kind from entities order by position",
    "select id, text from claims order by position",
    "select origin, copy, share, because from copies order by position",
    "select id, revision, because from conflicts order by position",
    "select date, text from timeline order by position",
    "select claim, due, status from promises order by position",
    "select decision, state, on_ids, machine, because from standings order by position",
)
_DECISIONS = "select id from decisions order by position"


@dataclass(frozen=True, slots=True)
class Version:
    """What the content of a record is known by."""

    story: str
    """Of all but the decisions: what the reports say, and say together."""
    decisions: str
    """Of the log of decisions, worked in or not."""


def version_of(connection: sqlite3.Connection) -> Version:
    """Return what the content of a record is known by."""
    connection.execute("begin")
    try:
        return Version(_digest(connection, *_STORY), _digest(connection, _DECISIONS))
    finally:
        connection.execute("rollback")


def _digest(connection: sqlite3.Connection, *queries: str) -> str:
    made = hashlib.blake2b(digest_size=10)
    for query in queries:
        for row in connection.execute(query):
            made.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        made.update(b"\x00")
    return made.hexdigest()
