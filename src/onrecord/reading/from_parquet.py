"""Parquet tables with an article in each row, by the names of their columns; read with pyarrow, some rows at a time.

Standard: https://parquet.apache.org/docs/file-format/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from onrecord.errors import InputError
from onrecord.reading.facts import Draft
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.from_table import draft_of_row, keys_of

BATCH = 64
"""Rows that are in memory at once: articles of 10,000 bytes take less than a megabyte."""
_BUFFER = 1 << 16
"""Bytes of a column that are read at once."""


def read_parquet(file: BinaryIO, max_bytes: int, names: FieldNames = USUAL) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the article of each row of a table, with what its name gets: `#3` for the third row.

    Args:
        file: Open for reading and seeking; it may be of any length.
        max_bytes: The largest row that is read.
        names: What the columns are called.

    Raises:
        InputError: pyarrow is not installed, or it is no table with a column of text or of addresses.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            "Parquet tables are read with pyarrow, which is not installed: pip install 'onrecord[parquet]'"
        ) from error
    number = 0
    try:
        table = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        keys = dict(zip(head := table.schema_arrow.names, keys_of(head, names), strict=True))
        for batch in table.iter_batches(batch_size=BATCH, use_threads=False):
            size = batch.nbytes
            for row in batch.to_pylist():
                number += 1
                if size > max_bytes and _size(row) > max_bytes:
                    yield f"#{number}", InputError(f"too large: a row of more than {max_bytes:,} bytes")
                else:
                    yield f"#{number}", draft_of_row({keys[name]: _plain(value) for name, value in row.items()}, names)
    except MemoryError as error:
        raise InputError("needs more memory than a reader is given") from error
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        said = " ".join(str(error).split())[:200]
        where = f" behind row {number:,}" if number else ""
        raise InputError(f"not a Parquet table that can be read{where}: {said}") from error
    if not number:
        raise InputError("empty: a table of no rows")


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _size(row: Mapping[str, Any]) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str | bytes))
