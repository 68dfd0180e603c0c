"""Which reports of a whole archive are duplicates and which are versions of a page: `reading.settle`, group by group.

Two reports bear on one another there only if they have the same words or the same address, so the archive falls into
groups that share neither with one another. Of most reports nothing is shared, and nothing more is asked of them; each
other group is settled by itself, with the same function and the same result as if all were settled at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.archive.carrying import Task
from onrecord.archive.shards import Place, digest, fingerprint, reports_at, writing

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

REPORTS = 500
"""Reports of the groups that one task settles; a larger group is one task."""

Groups = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Settling:
    """Settles groups of reports."""

    read: str
    """The folder of what was read."""

    def tasks(self, groups: Iterable[Sequence[Place]], folder: Path) -> list[Task]:
        """Return the tasks for some groups."""
        tasks: list[Task] = []
        held: list[tuple[Place, ...]] = []
        for group in groups:
            held.append(tuple(group))
            if sum(map(len, held)) >= REPORTS:
                tasks.append(_task(tuple(held), folder))
                held = []
        return [*tasks, _task(tuple(held), folder)] if held else tasks

    def do(self, task: Task) -> None:
        """Settle the groups of a task."""
        from onrecord.reading import settle

        with writing(task.path, schema()) as rows:
            for group in msgspec.msgpack.decode(task.spec, type=Groups):
                reports = reports_at(Path(self.read), group)
                place_of = {report.input: place for place, report in zip(group, reports, strict=True)}
                settled = settle(reports)
                stands = {report.id: report for report in settled.reports}
                pages = {
                    one.report: (history.id, history.versions[0].report, number)
                    for history in settled.histories
                    for number, one in enumerate(history.versions)
                }
                for report in settled.reports:
                    page, first, number = pages.get(report.id, (None, report.id, 0))
                    place = place_of[report.input]
                    rows.add(
                        {
                            "shard": place.shard,
                            "row": place.row,
                            "status": "version" if number else "read",
                            "of": report.id,
                            "page": page,
                            "reason": later_than(stands[first].input) if number else None,
                            "number": number,
                            "outlet": report.outlet,
                        }
                    )
                for one in settled.duplicates:
                    place, first_of_it = place_of[one.input], stands[one.of]
                    rows.add(
                        {
                            "shard": place.shard,
                            "row": place.row,
                            "status": "duplicate",
                            "of": one.of,
                            "reason": f"the same report as {first_of_it.input}",
                            "outlet": first_of_it.outlet,
                        }
                    )

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:  # noqa: ARG002 -- others ask them
        """Part a task by its groups."""
        groups = msgspec.msgpack.decode(task.spec, type=Groups)
        half = len(groups) // 2
        return [_task(some, task.path.parent) for some in (groups[:half], groups[half:])] if half else ()

    def refuse(self, task: Task, why: str) -> None:
        """Reject the reports of a group: whether they are one is not known, and none is to be counted twice."""
        with writing(task.path, schema()) as rows:
            for group in msgspec.msgpack.decode(task.spec, type=Groups):
                for place in group:
                    reason = f"not compared with the others of its address or words: {why}"
                    rows.add({"shard": place.shard, "row": place.row, "status": "rejected", "reason": reason})


def schema() -> pa.Schema:
    """Return the columns of what was settled: a row a report, or input, of the groups."""
    import pyarrow as pa

    return pa.schema(
        {
            "shard": pa.string(),
            "row": pa.int64(),
            "status": pa.string(),
            "of": pa.string(),
            "page": pa.string(),
            "number": pa.int64(),
            "reason": pa.string(),
            "outlet": pa.string(),
        }
    )


def groups_of(
    words: NDArray[np.uint64], addresses: NDArray[np.uint64], known: NDArray[np.bool_]
) -> Iterator[list[int]]:
    """Yield the groups of two reports or more that share words or an address with one another, as indices, in order.

    Args:
        words: What stands for the words of each report.
        addresses: What stands for its address.
        known: Whether it has one.
    """
    import numpy as np

    parent = np.arange(len(words))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = int(parent[one])
        return one

    everywhere = np.ones(len(words), bool)
    shared: set[int] = set()
    for values, asked in ((words, everywhere), (addresses, known)):
        at = np.flatnonzero(asked)
        order = at[np.argsort(values[at], kind="stable")]
        same = np.flatnonzero(values[order][1:] == values[order][:-1])
        for before, after in zip(order[same].tolist(), order[same + 1].tolist(), strict=True):
            one, other = root(before), root(after)
            parent[max(one, other)] = min(one, other)
            shared |= {before, after}
    groups: dict[int, list[int]] = {}
    for index in sorted(shared):
        groups.setdefault(root(index), []).append(index)
    yield from (groups[first] for first in sorted(groups))


def later_than(name: str) -> str:
    """Return what is said of a version of a page that was read first from an input."""
    return f"a later version of {name}"


def _task(groups: Groups, folder: Path) -> Task:
    spec = msgspec.msgpack.encode(groups)
    name = digest(fingerprint("reading", "archive"), spec)
    return Task(id=name, output=str(folder / f"{name}.parquet"), spec=spec, size=sum(map(len, groups)))
