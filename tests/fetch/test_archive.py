from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.fetch import Outcome, brings
from tests.fetch.conftest import Fetch
from tests.fetch.site import PAGE, RSS, Site, reply


def records(path: Path) -> list[tuple[str, str | None, bytes]]:
    """Return the type, the address and the block of each record, digests verified."""
    with path.open("rb") as file:
        found = []
        for record in ArchiveIterator(file, parse_http=False, verify_digests=True):
            block = record.reader.read()
            found.append((str(record.record_type).rpartition(".")[2], record.headers.get("WARC-Target-URI"), block))
        return found


def test_an_archive_has_what_was_sent_and_received_byte_for_byte(get: Fetch, site: Site) -> None:
    def chunked(handler: object) -> None:
        handler.wfile.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 200 Fine\r\nx-ODD:  a \r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3\r\nfer\r\n2;x=y\r\nry\r\n0\r\n\r\n"
        )

    site.pages["/ferry"] = chunked
    archive = get(site.url("/ferry")).archive
    assert archive is not None
    found = records(archive)
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "request", "metadata"]
    assert found[1][1:] == (
        site.url("/ferry"),
        b"HTTP/1.1 200 Fine\r\nx-ODD:  a \r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nfer\r\n2;x=y\r\nry\r\n0\r\n\r\n",
    )
    assert found[2][2].startswith(b"GET /ferry HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"outcome: fetched\r\n" in found[3][2]
    assert b"robots: obey\r\n" in found[0][2]


def test_every_record_is_a_gzip_member_of_its_own_and_keeps_its_digests(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(PAGE)
    archive = get(site.url("/ferry")).archive
    assert archive is not None
    starts = set()
    with archive.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
            starts.add(record.stream_pos)
            assert record.verify_block_digest()
    data = archive.read_bytes()
    assert len(starts) == 4
    for start in starts:
        assert gzip.GzipFile(fileobj=io.BytesIO(data[start:])).read(5) == b"WARC/"


def test_what_was_not_fetched_is_told_in_the_archive(get: Fetch, site: Site) -> None:
    archive = get("file:///etc/passwd", site.url("/gone")).archive
    assert archive is not None
    told = [(address, block) for kind, address, block in records(archive) if kind == "metadata"]
    assert [address for address, _ in told] == ["file:///etc/passwd", site.url("/gone")]
    assert b"outcome: refused\r\nreason: no http or https address" in told[0][1]
    assert b"outcome: failed\r\n" in told[1][1]


def test_an_archive_that_is_being_written_has_another_name(get: Fetch, site: Site, tmp_path: Path) -> None:
    met: list[list[str]] = []

    def look(handler: object) -> None:
        met.append(sorted(path.suffix for path in (tmp_path / "inbox").iterdir()))
        reply(PAGE)(handler)  # type: ignore[arg-type]

    site.pages |= {"/one": reply(PAGE), "/two": look}
    get(site.url("/one"), site.url("/two"))
    assert met == [[".open"]]
    assert [path.suffix for path in (tmp_path / "inbox").iterdir()] == [".gz"]


def test_a_fetch_that_is_interrupted_keeps_what_it_has(get: Fetch, site: Site, tmp_path: Path) -> None:
    site.pages["/one"] = reply(PAGE)

    def stop(name: str, _: int) -> tuple[str, ...]:
        if name == "holm.example":
            raise KeyboardInterrupt
        return ("127.0.0.1",)

    with pytest.raises(KeyboardInterrupt):
        get(site.url("/one"), "http://holm.example/", resolve=stop)
    (archive,) = (tmp_path / "inbox").iterdir()
    assert archive.name.endswith(".warc.gz")
    assert [kind for kind, _, _ in records(archive)][-1] == "metadata"


def test_two_fetches_in_one_second_make_two_archives(get: Fetch, site: Site, tmp_path: Path) -> None:
    site.pages["/one"] = reply(PAGE)
    get(site.url("/one"))
    get(site.url("/one"))
    assert len(list((tmp_path / "inbox").iterdir())) == 2


def test_an_archive_of_a_feed_whose_pages_were_there_before_brings_nothing(get: Fetch, site: Site) -> None:
    site.pages |= {"/feed": reply(RSS % site.url("").encode()), "/one": reply(PAGE), "/two": reply(PAGE)}
    first = get(site.url("/feed"), skip_known=True)
    again = get(site.url("/feed"), skip_known=True)
    assert first.archive is not None
    assert again.archive is not None
    assert (brings(first.archive), brings(again.archive)) == (True, False)


def test_an_outcome_with_line_ends_in_it_stays_one_line(get: Fetch) -> None:
    archive = get("http://norra.example/\r\noutcome: fetched").archive
    assert archive is not None
    assert not brings(archive)


def test_good_outcomes_are_those_that_are_in_the_inbox() -> None:
    states = ("fetched", "not modified", "known", "refused", "failed")
    assert [Outcome(url="x", state=state).good for state in states] == [True, True, True, False, False]  # type: ignore[arg-type]
