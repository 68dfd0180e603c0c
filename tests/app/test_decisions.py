"""Deciding in the browser and by programs."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

from click.testing import CliRunner
from starlette.testclient import TestClient

import onrecord
from onrecord.cli import main
from tests.app.conftest import Open, token


def _settled(client: TestClient) -> None:
    for _ in range(1200):  # two minutes: a busy machine relates slowly
        if not client.get("/work").json()["running"]:
            return
        time.sleep(0.1)
    raise AssertionError("the work does not end")


def test_a_decision_is_kept_worked_in_shown_and_taken_back(record: Path, open_app: Open) -> None:
    client = open_app(record)
    one, other = (row["id"] for row in client.get("/api/v1/claims?limit=2").json()["items"])
    before = client.get("/api/v1/record").json()["claims"]
    form = {
        "csrf": token(client),
        "what": "same",
        "on": [one, f"http://127.0.0.1:8010/claims/{other}?quote=x"],
        "by": "Ada Vell",
        "why": "one event <b>told</b> twice",
        "back": "/claims",
    }
    answer = client.post("/decisions", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims")
    _settled(client)
    assert client.get("/api/v1/record").json()["claims"] == before - 1
    page = client.get("/decisions").text
    assert "one event &lt;b&gt;told&lt;/b&gt; twice" in page
    assert "applied" in page
    assert 'name="by" value="Ada Vell"' in page
    (made,) = client.get("/api/v1/decisions").json()["items"]
    assert (made["what"], made["by"], made["state"]) == ("same", "Ada Vell", "applied")
    taken = client.post("/decisions/undo", data={"csrf": token(client), "decision": made["id"], "by": "Ada Vell"})
    assert taken.status_code == 303
    _settled(client)
    assert client.get("/api/v1/record").json()["claims"] == before
    with onrecord.open(record) as opened:
        assert sorted(row.decision.what for row in opened.decisions()) == ["same", "undo"]
        assert opened.check() == ()


def test_a_decision_is_shown_where_it_is_about_in_the_app_the_page_and_the_terminal(
    record: Path, open_app: Open
) -> None:
    client = open_app(record)
    one, other = (row["id"] for row in client.get("/api/v1/claims?limit=2").json()["items"])
    form = {"csrf": token(client), "what": "same", "on": [one, other], "by": "Ada Vell", "why": "one event told twice"}
    client.post("/decisions", data=form)
    _settled(client)
    with onrecord.open(record) as opened:
        story = opened.story()
        (standing,) = story.standings
        assert standing.machine
        (joined,) = {one.id for one in story.claims if one.id in standing.on}
    shown = client.get(f"/claims/{joined}").text
    for page in (shown, client.get("/export/page").text):
        assert "What people decided" in page
        assert "one event told twice" in page
        assert "Ada Vell" in page
        assert "The machine by itself" in page
    told = " ".join(CliRunner().invoke(main, ["show", str(record), "--all"]).output.split())
    assert "people: the same: “" in told
    assert "the machine by itself: " in told
    client.post("/decisions/undo", data={"csrf": token(client), "decision": story.decisions[0].id, "by": "Ada Vell"})
    _settled(client)
    assert "one event told twice" not in client.get(f"/claims/{one}").text


def test_what_contradicts_is_asked_and_not_guessed(record: Path, open_app: Open) -> None:
    client = open_app(record)
    pair = [row["id"] for row in client.get("/api/v1/claims?limit=2").json()["items"]]
    statements = [client.get(f"/api/v1/claims/{one}").json()["statements"][0]["id"] for one in pair]
    form = {"csrf": token(client), "on": statements, "by": "Ada Vell", "back": "/claims"}
    client.post("/decisions", data={**form, "what": "same"})
    _settled(client)
    asked = client.post("/decisions", data={**form, "what": "not-same"})
    assert asked.status_code == 409
    assert "says the contrary" in asked.text
    assert client.get("/api/v1/decisions").json()["total"] == 1
    fields = dict(re.findall(r'<input type="hidden" name="(what|instead|by)" value="([^"]*)"', asked.text))
    assert fields == {"what": "not-same", "by": "Ada Vell", "instead": "1"}
    assert client.post("/decisions", data={**form, "what": "not-same", "instead": "1"}).status_code == 303
    _settled(client)
    states = {row["what"]: row["state"] for row in client.get("/api/v1/decisions").json()["items"]}
    assert (states["same"], states["not-same"]) == ("undone", "applied")


def test_the_queue_offers_what_settles_it(record: Path, open_app: Open) -> None:
    client = open_app(record)
    doubts = client.get("/api/v1/doubts?kind=claim").json()
    assert doubts["total"] > 0
    row = doubts["items"][0]
    page = client.get("/decisions?kind=claim").text
    assert all(html.escape(one) in page for one in row["on"])
    assert f"{row['score']:.2f}" in page
    client.post("/decisions", data={"csrf": token(client), "what": "not-same", "on": row["on"], "by": "Ada Vell"})
    _settled(client)
    left = client.get("/api/v1/doubts?kind=claim").json()["items"]
    assert row["on"] not in [one["on"] for one in left]


def test_nothing_is_offered_nor_taken_where_the_record_is_for_reading_only(record: Path, open_app: Open) -> None:
    client = open_app(record, read_only=True)
    claim = client.get("/api/v1/claims?limit=1").json()["items"][0]["id"]
    for address in ("/decisions", f"/claims/{claim}"):
        assert 'method="post"' not in client.get(address).text
    client.get("/")
    good = client.get("/api/v1/session").json()["csrf"]
    refused = client.post("/decisions", data={"csrf": good, "what": "note", "on": claim, "to": "x", "by": "Ada Vell"})
    assert refused.status_code == 403
    sent = {"what": "note", "on": [claim], "to": "x", "by": "Ada Vell"}
    assert client.post("/api/v1/decisions", json=sent, headers={"x-csrf-token": good}).status_code == 403


def test_programs_decide_with_the_token_of_their_session(record: Path, open_app: Open) -> None:
    client = open_app(record)
    client.get("/")
    good = client.get("/api/v1/session").json()["csrf"]
    claim = client.get("/api/v1/claims?limit=1").json()["items"][0]["id"]
    sent = {"what": "note", "on": [claim], "to": "ask the harbour", "by": "Ada Vell"}
    assert client.post("/api/v1/decisions", json=sent).status_code == 403
    made = client.post("/api/v1/decisions", json=sent, headers={"x-csrf-token": good})
    assert made.status_code == 201
    assert made.json()["to"] == "ask the harbour"
    bad = client.post("/api/v1/decisions", json={**sent, "on": ["c-none"]}, headers={"x-csrf-token": good})
    assert bad.status_code == 400
    odd = client.post("/api/v1/decisions", json={**sent, "more": 1}, headers={"x-csrf-token": good})
    assert odd.status_code == 400


def test_what_another_process_writes_is_seen_by_the_next_reader(record: Path, open_app: Open) -> None:
    client = open_app(record)
    assert client.get("/api/v1/decisions").json()["total"] == 0
    claim = client.get("/api/v1/claims?limit=1").json()["items"][0]["id"]
    onrecord.decide(record, "note", [claim], "seen", by="Ada Vell")
    for _ in range(300):
        if client.get("/api/v1/decisions").json()["total"]:
            break
        time.sleep(0.1)
    assert client.get("/api/v1/decisions").json()["items"][0]["to"] == "seen"
