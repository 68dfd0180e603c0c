"""The versions of each page that was changed, and what was changed from one to the next, with words for ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.dates import shown_day
from onrecord.model import Edit, EditKind, History, OrderedBy, Report, Rewrite, Span, Statement, Story
from onrecord.record.versions.words import Piece, pieces
from onrecord.record.wording import voices, worded


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of a page."""

    number: int
    """From 1."""
    report: str
    """Its id."""
    title: str | None
    published: str | None
    modified: str | None
    seen: tuple[str, ...]
    """When the page stood so; empty where the order is not known."""
    words: int
    input: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRow:
    """What a page states of itself otherwise than before."""

    field: str
    """`title`, `published`, `authors`."""
    was: str | None
    now: str | None
    before: Span | None = None
    """Where it stands in the text of the earlier version, if it does."""
    after: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """A statement of somebody's that came with an edit, or went."""

    statement: str
    claim: str | None
    speaker: str | None
    """The name of who says it; None where the source was not resolved."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """A sentence that was added, removed, changed or moved."""

    how: EditKind
    was: str
    """'' where it was added."""
    now: str
    """'' where it was removed."""
    before: Span | None
    after: Span | None
    pieces: tuple[Piece, ...]
    """Of one that was changed: which words."""
    went: tuple[SaidRow, ...] = ()
    """What somebody was reported to have said in it, of which no statement in the later version says the same."""
    came: tuple[SaidRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteRow:
    """What was changed from one state of a page to the next."""

    before: int
    """The number of the version."""
    after: int
    report_before: str
    report_after: str
    seen: str | None
    """When it was first seen changed."""
    last_seen: str | None
    """When it was last seen as it was before."""
    stated: tuple[StatedRow, ...]
    edits: tuple[EditRow, ...]

    def count(self, how: EditKind) -> int:
        """Return how many sentences were edited so."""
        return sum(one.how == how for one in self.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page of which there are several versions."""

    id: str
    address: str
    url: str | None
    """The address of the last version, whole."""
    outlet: str | None
    title: str | None
    """Of the last version."""
    ordered_by: OrderedBy
    because: str
    versions: tuple[VersionRow, ...]
    rewrites: tuple[RewriteRow, ...]


def versions_of(story: Story) -> tuple[PageRow, ...]:
    """Return the pages of a story of which there are several versions, by outlet and address."""
    reports = {report.id: report for report in story.reports}
    spoken = _Spoken(story, {one.report for page in story.histories for one in page.versions})
    rows = (_page(page, reports, spoken) for page in story.histories)
    return tuple(sorted(rows, key=lambda row: (row.outlet or "~", row.address, row.id)))


class _Spoken:
    """What is said in the versions of pages, report by report."""

    def __init__(self, story: Story, wanted: set[str]) -> None:
        names = voices(story.entities)
        reports = {report.id: report for report in story.reports}
        claim_of = {one: claim.id for claim in story.claims for one in claim.statements}
        self._said: dict[str, list[tuple[Statement, SaidRow]]] = {}
        self._claims: dict[str, set[str]] = {}
        for one in story.statements:
            if one.report not in wanted:
                continue
            if (claim := claim_of.get(one.id)) is not None:
                self._claims.setdefault(one.report, set()).add(claim)
            if one.kind != "own":
                row = SaidRow(
                    statement=one.id,
                    claim=claim,
                    speaker=names.get(one.speaker or ""),
                    text=worded(one, reports[one.report]),
                )
                self._said.setdefault(one.report, []).append((one, row))

    def only_in(self, report: str, span: Span | None, other: str) -> Iterator[SaidRow]:
        """Yield what somebody says in a passage of a report and nobody in another report."""
        if span is None:
            return
        for one, row in self._said.get(report, ()):
            content = one.content or (one.sentence,)
            inside = any(span[0] < end and start < span[1] for start, end in content)
            if inside and (row.claim is None or row.claim not in self._claims.get(other, ())):
                yield row


def _page(page: History, reports: Mapping[str, Report], spoken: _Spoken) -> PageRow:
    numbers = {one.report: number for number, one in enumerate(page.versions, 1)}
    last = reports[page.versions[-1].report]
    seen = {one.report: one.seen for one in page.versions}
    return PageRow(
        id=page.id,
        address=page.address,
        url=last.url,
        outlet=last.outlet,
        title=last.title,
        ordered_by=page.ordered_by,
        because=page.because,
        versions=tuple(
            VersionRow(
                number=numbers[one.report],
                report=one.report,
                title=reports[one.report].title,
                published=reports[one.report].published,
                modified=reports[one.report].modified,
                seen=one.seen,
                words=reports[one.report].words,
                input=reports[one.report].input,
            )
            for one in page.versions
        ),
        rewrites=tuple(
            RewriteRow(
                before=numbers[one.before],
                after=numbers[one.after],
                report_before=one.before,
                report_after=one.after,
                seen=one.seen,
                last_seen=max((m for m in seen[one.before] if one.seen is not None and m < one.seen), default=None),
                stated=tuple(
                    stated
                    for stated in _stated(reports[one.before], reports[one.after])
                    # Where their days part the versions, each has its own: that is no day changed without a word.
                    if stated.field != page.ordered_by
                ),
                edits=tuple(_edit(edit, one, reports, spoken) for edit in one.edits),
            )
            for one in page.rewrites
        ),
    )


def _stated(was: Report, now: Report) -> Iterator[StatedRow]:
    if (was.title or "") != (now.title or ""):
        yield StatedRow(field="title", was=was.title, now=now.title, before=was.title_span, after=now.title_span)
    if shown_day(was.published) != shown_day(now.published):
        yield StatedRow(field="published", was=was.published, now=now.published)
    if was.authors != now.authors:
        names = (", ".join(one.authors) or None for one in (was, now))
        yield StatedRow(field="authors", was=next(names), now=next(names))


def _edit(edit: Edit, rewrite: Rewrite, reports: Mapping[str, Report], spoken: _Spoken) -> EditRow:
    was = "" if edit.before is None else _line(reports[rewrite.before].slice(edit.before))
    now = "" if edit.after is None else _line(reports[rewrite.after].slice(edit.after))
    moved = edit.how == "moved"
    return EditRow(
        how=edit.how,
        was=was,
        now=now,
        before=edit.before,
        after=edit.after,
        pieces=pieces(was, now) if edit.how == "changed" else (),
        went=() if moved else tuple(spoken.only_in(rewrite.before, edit.before, rewrite.after)),
        came=() if moved else tuple(spoken.only_in(rewrite.after, edit.after, rewrite.before)),
    )


def _line(words: str) -> str:
    return " ".join(words.split())
