"""The command `plugins`; and for every command, that plugins can be left out and that one that fails is named."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.terminal import counted, example, line, note, put, put_json
from onrecord.errors import OnrecordError, PluginWarning

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.plugins import Given, Plugin, Plugins

Row = tuple["Plugin", list[str], tuple[str, ...]]
"""A plugin, what it adds and what went wrong, in words."""


@click.command(epilog=example("onrecord plugins --json", "onrecord --no-plugins build reports/"))
@click.option("--json", "as_json", is_flag=True, help="Write them as JSON.")
def plugins(as_json: bool) -> None:
    """List the plugins that are installed: version, what each adds, what is wrong with it.

    A plugin is a package with an entry point in the group "onrecord"; it may add a reader of a file format, an analyser
    for a language, a format to export to, or a table of outlets. It is code that runs with your rights: install what
    you trust. This command loads them all; others load what they need. A plugin that fails is named, and the rest goes
    on. ONRECORD_DISABLE_PLUGINS=1 in the environment, or --no-plugins before the command, leaves all of them out.
    """
    from onrecord.plugins import in_use

    there = in_use()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PluginWarning)  # they stand in the list
        rows = _rows(there)
    if as_json:
        put_json(
            [
                {
                    "name": one.name,
                    "package": one.package,
                    "version": one.version,
                    "adds": adds,
                    "problems": list(wrong),
                }
                for one, adds, wrong in rows
            ]
        )
    elif rows:
        put(lambda out: _draw(out, rows))
    else:
        note("no plugins: none is installed, or they are left out")


def without_plugins(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Leave all plugins out for the command that follows, if that is asked for."""
    if asked:
        from onrecord.plugins import Plugins, using

        ctx.with_resource(using(Plugins()))


@contextmanager
def plugins_told() -> Iterator[None]:
    """Say on stderr which plugin fails, in a line, when it does."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", PluginWarning)
        shown = warnings.showwarning

        def show(
            message: Warning | str, category: type[Warning], filename: str, lineno: int, *rest: Any, **named: Any
        ) -> None:
            if issubclass(category, PluginWarning):
                note(f"onrecord: {message}")
            else:
                shown(message, category, filename, lineno, *rest, **named)

        warnings.showwarning = show
        yield


def _rows(there: Plugins) -> list[Row]:
    from onrecord.formats.registry import names
    from onrecord.outlets import plugged_tables
    from onrecord.plugins import KINDS
    from onrecord.reading.plugged import suffixes

    # The rooms say what they take; what they refuse is noted with the plugin.
    names(), suffixes(), plugged_tables()
    if there.give("language"):
        from onrecord.language.analysers import LANGUAGES, by_code

        by_code(LANGUAGES)
    adds: dict[Plugin, list[str]] = {one: [] for one in there.all}
    for kind in KINDS:
        for given in there.give(kind):
            words = _words(given)
            if words:
                adds[given.plugin].append(words)
    return [(one, adds[one], there.problems(one)) for one in there.all]


def _words(given: Given) -> str:
    from onrecord.formats.registry import Format
    from onrecord.outlets import extended
    from onrecord.plugins import Language, OutletTable, Reader

    match given.what:
        case Reader(suffixes=suffixes, accepts=accepts):
            return f"reads {', '.join(suffixes)}{'' if accepts is None else ', those that are in its format'}"
        case Language(codes=codes, version=version):
            return f"analyses {', '.join(codes)} ({version})"
        case Format(name=name, use=use):
            return f"writes {name}: {use}"
        case OutletTable(toml=toml):
            try:
                return f"knows {counted(len(extended(toml, '').own), 'outlet')}"
            except OnrecordError:
                return ""  # what is wrong with the table stands among the problems
    return ""


def _draw(out: Console, rows: list[Row]) -> None:
    from rich.text import Text

    for one, adds, wrong in rows:
        where = f"  {line(one.package)} {line(one.version)}" if one.package else ""
        out.print(Text.assemble((line(one.name), "bold"), (where, "dim")))
        for words in adds:
            out.print(Text(f"  {line(words)}"), soft_wrap=True)
        for words in wrong:
            out.print(Text.assemble(("  problem: ", "bold red"), line(words)), soft_wrap=True)
