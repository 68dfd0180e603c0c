"""The links of a page, put to the words of the frozen text that they stand on.

The text is made without them, and nothing of it changes for them. Page and text are laid side by side without their
white space: where a block of the text stands in the page, from the beginning of a line or an element to the end of one,
its code points are the page's, and so are their links. A block that was put together in another way has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import urljoin, urlsplit

from onrecord.model import Link
from onrecord.reading.page_source import PageSource

_MARKDOWN = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?P<url>https?://[^\s()]+)(?:\s+\"[^\"\n]*\")?\)")
_BLOCK = re.compile(r"[^\n]+")


def links_in_page(source: PageSource, text: str, base: str | None) -> tuple[Link, ...]:
    """Return the links of a page that stand on words of the text made from it, in order.

    Args:
        source: the page, laid out.
        text: the frozen text.
        base: the page's address, against which an address without a host is read; without one, that link is left out.
    """
    found: list[Link] = []
    reached = 0
    for line in _BLOCK.finditer(text) if source.links else ():
        places = [place for place in range(*line.span()) if not text[place].isspace()]
        at = source.find("".join(text[place] for place in places), reached)
        if at is None:
            continue
        reached = at + len(places)
        for number in range(bisect_left(source.links, at, key=lambda one: one[0][1]), len(source.links)):
            (start, end), target = source.links[number]
            if start >= reached:
                break
            first, last = max(start, at) - at, min(end, reached) - at
            if first < last and (url := _address(target, base)) is not None:  # most links stand around the article
                found.append(Link(span=(places[first], places[last - 1] + 1), url=url))
    return tuple(sorted(found, key=lambda link: (link.span, link.url)))


def links_in_markdown(text: str) -> tuple[Link, ...]:
    """Return the links that a text has as Markdown: `[words](https://...)`; the span is that of the words.

    >>> links_in_markdown("She [told Norra News](https://norra.example/a) so.")
    (Link(span=(5, 20), url='https://norra.example/a'),)
    """
    return tuple(
        Link(span=match.span("words"), url=match["url"])
        for match in _MARKDOWN.finditer(text)
        if match["words"].strip() and _address(match["url"], None) is not None
    )


def _address(target: str, base: str | None) -> str | None:
    """Return the whole address of a page on the web; None for a mail address, a place in the page, a broken one."""
    try:
        url = urljoin(base or "", target.strip())
        parts = urlsplit(url)
    except ValueError:  # "http://[norra" is no address
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and not target.strip().startswith("#") else None
