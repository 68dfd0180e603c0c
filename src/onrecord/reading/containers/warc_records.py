"""The records of a WARC file (ISO 28500:2017): plain, packed record by record as the standard asks, or all together.

The framing is our own, since what matters here is what becomes of broken files. Of a file of ten records, FastWARC
2.0.1 gives five and ends in silence where an answer is sent in chunks and packed, and gives of a record that breaks off
what there is, as if it were whole; warcio refuses files that are packed as a whole. Here a record stands if it ends
where it says that it ends. One that does not costs itself: the next is looked for behind its head.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.reading.containers.http_answer import fields
from onrecord.reading.containers.packed import GZIP_MAGIC, PACKINGS, PIECE, Unpacked

MAX_HEAD = 65_536
"""In bytes: a record's head; they have some 500."""
MAX_BROKEN = 1_000
"""Broken places after which the rest of a file is given up."""
MAX_TRIES = 10_000
"""Places in a broken file that look like the head of a packed record, and are tried."""
_BEGIN = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n")
_LENGTH = re.compile(r"\d{1,15}", re.ASCII)
_BLANK = (b"\r\n", b"\n")
_PACKED = GZIP_MAGIC + b"\x08"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Record:
    """A record that ends where it says."""

    number: int
    """1 for the first of the file; a broken place counts as one."""
    offset: int | None
    """Where it begins in the file, in bytes; None in a file that is packed as a whole."""
    headers: Mapping[str, str]
    """By name in lower case."""
    length: int
    """Of its block, in bytes."""
    block: bytes | None
    """None where it is not wanted, or is too large."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where a record should be."""

    number: int
    reason: InputError


Wanted = Callable[[Mapping[str, str]], bool]


def records(file: BinaryIO, wanted: Wanted, max_block: int) -> Iterator[Record | Broken]:
    """Yield the records of a file from its beginning, in order, and what is broken between them.

    Args:
        file: open for reading and seeking.
        wanted: tells by a record's headers whether its block is read.
        max_block: the largest block that is read, in bytes.

    Raises:
        InputError: it is no WARC file, or broken in too many places.
    """
    file.seek(0)
    magic = file.read(4)
    if magic == _ZSTD_MAGIC:
        raise InputError("packed by Zstandard, which is not read here: unpack it, or pack it by gzip")
    file.seek(0)
    walk = _Walk(wanted, max_block)
    held: list[Record | Broken] = []
    for one in walk.packed(file) if magic.startswith(GZIP_MAGIC) else walk.through(file, lambda at: at, back=True):
        held.append(one)
        if walk.good:  # what has no record at all is no WARC file, and not one that is broken in many places
            yield from held
            held.clear()
    if not walk.good:
        raise InputError("no WARC file: there is no record in it that could be read")


