"""Rows of a record, as SQLite takes them: a span with its words beside it, a list as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from onrecord.model import Span


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows as they are made: those of ten thousand reports need not lie in memory beside the story.

    Args:
        connection: An open record, inside a transaction.
        table: The table's name, one of ours.
        rows: Of each all its columns, in the table's order.
    """
    waiting = iter(rows)
    first = next(waiting, None)
    if first is not None:
        holes = ", ".join("?" * len(first))
        statement = f"insert into {table} values ({holes})"  # noqa: S608 -- names of ours only
        connection.executemany(statement, chain((first,), waiting))


def maybe_at(texts: Mapping[str, str], report: str, span: Span | None) -> tuple[int | None, int | None, str | None]:
    """Return where a span begins and ends, and its words; nothing three times for none.

    >>> maybe_at({"r-1": "Fog again"}, "r-1", (4, 9)), maybe_at({}, "r-1", None)
    ((4, 9, 'again'), (None, None, None))
    """
    return (None, None, None) if span is None else (*span, words_at(texts, report, span))


def words_at(texts: Mapping[str, str], report: str, span: Span) -> str:
    """Return the words of a span of a report; '' where the report is not there."""
    return texts.get(report, "")[span[0] : span[1]]


def as_array(words: Iterable[str]) -> str:
    """Return words as a JSON list, which SQLite's `json_each` takes apart.

    >>> as_array(["Ada", "Élodie"])
    '["Ada", "Élodie"]'
    """
    return json.dumps(list(words), ensure_ascii=False)
