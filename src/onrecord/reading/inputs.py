"""From what a person gives, files and folders, to the inputs that are read, each real file once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import InputError, UsageError
from onrecord.reading.decode import decode
from onrecord.reading.table import delimiter_of

MANIFEST_NAME = "manifest.csv"
"""What a manifest is called that is found by itself, in a folder and in an archive."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file that may hold reports."""

    name: str
    """The file as the user named it, with `/` between folders: the folder given, then the way down from it."""
    path: Path
    found_at: str | None = field(default=None, compare=False, repr=False)
    """Where the file itself lies, if that is known: to ask for it takes longer than to find the file."""

    @property
    def real(self) -> Path:
        """The file itself, past every link: two inputs of one real file are one."""
        return real_path(self.path) if self.found_at is None else Path(self.found_at)


def find_inputs(paths: Sequence[str | Path]) -> tuple[Input, ...]:
    """Return the files among and below the paths, by name, each real file once.

    Hidden files and folders below a folder are left out, and so is a folder's own `manifest.csv` (see `find_manifest`).
    A link that leads nowhere stays, and so does a folder that may not be looked into: they are rejected when they are
    read, so that nothing given is lost.

    Raises:
        UsageError: a path does not exist.
    """
    found: list[Input] = []
    for given in paths:
        path = Path(given)
        if os.path.isdir(path):  # noqa: PTH112 -- below a closed folder, Path.is_dir raises
            found += (one for one in _files_below(path) if not _is_manifest_of(path, one.path))
        elif os.path.lexists(path):
            found.append(Input(path.as_posix(), path))
        else:
            raise UsageError(f"{given}: no such file or folder")
    once: dict[str, Input] = {}
    for item in sorted(found, key=lambda item: item.name):
        once.setdefault(item.found_at or str(item.real), item)
    return tuple(once.values())


def find_manifest(paths: Sequence[str | Path]) -> Path | None:
    """Return the `manifest.csv` with a column `file` that stands in a folder given, or None.

    Raises:
        UsageError: two folders hold one each; which is meant has to be said.
    """
    found = {real_path(path): path for path in (Path(given) / MANIFEST_NAME for given in paths) if _is_manifest(path)}
    if len(found) > 1:
        names = " and ".join(sorted(path.as_posix() for path in found.values()))
        raise UsageError(f"{names} are both manifests: name the one that is meant with --manifest")
    return next(iter(found.values()), None)


def _files_below(folder: Path) -> Iterator[Input]:
    """Walk a folder in order, through links too, no real folder twice; one that may not be read is yielded itself."""
    seen: set[str] = set()
    closed: list[Path] = []
    for parent, folders, files in os.walk(
        folder, followlinks=True, onerror=lambda error: closed.append(Path(error.filename))
    ):
        here, above = str(real_path(Path(parent))), Path(parent)
        if here in seen:
            folders.clear()
            continue
        seen.add(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = above / name
                own = None if path.is_symlink() else os.path.join(here, name)  # noqa: PTH118 -- a string: a tenth of it
                yield Input(path.as_posix(), path, own)
    yield from (Input(path.as_posix(), path) for path in closed)


def _is_manifest_of(folder: Path, file: Path) -> bool:
    return file.name == MANIFEST_NAME and file.parent == folder and _is_manifest(file)


def _is_manifest(path: Path) -> bool:
    """Tell a manifest from a table that happens to have its name.

    One that is there and cannot be read is taken for a manifest: reading it will say why it cannot be.
    """
    if not os.path.lexists(path) or os.path.isdir(path):  # noqa: PTH112
        return False
    try:
        return is_manifest(path.read_bytes())
    except OSError:
        return True


def is_manifest(data: bytes) -> bool:
    """Tell the bytes of a manifest from those of a table that happens to have its name, as far as they can be decoded.

    >>> is_manifest(b"file,outlet"), is_manifest(b"title,text")
    (True, False)
    """
    try:
        return delimiter_of(decode(data)) is not None
    except InputError:
        return True


def real_path(path: Path) -> Path:
    """Return the absolute path of the file that a path leads to; of a link that leads to itself, its own."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return path.absolute()
