"""What was changed on pages without a word: their versions, and the sentences that came, went or were changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import EditKind, OrderedBy
from onrecord.pages.dates import short
from onrecord.pages.shelf import Shelf
from onrecord.record import EditRow, PageRow, RewriteRow
from onrecord.record.versions import Piece, SaidRow, StatedRow, versions_of


@dataclass(frozen=True, slots=True)
class EditView:
    """A sentence that was edited, with where it stands."""

    how: EditKind
    was: tuple[Piece, ...]
    """The pieces of the earlier wording; empty where it was added."""
    now: tuple[Piece, ...]
    was_href: str
    now_href: str
    went: tuple[SaidRow, ...]
    came: tuple[SaidRow, ...]


@dataclass(frozen=True, slots=True)
class RewriteView:
    """What was changed from one state of a page to the next."""

    before: int
    after: int
    seen: str
    """The day, in words; '' where the order of the versions is not known."""
    last_seen: str
    stated: tuple[tuple[str, str, str], ...]
    """`(what, as it was, as it is)`."""
    edits: tuple[EditView, ...]
    moved: int


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of which there are several versions."""

    id: str
    outlet: str
    title: str
    language: str | None
    address: str
    ordered: str
    """How the order of its versions is known, in words."""
    because: str
    versions: tuple[tuple[int, str, str, int], ...]
    """`(number, when it was seen so, where it stands, captures)`."""
    rewrites: tuple[RewriteView, ...]
    tally: str


STATED = {"title": "Headline", "published": "Day of publication", "authors": "Authors"}
"""What a page states of itself, as it is called."""
ORDERED_BY: Mapping[OrderedBy, str] = {
    "captured": "in the order in which they were captured",
    "modified": "in the order of the changes that the page states",
    "published": "in the order of the days that the page states",
    None: "which came first is not known",
}
"""How the order of versions is known, in words."""


def versions(shelf: Shelf) -> list[PageView]:
    """Return the pages of which there are several versions, by outlet and address."""
    return [_page(shelf, row) for row in versions_of(shelf.story)]


def _page(shelf: Shelf, row: PageRow) -> PageView:
    last = shelf.reports[row.versions[-1].report]
    return PageView(
        id=row.id,
        outlet=shelf.outlet(last.id),
        title=row.title or row.address,
        language=last.language,
        address=row.address,
        ordered=ORDERED_BY[row.ordered_by],
        because=row.because,
        versions=tuple(
            (one.number, short(one.seen[0]) if one.seen else "", shelf.href.report(one.report), len(one.seen))
            for one in row.versions
        ),
        rewrites=tuple(_rewrite(shelf, one) for one in row.rewrites),
        tally=_tally(row),
    )


def _tally(row: PageRow) -> str:
    stated = dict.fromkeys(STATED[one.field].lower() for rewrite in row.rewrites for one in rewrite.stated)
    parts = [f"{what} changed" for what in stated]
    for how in ("changed", "added", "removed"):
        number = sum(rewrite.count(how) for rewrite in row.rewrites)
        parts += [f"{number} {'sentence' if number == 1 else 'sentences'} {how}"] if number else []
    return ", ".join(parts) or "no word of the report changed"


def _rewrite(shelf: Shelf, row: RewriteRow) -> RewriteView:
    return RewriteView(
        before=row.before,
        after=row.after,
        seen=short(row.seen) if row.seen else "",
        last_seen=short(row.last_seen) if row.last_seen else "",
        stated=tuple((STATED[one.field], _value(one, one.was), _value(one, one.now)) for one in row.stated),
        edits=tuple(_edit(shelf, row, one) for one in row.edits if one.how != "moved"),
        moved=row.count("moved"),
    )


def _value(row: StatedRow, value: str | None) -> str:
    return "none" if not value else short(value) if row.field == "published" else value


def _edit(shelf: Shelf, row: RewriteRow, edit: EditRow) -> EditView:
    whole = edit.how != "changed"
    return EditView(
        how=edit.how,
        was=(Piece(how="same", text=edit.was),)
        if whole and edit.was
        else tuple(one for one in edit.pieces if one.how != "added"),
        now=(Piece(how="same", text=edit.now),)
        if whole and edit.now
        else tuple(one for one in edit.pieces if one.how != "removed"),
        was_href="" if edit.before is None else shelf.href.report(row.report_before, edit.before),
        now_href="" if edit.after is None else shelf.href.report(row.report_after, edit.after),
        went=tuple(one for one in edit.went if one.speaker),
        came=tuple(one for one in edit.came if one.speaker),
    )
