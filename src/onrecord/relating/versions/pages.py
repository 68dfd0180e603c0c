"""Versions of one page among the reports of a story: one outlet, one channel, and nobody's copy or contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.dates import without_hours
from onrecord.model import Analysis, Claim, Copy, History, Report, Rewrite
from onrecord.relating.versions.edits import find_edits


class Pages:
    """The pages of a story of which there are several versions.

    Args:
        histories: The versions of each page. Those whose reports are not there are cut, and a page of one version left
            with them.
        reports: The reports of the story, by id.
    """

    def __init__(self, histories: Iterable[History], reports: Mapping[str, Report]) -> None:
        held = (
            replace(one, versions=tuple(v for v in one.versions if v.report in reports), rewrites=())
            for one in histories
        )
        self.histories = tuple(sorted((one for one in held if len(one.versions) > 1), key=lambda one: one.id))
        """Those of several versions, by id."""
        self.page_of = {version.report: one.id for one in self.histories for version in one.versions}
        """The page of each report that is a version, by report id."""
        self._since = {
            version.report: without_hours(version.seen[0])
            for one in self.histories
            for version in one.versions[1:]
            if version.seen
        }
        self._reports = reports

    def without(self, copies: Sequence[Copy]) -> tuple[Copy, ...]:
        """Return copies without those between two versions of a page."""
        return tuple(copy for copy in copies if not self._within(copy))

    def joined(self, copies: Sequence[Copy]) -> tuple[Copy, ...]:
        """Return copies with one between the first and each other version of a page, so that all are one channel.

        What took its words from one of them is joined to the others, too.
        """
        among = [
            Copy(
                origin=one.versions[0].report, copy=report, share=0.0, passages=(), because="a version of the same page"
            )
            for one in self.histories
            for report in one.later
        ]
        return tuple(sorted((*self.without(copies), *among), key=lambda copy: (copy.origin, copy.copy)))

    def first_reported(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Return claims with the day on which a later version was seen, where none but later versions carry them.

        A page keeps the day of its first publication when it is changed: what it says since is not of that day.
        """
        return tuple(self._dated(claim) if self._since.keys() >= set(claim.reports) else claim for claim in claims)

    def compared(self, analyses: Mapping[str, Analysis]) -> tuple[History, ...]:
        """Return the histories with what was changed from each state of a page to the next.

        Args:
            analyses: The analysis of each report, by report id.
        """
        return tuple(replace(one, rewrites=self._rewrites(one, analyses)) for one in self.histories)

    def _rewrites(self, history: History, analyses: Mapping[str, Analysis]) -> tuple[Rewrite, ...]:
        states = states_of(history)
        return tuple(
            Rewrite(
                before=before,
                after=after,
                seen=seen,
                edits=find_edits(self._reports[before], self._reports[after], analyses[before], analyses[after]),
            )
            for (before, _), (after, seen) in pairwise(states)
        )

    def _dated(self, claim: Claim) -> Claim:
        seen = min(self._since[report] for report in claim.reports)
        return replace(claim, first_reported=max(seen, claim.first_reported or seen))

    def _within(self, copy: Copy) -> bool:
        page = self.page_of.get(copy.origin)
        return page is not None and page == self.page_of.get(copy.copy)


def states_of(history: History) -> list[tuple[str, str | None]]:
    """Return the states of a page one after the other: the report that it was, and since when it was seen so.

    A page that was captured with its old words again went back to them.

    >>> from onrecord.model import Version
    >>> page = History(id="v-1", address="a", ordered_by="captured", versions=(
    ...     Version(report="r-1", seen=("2031-05-01", "2031-05-03")), Version(report="r-2", seen=("2031-05-02",))))
    >>> [report for report, _ in states_of(page)]
    ['r-1', 'r-2', 'r-1']
    """
    if history.ordered_by is None:
        return [(one.report, None) for one in history.versions]
    seen = sorted((moment, one.report) for one in history.versions for moment in one.seen)
    return [(report, moment) for at, (moment, report) in enumerate(seen) if at == 0 or seen[at - 1][1] != report]
