"""Which reports have the same news: a sentence among the first of each tells the same.

Every report would have to be held against every other. What is compared instead are the distinct wordings of opening
sentences, and of these only such as share one of the rarest words of both: two that share enough weight do (prefix
filtering, Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins in data cleaning, ICDE 2006).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
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
        for report, day in dated.items():
            self._days[sentences.opening(report)][day] += 1
        self._opening_with: dict[Terms, list[_Opening]] = defaultdict(list)
        for opening in self._days:
            for terms in opening:
                self._opening_with[terms].append(opening)
        self._spread = Counter(term for terms in self._opening_with for term in terms)
        self._holding: dict[str, list[Terms]] = defaultdict(list)
        for terms in self._opening_with:
            for term in sentences.rarest(terms, self._spread, SHARED):
                self._holding[term].append(terms)
        self._alike: dict[_Opening, Counter[date]] = {}

    def days(self, report: str) -> Counter[date]:
        """Return the days of the other dated reports that have the same news as a dated report, each so many times."""
        opening = self._sentences.opening(report)
        if opening not in self._alike:
            near = {other for mine in opening for like in self._like(mine) for other in self._opening_with[like]}
            self._alike[opening] = sum((self._days[other] for other in near), Counter())
        if not any(self._sentences.weight(terms) >= SHARED for terms in opening):
            return self._alike[opening]  # it is not even like itself
        return self._alike[opening] - Counter([self._dated[report]])

    def _like(self, mine: Terms) -> set[Terms]:
        own = self._sentences.weight(mine)
        near = {theirs for term in self._sentences.rarest(mine, self._spread, SHARED) for theirs in self._holding[term]}
        return {
            theirs
            for theirs in near
            if (found := self._sentences.weight(mine & theirs)) >= SHARED
            and found >= SHARE * min(own, self._sentences.weight(theirs))
        }
