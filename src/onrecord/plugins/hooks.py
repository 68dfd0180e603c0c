"""What a plugin may give: the values, and the hooks that it gives them by (pluggy's hook specifications).

Every hook takes nothing and returns an iterable, so that one plugin may give several things or, after looking around
it, none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, cast

from pluggy import HookimplMarker, HookspecMarker

from onrecord.errors import InputError
from onrecord.model import Analysis, Report

if TYPE_CHECKING:  # for its type alone: this module stands below the room of formats
    from onrecord.formats.registry import Format

GROUP = "onrecord"
"""The group of entry points that plugins are found by, and the name of the project for pluggy."""

Kind = Literal["reader", "language", "format", "outlets"]

Function = TypeVar("Function", bound=Callable[..., Any])


class Marks(Protocol):
    """A decorator that leaves a function as it is, but for a mark."""

    def __call__(self, function: Function) -> Function:
        """Mark a function."""
        ...


hookspec = cast("Marks", HookspecMarker(GROUP))
hookimpl = cast("Marks", HookimplMarker(GROUP))
"""Marks a function of a plugin as one that onrecord calls; the function's name is the hook's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, as a plugin's reader gives it. What it does not know, onrecord looks for in the text."""

    text: str
    """The words of the article, which the record keeps as they are: every span counts their code points."""
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    """An address that begins with `http://` or `https://`; anything else is passed over."""
    published: str | None = None
    """A day or a moment: `2031-05-04`, `2031-05-04T18:30:00+02:00`. What is no date that can be read in one way only is
    passed over."""
    language: str | None = None
    """A language tag: `en`, `en-GB`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A file format that reports come in.

    Attributes:
        suffixes: Of the files that it reads, each with its dot, in lower case.
        read: The bytes of a file to its articles, in order. An `InputError` that it yields rejects one article, one
            that it raises the rest of the file; any other exception does so, too, and is named as the plugin's.
        accepts: Whether the bytes of a file with such a suffix are in this format. None takes every such file, which is
            not allowed for a suffix that onrecord reads by itself (`.json`, `.html`, ...).
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes], Iterable[Article | InputError]]
    accepts: Callable[[bytes], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """An analyser of reports in languages that onrecord does not know.

    Attributes:
        codes: ISO 639-1 codes of the languages: `("fr",)`.
        version: Names the analyser and its state: as long as it stays, what was found in a text is kept and not looked
            for again.
        load: Makes the function from a report to its analysis; it is called once, when the first report in one of the
            languages is analysed. The analysis has to depend on nothing but the report: its `text`, `title_span`,
            `furniture`, `language` and the day that it was published. Spans count code points of the text.
    """

    codes: tuple[str, ...]
    version: str
    load: Callable[[], Callable[[Report], Analysis]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletTable:
    """Outlets: names, domains, countries, which of them are wires.

    Attributes:
        toml: A table as `onrecord build --outlets` takes it.
    """

    toml: str


class Hooks:
    """The hooks. A plugin is a module or an object with functions of these names, marked with `hookimpl`."""

    @hookspec
    def onrecord_readers(self) -> Iterable[Reader]:
        """Return file formats that reports come in."""
        raise NotImplementedError

    @hookspec
    def onrecord_languages(self) -> Iterable[Language]:
        """Return analysers of reports in other languages."""
        raise NotImplementedError

    @hookspec
    def onrecord_formats(self) -> Iterable[Format]:
        """Return formats that a record can be exported to: values of `onrecord.formats.registry.Format`."""
        raise NotImplementedError

    @hookspec
    def onrecord_outlets(self) -> Iterable[OutletTable]:
        """Return tables of outlets, which extend the one that comes with onrecord."""
        raise NotImplementedError


HOOKS: Mapping[Kind, str] = MappingProxyType(
    {
        "reader": "onrecord_readers",
        "language": "onrecord_languages",
        "format": "onrecord_formats",
        "outlets": "onrecord_outlets",
    }
)
"""By what an entry point is named for, the hook that is asked: `reader.NAME` is loaded for readers, and so on."""
