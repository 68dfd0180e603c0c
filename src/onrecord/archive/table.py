"""`stories.parquet`: what became of each input of an archive, a row each, by input."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.archive.columns import REJECTED, STATUSES, Columns

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 100_000


def schema() -> pa.Schema:
    """Return the columns: all text, `input` and `status` in every row."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("input", pa.string(), nullable=False),
            pa.field("url", pa.string()),
            pa.field("report", pa.string()),
            pa.field("story", pa.string()),
            pa.field("status", pa.string(), nullable=False),
            pa.field("reason", pa.string()),
            pa.field("published", pa.string()),
            pa.field("outlet", pa.string()),
        ]
    )


def write(path: Path, columns: Columns, stories: Mapping[int, str], unused: tuple[tuple[str, str], ...]) -> None:
    """Write the table; equal archives give equal bytes.

    Args:
        path: Its file.
        columns: What is known of the inputs.
        stories: The story of each report that stands, by its row.
        unused: What was rejected beside the inputs: rows of a manifest, each with the reason.
    """
    import os

    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: list[tuple[str, int]] = [
        (name, row) for row, name in enumerate(columns.table.column("input").to_pylist()) if not columns.dropped[row]
    ]
    rows += [(name, -1 - number) for number, (name, _) in enumerate(unused)]
    rows.sort(key=lambda one: (one[0], one[1]))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with pq.ParquetWriter(beside, schema(), compression="zstd") as writer:
            for at in range(0, max(1, len(rows)), _BATCH):
                part = rows[at : at + _BATCH]
                here = np.array([row for _, row in part if row >= 0], np.int64)
                known = dict(zip(here.tolist(), columns.table.take(pa.array(here)).to_pylist(), strict=True))
                found = [
                    _row(columns, row, known[row], stories)
                    if row >= 0
                    else {"input": name, "status": STATUSES[REJECTED], "reason": unused[-1 - row][1]}
                    for name, row in part
                ]
                writer.write_table(pa.Table.from_pylist(found, schema=schema()))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _row(columns: Columns, row: int, known: Mapping[str, str | None], stories: Mapping[int, str]) -> dict[str, object]:
    status, of = int(columns.status[row]), int(columns.of[row])
    rejected = status == REJECTED
    return {
        "input": known["input"],
        "url": known["url"],
        "report": None if rejected else columns.cell("id", of),
        "story": None if rejected else stories[of],
        "status": STATUSES[status],
        "reason": columns.reasons.get(row, known["reason"]),
        "published": known["published"],
        "outlet": columns.outlets.get(row, known["outlet"]),
    }
