import gzip
import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.containers.tar import open_tar
from onrecord.reading.items import Item, Refused
from tests.reading.containers.broken import FILES, ends_well, given_by, mutants, texts


def made(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size, info.type = len(data), kind
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


@pytest.mark.parametrize("name", ["packed.tar.gz", "packed.tar.xz"])
def test_an_archive_of_gnu_tar_gives_its_files_by_their_names(name: str) -> None:
    assert texts(given_by(open_tar, (FILES / name).read_bytes())) == {
        "/link.html": "refused: a link, which is not followed in an archive",
        "/märz/фермы.txt": "Farms ask for rain\n\n",
        "/port.html": "<!doctype html><html",
    }


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@given(files=st.lists(st.binary(max_size=20_000), max_size=3))
@settings(max_examples=10, deadline=None)
def test_every_packing_gives_the_bytes_back(mode: str, files: list[bytes]) -> None:
    data = made(*((f"{number}.txt", file) for number, file in enumerate(files)), mode=mode)
    assert [one.data for one in given_by(open_tar, data) if isinstance(one, Item)] == files


def test_what_leads_out_of_the_archive_is_refused_and_the_rest_stands() -> None:
    found = texts(given_by(open_tar, made(("../up.txt", b"up"), ("/etc/up.txt", b"up"), ("in.txt", b"in"))))
    assert found == {
        "/../up.txt": "refused: its path leads out of the archive",
        "/etc/up.txt": "refused: its path leads out of the archive",
        "/in.txt": "in",
    }


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_what_is_no_file_is_refused(kind: bytes) -> None:
    (one,) = given_by(open_tar, made(("in.txt", b""), kind=kind))
    assert isinstance(one, Refused)


def test_a_member_larger_than_the_limit_is_refused_and_the_rest_stands() -> None:
    found = texts(given_by(open_tar, made(("large.txt", bytes(5000)), ("small.txt", b"small")), max_bytes=1000))
    assert found["/small.txt"] == "small"
    assert found["/large.txt"].startswith("refused: too large: 5,000 bytes")


def test_the_offset_of_a_member_is_told_where_the_archive_is_not_packed() -> None:
    data = made(("a.txt", b"one"), ("b.txt", b"two"))
    assert [one.offset for one in given_by(open_tar, data) if isinstance(one, Item)] == [0, 1024]
    assert [one.offset for one in given_by(open_tar, gzip.compress(data)) if isinstance(one, Item)] == [None, None]


def test_members_before_the_place_where_an_archive_breaks_stand() -> None:
    data = made(("a.txt", b"one"), ("b.txt", b"two"))
    for broken, reason in ((data[:1500], "breaks off|broken"), (data[:1024] + b"\xff" * 512 + data[1536:], "broken")):
        opened = open_tar(io.BytesIO(broken), 1000)
        first = next(opened)
        assert isinstance(first, Item)
        assert first.data == b"one"
        with pytest.raises(InputError, match=reason):
            list(opened)


def test_what_is_said_of_a_member_may_not_fill_the_memory() -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 5_000_000_000
    with pytest.raises(InputError, match="a size that none has"):
        given_by(open_tar, info.tobuf(tarfile.GNU_FORMAT) + bytes(10_000))


def test_what_is_no_tar_archive_is_refused() -> None:
    for data in (b"", b"The port opens." * 100, gzip.compress(b"The port opens." * 100)):
        with pytest.raises(InputError):
            given_by(open_tar, data)


@given(data=mutants((FILES / "packed.tar.gz").read_bytes()))
@settings(max_examples=60, deadline=None)
def test_broken_packed_bytes_give_what_there_is_or_a_reason(data: bytes) -> None:
    assert ends_well(open_tar, data)


@given(data=mutants(gzip.decompress((FILES / "packed.tar.gz").read_bytes())))
@settings(max_examples=150, deadline=None)
def test_broken_bytes_give_what_there_is_or_a_reason(data: bytes) -> None:
    assert ends_well(open_tar, data)
