"""The first line of a manifest: is the table one, and what parts its cells.

Where a comma is the decimal mark, spreadsheets save "CSV" with semicolons; some save it with tabs.
"""

from __future__ import annotations

import csv
import io

DELIMITERS = (",", ";", "\t")


def delimiter_of(text: str) -> str | None:
    r"""Return what parts the cells of a table whose first line names a column `file`; None where none is named.

    >>> delimiter_of("file;outlet\na.txt;Norra News\n")
    ';'
    >>> delimiter_of("ship,weight\n") is None
    True
    """
    for delimiter in DELIMITERS:
        if "file" in columns(text, delimiter):
            return delimiter
    return None


def columns(text: str, delimiter: str) -> list[str]:
    """Return the names of a table's columns, in lower case; none where its first line is broken."""
    try:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
    return [column.strip().casefold() for column in header]
