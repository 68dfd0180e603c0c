"""A web site on this machine, for tests: what it answers, what it was asked for."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]
PAGE = b"<html><head><title>Ferry</title></head><body><p>The ferry left Port Eske at noon.</p></body></html>"
RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Norra</title>'
    b"<item><link>/one</link></item><item><guid>%s/two</guid></item></channel></rss>"
)


@dataclass
class Site:
    """What is served, by path; a path that is not there gets status 404."""

    port: int = 0
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[Mapping[str, str]] = field(default_factory=list)
    scheme: str = "http"

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


def reply(body: bytes, status: int = 200, **fields: str) -> Reply:
    """Return what answers with a body and fields; `_` in their names stands for `-`."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(body)), **fields}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site until the end of the block, over TLS where a context of its own is given."""
    site = Site(scheme="http" if tls is None else "https")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.heads.append(dict(self.headers.items()))
            try:
                site.pages.get(self.path, reply(b"", 404))(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # who asks has had enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:  # the hands are shaken in the thread that answers
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that does not trust it goes away
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
