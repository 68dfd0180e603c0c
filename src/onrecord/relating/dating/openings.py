"""Which reports have the same news: a sentence among the first of each tells the same.

Every report would have to be held against every other. What is compared instead are the distinct wordings of opening
sentences, and of these only such as share one of the rarest words of both: two that share enough weight do (prefix
filtering, Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins in data cleaning, ICDE 2006).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from onrecord.relating.dating.sentences import SHARE, SHARED, Sentences, Terms

_Opening = frozenset[Terms]
"""The wordings of the first sentences of a report."""


class Openings:
    """The openings of the dated reports of a story.

    Args:
        sentences: The sentences of the story.
        dated: The days of its dated reports, by id.
    """

    def __init__(self, sentences: Sentences, dated: Mapping[str, date]) -> None:
        self._sentences, self._dated = sentences, dated
        self._days: dict[_Opening, Counter[date]] = defaultdict(Counter)
        out: dict[Terms, set[date]] = defaultdict(set)
        for report, day in dated.items():
            self._days[sentences.opening(report)][day] += 1
            for terms in sentences.opening(report):
                out[terms].add(day)
        self._out = {terms: sorted(days) for terms, days in out.items()}
        self._opening_with: dict[Terms, list[_Opening]] = defaultdict(list)
        for opening in self._days:
            for terms in opening:
                self._opening_with[terms].append(opening)
        self._spread = Counter(term for terms in self._opening_with for term in terms)
        self._holding: dict[str, list[Terms]] = defaultdict(list)
        for terms in self._opening_with:
            for term in sentences.rarest(terms, self._spread, SHARED):
                self._holding[term].append(terms)

    def goes_on(self, report: str, within: int) -> bool:
        """Return whether another report has the same news as a dated one, on another day at most so many days away.

        In a story that goes on the first few that are looked at tell so.
        """
        day = self._dated[report]
        tried: set[Terms] = set()
        for mine in self._sentences.opening(report):
            for theirs in self._near(mine):
                if theirs in tried or not _other_day(self._out[theirs], day, within):
                    continue
                tried.add(theirs)
                if self._alike(mine, theirs):
                    return True
            tried.clear()
        return False

    def days(self, report: str) -> Counter[date]:
        """Return the days of the other dated reports that have the same news as a dated report, each so many times."""
        opening = self._sentences.opening(report)
        near = {
            other
            for mine in opening
            for theirs in set(self._near(mine))
            if self._alike(mine, theirs)
            for other in self._opening_with[theirs]
        }
        found = Counter[date]()
        for other in near:
            found.update(self._days[other])
        return found - Counter([self._dated[report]]) if opening in near else found

    def _near(self, mine: Terms) -> Iterator[Terms]:
        """Yield the wordings that may be alike, some more than once."""
        for term in self._sentences.rarest(mine, self._spread, SHARED):
            yield from self._holding.get(term, ())

    def _alike(self, mine: Terms, theirs: Terms) -> bool:
        weigh = self._sentences.weight
        found = weigh(mine & theirs)
        return found >= SHARED and found >= SHARE * min(weigh(mine), weigh(theirs))


def _other_day(days: Sequence[date], day: date, within: int) -> bool:
    """Return whether sorted days hold another day at most so many days from one."""
    at = bisect_left(days, day)
    before, after = days[at - 1] if at else None, days[bisect_right(days, day)] if days[-1] > day else None
    return any(other is not None and abs((other - day).days) <= within for other in (before, after))
