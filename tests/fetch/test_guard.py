from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.fetch.errors import AgainError, FailedError, RefusedError
from onrecord.fetch.guard import addresses, not_public
from tests.fetch.conftest import Fetch
from tests.fetch.site import PAGE, Site, reply


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.0.9", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.0.9", "192.0.2.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "192.88.99.1", "224.0.0.1", "224.0.1.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
        "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1", "no address",
    ],
)  # fmt: skip
def test_an_address_that_serves_nobody_outside_is_not_public(address: str) -> None:
    assert not_public(address) is not None


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"]
)
def test_an_address_of_the_open_network_is_public(address: str) -> None:
    assert not_public(address) is None


@given(st.ip_addresses(v=4).filter(lambda one: not one.is_global))
def test_no_way_to_write_a_private_address_within_another_makes_it_public(inner: object) -> None:
    figures = int(inner)  # type: ignore[call-overload]
    for outer in (f"::ffff:{inner}", f"64:ff9b::{inner}", f"2002:{figures >> 16:x}:{figures & 0xFFFF:x}::1"):
        assert not_public(outer) is not None


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"leads to 10\.0\.0\.1, a private address"):
        addresses("norra.example", 80, lambda *_: ("93.184.216.34", "10.0.0.1"))


def test_a_name_that_does_not_exist_failed_and_one_that_cannot_be_resolved_now_may_be_later() -> None:
    def fails(code: int) -> object:
        def resolve(*_: object) -> tuple[str, ...]:
            raise socket.gaierror(code, "no")

        return resolve

    with pytest.raises(FailedError) as gone:
        addresses("norra.example", 80, fails(socket.EAI_NONAME))  # type: ignore[arg-type]
    assert not isinstance(gone.value, AgainError)
    with pytest.raises(AgainError):
        addresses("norra.example", 80, fails(socket.EAI_AGAIN))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "http://[::ffff:127.0.0.1]/", "http://[::1]/", "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://0177.0.0.1/",
        "http://127.1/", "http://norra.example@127.0.0.1/", "http://127.0.0.1@norra.example/",
        "http://norra.example:pass@127.0.0.1/", "http://norra.example\\@127.0.0.1/", "http://@127.0.0.1/",
        "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://norra.example/", "data:text/html,x", "javascript:alert(1)",
        "//norra.example/", "norra.example", "", "http://", "http:///ferry", "http://norra.example:0/",
        "http://norra.example:99999/", "http://nor ra.example/", "http://norra.example/\r\nX: y", "http://[norra/",
        "http://[fe80::1%25eth0]/", "http://\u2488\u2488/",
    ],
)  # fmt: skip
def test_an_address_that_should_not_be_asked_for_is_refused_and_nothing_is_sent(
    get: Fetch, site: Site, address: str
) -> None:
    (outcome,) = get(address, allow_private=False).outcomes
    assert outcome.state == "refused"
    assert outcome.reason
    assert site.asked == []


def test_a_name_that_answers_with_another_address_the_second_time_gains_nothing(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(PAGE)
    told: list[str] = []

    def rebinding(name: str, _: int) -> tuple[str, ...]:
        told.append(name)
        # First a public one, on which the check would pass and to which no test may connect; then this machine.
        return ("127.0.0.1",) if len(told) % 2 == 0 else ("93.184.216.34",)

    with pytest.raises(AssertionError, match=r"93\.184\.216\.34"):  # it goes where the check looked, and nowhere else
        get(site.url("/ferry", "norra.example"), allow_private=False, resolve=rebinding)
    assert told == ["norra.example"]
    assert site.asked == []


def test_a_connection_resolves_its_name_once(get: Fetch, site: Site) -> None:
    site.pages["/ferry"] = reply(PAGE)
    told: list[str] = []

    def resolve(name: str, _: int) -> tuple[str, ...]:
        told.append(name)
        return ("127.0.0.1",)

    (outcome,) = get(site.url("/ferry", "norra.example"), resolve=resolve).outcomes
    assert outcome.state == "fetched"
    assert told == ["norra.example"] * len(site.asked)
    assert {head["Host"] for head in site.heads} == {f"norra.example:{site.port}"}


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://10.0.0.1/"])
def test_a_redirection_to_a_private_address_is_refused(get: Fetch, site: Site, target: str) -> None:
    site.pages["/ferry"] = reply(b"", 302, Location=target)
    real = site.port

    def resolve(name: str, _: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if name == "norra.example" else (name,)

    import onrecord.fetch.guard as guard

    checked = guard.not_public
    with pytest.MonkeyPatch.context() as patch:  # this machine stands for a public site, and for nothing else
        patch.setattr(guard, "not_public", lambda text: None if text == "127.0.0.1" else checked(text))
        (outcome,) = get(f"http://norra.example:{real}/ferry", allow_private=False, resolve=resolve).outcomes
    assert outcome.state == "refused"
    assert "address" in (outcome.reason or "")
    assert site.paths() == ["/ferry"]
