"""What bytes are, whatever their name says: the marks that files of a kind begin with.

Method: the signatures of the WHATWG MIME Sniffing standard (https://mimesniff.spec.whatwg.org/) and of the formats'
own specifications.
"""

from __future__ import annotations

from onrecord.errors import InputError

_MARKS: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a zip archive (or a document that is one, such as .docx)", (".zip", ".docx", ".wacz", ".odt")),
    (b"\x1f\x8b", "packed by gzip", (".gz", ".tgz")),
    (b"BZh91AY&SY", "packed by bzip2", (".bz2",)),
    (b"\xfd7zXZ\x00", "packed by xz", (".xz",)),
    (b"\x28\xb5\x2f\xfd", "packed by Zstandard", (".zst",)),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", (".7z",)),
    (b"Rar!\x1a\x07", "a RAR archive", (".rar",)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an older Microsoft Office", (".doc", ".xls", ".ppt", ".msg")),
    (b"{\\rtf", "a rich-text file", (".rtf",)),
    (b"SQLite format 3\x00", "an SQLite database", (".db", ".sqlite")),
    (b"PAR1\x15", "a Parquet table", (".parquet",)),
    (b"WARC/1.", "a web archive", (".warc",)),
    (b"\x89PNG\r\n\x1a\n", "an image (PNG)", (".png",)),
    (b"\xff\xd8\xff", "an image (JPEG)", (".jpg", ".jpeg")),
    (b"GIF89a", "an image (GIF)", (".gif",)),
    (b"\x7fELF", "a program", ()),
)
"""What a file begins with, what it is then, and the suffixes of such files; the first is the one to name."""


def refuse_other(data: bytes, suffix: str) -> None:
    """Refuse bytes that are plainly no text of any kind, where their suffix says that they are.

    Raises:
        InputError: They are; the message says what they are and what to do.

    >>> refuse_other(b"%PDF-1.7 ...", ".html")
    Traceback (most recent call last):
    onrecord.errors.InputError: is a PDF, though its name ends in .html: give it one that ends in .pdf
    """
    for mark, what, suffixes in _MARKS:
        if data.startswith(mark):
            rename = f": give it one that ends in {suffixes[0]}" if suffixes else ""
            raise InputError(f"is {what}, though its name ends in {suffix}{rename}")
