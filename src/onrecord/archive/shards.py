"""The folder of work beside the records: what each step made, in Parquet files that are there whole or not at all.

Reports lie in the files that the reading made, a few dozen in a row group, so that one can be had by its place without
the others. What depends on code is kept under a fingerprint of that code: another version makes it anew.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.errors import UsageError
from onrecord.model import Report

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 64
"""Reports in a row group: of 5,000 bytes each, so that one is had by reading some 100 KB packed."""
LOCK = "lock"
"""The file in a folder of work that a run holds; by it one is known."""
_CODE = (".py", ".toml", ".csv", ".txt", ".json", ".onnx", ".npy")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Make a folder of work, and keep another run out of it, where the system can (not on Windows).

    Raises:
        UsageError: Another process works there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{folder.parent}: another process works there; wait until it is done") from error
        yield  # the end of this process gives it back, whatever ends it


class Place(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Where something lies that a step made."""

    shard: str
    """The file's name in the folder of what a step made."""
    row: int


def encode(report: Report) -> bytes:
    """Return a report as bytes (MessagePack)."""
    return msgspec.msgpack.encode(report)


def decode(data: bytes) -> Report:
    """Return the report that bytes stand for."""
    return msgspec.msgpack.decode(data, type=Report)


def reports_at(folder: Path, places: Sequence[Place]) -> list[Report]:
    """Return the reports that lie at some places of a folder of what was read, in the order of the places."""
    return [decode(data) for data in cells_at(folder, places, "report")]


def cells_at(folder: Path, places: Sequence[Place], column: str) -> list[bytes]:
    """Return what a column holds at some places, in the order of the places; only their row groups are read."""
    import pyarrow.parquet as pq

    by_shard: dict[str, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(places):
        by_shard[place.shard].append(place)
    found: dict[Place, bytes] = {}
    for shard, wanted in sorted(by_shard.items()):
        with pq.ParquetFile(folder / shard, memory_map=True) as file:
            for group, members in _by_group(wanted):
                cells = file.read_row_group(group, columns=[column]).column(0)
                found.update((place, cells[place.row - group * ROW_GROUP].as_py()) for place in members)
    return [found[place] for place in places]


def _by_group(places: Iterable[Place]) -> Iterator[tuple[int, list[Place]]]:
    groups: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        groups[place.row // ROW_GROUP].append(place)
    yield from sorted(groups.items())


@contextmanager
def writing(path: Path, schema: pa.Schema, about: Mapping[str, str] | None = None) -> Iterator[Rows]:
    """Write rows into a Parquet file, that takes its place when all went well."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with pq.ParquetWriter(
            beside, schema.with_metadata(dict(about or {})), compression="zstd", write_statistics=False
        ) as writer:
            rows = Rows(writer, schema)
            yield rows
            rows.flush()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class Rows:
    """Rows on their way into a file, a row group at a time."""

    def __init__(self, writer: Any, schema: pa.Schema) -> None:
        self._writer, self._schema = writer, schema
        self._rows: list[Mapping[str, object]] = []
        self.count = 0

    def add(self, row: Mapping[str, object]) -> None:
        """Take a row; a column that it lacks is null in it."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == ROW_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what was taken."""
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema), row_group_size=ROW_GROUP)
            self._rows = []


def read_rows(path: Path, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return the rows of a file that a step made."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(path, columns=None if columns is None else list(columns)).to_pylist()
    return rows


def short(words: str | bytes) -> bytes:
    """Return eight bytes that stand for words. Two that share them by chance are looked at together, no more."""
    data = words if isinstance(words, bytes) else words.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).digest()


def digest(*parts: object) -> str:
    """Return twenty hex digits that stand for some values: text, bytes, numbers, None, and lists and pairs of these."""
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=10).hexdigest()


@cache
def fingerprint(*rooms: str) -> str:
    """Return what stands for the code and the word lists of some rooms, and of what all share."""
    from importlib.metadata import version

    found = hashlib.blake2b(digest_size=10)
    for name in ("msgspec", "trafilatura", "py3langid"):
        found.update(f"{name} {version(name)}\x1f".encode())
    for name, source in sorted(_sources(files("onrecord"), frozenset((*rooms, "model", "outlets")))):
        found.update(f"\x1f{name}\x1f".encode())
        found.update(source.read_bytes())
    return found.hexdigest()


def _sources(folder: Traversable, rooms: frozenset[str], within: str = "") -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        name = f"{within}{one.name}"
        if one.is_dir():
            if one.name != "__pycache__" and (within or one.name in rooms):
                yield from _sources(one, rooms, f"{name}/")
        elif one.name.endswith(_CODE) and (within or one.name == "dates.py"):
            yield name, one
