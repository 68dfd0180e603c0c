r"""The lists of articles of GDELT's Global Knowledge Graph 2.1: addresses, without the words of the articles.

A file has no head, and 27 columns parted by tabs: first an id of the moment and the number of the row, then the moment
(`YYYYMMDDHHMMSS`), a kind of source (1 is the web), the name of the source and its document's identifier, which for the
web is its address.

Standard: GDELT Global Knowledge Graph (GKG) Data Format Codebook V2.1, 2015.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

COLUMNS = 27
_FIRST = re.compile(r"\d{14}-T?\d+\t\d{14}\t[1-6]\t")
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>")


def is_row(line: str) -> bool:
    r"""Return whether a line is one of the graph, by its shape.

    >>> is_row("\t".join(["20310504093000-1", "20310504093000", "1", "norra.example", *[""] * 23]))
    True
    """
    return _FIRST.match(line) is not None and line.count("\t") == COLUMNS - 1


def article_of_row(cells: Sequence[str]) -> Mapping[str, str] | None:
    """Return what a row says of an article, by the names of our fields; None where it is no row of the graph.

    The moment is that of the list, not of the publication, and is left out.
    """
    if len(cells) != COLUMNS:
        return None
    title = _TITLE.search(cells[26])
    return {"outlet": cells[3], "documentidentifier": cells[4], "title": title[1] if title else ""}
