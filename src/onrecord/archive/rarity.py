"""How rare a term is: in English-language news at large, and in the archive up to a day.

The table of the first is `background.csv`. In the archive a term counts once a story, however many outlets tell of it:
the words of what everybody reports are the ones that tell its story from others.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_OF = 10_000
_UNLISTED = 10.0
"""Articles of 10,000: what is not in the table stands in fewer than 4 of 1,180."""


def rarity_in_news(term: str) -> float:
    """Return ln(1 / the share of articles that hold a term), as the table tells it.

    >>> rarity_in_news("the") < 0.1 < 5 < rarity_in_news("zeppelin")
    True
    """
    return math.log(_OF / _background().get(term, _UNLISTED))


_FLOOR = 0.0003
"""A share of stories so small that a term is as rare as can be: rarity is of one scale in small and large archives."""
PRIOR = 100.0
"""Stories that the table counts for beside those of the archive: set by `bench/story_grouping.py`."""


class Rarity:
    """The rarity of terms in an archive that is read day by day: inverse document frequency, the documents stories.

    Yang, Pierce and Carbonell ("A study on retrospective and on-line event detection", SIGIR 1998) count documents up
    to the day likewise.

    Args:
        prior: What the table counts for, in stories.
    """

    def __init__(self, prior: float = PRIOR) -> None:
        self._prior = prior
        self._stories = 0.0
        self._with: dict[str, float] = {}

    def add(self, terms: Iterable[str], share: float) -> None:
        """Count the terms of a report.

        Args:
            terms: The terms, each once.
            share: Which share of a story it is; less than nothing takes back what was counted.
        """
        self._stories += share
        for term in terms:
            self._with[term] = self._with.get(term, 0.0) + share

    def __call__(self, term: str) -> float:
        """Return the rarity of a term now: 0 for one that all hold."""
        listed = self._prior * _background().get(term, _UNLISTED) / _OF
        every = self._prior + self._stories
        return math.log(every / (listed + self._with.get(term, 0.0) + _FLOOR * every))


@cache
def _background() -> dict[str, float]:
    here = files("onrecord.archive").joinpath("background.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in here if not line.startswith("#"))
    return {row["term"]: float(row["per_10000"]) for row in rows}
