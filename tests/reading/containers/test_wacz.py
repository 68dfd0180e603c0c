import io
import json
import zipfile

import pytest
from hypothesis import given, settings

from onrecord.errors import InputError
from onrecord.reading.containers.wacz import open_wacz
from onrecord.reading.facts import Fact
from onrecord.reading.items import Item, Refused
from tests.reading.containers.broken import FILES, ends_well, given_by, mutants, texts
from tests.reading.containers.test_warc import record

WARC = (FILES / "revisited.warc.gz").read_bytes()


def made(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_wacz_file_gives_the_pages_of_its_web_archives_and_what_its_list_calls_them() -> None:
    first, again, lost = given_by(open_wacz, (FILES / "visited.wacz").read_bytes())
    assert isinstance(first, Item)
    assert isinstance(again, Item)
    assert isinstance(lost, Refused)
    assert first.mark == "/archive/revisited.warc.gz#1"
    assert first.hints == again.hints == {"title": Fact("Port of Eske | Norra", "archive: list of pages")}
    assert first.captured == "2031-05-04T20:00:00Z"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_it_is_read_stored_as_the_standard_asks_or_packed_once_more(method: int) -> None:
    found = texts(given_by(open_wacz, made({"archive/a.warc.gz": WARC}, method)))
    assert list(found) == [f"/archive/a.warc.gz#{number}" for number in (1, 2, 3)]


def test_a_list_that_is_broken_says_nothing() -> None:
    pages = b'{"format": "json-pages-1.0"}\n{"url": 3, "title": []}\n{broken\n[1]\n' + b"[" * 100_000
    found = given_by(open_wacz, made({"archive/a.warc.gz": WARC, "pages/pages.jsonl": pages}))
    assert all(one.hints == {} for one in found if isinstance(one, Item))


def test_a_title_that_is_the_address_is_none() -> None:
    url = "https://norra.example/port"
    pages = json.dumps({"url": url, "title": url}).encode()
    found = given_by(open_wacz, made({"archive/a.warc.gz": WARC, "pages/pages.jsonl": pages}))
    assert all(one.hints == {} for one in found if isinstance(one, Item))


def test_of_what_a_browser_kept_the_listed_pages_are_read_and_what_they_were_redirected_to() -> None:
    moved = record(1, status="301 Moved\r\nLocation: /port", url="https://norra.example/old")
    warc = b"".join(
        [
            moved,
            record(2, url="http://norra.example/port/"),
            record(3, url="https://ads.example/frame"),
            record(4, b"%PDF-1.7", sent_as="application/pdf", url="https://norra.example/plan.pdf"),
        ]
    )
    pages = b'{"url": "https://norra.example/old"}'
    found = texts(given_by(open_wacz, made({"archive/a.warc": warc, "pages/pages.jsonl": pages})))
    assert found["/archive/a.warc#2"].startswith("<html>")
    assert found["/archive/a.warc#3"].startswith("refused: not among the pages that the archive lists")
    assert found["/archive/a.warc#4"] == "%PDF-1.7"
    everything = texts(given_by(open_wacz, made({"archive/a.warc": warc})))
    assert everything["/archive/a.warc#3"].startswith("<html>"), "without a list, all HTML is read"


def test_a_broken_web_archive_costs_itself_alone() -> None:
    found = texts(given_by(open_wacz, made({"archive/a.warc": b"garbage", "archive/b.warc.gz": WARC})))
    assert found["/archive/a.warc"].startswith("refused: no WARC file")
    assert "/archive/b.warc.gz#1" in found


def test_a_zip_archive_without_web_archives_is_refused() -> None:
    with pytest.raises(InputError, match="no web archive in it"):
        given_by(open_wacz, made({"port.html": b"port"}))


@given(data=mutants((FILES / "visited.wacz").read_bytes()))
@settings(max_examples=120, deadline=None)
def test_broken_bytes_give_what_there_is_or_a_reason(data: bytes) -> None:
    assert ends_well(open_wacz, data)
