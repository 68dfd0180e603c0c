"""Records of an earlier run whose story is another now: what people decided in them goes to the story that has it now.

A story has its id from its first report, so that a report that comes later and was published earlier gives it another;
two stories may have become one. A record that nobody decided anything in can be made again, and is deleted; one with
decisions is kept, in `former/`, whatever becomes of its story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_RECORD = re.compile(r"s-[0-9a-f]{10}\.db")


@dataclass(frozen=True, slots=True)
class Former:
    """A record whose story is no more."""

    path: Path
    decided: bool
    """Whether people decided something in it."""
    heir: str | None = None
    """The story that has the most of its reports and gets a record."""


def find_former(records: Path, story_of: Mapping[str, str]) -> list[Former]:
    """Return the records of stories that get none any more, by name.

    Args:
        records: The folder of the records.
        story_of: The story of each report that is in a record now, by report id.
    """
    from onrecord.record import Record

    now = set(story_of.values())
    found: list[Former] = []
    for path in sorted(records.glob("*.db")):
        if _RECORD.fullmatch(path.name) is None or path.stem in now:
            continue
        with Record(path) as record:
            decided = bool(record.log())
            reports = {report.id for report in record.as_read().values()} if decided else set()
        shared = Counter(story_of[one] for one in reports if one in story_of)
        heir = min(shared, key=lambda story: (-shared[story], story), default=None)
        found.append(Former(path, decided, heir))
    return found


def put_away(former: Former) -> None:
    """Delete a record that can be made again; keep one with decisions."""
    for suffix in ("-wal", "-shm"):
        former.path.with_name(former.path.name + suffix).unlink(missing_ok=True)
    if not former.decided:
        former.path.unlink()
        return
    folder = former.path.parent.parent / "former"
    folder.mkdir(exist_ok=True)
    former.path.replace(folder / former.path.name)
