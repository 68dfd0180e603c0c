"""How files get to where they belong: whole or not at all, and never over the record itself."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, TYPE_CHECKING

import click

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.formats.registry import File

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive knows."""


def write(pieces: Iterable[bytes], where: str, record: Path, tick: Callable[[], None] = lambda: None) -> None:
    """Write bytes to a file or stdout, whatever the console's own encoding is.

    Args:
        pieces: The bytes.
        where: The file, `-` for stdout.
        record: The record that they are made from, over which nothing is written.
        tick: Called after each piece.

    Raises:
        UsageError: `where` is the record.
    """
    if where == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with _whole(Path(where), record) as stream:
        for piece in pieces:
            stream.write(piece)
            tick()


def write_files(files: Iterable[File], where: Path, record: Path, tick: Callable[[], None] = lambda: None) -> None:
    """Write files into a folder, or into a ZIP archive whose bytes depend on theirs alone.

    They are all written before the first of them takes its place, so that an export that is stopped changes nothing.

    Args:
        files: The files.
        where: The folder, or the archive, which ends in `.zip`.
        record: The record that they are made from, over which nothing is written.
        tick: Called after each file.

    Raises:
        UsageError: `where` is the record or another file, or one of the files would take the record's place.
    """
    if where.suffix.lower() == ".zip":
        with _whole(where, record) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                about = zipfile.ZipInfo(file.name, _NO_TIME)
                about.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(about, "w", force_zip64=True) as entry:
                    for piece in file.pieces:
                        entry.write(piece)
                tick()
        return
    if where.exists() and not where.is_dir():
        raise UsageError(f"{where}: is a file; name a folder, or an archive that ends in .zip")
    made: list[str] = []
    where.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{where.name}-", dir=where.parent))
    try:
        for file in files:
            not_the_record(where / file.name, record)
            with (beside / file.name).open("wb") as stream:
                stream.writelines(file.pieces)
            made.append(file.name)
            tick()
        where.mkdir(exist_ok=True)
        for name in made:
            (beside / name).replace(where / name)
    finally:
        for left in beside.iterdir():
            left.unlink()
        beside.rmdir()


@contextmanager
def _whole(path: Path, record: Path) -> Iterator[IO[bytes]]:
    """Open a file beside the one that is meant, which it replaces when all went well."""
    not_the_record(path, record)
    if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
        with path.open("wb") as stream:
            yield stream
        return
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    path = path.resolve()  # what a link leads to is replaced, and not the link
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def not_the_record(path: Path, record: Path) -> None:
    """See that a path is not that of the record.

    Raises:
        UsageError: It is.
    """
    if path.exists() and record.exists() and path.samefile(record):
        raise UsageError(f"{path}: is the record itself; choose another name")
