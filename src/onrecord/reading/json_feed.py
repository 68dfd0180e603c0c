"""JSON Feed 1 and 1.1 (https://jsonfeed.org/version/1.1): its items that are whole articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from onrecord.errors import InputError
from onrecord.reading.dates import parse_date
from onrecord.reading.facts import Draft, author_names, language_code
from onrecord.reading.feed_items import FeedItem, draft_of_item, known
from onrecord.reading.schema_org import text_of, web_address

MEDIA_TYPE = "application/feed+json"


def is_json_feed(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Tell a JSON Feed by the version that it states.

    >>> is_json_feed({"version": "https://jsonfeed.org/version/1.1", "items": []}), is_json_feed({"items": []})
    (True, False)
    """
    return (
        isinstance(value, dict)
        and isinstance(value.get("version"), str)
        and "jsonfeed.org/version" in value["version"]
        and isinstance(value.get("items"), list)
    )


def drafts_of_json_feed(feed: Mapping[str, Any], data: bytes) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the items of a feed, `#1` the first.

    Args:
        feed: the feed.
        data: its bytes.

    Raises:
        InputError: it has no items.
    """
    if not feed["items"]:
        raise InputError("empty: a feed of no items")
    for number, item in enumerate(feed["items"], 1):
        made = InputError("not an article: a JSON object is expected")
        yield f"#{number}", draft_of_item(_item(item, feed), MEDIA_TYPE, data) if isinstance(item, dict) else made


def _item(item: Mapping[str, Any], feed: Mapping[str, Any]) -> FeedItem:
    html, plain = item.get("content_html"), item.get("content_text")
    is_html = isinstance(html, str) and bool(html.strip())
    summary = item.get("summary")
    record = item.get("id")
    # 1.0 had one author, 1.1 has several; those of the feed count for items without.
    authors = next(
        (found for one in (item, feed) for name in ("authors", "author") if (found := author_names(one.get(name)))),
        None,
    )
    published, modified = _date(item.get("date_published")), _date(item.get("date_modified"))
    return FeedItem(
        content=html if is_html else plain if isinstance(plain, str) else None,
        content_is_html=is_html,
        summary=summary if isinstance(summary, str) else None,
        summary_is_html=False,
        facts=known(
            {
                "title": (text_of(item.get("title")), "feed: title"),
                "url": (web_address(item.get("url")) or web_address(record), "feed: url"),
                "authors": (authors, "feed: authors"),
                "published": (published, "feed: date_published"),
                "modified": (modified, "feed: date_modified"),
                "language": (
                    language_code(text_of(item.get("language")) or text_of(feed.get("language")) or ""),
                    "feed: language",
                ),
            }
        ),
        weak=known({"outlet": (text_of(feed.get("title")), "feed: title of the feed")}),
        record=str(record) if isinstance(record, str | int | float) else None,
    )


def _date(value: object) -> str | None:
    return parse_date(value) if isinstance(value, str) else None
