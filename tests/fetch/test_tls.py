"""A server whose certificate is not its own, or by nobody whom one trusts, is asked for nothing."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest
import trustme
from httpx2 import create_ssl_context

from onrecord.fetch import Manners, exchange
from onrecord.fetch.address import parse
from onrecord.fetch.errors import FailedError, RefusedError
from onrecord.fetch.exchange import Answer, ask
from tests.fetch.site import PAGE, Site, reply, serving

HOST = "norra.example"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Site]:
    """A site on this machine whose certificate is that of `HOST`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    with serving(context) as site:
        site.pages["/ferry"] = reply(PAGE)
        yield site


@pytest.fixture
def trusted(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the authority beside those that are trusted; nothing else of how `fetch` asks is changed."""

    def trusting(*, trust_env: bool) -> ssl.SSLContext:
        context = create_ssl_context(trust_env=trust_env)
        authority.configure_trust(context)
        return context

    monkeypatch.setattr(exchange, "create_ssl_context", trusting)


def asked(site: Site, host: str, *, allow_private: bool = True, leads_to: str = "127.0.0.1") -> Answer:
    manners = Manners(allow_private=allow_private, timeout=10.0)
    return ask(parse(site.url("/ferry", host)), manners, lambda *_: (leads_to,))


@pytest.mark.usefixtures("trusted")
def test_a_page_comes_over_tls_from_the_address_that_was_checked(secure: Site) -> None:
    answer = asked(secure, HOST)
    assert (answer.status, answer.body, answer.peer) == (200, PAGE, "127.0.0.1")
    assert secure.heads[0]["Host"] == f"{HOST}:{secure.port}"
    assert (b"GET /ferry HTTP/1.1\r\n" in answer.request, PAGE in answer.response) == (True, True)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("host", ["varde.example", "www.norra.example", "127.0.0.1"])
def test_a_certificate_of_another_host_is_refused_before_anything_is_asked(secure: Site, host: str) -> None:
    with pytest.raises(FailedError, match=rf"the certificate of {host} is not valid \(.*mismatch"):
        asked(secure, host)
    assert secure.asked == []


def test_a_certificate_by_nobody_who_is_trusted_is_refused_before_anything_is_asked(secure: Site) -> None:
    with pytest.raises(FailedError, match=r"not trusted: .* is not valid \(unable to get local issuer certificate\)"):
        asked(secure, HOST)
    assert secure.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_right_certificate_opens_no_way_to_this_machine(secure: Site) -> None:
    with pytest.raises(RefusedError, match=r"leads to 127\.0\.0\.1, a loopback address"):
        asked(secure, HOST, allow_private=False)
    assert secure.asked == []
