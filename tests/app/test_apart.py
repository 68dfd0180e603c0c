"""Large records are read and related in another process, and the app says so; what is written counts at once."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.app import desk as desks
from onrecord.app.apart import Apart
from onrecord.app.desk import Desk
from onrecord.app.stories import held_now, pack, unpack
from onrecord.errors import OnrecordError, UsageError
from onrecord.record import Record, Writer
from tests.app.conftest import Open, token
from tests.app.test_decisions import _settled


def _sleep() -> None:
    time.sleep(600)


def _fail(words: str) -> None:
    raise UsageError(words)


def _die() -> None:
    raise SystemExit(3)


def test_what_a_function_returns_and_raises_comes_over() -> None:
    apart = Apart()
    assert apart.do("adding up", sum, [1, 2, 3]) == 6
    with pytest.raises(UsageError, match="so it is"):
        apart.do("failing", _fail, "so it is")
    with pytest.raises(OnrecordError, match="ended without a word"):
        apart.do("dying", _die)


def test_what_takes_too_long_is_ended_and_said_to_be() -> None:
    with pytest.raises(OnrecordError, match="as long as it may take"):
        Apart(limit=0.5).do("sleeping", _sleep)


def test_nothing_runs_once_the_app_is_stopped() -> None:
    apart = Apart()
    apart.close()
    with pytest.raises(OnrecordError, match="was stopped"):
        apart.do("adding up", sum, [1])


def test_a_story_is_the_same_after_it_was_sent(built: Path) -> None:
    from datetime import date

    held = held_now(built, date(2031, 1, 1))
    assert unpack(pack(held)) == held


def test_a_large_record_is_seen_as_of_a_day_decided_on_and_taken_along(
    record: Path, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = open_app(Path(shutil.copy(record, record.with_name("small.db"))))
    monkeypatch.setattr(desks, "LARGE_BYTES", 0)
    client = open_app(record)
    day = small.get("/api/v1/record").json()["days"][0]
    told = client.get(f"/claims?as_of={day}")
    assert told.status_code in (200, 202)
    if told.status_code == 202:
        assert "ends after 20 at most" in told.text
    for address in (f"/api/v1/record?as_of={day}", f"/api/v1/claims?as_of={day}", "/api/v1/record"):
        assert _waited(client, address) | {"name": ""} == _waited(small, address) | {"name": ""}
    claim = client.get("/api/v1/claims?limit=1").json()["items"][0]["id"]
    client.post("/decisions", data={"csrf": token(client), "what": "note", "on": claim, "to": "seen", "by": "Ada Vell"})
    _settled(client)
    (made,) = client.get("/api/v1/decisions").json()["items"]
    assert (made["what"], made["state"]) == ("note", "applied")
    one, other = (app.get("/export/csv").content for app in (client, small))
    assert one[:2] == other[:2] == b"PK"


def _waited(client: TestClient, address: str) -> dict[str, object]:
    for _ in range(600):
        answer = client.get(address)
        if answer.status_code == 200:
            found: dict[str, object] = answer.json()
            return found
        time.sleep(0.1)
    raise AssertionError(address)


def test_a_record_that_is_only_taken_is_not_read_again(record: Path) -> None:
    desk = Desk(record)
    before = desk.now()
    with Writer(record):
        assert desk.now() is before
    assert desk.now() is before
    desk.close()


def test_a_decision_that_waits_is_seen_and_the_rest_is_kept(record: Path) -> None:
    desk = Desk(record)
    before = desk.now()
    claims = before.once("claims", lambda made: list(made.story.claims))
    made = onrecord.decide(record, "note", [claims[0].id], "seen", by="Ada Vell", relate=False)
    after = desk.now()
    assert after.story.decisions == (made,)
    assert after.stamp != before.stamp
    assert after.index is before.index
    assert after.once("claims", lambda _: []) is claims
    assert [row.decision for row in after.shelf.decided[claims[0].id]] == [made]
    desk.close()


def test_the_version_changes_with_the_content_alone(record: Path) -> None:
    with Record(record) as opened:
        first = opened.version()
        with Writer(record) as writer:
            assert writer.version() == first
        onrecord.decide(record, "note", [opened.story().claims[0].id], "seen", by="Ada Vell", relate=False)
        waits = opened.version()
        assert (waits.story, waits.decisions == first.decisions) == (first.story, False)
        onrecord.work_in(record).close()
        assert opened.version().story != first.story


def test_a_decision_that_comes_while_another_is_worked_in_is_worked_in_too(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.build import working_in

    with Record(record) as opened:
        one, other = (claim.id for claim in opened.story().claims[:2])
    onrecord.decide(record, "note", [one], "first", by="Ada Vell", relate=False)
    related = working_in._Held.related
    came: list[str] = []

    def meanwhile(held: working_in._Held, watch: object) -> object:
        story = related(held, watch)  # type: ignore[arg-type]
        if not came:
            came.append(onrecord.decide(record, "note", [other], "second", by="Bo Lind", relate=False).id)
        return story

    monkeypatch.setattr(working_in._Held, "related", meanwhile)
    with onrecord.work_in(record) as opened:
        assert [row.standing.state for row in opened.decisions()] == ["applied", "applied"]
        assert opened.check() == ()
