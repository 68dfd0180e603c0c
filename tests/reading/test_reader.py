from __future__ import annotations

import os
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Rejected, Report
from onrecord.reading import Input, Limits, find_inputs, read
from onrecord.reading.by_suffix import READERS

STORY = "The wall of Eske fell on Monday, the harbour master said."


def of(tmp_path: Path, name: str, data: str | bytes, limits: Limits | None = None) -> list[Report | Rejected]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read([Input(name, path)], limits=limits))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \n\n", "empty"),
        ("a.txt", "\u200b\n\u200b", "empty: no letter and no figure in it"),
        ("a.md", "* * *\n\n....", "empty: no letter and no figure in it"),
        ("a.json", '{"text": "--"}', "empty: no letter and no figure in it"),
        ("a.txt", b"a\x00b", "not text"),
        ("a.md", "---\ntitle: The wall\n---\n\n", "empty: a front matter and nothing after it"),
        ("a.xls", "x", ".xls files are not read; the formats that are read: .txt, .md, .html"),
        ("a.docx", "x", "no Word document"),
        ("a.pdf", "%PDF", "not a PDF that can be read"),
        ("notes", "x", "a file without a suffix is not read"),
        ("a.json", '{"text": "x",\n "title" 3}', "not JSON: line 2, column 10: Expecting ':' delimiter"),
        ("a.json", '{"title": "The wall"}', "none of the fields maintext, text, articleBody, body_text, body"),
        ("a.json", '"The wall"', "not an article"),
        ("a.json", "[]", "empty: a list of no articles"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.json", '{"text": "\\ud83d"}', "half a character"),
        ("a.html", "<html><body></body></html>", "no article text found"),
        ("a.html", "no tags here", "no article text found"),
    ],
)
def test_an_input_that_gives_no_report_is_rejected_with_the_reason(
    tmp_path: Path, name: str, data: str | bytes, reason: str
) -> None:
    [item] = of(tmp_path, name, data)
    assert isinstance(item, Rejected)
    assert item.input == name
    assert reason in item.reason


def test_a_file_over_the_limit_is_rejected_with_size_limit_and_option(tmp_path: Path) -> None:
    [item] = of(tmp_path, "a.txt", "x" * 2_001, limits=Limits(max_bytes=2_000))
    assert isinstance(item, Rejected)
    assert item.reason == "too large: 2,001 bytes, the limit is 2,000; a higher one can be set with --max-bytes"
    [item] = of(tmp_path, "a.txt", "x" * 2_000, limits=Limits(max_bytes=2_000))
    assert isinstance(item, Report)


def test_what_has_gone_or_is_no_file_is_rejected(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    inputs = (*find_inputs([tmp_path]), Input("gone.txt", tmp_path / "gone.txt"))
    reasons = {Path(item.input).name: item.reason for item in read(inputs) if isinstance(item, Rejected)}
    assert reasons["gone.txt"] == "cannot be read: No such file or directory"
    assert reasons["pipe.txt"] == "cannot be read: not a regular file"
    assert reasons["self.txt"].startswith("cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    path.chmod(0)
    [item] = read([Input("a.txt", path)])
    assert isinstance(item, Rejected)
    assert item.reason == "cannot be read: Permission denied"


def test_each_line_and_each_item_of_a_list_is_an_input_of_its_own(tmp_path: Path) -> None:
    lines = of(
        tmp_path, "a.jsonl", f'{{"text": "{STORY}"}}\n\n{{"title": "x"}}\n{{"text": \n{{"text": "The wall stood."}}'
    )
    assert [(item.input, type(item)) for item in lines] == [
        ("a.jsonl#1", Report),
        ("a.jsonl#3", Rejected),
        ("a.jsonl#4", Rejected),
        ("a.jsonl#5", Report),
    ]
    items = of(tmp_path, "a.json", f'[{{"text": "{STORY}"}}, 3]')
    assert [(item.input, type(item)) for item in items] == [("a.json#1", Report), ("a.json#2", Rejected)]


def test_a_bad_input_does_not_stop_the_next(tmp_path: Path) -> None:
    for name, text in (("a.txt", ""), ("b.txt", STORY), ("c.xls", "x"), ("d.json", "{")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [type(item) for item in read(find_inputs([tmp_path]))] == [Rejected, Report, Rejected, Rejected]


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    [item] = of(tmp_path, "A.TXT", STORY)
    assert isinstance(item, Report)


@settings(max_examples=60, deadline=None)
@given(
    suffix=st.sampled_from(sorted(READERS)),
    data=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(alphabet='{}[]":,<>/&;-=\n\\ abtext.p1', max_size=120).map(str.encode),
        st.text(alphabet="abc<>&\n ", max_size=60).map(lambda text: f"---\n{text}\n---\n{text}".encode()),
        st.text(max_size=60).map(lambda text: f"<html><article><p>{text}</p></article>".encode("utf-8", "replace")),
    ),
)
def test_whatever_a_file_holds_becomes_reports_and_rejections_and_every_span_slices(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        items = of(Path(folder), f"a{suffix}", data)
    assert items or not data.strip() or suffix in (".jsonl", ".ndjson")
    for item in items:
        if isinstance(item, Rejected):
            assert item.reason
        else:
            spans = [part.span for part in item.furniture]
            assert spans == sorted(spans)
            assert all(0 <= start < end <= len(item.text) for start, end in spans)
            assert all(left[1] <= right[0] for left, right in pairwise(spans))
