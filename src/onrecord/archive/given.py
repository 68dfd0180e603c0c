"""What an archive is: files here, and files of an object store; and how they are cut into shards that are read alike.

A shard is as many files as come to a few megabytes, or a part of a large one. Where one ends depends on the names of
the files alone, so that a file that is added changes the shard that it falls into and no other.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.reading import Input, Manifest

SHARD_BYTES = 8_000_000
"""What a shard comes to at most: some thousand reports, of which a process takes a minute or so to read the pages."""
SHARES = 32
"""Shards that an archive is cut into at least, so that all processes are busy to the end, down to a byte size of"""
LEAST_BYTES = 1_000_000
"""which to read takes some times as long as to start what reads."""
SHARD_FILES = 1_000
"""Files of a shard at most, however small."""
MOST_PARTS = 8
"""Parts that a file is read in at most: each goes through all of it, and takes out its own articles alone. To unpack a
gigabyte of a crawl takes a hundredth of the time that its pages do."""
_ENDS = 16
"""A shard that is half full ends behind a file in so many, whichever comes first."""
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Given(msgspec.Struct, frozen=True):
    """A file of the archive."""

    name: str
    """As `onrecord build` names it; of an object store its address."""
    size: int
    """In bytes."""
    where: bytes = b""
    """Its path as the system has it, which need be no text; empty where its name is its address."""
    changed: int = 0
    """When it was changed last, in nanoseconds, where that is known: another one is read anew."""
    remote: bool = False

    @property
    def path(self) -> Path:
        """Where it lies; of an object store its address."""
        return Path(self.name if self.remote else os.fsdecode(self.where))


class Said(msgspec.Struct, frozen=True, array_like=True):
    """What a manifest says of one field of an input."""

    field: str
    value: str
    basis: str


class Shard(msgspec.Struct, frozen=True):
    """What is read as one."""

    files: tuple[Given, ...]
    rows: tuple[tuple[str, tuple[Said, ...]], ...] = ()
    """What the manifest says, by the name of the input."""
    part: tuple[int, int] = (0, 1)
    """Which of how many parts of its one file it is: of the articles each n-th."""
    without: tuple[tuple[str, str], ...] = ()
    """Names of articles that are not read, with the reasons: they ended the process that read them."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive and what a manifest says of them."""

    files: tuple[Given, ...]
    shards: tuple[Shard, ...]
    unused: tuple[tuple[str, str], ...] = ()
    """The rows of the manifest that say something of no file, each with the reason."""


def is_remote(path: str) -> bool:
    """Return whether something names a file of an object store.

    >>> is_remote("s3://bucket/2031/"), is_remote("archive/2031")
    (True, False)
    """
    return _REMOTE.match(path) is not None


def find(archive: Sequence[str | Path], manifest: str | Path | None, own: Path) -> Archive:
    """Find the files of an archive and cut it into shards.

    Args:
        archive: Files, folders and addresses in object stores.
        manifest: A manifest's file, if one is named.
        own: The folder that is written to, which is no input even where it lies in one.

    Raises:
        UsageError: Nothing is there, or the manifest cannot be read.
    """
    from onrecord.archive.engine import glob
    from onrecord.reading import Input, find_inputs, find_manifest, load_manifest, real_path

    here = [Path(one) for one in archive if not is_remote(str(one))]
    there = [str(one) for one in archive if is_remote(str(one))]
    ours = str(real_path(own))
    everything = find_inputs(here) if here else []
    inputs = [one for one in everything if not _is_below(str(one.real), ours)]
    given = [_here(one) for one in inputs]
    for address in there:
        given += [Given(name=name, size=size, remote=True) for name, size in glob(address).items()]
    listed = Path(manifest) if manifest is not None else find_manifest(here)
    rows = None if listed is None else load_manifest(listed)
    if rows is not None:
        table = str(real_path(rows.path))
        given = [one for one in given if one.remote or str(real_path(one.path)) != table]
    if not given and everything and not inputs:
        raise UsageError(f"all of it lies in {own}, the folder that is written to; name another with -o")
    if not given:
        raise UsageError(f"no file to read in {', '.join(str(one) for one in archive)}")
    once = tuple({one.name: one for one in sorted(given, key=lambda one: one.name)}.values())
    as_inputs = tuple(Input(one.name, one.path) for one in once)
    unused = () if rows is None else tuple((one.input, one.reason) for one in rows.unused(as_inputs))
    return Archive(once, tuple(_shards(once, _said(rows, as_inputs))), unused)


def _here(item: Input) -> Given:
    name = item.name.encode("utf-8", "backslashreplace").decode("utf-8")
    where = os.fsencode(item.path.absolute())
    try:
        found = item.path.stat()
    except (OSError, RuntimeError):  # it will be rejected with the reason
        return Given(name=name, where=where, size=0)
    return Given(name=name, where=where, size=found.st_size, changed=found.st_mtime_ns)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


def _said(rows: Manifest | None, inputs: Sequence[Input]) -> Mapping[str, tuple[Said, ...]]:
    matched = {} if rows is None else rows.match(inputs)
    return {
        name: tuple(Said(field, fact.value, fact.basis) for field, fact in sorted(row.facts.items()))
        for name, row in sorted(matched.items())
    }


def shard_bytes(total: int) -> int:
    """Return what a shard of an archive of so many bytes comes to.

    It doubles with the archive, and in steps: one that grows a little is cut where it was.

    >>> shard_bytes(1_000_000), shard_bytes(100_000_000), shard_bytes(10**12)
    (1000000, 2000000, 8000000)
    """
    size = LEAST_BYTES
    while size < SHARD_BYTES and 2 * size * SHARES <= total:
        size *= 2
    return size


def _shards(given: Sequence[Given], said: Mapping[str, tuple[Said, ...]]) -> Iterator[Shard]:
    names = sorted(said)
    most = shard_bytes(sum(one.size for one in given))

    def shard(files: Sequence[Given], part: tuple[int, int] = (0, 1)) -> Shard:
        return Shard(tuple(files), tuple((name, said[name]) for one in files for name in _of(one.name, names)), part)

    held: list[Given] = []
    size = 0
    for one in given:
        parts = parts_of(one, most)
        if parts > 1:
            if held:
                yield shard(held)
            held, size = [], 0
            yield from (shard([one], (number, parts)) for number in range(parts))
            continue
        held.append(one)
        size += one.size
        half = 2 * size >= most or 2 * len(held) >= SHARD_FILES
        if size >= most or len(held) >= SHARD_FILES or (half and _ends(one.name)):
            yield shard(held)
            held, size = [], 0
    if held:
        yield shard(held)


def parts_of(one: Given, most: int) -> int:
    """Return in how many parts of some bytes a file is read: a large one that holds many articles in several.

    One of an object store is read as one: each part would fetch all of it.
    """
    from onrecord.reading import can_part

    if one.remote or not can_part(Path(one.name)):
        return 1
    return max(1, min(MOST_PARTS, one.size // most))


def _of(name: str, names: Sequence[str]) -> Iterable[str]:
    """Yield of sorted names those of an input and of what it holds."""
    for first in (name, f"{name}#", f"{name}/"):
        at = bisect_left(names, first)
        while at < len(names) and (names[at] == name if first == name else names[at].startswith(first)):
            yield names[at]
            at += 1


def _ends(name: str) -> bool:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] < 256 // _ENDS
