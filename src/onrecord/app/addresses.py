"""Addresses that last: where each thing of the record is in the app, and how a link finds its words again.

The sections of the page link by fragments (`#c-...`); `addressed` puts the app's addresses for them, so that page and
app share one set of templates. A link to a claim carries words of it, a link to a span its offsets and its words: an id
that is gone after a rebuild is found by the words, and a link never points to other words without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from onrecord.app.desk import State
from onrecord.model import Span

QUOTE_MAX = 90
"""Code points of a quotation in an address: enough to tell it from any other, short enough to be sent by mail."""
_HREF = re.compile(r'href="#([^"]*)"')
_PLACE = re.compile(r"(.+)-([0-9]+)-([0-9]+)")
_SECTIONS = {
    "claims": "/claims",
    "contested": "/contested",
    "promises": "/promises",
    "timeline": "/timeline",
    "coverage": "/coverage",
    "lineage": "/lineage",
    "labels": "/labels",
    "speakers": "/people",
    "reported-once": "/claims",
    "since": "/new",
    "inputs": "/reports",
    "inputs-read": "/reports",
    "inputs-duplicate": "/reports",
    "inputs-rejected": "/reports",
    "reports": "/reports",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are, in one state of the record."""

    state: State
    carried: tuple[tuple[str, str], ...] = ()
    """What every address carries on: the day as of which the record is seen."""

    def view(self, path: str, **asked: object) -> str:
        """Return the address of a view; what is asked with None or '' is left out."""
        return self._with(path, [(name, str(value)) for name, value in asked.items() if value not in (None, "")])

    def claim(self, id_: str) -> str:
        """Return the address of a claim, with words of it."""
        words = quoted(self.state.index.claim[id_].text) if id_ in self.state.index.claim else ""
        return self._with(f"/claims/{id_}", [("quote", words)] if words else [])

    def statement(self, id_: str) -> str:
        """Return the address of a statement's content in its report."""
        said = self.state.shelf.statements.get(id_)
        if said is None:
            return self.view("/claims")
        return self.spans(said.report, said.content or said.source)

    def spans(self, report: str, spans: tuple[Span, ...]) -> str:
        """Return the address of spans of a report, with the words of the first."""
        if report not in self.state.shelf.reports or not spans:
            return self.report(report)
        ordered = sorted(spans)
        at = ",".join(f"{start}-{end}" for start, end in ordered)
        words = quoted(self.state.shelf.reports[report].slice(ordered[0]))
        return self._with(f"/reports/{report}", [("at", at), ("quote", words)]) + "#at"

    def report(self, id_: str) -> str:
        """Return the address of a report."""
        return self._with(f"/reports/{id_}", [])

    def person(self, id_: str) -> str:
        """Return the address of an entity."""
        return self._with(f"/people/{id_}", [])

    def conflict(self, id_: str) -> str:
        """Return the address of a conflict."""
        return self._with("/contested", [("show", id_)]) + f"#{id_}"

    def fragment(self, name: str) -> str:
        """Return the address of what a section calls `#name`."""
        shelf = self.state.shelf
        if name in _SECTIONS:
            return self.view(_SECTIONS[name])
        if name in shelf.claims:
            return self.claim(name)
        if name in shelf.statements:
            return self.statement(name)
        if name in shelf.reports:
            return self.report(name)
        if name.startswith("p-"):
            return self._with("/promises", [("show", name[2:])]) + f"#{name}"
        place = _PLACE.fullmatch(name)
        if place is not None and place[1] in shelf.reports:
            return self.spans(place[1], ((int(place[2]), int(place[3])),))
        if any(one.id == name for one in shelf.story.conflicts):
            return self.conflict(name)
        return f"#{name}"

    def addressed(self, html: str) -> Markup:
        """Put the app's addresses for the fragments to which a section links.

        A fragment can be told by its markup alone: in words of a report the quotation mark is escaped.
        """
        return Markup(_HREF.sub(lambda found: f'href="{escape(self.fragment(found[1]))}"', str(html)))  # noqa: S704

    def _with(self, path: str, asked: list[tuple[str, str]]) -> str:
        query = urlencode([*asked, *self.carried])
        return f"{path}?{query}" if query else path


def quoted(text: str) -> str:
    """Return the beginning of a text as an address carries it: whole words, single blanks.

    >>> quoted("two \\n words"), len(quoted("word " * 50)) <= QUOTE_MAX
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
    """Return where words stand in a text, blanks and line ends taken as equal; of several the nearest to an offset.

    >>> find_words("One two\\nthree. Two three.", "two three")
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
