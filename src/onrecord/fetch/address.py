"""An address as it was given: is it one that may be asked for at all."""

from __future__ import annotations

import ipaddress
import re

from httpx2 import URL, InvalidURL

from onrecord.fetch.errors import RefusedError

MAX_LENGTH = 8_000
"""Characters; servers refuse longer ones (RFC 9110, 4.1, asks them to take 8,000 octets)."""
_STEERING = re.compile(r"[\x00-\x20\x7f-\xa0\\\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FIGURES = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE | re.ASCII)


def parse(text: str) -> URL:
    """Return an address to be asked for, without its fragment.

    Args:
        text: What was given.

    Raises:
        RefusedError: it is no http or https address, names a user, or writes its host in a way that programs read
            differently.

    >>> str(parse(" https://norra.example/ferry#top "))
    'https://norra.example/ferry'
    >>> parse("http://0x7f.1/")
    Traceback (most recent call last):
    ...
    onrecord.fetch.errors.RefusedError: its host is a number that is no address: 0x7f.1
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise RefusedError(f"an address of more than {MAX_LENGTH:,} characters")
    if _STEERING.search(text):
        raise RefusedError("a space, a backslash or a control character in the address")
    try:
        url = URL(text)
        host, port = url.host, url.port
    except (InvalidURL, ValueError) as error:
        raise RefusedError(f"no address ({error})") from error
    if url.scheme not in ("http", "https"):
        raise RefusedError(f"no http or https address ({url.scheme or 'no'} scheme)")
    if not host:
        raise RefusedError("no host in the address")
    if url.userinfo or "@" in text.partition("//")[2].partition("/")[0]:
        raise RefusedError("a name or password in the address: nothing is sent with it, and the host may be another")
    if port == 0:
        raise RefusedError("no port has the number 0")
    _check_figures(host)
    return url.copy_with(fragment=None)


def _check_figures(host: str) -> None:
    """See that a host that ends in a number is an address (WHATWG URL, "ends in a number"): `0x7f.1` is 127.0.0.1."""
    if ":" in host:
        return
    labels = host.rstrip(".").split(".")
    if _FIGURES.fullmatch(labels[-1]):
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise RefusedError(f"its host is a number that is no address: {host}") from None
