"""Reading a part of a file: each n-th of the articles that it holds, for another process to read the others.

Going through a table or a crawl's file takes little beside reading its articles, so each part goes through all of it,
and what a part reads has the name that it has in the whole.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.reading.by_suffix import CONTAINERS, TABLES, suffix_of
from onrecord.reading.containers import open_warc, open_zip
from onrecord.reading.inputs import Input
from onrecord.reading.plugged import suffixes

WHOLE = (0, 1)
"""The part of an input that is all of it."""


def can_part(path: Path) -> bool:
    """Return whether a file holds articles that can be read without the others: a table, a crawl's file, an archive.

    >>> can_part(Path("crawl.warc.gz")), can_part(Path("page.html"))
    (True, False)
    """
    suffix = suffix_of(path)
    return suffix not in suffixes() and (suffix in TABLES or CONTAINERS.get(suffix) in (open_warc, open_zip))


class Wanted:
    """Says which articles of an input are read where only a part of it is.

    Args:
        item: The input.
        part: See `read_all`.
        without: See `read_all`.
    """

    def __init__(self, item: Input, part: tuple[int, int], without: frozenset[str]) -> None:
        self._rows = suffix_of(item.path) in TABLES
        self._part = part if part[1] > 1 and can_part(item.path) else WHOLE
        self._without = without
        self._thing = self._row = -1

    def __call__(self, name: str, own: bool) -> bool:
        """Return whether what comes next is read; the arguments are those of `Begin`."""
        if own:
            self._thing += 1
        else:
            self._row += 1
        mine, of = self._part
        at = (self._row if not own else mine) if self._rows else (self._thing if own else mine)
        return at % of == mine and name not in self._without
