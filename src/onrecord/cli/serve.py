"""The command that opens a record in the browser: `serve`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.terminal import example, note
from onrecord.errors import UsageError


@click.command(
    epilog=example("onrecord serve story.db", "onrecord serve story.db --host 0.0.0.0 --password-file password.txt")
)
@click.argument("record", metavar="RECORD")
@click.option("--port", type=click.IntRange(0, 65535), help="The port.  [default: 8010, or the next free one]")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any but this machine's own needs a password; without one, one is made and shown.",
)
@click.option(
    "--password-file", metavar="FILE", help="A file whose first line is the password, of 8 characters or more."
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="A further name under which it may be asked for, as by a proxy, at any port; may be given several times.",
)
@click.option("--read-only", is_flag=True, help="Nothing of the record can be changed.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def serve(
    record: str,
    port: int | None,
    host: str,
    password_file: str | None,
    names: tuple[str, ...],
    read_only: bool,
    no_browser: bool,
) -> None:
    """Open a record in the browser.

    It is served on this machine alone, unless --host says otherwise. A password may also stand in the environment
    variable ONRECORD_PASSWORD. Several people may read while one writes. Ctrl-C stops it.
    """
    from onrecord.app import serve as run

    run(
        Path(record),
        host=host,
        port=port,
        password=_password(password_file),
        names=names,
        read_only=read_only,
        browser=not no_browser,
        say=note,
    )


def _password(file: str | None) -> str | None:
    """Return the password that a file or the environment holds, None for neither."""
    import os

    if file is None:
        return os.environ.get("ONRECORD_PASSWORD") or None
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"{file}: is no text in UTF-8") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from error
    if not lines or not lines[0].strip():
        raise UsageError(f"{file}: its first line holds no password")
    return lines[0].strip()
