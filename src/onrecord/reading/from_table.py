"""Tables with an article in each row: CSV and TSV, by the names of their columns.

Formats: exports of Media Cloud (https://search.mediacloud.org), the lists of articles of the GDELT Global Knowledge
Graph 2.1 (no head, 27 columns), CC-NEWS as a data set, and any table whose columns are called as fields of JSON are, or
named (`field_names`). A row is cited by RFC 7111: `row=1` is the first of the file, its head where it has one.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.model import Place
from onrecord.reading.facts import Draft
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.from_json import (
    DOMAIN_FIELDS,
    FIELDS,
    HTML_FIELDS,
    PARAGRAPH_FIELDS,
    TEXT_FIELDS,
    WEAK_OUTLET_FIELDS,
    draft_of_object,
)
from onrecord.reading.gdelt import article_of_row, is_row
from onrecord.reading.lines import lines_of
from onrecord.reading.table import DELIMITERS, columns

MORE_DELIMITERS = ("|",)
"""Beside those of a manifest, which a person makes with a spreadsheet."""
_TEXT = (*TEXT_FIELDS, *PARAGRAPH_FIELDS, *HTML_FIELDS)
_KNOWN = {
    name.casefold(): name
    for name in (*chain.from_iterable(FIELDS.values()), *_TEXT, *DOMAIN_FIELDS, *WEAK_OUTLET_FIELDS)
}
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_LIST = re.compile(rf"\s*\[[\s,]*(?:(?:{_QUOTED.pattern})[\s,]*)*\]\s*", re.DOTALL)

Drafts = Iterator[tuple[str, Draft | InputError]]


def read_csv(file: BinaryIO, max_bytes: int, names: FieldNames = USUAL) -> Drafts:
    """Yield the article of each row of a table, with what its name gets: `#3` for the third row below the head.

    Args:
        file: Open for reading; it may be of any length.
        max_bytes: The longest line that is read.
        names: What the columns are called.

    Raises:
        InputError: It is no text that can be decoded, or no table with a column of text or of addresses.
    """
    lines = lines_of(file, max_bytes)
    first = next(lines, "")
    if is_row(first):
        yield from _listed(chain([first], lines), max_bytes)
        return
    delimiter = _delimiter_of(first, names)
    rows = _rows(chain([first], lines), max_bytes, delimiter)
    _, head = next(rows, (1, []))
    keys = keys_of(head, names)
    empty = True
    for number, (line, cells) in enumerate(rows, 2):
        if not any(map(str.strip, cells)):
            continue
        empty, mark = False, f"#{number - 1}"
        if len(cells) > len(keys):
            yield mark, InputError(f"line {line:,}: {len(cells)} cells for {len(keys)} columns")
            continue
        yield mark, draft_of_row(dict(zip(keys, cells, strict=False)), names, f"row={number}")
    if empty:
        raise InputError("empty: a table of no rows")


def keys_of(head: Sequence[str], names: FieldNames) -> list[str]:
    """Return what the columns of a table are called in the objects that its rows are.

    Raises:
        InputError: None of them holds the text of an article, nor its address.

    >>> keys_of(["Title", "Publish date", "TEXT"], USUAL)
    ['title', 'publish_date', 'text']
    """
    own = {name.casefold(): name for name in names.columns()}
    keys: list[str] = []
    for column in map(str.strip, head):
        folded = re.sub(r"[\s-]+", "_", column.casefold())
        key = own.get(column.casefold()) or _KNOWN.get(column.casefold()) or _KNOWN.get(folded) or column
        keys.append(key if key not in keys else "")
    wanted = [*names.of("text"), *_TEXT, *names.of("url"), *FIELDS["url"]]
    if not any(name in keys or name.partition(".")[0] in keys for name in wanted):
        if "file" in keys:
            raise InputError("a manifest by its column `file`: it is given with --manifest")
        looked_for = ", ".join(dict.fromkeys((*names.of("text"), *_TEXT)))
        has = ", ".join(column.strip() for column in head) if head else "none"
        raise InputError(
            f"no table of articles: none of its columns ({_short(has)}) is one of {looked_for}; "
            "--fields text=COLUMN says which holds the text"
        )
    return keys


def draft_of_row(row: Mapping[str, object], names: FieldNames, at: str | None = None) -> Draft | InputError:
    """Return the article that a row holds, or why it holds none.

    Args:
        row: The cells that hold anything, by the name of the column.
        names: What the columns are called.
        at: Where the row stands in the file.
    """
    article = {key: value for key, value in row.items() if key and value not in ("", None)}
    for field in (*FIELDS["authors"], *names.of("authors"), *PARAGRAPH_FIELDS):
        cell = article.get(field)
        if isinstance(cell, str):
            article[field] = _list_in(cell, parted=field not in PARAGRAPH_FIELDS)
    try:
        draft = draft_of_object(article, names)
    except InputError as error:
        return error
    return draft if at is None else replace(draft, places=(Place(span=(0, len(draft.text)), at=at),))


def _listed(lines: Iterator[str], max_bytes: int) -> Drafts:
    """Yield the rows of a list of articles of GDELT, which has no head."""
    for number, (line, cells) in enumerate(_rows(lines, max_bytes, "\t", quoted=False), 1):
        if any(map(str.strip, cells)):
            article = article_of_row(cells)
            yield (
                f"#{number}",
                InputError(f"line {line:,}: no row of the Global Knowledge Graph")
                if article is None
                else draft_of_row(article, USUAL),
            )


def _rows(
    lines: Iterator[str], max_bytes: int, delimiter: str, *, quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line that it ends on."""
    csv.field_size_limit(min(sys.maxsize, max(csv.field_size_limit(), max_bytes)))  # it is one for the process
    reader = csv.reader(
        lines, delimiter=delimiter, strict=True, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    )
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(f"not a table that can be read: line {reader.line_num:,}: {error}") from error


def _delimiter_of(first: str, names: FieldNames) -> str:
    """Return what parts the cells of a table: by which its head names most that is known, then most at all."""
    known = {*_KNOWN, *(name.casefold() for name in names.columns())}
    found = [(columns(first, delimiter), delimiter) for delimiter in (*DELIMITERS, *MORE_DELIMITERS)]
    return max(found, key=lambda one: (len(known.intersection(one[0])), len(one[0])))[1]


def _list_in(cell: str, *, parted: bool) -> object:
    """Return the list that a cell holds, as JSON, Python or numpy write one, or parted by semicolons; else the cell.

    Args:
        cell: The cell.
        parted: Whether semicolons part it; they do not part a text.
    """
    if _LIST.fullmatch(cell):
        with contextlib.suppress(ValueError):
            found = json.loads(cell)
            if isinstance(found, list):
                return found
        return [re.sub(r"\\(.)", _unescaped, match[0][1:-1], flags=re.DOTALL) for match in _QUOTED.finditer(cell)]
    return [part.strip() for part in cell.split(";")] if parted and ";" in cell else cell


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "r": "\r", "'": "'", '"': '"', "\\": "\\"}.get(match[1], match[0])


def _short(text: str, most: int = 300) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
