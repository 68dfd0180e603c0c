"""The links of a feed: RSS 0.9x to 2.0 (and 1.0, in RDF), Atom (RFC 4287), JSON Feed 1.1.

A feed is told by its content, since servers call them all kinds of things. What its items say is read from the archive,
like everything else; here only the way to their pages is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

_ROOTS = frozenset({"rss", "rdf", "feed"})
_JSON_FEED = "https://jsonfeed.org/version/"
_HEAD = 1024
"""Bytes in which the root of a feed begins: what is before are a declaration and comments."""


def links(data: bytes, address: str) -> tuple[str, ...] | None:
    """Return the addresses of a feed's items in its order, each once; None for what is no feed.

    Args:
        data: A document, unpacked.
        address: Where it was, against which its links are read.

    >>> links(b'<rss><channel><item><link>/ferry</link></item></channel></rss>', "https://norra.example/feed")
    ('https://norra.example/ferry',)
    """
    begin = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"{"):
        found = _of_json(data)
    elif begin.startswith(b"<") and any(
        b"<" + root in data[: 4 * _HEAD].lower() for root in (b"rss", b"feed", b"rdf:")
    ):
        found = _of_xml(data)
    else:
        return None
    if found is None:
        return None
    whole = (_whole(address, link) for link in found)
    return tuple(dict.fromkeys(link for link in whole if link))


def _whole(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link.strip()) if link.strip() else None
    except ValueError:  # "http://[norra": told as it is, and refused by name
        return link.strip()


def _of_json(data: bytes) -> Iterator[str] | None:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        return None
    items = feed.get("items")
    named = (item.get("url") or item.get("external_url") for item in items or () if isinstance(item, dict))
    return (link for link in named if isinstance(link, str))


def _of_xml(data: bytes) -> Iterator[str] | None:
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _name(root) not in _ROOTS:
        return None
    return (link for item in root.iter() if _name(item) in ("item", "entry") if (link := _of_item(item)))


def _of_item(item: Any) -> str | None:
    """Return an item's page: its `link`, else a `guid` that says that it is one."""
    base = item.base or ""
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            link = child.get("href") or child.text or ""
            if link.strip():
                return urljoin(base, link.strip()) if base.startswith(("http:", "https:")) else str(link.strip())
    for child in item:
        if _name(child) == "guid" and child.get("isPermaLink", "true").lower() != "false" and child.text:
            return str(child.text)
    return None


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
