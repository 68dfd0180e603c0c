"""XML: which reader a file gets, by its root element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.reading.facts import Draft
from onrecord.reading.from_feed import drafts_of_feed
from onrecord.reading.from_news_xml import drafts_of_news, drafts_of_nitf
from onrecord.reading.safe_xml import local_name, xml_root

Drafts = Iterator[tuple[str, Draft | InputError]]
ROOTS: Mapping[str, Callable[[Any, bytes, str | None], Drafts]] = {
    "rss": drafts_of_feed,
    "RDF": drafts_of_feed,
    "feed": drafts_of_feed,
    **dict.fromkeys(("newsItem", "newsMessage", "packageItem"), drafts_of_news),
    "nitf": drafts_of_nitf,
}
"""By the root's name without its namespace; a reader gets the root, the file's bytes, and what is wrong with it."""


def read_xml(data: bytes) -> Drafts:
    """Yield the articles of an XML file, each with what its name gets: `#3` for the third item of a feed.

    Raises:
        InputError: it is no XML, or of no kind that is read.
    """
    root, wrong = xml_root(data)
    name = local_name(root)
    reader = ROOTS.get(name)
    if reader is None:
        raise InputError(
            f"XML of a kind that is not read: its root is <{name}>; "
            "feeds (RSS, Atom) and news (NewsML-G2, NITF) are read"
        )
    yield from reader(root, data, wrong)
