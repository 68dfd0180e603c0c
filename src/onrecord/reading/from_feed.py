"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, with the modules that news sites use (Content, Dublin Core).

Standards: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (https://web.resource.org/rss/1.0/spec), Atom
(RFC 4287). They are read here and not by feedparser, which needs a package without wheels that nobody maintains
(sgmllib3k), guesses at what it cannot parse, and knows no reader's limits.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import InputError
from onrecord.reading.dates import parse_date
from onrecord.reading.facts import Draft, author_names, language_code, one_line
from onrecord.reading.feed_items import FeedItem, draft_of_item, known
from onrecord.reading.safe_xml import local_name
from onrecord.reading.schema_org import web_address

MEDIA_TYPES = {"rss": "application/rss+xml", "RDF": "application/rdf+xml", "feed": "application/atom+xml"}
_ITEM = frozenset({"item", "entry"})
_ITEM_TAG = re.compile(rb"<(?:[A-Za-z]+:)?(?:item|entry)[\s>]")
_ITEM_END = re.compile(rb"</(?:[A-Za-z]+:)?(?:item|entry)\s*>")
_MAIL_AUTHOR = re.compile(r"\S+@\S+\s*(?:\((?P<name>[^()]+)\))?")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_XML = "{http://www.w3.org/XML/1998/namespace}"


def drafts_of_feed(root: Any, data: bytes, wrong: str | None) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the items of a feed, `#1` the first.

    Args:
        root: its root element.
        data: its bytes.
        wrong: what is wrong with its XML.

    Raises:
        InputError: it has no items; or it is broken, and items of it were lost: those before that stand.
    """
    items = [element for element in root.iter() if local_name(element) in _ITEM]
    channel = next((element for element in root if local_name(element) == "channel"), root)
    media_type = MEDIA_TYPES[local_name(root)]
    cut_off = wrong is not None and len(_ITEM_END.findall(data)) < len(items)
    for number, item in enumerate(items, 1):
        if cut_off and number == len(items):
            yield f"#{number}", InputError("the feed breaks off in it")
        else:
            yield f"#{number}", draft_of_item(_item(item, channel), media_type, data)
    stated = len(_ITEM_TAG.findall(data))
    if wrong is not None and len(items) < stated:
        raise InputError(f"broken: {len(items)} of about {stated} items could be read ({wrong})")
    if not items:
        raise InputError("empty: a feed of no items")


def _item(item: Any, channel: Any) -> FeedItem:
    content, content_is_html = _content(item)
    summary = _child(item, "description", "summary", "subtitle")
    published = _date(item, "pubDate", "published", "issued", "date", "created", "available")
    modified = _date(item, "updated", "modified")
    language = next(
        (found for one in (item, channel) if (found := _words(one, "language") or one.get(f"{_XML}lang"))), None
    )
    source = _child(item, "source")
    source_title = (_words(source, "title") or _plain(source)) if source is not None else None
    identity = _words(item, "guid", "id", "identifier")
    weak = {
        "outlet": (source_title, "feed: source")
        if source_title
        else (_words(channel, "title"), "feed: title of the feed")
    }
    if published is None:
        # Atom asks for a date of the last change alone; most items are never changed.
        weak["published"] = (modified, "feed: updated")
    return FeedItem(
        content=content,
        content_is_html=content_is_html,
        summary=_inner(summary) if summary is not None else None,
        summary_is_html=summary is None or summary.get("type", "html") not in ("text", "text/plain"),
        facts=known(
            {
                "title": (_title(item), "feed: title"),
                "url": (_address(item, channel, identity), "feed: link"),
                "authors": (_authors(item) or _authors(channel), "feed: author"),
                "published": (published, "feed: date"),
                "modified": (modified if published is not None else None, "feed: updated"),
                "language": (language_code(language or ""), "feed: language"),
            }
        ),
        weak=known(weak),
        record=identity or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"),
    )


def _content(item: Any) -> tuple[str | None, bool]:
    """Return what an item calls its content, and whether it is HTML: `content:encoded`, Atom's `content`."""
    for child in item:
        name = local_name(child)
        if name == "encoded" or (name == "content" and not child.get("src") and not child.get("url")):
            words = _inner(child)
            if words.strip():
                return words, child.get("type", "html") not in ("text", "text/plain")
    return None, True


def _inner(element: Any) -> str:
    """Return the words of an element, or the markup where it has elements inside (Atom's `type="xhtml"`)."""
    if not len(element):
        return element.text or ""
    from lxml import etree

    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)


def _children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if local_name(child) == name)


def _child(element: Any, *names: str) -> Any:
    return next((child for name in names for child in _children(element, name)), None)


def _plain(element: Any) -> str:
    return one_line("".join(element.itertext()))


def _words(element: Any, *names: str) -> str | None:
    """Return the words of the first child with one of these names that has any."""
    return next((words for name in names for child in _children(element, name) if (words := _plain(child))), None)


def _title(item: Any) -> str | None:
    """Return an item's title; many feeds escape it twice, and some have tags in it."""
    words = html.unescape(_words(item, "title") or "")
    return one_line(_TAG.sub("", words)) or None


def _address(item: Any, channel: Any, identity: str | None) -> str | None:
    """Return the page's address: before a counting one that a service put into `link`, and read against the feed's."""
    links = [link for link in _children(item, "link") if link.get("rel", "alternate") == "alternate"]
    found = [_words(item, "origLink"), *(link.get("href") or _plain(link) for link in links)]
    guid = _child(item, "guid")
    if guid is not None and guid.get("isPermaLink", "true").casefold() != "false":
        found.append(identity)
    base = item.get(f"{_XML}base") or channel.get(f"{_XML}base") or _words(channel, "link") or ""
    return next((address for one in found if one and (address := _whole(base, one))), None)


def _whole(base: str, address: str) -> str | None:
    try:
        return web_address(urljoin(base, address.strip()))
    except ValueError:  # "http://[norra"
        return None


def _authors(element: Any) -> str | None:
    names: list[str] = []
    for child in element:
        if local_name(child) in ("author", "creator"):
            words = _words(child, "name") or ("" if len(child) else _plain(child))
            mail = _MAIL_AUTHOR.fullmatch(words)
            names.append((mail["name"] or "") if mail else words)
    return author_names([name for name in names if name])


def _date(item: Any, *names: str) -> str | None:
    words = _words(item, *names)
    if not words:
        return None
    found = parse_date(words)
    if found is None:
        try:
            found = parse_date(parsedate_to_datetime(words).isoformat())  # two digits of a year, as RFC 822 had them
        except (ValueError, OverflowError, TypeError, IndexError):
            return None
    return found
