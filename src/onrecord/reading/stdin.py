"""What is piped in: laid down in a file of its own for as long as it is read, since a pipe can be read but once."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UsageError
from onrecord.reading.by_suffix import CONTAINERS, READERS
from onrecord.reading.inputs import Input
from onrecord.reading.plugged import suffixes

HEAD = 4_096
"""Bytes at the beginning by which it is told what comes."""
_CHUNK = 1 << 20
_TAR_MARK = slice(257, 262)
"""Where a tar archive says `ustar` (POSIX.1-1988)."""
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
"""Two headers of a message (RFC 5322)."""
_OF_MAIL = re.compile(r"^(?:Received|Message-ID|MIME-Version|Return-Path):", re.IGNORECASE | re.MULTILINE)


@contextmanager
def piped(stream: BinaryIO | None = None, suffix: str | None = None) -> Iterator[Input]:
    """Take all that comes as one input, which is there inside.

    It is named by its bytes, `stdin-3f2a9c01.html`: the same again is the same input, other bytes are another.

    Args:
        stream: Where it comes from; None is standard input.
        suffix: What it is, `.html`; None tells it by its first bytes.

    Raises:
        UsageError: Nothing comes, or it cannot be laid down.
    """
    known = {*READERS, *CONTAINERS, *suffixes()}
    if suffix is not None and suffix not in known:
        raise UsageError(f"{suffix!r} is no end of a name that is read; what is: {', '.join(sorted(known))}")
    source = sys.stdin.buffer if stream is None else stream
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path, digest, size = Path(folder) / "stdin", hashlib.sha256(), 0
        try:
            with path.open("wb") as file:
                while chunk := source.read(_CHUNK):
                    size += file.write(chunk)
                    digest.update(chunk)
        except OSError as error:
            raise UsageError(f"standard input cannot be taken: {error.strerror or error}") from error
        if not size:
            raise UsageError("nothing came from standard input")
        named = path.with_name(f"stdin-{digest.hexdigest()[:8]}{suffix or _suffix(path)}")
        path.rename(named)
        yield Input(named.name, named)


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.startswith(b"PK\x03\x04"):
        return suffix_by_content(head)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return ".zip"  # whose opener says what is wrong with it
    return ".docx" if "word/document.xml" in names else ".wacz" if "datapackage.json" in names else ".zip"


def suffix_by_content(head: bytes) -> str:
    r"""Return the suffix of a file that begins like this, `.txt` where nothing says that it is more than text.

    >>> suffix_by_content(b"\xef\xbb\xbf <!DOCTYPE html><p>The wall fell."), suffix_by_content(b"The wall fell.")
    ('.html', '.txt')
    >>> suffix_by_content(b'{"text": "The wall fell."}\n{"text": "x"}\n'), suffix_by_content(b'[\n{"text": "x"}]')
    ('.jsonl', '.json')
    >>> suffix_by_content(b"From: Ana Lom <ana@norra.example>\nMessage-ID: <1@norra.example>\n\nThe wall fell.")
    '.eml'
    """
    if head.startswith(b"\x1f\x8b"):
        inner = suffix_by_content(_unpacked(head))
        return f"{inner}.gz"
    for mark, suffix in ((b"%PDF-", ".pdf"), (b"WARC/", ".warc"), (b"PK\x03\x04", ".zip"), (b"PAR1", ".parquet")):
        if head.startswith(mark):
            return suffix
    if head[_TAR_MARK] == b"ustar":
        return ".tar"
    text = head.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return _of_text(text.lstrip(), text)


def _of_text(begin: str, text: str) -> str:
    if begin.startswith("<"):
        folded = text.casefold()
        if "<html" in folded or "<!doctype html" in folded:
            return ".html"
        return ".xml" if begin.startswith(("<?xml", "<rss", "<feed", "<rdf")) else ".html"
    if begin.startswith("{"):
        first, _, rest = begin.partition("\n")
        return ".jsonl" if _is_object(first) and rest.lstrip().startswith("{") else ".json"
    if begin.startswith("["):
        return ".json"
    if text.startswith("From ") and _MAIL.match(text, text.find("\n") + 1):
        return ".mbox"
    headers = _MAIL.match(text)
    if headers is not None and _OF_MAIL.search(headers.group()):
        return ".mhtml" if "multipart/related" in headers.group().casefold() else ".eml"
    return ".md" if text.startswith("---\n") else ".txt"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error:
        return b""  # the reason why it cannot be read is said by its opener
