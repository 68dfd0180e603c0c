"""How an archive is cut into shards."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import given as room
from onrecord.archive.given import Archive, Given, Shard, find
from onrecord.archive.reads import Reading
from onrecord.archive.shards import alone_in, read_rows
from onrecord.build import OwnOutlets
from onrecord.errors import UsageError
from onrecord.reading import Limits, field_names


def archive_of(folder: Path, sizes: dict[str, int]) -> Archive:
    for name, size in sizes.items():
        (folder / name).write_text("x" * size)
    return find([folder], None, folder / "out")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LEAST_BYTES", 100)
    monkeypatch.setattr(room, "SHARES", 2)


@given(
    sizes=st.dictionaries(st.from_regex(r"[a-f]{1,4}\.(txt|jsonl)", fullmatch=True), st.integers(0, 900), min_size=1)
)
def test_each_file_is_read_once_or_all_its_parts_are(
    tmp_path_factory: pytest.TempPathFactory, sizes: dict[str, int]
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "LEAST_BYTES", 100)
        shards = archive_of(folder, sizes).shards
    parts: dict[str, list[tuple[int, int]]] = {}
    for shard in shards:
        assert len(shard.files) == 1 or shard.part == (0, 1)
        for one in shard.files:
            parts.setdefault(one.name, []).append(shard.part)
    assert set(parts) == {f"{folder.as_posix()}/{name}" for name in sizes}
    for found in parts.values():
        assert sorted(found) == [(number, len(found)) for number in range(len(found))]


@pytest.mark.usefixtures("small")
def test_a_file_that_is_added_changes_the_shards_about_it_alone(tmp_path: Path) -> None:
    before = archive_of(tmp_path, {f"{number:03}.txt": 30 for number in range(200)}).shards
    after = archive_of(tmp_path, {"100a.txt": 30}).shards
    changed = set(after) - set(before)
    assert 1 <= len(changed) <= 6
    assert any(one.name.endswith("100a.txt") for shard in changed for one in shard.files)


def test_the_folder_that_is_written_to_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "out" / "work").mkdir(parents=True)
    (tmp_path / "out" / "work" / "found.txt").write_text("ours")
    found = archive_of(tmp_path, {"a.txt": 3})
    assert [Path(one.name).name for one in found.files] == ["a.txt"]


def test_what_a_manifest_says_goes_with_the_file_it_is_said_of(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file,outlet\na.jsonl#2,The Quay\nb.txt,Norra Post\nc.txt,Nobody\n")
    found = archive_of(tmp_path, {"a.jsonl": 3, "b.txt": 3})
    said = {Path(name).name: [one.value for one in facts] for shard in found.shards for name, facts in shard.rows}
    assert said == {"a.jsonl#2": ["The Quay"], "b.txt": ["Norra Post"]}
    assert [name for name, _ in found.unused] == ["manifest.csv#4"]


def test_an_archive_in_the_folder_that_is_written_to_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.")
    with pytest.raises(UsageError, match="all of it lies in"):
        find([tmp_path], None, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("The ferry left Eske, the master said.")
    found = find([tmp_path], None, tmp_path / "out")
    reading = Reading(limits=Limits(), names=field_names([]), outlets=OwnOutlets())
    (task,) = reading.tasks(found.shards, tmp_path / "out")
    reading.do(task)
    assert [(row["input"], row["reason"]) for row in read_rows(task.path)] == [(found.files[0].name, None)]
    assert found.files[0].name.endswith("caf\\udce9.txt")


def test_where_nothing_is_there_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file to read"):
        find([tmp_path], None, tmp_path / "out")


def test_one_run_at_a_time_works_in_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    work = tmp_path / "out" / "work"
    with (
        alone_in(work),
        pytest.raises(UsageError, match="out: another process works there"),
        alone_in(work),
    ):
        pass
    with alone_in(work):
        pass


def test_an_archive_that_was_moved_is_not_read_again(tmp_path: Path) -> None:
    reading = Reading(limits=Limits(), names=field_names([]), outlets=OwnOutlets())
    named = []
    for place in ("here", "there"):
        one = Given(name="archive/a.txt", where=f"/{place}/archive/a.txt".encode(), size=3, changed=7)
        named.append([Path(task.output).name for task in reading.tasks([Shard((one,))], tmp_path)])
    assert named[0] == named[1]


def test_files_of_an_object_store_are_fetched_by_what_reads_them(tmp_path: Path) -> None:
    """The engine's own file system stands for a store: it is reached by the same calls."""
    (tmp_path / "store" / "may").mkdir(parents=True)
    for name in ("may/a.txt", "b.txt"):
        (tmp_path / "store" / name).write_text(f"The ferry of {name} left Eske at dawn, the harbour master said.")
    store = f"file://{tmp_path}/store"
    assert [one.name for one in find([f"{store}/*.txt"], None, tmp_path / "out").files] == [f"{store}/b.txt"]
    found = find([store], None, tmp_path / "out")
    assert [(one.name, one.remote) for one in found.files] == [(f"{store}/b.txt", True), (f"{store}/may/a.txt", True)]
    reading = Reading(limits=Limits(), names=field_names([]), outlets=OwnOutlets())
    gone = Given(name=f"{store}/c.txt", size=1, remote=True)
    (task,) = reading.tasks([Shard((*found.files, gone))], tmp_path / "read")
    reading.do(task)
    rows = {row["input"]: row["reason"] for row in read_rows(task.path)}
    assert list(rows) == [f"{store}/c.txt", f"{store}/b.txt", f"{store}/may/a.txt"]
    assert str(rows[f"{store}/c.txt"]).startswith("cannot be read: ")
    assert rows[f"{store}/b.txt"] is None
    assert task.path.exists()
    reading.tasks([Shard((*found.files, gone))], tmp_path / "read")
    assert not task.path.exists()  # the next run tries again: a store that did not answer may do so then


def test_a_store_in_which_nothing_is_says_so(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(UsageError, match=r"nothing is there|cannot be looked into"):
        find([f"file://{tmp_path}/store"], None, tmp_path / "out")
