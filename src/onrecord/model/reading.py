"""What reading gives: a report for each input, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""`(start, end)`, code points of a report's text, end exclusive."""

Confidence = Literal["high", "medium", "low"]


def make_id(prefix: str, *parts: object) -> str:
    """Return an id that depends on nothing but its parts.

    >>> make_id("r", "some text", None) == make_id("r", "some text", None)
    True
    >>> make_id("r", "some text")[:2]
    'r-'
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A part of the text that is not the report: a subscription call, a link to another article, a credit."""

    span: Span
    kind: str
    """What it is, in a word: `subscription`, `related`, `link`, `credit`, `caption`, `source-url`, `date-line`, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the page that stands on words of the text (HTML `a`)."""

    span: Span
    """The words that it stands on."""
    url: str
    """Where it leads, a whole address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a passage of a report's text stands in what it was read from: the way back to the original."""

    span: Span
    """The passage, mostly a paragraph."""
    at: str
    """A fragment identifier by the standard of the source's kind: `char=1200,1480` and `line=12,14` (RFC 5147: code
    points of the decoded source, lines from 0, end exclusive), `page=3&viewrect=72,96,451,28` (RFC 8118: pages from 1;
    left, top, width and height in points from the page's top left), `row=4` (RFC 7111: the fourth row of a CSV table,
    whose head is the first)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes that a report was read from, so that they can be found and checked again."""

    media_type: str
    """`text/html`, `application/pdf`, ... (IANA)."""
    sha256: str
    """Of the bytes, in hex."""
    record: str | None = None
    """Its name in what holds it: a `WARC-Record-ID`, a `Message-ID`, an id in a feed."""
    offset: int | None = None
    """Where its record begins in the file that holds it, in bytes (as in a CDX index)."""
    captured: str | None = None
    """When it was fetched, where that is kept: a date-time in UTC (`2024-12-06T10:00:00Z`), from `WARC-Date` or an
    archive's own note, never from the file system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as one outlet published it (schema.org `NewsArticle`)."""

    id: str
    """`r-` and ten hex digits, made of text, outlet, published and url: see `reading`."""
    input: str
    """The input it was read from, as the user named it; `file.jsonl#3` is the third line of a file."""
    text: str
    """The frozen text that every span of this report slices."""
    title: str | None = None
    title_span: Span | None = None
    """Where the title stands in the text, if it does."""
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    """A day (`2024-12-06`) or a local date-time (`2016-07-14T21:32:16`); where the reports beside it date it and leave
    several days open, an interval of days (`2024-12-06/2024-12-11`). What needs one day asks `dates.day_of`, which has
    none for an interval; what needs an order asks `dates.published_key`; what shows it asks `dates.shown_day`."""
    published_confidence: Confidence | None = None
    """How sure the day is. `high`: a person, the metadata or the address states it, and none of them another day.
    `medium`: these differ by days, or a line of the text alone states it, or several siblings or expressions agree on
    it. `low`: one expression and one sibling alone tell it, or it is doubted and stands because a person said it. None
    without a day."""
    published_doubt: str | None = None
    """Why a stated day is not believed, which other day is stated, or why none could be told: in words, with the days
    and their bases."""
    language: str | None = None
    """ISO 639-1."""
    basis: Mapping[str, str] = field(default_factory=dict)
    """For each field that is known (`title`, `outlet`, `authors`, `url`, `published`, `language`), how it is known:
    `manifest`, `front matter`, `metadata: date_publish`, `url`, `dateline: "PORT ESKE (Norra)"`, ..."""
    furniture: tuple[Furniture, ...] = ()
    links: tuple[Link, ...] = ()
    """The links that stand on words of the text, in order; none where the input has none (plain text)."""
    source: Source | None = None
    """The bytes that it was read from; None where nothing is known of them but the name of the input."""
    places: tuple[Place, ...] = ()
    """Where its passages stand in the source, in the order of their spans, none over another; none where the text is
    the source itself."""
    modified: str | None = None
    """When its page says that it was changed last (schema.org `dateModified`): a day or a date-time, as `published`."""

    @property
    def words(self) -> int:
        """The number of words, parted by white space."""
        return len(self.text.split())

    def slice(self, span: Span) -> str:
        """Return the words that a span marks."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An input that gave a report that another input gave already."""

    input: str
    of: str
    """The id of the report."""
    captured: str | None = None
    """When it was fetched, where that is kept: the report's words stood there then, too."""


EditKind = Literal["added", "removed", "changed", "moved"]
OrderedBy = Literal["captured", "modified", "published"] | None
"""By what the order of versions is known; None: it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a page that was changed, and a report of its own."""

    report: str
    """Its id."""
    seen: tuple[str, ...] = ()
    """When the page stood so, sorted: the moments of its captures, or the one that it states. None where the order of
    the versions is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A sentence that stands in one version of a page and not so in the other."""

    how: EditKind
    before: Span | None
    """In the text of the earlier version; None where it was added."""
    after: Span | None
    """In the text of the later version; None where it was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """What was changed from one state of a page to the next. One that was put back goes to an earlier report again."""

    before: str
    """Report id."""
    after: str
    """Report id."""
    seen: str | None = None
    """When it was first seen changed; None where the order of the versions is not known."""
    edits: tuple[Edit, ...] = ()
    """Sentences, in the order of the text; titles, furniture and what differs in quotation marks alone are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The versions of one page: the same address again with other words. They are by one outlet, and one channel."""

    id: str
    """`v-` and ten hex digits."""
    address: str
    """What the addresses of the versions have in common: without scheme, `www.`, trackers, AMP and fragment."""
    versions: tuple[Version, ...]
    """In order, two or more."""
    ordered_by: OrderedBy = None
    because: str = ""
    """Why they are taken for one article."""
    rewrites: tuple[Rewrite, ...] = ()
    """What was changed from each state of the page to the next."""

    @property
    def later(self) -> tuple[str, ...]:
        """The ids of the reports behind the first: what is counted as versions."""
        return tuple(one.report for one in self.versions[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input that gave no report, and why, in words for the person who gave it."""

    input: str
    reason: str
