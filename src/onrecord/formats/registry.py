"""The formats that a record is exported to, by name: each says what it is for, what it makes and what it loses.

A format is a module of this package that holds one `Format` called `FORMAT`; `_MODULES` lists them. A plugin
adds others, which are the same values. A format makes one file or several, each a name and pieces of bytes, so that the
same code writes a folder, an archive or one file.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:  # a list of the names must cost nothing
    from onrecord.model import Analysis, Story
    from onrecord.plugins import Given
    from onrecord.record import AsOf
    from onrecord.record.tables import View

_MODULES = {
    "json": "onrecord.formats.json",
    "csv": "onrecord.formats.csv",
    "parquet": "onrecord.formats.parquet",
    "timelinejs": "onrecord.formats.timelinejs",
    "ics": "onrecord.formats.ics",
    "graphml": "onrecord.formats.graphml",
    "gexf": "onrecord.formats.gexf",
    "markdown": "onrecord.formats.markdown",
    "docx": "onrecord.formats.docx",
    "webannotation": "onrecord.formats.webannotation",
    "schemaorg": "onrecord.formats.schemaorg",
    "prov": "onrecord.formats.prov",
    "ftm": "onrecord.formats.ftm",
    "docbin": "onrecord.formats.docbin",
    "conll": "onrecord.formats.conll",
    "brat": "onrecord.formats.brat",
}
"""Where the format of a name is, so that a list of the names imports none of them."""


_Made = TypeVar("_Made")


class HoldsRecord(Protocol):
    """What is exported: an open record, whole or as of a day."""

    path: Path
    """The record's file."""

    @property
    def as_of(self) -> AsOf | None:
        """The day as of which it is seen, None for all that it holds."""
        ...

    def story(self) -> Story:
        """Return what it holds."""
        ...

    def analyses(self, of: Container[str] | None = None) -> Mapping[str, Analysis]:
        """Return what was found in some reports, or in all, by report id."""
        ...

    def not_analysed(self) -> Mapping[str, str]:
        """Return why a report was not analysed, by report id."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """How to export."""

    with_text: bool = False
    """Put the whole text of each report in, where the format can do with less."""
    raw: bool = False
    """Leave the cells of CSV as they are, formulas and control characters included."""
    excel: bool = False
    """Begin each CSV file with the mark by which Excel knows UTF-8."""
    today: date | None = None
    """The day for which the status of promises is given; None is the day of the newest report."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export."""

    name: str
    """Its name in a folder: no directory, no character that a file system minds."""
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """What a record can be exported to."""

    name: str
    """As it is asked for."""
    title: str
    """As people call it, with the version of its standard."""
    use: str
    """What it is for, in a line."""
    lost: str
    """What of the record it does not hold, in a line."""
    suffix: str
    """Of its file, with the dot; of each of its files where it makes several."""
    files: Callable[[HoldsRecord, Options], Iterator[File]]
    """Makes the files."""
    several: bool = False
    """Whether it makes several files: these go into a folder, or into a ZIP archive."""
    binary: bool = False
    """Whether its file is no text, and so nothing to show on a terminal."""


def view_of(record: HoldsRecord, options: Options) -> View:
    """Return a record as the rows of its tables are made from it."""
    from onrecord.record.tables import View

    return View(record.story(), record.not_analysed(), options.today, with_text=options.with_text)


def names() -> tuple[str, ...]:
    """Return the names of all formats, in the order in which they are listed: onrecord's own, then those of plugins."""
    return (*_MODULES, *_plugged())


def format_of(name: str) -> Format:
    """Return a format.

    Raises:
        UsageError: There is none of that name.

    >>> format_of("json").suffix
    '.json'
    """
    if name in _MODULES:
        return _own(name)
    added = _plugged()
    if name not in added:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(names())}")
    return added[name]


def _plugged() -> Mapping[str, Format]:
    """Return the formats of plugins, by name; one that has the name of another is not taken, and is named."""
    from onrecord.plugins import in_use

    plugins = in_use()
    found: dict[str, Format] = {}
    for given in plugins.give("format"):
        if not isinstance(given.what, Format):
            plugins.blame(given.plugin, f"{given.what!r} is no Format")
        elif given.what.name in _MODULES or given.what.name in found:
            plugins.blame(given.plugin, f"there is a format {given.what.name!r} already")
        else:
            found[given.what.name] = replace(given.what, files=_guarded(given))
    return dict(sorted(found.items()))


def _guarded(given: Given) -> Callable[[HoldsRecord, Options], Iterator[File]]:
    """Return what makes a plugin's files, so that whatever it raises names the plugin."""

    def files(record: HoldsRecord, options: Options) -> Iterator[File]:
        for file in _named(given, partial(given.what.files, record, options)):
            yield File(file.name, _named(given, partial(iter, file.pieces)))

    return files


def _named(given: Given, make: Callable[[], Iterable[_Made]]) -> Iterator[_Made]:
    try:
        yield from make()
    except OnrecordError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise OnrecordError(f"the format {given.what.name} of plugin {given.plugin} failed: {what}") from error


@cache
def _own(name: str) -> Format:
    found = import_module(_MODULES[name]).FORMAT
    assert isinstance(found, Format)  # noqa: S101  # our own module
    return found
