"""The reports themselves: each with its facts and their basis, and its full text with every span marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markupsafe import Markup

from onrecord.model import Report, Span
from onrecord.pages.dates import words
from onrecord.pages.links import place
from onrecord.pages.marks import Back, Mark, paragraphs, rules
from onrecord.pages.shelf import Shelf, clipped


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a report, and how it is known."""

    name: str
    value: str
    basis: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report as it is shown."""

    id: str
    title: str
    outlet: str
    day: str
    published: str | None
    language: str | None
    words: int
    input: str
    facts: tuple[Fact, ...]
    duplicates: tuple[str, ...]
    text: Markup
    statements: int
    """How many statements with a source were found in it."""
    rules: tuple[str, ...]
    """CSS selectors that light up the spans of more than one piece."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """What became of one input."""

    input: str
    became: str
    """`read`, `duplicate` or `rejected`."""
    report: str | None
    note: str


def reports(shelf: Shelf, wanted: frozenset[str] | None = None) -> list[ReportView]:
    """Return the reports by day, their texts marked.

    Args:
        shelf: the story's parts.
        wanted: the ids of the places in reports that something leads to; each report is then cut to the paragraphs
            that hold them. None is every text in full.
    """
    return [_report(shelf, one, _marks(shelf, one), wanted) for one in shelf.in_order()]


def report_view(shelf: Shelf, id_: str, lit: tuple[Span, ...] = ()) -> ReportView:
    """Return one report with its marks, and spans in it lit from the start: for a page of its own.

    Args:
        shelf: the story's parts.
        id_: a report's id.
        lit: spans (code points) to light up in every piece, as the target of a link is; the first one gets the id
            `lit`, so that an address that ends in `#lit` leads to it.
    """
    marks = _marks(shelf, shelf.reports[id_])
    marks += [Mark((span,), "lit", anchor="" if n else "lit") for n, span in enumerate(lit)]
    return _report(shelf, shelf.reports[id_], marks)


def inputs(shelf: Shelf) -> list[InputRow]:
    """Return every input, by its name, with what became of it."""
    later = {one for page in shelf.story.histories for one in page.later}
    rows = [
        InputRow(one.input, "version" if one.id in later else "read", one.id, shelf.called(one.id))
        if one.id in shelf.versions
        else InputRow(one.input, "read", one.id, shelf.outlet(one.id))
        for one in shelf.story.reports
    ]
    rows += [InputRow(one.input, "duplicate", one.of, shelf.outlet(one.of)) for one in shelf.story.duplicates]
    rows += [InputRow(one.input, "rejected", None, one.reason) for one in shelf.story.rejected]
    return sorted(rows, key=lambda row: (row.input, row.became))


def link(url: str | None) -> str | None:
    """Return an address if it may be linked: http or https with a host; anything else is shown as words only.

    >>> link("https://outlet.example/a"), link("javascript:alert(1)"), link(" JavaScript:x"), link("//host/a")
    ('https://outlet.example/a', None, None, None)
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # a malformed address
        return None
    clean = url.isprintable() and not any(sign.isspace() for sign in url)
    return url if parts.scheme in ("http", "https") and host and clean else None


def _report(shelf: Shelf, report: Report, marks: list[Mark], wanted: frozenset[str] | None = None) -> ReportView:
    only: list[Span] | None = None
    if wanted is not None:
        marks = [one if one.anchor in wanted else replace(one, anchor="") for one in marks]
        only = [span for one in marks if one.anchor for span in one.spans]
    return ReportView(
        id=report.id,
        title=report.title or clipped(report.text, 90),
        outlet=shelf.outlet(report.id),
        day=words(report.published),
        published=report.published,
        language=report.language,
        words=report.words,
        input=report.input,
        facts=_facts(report),
        duplicates=tuple(one.input for one in shelf.story.duplicates if one.of == report.id),
        text=paragraphs(report.text, marks, only),
        statements=sum(one.kind != "own" for one in shelf.said_in.get(report.id, ())),
        rules=tuple(rules(marks, report.text)),
    )


def _facts(report: Report) -> tuple[Fact, ...]:
    basis: Mapping[str, str] = report.basis
    known = (
        Fact("Outlet", report.outlet or "", basis.get("outlet", "")),
        Fact("Title", report.title or "", basis.get("title", "")),
        *_published(report),
        Fact("By", ", ".join(report.authors), basis.get("authors", "")),
        Fact("Address", report.url or "", basis.get("url", ""), link(report.url)),
        Fact("Language", report.language or "", basis.get("language", "")),
        Fact("Words", f"{report.words:,}", ""),
        Fact("Input", report.input, ""),
        *_way_back(report),
    )
    return tuple(fact if fact.value else Fact(fact.name, "not known", "") for fact in known)


def _way_back(report: Report) -> tuple[Fact, ...]:
    """Return what leads back to the original, as far as it is kept."""
    source = report.source
    facts = [("Changed", words(report.modified), "as its page says")] if report.modified else []
    if source is not None:
        parts = (source.record, None if source.offset is None else f"byte {source.offset:,}")
        facts += [("Fetched", words(source.captured), "")] if source.captured else []
        facts += [("Record", ", ".join(part for part in parts if part), "")] if any(parts) else []
        facts += [("Source", source.media_type, f"SHA-256 {source.sha256}")]
    return tuple(Fact(*one) for one in facts)


def _published(report: Report) -> tuple[Fact, ...]:
    """Return the day with how it is known and how sure it is, and what speaks against a day that is stated."""
    basis = report.basis.get("published", "")
    sure = f"{basis} (confidence: {report.published_confidence})" if report.published_confidence else basis
    day = Fact("Published", words(report.published) if report.published else "", sure)
    return (day, Fact("Doubted", report.published_doubt, "")) if report.published_doubt else (day,)


def _marks(shelf: Shelf, report: Report) -> list[Mark]:
    """Return all marks of a report: statements first, then furniture, then the places that sections link to."""
    marks: list[Mark] = []
    for one in sorted(shelf.said_in.get(report.id, ()), key=lambda one: (one.content, one.id)):
        role = "own" if one.kind == "own" else "q"
        marks.append(Mark(one.content or one.source, role, one.id, _back(shelf, one.id)))
        if one.source:
            marks.append(Mark(one.source, "src"))
    if report.title_span:
        marks.append(Mark((report.title_span,), "ttl"))
    marks += [Mark((one.span,), "fur", note=f"furniture of the page: {one.kind}") for one in report.furniture]
    marks += [Mark((span,), anchor=place(report.id, span)) for span in sorted(shelf.spots.get(report.id, ()))]
    return marks


def _back(shelf: Shelf, statement: str) -> Back | None:
    claim = shelf.claim_of.get(statement)
    if claim is None or not shelf.shown(claim):
        return None
    number = shelf.numbers[claim]
    return Back(shelf.href.claim(claim), str(number), f"back to claim {number}")
