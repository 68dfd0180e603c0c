"""Items along a text, found by place in the time that the answer takes, however long the text is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from onrecord.model import Span

T = TypeVar("T")


class Along(Generic[T]):
    """Items with a span each, in the order of their spans.

    A text of 300,000 words has tens of thousands of names; to go through all of them for each statement would take
    hours.

    >>> words = Along(["the", "dam"], {"the": (0, 3), "dam": (4, 7)}.__getitem__)
    >>> words.touching(2, 5), words.touching(3, 4), words.holds(5), words.within(0, 6)
    (['the', 'dam'], [], True, ['the'])
    """

    def __init__(self, items: Iterable[T], span: Callable[[T], Span]) -> None:
        """Sort the items."""
        self._span = span
        self._items = sorted(items, key=span)
        spans = [span(item) for item in self._items]
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))  # the farthest end so far

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def touching(self, start: int, end: int) -> list[T]:
        """Return the items that share a code point with `[start, end)`, in order."""
        last = bisect_left(self._starts, end)
        found = []
        while last > 0 and self._ends[last - 1] > start:
            last -= 1
            if self._span(self._items[last])[1] > start:
                found.append(self._items[last])
        return found[::-1]

    def within(self, start: int, end: int) -> list[T]:
        """Return the items that lie in `[start, end)` as a whole, in order."""
        return [i for i in self.starting(start, end) if self._span(i)[1] <= end]

    def starting(self, start: int, end: int) -> list[T]:
        """Return the items that start in `[start, end)`, in order."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def holds(self, place: int) -> bool:
        """Whether an item covers a place (code points)."""
        return bool(self.touching(place, place + 1))
