"""The evidence of one claim side by side: its reports in columns, each span marked in its paragraph; what differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.model import Claim, Report, Span, Statement
from onrecord.pages.dates import short
from onrecord.pages.marks import Mark, marked
from onrecord.pages.quotes import FLAGS, KINDS, Quote, quote
from onrecord.pages.shelf import Shelf

COLUMNS = 12
"""Reports that stand side by side; the others are listed with a link each."""
_PARAGRAPH_MAX = (
    1200  # code points: beyond it a paragraph is a whole text without line ends; the sentence is shown then
)
_ONLY_MAX = (
    0.6  # share of a wording's words that are its own: above it all is worded otherwise, and marking says nothing
)
_TELLING = 5  # letters: shorter words join others in most languages; figures and names are marked however short
_WORD = re.compile(r"\w[\w'’.,-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Column:
    """One report's wording of a claim."""

    report: str
    outlet: str
    day: str
    title: str
    href: str
    """Where its first statement stands in the report."""
    channel: int
    """Which of the claim's channels it came by, from 1."""
    language: str | None
    paragraphs: tuple[Markup, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """In what the reports differ, and what each has: in its own words where they are words of a report."""

    name: str
    values: tuple[str, ...]
    """By column; '' where a report has none."""
    verbatim: bool
    """Whether these are words of the reports."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim in its reports."""

    columns: tuple[Column, ...]
    more: tuple[tuple[str, str], ...]
    """`(called, address)` of the reports that have no column."""
    differs: tuple[Aspect, ...]
    """Empty for a single report."""
    alike: tuple[str, ...]
    """The aspects in which all reports have the same."""


def evidence(shelf: Shelf, claim: Claim) -> Evidence:
    """Return the reports of a claim side by side, the earliest first."""
    by_report: dict[str, list[Statement]] = {}
    for one in sorted(
        (shelf.statements[id_] for id_ in claim.statements),
        key=lambda one: (shelf.order(one.report), one.content, one.id),
    ):
        by_report.setdefault(one.report, []).append(one)
    shown = list(by_report.items())[:COLUMNS]
    channel = {report: n for n, reports in enumerate(shelf.channels(claim), 1) for report in reports}
    used = {report: _words(shelf.reports[report], said) for report, said in by_report.items()}
    aspects = [_aspect(shelf, name, verbatim, find, [said for _, said in shown]) for name, verbatim, find in _ASPECTS]
    told = [one for one in aspects if any(one.values)]
    return Evidence(
        columns=tuple(
            _column(
                shelf,
                shelf.reports[report],
                said,
                channel.get(report, 0),
                frozenset().union(*(words for other, words in used.items() if other != report))
                if len(used) > 1
                else None,
            )
            for report, said in shown
        ),
        more=tuple(
            (shelf.called(report), shelf.href.statement(said[0].id))
            for report, said in list(by_report.items())[COLUMNS:]
        ),
        differs=tuple(one for one in told if len(set(one.values)) > 1) if len(shown) > 1 else (),
        alike=tuple(one.name for one in told if len(set(one.values)) == 1) if len(shown) > 1 else (),
    )


def _column(
    shelf: Shelf, report: Report, said: Sequence[Statement], channel: int, others: frozenset[str] | None
) -> Column:
    marks: list[Mark] = []
    places: list[Span] = []
    for one in said:
        marks += [Mark(one.content, "own" if one.kind == "own" else "q"), Mark(one.source, "src")]
        held = (marker for marker in one.markers if getattr(one, marker.flag))
        marks += [Mark((marker.span,), "shows", note=FLAGS[marker.flag]) for marker in held]
        spans = [*one.content, *one.source]
        around = _paragraph(report.text, min(s for s, _ in spans), max(e for _, e in spans)) if spans else one.sentence
        if around not in places:
            places.append(around)
    if others is not None:
        only = [span for one in said for start, end in one.content for span in _own(report.text, start, end, others)]
        count = sum(len(_WORD.findall(report.slice(span))) for one in said for span in one.content)
        if only and len(only) <= _ONLY_MAX * count:
            marks.append(Mark(tuple(only), "only"))
    return Column(
        report=report.id,
        outlet=shelf.outlet(report.id),
        day=shelf.day(report.id),
        title=report.title or "",
        href=shelf.href.statement(said[0].id),
        channel=channel,
        language=report.language,
        paragraphs=tuple(marked(report.text, marks, place) for place in places),
        quotes=tuple(quote(shelf, one) for one in said),
    )


def _paragraph(text: str, start: int, end: int) -> Span:
    """Return the lines that hold a span; of a line that is too long, its middle, between blanks."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > _PARAGRAPH_MAX:
        room = max(0, _PARAGRAPH_MAX - (end - start)) // 2
        first = max(first, text.find(" ", max(first, start - room), start) + 1)
        last = min(last, max(end, text.rfind(" ", end, min(last, end + room))))
    return first, last


def _words(report: Report, said: Sequence[Statement]) -> frozenset[str]:
    return frozenset(
        word.casefold() for one in said for span in one.content for word in _WORD.findall(report.slice(span))
    )


def _own(text: str, start: int, end: int, others: frozenset[str]) -> list[Span]:
    """Return the words of a span that tell something and that no other report has in the claim."""
    return [
        found.span()
        for found in _WORD.finditer(text, start, end)
        if found[0].casefold() not in others
        and (len(found[0]) >= _TELLING or found[0][0].isupper() or any(sign.isdigit() for sign in found[0]))
    ]


def _aspect(
    shelf: Shelf,
    name: str,
    verbatim: bool,
    find: Callable[[Shelf, Statement], list[str]],
    columns: Sequence[Sequence[Statement]],
) -> Aspect:
    return Aspect(
        name,
        tuple("; ".join(dict.fromkeys(one for said in column for one in find(shelf, said))) for column in columns),
        verbatim,
    )


def _slices(shelf: Shelf, one: Statement, spans: Sequence[Span]) -> list[str]:
    return [" ".join(shelf.reports[one.report].slice(span).split()) for span in spans]


def _speakers(shelf: Shelf, one: Statement) -> list[str]:
    if one.kind == "own":
        return ["the outlet itself"]
    return [shelf.name(one.speaker) or " … ".join(_slices(shelf, one, one.source)) or "not stated"]


_ASPECTS: tuple[tuple[str, bool, Callable[[Shelf, Statement], list[str]]], ...] = (
    ("Said by", False, _speakers),
    ("Carried by", False, lambda _, one: list(dict.fromkeys(relay.name for relay in one.relays))),
    ("Reported as", False, lambda _, one: [KINDS[one.kind]]),
    ("Numbers", True, lambda shelf, one: _slices(shelf, one, [found.span for found in one.quantities])),
    ("Dates", True, lambda shelf, one: _slices(shelf, one, [found.span for found in one.times])),
    ("Put as", False, lambda _, one: [name for flag, name in FLAGS.items() if getattr(one, flag)] or ["as it stands"]),
    ("Said on", False, lambda _, one: [short(one.said_on)] if one.said_on else []),
)
"""In what reports of one claim can differ, and how it is read off a statement."""
