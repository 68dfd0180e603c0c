"""The option `--as-of` of the commands that show a record, and what they say when it is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.terminal import counted, note

if TYPE_CHECKING:
    from onrecord.record import AsOf, Record

Command = TypeVar("Command", bound=Callable[..., Any])


def as_of_option(command: Command) -> Command:
    """Give a command the option `--as-of`, which reaches it as `as_of`, a date in words or None."""
    return click.option(
        "--as-of",
        metavar="DAY",
        help="The record as it stood on that day (2024-12-07; a month is its last day): from the reports published by "
        "then.",
    )(command)


def open_at(record: str, as_of: str | None, *, quiet: bool = False) -> Record:
    """Open a record, whole or as of a day, and say on stderr what is left out for the day, if it may."""
    import onrecord

    opened = onrecord.open(record, as_of)
    if opened.as_of is not None and not quiet:
        note(said(opened.as_of))
    return opened


def today() -> date:
    """Return the day on which the program runs: the one place where a clock is looked at."""
    return date.today()


def day_read(record: Record) -> date:
    """Return the day on which a record is read: the one that it is seen as of, else today."""
    return today() if record.as_of is None else date.fromisoformat(record.as_of.day)


def day_object(opened: Record) -> dict[str, object]:
    """Return the day of a view and what is left out for it, for a JSON object; nothing for a whole record."""
    from onrecord.formats.objects import as_of_object

    return {} if opened.as_of is None else {"as_of": as_of_object(opened.as_of)}


def left_out(opened: Record, count: Callable[[Record], int]) -> int:
    """Return how much more the whole record has of something than a view of it, 0 for a record that is whole."""
    import onrecord

    if opened.as_of is None:
        return 0
    with onrecord.open(opened.path) as whole:
        return count(whole)


def said(as_of: AsOf) -> str:
    """Return what a person should know of a view: its day, and which reports are not in it.

    >>> from onrecord.record import AsOf
    >>> said(AsOf(day="2031-05-04", later=2, undated=1))
    'as of 2031-05-04: 2 reports published later and 1 report without a date are left out'
    >>> said(AsOf(day="2031-05-03", later=3, undated=0, first="2031-05-04"))
    'as of 2031-05-03: 3 reports published later are left out; the first is of 2031-05-04'
    >>> said(AsOf(day="2031-05-03", later=0, undated=0))
    'as of 2031-05-03: the record holds no report'
    """
    left = [
        f"{counted(number, 'report')} {why}"
        for number, why in ((as_of.later, "published later"), (as_of.undated, "without a date"))
        if number
    ]
    if not left:
        held = "every report was published by then" if as_of.first is not None else "the record holds no report"
        return f"as of {as_of.day}: {held}"
    verb = "is" if as_of.later + as_of.undated == 1 else "are"
    none_yet = f"; the first is of {as_of.first}" if as_of.first is not None and as_of.first > as_of.day else ""
    return f"as of {as_of.day}: {' and '.join(left)} {verb} left out{none_yet}"
