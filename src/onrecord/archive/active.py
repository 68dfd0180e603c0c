"""The stories that are still told, found by their rare terms."""

from __future__ import annotations

from collections import defaultdict

from onrecord.archive.likeness import Gathered, joined

INDEXED = 40
"""Terms of a report that its story is found by: the heaviest, by weight and rarity."""
MOST_POSTINGS = 4_000
"""Places in the index that are looked at for one report, the rarest terms first."""
MOST_CANDIDATES = 24
"""Stories that a report is laid beside."""


class Active:
    """Open stories by number. A number is never given twice; two that are joined give a new one."""

    def __init__(self) -> None:
        self._stories: dict[int, Gathered] = {}
        self._index: dict[str, dict[int, float]] = defaultdict(dict)
        self._keys: dict[int, tuple[str, ...]] = {}
        self._of: dict[str, int] = {}
        self._next = 0

    def open(self, story: Gathered) -> int:
        """Take in a story; return its number."""
        at = self._next
        self._next += 1
        self._stories[at] = story
        heaviest = sorted(story.every.items(), key=lambda item: (-item[1], item[0]))[:INDEXED]
        length = story.norms[0] or 1.0
        for term, weight in heaviest:
            self._index[term][at] = weight / length
        self._keys[at] = tuple(term for term, _ in heaviest)
        for report in story.reports:
            self._of[report] = at
        return at

    def is_open(self, at: int) -> bool:
        """Return whether a number is that of an open story."""
        return at in self._stories

    def story(self, at: int) -> Gathered:
        """Return a story by its number."""
        return self._stories[at]

    def holds(self, report: str) -> bool:
        """Return whether a report is in an open story."""
        return report in self._of

    def of_report(self, report: str) -> int:
        """Return the number of the open story that a report is in."""
        return self._of[report]

    def join(self, one: int, other: int) -> int:
        """Make one story of two; return its number."""
        a, b = self._drop(one), self._drop(other)
        return self.open(joined(a, b))

    def candidates(self, at: int) -> list[int]:
        """Return the stories that share most with one by their rare terms, the likest first."""
        story = self._stories[at]
        postings = sorted((len(self._index[term]), term) for term in self._keys[at] if len(self._index[term]) > 1)
        scores: dict[int, float] = defaultdict(float)
        looked = 0
        for count, term in postings:
            if looked and looked + count > MOST_POSTINGS:
                break
            looked += count
            own = self._index[term][at]
            for other, weight in self._index[term].items():
                scores[other] += own * weight
        scores.pop(at, None)
        tongue = story.language
        found = sorted(
            (
                (-score, self._stories[other].key, other)
                for other, score in scores.items()
                if tongue is None or self._stories[other].language in (None, tongue)
            ),
        )
        return [other for _, _, other in found[:MOST_CANDIDATES]]

    def close_before(self, day: int | None) -> list[Gathered]:
        """Close the stories whose newest report is of an earlier day (None: all); return them by (day, id)."""
        ended = [at for at, story in self._stories.items() if day is None or story.ends < day]
        return sorted((self._drop(at, for_good=True) for at in ended), key=lambda story: story.key)

    def _drop(self, at: int, *, for_good: bool = False) -> Gathered:
        story = self._stories.pop(at)
        for term in self._keys.pop(at):
            places = self._index[term]
            del places[at]
            if not places:
                del self._index[term]
        if for_good:
            for report in story.reports:
                del self._of[report]
        return story
