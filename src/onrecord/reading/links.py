"""The links of a page, put to the words of the frozen text that they stand on.

The text is made without them, and nothing of it changes for them. Page and text are laid side by side without their
white space: where a block of the text stands in the page, from the beginning of a line or an element to the end of one,
its code points are the page's, and so are their links. A block that was put together in another way has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.model import Link, Span

_UNREAD = frozenset({"script", "style", "template", "noscript", "head"})
"""Elements whose words nobody sees."""
_PAID = frozenset({"sponsored", "tag", "bookmark"})
"""Values of `rel` (WHATWG HTML, link types) by which a page says that a link is paid for, a tag or its own address."""
_MARKDOWN = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?P<url>https?://[^\s()]+)(?:\s+\"[^\"\n]*\")?\)")
_BLOCK = re.compile(r"[^\n]+")


def links_in_page(tree: Any, text: str, base: str | None) -> tuple[Link, ...]:
    """Return the links of a page that stand on words of the text made from it, in order.

    Args:
        tree: the page's tree (lxml), as it was before the text was taken from it.
        text: the frozen text.
        base: the page's address, against which an address without a host is read; without one, that link is left out.
    """
    page, targets, edges = _laid_out(tree)
    found: list[Link] = []
    reached = 0
    for line in _BLOCK.finditer(text):
        places = [place for place in range(*line.span()) if not text[place].isspace()]
        letters = "".join(text[place] for place in places)
        at = _stands_at(letters, page, edges, reached)
        if not letters or at is None:
            continue
        reached = at + len(letters)
        for span, target in _runs(places, targets[at:reached]):
            url = _address(target, base)
            if url is not None:
                found.append(Link(span=span, url=url))
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


def _laid_out(tree: Any) -> tuple[str, list[str | None], frozenset[int]]:
    """Return a page's letters without white space, the target of each, and where lines and elements begin or end."""
    letters: list[str] = []
    targets: list[str | None] = []
    edges = {0}
    for words, target in _pieces(tree, None):
        for line in words.split("\n"):
            plain = "".join(line.split())
            letters.append(plain)
            targets.extend([target] * len(plain))
            edges.add(len(targets))
    return "".join(letters), targets, frozenset(edges)


def _pieces(root: Any, target: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield each piece of text with the target of the link that it stands in."""
    stack: list[tuple[Any, str | None, bool]] = [(root, target, False)]
    while stack:  # pages nest deeper than a function may call itself
        element, around, done = stack.pop()
        if done:
            yield element.tail or "", around
            continue
        inside = around
        if element is not root:
            stack.append((element, around, True))
        if not isinstance(element.tag, str) or element.tag in _UNREAD:
            continue
        if element.tag == "a":
            paid = not _PAID.isdisjoint((element.get("rel") or "").casefold().split())
            inside = None if paid else element.get("href")
        yield element.text or "", inside
        stack.extend((child, inside, False) for child in reversed(list(element)))


def _stands_at(letters: str, page: str, edges: frozenset[int], reached: int) -> int | None:
    """Return where a block stands in a page, behind the block before it if it does."""
    for start in (reached, 0):
        at = page.find(letters, start)
        while at >= 0:
            if at in edges and at + len(letters) in edges:
                return at
            at = page.find(letters, at + 1)
    return None


def _runs(places: list[int], targets: list[str | None]) -> Iterator[tuple[Span, str]]:
    """Yield the words that have one target, as a span of the text."""
    start = 0
    for end in range(1, len(targets) + 1):
        if end == len(targets) or targets[end] != targets[start]:
            target = targets[start]
            if target is not None:
                yield (places[start], places[end - 1] + 1), target
            start = end


def _address(target: str, base: str | None) -> str | None:
    """Return the whole address of a page on the web; None for a mail address, a place in the page, a broken one."""
    try:
        url = urljoin(base or "", target.strip())
        parts = urlsplit(url)
    except ValueError:  # "http://[norra" is no address
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and not target.strip().startswith("#") else None
