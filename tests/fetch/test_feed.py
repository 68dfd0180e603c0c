from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.fetch.feed import links

HERE = "https://norra.example/feeds/all"


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss version='2.0'><channel><link>https://norra.example</link><item><link>/one</link></item></channel></rss>",
        b"\xef\xbb\xbf<?xml version='1.0'?><!-- made here -->"
        b"<rss><channel><item><guid>https://norra.example/one</guid></item></channel></rss>",
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        b"<item><link>https://norra.example/one</link></item></rdf:RDF>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><entry><link rel='self' href='/x'/>"
        b"<link href='/one'/></entry></feed>",
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://norra.example/a/'>"
        b"<entry><link href='../one'/></entry></feed>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/one"}, {"url": "/one"}, 3, {"id": "x"}]}',
        b"<rss><channel><item><link>/one</link></item><item><guid isPermaLink='false'>7</guid></item>",  # breaks off
    ],
)
def test_the_pages_of_a_feed_are_found(feed: bytes) -> None:
    assert links(feed, HERE) == ("https://norra.example/one",)


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><body>rss</body></html>", b"{}", b'{"version": "1"}', b"[]", b"plain", b"<!doctype html><p>feed"],
)
def test_what_is_no_feed_is_told_from_one(data: bytes) -> None:
    assert links(data, HERE) is None


def test_a_feed_cannot_read_files_nor_grow() -> None:
    laughs = b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    feed = laughs + b"<rss><channel><item><link>/&b;&f;</link></item><item><link>/one</link></item></channel></rss>"
    found = links(feed, HERE) or ()
    assert not any("root" in link or "haha" in link for link in found)


@given(st.binary(max_size=300))
def test_whatever_comes_makes_no_error(data: bytes) -> None:
    links(b"<rss>" + data, HERE)
    links(b"{" + data, HERE)
    links(data, HERE)
