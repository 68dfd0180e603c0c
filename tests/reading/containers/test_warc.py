import gzip
import hashlib
import io

import pytest
from hypothesis import given, settings

from onrecord.errors import InputError
from onrecord.reading.containers.warc import open_warc
from onrecord.reading.containers.warc_records import Record, records
from onrecord.reading.facts import Fact
from onrecord.reading.items import Item, Refused
from tests.reading.containers.broken import FILES, MAX_BYTES, ends_well, given_by, mutants, texts

PAGE = b"<html><p>The port of Eske opens.</p></html>"
CRAWLS = ("crawled.warc.gz", "crawled_plain.warc")


def record(
    number: int,
    body: bytes = PAGE,
    *,
    kind: str = "response",
    sent_as: str = "text/html",
    status: str = "200 OK",
    more: str = "",
    url: str = "https://norra.example/{}",
) -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: {sent_as}\r\n\r\n".encode() + body
    block_type = "application/http; msgtype=response"
    if kind == "resource":
        block, block_type = body, sent_as
    return (
        (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n{more}"
            f"WARC-Date: 2031-05-04T10:00:00.5Z\r\nWARC-Target-URI: {url.format(number)}\r\n"
            f"Content-Type: {block_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


PACKINGS = {
    "plain": b"".join,
    "packed record by record": lambda made: b"".join(map(gzip.compress, made)),
    "packed as a whole": lambda made: gzip.compress(b"".join(made)),
}
packed_each_way = pytest.mark.parametrize("pack", PACKINGS.values(), ids=PACKINGS)


@pytest.mark.parametrize("name", CRAWLS)
def test_a_crawl_of_wget_gives_its_pages_and_says_which_it_did_not_get(name: str) -> None:
    items = given_by(open_warc, (FILES / name).read_bytes())
    pages = [one for one in items if isinstance(one, Item)]
    paths = [one.facts["url"].value.rpartition("/")[2] for one in pages]
    assert paths == ["port.html", "packed.html", "old.html", "port.html"]
    assert [one.charset for one in pages] == ["utf-8", None, "windows-1252", "utf-8"]
    assert all(one.data.startswith(b"<!doctype html>") and one.data.rstrip().endswith(b"</html>") for one in pages)
    (refused,) = [one for one in items if isinstance(one, Refused)]
    assert "status 404" in str(refused.reason)
    assert "gone.html" in str(refused.reason)


@pytest.mark.parametrize("name", [*CRAWLS, "revisited.warc.gz"])
def test_fastwarc_finds_the_same_records_at_the_same_places(name: str) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc")
    data = (FILES / name).read_bytes()
    theirs = [
        (one.record_id, one.stream_pos, one.reader.read())
        for one in fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False)
    ]
    ours = [
        (one.headers["warc-record-id"], one.offset, one.block)
        for one in records(io.BytesIO(data), lambda _: True, MAX_BYTES)
        if isinstance(one, Record)
    ]
    assert ours == theirs


def test_an_offset_leads_back_to_its_record() -> None:
    data = (FILES / "crawled.warc.gz").read_bytes()
    for one in given_by(open_warc, data):
        if isinstance(one, Item):
            again = next(records(io.BytesIO(data[one.offset :]), lambda _: True, MAX_BYTES))
            assert isinstance(again, Record)
            assert again.headers["warc-record-id"].strip("<>") == one.record


def test_a_revisit_brings_what_the_first_capture_brought_under_its_own_name_and_day() -> None:
    first, again, lost = given_by(open_warc, (FILES / "revisited.warc.gz").read_bytes())
    assert isinstance(first, Item)
    assert isinstance(again, Item)
    assert again.data == first.data
    assert again.record != first.record
    assert (first.captured, again.captured) == ("2031-05-04T20:00:00Z", "2031-05-05T20:00:00Z")
    assert isinstance(lost, Refused)
    assert "not in this file: https://norra.example/ferry" in str(lost.reason)


@packed_each_way
@pytest.mark.parametrize("named", ["id", "address and date", "digest"])
def test_a_revisit_names_its_first_capture_in_one_of_three_ways(pack, named: str) -> None:  # type: ignore[no-untyped-def]
    digest = "WARC-Payload-Digest: sha1:ABC\r\n"
    more = {
        "id": "WARC-Refers-To: <urn:uuid:1>\r\n",
        "address and date": "WARC-Refers-To-Target-URI: https://norra.example/1\r\n"
        "WARC-Refers-To-Date: 2031-05-04T10:00:00Z\r\n",
        "digest": digest,
    }[named]
    made = [record(2, b"", kind="revisit", more=more), record(1, more=digest)]
    assert {one.mark: one.data for one in given_by(open_warc, pack(made)) if isinstance(one, Item)} == {
        "#1": PAGE,
        "#2": PAGE,
    }


@packed_each_way
def test_what_is_no_report_by_its_nature_is_passed_over(pack) -> None:  # type: ignore[no-untyped-def]
    made = [
        record(1, kind="request"),
        record(2, b'{"ferry": 1}', sent_as="application/json"),
        record(3, b"GIF8", sent_as="image/gif"),
        record(4, b"p {}", sent_as="text/plain", url="https://norra.example/style.css"),
        record(5, b"User-agent: *", sent_as="text/plain", url="https://norra.example/robots.txt"),
        record(6, b"1.2.3.4", kind="resource", sent_as="text/dns", url="dns:norra.example"),
        record(7, status="302 Found"),
        record(8, b"The port opens.", kind="resource", sent_as="text/plain", url="urn:text:{}"),
        record(9, status="404 Not Found", sent_as="image/png"),
        record(10),
    ]
    assert list(texts(given_by(open_warc, pack(made)))) == ["#10"]
    with pytest.raises(InputError, match=r"no page and no document in it, only 1 x answers|only 1 x application/json"):
        given_by(open_warc, pack(made[:9]))


@pytest.mark.parametrize(
    ("sent_as", "body", "suffix"),
    [
        ("application/pdf", b"%PDF-1.7 ...", ".pdf"),
        ("application/octet-stream", b"%PDF-1.7 ...", ".pdf"),
        ("", b"  <!DOCTYPE html><p>port", ".html"),
        ("application/rss+xml", b"<rss>", ".rss"),
        ("text/xml", b'<?xml version="1.0"?><feed>', ".rss"),
        ("application/xhtml+xml; charset=utf-8", b"<html>", ".html"),
    ],
)
def test_a_document_gets_the_reader_of_what_it_was_sent_as(sent_as: str, body: bytes, suffix: str) -> None:
    (one,) = given_by(open_warc, record(1, body, sent_as=sent_as))
    assert isinstance(one, Item)
    assert (one.suffix, one.data) == (suffix, body)


def test_a_resource_is_read_as_it_is() -> None:
    (one,) = given_by(open_warc, record(1, kind="resource", sent_as="text/html; charset=windows-1252"))
    assert isinstance(one, Item)
    assert (one.data, one.charset, one.captured) == (PAGE, "windows-1252", "2031-05-04T10:00:00Z")
    assert one.facts == {"url": Fact("https://norra.example/1", "archive: WARC-Target-URI")}


@packed_each_way
def test_a_page_that_was_cut_off_empty_or_too_large_is_refused(pack) -> None:  # type: ignore[no-untyped-def]
    made = [
        record(1, more="WARC-Truncated: length\r\n"),
        record(2, b" "),
        record(3, PAGE * 100_000),
        record(4),
    ]
    found = texts(given_by(open_warc, pack(made)))
    assert "cut off" in found["#1"]
    assert "empty" in found["#2"]
    assert "too large" in found["#3"]
    assert found["#4"].startswith("<html>")


def _without_length(one: bytes) -> bytes:
    return one.replace(b"Content-Length", b"Content-Longth")


def _too_long(one: bytes) -> bytes:
    return one[:-20]


def _too_short(one: bytes) -> bytes:
    return one[:-4] + b"<p>more</p>\r\n\r\n"


def _without_head(one: bytes) -> bytes:
    return b"garbage" + one[9:]


@packed_each_way
@pytest.mark.parametrize("breaks", [_without_length, _too_long, _too_short, _without_head])
def test_a_broken_record_costs_itself_alone(pack, breaks) -> None:  # type: ignore[no-untyped-def]
    found = given_by(open_warc, pack([record(1), breaks(record(2)), record(3), record(4)]))
    urls = [one.facts["url"].value[-1] for one in found if isinstance(one, Item)]
    assert urls[0] == "1"
    assert urls[-1] == "4"
    assert "2" not in urls
    assert [one.mark for one in found if isinstance(one, Refused)] == ["#2"]
    if pack is not PACKINGS["packed as a whole"]:  # there, what lies about its length takes the next one with it
        assert urls == ["1", "3", "4"]


def test_a_packed_record_whose_bytes_are_broken_costs_itself_alone() -> None:
    packed = [gzip.compress(record(number)) for number in range(1, 5)]
    packed[1] = packed[1][:40] + b"\xff" * 20 + packed[1][60:]
    found = texts(given_by(open_warc, b"".join(packed)))
    assert list(found) == ["#1", "#2", "#3", "#4"]
    assert found["#2"].startswith("refused: a packed record at byte")


@packed_each_way
def test_a_file_that_breaks_off_gives_what_comes_before(pack) -> None:  # type: ignore[no-untyped-def]
    pages = [f"<html>{hashlib.sha512(bytes([number])).hexdigest()}</html>".encode() for number in range(3)]
    data = pack([record(number, page) for number, page in enumerate(pages)])
    found = texts(given_by(open_warc, data[:-30]))
    assert found["#1"].startswith("<html>")
    assert any("breaks off" in text for text in found.values())


def test_what_is_no_web_archive_is_refused() -> None:
    for data in (b"", b"The port opens.\n" * 5000, gzip.compress(b"The port opens."), b"\x28\xb5\x2f\xfd port"):
        with pytest.raises(InputError):
            given_by(open_warc, data)


def test_a_file_full_of_what_looks_like_records_is_given_up() -> None:
    for data in (record(1) + b"WARC/1.0\r\n\r\n" * 5000, gzip.compress(record(1)) + b"\x1f\x8b\x08" * 30_000):
        with pytest.raises(InputError, match="the rest was not read"):
            given_by(open_warc, data)


@given(data=mutants((FILES / "crawled.warc.gz").read_bytes()))
@settings(max_examples=80, deadline=None)
def test_broken_packed_bytes_give_what_there_is_or_a_reason(data: bytes) -> None:
    assert ends_well(open_warc, data)


@given(data=mutants((FILES / "crawled_plain.warc").read_bytes()))
@settings(max_examples=150, deadline=None)
def test_broken_bytes_give_what_there_is_or_a_reason(data: bytes) -> None:
    assert ends_well(open_warc, data)
