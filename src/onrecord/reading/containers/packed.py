"""Packed files: gzip (RFC 1952), bzip2 and xz, unpacked piece by piece with bounds on memory and on growth.

The decompressors are the standard library's; its file objects are not used, since they take whatever memory an xz file
asks for and go on for as long as a file of zeros lasts.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from onrecord.errors import InputError
from onrecord.reading.containers.members import suffix_of
from onrecord.reading.items import Item, Items, Opener

GZIP_MAGIC = b"\x1f\x8b"
PIECE = 65_536
"""In bytes: what is read, and what is unpacked, at once."""
MAX_XZ_MEMORY = 200_000_000
"""In bytes: three times what `xz -9` needs for unpacking."""
MAX_TIMES = 200
"""What is unpacked may be this many times what was read: the most that gzip can do is 1,032, for one letter over and
over; pages come to 20, and a crawl that fetched one page many times to 100."""
FREE = 100_000_000
"""In bytes: what may be unpacked whatever was read."""
_MAX_NAME = 1024


class Codec(Protocol):
    """A decompressor as `bz2` and `lzma` make them."""

    @property
    def eof(self) -> bool:
        """Whether what was packed is at its end."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more data."""

    @property
    def unused_data(self) -> bytes:
        """What follows the end."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return no more than `max_length` bytes of what the data and those before it unpack to."""


class _Gzip:
    """One member of a gzip file, in the shape of `bz2`'s decompressor."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max(0, max_length))
        # With room left in what it could give, zlib has given all that it has.
        self.needs_input = not self._inner.unconsumed_tail and len(out) < max_length
        return out


def _xz() -> Codec:
    return lzma.LZMADecompressor(memlimit=MAX_XZ_MEMORY)


PACKINGS: dict[str, Callable[[], Codec]] = {".gz": _Gzip, ".bz2": bz2.BZ2Decompressor, ".xz": _xz}
"""By suffix."""
MAGIC = {GZIP_MAGIC: ".gz", b"BZh": ".bz2", b"\xfd7zXZ\x00": ".xz"}
"""What packed files begin with."""
BROKEN = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
"""What the decompressors raise."""


class Unpacked(io.RawIOBase):
    """A packed file, or one member of it, read as what it unpacks to.

    It is read from front to back; winding it back is starting over. Every reading may raise `InputError`: the file
    breaks off, is broken, or unpacks to too much.
    """

    def __init__(
        self, file: BinaryIO, make: Callable[[], Codec], *, one_member: bool = False, ahead: bytes = b""
    ) -> None:
        """Begin where the file stands, with what was read of it ahead."""
        self._file = file
        self._start = file.tell() - len(ahead)
        self._make = make
        self._one_member = one_member
        self._begin(ahead)

    def _begin(self, ahead: bytes) -> None:
        self._codec: Codec | None = self._make()
        self._pending = ahead
        self._taken = len(ahead)
        self._given = 0

    def behind(self, most: int) -> tuple[int, bytes]:
        """Return where in the file the member ended that was read to its end, and what was read ahead from there.

        Args:
            most: that many bytes or more are read ahead, if there are.
        """
        if len(self._pending) < most:
            self._pending += self._more()
        return self._start + self._taken - len(self._pending), self._pending

    def readable(self) -> bool:
        """See `io.IOBase`, as for the next four."""
        return True

    def seekable(self) -> bool:  # noqa: D102
        return True

    def tell(self) -> int:  # noqa: D102
        return self._given

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:  # noqa: D102
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from its start")
        if offset < self._given:
            self._file.seek(self._start)
            self._begin(b"")
        while self._given < offset and self._some(min(PIECE, offset - self._given)):
            pass
        return self._given

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # noqa: D102
        data = self._some(min(len(buffer), PIECE))
        buffer[: len(data)] = data
        return len(data)

    def _some(self, most: int) -> bytes:
        """Return one byte or more of what it unpacks to; none at its end."""
        while most and self._codec is not None:
            try:
                data = self._codec.decompress(self._input(), most)
            except BROKEN as error:
                raise InputError(f"broken: it cannot be unpacked ({error})") from error
            if self._codec.eof:
                self._next_member(self._codec.unused_data)
            if data:
                self._given += len(data)
                if self._given > FREE and self._given > MAX_TIMES * self._taken:
                    raise InputError(f"unpacks to more than {MAX_TIMES} times its own size, as zip bombs do")
                return data
        return b""

    def _input(self) -> bytes:
        if self._codec is None or not self._codec.needs_input:
            return b""
        data, self._pending = self._pending or self._more(), b""
        if not data:
            raise InputError("breaks off: its end is missing")
        return data

    def _more(self) -> bytes:
        data = self._file.read(PIECE)
        self._taken += len(data)
        return data

    def _next_member(self, unused: bytes) -> None:
        self._pending = unused
        if self._one_member:
            self._codec = None
            return
        self._pending = self._pending or self._more()
        # As gzip, bzip2 and xz do: what follows the last member and is none is let be (tapes are filled up with zeros).
        self._codec = self._make() if self._pending.startswith(tuple(MAGIC)) else None


def opener_of_packed(packing: str, suffix: str | None = None) -> Opener:
    """Return the opener of files that are one packed file: `.html.gz`.

    Args:
        packing: one of `PACKINGS`.
        suffix: what is packed, where the file's name says so; else the name in a gzip file's head tells.
    """

    def open_packed(file: BinaryIO, max_bytes: int) -> Items:
        start = file.tell()
        inner = suffix if suffix is not None else suffix_of(_name_in(file))
        if not inner:
            raise InputError(f"nothing says what is packed in it: name it like page.html{packing}")
        file.seek(start)
        yield Item(mark="", suffix=inner, data=_whole(Unpacked(file, PACKINGS[packing]), max_bytes))

    return open_packed


def _whole(unpacked: Unpacked, max_bytes: int) -> bytes:
    with io.BufferedReader(unpacked, PIECE) as reader:
        data = reader.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(
            f"too large: it unpacks to more than {max_bytes:,} bytes; a higher limit can be set with --max-bytes"
        )
    return data


def _name_in(file: BinaryIO) -> str:
    """Return the name of the packed file in a gzip file's head (RFC 1952, 2.3.1), '' where there is none."""
    head = file.read(12 + PIECE + _MAX_NAME)
    if not head.startswith(GZIP_MAGIC) or len(head) < 12 or not head[3] & 8:
        return ""
    at = 10 + (2 + int.from_bytes(head[10:12], "little") if head[3] & 4 else 0)
    name, found, _ = head[at : at + _MAX_NAME].partition(b"\0")
    return name.decode("latin-1") if found else ""
