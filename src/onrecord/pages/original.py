"""The way back into the original: where the words of a statement stand in the file that its report was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Place, Report, Span

SHOWN = 3
"""Places of one statement that are told; a quotation over more paragraphs is found by its first ones."""
_KINDS = {
    "text/html": "HTML",
    "application/xhtml+xml": "HTML",
    "application/pdf": "PDF",
    "text/csv": "table",
    "text/tab-separated-values": "table",
}
"""What people call a source of a media type; any other is a "file"."""
_PAGE = re.compile(r"page=(\d+)(?:&viewrect=([\d.]+),([\d.]+),([\d.]+),([\d.]+))?")
_RANGE = re.compile(r"(char|line)=(\d+),(\d+)")
_ROW = re.compile(r"row=(\d+)")
_NUMBERED = re.compile(r"([^/#]+)#(\d+)$")
"""How an input is named that is one of several records of a file: `norra/crawl.warc.gz#12`."""


@dataclass(frozen=True, slots=True)
class Original:
    """Where words stand in the original."""

    words: str
    """For people, all counted from 1: `characters 1,201–1,480 of the HTML`, `page 3 of the PDF, box 72, 96, ...`."""
    exact: str
    """For programs: the fragment identifiers as the record has them, and the name of the record in its archive."""


def original(report: Report, spans: Sequence[Span]) -> Original | None:
    """Return where spans of a report stand in its source, None where that is not kept.

    A place is that of a passage, mostly a paragraph: the words stand in it, and are not all of it.

    Args:
        report: The report.
        spans: What is looked for, code points of its text.

    >>> from onrecord.model import Report, Source
    >>> place = Place(span=(0, 22), at="char=1200,1480")
    >>> page = Report(id="r-1", input="a.html", text="The ferry was delayed.", places=(place,),
    ...     source=Source(media_type="text/html", sha256="0" * 64))
    >>> original(page, [(4, 9)])
    Original(words='characters 1,201–1,480 of the HTML', exact='char=1200,1480')
    """
    held = [one for one in report.places if any(_meet(one.span, span) for span in spans)]
    kind = _KINDS.get(report.source.media_type, "file") if report.source else "file"
    told = list(dict.fromkeys(said for one in held if (said := _in_words(one, kind))))
    words = [*told[:SHOWN], *([f"and {len(told) - SHOWN:,} more"] if len(told) > SHOWN else [])]
    exact = list(dict.fromkeys(one.at for one in held))
    source = report.source
    if source is not None and source.offset is not None:
        numbered = _NUMBERED.search(report.input)
        words.append(f"{_which(numbered)}, at byte {source.offset:,}")
    if source is not None and source.record is not None:
        exact.append(source.record)
    return Original("; ".join(words), " ".join(exact)) if words else None


def _which(numbered: re.Match[str] | None) -> str:
    return f"record {int(numbered[2]):,} of {numbered[1]}" if numbered else "in its archive"


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _in_words(place: Place, kind: str) -> str:
    """Return a fragment identifier in words, '' for one of a standard that is not known here."""
    if (found := _RANGE.fullmatch(place.at)) is not None:
        unit = "character" if found[1] == "char" else "line"
        first, last = int(found[2]) + 1, int(found[3])  # RFC 5147 counts the gaps between them, from 0
        which = f"{unit} {first:,}" if last <= first else f"{unit}s {first:,}–{last:,}"
        return f"{which} of the {kind}"
    if (found := _ROW.fullmatch(place.at)) is not None:
        return f"row {int(found[1]):,} of the {kind}"
    if (found := _PAGE.fullmatch(place.at)) is not None:
        box = f", box {found[2]}, {found[3]}, {found[4]} × {found[5]} points" if found[2] else ""
        return f"page {int(found[1]):,} of the {kind}{box}"
    return ""
