"""What the manifest in an archive says of the files beside it."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.model import Rejected, Report
from onrecord.reading import Input, find_inputs, load_manifest, read
from onrecord.reading.reader import read_input

STORY = "The wall of Eske fell on Monday, the harbour master said."
Files = list[tuple[str, str]]


def packed_zip(files: Files) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files:
            archive.writestr(name, words)
    return kept.getvalue()


def packed_tar(files: Files, mode: str = "w") -> bytes:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode=mode) as archive:  # type: ignore[call-overload]
        for name, words in files:
            member = tarfile.TarInfo(name)
            member.size = len(words.encode())
            archive.addfile(member, io.BytesIO(words.encode()))
    return kept.getvalue()


PACKED: dict[str, Callable[[Files], bytes]] = {
    "a.zip": packed_zip,
    "a.tar": packed_tar,
    "a.tar.gz": lambda files: packed_tar(files, "w:gz"),
    "a.tar.xz": lambda files: packed_tar(files, "w:xz"),
}


def outcomes(tmp_path: Path, name: str, files: Files) -> dict[str, Report | Rejected]:
    (tmp_path / name).write_bytes(PACKED[name](files))
    found = list(read_input(Input(name, tmp_path / name), {}))
    assert len({one.input for one in found}) == len(found)
    return {one.input.removeprefix(name): one for one in found}


def outlets(found: dict[str, Report | Rejected]) -> dict[str, str | None]:
    return {name: one.outlet for name, one in found.items() if isinstance(one, Report)}


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("folder", ["", "saved/", "./saved/may/"])
def test_a_manifest_says_what_the_files_beside_it_are_wherever_it_stands(
    tmp_path: Path, name: str, folder: str
) -> None:
    table = "file,outlet\na.txt,Norra News\n./deep/b.jsonl#2,Varde Post\n"
    files = [("a.txt", STORY), ("deep/b.jsonl", f'{{"text": "{STORY}"}}\n' * 2)]
    below = "/" + folder.removeprefix("./")
    expected = {f"{below}a.txt": "Norra News", f"{below}deep/b.jsonl#1": None, f"{below}deep/b.jsonl#2": "Varde Post"}
    for place in range(3):
        laid = [*files[:place], ("manifest.csv", table), *files[place:]]
        found = outcomes(tmp_path, name, [(folder + path, words) for path, words in laid])
        assert outlets(found) == expected
        assert set(found) == set(expected)
        report = found[f"{below}a.txt"]
        assert isinstance(report, Report)
        assert report.basis["outlet"] == "manifest"


@pytest.mark.parametrize("name", PACKED)
def test_a_row_that_names_no_file_of_the_archive_is_accounted_for(tmp_path: Path, name: str) -> None:
    table = "file,outlet\na.txt,Norra News\ngone.txt,Varde Post\n"
    found = outcomes(tmp_path, name, [("a.txt", STORY), ("manifest.csv", table)])
    assert outlets(found) == {"/a.txt": "Norra News"}
    assert found["/manifest.csv#3"] == Rejected(
        input=f"{name}/manifest.csv#3", reason=f"names a file that is not in the archive ({name}/gone.txt)"
    )
    assert len(found) == 2


@pytest.mark.parametrize("name", PACKED)
def test_a_manifest_that_cannot_be_meant_is_rejected_and_the_files_are_read(tmp_path: Path, name: str) -> None:
    found = outcomes(tmp_path, name, [("a.txt", STORY), ("manifest.csv", "file,published\na.txt,some day\n")])
    refused = found["/manifest.csv"]
    assert isinstance(refused, Rejected)
    assert refused.reason.startswith(
        "the archive's manifest cannot be used: manifest.csv, line 2: published 'some day'"
    )
    assert outlets(found) == {"/a.txt": None}


@pytest.mark.parametrize("name", PACKED)
def test_a_table_that_is_only_called_so_is_read_as_a_table(tmp_path: Path, name: str) -> None:
    found = outcomes(tmp_path, name, [("a.txt", STORY), ("manifest.csv", f'title,text\nThe wall,"{STORY}"\n')])
    assert {key: isinstance(one, Report) for key, one in found.items()} == {"/a.txt": True, "/manifest.csv#1": True}


@pytest.mark.parametrize("name", PACKED)
def test_a_manifest_of_a_folder_among_others_is_none_of_the_archive(tmp_path: Path, name: str) -> None:
    table = "file,outlet\nb.txt,Norra News\n"
    found = outcomes(tmp_path, name, [("a.txt", STORY), ("in/manifest.csv", table), ("in/b.txt", STORY)])
    assert outlets(found) == {"/a.txt": None, "/in/b.txt": None}
    assert isinstance(found["/in/manifest.csv"], Rejected)


def test_what_is_said_around_an_archive_holds_before_what_is_said_in_it(tmp_path: Path) -> None:
    table = "file,outlet,url\na.txt,Norra News,https://norra.example/a\n"
    inner = packed_zip([("a.txt", STORY), ("manifest.csv", table)])
    kept = io.BytesIO(packed_zip([("manifest.csv", "file,outlet\nb.zip/a.txt,Varde Post\n")]))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("b.zip", inner)
    (tmp_path / "a.zip").write_bytes(kept.getvalue())
    [report] = read_input(Input("a.zip", tmp_path / "a.zip"), {})
    assert isinstance(report, Report)
    assert (report.input, report.outlet, report.url) == ("a.zip/b.zip/a.txt", "Varde Post", "https://norra.example/a")
    (tmp_path / "manifest.csv").write_text("file,outlet\na.zip/b.zip/a.txt,Eske Courier\n", encoding="utf-8")
    [report] = read(find_inputs([tmp_path]), manifest=load_manifest(tmp_path / "manifest.csv"))
    assert isinstance(report, Report)
    assert (report.outlet, report.url) == ("Eske Courier", "https://norra.example/a")


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_an_archive_that_breaks_off_gives_what_stands_before_with_what_is_said_of_it(tmp_path: Path, name: str) -> None:
    files = [("manifest.csv", "file,outlet\na.txt,Norra News\n"), ("a.txt", STORY), ("b.txt", STORY * 1_000)]
    path = tmp_path / name
    data = PACKED[name](files)
    path.write_bytes(data[: len(data) - 12_000] if name == "a.tar" else data[:-100])
    found = {one.input: one for one in read_input(Input(name, path), {})}
    report = found[f"{name}/a.txt"]
    assert isinstance(report, Report)
    assert report.outlet == "Norra News"
    assert isinstance(found[name], Rejected)
