"""Where a thing of the story leads: anchors in the one-file page, addresses in the web app.

The values of a section and its template ask a `Links` for every address, so that both show the same sections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from onrecord.model import Span

if TYPE_CHECKING:
    from onrecord.pages.shelf import Shelf


class Links(Protocol):
    """Makes the address of a thing; '' where there is nothing to lead to."""

    def section(self, name: str) -> str:
        """Return the address of a section by its id: `claims`, `contested`, `promises`, `timeline`, ..."""
        ...

    def claim(self, claim: str) -> str:
        """Return the address of a claim."""
        ...

    def statement(self, statement: str) -> str:
        """Return the address of the place where a statement stands in its report."""
        ...

    def report(self, report: str, span: Span | None = None) -> str:
        """Return the address of a report, or of a span in it (code points)."""
        ...

    def conflict(self, conflict: str) -> str:
        """Return the address of a conflict."""
        ...

    def promise(self, claim: str) -> str:
        """Return the address of a promise, which goes by the id of its claim."""
        ...

    def entity(self, entity: str) -> str:
        """Return the address of what somebody is reported to have said; '' for one who says nothing."""
        ...


class Anchors:
    """Links inside the one-file page: each is a fragment."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def section(self, name: str) -> str:
        """Return the fragment of a section."""
        return f"#{name}"

    def claim(self, claim: str) -> str:
        """Return that of a claim's row, or of its first sentence where it has none."""
        if self._shelf.shown(claim):
            return f"#{claim}"
        statements = self._shelf.claims[claim].statements
        return f"#{statements[0]}" if statements else "#reported-once"

    def statement(self, statement: str) -> str:
        """Return that of a statement's first piece in its report."""
        return f"#{statement}"

    def report(self, report: str, span: Span | None = None) -> str:
        """Return that of a report, or of a span in it."""
        return f"#{report}" if span is None else f"#{place(report, span)}"

    def conflict(self, conflict: str) -> str:
        """Return that of a conflict."""
        return f"#{conflict}"

    def promise(self, claim: str) -> str:
        """Return that of a promise."""
        return f"#p-{claim}"

    def entity(self, entity: str) -> str:
        """Return that of a speaker's statements."""
        return f"#{entity}" if entity in self._shelf.speaking else ""


def place(report: str, span: Span) -> str:
    """Return the id that a span of a report has on the page.

    >>> place("r-0123456789", (12, 40))
    'r-0123456789-12-40'
    """
    return f"{report}-{span[0]}-{span[1]}"