@dataclass(slots=True)
class _Walk:
    """One way through a file, and what was met on it."""

    wanted: Wanted
    max_block: int
    number: int = 0
    good: int = 0
    broken: int = 0
    line: bytes = field(default=b"", init=False)
    """The line that was read last, and is yet to be looked at."""

    def packed(self, file: BinaryIO) -> Iterator[Record | Broken]:
        """Walk a file whose records are packed by gzip, one by one or all together."""
        at: int | None = 0
        ahead = b""
        file.seek(0)
        while at is not None:
            here = at
            member = Unpacked(file, PACKINGS[".gz"], one_member=True, ahead=ahead)
            self.line = b""
            try:
                yield from self.through(io.BufferedReader(member, PIECE), {0: here}.get, back=False)
                at, ahead = member.behind(len(_PACKED))
            except InputError as error:
                yield self._broken(f"a packed record at byte {here:,} is lost: {error}")
                at, ahead = _find_packed(file, here + 1), b""
                continue
            if not ahead.startswith(_PACKED):
                if ahead.strip(b"\0"):
                    yield self._broken(f"no record where one should be, at byte {at:,}")
                at, ahead = _find_packed(file, at), b""

    def through(
        self, stream: BinaryIO | io.BufferedReader, offset_of: Callable[[int], int | None], *, back: bool
    ) -> Iterator[Record | Broken]:
        """Walk records that are not packed.

        Args:
            stream: what holds them, from where it stands.
            offset_of: the offset to state of a record that begins at a place of the stream.
            back: whether to look for the next record in what a broken one claims; else behind it.
        """
        while self._to_line(stream):
            at = stream.tell() - len(self.line)
            if not _BEGIN.fullmatch(self.line):
                yield self._broken(f"no record where one should be, at byte {at:,}")
                self._to_begin(stream)
                continue
            headers = _head(stream)
            self.line = b""
            length = headers.get("content-length", "")
            if not _LENGTH.fullmatch(length):
                yield self._broken(f"a record at byte {at:,} has a head without end, or does not say how long it is")
                self._to_begin(stream)
                continue
            start = stream.tell()
            made = self._record(stream, int(length), headers, offset_of(at))
            yield made
            if isinstance(made, Broken):
                if back:
                    stream.seek(start)
                    self.line = b""
                self._to_begin(stream)

    def _record(
        self, stream: BinaryIO | io.BufferedReader, length: int, headers: Mapping[str, str], offset: int | None
    ) -> Record | Broken:
        """Read a record's block, or go past it, and see whether it ends there."""
        target = headers.get("warc-target-uri", "").strip("<>")
        what = f"the record of {target}" if target else "a record"
        read = length <= self.max_block and self.wanted(headers)
        block = stream.read(length) if read else None
        if (len(block) if block is not None else _skip(stream, length)) < length:
            return self._broken(f"{what} breaks off: its end is missing")
        for _ in range(2):
            self.line = stream.readline(MAX_HEAD)
            if self.line and self.line not in _BLANK:
                return self._broken(f"{what} does not end where it says that it ends")
        self.number += 1
        self.good += 1
        return Record(self.number, offset, headers, length, block)

    def _to_line(self, stream: BinaryIO | io.BufferedReader) -> bool:
        """Go to a line with something in it, if there is one."""
        while not self.line or self.line in _BLANK:
            self.line = stream.readline(MAX_HEAD)
            if not self.line:
                return False
        return True

    def _to_begin(self, stream: BinaryIO | io.BufferedReader) -> None:
        """Go to the next place that a record may begin at, or the end."""
        self.line = self.line or stream.readline(MAX_HEAD)
        # What is broken may have lost its own end, so that the next begins in the middle of a line.
        while self.line and (begin := _BEGIN.search(self.line)) is None:
            self.line = stream.readline(MAX_HEAD)
        self.line = self.line[begin.start() :] if self.line and begin is not None else b""

    def _broken(self, reason: str) -> Broken:
        self.number += 1
        self.broken += 1
        if self.broken > MAX_BROKEN:
            raise InputError(f"broken in more than {MAX_BROKEN:,} places: the rest was not read")
        return Broken(self.number, InputError(reason))


def _head(stream: BinaryIO | io.BufferedReader) -> Mapping[str, str]:
    """Return a record's fields; none where its head has no end."""
    lines: list[bytes] = []
    left = MAX_HEAD
    while (line := stream.readline(left)) not in _BLANK:
        left -= len(line)
        if not line.endswith(b"\n") or left <= 0:
            return {}
        lines.append(line)
    return fields([line.decode("utf-8", "replace").rstrip("\r\n") for line in lines])


def _skip(stream: BinaryIO | io.BufferedReader, length: int) -> int:
    """Go past bytes, and return how many of them there are."""
    if not isinstance(stream, io.BufferedReader) or not isinstance(stream.raw, Unpacked):
        start = stream.tell()
        stream.seek(max(start, start + length - 1))
        return length if not length or stream.read(1) else 0
    left = length
    while left and (piece := stream.read(min(left, PIECE))):
        left -= len(piece)
    return length - left


def _find_packed(file: BinaryIO, at: int) -> int | None:
    """Go where the next packed record begins, from a place on, and return that; None for nowhere.

    Raises:
        InputError: too many places look like one and are none.
    """
    held = b""
    file.seek(at)
    for _ in range(MAX_TRIES):
        while (found := held.find(_PACKED)) < 0:
            kept = held[-len(_PACKED) + 1 :]
            at += len(held) - len(kept)
            piece = file.read(PIECE)
            if not piece:
                return None
            held = kept + piece
        resume = file.tell()
        file.seek(at + found)
        try:
            if io.BufferedReader(Unpacked(file, PACKINGS[".gz"], one_member=True), 512).read(5) == b"WARC/":
                file.seek(at + found)
                return at + found
        except InputError:
            pass  # three bytes of something else that look like the head of a packed record
        file.seek(resume)
        at, held = at + found + 1, held[found + 1 :]
    raise InputError("broken: the rest was not read")
