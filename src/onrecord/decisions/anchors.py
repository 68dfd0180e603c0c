"""Anchors: what a decision is about, kept so that it is found again, or known to be gone.

A place in a report is kept by position and by quote with a little of what stands around it, as the W3C Web Annotation
model has it (`TextPositionSelector`, `TextQuoteSelector`). While the text is the same, the position holds; where a
corrected text has shifted, the quote is looked for, and must stand in one place alone. What is not found is *not
placed*: it is never put to the nearest thing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from onrecord.model import Anchor, AnchorKind, Entity, Report, Span, Statement

AROUND = 32
"""Code points kept on each side of a quote: enough to tell two places of one phrase apart, as Hypothesis keeps."""
OVERLAP = 0.5
"""Share of the code points of both, from which a statement is the one that was meant, though an analysis puts its
bounds otherwise: of two statements that part one between them, only one can reach it."""


def anchor_at(report: Report, span: Span, kind: AnchorKind, name: str = "") -> Anchor:
    """Return the anchor of a place in a report.

    >>> anchor_at(Report(id="r-1", input="a.txt", text="The ferry sank."), (4, 9), "statement").prefix
    'The '
    """
    start, end = span
    return Anchor(
        kind=kind,
        report=report.id,
        text_sha256=_hash(report.text),
        outlet=report.outlet or "",
        input=report.input,
        span=span,
        quote=report.slice(span),
        prefix=report.text[max(0, start - AROUND) : start],
        suffix=report.text[end : end + AROUND],
        name=name,
    )


def anchor_of_report(report: Report) -> Anchor:
    """Return the anchor of a whole report; its quote is its title, for people."""
    return Anchor(
        kind="report",
        report=report.id,
        text_sha256=_hash(report.text),
        outlet=report.outlet or "",
        input=report.input,
        quote=report.title or "",
    )


def anchor_of_outlet(name: str) -> Anchor:
    """Return the anchor of an outlet."""
    return Anchor(kind="outlet", outlet=name, name=name)


def hull(statement: Statement) -> Span:
    """Return the span from the first word of what is said to the last."""
    return (statement.content[0][0], statement.content[-1][1]) if statement.content else statement.sentence


def source_of(statement: Statement, report: Report) -> str:
    """Return the words of a statement's source, '' where it has none."""
    return " ".join(report.slice(span) for span in statement.source)


class Places:
    """The reports, statements and names of a story, by place, to put anchors to.

    Args:
        reports: All reports of the story.
        statements: All its statements, struck ones too; none to place reports alone.
        entities: All its entities; none to place the rest alone.
    """

    def __init__(
        self, reports: Iterable[Report], statements: Iterable[Statement] = (), entities: Iterable[Entity] = ()
    ) -> None:
        self._reports = {report.id: report for report in reports}
        self._by_text: dict[str, list[Report]] = defaultdict(list)
        self._by_input: dict[str, list[Report]] = defaultdict(list)
        self._hashed = False
        self._statements: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            self._statements[statement.report].append(statement)
        self._names: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for entity in entities:
            for mention in entity.mentions:
                if mention.kind in ("name", "demonym"):
                    self._names[mention.report].append((mention.span, entity.id))

    def report(self, anchor: Anchor) -> Report | None:
        """Return the report that an anchor is in: the same id, else the same text, else the same input."""
        if anchor.report in self._reports:
            return self._reports[anchor.report]
        self._index()
        found = self._by_text.get(anchor.text_sha256, [])
        if len(found) > 1:  # a text that two outlets published
            found = [report for report in found if (report.outlet or "") == anchor.outlet]
        if not found and anchor.input:
            found = self._by_input.get(anchor.input, [])
        return found[0] if len(found) == 1 else None

    def span(self, anchor: Anchor) -> tuple[Report, Span] | None:
        """Return where the words of an anchor stand: at their position, else where alone they are quoted so."""
        report = self.report(anchor)
        if report is None or anchor.span is None:
            return None
        if report.slice(anchor.span) == anchor.quote and anchor.quote:
            start, end = anchor.span
            if _hash(report.text) == anchor.text_sha256 or _stands_so(report.text, start, end, anchor):
                return report, anchor.span
        # As much of what stands around it as leaves one place: all, one side, none.
        for before, after in ((anchor.prefix, anchor.suffix), (anchor.prefix, ""), ("", anchor.suffix), ("", "")):
            whole = before + anchor.quote + after
            first = report.text.find(whole) if anchor.quote else -1
            if first >= 0:
                if report.text.find(whole, first + 1) >= 0:
                    return None
                start = first + len(before)
                return report, (start, start + len(anchor.quote))
        return None

    def statement(self, anchor: Anchor) -> Statement | None:
        """Return the statement that an anchor means, None where none or more than one may be it."""
        found = self.span(anchor)
        if found is None:
            return None
        report, span = found
        ranked = sorted(
            (
                (_overlap(hull(one), span), source_of(one, report) == anchor.name, one)
                for one in self._statements[report.id]
            ),
            key=lambda each: (-each[0], not each[1], each[2].id),
        )
        ranked = [each for each in ranked if each[0] > OVERLAP]
        if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            return None
        return ranked[0][2]

    def entity(self, anchor: Anchor) -> str | None:
        """Return the id of the entity that the name at an anchor names."""
        found = self.span(anchor)
        if found is None:
            return None
        report, (start, end) = found
        named = {entity for span, entity in self._names[report.id] if span == (start, end)} or {
            entity for span, entity in self._names[report.id] if span[0] < end and start < span[1]
        }
        return min(named) if len(named) == 1 else None

    def _index(self) -> None:
        if not self._hashed:
            for report in self._reports.values():
                self._by_text[_hash(report.text)].append(report)
                self._by_input[report.input].append(report)
            self._hashed = True


def _stands_so(text: str, start: int, end: int, anchor: Anchor) -> bool:
    return text[:start].endswith(anchor.prefix) and text[end:].startswith(anchor.suffix)


def _overlap(one: Span, other: Span) -> float:
    """Return the share of the code points of two spans that both have.

    >>> _overlap((0, 10), (5, 10)), _overlap((0, 5), (5, 9))
    (0.5, 0.0)
    """
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
