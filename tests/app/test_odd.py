"""What is asked for oddly is refused in words, not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.app.paging import page_by_weight
from tests.app.conftest import Open, token

ODD = [
    "/claims?page=-1",
    "/claims?page=0",
    "/claims?page=x",
    "/claims?page=1.5",
    "/claims?page=99999999999",
    "/reports?page=-1",
    "/timeline?page=%C2%B2",
    "/coverage?columns=-1",
    "/coverage?outlet=Nobody",
    "/decisions?log=-1",
    "/timeline?from=x",
    "/claims?speeker=Tesk",
    "/claims?q=a&q=b",
    "/claims?as_of=2031-01-01&as_of=2031-01-02",
    "/export?format=x",
    "/export/json?with_text=2",
    "/export/json?format=csv",
    "/search?q=NEAR()",
    "/search?q=a%20AND%20AND%20b",
    "/api/v1/search?q=NEAR()",
    "/api/v1/claims?q=a&q=b",
]


@pytest.mark.parametrize("address", ODD)
def test_what_is_asked_for_oddly_is_refused_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400, address
    assert "Traceback" not in answer.text
    if not address.startswith("/api"):
        assert "cannot be shown" in answer.text


@pytest.mark.parametrize(
    "address",
    ["/search?q=near", '/search?q="unfinished (', "/search?q=ferry OR dam", "/search?q=OR", "/claims?page=999"],
)
def test_what_somebody_may_type_is_answered(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_either_word_is_searched_for(client: TestClient) -> None:
    either, one = (client.get("/api/v1/search", params={"q": q}).json()["total"] for q in ("ferry OR harbour", "ferry"))
    assert either > one > 0


def test_a_format_that_is_asked_for_by_name_is_led_to(client: TestClient) -> None:
    assert client.get("/export?format=csv").headers["location"] == "/export/csv"


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v1/"])
def test_who_asks_at_the_root_of_the_api_is_led_to_its_description(client: TestClient, address: str) -> None:
    answer = client.get(address, follow_redirects=True)
    assert answer.json()["openapi"].startswith("3.1")


def test_what_the_search_finds_says_to_which_claim_it_belongs(client: TestClient) -> None:
    items = client.get("/api/v1/search?q=ferry").json()["items"]
    claims = [one["claim"] for one in items if one["kind"] == "statement" and one["claim"]]
    assert claims
    shown = client.get(f"/api/v1/claims/{claims[0]['id']}").json()
    assert (shown["text"], len(shown["reports"])) == (claims[0]["text"], claims[0]["reports"])
    assert all(one["claim"] is None for one in items if one["kind"] == "report")


def test_a_body_that_is_too_large_is_told_to_be(record: Path, open_app: Open) -> None:
    client = open_app(record)
    for address in ("/decisions", "/decisions/undo", "/login", "/add", "/api/v1/decisions"):
        answer = client.post(address, content=b"x" * (33 if address == "/add" else 30) * 1024 * 1024)
        assert answer.status_code == 413, address
        assert "content-security-policy" in answer.headers
    assert token(client)


def test_pages_by_weight_hold_every_row_once() -> None:
    rows = [3, 1, 1, 9, 2, 2, 2]
    first = page_by_weight(rows, None, int, 4)
    pages = [page_by_weight(rows, str(number), int, 4) for number in range(1, first.pages + 1)]
    assert [row for page in pages for row in page.rows] == rows
    assert all(sum(page.rows) <= 4 or len(page.rows) == 1 for page in pages)
