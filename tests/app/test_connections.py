"""Clients that do not read, or do not say what they want, are cut off; others are answered meanwhile and after."""

from __future__ import annotations

import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from onrecord.app import connections, make_app, served_names
from onrecord.app.serve import listen

PATIENCE = 120.0
"""Seconds in which it must have been cut off: hundreds of looks."""


@pytest.fixture
def port(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(connections, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(connections, "SENDING_LOOKS", 3)
    listening = listen("127.0.0.1", 0)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    number = listening.getsockname()[1]
    app = make_app(built, served_names("127.0.0.1", number, ()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", http=connections.Connection, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield number
    server.should_exit = True
    thread.join()


def _open(port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect(("127.0.0.1", port))
    made.settimeout(PATIENCE)
    return made


def _rest(client: socket.socket) -> bytes:
    """Return all that still comes until the other side ends it."""
    came = b""
    try:
        while piece := client.recv(65536):
            came += piece
    except ConnectionError:
        pass
    return came


def _answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/claims") as answer:  # our own
        return bool(answer.status == 200 and answer.read())


def test_who_never_reads_is_cut_off_in_the_middle_of_the_answer(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/export/page") as answer:  # our own
        whole = len(answer.read())
    with _open(port) as client:
        client.sendall(f"GET /export/page HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert _answers(port)
        time.sleep(3)  # it reads nothing for more looks than are borne
        assert 0 < len(_rest(client)) < whole
    assert _answers(port)


@pytest.mark.parametrize("said", [b"", b"GET /claims HT"])
def test_who_does_not_say_what_is_asked_for_is_cut_off(port: int, said: bytes) -> None:
    with _open(port) as client:
        client.sendall(said)
        assert _answers(port)
        assert _rest(client) == b""


def test_who_never_ends_what_is_sent_is_cut_off(port: int) -> None:
    with _open(port) as client:
        head = f"POST /decisions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 5000\r\n"
        client.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nwhat=note".encode())
        assert _answers(port)
        assert _rest(client) == b""


def test_who_reads_slowly_gets_all(port: int) -> None:
    with _open(port) as client:
        client.sendall(f"GET /export/page HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        came = b""
        while piece := client.recv(16384):
            came += piece
            time.sleep(0.02)
    head, _, body = came.partition(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    assert len(body) == int(length.partition(b":")[2])
