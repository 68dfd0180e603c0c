"""An item of a feed, whatever its format: whether it is a report, and what the feed says of it.

A feed brings an article whole, or a teaser: the words that are to make people open the page. A teaser is no report, and
read as one it would hide what the article says. So an item stands where the feed says that this is its content, or
where its summary is longer than teasers are; where words are plainly cut off, it does not. One that does not is
rejected, and the reason says which page to fetch.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.errors import InputError
from onrecord.model import Link, Source
from onrecord.reading.decode import clean
from onrecord.reading.elsewhere import fetch_it
from onrecord.reading.facts import Draft, Fact, Facts, one_line
from onrecord.reading.fragments import text_of_fragment

TEASER_WORDS = 110
"""A summary of fewer words is a teaser. WordPress, which makes most feeds, cuts its own at 55 words."""
_CUT_OFF = re.compile(
    r"(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|…|\.\.\."
    r"|(?:continue reading|read more|read the full (?:story|article))\b.{0,80})\s*(?:→|»|&raquo;|>>)?\s*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands at the end of words that go on elsewhere."""
_APPEARED = re.compile(r"The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}\.?", re.DOTALL)
"""What WordPress puts behind an item: "The post Port of Eske opens appeared first on Norra News."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item as its feed has it."""

    content: str | None
    """What the feed calls its content."""
    content_is_html: bool = True
    summary: str | None
    """What the feed calls its summary or description."""
    summary_is_html: bool = True
    facts: Facts
    weak: Facts = field(default_factory=dict)
    record: str | None = None
    """Its id in the feed."""


def draft_of_item(item: FeedItem, media_type: str, data: bytes) -> Draft | InputError:
    """Return an item as an article, or why it is none.

    Args:
        item: the item.
        media_type: its feed's.
        data: the bytes of the feed.
    """
    address = item.facts["url"].value if "url" in item.facts else None
    try:
        if item.content and item.content.strip():
            text, links = _text(item.content, item.content_is_html, address)
            teaser = len(text.split()) < TEASER_WORDS and _is_cut_off(text)
        elif item.summary and item.summary.strip():
            text, links = _text(item.summary, item.summary_is_html, address)
            teaser = len(text.split()) < TEASER_WORDS or _is_cut_off(text)
        else:
            raise InputError(f"no article text found: the item has a title alone{_where(address)}")
        if teaser:
            raise InputError(
                f"only a teaser of {len(text.split())} words, and a teaser is not the report{_where(address)}"
            )
    except InputError as error:
        return error
    return _draft(
        item, text, links, Source(media_type=media_type, sha256=hashlib.sha256(data).hexdigest(), record=item.record)
    )


def _draft(item: FeedItem, text: str, links: tuple[Link, ...], source: Source) -> Draft:
    title = item.facts["title"].value if "title" in item.facts else None
    if title and one_line(text[: len(title) + 20]).casefold().find(title.casefold()) != 0:
        text = f"{title}\n\n{text}"
        by = len(title) + 2
        links = tuple(Link(span=(link.span[0] + by, link.span[1] + by), url=link.url) for link in links)
    return Draft(text=text, layers=(item.facts,), weak=item.weak, links=links, source=source)


def _text(content: str, is_html: bool, address: str | None) -> tuple[str, tuple[Link, ...]]:
    if not is_html:
        return clean(content.strip()), ()
    text, links = text_of_fragment(content, address)
    last = text.rpartition("\n\n")
    if last[0] and _APPEARED.fullmatch(last[2]):
        text = last[0]
        links = tuple(link for link in links if link.span[1] <= len(text))
    return text, links


def _is_cut_off(text: str) -> bool:
    return any(match.end() == len(text) for match in _CUT_OFF.finditer(text, max(0, len(text) - 150)))


def _where(address: str | None) -> str:
    return f": {fetch_it(address)}" if address else ""


def known(facts: Mapping[str, tuple[str | None, str]]) -> Facts:
    """Return the facts that have a value.

    >>> known({"title": ("A port", "feed: title"), "url": (None, "feed: link")})
    {'title': Fact(value='A port', basis='feed: title')}
    """
    return {name: Fact(value, basis) for name, (value, basis) in facts.items() if value}
