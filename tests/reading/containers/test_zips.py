import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.containers.zips import open_zip
from onrecord.reading.items import Item
from tests.reading.containers.broken import FILES, ends_well, given_by, mutants, texts


def made(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def test_an_archive_of_info_zip_gives_its_files_by_their_names() -> None:
    found = texts(given_by(open_zip, (FILES / "packed.zip").read_bytes()))
    assert found == {
        "/märz/фермы.txt": "Farms ask for rain\n\n",
        "/port.html": "<!doctype html><html",
        "/link.html": "refused: a link, which is not followed in an archive",
    }


def test_a_member_with_a_password_is_refused_with_what_to_do() -> None:
    found = texts(given_by(open_zip, (FILES / "locked.zip").read_bytes()))
    assert found == {"/port.html": "refused: encrypted: unpack the archive with its password, and give what was in it"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@given(files=st.lists(st.binary(max_size=20_000), max_size=3))
@settings(max_examples=10, deadline=None)
def test_every_method_that_python_knows_gives_the_bytes_back(method: int, files: list[bytes]) -> None:
    data = made(*((f"{number}.txt", file) for number, file in enumerate(files)), method=method)
    assert [one.data for one in given_by(open_zip, data) if isinstance(one, Item)] == files


def test_what_leads_out_of_the_archive_is_refused_and_the_rest_stands() -> None:
    found = texts(given_by(open_zip, made(("../up.txt", b"up"), ("C:\\x.txt", b"c"), ("in.txt", b"in"))))
    assert found["/in.txt"] == "in"
    assert [text for text in found.values() if "leads out" in text] == [
        "refused: its path leads out of the archive"
    ] * 2


def test_two_members_of_one_name_are_both_read() -> None:
    assert texts(given_by(open_zip, made(("a.txt", b"one"), ("a.txt", b"two")))) == {"/a.txt": "one", "/a.txt#2": "two"}


def test_a_name_in_unmarked_utf8_is_read_as_such_and_another_as_code_page_437() -> None:
    marked = made(("märz.txt", b"port"))
    assert list(texts(given_by(open_zip, _unmarked(marked)))) == ["/märz.txt"]
    old = _unmarked(made(("mXrz.txt", b"port"))).replace(b"mXrz", b"m\x84rz")
    assert list(texts(given_by(open_zip, old))) == ["/märz.txt"]


def test_the_name_that_stands_beside_the_name_is_taken() -> None:
    info = zipfile.ZipInfo("mXrz.txt")
    path = "mäŕz.txt".encode()
    body = b"\x01" + struct.pack("<I", zlib.crc32(b"m\x84rz.txt")) + path
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body
    data = made((info, b"port")).replace(b"mXrz", b"m\x84rz")
    assert list(texts(given_by(open_zip, data))) == ["/mäŕz.txt"]


def test_a_member_larger_than_the_limit_is_refused_and_the_rest_stands() -> None:
    found = texts(given_by(open_zip, made(("large.txt", bytes(5000)), ("small.txt", b"small")), max_bytes=1000))
    assert found["/small.txt"] == "small"
    assert found["/large.txt"].startswith("refused: too large: 5,000 bytes")


@pytest.mark.parametrize("said", [10, 90])
def test_a_member_that_lies_about_its_size_is_refused(said: int) -> None:
    data = made(("a.txt", b"x" * 50), method=zipfile.ZIP_STORED)
    lying = data.replace(struct.pack("<II", 50, 50), struct.pack("<II", 50, said))
    assert lying != data
    (text,) = texts(given_by(open_zip, lying)).values()
    assert text.startswith("refused: broken")


def test_members_that_lie_on_one_another_are_a_bomb() -> None:
    data = made(*((f"{number}.txt", bytes(range(256)) * 4) for number in range(20)), method=zipfile.ZIP_STORED)
    whole = data.find(b"PK\x01\x02")
    first = data[: data.find(b"PK\x03\x04", 4)]
    directory = bytearray(data[whole:])
    at = directory.find(b"PK\x01\x02")
    while at >= 0:
        directory[at + 42 : at + 46] = bytes(4)  # all at the first
        at = directory.find(b"PK\x01\x02", at + 1)
    end = directory.rfind(b"PK\x05\x06")
    directory[end + 16 : end + 20] = struct.pack("<I", len(first))
    with pytest.raises(InputError, match="lie on one another"):
        given_by(open_zip, first + bytes(directory))


def test_what_is_no_zip_archive_is_refused() -> None:
    for data in (b"", b"PK\x03\x04", b"The port opens."):
        with pytest.raises(InputError, match="no zip archive"):
            given_by(open_zip, data)


@given(data=mutants((FILES / "packed.zip").read_bytes()))
@settings(max_examples=150, deadline=None)
def test_broken_bytes_give_what_there_is_or_a_reason(data: bytes) -> None:
    assert ends_well(open_zip, data)


def _unmarked(data: bytes) -> bytes:
    """Take the flag off that says that names are in UTF-8, in both places."""
    changed = bytearray(data)
    changed[6:8] = bytes(2)
    at = changed.find(b"PK\x01\x02")
    changed[at + 8 : at + 10] = bytes(2)
    return bytes(changed)
