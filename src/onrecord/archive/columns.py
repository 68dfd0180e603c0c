"""What is known of all reports of an archive without their texts: columns, a few dozen bytes a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.archive.carrying import Task
from onrecord.archive.settles import later_than
from onrecord.archive.shards import Place, cells_at, decode, short
from onrecord.model import Rejected

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

READ, DUPLICATE, VERSION, REJECTED = range(4)
STATUSES = ("read", "duplicate", "version", "rejected")
_COLUMNS = ("input", "reason", "id", "print", "words", "address", "by", "url", "outlet", "published")


@dataclass(slots=True)
class Columns:
    """A row an input, in the order of the shards; what the steps find is filled in as they go."""

    folder: Path
    """Of what was read."""
    shards: tuple[str, ...]
    table: pa.Table
    """`input`, `reason`, `id`, `print`, `url`, `outlet`, `published`."""
    words: NDArray[np.uint64]
    addresses: NDArray[np.uint64]
    addressed: NDArray[np.bool_]
    publishers: NDArray[np.uint64]
    """What stands for the outlet of each."""
    starts: NDArray[np.int64]
    """The first row of each shard, and one behind the last."""
    dropped: NDArray[np.bool_]
    """Rows that say again what another part of the same file said."""
    status: NDArray[np.int8]
    of: NDArray[np.int64]
    """For each report the row of the one that stands for it: its own unless it is a duplicate; -1 where rejected."""
    reasons: dict[int, str] = field(default_factory=dict)
    outlets: dict[int, str] = field(default_factory=dict)
    """Outlets as settling tells them: all versions of a page are by one."""
    pages: dict[str, list[int]] = field(default_factory=dict)
    """The versions of each page that has several, in order."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.status)

    def place(self, row: int) -> Place:
        """Return where the report of a row lies."""
        import numpy as np

        shard = int(np.searchsorted(self.starts, row, side="right")) - 1
        return Place(self.shards[shard], row - int(self.starts[shard]))

    def count(self, status: int) -> int:
        """Return how many inputs have a status."""
        return int(((self.status == status) & ~self.dropped).sum())

    def cell(self, column: str, row: int) -> str:
        """Return what a column of the table says in a row, '' where it says nothing."""
        return self.table.column(column)[row].as_py() or ""

    def prints(self, rows: Sequence[int]) -> tuple[bytes, ...]:
        """Return what stands for the reports in some rows, sorted."""
        column = self.table.column("print")
        return tuple(sorted(column[row].as_py() for row in rows))

    def standing(self) -> dict[str, int]:
        """Return the rows of the reports that stand (no duplicates, versions with the rest), in order, by id."""
        import numpy as np
        import pyarrow as pa

        rows = np.flatnonzero((self.status == READ) | (self.status == VERSION))
        return dict(zip(self.table.column("id").take(pa.array(rows)).to_pylist(), rows.tolist(), strict=True))

    def namesakes(self) -> dict[int, str]:
        """Return the rows of reports that stand and have the id of an earlier one, with the reason to reject each.

        An id has forty bits: of a million reports two have one by chance, more often than one would think.
        """
        import numpy as np

        rows = np.flatnonzero((self.status == READ) | (self.status == VERSION)).tolist()
        by_id = self.standing()
        if len(by_id) == len(rows):
            return {}
        found: dict[int, str] = {}
        first: dict[str, int] = {}
        for row in rows:
            name = self.cell("id", row)
            if (one := first.setdefault(name, row)) != row:
                found[row] = f"its id, {name}, is also that of {self.cell('input', one)}, which is another report"
        return found

    def tell_pages(self) -> None:
        """Say of each rejection that points at a page (a teaser of a feed) whether that was given too, and as what."""
        import numpy as np

        from onrecord.reading import canonical, pointed_at, with_pages

        order = np.argsort(self.addresses, kind="stable")
        for row in np.flatnonzero(self.status == REJECTED).tolist():
            name, reason = self.cell("input", row), self.cell("reason", row)
            address = canonical(pointed_at(reason) or "")
            if address is None:
                continue
            wanted = np.frombuffer(short(address), np.uint64)[0]
            first, last = (
                int(np.searchsorted(self.addresses, wanted, side, sorter=order)) for side in ("left", "right")
            )
            there = [int(one) for one in order[first:last] if self.addressed[one]]
            if there:
                page = min(there, key=lambda one: self.cell("input", one))
                given = [decode(cells_at(self.folder, [self.place(page)], "report")[0])]
                (told,) = with_pages([Rejected(input=name, reason=reason)], given)
                self.reasons[row] = told.reason

    def settle(self, found: Iterable[Mapping[str, Any]]) -> None:
        """Take in what was settled.

        Args:
            found: The rows that `settles` gives.
        """
        first_of = dict(zip(self.shards, self.starts.tolist(), strict=False))
        ids: dict[str, int] = {}
        again: list[tuple[int, str]] = []
        pages: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in found:
            row = first_of[one["shard"]] + one["row"]
            self.status[row] = STATUSES.index(one["status"])
            if one["reason"] is not None:
                self.reasons[row] = one["reason"]
            if one["outlet"] is not None:
                self.outlets[row] = one["outlet"]
            if self.status[row] == REJECTED:
                self.of[row] = -1
            elif self.status[row] == DUPLICATE:
                again.append((row, one["of"]))
            else:
                ids[one["of"]] = row
            if one["page"] is not None:
                pages[one["page"]].append((one["number"], row))
        for row, of in again:
            self.of[row] = ids[of]
        self.pages = {page: [row for _, row in sorted(rows)] for page, rows in sorted(pages.items())}

    def standing_pages(self) -> list[list[int]]:
        """Return the versions of each page that were not rejected, in order."""
        left = ([row for row in rows if self.status[row] != REJECTED] for rows in self.pages.values())
        return [rows for rows in left if rows]

    def reject(self, refused: Mapping[int, str]) -> None:
        """Reject reports, with their duplicates; of a page the next version takes the place of the first.

        Args:
            refused: The reasons, by the rows of reports that stand.
        """
        import numpy as np

        rows = np.flatnonzero(np.isin(self.of, np.array(sorted(refused), np.int64)))
        for row in rows.tolist():
            self.reasons[row] = refused[int(self.of[row])]
            self.status[row] = REJECTED
            self.of[row] = -1
        for versions in self.pages.values():
            left = [row for row in versions if self.status[row] != REJECTED]
            if left and len(left) < len(versions):
                self.status[left[0]] = READ
                self.reasons.pop(left[0], None)
                for row in left[1:]:
                    self.reasons[row] = later_than(self.cell("input", left[0]))

    def text(self, row: int) -> str:
        """Return the words of a report, without its furniture."""
        from onrecord.reading import body

        return body(decode(cells_at(self.folder, [self.place(row)], "report")[0]))

    def each(self, column: str, wanted: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield what a column of the shards holds in some rows, which are in order; a shard at a time."""
        import numpy as np
        import pyarrow.parquet as pq

        rows = np.fromiter(wanted, np.int64)
        for number, shard in enumerate(self.shards):
            first, last = self.starts[number], self.starts[number + 1]
            here = rows[np.searchsorted(rows, first) : np.searchsorted(rows, last)]
            if len(here):
                cells = pq.read_table(self.folder / shard, columns=[column]).column(0).combine_chunks()
                for row in here.tolist():
                    yield row, cells[row - int(first)].as_py()


def load(tasks: Sequence[Task], folder: Path) -> Columns:
    """Return the columns of what was read."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    tables = [pq.read_table(task.path, columns=list(_COLUMNS)) for task in tasks]
    table = pa.concat_tables(tables).combine_chunks()
    rejected = pc.is_valid(table.column("reason")).to_numpy(zero_copy_only=False).astype(bool)
    addressed = pc.is_valid(table.column("address")).to_numpy(zero_copy_only=False).astype(bool)
    return Columns(
        folder=folder,
        shards=tuple(task.path.name for task in tasks),
        table=table.drop_columns(["words", "address", "by"]),
        words=_numbers(table.column("words")),
        addresses=_numbers(table.column("address")),
        addressed=addressed,
        publishers=_numbers(table.column("by")),
        starts=np.concatenate(([0], np.cumsum([one.num_rows for one in tables]))).astype(np.int64),
        dropped=_said_again(table, rejected),
        status=np.where(rejected, REJECTED, READ).astype(np.int8),
        of=np.where(rejected, -1, np.arange(table.num_rows)).astype(np.int64),
    )


def _numbers(column: pa.ChunkedArray) -> NDArray[np.uint64]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = pc.fill_null(column.combine_chunks(), pa.scalar(bytes(8), pa.binary(8)))
    if isinstance(filled, pa.ChunkedArray):
        filled = pa.concat_arrays(filled.chunks) if filled.num_chunks else pa.array([], pa.binary(8))
    values = np.frombuffer(filled.buffers()[1], np.uint64) if len(filled) else np.zeros(0, np.uint64)
    return values[filled.offset : filled.offset + len(filled)]


def _said_again(table: pa.Table, rejected: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rejections another part of the same file said before: what is wrong with all of it, all say."""
    import numpy as np

    again = np.zeros(table.num_rows, bool)
    seen: set[tuple[str, str]] = set()
    inputs, reasons = table.column("input"), table.column("reason")
    for row in np.flatnonzero(rejected).tolist():
        said = (inputs[row].as_py(), reasons[row].as_py())
        again[row] = said in seen
        seen.add(said)
    return again
