"""Records of an earlier run whose story is another now: what people decided in them goes to the story that took over.

A story has its id from its first report, so that a report that comes later and was published earlier gives it another;
two stories may have become one, and one may get no record for a while (`--min-reports`, a disk that is not there). A
record that nobody decided anything in can be made again, and is deleted; one with decisions is kept, in `former/`, and
the story that has its reports, now or in a later run, gets the decisions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from onrecord.errors import OnrecordError

FOLDER = "former"
"""Where records with decisions are kept whose story has none, beside the folder of the records."""
_RECORD = re.compile(r"s-[0-9a-f]{10}\.db")


@dataclass(frozen=True, slots=True)
class Former:
    """A record whose story is no more, or was none for a while."""

    path: Path
    decided: frozenset[str] = frozenset()
    """The decisions that people made in it, by id."""
    heir: str | None = None
    """The story that has the most of its reports and gets a record."""
    broken: str | None = None
    """Why it cannot be opened."""
    away: bool = False
    """Whether it lies in `former/` already."""


def find_former(records: Path, story_of: Mapping[str, str]) -> list[Former]:
    """Return the records of stories that get none any more, by name, and those in `former/` that a story takes over.

    Args:
        records: The folder of the records.
        story_of: The story of each report that is in a record now, by report id.
    """
    now = set(story_of.values())
    found = [
        _look_at(path, story_of)
        for path in sorted(records.glob("*.db"))
        if _RECORD.fullmatch(path.name) is not None and path.stem not in now
    ]
    return [*found, *_taken_over(records, story_of)]


def put_away(former: Former) -> None:
    """Delete a record that can be made again; keep one with decisions, and one that cannot be opened."""
    if former.away:
        return
    if former.broken is None:
        for suffix in ("-wal", "-shm"):
            former.path.with_name(former.path.name + suffix).unlink(missing_ok=True)
        if not former.decided:
            former.path.unlink()
            return
    folder = former.path.parent.parent / FOLDER
    folder.mkdir(exist_ok=True)
    stem = former.path.stem
    names = (f"{stem}.db" if number == 1 else f"{stem}-{number}.db" for number in count(1))
    former.path.replace(next(folder / name for name in names if _may_be_replaced(folder / name, former.decided)))


def _look_at(path: Path, story_of: Mapping[str, str], *, away: bool = False) -> Former:
    from onrecord.record import Record

    try:
        with Record(path) as record:
            decided = frozenset(decision.id for decision in record.log())
            reports = {report.id for report in record.as_read().values()} if decided else set()
    except OnrecordError as error:
        return Former(path, broken=str(error), away=away)
    shared = Counter(story_of[one] for one in reports if one in story_of)
    heir = min(shared, key=lambda story: (-shared[story], story), default=None)
    return Former(path, decided, heir, away=away)


def _taken_over(records: Path, story_of: Mapping[str, str]) -> Iterator[Former]:
    """Yield the records in `former/` with decisions that the story which has their reports does not have yet."""
    for path in sorted((records.parent / FOLDER).glob("*.db")):
        former = _look_at(path, story_of, away=True)
        if former.heir is not None and not former.decided <= _decided_in(records / f"{former.heir}.db"):
            yield former


def _decided_in(path: Path) -> frozenset[str]:
    return _look_at(path, {}).decided if path.exists() else frozenset()


def _may_be_replaced(path: Path, decided: frozenset[str]) -> bool:
    """Return whether nothing is lost when a record with some decisions takes the place of what is at a path."""
    there = _look_at(path, {}) if path.exists() else Former(path)
    return there.broken is None and there.decided <= decided
