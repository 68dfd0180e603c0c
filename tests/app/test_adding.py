"""Reports added in the browser: kept under safe names, read, and each told what became of it."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import onrecord
from onrecord.app.adding import NAME_MAX, folder_of, keep, safe_name
from onrecord.app.changing import FILES_MAX
from onrecord.errors import OnrecordError
from tests.app.conftest import Open, token

TEXT = b"<p>The harbour master Ada Vell said on Tuesday that the ferry would sail again on 4 May 2031.</p>"
Files = list[tuple[str, tuple[str, bytes, str]]]


def _files(**named: bytes) -> Files:
    return [("files", (name.replace("_", "."), content, "text/html")) for name, content in named.items()]


def _done(client: TestClient) -> None:
    for _ in range(1200):  # two minutes: a busy machine reads slowly
        if not client.get("/work").json()["running"]:
            return
        time.sleep(0.1)
    raise AssertionError("the work does not end")


def test_files_are_read_and_each_is_told_what_became_of_it(record: Path, open_app: Open) -> None:
    client = open_app(record)
    before = client.get("/api/v1/record").json()
    page = "<html><body><article><h1>Ferry to sail</h1>" + TEXT.decode() * 8 + "</article></body></html>"
    sent = client.post(
        "/add", data={"csrf": token(client, "/add")}, files=_files(new_html=page.encode(), odd_xyz=b"\x00\x01\x02" * 50)
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/add")
    _done(client)
    shown = client.get("/add").text
    assert "1 read + 0 duplicates + 1 rejected" in shown
    assert "rejected: " in shown
    after = client.get("/api/v1/record").json()
    assert (after["reports"], after["rejected"]) == (before["reports"] + 1, before["rejected"] + 1)
    assert sorted(one.name for one in folder_of(record).iterdir()) == ["new.html", "odd.xyz"]
    with onrecord.open(record) as opened:
        assert opened.check() == ()
        assert folder_of(record).as_posix() + "/new.html" in [one.input for one in opened.story().reports]


def test_nothing_is_added_where_the_record_is_for_reading_only(record: Path, open_app: Open) -> None:
    client = open_app(record, read_only=True)
    assert "/add" not in client.get("/").text
    assert client.get("/add").status_code == 403
    client.get("/")
    good = client.get("/api/v1/session").json()["csrf"]
    assert client.post("/add", data={"csrf": good}, files=_files(a_txt=TEXT)).status_code == 403
    assert not folder_of(record).exists()


def test_nothing_is_added_without_the_token(record: Path, open_app: Open) -> None:
    client = open_app(record)
    client.get("/")
    assert client.post("/add", data={"csrf": "0" * 64}, files=_files(a_txt=TEXT)).status_code == 403
    assert not folder_of(record).exists()


def test_too_many_too_much_and_nothing_are_refused(record: Path, open_app: Open) -> None:
    client = open_app(record)
    good = {"csrf": token(client, "/add")}
    many = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(FILES_MAX + 1)]
    assert client.post("/add", data=good, files=many).status_code == 400
    assert client.post("/add", data=good, files=_files(a_txt=b"x" * 33 * 1024 * 1024)).status_code == 413
    assert client.post("/add", data=good).status_code == 400
    assert client.post("/add", data=good, files=_files(manifest_csv=b"file\n")).status_code == 400
    assert not folder_of(record).exists()


def test_what_is_kept_is_never_written_over_and_the_same_is_kept_once(tmp_path: Path) -> None:
    record = tmp_path / "story.db"
    names = [
        keep(record, [("one.txt", io.BytesIO(content))])[0].name
        for content in (b"first", b"second", b"first", b"third")
    ]
    assert names == ["one.txt", "one-2.txt", "one.txt", "one-3.txt"]
    assert (folder_of(record) / "one.txt").read_bytes() == b"first"


def test_a_folder_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    folder_of(tmp_path / "story.db").write_text("a file in its place")
    with pytest.raises(OnrecordError, match="cannot be written"):
        keep(tmp_path / "story.db", [("one.txt", io.BytesIO(b"x"))])


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_stays_in_the_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= NAME_MAX
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert safe.isprintable()
    assert not set('<>:"/\\|?*&') & set(safe)
