from __future__ import annotations

import ssl
from typing import Any

import httpcore2
import pytest

from onrecord.fetch import Manners, RefusedError, wire
from onrecord.fetch.address import parse
from onrecord.fetch.exchange import ask
from tests.fetch.conftest import Fetch
from tests.fetch.site import PAGE, Site, reply

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno"


class Line(httpcore2.NetworkBackend):
    """A network that keeps what it was asked for, and gives one answer."""

    def __init__(self, *answer: bytes) -> None:
        self.answer = list(answer)
        self.to: list[tuple[str, int]] = []
        self.names: list[str | None] = []
        self.contexts: list[ssl.SSLContext] = []

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        self.to.append((host, port))
        line = self

        class Stream(httpcore2.MockStream):
            def start_tls(
                self,
                ssl_context: ssl.SSLContext,
                server_hostname: str | None = None,
                timeout: float | None = None,  # noqa: ARG002
            ) -> httpcore2.NetworkStream:
                line.names.append(server_hostname)
                line.contexts.append(ssl_context)
                return self

        return Stream(self.answer)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    made = Line(ANSWER)
    monkeypatch.setattr(wire, "SyncBackend", lambda: made)
    return made


def test_tls_is_of_the_name_and_the_connection_of_the_address_that_was_checked(line: Line) -> None:
    answer = ask(parse("https://norra.example/ferry"), Manners(), lambda *_: ("93.184.216.34",))
    assert (line.to, line.names) == ([("93.184.216.34", 443)], ["norra.example"])
    assert all(one.check_hostname and one.verify_mode is ssl.CERT_REQUIRED for one in line.contexts)
    assert b"\r\nHost: norra.example\r\n" in answer.request
    assert (answer.peer, answer.body) == ("93.184.216.34", b"no")


def test_a_port_that_is_named_is_asked_and_its_host_has_to_be_public_all_the_same(line: Line) -> None:
    ask(parse("http://norra.example:8080/"), Manners(), lambda *_: ("93.184.216.34",))
    assert line.to == [("93.184.216.34", 8080)]
    with pytest.raises(RefusedError, match="a private address"):
        ask(parse("http://norra.example:8080/"), Manners(), lambda *_: ("10.0.0.1",))
    assert len(line.to) == 1


def test_hints_before_an_answer_are_no_part_of_what_is_kept(line: Line) -> None:
    line.answer = [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + ANSWER]
    assert ask(parse("http://norra.example/"), Manners(), lambda *_: ("93.184.216.34",)).response == ANSWER


def test_a_proxy_is_used_when_it_is_named_and_figures_of_private_addresses_are_refused(get: Fetch, site: Site) -> None:
    site.pages["http://norra.example/ferry"] = reply(PAGE)
    options = {"proxy": site.url(""), "allow_private": False}
    fetched, refused, here = get(
        "http://norra.example/ferry", "http://10.0.0.1/", "http://localhost/", **options
    ).outcomes
    assert fetched.state == "fetched"
    assert (refused.state, here.state) == ("refused", "refused")
    assert all("norra.example" in path for path in site.asked)
