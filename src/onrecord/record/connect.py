"""Opening the one SQLite file: is it a record, of which version, and may it be written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from onrecord.errors import HeldError, OnrecordError, RecordError, UsageError
from onrecord.record.migrate import copy_rows, migrate, refuse_what_is_too_old

APPLICATION_ID = 0x4F6E5263
"""The four bytes "OnRc" at offset 68 of the file, by which tools know a record from another SQLite file."""

USER_VERSION = 6
"""The version of schema.sql; a file with a higher one was made by a later onrecord."""

BUSY_SECONDS = 5.0
"""How long to wait for another process's transaction; the longest of ours, a whole story, takes less than that."""

_MAGIC = b"SQLite format 3\x00"


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a record for reading only.

    Args:
        path: The record's file.

    Raises:
        UsageError: There is no such file.
        RecordError: It is not a record, or is from a newer onrecord.
    """
    _refuse_what_is_no_sqlite(path)
    connection = _connect(path, "ro")
    try:
        version = _refuse_what_is_no_record(connection, path)
        if version < USER_VERSION:
            return _of_this_version(connection, path, version)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open a record for writing, and make it first if there is none or the file is empty.

    The connection commits nothing by itself: the caller says BEGIN and COMMIT. The journal is a write-ahead log until
    `close_written`.

    Raises:
        UsageError: The folder does not exist or may not be written.
        RecordError: The file is there and is not a record, is from a newer onrecord, or is locked by another process.
    """
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent} to put the record in")
    fresh = not path.exists() or (path.is_file() and path.stat().st_size == 0)
    if not fresh:
        _refuse_what_is_no_sqlite(path)
    connection = _connect(path, "rwc")
    try:
        with reading_errors(path):
            if fresh:
                _create(connection)
            version = _refuse_what_is_no_record(connection, path)
        if version < USER_VERSION:
            connection.close()
            _bring_up(path, version)
            connection = _connect(path, "rw")
        with reading_errors(path):
            connection.execute("pragma journal_mode = wal")
    except BaseException:
        connection.close()
        raise
    return connection


def open_in_memory() -> sqlite3.Connection:
    """Open an empty record that is kept nowhere, to be written and read by the same functions as a file."""
    connection = _ready(sqlite3.connect(":memory:", isolation_level=None))
    _create(connection)
    return connection


def close_written(connection: sqlite3.Connection) -> bool:
    """Close a connection that wrote, so that the record is one file again.

    Returns:
        False if another process is reading the record just now: then its log stays beside it until that one is done.
    """
    alone = True
    try:
        connection.execute("pragma journal_mode = delete")
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
        alone = False
    finally:
        connection.close()
    return alone


@contextmanager
def reading_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged or locked file into a `RecordError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise HeldError(f"{path}: another process is writing it; try again when that one is done") from error
        if _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            raise UsageError(f"{path}: may not be written ({error})") from error
        if _code(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise OnrecordError(f"{path}: cannot be written further ({error}); what was committed is kept") from error
        raise RecordError(f"{path}: the record is damaged ({error})") from error


def _code(error: sqlite3.Error) -> int:
    """Return the primary result code, 0 where the error did not come from SQLite itself."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def is_busy(error: sqlite3.Error) -> bool:
    """Tell that another process holds the file from everything else that may be wrong with it."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
    except sqlite3.OperationalError as error:
        raise UsageError(f"{path}: cannot be opened ({error})") from error
    return _ready(connection)


def _ready(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute("pragma foreign_keys = on")
    return connection


def _create(connection: sqlite3.Connection) -> None:
    schema = resources.files("onrecord.record").joinpath("schema.sql").read_text(encoding="utf-8")
    marks = f"pragma application_id = {APPLICATION_ID}; pragma user_version = {USER_VERSION};"
    try:
        connection.executescript(f"begin immediate; {schema}\n{marks} commit;")
    except sqlite3.OperationalError:
        if connection.in_transaction:
            connection.execute("rollback")
        # Another process may have made the record between our look at the file and our transaction.
        if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            raise


def records_in(folder: Path) -> tuple[Path, ...]:
    """Return the records in a folder, by name: in its `records/`, if it has one, as `onrecord stories` makes it."""
    inner = folder / "records"
    return tuple(sorted((inner if inner.is_dir() else folder).glob("*.db")))


def _refuse_what_is_no_sqlite(path: Path) -> None:
    if path.is_dir():
        found = records_in(path)
        where = f", as {found[0]}{f', one of {len(found):,} there' if len(found) > 1 else ''}" if found else ""
        raise UsageError(f"{path}: is a folder; a record is one file{where}")
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_MAGIC))
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be opened ({error.strerror})") from error
    if head != _MAGIC:
        raise RecordError(f"{path}: is not a record (not an SQLite file)")


def _of_this_version(old: sqlite3.Connection, path: Path, version: int) -> sqlite3.Connection:
    """Return a connection to read a record that was made by an older onrecord: it is brought to this version first.

    Where its folder may not be written it stays as it is, and a copy in memory is read.
    """
    old.close()
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        _bring_up(path, version)
        return _connect(path, "ro")
    old = _connect(path, "ro")
    try:
        new = open_in_memory()
        with reading_errors(path):
            copy_rows(old, new)
        return new
    finally:
        old.close()


def _bring_up(path: Path, version: int) -> None:
    """Bring a record of an older version to this one, unless another process has done it meanwhile."""
    old = _connect(path, "rw")
    try:
        with reading_errors(path):
            old.execute("pragma journal_mode = delete")  # what a killed writer left in its log is in the file then
            old.execute("begin immediate")  # whoever comes second waits here
        if old.execute("pragma user_version").fetchone()[0] != version or _is_another_file(old, path):
            return
        new_file = path.with_name(f"{path.name}.new")
        new_file.unlink(missing_ok=True)
        new = _connect(new_file, "rwc")
        try:
            _create(new)
        except sqlite3.DatabaseError as error:
            new.close()
            new_file.unlink(missing_ok=True)
            raise UsageError(f"{path}: is of record version {version}, and no new one can be made: {error}") from error
        migrate(path, old, new_file, new, version)
    finally:
        old.close()


def _is_another_file(connection: sqlite3.Connection, path: Path) -> bool:
    """Tell whether the file at a path has been replaced since it was opened."""
    with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as now:
        version: int = now.execute("pragma user_version").fetchone()[0]
    now.close()
    return version != int(connection.execute("pragma user_version").fetchone()[0])


def _refuse_what_is_no_record(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a record that can be opened, this one's or an older one."""
    with reading_errors(path):
        application = connection.execute("pragma application_id").fetchone()[0]
        version = connection.execute("pragma user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise RecordError(f"{path}: is an SQLite file, but not a record")
    if version > USER_VERSION:
        raise RecordError(
            f"{path}: was made by a newer onrecord (record version {version}, this one reads {USER_VERSION}); "
            "update onrecord to open it"
        )
    refuse_what_is_too_old(path, version, USER_VERSION)
    return int(version)
