from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from onrecord.errors import InputError
from onrecord.model import Rejected, Report
from onrecord.reading import Input, find_inputs, load_manifest, opening
from onrecord.reading.by_suffix import CONTAINERS, READERS
from onrecord.reading.facts import Draft, Fact
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.reader import read_input

STORY = "The wall of Eske fell on Monday, the harbour master said."


def open_box(file: BinaryIO, max_bytes: int) -> Items:
    """Open an invented container: a JSON list of names and contents; a content that is a list is a box itself."""
    try:
        value = json.loads(file.read())
    except ValueError as error:
        raise InputError("no box") from error
    yield from _items(value, max_bytes)


def _items(value: list[list[object]], max_bytes: int) -> Iterator[Item | Refused]:
    for name, content in value:
        data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        if name == "breaks off":
            raise InputError("the box breaks off")
        if name == "fails":
            raise KeyError("lid")
        if len(data) > max_bytes:
            yield Refused(mark=f"/{name}", reason=InputError("too large"))
            continue
        suffix = f".{str(name).rpartition('.')[2]}"
        facts = {"url": Fact("https://norra.example/in-box", "box")}
        captured = "2031-05-04T10:00:00Z" if suffix == ".box" else None
        yield Item(mark=f"/{name}", suffix=suffix, data=data, facts=facts, captured=captured)


def _crack(data: bytes) -> Iterator[tuple[str, Draft | InputError]]:
    yield "#1", Draft(text=data.decode())
    raise ZeroDivisionError("a nut")


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONTAINERS, ".box", open_box)
    monkeypatch.setitem(READERS, ".nut", _crack)


def box(tmp_path: Path, *content: list[object]) -> list[Report | Rejected]:
    path = tmp_path / "a.box"
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(read_input(Input("a.box", path), {}, 2_000))


def told(outcomes: list[Report | Rejected]) -> list[tuple[str, str]]:
    return [(one.input, one.reason if isinstance(one, Rejected) else one.text) for one in outcomes]


def test_each_thing_is_read_as_a_file_of_its_suffix_and_named_behind_its_container(tmp_path: Path) -> None:
    found = box(tmp_path, ["in/a b.txt", STORY], ["c.jsonl", f'{{"text": "{STORY}"}}\n{{}}'], ["d.xls", "x"])
    names = ["a.box/in/a b.txt", "a.box/c.jsonl#1", "a.box/c.jsonl#2", "a.box/d.xls"]
    assert [name for name, _ in told(found)] == names
    assert [isinstance(one, Report) for one in found] == [True, True, False, False]


def test_what_a_container_says_of_a_thing_comes_before_what_that_says(tmp_path: Path) -> None:
    [report] = box(tmp_path, ["a.md", f"---\nurl: https://norra.example/own\ntitle: The wall\n---\n{STORY}"])
    assert isinstance(report, Report)
    assert (report.url, report.basis["url"]) == ("https://norra.example/in-box", "box")
    assert (report.title, report.basis["title"]) == ("The wall", "front matter")


def test_a_thing_was_captured_with_the_container_that_it_is_in(tmp_path: Path) -> None:
    [report] = box(tmp_path, ["b.box", [["a.txt", STORY]]])
    assert isinstance(report, Report)
    assert report.source is not None
    assert report.source.captured == "2031-05-04T10:00:00Z"


