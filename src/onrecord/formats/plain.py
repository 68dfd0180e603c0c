"""A report's words made fit for a file that people open in a program: what steers a program is taken out.

A report may hold anything: escape sequences, marks that turn the direction of writing (by which a text is made to read
as another one), characters that XML forbids, and cells that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line ends, DEL, the marks of direction and their isolates, line and paragraph
# separators, surrogates and non-characters (which XML 1.0 forbids), and the byte order mark.
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_STARTS = "=+-@\t\r\n＝＋－＠"
"""What a formula begins with (OWASP, *CSV Injection*), and the wide forms that East Asian spreadsheets take alike."""
# A spreadsheet that parts columns at semicolons, as in much of Europe, begins a cell within a quoted one.
_INSIDE = re.compile(f"(;[\\s\"']*)(?=[{re.escape(_STARTS)}])")


def clean(words: str | None) -> str:
    r"""Return words without what steers a program that shows them; lines and tabs stay.

    >>> clean("a\x1b[31m \u202eday"), clean(None)
    ('a[31m day', '')
    """
    return _STEERING.sub("", words or "")


def one_line(words: str | None) -> str:
    r"""Return words as one line without what steers a program.

    >>> one_line("two\n\n lines\x07")
    'two lines'
    """
    return " ".join(clean(words).split())


def spaced(words: str) -> str:
    r"""Return words as one line, with a space at either end where white space stood.

    >>> spaced("a,\n ")
    'a, '
    """
    return re.sub(r"\s+", " ", clean(words))


def defused(cell: str) -> str:
    r"""Return a cell of one line that no spreadsheet takes for a formula: with an apostrophe before what begins one.

    OWASP's advice against CSV injection; an apostrophe says to a spreadsheet that what follows is text.

    >>> defused("=1+1"), defused("a;=1+1"), defused("a - b"), defused("  @x")
    ("'=1+1", "a;'=1+1", 'a - b', "'  @x")
    """
    apart = _INSIDE.sub(r"\1'", cell)
    return (
        f"'{apart}" if cell.lstrip(" \"'").startswith(tuple(_STARTS)) or cell.startswith(("\t", "\r", "\n")) else apart
    )
