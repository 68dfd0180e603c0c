"""The table that comes with onrecord, extended by those of plugins and by one of the reader's own."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.outlets.current import default_outlets
from onrecord.outlets.entries import parse
from onrecord.outlets.table import Outlet, Outlets, name_key
from onrecord.plugins import OutletTable, in_use

PLUGINS_KEPT = "outlets_plugins"
"""Where a record keeps the tables of the plugins that it was made with: a JSON list of pairs, whose and TOML."""


def load_outlets(extra: Path | None = None) -> Outlets:
    """Return the table that comes with onrecord and those of plugins, extended by a TOML file of the same form.

    Args:
        extra: a file of `outlets = [{ name = "Norra News", domains = ["norra.example"] }, ...]`. An outlet in it takes
            the place of one in the table that has the same name.

    Raises:
        UsageError: the file cannot be read or is not of that form; the message names the entry.
    """
    text, where = ("", "") if extra is None else (read_table(extra), str(extra))
    return extended(text, where, plugged_tables())


def extended(text: str, where: str, tables: Iterable[tuple[str, str]] = ()) -> Outlets:
    """Return the table that comes with onrecord, extended by a table in TOML; an empty text extends it by nothing.

    An outlet of the same name is replaced; a domain or another name that one of the reader's outlets has is taken from
    the one that had it.

    Args:
        text: As `load_outlets` reads it.
        where: What the table is called, for messages.
        tables: Tables of plugins that extend it before: whose each is, and its TOML. A later one counts more.

    Raises:
        UsageError: It is not of that form, or says one thing twice; the message names the entry.
    """
    base = default_outlets()
    by_plugin: dict[str, str] = {}
    for whose, table in tables:
        base = _over(base, table, whose)
        by_plugin = {**by_plugin, **dict.fromkeys(base.own, whose)}
    made = _over(base, text, where)
    if not by_plugin:
        return made
    return Outlets(made.outlets, made.own if made is not base else (), where if made is not base else "", by_plugin)


def read_table(path: Path) -> str:
    """Return the text of a reader's table.

    Raises:
        UsageError: The file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the table of outlets cannot be read: {error}") from error


def plugged_tables() -> tuple[tuple[str, str], ...]:
    """Return the tables that the plugins give, whose each is and its TOML, by the names of the plugins.

    A table that is not of the form is named in a `PluginWarning` and left out.
    """
    plugins, found = in_use(), []
    for given in plugins.give("outlets"):
        if not isinstance(given.what, OutletTable):
            plugins.blame(given.plugin, f"{given.what!r} is no OutletTable")
            continue
        try:
            extended(given.what.toml, f"plugin {given.plugin}")
        except UsageError as error:
            plugins.blame(given.plugin, str(error))
        else:
            found.append((f"plugin {given.plugin}", given.what.toml))
    return tuple(found)


def kept_tables(meta: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the tables of plugins with which a record was made.

    Args:
        meta: What the record says of itself.
    """
    return tuple((where, text) for where, text in json.loads(meta.get(PLUGINS_KEPT, "[]")))


def _over(base: Outlets, text: str, where: str) -> Outlets:
    """Return a table extended by one in TOML; itself where that holds nothing."""
    if not text:
        return base
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where}: the table of outlets cannot be read: {error}") from error
    own = parse(data, where)
    _refuse_twice(own, where)
    if not own:
        return base
    names = {outlet.name for outlet in own}
    domains = {domain for outlet in own for domain in outlet.domains}
    forms = {name_key(form) for outlet in own for form in (outlet.name, *outlet.aliases)}
    others = (_without(outlet, domains, forms) for outlet in base.outlets if outlet.name not in names)
    return Outlets([*others, *own], names, where)


def _refuse_twice(own: Iterable[Outlet], where: str) -> None:
    """Refuse a table in which two outlets have one name or one domain: which of them is meant could not be told."""
    seen: dict[str, str] = {}
    for outlet in own:
        for form in sorted({name_key(form) for form in outlet.plain_names} | set(outlet.domains)):
            if seen.setdefault(form, outlet.name) != outlet.name:
                raise UsageError(f"{where}: {outlet.name} and {seen[form]} are both called {form!r}")
    names = [outlet.name for outlet in own]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"{where}: {twice[0]} is in it twice")


def _without(outlet: Outlet, domains: Set[str], forms: Set[str]) -> Outlet:
    """Return an outlet without what another table gives to another: its name becomes one that is looked for nowhere."""
    taken = tuple(form for form in outlet.plain_names if name_key(form) in forms)
    if not taken and domains.isdisjoint(outlet.domains):
        return outlet
    return replace(
        outlet,
        aliases=tuple(alias for alias in outlet.aliases if alias not in taken),
        ambiguous=(*outlet.ambiguous, *(form for form in taken if form == outlet.name)),
        domains=tuple(domain for domain in outlet.domains if domain not in domains),
    )
