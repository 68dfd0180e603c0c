"""The record as tables in CSV (RFC 4180), described by a Data Package (Frictionless), for spreadsheets and data frames.

Words of reports are text and never more: each cell is one line, without characters that steer a program, and an
apostrophe stands before what a spreadsheet would take for a formula (OWASP, *CSV Injection*). `--raw` leaves the cells
as they are. Several values in one cell are joined by ` | `.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from onrecord.formats.plain import clean, defused, one_line
from onrecord.formats.registry import File, Format, HoldsRecord, Options, view_of
from onrecord.record.tables import TABLES, Column, Table, Value, View

JOINT = " | "
"""Stands between several values in one cell."""
_PIECE = 1 << 16
"""Characters that are written at once."""
_TYPES = {"strings": "string"}
"""What a type is called in a Table Schema, where it is not called the same."""


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make a file for each table, one that describes them all for programs and one for people."""
    view = view_of(record, options)
    for table in TABLES.values():
        yield File(f"{table.name}.csv", _written(table, view, options))
    described = json.dumps(data_package(record, options), ensure_ascii=False, indent=2)
    yield File("datapackage.json", [f"{described}\n".encode()])
    yield File("README.md", [_readme(options).encode()])


def _written(table: Table, view: View, options: Options) -> Iterator[bytes]:
    """Yield a table as CSV, in pieces."""
    columns = _columns(table, options)
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\r\n")
    kept.write("\ufeff" if options.excel else "")
    writer.writerow([column.name for column in columns])
    for row in table.rows(view):
        writer.writerow([cell(row[column.name], raw=options.raw) for column in columns])
        if kept.tell() > _PIECE:
            yield kept.getvalue().encode("utf-8", "replace")
            kept.seek(0)
            kept.truncate()
    yield kept.getvalue().encode("utf-8", "replace")


def cell(value: Value, *, raw: bool = False) -> str:
    r"""Return a value as a cell has it.

    >>> cell(None), cell(True), cell(0.5), cell(("a", "=b")), cell("-1\nx"), cell("-1\nx", raw=True)
    ('', 'true', '0.5', 'a | =b', "'-1 x", '-1\nx')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if raw:
        return value if isinstance(value, str) else JOINT.join(value)
    return defused(one_line(value if isinstance(value, str) else JOINT.join(value)))


def _columns(table: Table, options: Options) -> list[Column]:
    return [one for one in table.columns if options.with_text or (table.name, one.name) != ("reports", "text")]


def data_package(record: HoldsRecord, options: Options) -> dict[str, object]:
    """Return what the tables are, as a Data Package says it (https://datapackage.org, version 1 of the standard)."""
    seen = record.as_of
    return {
        "profile": "tabular-data-package",
        "name": "onrecord-tables",
        "title": one_line(record.path.stem),
        "description": "A record of news reports as tables; dates are EDTF (ISO 8601-2)"
        + ("" if seen is None else f"; as of {seen.day}, {seen.later + seen.undated} reports left out"),
        "resources": [_resource(table, options) for table in TABLES.values()],
    }


def _resource(table: Table, options: Options) -> dict[str, object]:
    fields = [
        {"name": one.name, "type": _TYPES.get(one.type, one.type), "description": _meaning(one)}
        for one in _columns(table, options)
    ]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other if other != table.name else "", "fields": ["id"]}}
            for column, other in table.links.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.name,
        "description": f"A row is {table.meaning}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if options.excel else "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _meaning(column: Column) -> str:
    return f"{column.meaning}; several are joined by “{JOINT}”" if column.type == "strings" else column.meaning


def _readme(options: Options) -> str:
    cells = (
        "Cells hold the words of the reports as they are, line ends included: a spreadsheet may take one that begins "
        "with `=`, `+`, `-` or `@` for a formula. Do not open these files in one."
        if options.raw
        else "Each cell is one line. An apostrophe stands before a cell that a spreadsheet would take for a formula "
        "(one that begins with `=`, `+`, `-` or `@`), and characters that steer a program are left out; `start` and "
        "`end` lead to the exact words in the report's text. `onrecord export --format csv --raw` leaves cells as "
        "they are."
    )
    parts = [
        "# Tables of a record\n",
        "Made by `onrecord export --format csv`. Each file is UTF-8 with a row of column names; "
        "`datapackage.json` says the same of them for programs (a Data Package).\n",
        f"{cells} Several values in one cell are joined by `{JOINT.strip()}`. Dates are EDTF (ISO 8601-2): "
        "`2031-03`, `2031-41` (its second half), `2031-03-04/2031-03-09`, `../2031-06-30` (by then).\n",
    ]
    for table in TABLES.values():
        parts.append(f"## {table.name}.csv\n")
        parts.append(f"A row is {table.meaning}.\n")
        parts.append("| column | type | what it holds |\n|---|---|---|")
        parts += [
            f"| `{one.name}` | {_TYPES.get(one.type, one.type)} | {_meaning(one)} |" for one in _columns(table, options)
        ]
        parts[-1] += "\n"
    return clean("\n".join(parts)).replace(f"“{JOINT}”", "“ \\| ”")


FORMAT = Format(
    name="csv",
    title="tables in CSV, described by a Data Package",
    use="spreadsheets and data frames: a table each of claims, statements, conflicts, promises and so on",
    lost="exact white space and control characters of words (kept with --raw); the spans of sources, cues and markers; "
    "the analyses; the reports' texts, without --with-text",
    suffix=".csv",
    files=files,
    several=True,
)
