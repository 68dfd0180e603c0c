"""Running the app: which port, who is told the address, and how it ends."""

from __future__ import annotations

import contextlib
import errno
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from onrecord.app.app import make_app
from onrecord.app.guard import is_loopback, served_names
from onrecord.errors import OnrecordError, UsageError

PORT = 8010
"""Where it is looked for first."""
PORTS_TRIED = 20
REQUESTS_AT_ONCE = 200
"""More are told to come again, so that a flood cannot take all memory."""
HEADERS_MAX = 32 * 1024
PASSWORD_MIN = 8


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    password: str | None = None,
    names: tuple[str, ...] = (),
    read_only: bool = False,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Serve a record until it is stopped with Ctrl-C.

    Args:
        path: The record's file.
        host: The address to listen on. Any but a loopback address needs a password; where none is given, one is made
            and said.
        port: The port; None is the first free one from `PORT` on.
        password: What opens a session.
        names: Further names under which the app may be asked for, at any port: those of a proxy before it.
        read_only: Nothing of the record can be changed.
        browser: Open it in the browser.
        say: Is told the address, and what else a person at the keyboard needs.

    Raises:
        UsageError: There is no such file, the address cannot be listened on, or the password is short.
        RecordError: The file is not a record.
    """
    import uvicorn

    from onrecord.app.connections import Connection

    open_to_others = not is_loopback(host)
    if password is not None and len(password) < PASSWORD_MIN:
        raise UsageError(f"the password has fewer than {PASSWORD_MIN} characters")
    made = password is None and open_to_others
    if made:
        password = secrets.token_urlsafe(12)
    listening = listen(host, port)
    with listening:
        taken = listening.getsockname()[1]
        served = served_names(host, taken, (socket.gethostname(), socket.getfqdn()), names)
        app = make_app(path, served, password=password, read_only=read_only)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{'localhost' if host in ('0.0.0.0', '::') else shown}:{taken}/"  # noqa: S104
        say(f"{path}: open {address}")
        if port is None and taken != PORT:
            say(f"port {PORT} is taken, so it is {taken}")
        if open_to_others:
            say("others on the network can reach it; nothing is encrypted on the way: put a proxy with TLS before it")
        if names and password is None:
            say("whoever reaches the proxy before it can read and change the record: no password was given")
        if made:
            say(f"password: {password}")
        say("Ctrl-C stops it")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=REQUESTS_AT_ONCE,
            h11_max_incomplete_event_size=HEADERS_MAX,
            http=Connection,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=5,
        )
        if browser and not open_to_others:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        server = uvicorn.Server(config)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has stopped
            server.run(sockets=[listening])
        if not server.started:
            raise OnrecordError("the app did not start")
    say("stopped")


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens on an address: on the port given, or on the first free one from `PORT` on.

    Raises:
        UsageError: The port is taken, or the address is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    tries = range(PORT, PORT + PORTS_TRIED) if port is None else range(port, port + 1)
    for number in tries:
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, number))
            made.listen(128)
        except OSError as error:
            made.close()
            if error.errno == errno.EADDRINUSE and port is None:
                continue
            taken = error.errno == errno.EADDRINUSE
            why = "is taken by another program: choose another with --port, or leave it out" if taken else "cannot be"
            raise UsageError(
                f"port {number} {why}" if taken else f"{host}, port {number}: {error.strerror or error}"
            ) from error
        return made
    raise UsageError(f"the ports from {PORT} to {PORT + PORTS_TRIED - 1} are all taken: choose one with --port")
