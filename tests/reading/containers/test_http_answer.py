import contextlib
import gzip
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.containers.http_answer import Head, body_of, head_of

PAGE = "<p>The port of Eske opens on Monday, café and all.</p>".encode() * 3


def answer(body: bytes, *headers: str) -> tuple[bytes, Head]:
    block = "\r\n".join(("HTTP/1.1 200 OK", *headers, "", "")).encode() + body
    return block, head_of(block)


def chunks(body: bytes, size: int = 50) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    return zlib.compress(body)[2:-4]


CODINGS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@pytest.mark.parametrize(("coding", "pack"), [*CODINGS.items(), ("deflate", raw_deflate), ("x-gzip", gzip.compress)])
def test_a_packed_body_is_unpacked_in_chunks_or_not(coding, pack) -> None:  # type: ignore[no-untyped-def]
    block, head = answer(pack(PAGE), f"Content-Encoding: {coding}")
    assert body_of(block, head, 10_000) == PAGE
    block, head = answer(chunks(pack(PAGE)), f"content-encoding:{coding}", "Transfer-Encoding: chunked")
    assert body_of(block, head, 10_000) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity", ""])
def test_a_body_that_was_unpacked_before_it_was_kept_stays(coding: str) -> None:
    block, head = answer(PAGE, f"Content-Encoding: {coding}", "Transfer-Encoding: chunked")
    assert body_of(block, head, 10_000) == PAGE


@pytest.mark.parametrize("coding", CODINGS)
def test_a_packed_body_that_breaks_off_is_refused(coding: str) -> None:
    block, head = answer(CODINGS[coding](PAGE)[:-9], f"Content-Encoding: {coding}")
    with pytest.raises(InputError, match="breaks off"):
        body_of(block, head, 10_000)


def test_a_body_whose_last_chunk_is_missing_is_refused() -> None:
    block, head = answer(chunks(PAGE)[:-5], "Transfer-Encoding: chunked")
    with pytest.raises(InputError, match="last chunk"):
        body_of(block, head, 10_000)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_is_not_unpacked_past_the_limit(coding: str) -> None:
    block, head = answer(CODINGS[coding](bytes(5_000_000)), f"Content-Encoding: {coding}")
    with pytest.raises(InputError, match="too large"):
        body_of(block, head, 10_000)


def test_a_coding_that_is_not_known_is_named() -> None:
    block, head = answer(PAGE, "Content-Encoding: zstd")
    with pytest.raises(InputError, match="zstd is not read"):
        body_of(block, head, 10_000)


def test_a_head_tells_type_and_encoding_whatever_its_letters_and_line_ends() -> None:
    head = head_of(b'HTTP/1.0 404 Not Found\nCONTENT-TYPE: Text/HTML;\n charset="Windows-1252"\n\nport')
    assert (head.status, head.media_type, head.charset) == (404, "text/html", "Windows-1252")


def test_a_head_without_headers_and_one_without_a_type_say_nothing() -> None:
    for block in (b"HTTP/1.1 200 OK\r\n\r\nport", b"HTTP/2 200\r\nServer: norra\r\n\r\nport"):
        head = head_of(block)
        assert (head.media_type, head.charset, block[head.length :]) == ("", None, b"port")


@given(
    block=st.binary(max_size=200),
    coding=st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]),
    chunked=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_body_or_refused(block: bytes, coding: str, chunked: bool) -> None:
    headers = (f"Content-Encoding: {coding}", *(("Transfer-Encoding: chunked",) if chunked else ()))
    made, head = answer(block, *headers)
    with contextlib.suppress(InputError):
        assert len(body_of(made, head, 1000)) <= 1000


@given(block=st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_have_a_head_or_none(block: bytes) -> None:
    for given_block in (block, b"HTTP/1.1 200 OK\r\n" + block):
        with contextlib.suppress(InputError):
            assert head_of(given_block).length <= len(given_block)
