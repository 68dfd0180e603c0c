"""Lets onrecord read the export files of Tidewire, a newsroom system (invented, as its files are).

A `.tide` file begins with a line `TIDEWIRE 1`. Each item begins with a line `@@` and its number; then come fields, an
empty line, and the text. `KILL` as the field `STATUS` says that the desk has withdrawn the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.plugins import Article, Reader, hookimpl

SIGNATURE = b"TIDEWIRE 1"
_ITEM = re.compile(r"^@@ (\d+)[ \t]*\n", re.MULTILINE)
_WHEN = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d)")


@hookimpl
def onrecord_readers() -> list[Reader]:
    """Give onrecord the one reader of this package."""
    # Other systems may write .tide files, too: `accepts` looks at the bytes.
    return [Reader(suffixes=(".tide",), read=read, accepts=lambda data: data.startswith(SIGNATURE))]


def read(data: bytes) -> Iterator[Article | InputError]:
    """Yield the items of a file, and for one that is no report the reason."""
    numbers_and_items = _ITEM.split(data.decode("utf-8"))[1:]
    for number, item in zip(numbers_and_items[::2], numbers_and_items[1::2], strict=True):
        head, _, text = item.partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if fields.get("STATUS") == "KILL":
            yield InputError(f"item {number} was withdrawn by its desk")
            continue
        yield Article(
            text=f"{fields['HEAD']}\n\n{text.strip()}\n" if "HEAD" in fields else text,
            title=fields.get("HEAD"),
            outlet="Tidewire",
            authors=tuple(name.strip() for name in fields.get("BY", "").split(";") if name.strip()),
            published=_WHEN.sub(r"\3-\2-\1T\4", fields["WHEN"]) if "WHEN" in fields else None,
            language=fields.get("LANG"),
        )
