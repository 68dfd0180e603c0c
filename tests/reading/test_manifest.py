from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.model import Report
from onrecord.reading import find_inputs, find_manifest, load_manifest, read


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def reports(folder: Path, manifest: Path) -> dict[str, Report]:
    found = read(find_inputs([folder]), manifest=load_manifest(manifest))
    return {Path(item.input).name: item for item in found if isinstance(item, Report)}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_a_manifest_says_is_in_the_report_and_says_so(tmp_path: Path, mark: str) -> None:
    write(tmp_path / "r" / "a.txt", "---\ntitle: Other\n---\nThe wall fell.")
    manifest = write(
        tmp_path / "r" / "manifest.csv",
        f"{mark}File, outlet ,published,title,url,language,note\n"
        'a.txt,Norra News,4 May 2031,"Wall, fallen",https://norra.example/a,en-GB,mine\n',
    )
    report = reports(tmp_path / "r", manifest)["a.txt"]
    assert (report.outlet, report.published, report.title) == ("Norra News", "2031-05-04", "Wall, fallen")
    assert (report.url, report.language) == ("https://norra.example/a", "en")
    assert set(report.basis.values()) == {"manifest"}


def test_a_row_means_the_file_beside_the_manifest_and_no_other_of_that_name(tmp_path: Path) -> None:
    write(tmp_path / "one" / "a.txt", "The wall fell.")
    write(tmp_path / "two" / "a.txt", "The wall stood.")
    manifest = load_manifest(write(tmp_path / "one" / "manifest.csv", "file,outlet\na.txt,Norra News\n"))
    inputs = find_inputs([tmp_path / "one", tmp_path / "two"])
    outlets = {item.input: item.outlet for item in read(inputs, manifest=manifest) if isinstance(item, Report)}
    assert outlets[(tmp_path / "two" / "a.txt").as_posix()] is None
    assert outlets[(tmp_path / "one" / "a.txt").as_posix()] == "Norra News"


def test_a_row_may_name_an_input_or_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "r" / "deep" / "a.txt", "The wall fell.")
    write(tmp_path / "r" / "b.txt", "The wall stood.")
    manifest = write(tmp_path / "m.csv", "file,outlet\ndeep/a.txt,Norra News\n./r/b.txt,Varde Post\n")
    found = reports(Path("r"), manifest)
    assert (found["a.txt"].outlet, found["b.txt"].outlet) == ("Norra News", "Varde Post")


def test_a_row_may_name_a_line_of_a_file(tmp_path: Path) -> None:
    write(tmp_path / "r" / "all.jsonl", '{"text": "The wall fell."}\n{"text": "The wall stood."}\n')
    manifest = write(tmp_path / "r" / "manifest.csv", "file,outlet\nall.jsonl#2,Norra News\n")
    found = reports(tmp_path / "r", manifest)
    assert (found["all.jsonl#1"].outlet, found["all.jsonl#2"].outlet) == (None, "Norra News")


def test_rows_that_match_no_input_or_several_are_listed_with_their_line(tmp_path: Path) -> None:
    write(tmp_path / "r" / "x" / "a.txt", "The wall fell.")
    write(tmp_path / "r" / "y" / "a.txt", "The wall stood.")
    manifest = load_manifest(
        write(tmp_path / "r" / "manifest.csv", 'file,title\n"x/a.txt","two\nlines"\nnone.txt,No\na.txt,Both\n')
    )
    unused = manifest.unused(find_inputs([tmp_path / "r"]))
    assert [item.input for item in unused] == ["manifest.csv#4", "manifest.csv#5"]
    assert "names a file that is not among the inputs" in unused[0].reason
    assert "more than one of the inputs" in unused[1].reason


def test_the_manifest_is_no_input_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a.txt", "The wall fell.")
    manifest = write(tmp_path / "r" / "mine.csv", "file\na.txt\n")
    found = list(read(find_inputs([tmp_path / "r"]), manifest=load_manifest(manifest)))
    assert [type(item) for item in found] == [Report]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("outlet\nNorra\n", "no column `file`"),
        ("file,file\na,b\n", "two columns `file`"),
        ("file,outlet\n,Norra\n", "line 2: no value for `file`"),
        ("file,published\na.txt,03/04/2031\n", "line 2: published '03/04/2031' is no day"),
        ("file,published\na.txt,2031-05-04\nb.txt,soon\n", "line 3: published 'soon'"),
        ("file,language\na.txt,English\n", "line 2: language 'English'"),
        ("file,title\na.txt,Wall, fallen\n", "line 2: 3 cells for 2 columns"),
        ("file\na.txt\na.txt\n", "line 3: a.txt stands in line 2 already"),
        ('file\n"a.txt\n', "not CSV that can be read"),
        ("", "cannot be read: empty"),
    ],
)
def test_a_manifest_that_cannot_be_meant_is_an_error_that_names_the_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        load_manifest(write(tmp_path / "manifest.csv", text))


def test_a_manifest_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_manifest(tmp_path / "manifest.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_manifest_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    write(tmp_path / "r" / "a.txt", "The wall fell.")
    table = f"file{delimiter}outlet\r\na.txt{delimiter}Nórra News\r\n"
    (tmp_path / "r" / "manifest.csv").write_bytes(table.encode(encoding))
    manifest = find_manifest([tmp_path / "r"])
    assert manifest is not None
    assert reports(tmp_path / "r", manifest)["a.txt"].outlet == "Nórra News"


def test_a_manifest_that_is_there_and_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").symlink_to("nowhere.csv")
    manifest = find_manifest([tmp_path])
    assert manifest is not None
    with pytest.raises(UsageError, match="manifest cannot be read: No such file"):
        load_manifest(manifest)


def test_a_row_may_name_what_no_file_can_be_called(tmp_path: Path) -> None:
    manifest = load_manifest(write(tmp_path / "manifest.csv", f"file\n{'a' * 5_000}.txt\n"))
    assert len(manifest.unused([])) == 1
