"""What a person says about the files: a CSV table that wins over whatever the files say of themselves.

Columns: file, outlet, published, title, url, language; all but `file` optional, further columns ignored; parted by
commas, semicolons or tabs. A `file`
is a path from the manifest's folder, or the name of an input or its end; `reports.jsonl#3` is the third line of a
file, `saved.zip/page.html` a page in an archive.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError, UsageError
from onrecord.model import Rejected
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import decode
from onrecord.reading.facts import Fact, Facts, language_code
from onrecord.reading.inputs import Input, real_path
from onrecord.reading.table import columns, delimiter_of

FIELDS = ("outlet", "published", "title", "url", "language")
BASIS = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a manifest."""

    line: int
    """The line of the file that it begins on, from 1."""
    file: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The rows of a manifest."""

    path: Path
    rows: tuple[Row, ...] = ()

    def match(self, inputs: Sequence[Input]) -> Mapping[str, Row]:
        """Return the row of each input that has one, by its name.

        Behind the name stands `#n` for a line of a file, `/inner/page.html` for what an archive holds.
        """
        return self._matched(inputs)[0]

    def unused(self, inputs: Sequence[Input]) -> tuple[Rejected, ...]:
        """Return the rows that say something about none of the inputs, or about no one of them in particular."""
        return self._matched(inputs)[1]

    def _matched(self, inputs: Sequence[Input]) -> tuple[dict[str, Row], tuple[Rejected, ...]]:
        matched: dict[str, Row] = {}
        unused: list[Rejected] = []
        real = {item.real: item for item in inputs}
        for row in self.rows:
            file, item = _split(row.file)
            found = self._inputs_of(file, inputs, real)
            while not found and "/" in file.strip("/"):  # it may name what an archive holds
                file, _, inner = file.rpartition("/")
                item = f"/{inner}{item}"
                found = self._inputs_of(file, inputs, real)
            name = found[0].name + item if len(found) == 1 else ""
            if not found:
                reason = "names a file that is not among the inputs"
            elif len(found) > 1:
                reason = f"names more than one of the inputs: {found[0].name}, {found[1].name}"
            elif name in matched:
                reason = f"names {name}, which line {matched[name].line} names already"
            else:
                matched[name] = row
                continue
            unused.append(Rejected(input=f"{self.path.name}#{row.line}", reason=f"{reason} ({row.file})"))
        return matched, tuple(unused)

    def _inputs_of(self, file: str, inputs: Sequence[Input], real: Mapping[Path, Input]) -> list[Input]:
        """Find the inputs that a path means: the file beside the manifest, else one that is called so."""
        beside = real_path(self.path.parent / file)
        if beside in real:
            return [real[beside]]
        if os.path.lexists(beside):  # it means that file, not another of the same name somewhere else
            return []
        same = [item for item in inputs if item.name == file]
        return same or [item for item in inputs if item.name.endswith(f"/{file}")]


def load_manifest(path: str | Path) -> Manifest:
    """Read a manifest.

    Raises:
        UsageError: it cannot be read, has no column `file`, or a row that cannot be meant; the message names the line.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the manifest cannot be read: {error.strerror or error}") from error
    return manifest_of(data, path)


def manifest_of(data: bytes, path: Path) -> Manifest:
    """Return the manifest that some bytes are.

    Args:
        data: The bytes.
        path: What it is called.

    Raises:
        UsageError: As `load_manifest`.
    """
    try:
        text = decode(data)
    except InputError as error:
        raise UsageError(f"{path}: the manifest cannot be read: {error}") from error
    delimiter = delimiter_of(text)
    if delimiter is None:
        named = ", ".join(columns(text, ","))
        raise UsageError(f"{path}: the manifest has no column `file`; its columns are {named}")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [column.strip().casefold() for column in next(reader)]
        for column in ("file", *FIELDS):
            if header.count(column) > 1:
                raise UsageError(f"{path}: the manifest has two columns `{column}`")
        rows: list[Row] = []
        seen: dict[str, int] = {}
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _row(header, cells, line, path)
                if row.file in seen:
                    raise UsageError(f"{path}, line {line}: {row.file} stands in line {seen[row.file]} already")
                seen[row.file] = line
                rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: not CSV that can be read: {error}") from error
    return Manifest(path=path, rows=tuple(rows))


def _row(header: Sequence[str], cells: Sequence[str], line: int, path: Path) -> Row:
    where = f"{path}, line {line}"
    if len(cells) > len(header):
        raise UsageError(
            f"{where}: {len(cells)} cells for {len(header)} columns; "
            "put a value that holds the mark between cells in double quotes"
        )
    values = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
    file = values.get("file", "").replace("\\", "/").removeprefix("./")
    if not file:
        raise UsageError(f"{where}: no value for `file`")
    facts: dict[str, Fact] = {}
    for field in FIELDS:
        value = values.get(field, "")
        if not value:
            continue
        if field == "published":
            day = parse_date(value)
            if day is None:
                raise UsageError(f"{where}: published {value!r} is no day that can be told; write it as 2024-12-31")
            value = day
        elif field == "language":
            code = language_code(value)
            if code is None:
                raise UsageError(f"{where}: language {value!r} is no ISO 639-1 code, such as en")
            value = code
        facts[field] = Fact(value, BASIS)
    return Row(line=line, file=file, facts=facts)


def _split(file: str) -> tuple[str, str]:
    """Part `reports.jsonl#3` into the file and the line in it; a file whose own name has a `#` stays whole."""
    stem, mark, number = file.rpartition("#")
    return (stem, mark + number) if mark and number.isdigit() else (file, "")
