"""How an archive is cut into shards."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import given as room
from onrecord.archive.given import Archive, Given, Shard, find
from onrecord.archive.reads import Reading
from onrecord.archive.shards import alone_in
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
        one = Given(name="archive/a.txt", where=f"/{place}/archive/a.txt", size=3, changed=7)
        named.append([Path(task.output).name for task in reading.tasks([Shard((one,))], tmp_path)])
    assert named[0] == named[1]
