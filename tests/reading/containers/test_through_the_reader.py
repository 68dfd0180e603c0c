"""Containers through the reader: what an item's container says of it arrives in the report."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from onrecord.model import Rejected, Report
from onrecord.reading import opening
from onrecord.reading.inputs import find_inputs
from onrecord.reading.reader import read_input
from tests.reading.containers.broken import FILES
from tests.reading.containers.test_warc import record

PAGE = "<html><title>Port of Eske</title><p>The port opens, and the café on the mole is to close on Monday.</p></html>"


def outcomes(path: Path) -> dict[str, Report | Rejected]:
    (item,) = find_inputs([path])
    found = list(read_input(item, {}))
    made = {one.input.removeprefix(item.name): one for one in found}
    assert len(made) == len(found), "each thing has a name of its own"
    return made


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return file.getvalue()


def test_a_captured_page_knows_its_address_its_record_and_when_it_was_captured(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(1, kind="request") + record(2, PAGE.encode()))
    report = outcomes(path)["#2"]
    assert isinstance(report, Report)
    assert (report.url, report.basis["url"]) == ("https://norra.example/2", "archive: WARC-Target-URI")
    assert report.source is not None
    assert (report.source.record, report.source.captured) == ("urn:uuid:2", "2031-05-04T10:00:00Z")
    assert path.read_bytes()[report.source.offset or 0 :].startswith(b"WARC/1.1")


@pytest.mark.parametrize(("sent_as", "encoding"), [("iso-8859-1", "cp1252"), ("iso-2022-jp", "iso-2022-jp")])
def test_the_encoding_that_a_page_was_sent_with_is_believed(tmp_path: Path, sent_as: str, encoding: str) -> None:
    words = "カフェは月曜日に閉店する。" if encoding == "iso-2022-jp" else "“The café closes.”"
    page = PAGE.replace("The port opens", f"The port opens: {words}").replace("café on", "cafe on").encode(encoding)
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(1, page, sent_as=f"text/html; charset={sent_as}"))
    report = outcomes(path)["#1"]
    assert isinstance(report, Report)
    assert words in report.text


def test_containers_in_containers_are_opened_and_named_all_the_way(tmp_path: Path) -> None:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        info = tarfile.TarInfo("crawl.warc.gz")
        data = gzip.compress(record(1, PAGE.encode()))
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    path = tmp_path / "all.zip"
    path.write_bytes(zipped(may__tar=tar.getvalue(), port__html__gz=gzip.compress(PAGE.encode()), a__txt=b"The port."))
    found = outcomes(path)
    assert sorted(found) == ["/a.txt", "/may.tar/crawl.warc.gz#1", "/port.html.gz"]
    assert all(isinstance(one, Report) for one in found.values())


def test_an_item_of_a_feed_in_an_archive_keeps_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "feeds.zip"
    path.write_bytes(zipped(feed__rss=(FILES / "feed.rss").read_bytes()))
    report = outcomes(path)["/feed.rss#1"]
    assert isinstance(report, Report)
    assert report.source is not None
    assert (report.source.media_type, report.source.record) == ("application/rss+xml", "https://norra.example/port")


def test_what_a_page_says_of_itself_comes_before_the_list_of_a_wacz_file() -> None:
    page = outcomes(FILES / "visited.wacz")["/archive/revisited.warc.gz#1"]
    assert isinstance(page, Report)
    assert page.title == "Port of Eske opens"


def test_lines_of_a_packed_file_are_numbered_as_of_one_that_is_not(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "The port opens."}\n{"text": "It rains."}\n'))
    assert sorted(outcomes(path)) == ["#1", "#2"]


def test_what_archives_in_an_archive_unpack_to_is_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MIN_UNPACKED", 100_000)
    monkeypatch.setattr(opening, "MAX_SHARE", 1)
    inner = zipped(**{f"a{number}__txt": b"port " * 4000 for number in range(3)})
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped(**{f"b{number}__zip": inner for number in range(9)}))
    found = outcomes(path)
    assert 0 < sum(isinstance(one, Report) for one in found.values()) <= 5
    assert any("unpacks to far more" in one.reason for one in found.values() if isinstance(one, Rejected))
