"""The table in use: the one that comes with onrecord, until `using` puts another in its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib import resources

from onrecord.outlets.entries import parse
from onrecord.outlets.table import Outlet, Outlets


@lru_cache(maxsize=1)
def default_outlets() -> Outlets:
    """Return the table that comes with onrecord, read once."""
    source = resources.files("onrecord").joinpath("outlets.toml")
    return Outlets(parse(tomllib.loads(source.read_text(encoding="utf-8")), "outlets.toml"))


_IN_USE: ContextVar[Outlets | None] = ContextVar("outlets", default=None)


def in_use() -> Outlets:
    """Return the table in use: the one that comes with onrecord, or what `using` has put in its place."""
    return _IN_USE.get() or default_outlets()


@contextmanager
def using(table: Outlets) -> Iterator[Outlets]:
    """Put a table in the place of the one that comes with onrecord, for all that is done inside.

    What reads, analyses and relates is a function of its arguments and of this one table, which is the same for a whole
    record; who builds or opens one sets it (`build`).

    >>> norra = Outlet(name="Norra News", domains=("norra.example",))
    >>> with using(Outlets([norra])):
    ...     by_domain("norra.example/a").name
    'Norra News'
    >>> by_domain("norra.example/a") is None
    True
    """
    token = _IN_USE.set(table)
    try:
        yield table
    finally:
        _IN_USE.reset(token)


def by_domain(url_or_domain: str) -> Outlet | None:
    """Return the outlet of a URL or domain in the table in use: see `Outlets.by_domain`."""
    return in_use().by_domain(url_or_domain)


def by_name(name: str, *, ambiguous: bool = True) -> Outlet | None:
    """Return the outlet of a name in the table in use: see `Outlets.by_name`."""
    return in_use().by_name(name, ambiguous=ambiguous)


def wires() -> tuple[Outlet, ...]:
    """Return the wires in the table in use."""
    return in_use().wires()


def mention_pattern() -> re.Pattern[str]:
    """Return the pattern of all plain names in the table in use: see `Outlets.mention_pattern`."""
    return in_use().mention_pattern
