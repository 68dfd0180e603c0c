import pytest

from onrecord.errors import InputError
from onrecord.reading.containers.members import Names, check_path, passed_over, suffix_of


@pytest.mark.parametrize(
    "path",
    [
        "../port.html",
        "may/../../port.html",
        "/etc/port.html",
        "C:port.html",
        "c:\\may\\port.html",
        "\\\\norra\\port.html",
    ],
)
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="leads out"):
        check_path(path)


@pytest.mark.parametrize("path", ["port.html", "./may/port.html", "may..june/port...html", "märz/фермы.txt"])
def test_a_path_that_stays_inside_stands(path: str) -> None:
    check_path(path)


@pytest.mark.parametrize(
    ("path", "passed"),
    [
        (".port.html", True),
        ("may/.git/port.html", True),
        ("__MACOSX/port.html", True),
        ("page_files/STYLE.CSS", True),
        ("./port.html", False),
        ("port", False),
    ],
)
def test_hidden_files_and_those_that_are_no_text_are_passed_over(path: str, passed: bool) -> None:
    assert passed_over(path) is passed


def test_each_of_several_of_one_name_has_its_own_mark() -> None:
    names = Names()
    assert [names.mark(path) for path in ("a.txt", "./a.txt", "b.txt", "a.txt")] == [
        "/a.txt",
        "/a.txt#2",
        "/b.txt",
        "/a.txt#3",
    ]


@pytest.mark.parametrize(
    ("path", "suffix"),
    [
        ("a/B.HTML", ".html"),
        ("a.jsonl.gz", ".jsonl.gz"),
        ("report.05.gz", ".gz"),
        (".gz", ""),
        ("a.b/c", ""),
        ("a.", "."),
    ],
)
def test_a_packed_file_has_the_suffix_of_what_is_packed_too(path: str, suffix: str) -> None:
    assert suffix_of(path) == suffix
