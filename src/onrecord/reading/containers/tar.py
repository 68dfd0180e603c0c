"""Tar archives (POSIX.1 ustar and pax, GNU), plain or packed, read as a tape is: once, from front to back."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Self, cast

from onrecord.errors import InputError
from onrecord.reading.containers.members import Names, check_path, own_manifest, passed_over, suffix_of
from onrecord.reading.containers.packed import MAGIC, PACKINGS, PIECE, Unpacked
from onrecord.reading.containers.zips import too_large
from onrecord.reading.inputs import MANIFEST_NAME
from onrecord.reading.items import Item, Items, Refused

MAX_HEADER = 1_000_000
"""In bytes: what may be said of one member (its long name, its attributes); `tarfile` takes it to memory whole."""
MAX_EMPTY = 8
"""Times that what is beyond the end may be asked for: an archive without an end mark asks once or twice."""
MOST_LOOKED_THROUGH = 200_000_000
"""In bytes, unpacked: how far an archive is gone through for its manifest, which takes two seconds."""
MOST_MEMBERS = 20_000
"""Files that are passed on the way."""
MOST_LISTING = 10_000_000
"""In bytes: the largest manifest of an archive."""
MOST_KEPT = 8
"""Files of a manifest's name that are kept until it is known which of them is the archive's."""
_SAID_OF_OTHERS = frozenset(
    {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
)
BROKEN_TAR = (tarfile.TarError, EOFError, LookupError, OSError, OverflowError, ValueError)
"""What `tarfile` raises on archives that no program makes."""
_BROKEN = "broken, or no tar archive: {error}"


def open_tar(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the files in a tar archive; how it is packed is told by its first bytes. See `items.Opener`.

    A manifest may stand at its end, and is to come first: a small archive is gone through twice.
    """
    head = file.read(6)
    packing = next((suffix for magic, suffix in MAGIC.items() if head.startswith(magic)), None)
    listing = _listing(file, packing)
    if listing is not None:
        yield listing
    names = Names()
    for archive, member in _files(file, packing):
        mark = names.mark(member.name)
        if listing is None or mark != listing.mark:
            try:
                outcome = _outcome(archive, member, mark, max_bytes, packing is None)
            except BROKEN_TAR as error:
                raise InputError(_BROKEN.format(error=error)) from error
            yield outcome


def _files(file: BinaryIO, packing: str | None) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Yield the files of an archive, each to be read before the next is asked for.

    Raises:
        InputError: it is no tar archive, or broken.
    """
    file.seek(0)
    stream: BinaryIO = file if packing is None else io.BufferedReader(Unpacked(file, PACKINGS[packing]), PIECE)
    header = _header()
    try:
        with tarfile.open(fileobj=cast("BinaryIO", _Tape(stream)), mode="r|", tarinfo=header) as archive:
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # it keeps all, and they are met once
                if not (member.isdir() or passed_over(member.name)):
                    yield archive, member
    except BROKEN_TAR as error:
        raise InputError(_BROKEN.format(error=error)) from error
    header.check_end()


def _listing(file: BinaryIO, packing: str | None) -> Item | None:
    """Return the archive's manifest; None where it has none, or where it is too large to be gone through for one."""
    kept: dict[str, Item] = {}
    whole = True

    def paths() -> Iterator[str]:
        nonlocal whole
        try:
            for number, (archive, member) in enumerate(_files(file, packing)):
                if number > MOST_MEMBERS or member.offset > MOST_LOOKED_THROUGH:
                    whole = False
                    return
                if member.name.rpartition("/")[2] == MANIFEST_NAME and member.name not in kept:
                    found = _outcome(archive, member, Names().mark(member.name), MOST_LISTING, packing is None)
                    if isinstance(found, Item) and len(kept) < MOST_KEPT:
                        kept[member.name] = replace(found, lists=True)
                yield member.name
        except (InputError, *BROKEN_TAR):  # the files before its end stand, and are read by what was said of them
            return

    path = own_manifest(paths())
    return kept.get(path) if path is not None and whole else None


def _outcome(
    archive: tarfile.TarFile, member: tarfile.TarInfo, mark: str, max_bytes: int, plain: bool
) -> Item | Refused:
    try:
        check_path(member.name)
        if member.issym() or member.islnk():
            raise InputError("a link, which is not followed in an archive")
        if not member.isfile():
            raise InputError("no file: a device or a pipe")
        if member.size > max_bytes:
            raise InputError(too_large(member.size, max_bytes))
    except InputError as error:
        return Refused(mark=mark, reason=error)
    content = archive.extractfile(member)
    data = b"" if content is None else content.read(member.size)
    if len(data) < member.size:
        raise InputError(f"breaks off in {member.name}")
    return Item(mark=mark, suffix=suffix_of(member.name), data=data, offset=member.offset if plain else None)


class _Tape:
    """A stream that ends. `tarfile` passes over a member by reading on for as long as its head says, end or no end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._empty = stream, 0

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            EOFError: it has been at its end for a while.
        """
        data = self._stream.read(size)
        self._empty = 0 if data else self._empty + 1
        if self._empty > MAX_EMPTY:
            raise EOFError("it ends before a member that its head announces")
        return data


class _Header(tarfile.TarInfo):
    """The head of a member. `tarfile` ends in silence at a head that is broken: here it is known that it was."""

    broken: bool = False

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            made = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError:
            # No more bytes, or a block of zeros, is the end that archives have.
            cls.broken = len(bytes(buf).strip(b"\0")) > 0
            raise
        if made.size < 0 or (made.size > MAX_HEADER and made.type in _SAID_OF_OTHERS):
            raise InputError("broken: a member's head says a size that none has")
        return made

    @classmethod
    def check_end(cls) -> None:
        """Refuse what follows the last member if it is no end.

        Raises:
            InputError: it is none.
        """
        if cls.broken:
            raise InputError("broken: what follows the last member that was read is none, and no end of an archive")


def _header() -> type[_Header]:
    """Return a class of its own for one archive: what it remembers is of that archive."""
    return type("_HeaderOfOne", (_Header,), {})
