"""One request and its answer."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore2
from httpx2 import URL, create_ssl_context

from onrecord.fetch.errors import AgainError, FailedError, RefusedError
from onrecord.fetch.guard import Resolver, not_public
from onrecord.fetch.manners import Manners
from onrecord.fetch.wire import Wire

Headers = Sequence[tuple[str, str]]
Check = Callable[["Answer"], None]
"""Looks at the head of an answer before its body is read, and raises what stands against reading it."""

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json;q=0.9,*/*;q=0.5"
)
_INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d")
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits for each content coding (RFC 9110, 8.4.1); 47 finds out by itself which of two it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    url: URL
    moment: datetime
    """When it was asked, UTC."""
    peer: str | None
    """The address that answered."""
    status: int
    headers: Headers
    request: bytes
    """As sent."""
    response: bytes
    """As received, without interim answers (1xx) before it."""
    body: bytes
    """Without chunks, still packed."""

    def header(self, name: str) -> str | None:
        """Return the first field of a name, whatever its case."""
        return next((value for known, value in self.headers if known.casefold() == name.casefold()), None)

    @property
    def media_type(self) -> str:
        """What it says that it is, in lower case, without parameters; '' for nothing."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    def unpacked(self, max_bytes: int) -> bytes:
        """Return the body as it was before it was packed for sending.

        Raises:
            RefusedError: it has more bytes than that, or is packed in a way that was not asked for.
            FailedError: it cannot be unpacked.
        """
        coding = (self.header("content-encoding") or "identity").strip().lower()
        if coding in ("identity", ""):
            return self.body
        if coding not in _PACKED:
            raise RefusedError(f"packed in a way that was not asked for ({coding})", self)
        if not self.body:
            return b""
        unpacker = zlib.decompressobj(_PACKED[coding])
        try:
            plain = unpacker.decompress(self.body, max_bytes + 1)
        except zlib.error as error:
            raise FailedError(f"cannot be unpacked ({error})", self) from error
        if len(plain) > max_bytes:
            raise RefusedError(f"too large: more than {max_bytes:,} bytes when unpacked (--max-bytes)")
        if not unpacker.eof:
            raise FailedError("breaks off: its packed end is missing", self)
        return plain


def ask(url: URL, manners: Manners, resolve: Resolver, *, extra: Headers = (), check: Check = lambda _: None) -> Answer:
    """Ask for an address once, over a connection of its own, and read the answer to its end.

    No redirection is followed, no cookie sent or kept, nothing taken from the environment.

    Args:
        url: What for, as `address.parse` gives it.
        manners: As whom, and the limits.
        resolve: Resolves the host's name.
        extra: Further fields of the request.
        check: Called with the head of the answer, its body empty yet.

    Raises:
        RefusedError: the host is not public, or the answer too large, or `check` says so.
        AgainError: no connection, no whole answer in time.
        FailedError: no host, a certificate that is not its own or not trusted, or an answer that is no HTTP.
    """
    wire = Wire(
        resolve,
        seconds=manners.timeout,
        max_bytes=manners.max_bytes,
        allow_private=manners.allow_private or manners.proxy is not None,
    )
    if manners.proxy is not None and not manners.allow_private:
        _check_figures(url)
    moment = datetime.now(UTC)
    request = httpcore2.Request(
        method="GET",
        url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=[(name.encode("ascii"), value.encode("utf-8")) for name, value in _fields(url, manners, extra)],
    )

    def answer(head: httpcore2.Response, body: bytes) -> Answer:
        return Answer(
            url=url,
            moment=moment,
            peer=wire.peer,
            status=head.status,
            headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers),
            request=bytes(wire.sent),
            response=_final(bytes(wire.received)),
            body=body,
        )

    try:
        with _pool(wire, manners) as pool:
            response = pool.handle_request(request)
            try:
                head = answer(response, b"")
                check(head)
                _check_length(head, manners.max_bytes)
                return answer(response, b"".join(response.iter_stream()))
            finally:
                response.close()
    except httpcore2.TimeoutException as error:
        raise AgainError(f"timed out: not all there within {manners.timeout:g} s (--timeout)") from error
    except httpcore2.NetworkError as error:
        refused = _refused_certificate(error)
        if refused is not None:
            raise FailedError(f"not trusted: the certificate of {url.host} is not valid ({refused})") from error
        raise AgainError(f"the connection failed ({error or type(error).__name__})") from error
    except httpcore2.RemoteProtocolError as error:
        raise AgainError(f"a broken answer ({error})") from error
    except (httpcore2.ProtocolError, httpcore2.ProxyError, httpcore2.UnsupportedProtocol) as error:
        raise FailedError(f"could not be asked for ({error})") from error


def _fields(url: URL, manners: Manners, extra: Headers) -> Headers:
    return (
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", manners.agent),
        *((("From", manners.contact),) if manners.contact else ()),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *extra,
    )


def _pool(wire: Wire, manners: Manners) -> httpcore2.ConnectionPool:
    context = create_ssl_context(trust_env=False)
    if manners.proxy is None:
        return httpcore2.ConnectionPool(ssl_context=context, network_backend=wire, max_keepalive_connections=0)
    return httpcore2.HTTPProxy(
        proxy_url=manners.proxy, ssl_context=context, network_backend=wire, max_keepalive_connections=0
    )


def _refused_certificate(error: BaseException) -> str | None:
    """Return why a certificate was not believed, where that is what a connection failed for: it stays so."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message.rstrip(".") or "it cannot be verified"
        cause = cause.__cause__ or cause.__context__
    return None


def _check_figures(url: URL) -> None:
    host = url.host.strip("[]")
    why = not_public(host)
    if why not in (None, "no address"):
        raise RefusedError(f"{host} is {why}")
    if host.rstrip(".").casefold() == "localhost" or host.rstrip(".").casefold().endswith(".localhost"):
        raise RefusedError(f"{host} is this machine")


def _check_length(head: Answer, max_bytes: int) -> None:
    """See that an answer does not say itself that it is too large, before any of it is read."""
    length = head.header("content-length") or ""
    if length.isascii() and length.isdigit() and int(length) > max_bytes:
        raise RefusedError(f"too large: {int(length):,} bytes, the limit is {max_bytes:,} (--max-bytes)")


def _final(received: bytes) -> bytes:
    """Return the last answer of those received: servers may send hints before it, which no archive has a record for."""
    while _INTERIM.match(received) and not received.startswith((b"HTTP/1.1 101", b"HTTP/1.0 101")):
        _, end, rest = received.partition(b"\r\n\r\n")
        if not end:
            break
        received = rest
    return received
