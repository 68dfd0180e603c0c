"""From bytes to text: strict UTF-8, then UTF-16 with a mark, then a guess that has to be a good one.

Out: text with line feeds between lines and no byte order mark, otherwise the same code points as given, so that an
offset means the same to the person who gave the file.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from onrecord.errors import InputError

MAX_CHAOS = 0.1
"""The largest share of suspicious characters (0..1, charset-normalizer's "chaos") with which a guess is believed; its
own limit for a guess at all is 0.2."""

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")
_HEAD_BYTES = 2048
"""Where a page may declare its encoding; HTML asks for the first 1024 bytes, real pages are later."""


def decode(data: bytes, *, declared_in_page: bool = False) -> str:
    r"""Return the text of a file.

    Args:
        data: the file's bytes.
        declared_in_page: whether a `<meta charset>` in the bytes is believed where they are not UTF-8.

    Raises:
        InputError: the bytes are empty, or no text that can be decoded.

    >>> decode(b"\xef\xbb\xbfone\r\ntwo")
    'one\ntwo'
    """
    if not data:
        raise InputError("empty")
    text = _utf(data)
    if text is None and declared_in_page:
        text = _declared(data)
    if text is None:
        text = _guess(data)
    return clean(text)


def clean(text: str) -> str:
    """Return text with line feeds between lines and no byte order mark before it.

    Raises:
        InputError: it is empty, or holds what no text holds: a NUL, half a character.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError("not text: it holds NUL characters, as binary files do")
    half = _HALF.search(text)
    if half is not None:
        at = half.start()
        raise InputError(f"not text that can be decoded: half a character (a lone surrogate) at code point {at}")
    if not text.strip():
        raise InputError("empty: nothing but white space")
    return text


def _utf(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if data.startswith(_UTF16_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(
                f"not text that can be decoded: it is marked as UTF-16 but breaks at byte {error.start}"
            ) from error
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD_BYTES])
    if match is None:
        return None
    try:
        return data.decode(match.group(1).decode("ascii"))
    except (LookupError, UnicodeDecodeError, UnicodeError):
        return None


def _guess(data: bytes) -> str:
    if b"\0" in data:
        raise InputError("not text: it holds NUL bytes, as binary files do")
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None or best.chaos > MAX_CHAOS:
        raise InputError(
            "not text that can be decoded: neither UTF-8 nor another encoding that can be told; save it as UTF-8"
        )
    text = str(best)
    if not _readable(text):
        raise InputError("not text that can be decoded: it reads as control characters; save it as UTF-8")
    return text


def _readable(text: str) -> bool:
    """Tell text from bytes that some code page happens to have characters for."""
    return not any(
        unicodedata.category(char) in ("Cc", "Co", "Cn") and char not in "\t\n\r\f\x0b\x1c\x85" for char in text
    )