def test_a_row_of_a_manifest_may_name_what_a_container_holds(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.box").write_text(json.dumps([["x/b.txt", STORY], ["c.jsonl", '{"text": "The wall."}']]))
    table = folder / "manifest.csv"
    table.write_text("file,url\na.box/x/b.txt,https://norra.example/b\na.box/c.jsonl#1,https://norra.example/c\n")
    inputs, manifest = find_inputs([folder]), load_manifest(table)
    rows = {name: row.facts for name, row in manifest.match(inputs).items()}
    urls = [one.url for item in inputs for one in read_input(item, rows) if isinstance(one, Report)]
    assert urls == ["https://norra.example/b", "https://norra.example/c"]
    assert manifest.unused(inputs) == ()


def test_a_row_that_names_a_thing_in_a_container_that_is_not_there_is_unused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    table = tmp_path / "manifest.csv"
    table.write_text("file,outlet\ngone.zip/b.txt,Norra News\n")
    [unused] = load_manifest(table).unused(find_inputs([tmp_path]))
    assert "names a file that is not among the inputs" in unused.reason


def test_a_container_in_a_container_is_opened_three_deep(tmp_path: Path) -> None:
    content: list[list[object]] = [["a.txt", STORY]]
    for name in ("d.box", "c.box", "b.box"):
        content = [["x.txt", STORY], [name, content]]
    assert [name for name, _ in told(box(tmp_path, *content))] == [
        "a.box/x.txt",
        "a.box/b.box/x.txt",
        "a.box/b.box/c.box/x.txt",
        "a.box/b.box/c.box/d.box",
    ]


def test_what_a_container_holds_stands_where_it_breaks_off(tmp_path: Path) -> None:
    found = box(tmp_path, ["a.txt", STORY], ["breaks off", ""], ["b.txt", STORY])
    assert told(found) == [("a.box/a.txt", STORY), ("a.box", "the box breaks off")]


@pytest.mark.parametrize(
    ("how", "reason"), [("breaks off", "the box breaks off"), ("fails", "the reader failed on it: KeyError: 'lid'")]
)
def test_a_container_that_breaks_off_in_another_does_not_end_that(tmp_path: Path, how: str, reason: str) -> None:
    found = box(tmp_path, ["b.box", [[how, ""]]], ["c.txt", STORY])
    assert told(found) == [("a.box/b.box", reason), ("a.box/c.txt", STORY)]


def test_whatever_a_reader_raises_costs_the_thing_that_it_read(tmp_path: Path) -> None:
    found = box(tmp_path, ["a.nut", STORY], ["b.txt", STORY])
    failed = "the reader failed on it: ZeroDivisionError: a nut"
    assert told(found) == [("a.box/a.nut#1", STORY), ("a.box/a.nut", failed), ("a.box/b.txt", STORY)]


def test_an_empty_container_is_accounted_for(tmp_path: Path) -> None:
    reason = "empty: nothing in it that could be a report"
    assert told(box(tmp_path)) == [("a.box", reason)]
    assert told(box(tmp_path, ["b.box", []])) == [("a.box/b.box", reason)]


def test_two_things_of_one_name_are_told_apart(tmp_path: Path) -> None:
    found = box(tmp_path, ["a.txt", STORY], ["a.txt", "The wall stands."], ["a.txt~2", "x"])
    assert [name for name, _ in told(found)] == ["a.box/a.txt", "a.box/a.txt~2", "a.box/a.txt~2~2"]


def test_the_limit_of_bytes_is_for_a_thing_and_not_for_its_container(tmp_path: Path) -> None:
    items: list[list[object]] = [[f"{number}.txt", f"{STORY} {number}" * 10] for number in range(8)]
    found = box(tmp_path, *items, ["large.txt", "x" * 2_001])
    assert [isinstance(one, Report) for one in found] == [True] * 8 + [False]
    assert (tmp_path / "a.box").stat().st_size > 2_000


def test_all_that_is_in_a_container_together_may_not_unpack_to_more_than_its_size_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MIN_UNPACKED", 1_600)
    monkeypatch.setattr(opening, "MAX_SHARE", 0)
    inner: list[list[object]] = [["c.txt", "x" * 600], ["d.txt", "x" * 600]]
    found = told(box(tmp_path, ["b.box", inner], ["e.txt", "x"]))
    assert [name for name, _ in found] == ["a.box/b.box", "a.box"]
    assert all("unpacks to far more than its size allows" in reason for _, reason in found)


def test_more_things_than_a_container_may_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = opening._Allowed(bytes=10_000, things=2)
    monkeypatch.setattr(opening, "_Allowed", lambda _, **_told: allowed)
    found = told(box(tmp_path, ["a.txt", STORY], ["b.txt", STORY], ["c.txt", STORY]))
    assert [name for name, _ in found] == ["a.box/a.txt", "a.box/b.txt", "a.box"]
