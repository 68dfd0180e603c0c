"""What a file is by its first bytes, where its name says another thing."""

from __future__ import annotations

_KINDS: tuple[tuple[bytes, str, frozenset[str]], ...] = (
    (b"%PDF-", "a PDF", frozenset({".pdf"})),
    (b"PK\x03\x04", "a ZIP archive or an office document", frozenset({".docx", ".zip", ".wacz"})),
    (b"\x1f\x8b", "packed with gzip", frozenset({".gz", ".tgz", ".tar.gz", ".warc.gz"})),
    (b"WARC/", "a web archive (WARC)", frozenset({".warc"})),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", frozenset()),
    (b"\x89PNG\r\n", "an image", frozenset()),
    (b"\xff\xd8\xff", "an image", frozenset()),
    (b"GIF8", "an image", frozenset()),
    (b"{\\rtf", "a rich text (RTF)", frozenset()),
    (b"SQLite format 3\x00", "an SQLite file", frozenset()),
    (b"PAR1", "a Parquet table", frozenset({".parquet"})),
    (b"\x7fELF", "a program", frozenset()),
    (b"ID3", "a sound", frozenset()),
    (b"OggS", "a sound or a video", frozenset()),
)
"""The first bytes, what they say (IANA media types, `file(1)`), and the suffixes that say the same."""
_OWN_REASON = frozenset({".docx", ".pdf"})
"""Readers that say themselves what is wrong."""


def other_kind(suffix: str, data: bytes) -> str | None:
    """Return what a file is that is called something else; None where its first bytes say nothing against its name.

    >>> other_kind(".html", b"%PDF-1.7 ...")
    'a PDF'
    >>> other_kind(".html", b"<!doctype html>") is None
    True
    """
    if suffix in _OWN_REASON:
        return None
    return next((kind for begin, kind, own in _KINDS if data.startswith(begin) and suffix not in own), None)
