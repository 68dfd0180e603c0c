"""With a password: nothing is seen without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.app.login import own_address
from onrecord.app.sessions import LASTS_SECONDS, SESSIONS_MAX, TRIES, TRIES_SECONDS, Sessions
from tests.app.conftest import Open, token

PASSWORD = "seven grey marlets"  # noqa: S105  # an invented one


@pytest.fixture
def locked(record: Path, open_app: Open) -> TestClient:
    return open_app(record, host="192.0.2.1", base="http://desk.example:8010", password=PASSWORD)


@pytest.mark.parametrize("address", ["/", "/claims", "/reports", "/export/json", "/decisions", "/work", "/nothing"])
def test_nothing_is_shown_without_the_password(locked: TestClient, address: str) -> None:
    answer = locked.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?to=")
    assert answer.text == ""
    assert "set-cookie" not in answer.headers


def test_programs_are_told_that_a_password_is_needed(locked: TestClient) -> None:
    answer = locked.get("/api/v1/claims")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert locked.post("/api/v1/decisions", json={}).status_code == 401
    assert locked.get("/api/v1/claims", headers={"authorization": f"Bearer {PASSWORD}x"}).status_code == 401
    assert locked.get("/api/v1/claims", headers={"authorization": f"Bearer {PASSWORD}"}).status_code == 200


def test_the_right_password_leads_on_and_the_wrong_one_does_not(locked: TestClient) -> None:
    wrong = locked.post("/login", data={"password": "eight grey marlets", "to": "/claims?q=ferry"})
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    right = locked.post("/login", data={"password": PASSWORD, "to": "/claims?q=ferry"})
    assert right.status_code == 303
    assert right.headers["location"] == "/claims?q=ferry"
    assert locked.get("/claims").status_code == 200


def test_logging_out_ends_the_session(locked: TestClient) -> None:
    locked.post("/login", data={"password": PASSWORD})
    good = token(locked, "/claims")
    assert locked.post("/logout", data={"csrf": good}).headers["location"] == "/login"
    assert locked.get("/claims").status_code == 303


def test_a_made_up_session_opens_nothing(locked: TestClient) -> None:
    locked.cookies.set("onrecord-8010", "made-up")
    assert locked.get("/claims").status_code == 303


@pytest.mark.parametrize(
    "to",
    [
        "//attacker.example",
        "/\\attacker.example",
        "http://attacker.example",
        "javascript:alert(1)",
        "",
        "/\n/x",
        "/%0d x",
    ],
)
def test_a_login_leads_to_the_app_alone(to: str) -> None:
    assert own_address(to) == "/"


def test_after_ten_wrong_passwords_none_is_looked_at_for_a_minute() -> None:
    now = [0.0]
    sessions = Sessions(PASSWORD, 8010, lambda: now[0])
    assert not any(sessions.lets_in("wrong") for _ in range(TRIES))
    assert not sessions.lets_in(PASSWORD)
    assert sessions.tired
    now[0] += TRIES_SECONDS + 1
    assert sessions.lets_in(PASSWORD)


def test_a_session_ends_with_the_day_and_old_ones_go_first() -> None:
    now = [0.0]
    sessions = Sessions(None, 8010, lambda: now[0])
    first = sessions.open()
    assert sessions.trusts(first, sessions.token(first))
    assert not sessions.trusts(first, sessions.token(first)[:-1])
    now[0] += LASTS_SECONDS + 1
    assert not sessions.knows(first)
    names = [sessions.open() for _ in range(SESSIONS_MAX + 1)]
    assert not sessions.knows(names[0])
    assert sessions.knows(names[-1])
