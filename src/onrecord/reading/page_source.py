"""A page as it was written, laid out letter by letter: the way from words that were taken from it back to the page.

Page and text are laid side by side without their white space, as in `links`: what remains are the same letters in the
same order, and where each stands in the page is known. So a paragraph is shown in its original, two words that stand
apart in the page and were glued by taking its text are parted again, and a paragraph that the page has once and the
text twice is known for what it is.

The page is read by its tags alone, in one pass whose time grows with its length whatever it holds. A tag whose
attributes hold a `>` may leave some letters too many; then a paragraph is without a way back, never with a wrong one.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.model import Place, Span

_TAG = re.compile(r"<(?:!--|/?([A-Za-z][A-Za-z0-9:-]*)[^<>]*>|[!?/][^<>]*>)")
_WORD = re.compile(r"\S+")
_BLOCK = re.compile(r"[^\n]+")
_UNREAD = frozenset({"script", "style", "template", "noscript", "textarea", "iframe"})
"""Elements whose content nobody sees, or that is no markup (WHATWG HTML, raw text)."""
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
"""Elements that stand in a line: all others part the words before them from the words behind."""
_OPEN_ENDED = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    }
)
"""Elements that need no end tag: they say nothing of how deep a page nests."""


_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_REL = re.compile(r"""\srel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_PAID = frozenset({"sponsored", "tag", "bookmark"})
"""Values of `rel` (WHATWG HTML, link types) by which a page says that a link is paid for, a tag or its own address."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page's words without its tags and white space."""

    letters: str
    """All its letters in order, white space left out."""
    starts: tuple[int, ...]
    """Where each word begins in the letters."""
    spans: tuple[Span, ...]
    """Where each word stands in the page, code points."""
    edges: frozenset[int]
    """Where lines and elements begin or end, in the letters."""
    links: tuple[tuple[Span, str], ...]
    """Letters that are a link, and where it leads as the page has it."""
    depth: int
    """How deep its elements nest, about."""

    def find(self, letters: str, behind: int = 0) -> int | None:
        """Return where letters stand from edge to edge, behind a place if they do, else before it; None for nowhere."""
        if not letters:
            return None
        for start in (behind, 0):
            at = self.letters.find(letters, start)
            while at >= 0:
                if at in self.edges and at + len(letters) in self.edges:
                    return at
                at = self.letters.find(letters, at + 1)
        return None

    def place(self, at: int, end: int) -> Span:
        """Return where letters stand in the page, code points: from the word of the first to that of the last."""
        first, last = bisect_right(self.starts, at) - 1, bisect_left(self.starts, end) - 1
        return self.spans[first][0], self.spans[last][1]

    def gaps(self, at: int, end: int) -> tuple[int, ...]:
        """Return where the page parts words among letters, those of the ends left out."""
        return self.starts[bisect_right(self.starts, at) : bisect_left(self.starts, end)]


@dataclass(slots=True)
class _Layout:
    """What has been laid out so far."""

    page: str
    letters: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    edges: set[int] = field(default_factory=lambda: {0})
    links: list[tuple[Span, str]] = field(default_factory=list)
    target: tuple[int, str] | None = None
    """Where the link began that is open, and where it leads."""
    parted: bool = True
    """Whether a word may begin here."""

    def words(self, start: int, end: int) -> None:
        """Add the words between two tags."""
        if self.page.find("&", start, end) >= 0:
            self._words_with_references(start, end)
            return
        spans = [found.span() for found in _WORD.finditer(self.page, start, end)]
        self.edges.add(self.length)
        if not spans:
            self.parted = self.parted or start < end
            return
        starts = list(accumulate((till - at for at, till in spans), initial=self.length))
        if self.page.find("\n", start, end) >= 0:
            reached = start
            for (at, till), begin in zip(spans, starts, strict=False):
                if self.page.find("\n", reached, at) >= 0:
                    self.edges.add(begin)
                reached = till
        last, self.length = spans[-1][1], starts.pop()
        if not self.parted and spans[0][0] == start and self.starts:  # "<b>G</b>ood": the word goes on behind the tag
            self.spans[-1] = (self.spans[-1][0], spans[0][1])
            del spans[0], starts[0]
        self.starts += starts
        self.spans += spans
        self.letters.append("".join(self.page[start:end].split()))
        self.parted = last < end
        self.edges.add(self.length)

    def _words_with_references(self, start: int, end: int) -> None:
        """Add the words between two tags, some of which have characters written as `&amp;`."""
        page, reached = self.page, start
        self.edges.add(self.length)
        lines = page.find("\n", start, end) >= 0
        for found in _WORD.finditer(page, start, end):
            raw, at = found[0], found.start()
            if at > reached:
                self.parted = True
                if lines and page.find("\n", reached, at) >= 0:
                    self.edges.add(self.length)
            reached = found.end()
            for piece in html.unescape(raw).split() if "&" in raw else (raw,):
                if self.parted or not self.starts:
                    self.starts.append(self.length)
                    self.spans.append((at, reached))
                else:  # "<b>G</b>ood": the word goes on behind the tag
                    self.spans[-1] = (self.spans[-1][0], reached)
                self.letters.append(piece)
                self.length += len(piece)
                self.parted = True
            self.parted = "&" in raw and html.unescape(raw)[-1:].isspace()
        self.parted = self.parted or reached < end
        self.edges.add(self.length)

    def link(self, tag: str) -> None:
        """Begin a link, or end one."""
        if self.target is not None and self.target[0] < self.length:
            self.links.append(((self.target[0], self.length), self.target[1]))
        href = _HREF.search(tag)
        rel = _REL.search(tag)
        paid = rel is not None and not _PAID.isdisjoint((rel[1] or rel[2] or rel[3] or "").casefold().split())
        self.target = None
        if href is not None and not paid:
            self.target = self.length, html.unescape(href[1] or href[2] or href[3] or "")


def lay_out(page: str) -> PageSource:
    """Return a decoded page laid out.

    >>> source = lay_out("<p>The <b>port</b> opens.</p><p>It rains.</p>")
    >>> source.letters
    'Theportopens.Itrains.'
    >>> source.place(0, 13)
    (3, 25)
    """
    done = _Layout(page)
    depth = deepest = reached = 0
    low = ""
    for tag in _TAG.finditer(page):
        if tag.start() < reached:  # inside of what nobody reads
            continue
        if reached < tag.start():
            done.words(reached, tag.start())
        reached = tag.end()
        name = (tag[1] or "").lower()
        closes = page[tag.start() + 1] == "/"
        if not name:
            if page.startswith("<!--", tag.start()):
                end = page.find("-->", tag.end())
                reached = len(page) if end < 0 else end + 3
            continue
        if name == "a":
            done.link("" if closes else tag[0])
        if name not in _INLINE:
            done.parted = True
        if name not in _OPEN_ENDED and not tag[0].endswith("/>"):
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
        if name in _UNREAD and not closes:
            low = low or page.lower()
            end = (low if len(low) == len(page) else page).find(f"</{name}", tag.end())
            reached = len(page) if end < 0 else end
    done.words(reached, len(page))
    done.link("")
    return PageSource(
        letters="".join(done.letters),
        starts=tuple(done.starts),
        spans=tuple(done.spans),
        edges=frozenset(done.edges),
        links=tuple(done.links),
        depth=deepest,
    )


def places_in(source: PageSource, text: str) -> tuple[Place, ...]:
    """Return where the lines of a text stand in the page that it was made from, in order.

    A line whose words are not the page's has no place.
    """
    places: list[Place] = []
    reached = 0
    for line in _BLOCK.finditer(text):
        letters = "".join(line[0].split())
        at = source.find(letters, reached)
        if at is None:
            continue
        reached = at + len(letters)
        start, end = source.place(at, reached)
        stripped = line[0].strip()
        begin = line.start() + line[0].index(stripped)
        places.append(Place(span=(begin, begin + len(stripped)), at=f"char={start},{end}"))
    return tuple(places)


def mended(source: PageSource, paragraphs: list[str]) -> list[str]:
    """Return paragraphs as the page has them: glued words parted, what stands once in the page kept once.

    A paragraph that is not found in the page stays as it is.
    """
    kept: list[str] = []
    reached = 0
    used: dict[str, int] = {}
    for paragraph in paragraphs:
        lines = paragraph.split("\n")
        letters = "".join(paragraph.split())
        if letters in used and source.letters.count(letters) <= used[letters]:
            continue
        used[letters] = used.get(letters, 0) + 1
        made = []
        for line in lines:
            plain = "".join(line.split())
            at = source.find(plain, reached)
            if at is None:
                made.append(line)
                continue
            reached = at + len(plain)
            made.append(_parted(line, {gap - at for gap in source.gaps(at, reached)}))
        kept.append("\n".join(made))
    return kept


def _parted(line: str, gaps: set[int]) -> str:
    """Return a line with a space wherever the page parts two letters that stand together in it."""
    letters = 0
    for word in line.split():
        gaps.discard(letters)
        letters += len(word)
    if not gaps:
        return line
    made: list[str] = []
    letters = 0
    for position, char in enumerate(line):
        if not char.isspace():
            if letters in gaps and position and not line[position - 1].isspace():
                made.append(" ")
            letters += 1
        made.append(char)
    return "".join(made)
