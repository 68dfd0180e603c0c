"""The lines of a file of any length: a short one is decoded whole, a long one line by line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.reading.decode import clean, decode


def lines_of(file: BinaryIO, max_bytes: int) -> Iterator[str]:
    r"""Yield the lines of a file, each with the line feed that ends it.

    A file of up to `max_bytes` is read as `decode` reads it. A longer one is never in memory, so that its encoding
    cannot be guessed: it has to be UTF-8.

    Args:
        file: Open for reading.
        max_bytes: The longest line that is read.

    Raises:
        InputError: It is no text that can be decoded, or a line is too long; the lines before it stand.

    >>> list(lines_of(io.BytesIO(b"one\r\ntwo"), 100))
    ['one\n', 'two']
    """
    head = file.read(max_bytes + 1)
    if len(head) <= max_bytes:
        # Only "\n" ends a line: U+2028 may stand in a string, and str.splitlines would break there.
        yield from io.StringIO(decode(head), newline="\n")
        return
    cut = head.rfind(b"\n") + 1
    number = 0
    for number, line in enumerate(io.BytesIO(head[:cut]), 1):
        yield _line(line, number)
    rest, begun = head[cut:], number
    del head
    for number in count(begun + 1):
        line = rest + file.readline(max_bytes + 1 - len(rest))
        rest = b""
        if not line:
            return
        if len(line) > max_bytes:
            raise InputError(
                f"line {number:,} is too long: the limit is {max_bytes:,} bytes; "
                "a higher one can be set with --max-bytes"
            )
        yield _line(line, number)


def _line(line: bytes, number: int) -> str:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not text that can be decoded: line {number:,} is not UTF-8, which so long a file has to be"
        ) from error
    return clean(text) if text.strip() else "\n"
