from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.model import Rejected
from onrecord.reading import find_inputs, find_manifest, read


def names(*paths: str | Path) -> list[str]:
    return [item.name for item in find_inputs(paths)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "reports/b.txt",
        "reports/a.txt",
        "reports/deep/c.md",
        "reports/.hidden",
        "reports/.git/d.txt",
        "e.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The wall {name}.", encoding="utf-8")
    return tmp_path / "reports"


@pytest.mark.usefixtures("folder")
def test_a_folder_gives_its_files_by_name_and_no_hidden_ones() -> None:
    assert names("reports") == ["reports/a.txt", "reports/b.txt", "reports/deep/c.md"]
    assert names("./reports/") == names("reports")


@pytest.mark.usefixtures("folder")
def test_the_order_of_the_paths_does_not_matter() -> None:
    assert names("reports", "e.txt") == names("e.txt", "reports")


def test_a_file_given_twice_is_one_input(folder: Path) -> None:
    (folder / "z.txt").symlink_to(folder / "a.txt")
    assert names("reports", "reports/a.txt", folder / "b.txt").count("reports/a.txt") == 1
    assert "reports/z.txt" not in names("reports")


def test_a_link_to_a_folder_above_is_not_walked_again(folder: Path) -> None:
    (folder / "deep" / "loop").symlink_to(folder)
    assert names("reports") == ["reports/a.txt", "reports/b.txt", "reports/deep/c.md"]


def test_a_link_that_leads_nowhere_stays_an_input(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    assert {"reports/gone.txt", "reports/self.txt"} <= set(names("reports"))


@pytest.mark.usefixtures("folder")
def test_a_hidden_file_that_is_named_is_an_input() -> None:
    assert names("reports/.hidden") == ["reports/.hidden"]


@pytest.mark.usefixtures("folder")
def test_a_path_that_is_not_there_is_an_error_of_use() -> None:
    with pytest.raises(UsageError, match=r"nowhere: no such file"):
        find_inputs(["nowhere"])


def test_a_folders_manifest_is_found_and_is_no_input(folder: Path) -> None:
    (folder / "manifest.csv").write_text("\ufefffile,outlet\na.txt,Norra\n", encoding="utf-8")
    assert find_manifest(["reports"]) == Path("reports/manifest.csv")
    assert "reports/manifest.csv" not in names("reports")
    assert find_manifest(["e.txt", "reports/deep"]) is None


def test_a_table_that_is_called_manifest_but_names_no_files_is_an_input(folder: Path) -> None:
    (folder / "manifest.csv").write_text("ship,weight\nMarlet,3\n", encoding="utf-8")
    assert find_manifest(["reports"]) is None
    assert "reports/manifest.csv" in names("reports")


def test_two_manifests_are_an_error_of_use(folder: Path) -> None:
    for parent in (folder, folder / "deep"):
        (parent / "manifest.csv").write_text("file\na.txt\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"reports/deep/manifest.csv and reports/manifest.csv"):
        find_manifest(["reports", "reports/deep"])
    assert find_manifest(["reports", os.fspath(folder)]) is not None


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_looked_into_is_no_input_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def closed(path: str) -> object:
        if Path(path) == Path("reports/deep"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert names("reports") == ["reports/a.txt", "reports/b.txt", "reports/deep"]
    [*_, rejection] = read(find_inputs(["reports"]))
    assert rejection == Rejected(input="reports/deep", reason="cannot be read: a folder that may not be looked into")
