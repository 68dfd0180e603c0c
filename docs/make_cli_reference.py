"""Write docs/reference/cli.md from what `--help` says: `python docs/make_cli_reference.py`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli import main

PAGE = Path(__file__).parent / "reference" / "cli.md"
WIDTH = 100
"""Columns of the help texts: what a page of the site shows without scrolling."""


def cli_reference() -> str:
    """Return the page: the program's help, then each command's, in Markdown."""
    program = main.make_context("onrecord", [], resilient_parsing=True, max_content_width=WIDTH, terminal_width=WIDTH)
    parts = [
        "# The command line\n",
        "This page is made from `--help` by `python docs/make_cli_reference.py`.\n",
        _block(main.get_help(program)),
    ]
    for name in sorted(main.commands):
        command = main.commands[name]
        context = click.Context(command, info_name=name, parent=program, max_content_width=WIDTH, terminal_width=WIDTH)
        parts += [f"## onrecord {name}\n", _block(command.get_help(context))]
        for part, sub in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
            under = click.Context(sub, info_name=part, parent=context, max_content_width=WIDTH, terminal_width=WIDTH)
            parts += [f"### onrecord {name} {part}\n", _block(sub.get_help(under))]
    return "\n".join(parts)


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"```text\n{lines}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(cli_reference(), encoding="utf-8", newline="\n")
