"""What a page of a large story holds: the first rows of each list, and of the reports what these rows lead to.

A page has 40 to 75 KB a report (four real stories), so one of 2,000 would have some 100 MB. So beyond `LARGE` reports
each list is cut to what somebody reads, the page says at its head what was cut and where the rest is, and of each
report only the paragraphs stand on it that a row leads to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.pages.claims import Channel, ClaimView
from onrecord.pages.coverage import ByOutlet, Matrix
from onrecord.pages.lineage import Lineage
from onrecord.pages.timeline import DateView, Timeline

LARGE = 150
"""Reports; a page of as many has some 6 to 11 MB, that of a larger story some 15."""
CLAIMS = 100
SPEAKERS = 40
EACH = 20
"""Statements of each speaker, and of each outlet that alone has them."""
_ROWS = 60  # conflicts, promises, copies, people
_DATES = 120
_SENTENCES = 5  # other sentences of a date
_BECAUSE = 12  # reasons of a claim, its paths in words, reports of a channel
_TOLD = 3  # ways in which the reports of a channel say that they came to a claim
_OUTLETS = 24  # columns of the matrix: those that carry most
_GAPS = 20  # claims that an outlet leaves out
_HREF = re.compile(r'href="#([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')

T = TypeVar("T")


class Cut:
    """Cuts lists and keeps count of what was left out."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def first(self, rows: Sequence[T], what: str, most: int = _ROWS) -> list[T]:
        """Return the first rows."""
        self._note(min(most, len(rows)), len(rows), what)
        return list(rows[:most])

    def counted(self, shown: int, total: int, what: str) -> None:
        """Say how many of something are shown, where these were cut elsewhere."""
        self._note(shown, total, what)

    def timeline(self, whole: Timeline) -> Timeline:
        """Return the dates that most reports tell of, in their order, each with fewer sentences."""
        dates = [*whole.before, *whole.dates, *whole.after, *whole.passing]
        weight = {one.edtf: (-sum(entry.tellers for entry in one.entries), n) for n, one in enumerate(dates)}
        kept = set(sorted(weight, key=lambda edtf: weight[edtf])[:_DATES])
        self._note(len(kept), len(dates), "dates")

        def some(views: tuple[DateView, ...]) -> tuple[DateView, ...]:
            return tuple(_fewer(one) for one in views if one.edtf in kept)

        return replace(
            whole,
            before=some(whole.before),
            dates=some(whole.dates),
            after=some(whole.after),
            passing=some(whole.passing),
        )

    def matrix(self, whole: Matrix) -> Matrix:
        """Return the outlets that carry most and the first claims."""
        self._note(min(_OUTLETS, len(whole.outlets)), len(whole.outlets), "outlets in the table of who carries what")
        rows = tuple(replace(row, cells=row.cells[:_OUTLETS]) for row in whole.rows[:_ROWS])
        return replace(whole, outlets=whole.outlets[:_OUTLETS], totals=whole.totals[:_OUTLETS], rows=rows)

    def by_outlet(self, whole: ByOutlet) -> ByOutlet:
        """Return the outlets that carry most, each with the first claims that it leaves out."""
        kept = whole.outlets[:_OUTLETS]
        self._note(len(kept), len(whole.outlets), "outlets with what they leave out")
        return replace(whole, outlets=tuple(replace(one, claims=one.claims[:_GAPS]) for one in kept))

    def claims(self, rows: Sequence[ClaimView], total: int) -> list[ClaimView]:
        """Return the claims with the first of their reasons."""
        self._note(len(rows), total, "claims in several reports")
        if any(len(one.because) > _BECAUSE for one in rows):
            self.notes.append(f"of each the first {_BECAUSE} reasons and paths")
        return [
            replace(
                one,
                because=one.because[:_BECAUSE],
                paths=replace(one.paths, ways=one.paths.ways[:_BECAUSE]),
                channels=tuple(map(_shorter, one.channels)),
            )
            for one in rows
        ]

    def lineage(self, whole: Lineage) -> Lineage:
        """Return the largest copies."""
        return replace(whole, copies=tuple(self.first(whole.copies, "copies")))

    def _note(self, shown: int, total: int, what: str) -> None:
        if shown < total:
            self.notes.append(f"{shown:,} of {total:,} {what}")


def wanted(html: str) -> frozenset[str]:
    """Return the ids that links of a page lead to."""
    return frozenset(_HREF.findall(html))


def without_dead_ends(html: str) -> str:
    """Take the address from each link to what was cut; its words stay.

    >>> without_dead_ends('<a href="#a">x</a> <a href="#b">y</a> <p id="b">')
    '<a>x</a> <a href="#b">y</a> <p id="b">'
    """
    ids = frozenset(_ID.findall(html))
    return re.sub(r' href="#([^"]+)"', lambda found: found[0] if found[1] in ids else "", html)


def _shorter(channel: Channel) -> Channel:
    kept = channel.reports[:_BECAUSE]
    return replace(channel, reports=kept, told=channel.told[:_TOLD], more=len(channel.reports) - len(kept))


def _fewer(view: DateView) -> DateView:
    entries = tuple(
        replace(one, others=one.others[:_SENTENCES], wider=one.wider[:_SENTENCES]) for one in view.entries[:_SENTENCES]
    )
    return replace(view, entries=entries)
