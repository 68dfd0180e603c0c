from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from onrecord.errors import InputError
from onrecord.model import Rejected, Report
from onrecord.reading import Input, find_inputs, load_manifest, read
from onrecord.reading.facts import Fact
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.kinds import CONTAINERS, suffix_of
from onrecord.reading.opening import Budget, unpack

STORY = "The wall of Eske fell on Monday, the harbour master said."


def open_box(file: BinaryIO, max_bytes: int) -> Items:
    """Open an invented container: a JSON list of names and contents, a content that is a list being a box itself."""
    try:
        value = json.loads(file.read())
    except ValueError as error:
        raise InputError("no box") from error
    yield from _items(value, max_bytes)


def _items(value: list[list[object]], max_bytes: int) -> Iterator[Item | Refused]:
    for name, content in value:
        data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        if name == "breaks":
            raise InputError("the box breaks off")
        if len(data) > max_bytes:
            yield Refused(mark=f"/{name}", reason=InputError("too large"))
            continue
        facts = {"url": Fact("https://norra.example/in-box", "box")}
        yield Item(mark=f"/{name}", suffix=suffix_of(str(name), CONTAINERS), data=data, facts=facts, record=f"<{name}>")


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONTAINERS, ".box", open_box)
    monkeypatch.setitem(CONTAINERS, ".big.box", open_box)


def box(tmp_path: Path, *content: list[object], name: str = "a.box") -> list[Report | Rejected]:
    path = tmp_path / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(read([Input(name, path)], max_bytes=2_000))


def told(outcomes: list[Report | Rejected]) -> list[tuple[str, str]]:
    return [(one.input, one.reason if isinstance(one, Rejected) else one.text) for one in outcomes]


def test_each_item_is_read_as_a_file_of_its_suffix_and_named_behind_its_container(tmp_path: Path) -> None:
    lines = f'{{"text": "{STORY}"}}\n{{}}'
    found = box(tmp_path, ["in/a b.txt", STORY], ["c.jsonl", lines], ["d.xls", "x"], ["e", "x"])
    assert [name for name, _ in told(found)] == [
        "a.box/in/a b.txt",
        "a.box/c.jsonl#1",
        "a.box/c.jsonl#2",
        "a.box/d.xls",
        "a.box/e",
    ]
    assert [isinstance(one, Report) for one in found] == [True, True, False, False, False]


def test_a_report_says_what_its_container_says_of_it_before_what_its_file_says(tmp_path: Path) -> None:
    [report] = box(tmp_path, ["a.md", f"---\nurl: https://norra.example/own\ntitle: The wall\n---\n{STORY}"])
    assert isinstance(report, Report)
    assert (report.url, report.basis["url"]) == ("https://norra.example/in-box", "box")
    assert (report.title, report.basis["title"]) == ("The wall", "front matter")


def test_a_row_of_a_manifest_may_name_what_a_container_holds(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.box").write_text(json.dumps([["x/b.txt", STORY], ["c.jsonl", '{"text": "The wall."}']]))
    table = tmp_path / "in/manifest.csv"
    table.write_text("file,url\na.box/x/b.txt,https://norra.example/b\na.box/c.jsonl#1,https://norra.example/c\n")
    inputs, manifest = find_inputs([tmp_path / "in"]), load_manifest(table)
    assert [one.url for one in read(inputs, manifest=manifest) if isinstance(one, Report)] == [
        "https://norra.example/b",
        "https://norra.example/c",
    ]
    assert manifest.unused(inputs) == ()


def test_a_container_in_a_container_is_opened_three_deep(tmp_path: Path) -> None:
    content: object = [["a.txt", STORY]]
    for name in ("c.box", "b.box"):
        content = [["x.txt", STORY], [name, content]]
    assert [name for name, _ in told(box(tmp_path, *content))] == [  # type: ignore[misc]
        "a.box/x.txt",
        "a.box/b.box/x.txt",
        "a.box/b.box/c.box/a.txt",
    ]
    found = told(box(tmp_path, ["b.box", content]))
    assert found[-1] == ("a.box/b.box/b.box/c.box", "3 containers deep is as far as they open")


def test_the_longest_suffix_that_fits_is_taken() -> None:
    assert suffix_of("Norra.2031.BIG.box", CONTAINERS) == ".big.box"
    assert suffix_of("Norra.2031.box", CONTAINERS) == ".box"


def test_what_a_container_holds_stands_where_it_breaks_off(tmp_path: Path) -> None:
    found = box(tmp_path, ["a.txt", STORY], ["breaks", ""], ["b.txt", STORY])
    assert told(found) == [("a.box/a.txt", STORY), ("a.box", "the box breaks off")]


def test_a_container_that_breaks_off_in_another_does_not_end_that(tmp_path: Path) -> None:
    found = box(tmp_path, ["b.box", [["breaks", ""]]], ["c.txt", STORY])
    assert told(found) == [("a.box/b.box", "the box breaks off"), ("a.box/c.txt", STORY)]


def test_an_empty_container_is_accounted_for(tmp_path: Path) -> None:
    [(name, reason)] = told(box(tmp_path))
    assert (name, reason) == ("a.box", "empty: nothing in it that could be a report")


def test_two_items_of_one_name_are_told_apart(tmp_path: Path) -> None:
    found = box(tmp_path, ["a.txt", STORY], ["a.txt", "The wall stands."], ["a.txt~2", "x"])
    assert [name for name, _ in told(found)] == ["a.box/a.txt", "a.box/a.txt~2", "a.box/a.txt~2~2"]


def test_the_limit_of_bytes_is_for_an_item_and_not_for_its_container(tmp_path: Path) -> None:
    items = [[f"{number}.txt", f"{STORY} {number}" * 10] for number in range(8)]
    found = box(tmp_path, *items, ["large.txt", "x" * 2_001])
    assert [isinstance(one, Report) for one in found] == [True] * 8 + [False]
    assert (tmp_path / "a.box").stat().st_size > 2_000


def test_what_unpacks_to_more_than_its_budget_is_read_up_to_it_and_the_rest_refused() -> None:
    data = json.dumps([["a.txt", "x" * 600], ["b.box", [["c.txt", "x" * 600], ["d.txt", "x"]]], ["e.txt", "x"]])
    found = list(unpack(BytesIO(data.encode()), ".box", 10_000, Budget(bytes=1_300)))
    assert [one.mark for one in found] == ["/a.txt", "/b.box", ""]
    assert all(isinstance(one, Refused) and "unpacks to too much" in str(one.reason) for one in found[1:])


def test_more_items_than_a_container_may_give_are_refused() -> None:
    found = list(unpack(BytesIO(b'[["a.txt", "x"], ["b.txt", "x"], ["c.txt", "x"]]'), ".box", 10, Budget(10**6, 2)))
    assert [one.mark for one in found] == ["/a.txt", "/b.txt", ""]


def test_any_container_may_unpack_to_a_hundred_megabytes_a_large_one_to_a_hundred_times_its_size() -> None:
    assert Budget.of(10).bytes == 100_000_000
    assert Budget.of(5_000_000).bytes == 500_000_000
