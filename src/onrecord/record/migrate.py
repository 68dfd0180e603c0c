"""A record of an older version, brought to this one with a backup beside it.

A new record is made beside the old one, every row of the old is put into the table of its name, and the new file takes
the old one's place in one step: whoever is killed on the way leaves the old record as it was. What an older version did
not keep is empty until the next build. The old file stays as `story.db.version-5`.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from onrecord.errors import RecordError, UsageError

OLDEST = 5
"""The oldest version whose rows stand in tables of the same names, with the same meaning."""


def backup_of(path: Path, version: int) -> Path:
    """Return where the record of an older version is kept.

    >>> backup_of(Path("story.db"), 5).name
    'story.db.version-5'
    """
    return path.with_name(f"{path.name}.version-{version}")


def copy_rows(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Put the rows of an older record into an empty one of this version; one that stands in both is the old one's.

    Raises:
        sqlite3.DatabaseError: The old one is damaged, or its rows do not fit.
    """
    new.execute("pragma foreign_keys = off")
    new.execute("begin")
    for table in _tables(new):
        columns = [column for column in _columns(new, table) if column in _columns(old, table)]
        if not columns:  # a table of later versions
            continue
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        new.execute(f'delete from "{table}"')  # noqa: S608 -- the names are those of schema.sql
        rows = old.execute(f'select {names} from "{table}"')  # noqa: S608
        new.executemany(f'insert into "{table}" ({names}) values ({marks})', rows)  # noqa: S608
    for table in _searched(new):
        new.execute(f'insert into "{table}" ("{table}") values (\'rebuild\')')  # noqa: S608
    wrong = new.execute("pragma foreign_key_check").fetchone()
    if wrong is not None:
        raise sqlite3.IntegrityError(f"a row of {wrong[0]} points at nothing in {wrong[2]}")
    new.execute("commit")


def refuse_what_is_too_old(path: Path, version: int, current: int) -> None:
    """Refuse a record from before the oldest version that can be brought to this one.

    Raises:
        RecordError: It is.
    """
    if version < OLDEST:
        raise RecordError(
            f"{path}: was made by an older onrecord (record version {version}, this one reads {current} and brings "
            f"{OLDEST} to it); build it anew from its reports, to another file or after deleting this one"
        )


def migrate(path: Path, old: sqlite3.Connection, new_file: Path, new: sqlite3.Connection, version: int) -> None:
    """Bring the record at a path to this version; the connection to the old one holds it against other writers.

    Args:
        path: The record's file.
        old: A connection to it, in a transaction that keeps others from writing.
        new_file: Another file of the same folder.
        new: A connection to it: an empty record of this version.
        version: That of the old one.

    Raises:
        UsageError: There is no room for the new record, or its folder may not be written.
        RecordError: The old one is damaged.
    """
    try:
        copy_rows(old, new)
    except sqlite3.DatabaseError as error:
        new.close()
        new_file.unlink(missing_ok=True)
        raise RecordError(f"{path}: cannot be brought from record version {version} to this one: {error}") from error
    new.close()
    kept = backup_of(path, version)
    try:
        kept.unlink(missing_ok=True)
        try:
            os.link(path, kept)  # the old file by another name: nothing is copied, and nothing can be half there
        except OSError:  # file systems without links
            import shutil

            shutil.copy2(path, kept)
        os.replace(new_file, path)  # noqa: PTH105 -- one step, on every system
    except OSError as error:
        new_file.unlink(missing_ok=True)
        raise UsageError(
            f"{path}: is of record version {version}, and this one cannot be put in its place: {error}"
        ) from error


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that hold rows of their own."""
    found = connection.execute("select name from pragma_table_list where schema = 'main' and type = 'table'")
    return sorted(name for (name,) in map(tuple, found) if not name.startswith("sqlite_"))


def _searched(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("select name from pragma_table_list where schema = 'main' and type = 'virtual'")
    return sorted(name for (name,) in map(tuple, found))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in map(tuple, connection.execute("select name from pragma_table_info(?)", (table,)))]
