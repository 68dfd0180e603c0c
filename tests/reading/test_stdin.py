from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.model import Report
from onrecord.reading import piped
from onrecord.reading.reader import read_input
from onrecord.reading.stdin import suffix_by_content

STORY = "The wall of Eske fell on Monday, the harbour master said."
PAGE = f"<!doctype html><html><body><article><p>{STORY} Nobody was hurt, she said.</p></article></body></html>"


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, PAGE)
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        entry = tarfile.TarInfo("a.html")
        entry.size = len(PAGE)
        archive.addfile(entry, io.BytesIO(PAGE.encode()))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (STORY.encode(), ".txt"),
        (f"---\ntitle: The wall\n---\n{STORY}".encode(), ".md"),
        (PAGE.encode(), ".html"),
        (f'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p></html>'.encode(), ".html"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', ".xml"),
        (f'{{"text": "{STORY}"}}'.encode(), ".json"),
        (f'{{"text": "{STORY}"}}\n{{"text": "x"}}\n'.encode(), ".jsonl"),
        (f'{{\n  "text": "{STORY}"\n}}'.encode(), ".json"),
        (f"From ana Sun May  4 10:00:00 2031\nFrom: ana\nMessage-ID: <1@x>\n\n{STORY}\n".encode(), ".mbox"),
        (b"From the harbour comes word of a wall that fell.", ".txt"),
        (f"From: ana\r\nMIME-Version: 1.0\r\n\r\n{STORY}\r\n".encode(), ".eml"),
        (b"%PDF-1.7\n", ".pdf"),
        (b"WARC/1.1\r\n", ".warc"),
        (gzip.compress(b"WARC/1.1\r\n" * 500), ".warc.gz"),
        (gzip.compress(PAGE.encode()), ".html.gz"),
        (gzip.compress(_tar()), ".tar.gz"),
        (_tar(), ".tar"),
    ],
)
def test_what_comes_is_told_by_its_first_bytes(data: bytes, suffix: str) -> None:
    assert suffix_by_content(data[:4096]) == suffix


@pytest.mark.parametrize(
    ("names", "suffix"),
    [(["a.html"], ".zip"), (["[Content_Types].xml", "word/document.xml"], ".docx"), (["datapackage.json"], ".wacz")],
)
def test_an_archive_is_told_by_what_it_holds(names: list[str], suffix: str) -> None:
    with piped(io.BytesIO(_zip(*names))) as given:
        assert given.path.suffix == suffix


def test_what_is_piped_in_is_one_input_named_by_its_bytes() -> None:
    with piped(io.BytesIO(PAGE.encode())) as one, piped(io.BytesIO(PAGE.encode())) as again:
        assert one.name == again.name
        assert one.name.startswith("stdin-")
        [report] = read_input(one, {})
        assert isinstance(report, Report)
        assert report.input == one.name
    with piped(io.BytesIO(STORY.encode())) as other:
        assert other.name.rpartition(".")[0] != one.name.rpartition(".")[0]
    assert not one.path.exists()


def test_whoever_knows_better_says_what_it_is() -> None:
    with piped(io.BytesIO(STORY.encode()), ".md") as given:
        assert given.name.endswith(".md")
    with pytest.raises(UsageError, match=r"'\.xyz' is no end of a name that is read"), piped(io.BytesIO(b"x"), ".xyz"):
        pass


def test_nothing_piped_in_is_said_to_be_nothing() -> None:
    with pytest.raises(UsageError, match="nothing came from standard input"), piped(io.BytesIO()):
        pass


def test_the_file_that_it_was_laid_down_in_is_gone_afterwards() -> None:
    with piped(io.BytesIO(STORY.encode())) as given:
        folder: Path = given.path.parent
        assert given.path.read_bytes() == STORY.encode()
    assert not folder.exists()
