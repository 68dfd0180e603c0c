"""What joins the reports of a story into channels, laid out once, so that each claim looks up no more than its own.

A story has about as many claims as copies and citations. Were each claim held against all of these, the work would grow
with the square of the story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.model import Citation, Copy, Report


class Groups:
    """Union-find over report ids: the smallest id of a group is its root, so that order cannot matter."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, item: str) -> str:
        """Return the smallest id of the group that an id is in."""
        path = []
        while (parent := self._parent.get(item, item)) != item:
            path.append(item)
            item = parent
        for passed in path:
            self._parent[passed] = item
        return item

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first


class Joined:
    """The reports of a story with the copies between them and what they cite.

    Args:
        reports: All reports of the story, by id.
        copies: All copies.
        citations: All citations, with `report` filled.
    """

    def __init__(
        self, reports: Mapping[str, Report], copies: Sequence[Copy] = (), citations: Sequence[Citation] = ()
    ) -> None:
        self.reports = reports
        self.outlets = frozenset(report.outlet for report in reports.values() if report.outlet is not None)
        """The outlets of all reports."""
        self._groups = Groups()
        self._copies: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            self._groups.join(copy.origin, copy.copy)
            self._copies[copy.origin].append(copy)
        self._citations: dict[str, list[Citation]] = defaultdict(list)
        for citation in citations:
            self._citations[citation.report].append(citation)

    def source(self, report: str) -> str:
        """Return what all reports share that are joined to one by copying, directly or through others: an id."""
        return self._groups.root(report)

    def between(self, reports: Iterable[str]) -> list[Copy]:
        """Return the copies that some reports took from one another, sorted by (origin, copy)."""
        wanted = set(reports)
        found = [copy for report in wanted for copy in self._copies.get(report, ()) if copy.copy in wanted]
        return sorted(found, key=lambda copy: (copy.origin, copy.copy))

    def citations(self, reports: Iterable[str]) -> list[Citation]:
        """Return what some reports cite, report by report."""
        return [citation for report in reports for citation in self._citations.get(report, ())]
