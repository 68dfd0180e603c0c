"""Running the app: ports, passwords, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.app.serve import PORT, listen, serve
from onrecord.cli import main
from onrecord.errors import UsageError


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="is taken by another program"):
            listen("127.0.0.1", taken.getsockname()[1])


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert PORT <= first.getsockname()[1] < second.getsockname()[1]


def test_an_address_that_is_not_this_machines_is_refused() -> None:
    with pytest.raises(UsageError, match=r"192\.0\.2\.1"):
        listen("192.0.2.1", 0)


def test_a_short_password_is_refused(built: Path) -> None:
    with pytest.raises(UsageError, match="fewer than 8"):
        serve(built, password="short", browser=False)  # noqa: S106  # an invented one


@pytest.mark.parametrize(("text", "words"), [("", "holds no password"), (None, "cannot be read")])
def test_a_password_file_without_a_password_is_refused(tmp_path: Path, text: str | None, words: str) -> None:
    file = tmp_path / "password.txt"
    if text is not None:
        file.write_text(text)
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "none.db"), "--password-file", str(file)])
    assert done.exit_code == 2
    assert words in done.output


def test_what_is_no_record_is_not_served(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "none.db"), "--no-browser", "--port", "0"])
    assert done.exit_code == 2
    assert "no such file" in done.output


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_it_says_where_it_is_answers_and_stops_cleanly(built: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from onrecord.cli import main; main()",
        "serve",
        str(built),
        "--no-browser",
        "--port",
        "0",
    ]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    line = running.stderr.readline()
    address = line.rpartition("open ")[2].strip()
    assert address.startswith("http://127.0.0.1:")
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}api/v1/record") as answer:  # noqa: S310  # our own
                assert answer.status == 200
            break
        except OSError:
            time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    rest = running.stderr.read()
    assert running.wait(20) == 0, rest
    assert "Traceback" not in rest
    assert "stopped" in rest
