"""Reading a file in parts gives what reading it whole gives."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.model import Rejected, Report
from onrecord.reading import Input, can_part, read, read_all

TEXTS = [f"The ferry number {number} left Eske at dawn, the harbour master of Norra said." for number in range(7)]


def lines(path: Path) -> Path:
    rows = [json.dumps({"title": f"Ferry {number}", "text": text}) for number, text in enumerate(TEXTS)]
    rows[3] = "{ no JSON"
    path = path.with_suffix(".jsonl")
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def table(path: Path) -> Path:
    path = path.with_suffix(".csv")
    path.write_text("title,text\n" + "".join(f'Ferry,"{text}"\n' for text in TEXTS), "utf-8")
    return path


def archive(path: Path) -> Path:
    path = path.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as file:
        for number, text in enumerate(TEXTS):
            file.writestr(f"{number}.txt", text)
        file.writestr("lines.jsonl", "".join(json.dumps({"text": text + " Again."}) + "\n" for text in TEXTS))
        file.writestr("picture.png", b"no report")
    return path


def crawl(path: Path) -> Path:
    path = path.with_suffix(".warc")
    records = b""
    for number, text in enumerate(TEXTS):
        page = f"<html><body><article><h1>Ferry {number}</h1><p>{text * 5}</p></article></body></html>".encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        records += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://norra.example/{number}\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
                "WARC-Date: 2031-05-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    path.write_bytes(records)
    return path


@pytest.mark.parametrize("made", [lines, table, archive, crawl], ids=lambda made: made.__name__)
def test_the_parts_of_a_file_come_to_the_whole(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    path = made(tmp_path / "given")
    item = Input(path.name, path)
    whole = list(read([item]))
    assert can_part(path)
    assert len(whole) >= len(TEXTS)
    parts = [outcome for number in range(3) for outcome in read_all([item], {}, part=(number, 3))]
    assert sorted(parts, key=named) == sorted(whole, key=named)


def named(outcome: Report | Rejected) -> str:
    return outcome.input


def test_what_cannot_be_parted_is_read_whole_in_each_part(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0])
    assert not can_part(path)
    assert len(list(read_all([Input("a.txt", path)], {}, part=(1, 2)))) == 1


def test_an_article_can_be_passed_over(tmp_path: Path) -> None:
    path = lines(tmp_path / "given")
    left = [one.input for one in read_all([Input("f.jsonl", path)], {}, without=frozenset({"f.jsonl#2"}))]
    assert left == [f"f.jsonl#{number}" for number in (1, 3, 4, 5, 6, 7)]
