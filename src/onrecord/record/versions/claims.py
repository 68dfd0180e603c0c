"""Which versions of a page carry a claim: from the first to the last, and since when it is gone or put otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.dates import shown_day
from onrecord.model import Claim, Edit, History, Rewrite, Span, Statement, Story

Fate = Literal["still there", "gone", "put otherwise", "back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRow:
    """How one page carried a claim over its versions, where not all of them carry it in the same words."""

    history: str
    """The id of the page's history."""
    outlet: str | None
    versions: tuple[int, ...]
    """The numbers of the versions that carry it, from 1."""
    of: int
    """How many versions there are."""
    fate: Fate
    """What became of it by the last state of the page; where the order is not known, `still there`."""
    since: str | None
    """The day on which the page was first seen without it, or with it put otherwise; None where that is not known."""
    ordered: bool
    """Whether the order of the versions is known."""
    new_since: str | None
    """The day of the first version that carries it, where an earlier one does not; else None."""

    @property
    def told(self) -> str:
        """All of it in words: `versions 1 to 2 of 3; gone since the version of 2031-05-03`."""
        numbers = self.versions
        run = numbers == tuple(range(numbers[0], numbers[-1] + 1))
        listed = f"{numbers[0]} to {numbers[-1]}" if run and len(numbers) > 1 else ", ".join(map(str, numbers))
        parts = [f"{'version' if len(numbers) == 1 else 'versions'} {listed} of {self.of}"]
        if not self.ordered:
            parts.append("which came first is not known")
        if self.new_since:
            parts.append(f"not before the version of {self.new_since}")
        if self.fate in ("gone", "put otherwise"):
            parts.append(f"{self.fate} since the version of {self.since}" if self.since else self.fate)
        elif self.fate == "back":
            parts.append("taken out and put back")
        return "; ".join(parts)


def pages_of(story: Story) -> Mapping[str, str]:
    """Return what names the page of each report: its own id, or that of the first version of its page."""
    first = {one.report: page.versions[0].report for page in story.histories for one in page.versions}
    return {report.id: first.get(report.id, report.id) for report in story.reports}


def carried_by_versions(story: Story) -> Mapping[str, tuple[CarriedRow, ...]]:
    """Return, by claim id, how pages of several versions carried it, where something became of it between two of them.

    What a later version says in the same words is carried by it, found as a statement or not.
    """
    history_of = {one.report: page for page in story.histories for one in page.versions}
    if not history_of:
        return {}
    outlets = {report.id: report.outlet for report in story.reports}
    said = {one.id: one for one in story.statements}
    found: dict[str, tuple[CarriedRow, ...]] = {}
    for claim in story.claims:
        pages = {history_of[report].id: history_of[report] for report in claim.reports if report in history_of}
        rows = (_carried(page, claim, said, outlets) for _, page in sorted(pages.items()))
        if told := tuple(row for row in rows if row is not None):
            found[claim.id] = told
    return found


def _carried(
    page: History, claim: Claim, said: Mapping[str, Statement], outlets: Mapping[str, str | None]
) -> CarriedRow | None:
    numbers = {one.report: number for number, one in enumerate(page.versions, 1)}
    places: dict[str, list[Statement]] = {}
    for one in claim.statements:
        if said[one].report in numbers:
            places.setdefault(said[one].report, []).append(said[one])
    carrying = set(places)
    for rewrite in page.rewrites:  # in the same words
        if rewrite.before in places and rewrite.after not in carrying and not _touched(rewrite, places):
            carrying.add(rewrite.after)
    for rewrite in reversed(page.rewrites):
        if rewrite.after in places and rewrite.before not in carrying and not _touched(rewrite, places, back=True):
            carrying.add(rewrite.before)
    fate, since, new_since = _fate(page, places, carrying)
    versions = tuple(sorted(numbers[report] for report in carrying))
    if len(versions) == len(numbers) and fate == "still there":
        return None
    return CarriedRow(
        history=page.id,
        outlet=outlets[page.versions[0].report],
        versions=versions,
        of=len(numbers),
        fate=fate,
        since=shown_day(since),
        ordered=page.ordered_by is not None,
        new_since=shown_day(new_since),
    )


def _fate(
    page: History, places: Mapping[str, list[Statement]], carrying: set[str]
) -> tuple[Fate, str | None, str | None]:
    """Return what became of a claim, when, and when it came where it was not there from the first."""
    if page.ordered_by is None or not page.rewrites:
        return "still there", None, None
    fate: Fate = "still there"
    since = new_since = None
    lost = False
    if page.rewrites[0].before not in carrying:
        new_since = next((one.seen for one in page.rewrites if one.after in carrying), None)
    for rewrite in page.rewrites:
        if rewrite.before in carrying and rewrite.after not in carrying:
            reworded = any(edit.how == "changed" for edit in _edits_of(rewrite, places.get(rewrite.before, ())))
            fate, since, lost = "put otherwise" if reworded else "gone", rewrite.seen, True
        elif rewrite.after in carrying and rewrite.before not in carrying and lost:
            fate, since = "back", rewrite.seen
        elif rewrite.before in carrying and rewrite.after in carrying and _touched(rewrite, places):
            fate, since = "put otherwise", rewrite.seen
    return fate, since, new_since


def _touched(rewrite: Rewrite, places: Mapping[str, list[Statement]], *, back: bool = False) -> bool:
    """Return whether all sentences in which a version says something are otherwise in the next, or in the last."""
    statements = places.get(rewrite.after if back else rewrite.before, [])
    return bool(statements) and all(_edits_of(rewrite, (one,), back=back) for one in statements)


def _edits_of(rewrite: Rewrite, statements: Sequence[Statement], *, back: bool = False) -> list[Edit]:
    spans = [span for one in statements for span in one.content or (one.sentence,)]
    return [edit for edit in rewrite.edits if edit.how != "moved" and _over(edit.after if back else edit.before, spans)]


def _over(edited: Span | None, spans: list[Span]) -> bool:
    return edited is not None and any(edited[0] < end and start < edited[1] for start, end in spans)
