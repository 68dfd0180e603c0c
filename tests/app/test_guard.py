"""Who may ask, from where, and what a browser may do with the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from onrecord.app.app import _routes
from onrecord.app.guard import Served, served_names
from tests.app.conftest import BASE, Open, token

PAGES = ["/", "/claims", "/nothing-here", "/static/style.css", "/api/v1/record", "/export/json", "/login"]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_forbids_what_the_app_does_not_need(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "no-" in headers["cache-control"]
    assert "server" not in headers


@pytest.mark.parametrize(
    "host",
    ["attacker.example", "attacker.example:8010", "127.0.0.1:9999", "localhost", "localhost:8010@x", "", "[::1", "a:b"],
)
def test_another_name_than_those_served_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/claims", headers={"host": host})
    assert answer.status_code == 421
    assert "claim" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8010", "localhost:8010", "LOCALHOST:8010", "[::1]:8010"])
def test_this_machine_may_be_called_by_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/claims", headers={"host": host}).status_code == 200


@given(st.text(max_size=40))
def test_no_host_header_breaks_the_check(host: str) -> None:
    assert Served(frozenset({"localhost"}), 8010).has(host) in (True, False)


def test_others_may_ask_by_number_or_by_a_name_that_was_given_and_by_no_other() -> None:
    served = served_names("192.0.2.1", 8010, ("desk.example",))
    assert served.has("192.0.2.7:8010")
    assert served.has("[2001:db8::7]:8010")
    assert served.has("DESK.example:8010")
    assert not served.has("attacker.example:8010")


@pytest.mark.parametrize("listens", ["127.0.0.1", "192.0.2.1"])
def test_a_proxy_may_ask_by_the_names_that_were_given_for_it_at_any_port(listens: str) -> None:
    served = served_names(listens, 8010, ("ours",), ("Desk.example",))
    assert served.has("desk.example")
    assert served.has("DESK.example:8443")
    assert not served.has("attacker.example")
    assert not served.has("ours:8443")
    assert "https://desk.example:8443" in served.origins("desk.example:8443")
    assert served.origins("ours:8010") == ("http://ours:8010",)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://attacker.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8010"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused_even_with_the_token(
    record: Path, open_app: Open, headers: dict[str, str]
) -> None:
    client = open_app(record)
    form = {"csrf": token(client), "what": "note", "on": "Tesk", "to": "x"}
    assert client.post("/decisions", data=form, headers=headers).status_code == 403
    assert client.get("/api/v1/decisions").json()["total"] == 0


def test_a_form_of_the_app_itself_is_taken_though_its_origin_is_hidden(record: Path, open_app: Open) -> None:
    client = open_app(record)
    form = {"csrf": token(client), "what": "note", "on": "Tesk", "to": "x", "by": "Ada Vell"}
    answer = client.post("/decisions", data=form, headers={"origin": "null", "sec-fetch-site": "same-origin"})
    assert answer.status_code in (303, 400)


def _posts() -> list[str]:
    found = []
    for route in _routes():
        inner = [route] if isinstance(route, Route) else route.routes if isinstance(route, Mount) else []
        prefix = route.path if isinstance(route, Mount) else ""
        found += [prefix + one.path for one in inner if isinstance(one, Route) and "POST" in (one.methods or ())]
    return found


def test_there_are_changes_to_be_guarded() -> None:
    assert {"/decisions", "/decisions/undo", "/logout", "/api/v1/decisions"} <= set(_posts())


@pytest.mark.parametrize("address", [one for one in _posts() if one != "/login"])
def test_no_change_is_made_without_the_token_of_the_session(record: Path, open_app: Open, address: str) -> None:
    client = open_app(record)
    good = token(client)
    body = {"what": "note", "on": "Tesk", "to": "x", "csrf": good[::-1]}
    assert client.post(address, data=body).status_code == 403
    client.cookies.clear()
    assert client.post(address, data={**body, "csrf": good}).status_code == 403


def test_only_get_head_and_post_are_known(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/claims").status_code == 405
    assert client.head("/claims").status_code == 200
    assert client.post("/claims", headers={"origin": BASE}).status_code == 405


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/claims").headers["set-cookie"]
    assert cookie.startswith("onrecord-8010=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_what_is_sent_is_limited(record: Path, open_app: Open) -> None:
    client = open_app(record)
    good = token(client)
    large = client.post("/decisions", data={"csrf": good, "why": "x" * 200_000})
    assert large.status_code in (400, 413)
    many = client.post("/decisions", data={"csrf": good, "on": ["x"] * 200})
    assert many.status_code in (400, 413)
    huge = client.post("/decisions", content=b"x" * (33 * 1024 * 1024), headers={"content-type": "text/plain"})
    assert huge.status_code in (400, 403, 413)


def test_no_file_is_served_but_those_of_the_list(client: TestClient) -> None:
    for name in ("", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "app.py", ".", "htmx.min.js.map"):
        assert client.get(f"/static/{name}").status_code == 404, name


def test_an_error_of_ours_shows_nothing_of_what_is_inside(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.app import make_app
    from onrecord.app.views import people

    def broken(*_: object) -> None:
        raise RuntimeError("secret path /somewhere")

    monkeypatch.setattr(people, "mentioned", broken)
    app = make_app(built, served_names("127.0.0.1", 8010, ()))
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        answer = client.get("/people")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers
