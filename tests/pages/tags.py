"""What a browser would make of a piece of HTML, as far as the tests need it."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})


class Reader(HTMLParser):
    """Reads HTML and keeps its text, the classes over each code point, its ids, and whether its tags nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.classes: list[frozenset[str]] = []
        self.ids: list[tuple[str, int]] = []
        """Each id, with the offset in the text at which its element begins."""
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.nests = True
        self._open: list[tuple[str, frozenset[str]]] = []
        self.feed(html)
        self.close()
        self.nests = self.nests and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append((given["id"], len(self.text)))
        if tag not in _VOID:
            self._open.append((tag, frozenset(given.get("class", "").split())))

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, which must be the one opened last."""
        if not self._open or self._open[-1][0] != tag:
            self.nests = False
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep text."""
        over = frozenset().union(*(classes for _, classes in self._open))
        self.text += data
        self.classes += [over] * len(data)
