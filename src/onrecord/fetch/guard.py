"""Where a connection may lead: to addresses that serve the public, and to no other.

A server that fetches what it is told to can be told to ask its own network (server-side request forgery). So the name
is resolved here, every address that it has is checked, and `wire` connects to just these: a name that answers
differently a moment later (DNS rebinding) gains nothing.

The tables are those of IANA's special-purpose registries (RFC 6890), which `ipaddress` has, and what newer or older
assignments leave out of them.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from onrecord.fetch.errors import AgainError, FailedError, RefusedError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], tuple[str, ...]]
"""From a name and a port to addresses in figures; OSError where there are none."""

_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is given out for global unicast (RFC 4291): what is outside is mapped, translated, local or nothing."""
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""NAT64's well-known prefix (RFC 6052): an IPv4 address is in the last 32 bits."""
_NOT_SERVING = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # IETF protocol assignments (RFC 6890), some of which count as global
        "192.88.99.0/24",  # the relays of 6to4, given up (RFC 7526)
        "2001::/23",  # IETF protocol assignments: Teredo, ORCHID
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation, newer than some tables (RFC 9637)
    )
)


def system_resolver(name: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a name, in the system's order of preference."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses(name: str, port: int, resolve: Resolver, *, allow_private: bool = False) -> tuple[str, ...]:
    """Return the addresses that a connection to a name may be made to, checked.

    Args:
        name: A host's name, or an address in figures.
        port: The port.
        resolve: Asked once.
        allow_private: Return those that are not public, too.

    Raises:
        RefusedError: one of them is not public: a name that leads both ways is no public name.
        FailedError: it has none.
    """
    try:
        found = resolve(name, port)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise AgainError(f"the name {name} could not be resolved now ({error.strerror})") from error
        raise FailedError(f"there is no host {name} ({error.strerror})") from error
    except (OSError, UnicodeError) as error:
        raise FailedError(f"the name {name} could not be resolved ({error})") from error
    if not found:
        raise FailedError(f"there is no host {name}")
    if not allow_private:
        for address in found:
            if why := not_public(address):
                raise RefusedError(f"{name} is {why}" if name == address else f"{name} leads to {address}, {why}")
    return found


def not_public(text: str) -> str | None:
    """Return why an address is not public, None where it is.

    >>> not_public("::ffff:127.0.0.1"), not_public("169.254.169.254"), not_public("9.9.9.9")
    ('a loopback address', 'a link-local address', None)
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "no address"
    inner = _inner(address)
    if inner is not None:
        return not_public(str(inner))
    for kind, fits in (
        ("a loopback address", address.is_loopback),
        ("an address of no host", address.is_unspecified),
        ("a link-local address", address.is_link_local),
        ("a multicast address", address.is_multicast),
        ("a private address", address.is_private),
        ("an address shared by a provider's customers", address in ipaddress.ip_network("100.64.0.0/10")),
        ("a reserved address", address.is_reserved or not address.is_global),
        ("a reserved address", isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST),
        ("an address that serves no pages", any(address in network for network in _NOT_SERVING)),
    ):
        if fits:
            return kind
    return None


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for: mapped, 6to4, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
