"""The window of a promise in a line of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Promised


def due(row: Promised) -> str:
    """Return when a promise falls due: `due by 30 June 2025`, `“soon”`, `no date given`."""
    if row.vague:
        return f"“{row.due_words}”" if row.due_words else "no date given"
    return f"due {spelled(row.due)}"


def window(edtf: str, verbatim: str | None, *, vague: bool) -> str:
    """Return a window in words, in EDTF and verbatim: `by 30 June 2025 [../2025-06-30] “the end of June”`.

    "Soon" is not "from 4 March", though 4 March is all that can be held against it.
    """
    quoted = f"“{verbatim}”" if verbatim else ""
    if vague:
        return f"{quoted or 'no date given'} [{edtf}]"
    return f"{spelled(edtf)} [{edtf}] {quoted}".rstrip()


def spelled(edtf: str) -> str:
    """Return a date in words.

    >>> spelled("../2025-06-30"), spelled("2025-41")
    ('by 30 June 2025', 'second half of 2025')
    """
    from onrecord.pages.dates import words  # with the page's templates: not for `--help`

    return words(edtf)
