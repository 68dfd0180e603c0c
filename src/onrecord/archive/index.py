"""`index.html`: the page of all stories, with what became of all that was given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.archive.carrying import put
from onrecord.archive.columns import READ, REJECTED, Columns
from onrecord.dates import bounds

if TYPE_CHECKING:
    from onrecord.pages.archive import Accounts, StoryCard

REASONS = 40
"""Reasons for rejection that the page lists; `stories.parquet` has each."""
_FIGURE = re.compile(r"\d[\d,.]*")


def write(out: Path, cards: Iterable[StoryCard], accounts: Accounts) -> Path:
    """Write the page of all stories, and take away what an earlier run wrote of stories that are no more.

    Args:
        out: The folder that it lies in, beside `records/` and `pages/`.
        cards: Of the stories that have a record.
        accounts: What became of all that was given.

    Returns:
        The file to open.
    """
    from onrecord.pages.archive import index_pages

    folder = out / "pages"

    def page_of(story: str) -> str | None:
        return f"pages/{story}.html" if (folder / f"{story}.html").exists() else None

    written = set()
    for name, page in index_pages(cards, accounts, page_of=page_of):
        put(out / name, page.encode("utf-8"))
        written.add(name)
    for old in out.glob("index-*.html"):
        if old.name not in written:
            old.unlink()
    return out / "index.html"


def without_others(folder: Path, paged: Iterable[str]) -> None:
    """Take away the pages of other stories than these, which an earlier run wrote."""
    wanted = {f"{story}.html" for story in paged}
    for old in folder.glob("s-*.html"):
        if old.name not in wanted:
            old.unlink()


def rejections(columns: Columns, unused: Sequence[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Return why inputs were rejected, with how many for each reason, the most first.

    Reasons that differ in their figures alone are one: the first of them stands for all.
    """
    import numpy as np

    reasons = columns.table.column("reason")
    told: dict[str, str] = {}
    counted: Counter[str] = Counter()
    rows = np.flatnonzero((columns.status == REJECTED) & ~columns.dropped).tolist()
    for reason in sorted(
        [*(columns.reasons.get(row) or reasons[row].as_py() for row in rows), *(why for _, why in unused)]
    ):
        kind = _FIGURE.sub("0", reason)
        counted[told.setdefault(kind, reason)] += 1
    most = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    rest = sum(count for _, count in most[REASONS:])
    return (*most[:REASONS], *((("other reasons", rest),) if rest else ()))


def days(columns: Columns) -> tuple[tuple[str, int], ...]:
    """Return each day of publication with its articles, by day; those without one day are left out."""
    import numpy as np
    import pyarrow as pa

    rows = pa.array(np.flatnonzero(columns.status == READ))
    counted: Counter[str] = Counter()
    for one in columns.table.column("published").take(rows).value_counts().to_pylist():
        first, last = bounds(one["values"]) if one["values"] else (None, None)
        if first is not None and first == last:
            counted[first.isoformat()] += one["counts"]
    return tuple(sorted(counted.items()))
