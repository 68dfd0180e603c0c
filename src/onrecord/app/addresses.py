"""Addresses that last: where each thing of the record is in the app, and how a link finds its words again.

A link to a claim carries words of it, a link to a span its offsets and its words: an id that is gone after a rebuild is
found by the words, and a link never points to other words without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from onrecord.model import Span
from onrecord.pages.shelf import Shelf

if TYPE_CHECKING:
    from onrecord.app.desk import State

QUOTE_MAX = 90
"""Code points of a quotation in an address: enough to tell it from any other, short enough to be sent by mail."""
_SECTIONS = {
    "speakers": "/people",
    "reported-once": "/claims?single=1",
    "since": "/new",
    "latest": "/new",
    "inputs": "/reports#inputs",
}


class Addresses:
    """The links of the app, in one state of the record (`onrecord.pages.links.Links`).

    Args:
        shelf: What the record holds.
        as_of: The day as of which it is seen, which every address carries on; None is as it stands.
    """

    def __init__(self, shelf: Shelf, as_of: str | None = None) -> None:
        self._shelf = shelf
        self._carried = [("as_of", as_of)] if as_of else []

    def view(self, path: str, **asked: object) -> str:
        """Return the address of a view; what is asked with None, False or '' is left out."""
        given = [(name, str(value)) for name, value in asked.items() if value not in (None, "", False)]
        path, mark, fragment = path.partition("#")
        path, _, before = path.partition("?")
        query = "&".join(part for part in (before, urlencode([*given, *self._carried])) if part)
        return f"{path}{'?' if query else ''}{query}{mark}{fragment}"

    def section(self, name: str) -> str:
        """Return the address of the view of what the page calls a section."""
        return self.view(_SECTIONS.get(name, f"/{name}"))

    def claim(self, claim: str) -> str:
        """Return the address of a claim, with words of it."""
        held = self._shelf.claims.get(claim)
        return self.view(f"/claims/{claim}", quote=quoted(held.text) if held else "")

    def statement(self, statement: str) -> str:
        """Return the address of a statement's content in its report, '' for a statement that is not there."""
        said = self._shelf.statements.get(statement)
        return "" if said is None else self.spans(said.report, said.content or said.source)

    def report(self, report: str, span: Span | None = None) -> str:
        """Return the address of a report, or of a span in it (code points)."""
        return self.view(f"/reports/{report}") if span is None else self.spans(report, (span,))

    def spans(self, report: str, spans: tuple[Span, ...]) -> str:
        """Return the address of spans of a report, with the words of the first."""
        if report not in self._shelf.reports or not spans:
            return self.view(f"/reports/{report}")
        ordered = sorted(spans)
        at = ",".join(f"{start}-{end}" for start, end in ordered)
        words = quoted(self._shelf.reports[report].slice(ordered[0]))
        return self.view(f"/reports/{report}#lit", at=at, quote=words)

    def conflict(self, conflict: str) -> str:
        """Return the address of a conflict among the others."""
        return self.view(f"/contested#{conflict}", show=conflict)

    def promise(self, claim: str) -> str:
        """Return the address of a promise among the others."""
        return self.view(f"/promises#p-{claim}", show=claim)

    def any(self, id_: str) -> str:
        """Return the address of whatever has an id, '' for what is not in the record."""
        shelf = self._shelf
        if id_ in shelf.claims:
            return self.claim(id_)
        if id_ in shelf.statements:
            return self.statement(id_)
        return self.report(id_) if id_ in shelf.reports else self.entity(id_)

    def entity(self, entity: str) -> str:
        """Return the address of what somebody is reported to have said; '' for one who is not in the record."""
        return self.view(f"/people/{entity}") if entity in self._shelf.entities else ""


def addressed(as_of: str | None) -> Callable[[Shelf], Addresses]:
    """Return what makes the links of a state, as `Shelf` wants it."""
    return lambda shelf: Addresses(shelf, as_of)


def quoted(text: str) -> str:
    r"""Return the beginning of a text as an address carries it: whole words, single blanks.

    >>> quoted("two \n words"), len(quoted("word " * 50)) <= QUOTE_MAX
    ('two words', True)
    """
    words = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return words if len(words) <= QUOTE_MAX else words[:QUOTE_MAX].rsplit(" ", 1)[0]


def claims_with(state: State, quote: str) -> list[str]:
    """Return the ids of the claims in which words stand, the best backed first: their text or a statement of them."""
    asked = " ".join(quote.split())
    if not asked:
        return []
    own = [one.id for one in state.index.claims if one.text.startswith(asked)]
    if own:
        return own
    shelf = state.shelf
    found = {
        shelf.claim_of[one.id]
        for one in shelf.story.statements
        if one.id in shelf.claim_of and asked in " ".join(one.text.split())
    }
    return [one.id for one in state.index.claims if one.id in found or asked in one.text]


def find_words(text: str, quote: str, near: int = 0) -> Span | None:
    r"""Return where words stand in a text, blanks and line ends taken as equal; of several the nearest to an offset.

    >>> find_words("One two\nthree. Two three.", "two three")
    (4, 13)
    >>> find_words("abc", "x") is None
    True
    """
    words = quote.split()
    if not words:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    spans = [one.span() for one in re.finditer(pattern, text)]
    return min(spans, key=lambda span: (abs(span[0] - near), span), default=None)


def read_spans(at: str, length: int) -> tuple[Span, ...]:
    """Return the spans that an address names, those alone that lie in a text of a length.

    >>> read_spans("4-8,10-12", 11), read_spans("x", 11)
    (((4, 8),), ())
    """
    found = re.fullmatch(r"[0-9]{1,9}-[0-9]{1,9}(?:,[0-9]{1,9}-[0-9]{1,9}){0,40}", at)
    pairs = [tuple(int(edge) for edge in one.split("-")) for one in at.split(",")] if found else []
    return tuple((start, end) for start, end in pairs if 0 <= start < end <= length)


def reports_with(texts: Mapping[str, str], quote: str) -> list[str]:
    """Return the ids of the reports in whose text words stand, sorted."""
    return sorted(id_ for id_, text in texts.items() if find_words(text, quote) is not None)
