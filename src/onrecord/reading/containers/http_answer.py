"""An answer as a web server sent it: its status, its headers, and its body with the codings of the way taken off.

The form is that of HTTP/1.1 (RFC 9112), in which what was answered by later versions is kept, too.

Programs that archive keep what the server sent, or what they had unpacked themselves, under the same headers. So each
coding is taken off where the bytes have it, and let be where they plainly have not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from onrecord.errors import InputError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b[^\r\n]*\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
MAX_HEAD = 65_536
"""In bytes: all headers together; servers refuse more than 8,000 to 65,000."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a server says before the body."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case; of several of one name, their values joined by commas."""
    length: int
    """Of the head, in bytes: where the body begins."""

    @property
    def media_type(self) -> str:
        """The body's media type in lower case, '' where it is not said."""
        return media_type(self.headers.get("content-type", ""))

    @property
    def charset(self) -> str | None:
        """The body's encoding, None where it is not said."""
        return media_charset(self.headers.get("content-type", ""))


def media_charset(content_type: str) -> str | None:
    """Return the encoding that a `Content-Type` states.

    >>> media_charset('text/html; charset="windows-1252"'), media_charset("text/html")
    ('windows-1252', None)
    """
    value = _content_type(content_type).get_param("charset")
    return value.strip() or None if isinstance(value, str) else None


def media_type(content_type: str) -> str:
    """Return the media type that a `Content-Type` states, in lower case; '' for none.

    >>> media_type("Text/HTML; charset=utf-8"), media_type("")
    ('text/html', '')
    """
    return _content_type(content_type).get_content_type() if content_type.strip() else ""


def _content_type(value: str) -> Message:
    message = Message()
    message["Content-Type"] = " ".join(value.split())
    return message


def head_of(block: bytes) -> Head:
    """Return the head of an answer.

    Raises:
        InputError: it has none, or one without end.
    """
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, MAX_HEAD)
    if status is None or end is None:
        raise InputError("no answer of a web server: its head is broken")
    lines = block[status.end() : max(status.end(), end.start())].decode("utf-8", "replace").splitlines()
    return Head(int(status[1]), fields(lines), end.end())


def fields(lines: list[str]) -> dict[str, str]:
    """Return header fields by name in lower case; a line that begins with a space goes on with the one before.

    >>> fields(["Content-Type: text/html;", "  charset=utf-8", "no field"])
    {'content-type': 'text/html; charset=utf-8'}
    """
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[:1] in (" ", "\t"):
            if name:
                found[name] += " " + line.strip()
            continue
        before, colon, value = line.partition(":")
        name = before.strip().casefold() if colon else ""
        if name:
            found[name] = f"{found[name]}, {value.strip()}" if name in found else value.strip()
    return found


def body_of(block: bytes, head: Head, max_bytes: int) -> bytes:
    """Return the body of an answer, its transfer and content codings taken off.

    Raises:
        InputError: it breaks off, is broken, in a coding that is not read, or larger than the limit.
    """
    body = block[head.length :]
    if "chunked" in head.headers.get("transfer-encoding", "").casefold():
        body = _without_chunks(body)
    for coding in reversed(head.headers.get("content-encoding", "").casefold().split(",")):
        body = _decoded(body, coding.strip(), max_bytes)
    if len(body) > max_bytes:
        raise InputError(f"too large: more than {max_bytes:,} bytes; a higher limit can be set with --max-bytes")
    return body


def _without_chunks(body: bytes) -> bytes:
    if not _CHUNK.match(body):  # taken off already
        return body
    pieces: list[bytes] = []
    at = 0
    while (chunk := _CHUNK.match(body, at)) is not None:
        size = int(chunk[1], 16)
        if size == 0:
            return b"".join(pieces)
        piece = body[chunk.end() : chunk.end() + size]
        pieces.append(piece)
        at = chunk.end() + size
        if len(piece) < size:
            break
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
    raise InputError("the answer breaks off: its last chunk is missing")


def _decoded(body: bytes, coding: str, max_bytes: int) -> bytes:
    if coding in ("", "identity", "none", "utf-8") or not body:
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, 31, max_bytes) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        # RFC 9110, 8.4.1.2: with a zlib head; some servers send it without.
        return _inflated(body, 15 if _has_zlib_head(body) else -15, max_bytes)
    if coding == "br":
        return _unbrotlied(body, max_bytes)
    raise InputError(f"its content coding {coding} is not read")


def _has_zlib_head(body: bytes) -> bool:
    return body[0] & 0x0F == 8 and len(body) > 1 and int.from_bytes(body[:2], "big") % 31 == 0


def _inflated(body: bytes, wbits: int, max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    left = max_bytes + 1
    try:
        while body and left > 0:
            inner = zlib.decompressobj(wbits=wbits)
            pieces.append(inner.decompress(body, left))
            left -= len(pieces[-1])
            if not inner.eof:
                if left > 0:
                    raise InputError("the answer breaks off: the end of its packed body is missing")
                break
            body = inner.unused_data if inner.unused_data.startswith(b"\x1f\x8b") and pieces[-1] else b""
    except zlib.error as error:
        if wbits < 0 and _looks_plain(body):  # unpacked already
            return body
        raise InputError(f"broken: its packed body cannot be unpacked ({error})") from error
    return b"".join(pieces)


def _unbrotlied(body: bytes, max_bytes: int) -> bytes:
    import brotli

    inner = brotli.Decompressor()
    pieces: list[bytes] = []
    left = max_bytes + 1
    try:
        piece = inner.process(body, output_buffer_limit=left)
        while piece:
            pieces.append(piece)
            left -= len(piece)
            if left <= 0 or inner.can_accept_more_data():
                break
            piece = inner.process(b"", output_buffer_limit=left)
    except brotli.error as error:
        if _looks_plain(body):
            return body
        raise InputError(f"broken: its packed body cannot be unpacked ({error})") from error
    if left > 0 and not inner.is_finished():
        if _looks_plain(body):
            return body
        raise InputError("the answer breaks off: the end of its packed body is missing")
    return b"".join(pieces)


def _looks_plain(body: bytes) -> bool:
    return body.lstrip()[:1] in (b"<", b"{", b"[") or body.startswith(b"%PDF-")
