"""How words get to a terminal: what steers one is taken out first, for a report may hold anything."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 120
"""Columns when no terminal says how wide it is (COLUMNS wins): a table of titles fits, a pager still shows it."""

# Escape sequences whole (ECMA-48: control sequences, strings such as titles and links, two-character escapes), then
# every other control character but the line end, and the marks by which text can be made to read in another order.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"
    "|\x1b[ -/]*[0-~]?"
)
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(words: str | None) -> str:
    r"""Return words without anything that steers a terminal; lines stay, tabs become spaces.

    >>> safe("a\x1b[31m red\x1b[0m day\x07")
    'a red day'
    """
    return _STEERING.sub("", _SEQUENCE.sub("", (words or "").replace("\t", " ").replace("\r\n", "\n")))


def line(words: str | None) -> str:
    r"""Return words as one safe line.

    >>> line("two\n lines")
    'two lines'
    """
    return " ".join(safe(words).split())


def console(*, stderr: bool = False) -> Console:
    """Return a rich console: colours on a terminal, plain and wide text into a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    wide = None if stream.isatty() or os.environ.get("COLUMNS", "").isdigit() else PIPED_WIDTH
    return Console(stderr=stderr, width=wide, highlight=False, markup=False, emoji=False)


def put(draw: Callable[[Console], None]) -> None:
    """Let something be drawn on stdout; into a pipe, no line ends in the spaces that fill a terminal's."""
    out = console()
    if out.is_terminal:
        draw(out)
        return
    with out.capture() as capture:
        draw(out)
    for drawn in capture.get().splitlines():
        click.echo(drawn.rstrip())


def put_json(value: object) -> None:
    """Write a value to stdout as JSON, one line."""
    from onrecord.formats.json import dumps

    click.echo(dumps(value))


def note(words: str) -> None:
    """Write a line to stderr."""
    click.echo(line(words), err=True)


def example(*commands: str) -> str:
    """Return the lines that a command's help ends in."""
    lines = "\n".join(f"  {command}" for command in commands)
    return f"\b\nExample:\n{lines}"  # \b keeps click from filling the lines


def counted(number: int, noun: str) -> str:
    """Return a number and its noun.

    >>> counted(1, "report"), counted(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
