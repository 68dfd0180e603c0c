from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from onrecord.model import Rejected
from onrecord.reading import Input, read


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "a.html",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
            "is a PDF, though its name ends in .html: give it one",
        ),
        ("a.txt", gzip.compress(b"The wall fell."), "is packed by gzip, though its name ends in .txt"),
        ("a.json", b"PK\x03\x04\x14\x00", "is a zip archive (or a document that is one, such as .docx)"),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00\x00", "is an image (PNG), though its name ends in .md"),
    ],
)
def test_what_is_plainly_something_else_than_its_name_says_is_rejected_as_that(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    [found] = read([Input(name, path)])
    assert isinstance(found, Rejected)
    assert reason in found.reason
