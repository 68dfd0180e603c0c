"""The program: its commands, its errors and its exit codes."""

from __future__ import annotations

import sys
from typing import Any

import click

from onrecord.cli.conflicts import conflicts
from onrecord.cli.coverage import coverage
from onrecord.cli.decide import decide
from onrecord.cli.decisions import decisions
from onrecord.cli.diff import diff
from onrecord.cli.fetch import fetch
from onrecord.cli.give import check, export, page
from onrecord.cli.labels import labels
from onrecord.cli.look import show, who
from onrecord.cli.make import add, analyse, build
from onrecord.cli.outlets import outlets
from onrecord.cli.plugins import plugins, plugins_told, without_plugins
from onrecord.cli.promises import promises
from onrecord.cli.search import search
from onrecord.cli.serve import serve
from onrecord.cli.stories import stories
from onrecord.cli.terminal import note
from onrecord.cli.timeline import timeline
from onrecord.cli.versions import versions
from onrecord.cli.watch import watch
from onrecord.errors import OnrecordError

EPILOG = """\b
Begin with:
  onrecord build reports/ -o story.db
  onrecord show story.db
  onrecord serve story.db

\b
Exit codes:
  0  done
  1  an error: nobody of that name, a file that cannot be written
  2  asked in a way that cannot be done: no such file, options that contradict
  3  the record is broken, fails its check, or is held by another process
  4  the language model is missing
"""


class Program(click.Group):
    """A group of commands that ends in one line and an exit code when onrecord raises an error on purpose."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # what the console cannot show becomes a question mark, not a traceback
                stream.reconfigure(errors="replace")
        try:
            with plugins_told():
                return super().invoke(ctx)
        except OnrecordError as error:
            note(f"onrecord: {error}")
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise  # who reads us has had enough; click ends quietly
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            note(f"onrecord: {place}{error.strerror or error}")
            ctx.exit(OnrecordError.exit_code)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        click.echo(f"onrecord {version('onrecord')}")
        ctx.exit()


@click.group(
    cls=Program,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@click.option(
    "--no-plugins",
    is_flag=True,
    expose_value=False,
    callback=without_plugins,
    help="Leave all plugins where they are, as ONRECORD_DISABLE_PLUGINS=1 does.",
)
def main() -> None:
    """Turn a pile of news reports about one story into a record that can be checked.

    A record says who said what, through whom, when and in which exact words; how many independent sources stand behind
    it; what was promised and for when; where the reports disagree; and who copied whom. It is one SQLite file.
    """


for command in (
    build,
    add,
    show,
    timeline,
    coverage,
    who,
    labels,
    promises,
    conflicts,
    search,
    diff,
    versions,
    decide,
    decisions,
    serve,
    page,
    export,
    check,
    analyse,
    outlets,
    plugins,
    fetch,
    watch,
    stories,
):
    main.add_command(command)
