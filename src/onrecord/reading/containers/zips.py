"""Zip archives (PKWARE APPNOTE 6.3): their members in the order of the directory, nothing written to disk."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.reading.containers.members import Names, check_path, own_manifest, passed_over, suffix_of
from onrecord.reading.items import Item, Items, Refused

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    ValueError,
)
"""What `zipfile` raises on archives that no program makes."""
_ENCRYPTED, _UTF8 = 0x1, 0x800
_MADE_ON_UNIX = 3
_UNICODE_PATH = 0x7075
_PIECES = {zipfile.ZIP_STORED: 65_536, zipfile.ZIP_DEFLATED: 65_536}
_SMALL_PIECE = 4096
"""In bytes: of bzip2 and LZMA `zipfile` unpacks at once all that it has read, which may be 20,000 times as much."""


def open_zip(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the files in a zip archive. See `items.Opener`."""
    with opened(file) as archive:
        names = Names()
        named = ((path_of(info), info) for info in archive.infolist())
        files = [(path, info) for path, info in named if not path.endswith("/")]  # `is_dir` fails on a name of nothing
        listing = own_manifest(path for path, _ in files)
        at = next((number for number, (path, _) in enumerate(files) if path == listing), len(files))
        for number, (path, info) in enumerate((*files[at : at + 1], *files[:at], *files[at + 1 :])):
            if passed_over(path):
                continue
            mark = names.mark(path)
            try:
                check_path(path)
                data = read_member(archive, info, max_bytes)
            except InputError as error:
                yield Refused(mark=mark, reason=error)
            else:
                lists = number == 0 and path == listing
                yield Item(mark=mark, suffix=suffix_of(path), data=data, offset=info.header_offset, lists=lists)


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """Return an archive with its directory read.

    Raises:
        InputError: it is none, or its members lie on one another, as in bombs.
    """
    try:
        archive = zipfile.ZipFile(file)
        size = file.seek(0, 2)
    except (*BROKEN_ZIP, NotImplementedError) as error:
        raise InputError(f"no zip archive that can be read: {error}") from error
    if sum(info.compress_size for info in archive.infolist()) > size:
        raise InputError("broken: its members lie on one another, as those of zip bombs do")
    return archive


def path_of(info: zipfile.ZipInfo) -> str:
    """Return a member's path with `/` between folders.

    A name that is not marked as UTF-8 is in code page 437 by the standard. Many programs write UTF-8 unmarked, and some
    put it beside the name (Info-ZIP's Unicode path); so these are looked for first.
    """
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra, raw) or _utf8(raw) or name
    return name.replace("\\", "/")


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, max_bytes: int) -> bytes:
    """Return the bytes of a member.

    Raises:
        InputError: it is a link, encrypted, larger than the limit, packed in a way that is not read, or broken.
    """
    if info.create_system == _MADE_ON_UNIX and stat.S_ISLNK(info.external_attr >> 16):
        raise InputError("a link, which is not followed in an archive")
    if info.flag_bits & _ENCRYPTED:
        raise InputError("encrypted: unpack the archive with its password, and give what was in it")
    if info.file_size > max_bytes:
        raise InputError(too_large(info.file_size, max_bytes))
    try:
        return b"".join(_pieces(archive, info, max_bytes))
    except NotImplementedError as error:
        raise InputError("packed by a method that is not read here: unpack the archive, and give the files") from error
    except (*BROKEN_ZIP, RuntimeError, MemoryError) as error:
        raise InputError(f"broken: it cannot be unpacked ({error})") from error


def too_large(size: int, max_bytes: int) -> str:
    """Say that something is larger than the limit."""
    return f"too large: {size:,} bytes, the limit is {max_bytes:,}; a higher one can be set with --max-bytes"


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, max_bytes: int) -> Iterator[bytes]:
    left = max_bytes
    with archive.open(info) as member:
        while piece := member.read(_PIECES.get(info.compress_type, _SMALL_PIECE)):
            left -= len(piece)
            if left < 0:
                raise InputError(f"broken: it says that it has {info.file_size:,} bytes, and has more")
            yield piece
    if max_bytes - left != info.file_size:
        raise InputError(f"broken: it says that it has {info.file_size:,} bytes, and has {max_bytes - left:,}")


def _utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Return the path in the extra field 0x7075, None where there is none for this name."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(body) > 5 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            return _utf8(body[5:])
    return None
