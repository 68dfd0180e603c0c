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
_ON_THE_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Python's name of an encoding, and of the larger one that browsers take for it."""
_PASSING_FOR_UTF8 = ("iso2022", "hz", "utf-16", "utf-32")
"""What encodings are called whose bytes may be valid UTF-8 that says something else."""
_HALF = re.compile("[\ud800-\udfff]")
_HEAD_BYTES = 2048
"""Where a page may declare its encoding; HTML asks for the first 1024 bytes, real pages are later."""


def decode(data: bytes, *, declared: str | None = None, declared_in_page: bool = False) -> str:
    r"""Return the text of a file.

    Args:
        data: the file's bytes.
        declared: the encoding that they were sent with. It is believed where they are not UTF-8, and before UTF-8
            where their bytes would pass for that (`iso-2022-jp`, `utf-16`).
        declared_in_page: whether a `<meta charset>` in the bytes is believed where they are not UTF-8.

    Raises:
        InputError: the bytes are empty, or no text that can be decoded.

    >>> decode(b"\xef\xbb\xbfone\r\ntwo")
    'one\ntwo'
    >>> decode(b"caf\xe9", declared="iso-8859-1")
    'café'
    """
    if not data:
        raise InputError("empty")
    encoding = encoding_of(declared) if declared else None
    text = _as(data, encoding) if encoding is not None and encoding.startswith(_PASSING_FOR_UTF8) else None
    if text is None:
        text = _utf(data)
    if text is None and encoding is not None:
        text = _as(data, encoding)
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


def encoding_of(label: str) -> str | None:
    """Return the encoding that a label means on the web (WHATWG Encoding, section 4.2), None where it means none.

    >>> encoding_of("ISO-8859-1"), encoding_of("gb2312"), encoding_of("the usual")
    ('cp1252', 'gb18030', None)
    """
    try:
        found = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # `codecs` has encodings that are none of text: "zip", "hex", "rot13".
    return _ON_THE_WEB.get(found.name, found.name) if getattr(found, "_is_text_encoding", True) else None


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
    encoding = encoding_of(match.group(1).decode("ascii")) if match is not None else None
    return _as(data, encoding) if encoding is not None else None


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
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
