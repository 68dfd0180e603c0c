"""Who may ask, from where, and what a browser may do with the answer.

- The `Host` that is asked for must be one that is served, so that a page of another site cannot reach the app by a name
  that it points at this machine (DNS rebinding).
- With a password, every view needs a session that was opened with it, or the password as a bearer token (RFC 6750).
- A change must come from the app's own pages: `Origin` and `Sec-Fetch-Site` say so where a browser sends them, and
  `changes` wants the session's token with it (OWASP's signed double-submit; see `sessions`).
- Every answer forbids all that the app does not need: other origins, inline script and style, frames, sniffing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.app.sessions import Sessions

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, nothing evaluated, nothing from another place."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}
_SAFE = frozenset({"GET", "HEAD"})
_OPEN = ("/login", "/static/")


@dataclass(frozen=True, slots=True)
class Served:
    """Under which names the app may be asked for."""

    names: frozenset[str]
    """Host names without port, lower case."""
    port: int
    any_address: bool = False
    """Whether it is asked for by any number (`192.0.2.7`, `[2001:db8::7]`): no other site's name can be one."""
    proxied: frozenset[str] = frozenset()
    """Host names, lower case, under which a proxy before it is asked, at whatever port."""

    def has(self, host: str) -> bool:
        """Return whether a `Host` header asks for what is served.

        >>> Served(frozenset({"localhost"}), 8010).has("localhost:8010")
        True
        >>> Served(frozenset({"localhost"}), 8010).has("attacker.example:8010")
        False
        """
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname, parts.port
        except ValueError:
            return False
        if name is None or parts.path or parts.query or parts.fragment or "@" in host:
            return False
        if name in self.proxied:
            return True
        if (port or 80) != self.port:
            return False
        return name in self.names or (self.any_address and _is_address(name))

    def origins(self, host: str) -> tuple[str, ...]:
        """Return what a browser may call the place of a page that it got under a host: before a proxy it may be TLS.

        >>> Served(frozenset({"localhost"}), 8010, proxied=frozenset({"desk.example"})).origins("desk.example")
        ('http://desk.example', 'https://desk.example')
        """
        plain = f"http://{host}"
        return (plain, f"https://{host}") if host.partition(":")[0].lower() in self.proxied else (plain,)


class Guard:
    """The outermost layer of the app.

    Args:
        app: What is guarded.
        served: Under which names it may be asked for.
        sessions: Who is let in.
    """

    def __init__(self, app: ASGIApp, served: Served, sessions: Sessions) -> None:
        self._app, self._served, self._sessions = app, served, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        request = Request(scope)
        fresh = ""
        cookie = request.cookies.get(self._sessions.cookie, "")
        if not self._sessions.knows(cookie) and not self._sessions.locked and request.method == "GET":
            fresh = cookie = self._sessions.open()
        scope["session_key"] = cookie if self._sessions.knows(cookie) else ""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if "cache-control" not in headers:
                    headers["cache-control"] = "private, no-cache"
                headers.add_vary_header("Cookie")
                if fresh and headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", self._sessions.set_cookie(fresh))
            await send(message)

        refused = self._refusal(request)
        await (refused or self._app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        """Return what is answered in the app's place, None where the app may answer."""
        if not self._served.has(request.headers.get("host", "")):
            return PlainTextResponse(
                "This address is not served here: open the one that was printed at the start.", 421
            )
        if request.method not in _SAFE:
            if request.method != "POST":
                return PlainTextResponse("Not allowed.", 405, {"allow": "GET, HEAD, POST"})
            if not self._own_page(request.headers):
                return PlainTextResponse("Refused: this change was asked for by a page of another site.", 403)
        if not self._sessions.locked or request.url.path.startswith(_OPEN):
            return None
        if request.scope["session_key"] or self._sessions.lets_in(bearer(request.headers)):
            return None
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": "a password is needed"}, 401, {"www-authenticate": 'Bearer realm="onrecord"'})
        if request.method not in _SAFE:
            return PlainTextResponse("Log in first.", 401)
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?to={quote(asked, safe='')}", 303)

    def _own_page(self, headers: Headers) -> bool:
        """Return whether what a browser says of where a change comes from fits; a program says nothing."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            return False
        # Under `no-referrer` a form's origin is sent as "null" (Fetch, 3.2); then `Sec-Fetch-Site` tells where from.
        if origin == "null":
            return site == "same-origin"
        return origin is None or origin in self._served.origins(headers.get("host", ""))


def bearer(headers: Headers) -> str:
    """Return the token of an `Authorization` header, '' for none."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def is_loopback(host: str) -> bool:
    """Return whether an address is of this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def served_names(host: str, port: int, own_names: Iterable[str], proxied: Iterable[str] = ()) -> Served:
    """Return the names under which an address may be asked for.

    Args:
        host: The address that is listened on.
        port: Its port.
        own_names: What this machine is called; used where other machines may ask.
        proxied: Further names under which it may be asked for, at any port: those of a proxy before it.
    """
    behind = frozenset(name.lower() for name in proxied)
    if is_loopback(host):
        return Served(frozenset({"localhost", "127.0.0.1", "::1", host}), port, proxied=behind)
    names = frozenset({"localhost", host.lower(), *(name.lower() for name in own_names)})
    return Served(names, port, any_address=True, proxied=behind)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
