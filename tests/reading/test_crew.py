from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Rejected, Report
from onrecord.reading import Input, Limits, find_inputs, read
from onrecord.reading.reader import read_input

PAGE = (
    "<html><body><article><p>The wall of Eske number {} fell on Monday, the harbour master said, and two ships were "
    "lost in the night.</p><p>Nobody was hurt.</p></article></body></html>"
)


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Input, ...]:
    for number in range(12):
        (tmp_path / f"{number:02}.html").write_text(PAGE.format(number), encoding="utf-8")
    return find_inputs([tmp_path])


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return the processes that are started from now on."""
    found: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def watched(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        found.append(start(*given, **named))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    return found


@pytest.mark.parametrize("jobs", [1, 3])
def test_workers_give_what_one_process_gives_and_in_the_same_order(pages: tuple[Input, ...], jobs: int) -> None:
    here = [one for item in pages for one in read_input(item, {})]
    assert list(read(pages, limits=Limits(jobs=jobs))) == here


def test_what_takes_too_long_is_rejected_with_the_reason_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(1), encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE.format(2), encoding="utf-8")
    first, second = read(find_inputs([tmp_path]), limits=Limits(time_limit=0.002, jobs=1))
    for one in (first, second):
        assert isinstance(one, Rejected)
        assert one.reason == "takes longer than 0.002 seconds to read; a higher limit can be set with --time-limit"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_worker_that_is_killed_costs_what_it_was_reading(
    pages: tuple[Input, ...], started: list[subprocess.Popen[bytes]]
) -> None:
    found = read(pages, limits=Limits(jobs=2))
    done = list(islice(found, 1))
    started[0].send_signal(signal.SIGKILL)
    done += found
    assert [one.input for one in done] == [item.name for item in pages]
    lost = [one for one in done if isinstance(one, Rejected)]
    assert len(lost) <= 1
    assert all("the process that read it ended (signal 9)" in one.reason for one in lost)


def test_a_container_goes_on_behind_what_its_reader_died_of(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    message = (
        "From a@norra.example Sun May  4 10:00:00 2031\nSubject: Part {0}\nMessage-ID: <{0}@norra.example>\n\n{1}\n"
    )
    text = "The wall of Eske fell on Monday, the harbour master said.\n" * 3_000
    (tmp_path / "all.mbox").write_text("".join(message.format(one, text) for one in range(30)), encoding="utf-8")
    found = read(find_inputs([tmp_path]), limits=Limits(jobs=1))
    done = list(islice(found, 2))
    started[0].kill()
    done += found
    names = [one.input.rpartition("#")[2] for one in done]
    assert names == [str(number) for number in range(1, 31)]
    assert sum(isinstance(one, Rejected) for one in done) <= 1


def test_a_worker_that_may_not_take_the_memory_it_needs_rejects_with_the_reason(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux holds a process to it")
    (tmp_path / "a.json").write_text('{"text": "' + "The wall fell. " * 1_200_000 + '"}', encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE.format(2), encoding="utf-8")
    large, small = read(find_inputs([tmp_path]), limits=Limits(memory_limit=330_000_000, jobs=1))
    assert isinstance(large, Rejected)
    assert "memory" in large.reason
    assert isinstance(small, Report)


def test_no_worker_outlives_who_stops_listening(
    pages: tuple[Input, ...], started: list[subprocess.Popen[bytes]]
) -> None:
    found = read(pages)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert started
    assert all(process.poll() is not None for process in started)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_no_worker_outlives_who_is_killed(pages: tuple[Input, ...]) -> None:
    code = (
        "import sys, time\nfrom onrecord.reading import find_inputs, read\n"
        f"found = read(find_inputs([{str(pages[0].path.parent)!r}]))\nnext(found)\n"
        "import subprocess\nprint('reading', flush=True)\ntime.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "reading\n"
    children = _children(process.pid)
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 20
    while any(_is_alive(child) for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_is_alive(child) for child in children)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    if not found.exists():
        pytest.skip("the system does not tell the children of a process")
    return [int(child) for child in found.read_text().split()]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_whoever_takes_what_was_read_may_take_longer_than_reading_may(tmp_path: Path) -> None:
    line = '{"text": "' + "The wall of Eske fell on Monday, the harbour master said. " * 1_500 + '"}\n'
    (tmp_path / "a.jsonl").write_text(line * 40, encoding="utf-8")  # more than a pipe holds
    found = read(find_inputs([tmp_path]), limits=Limits(time_limit=1.5, jobs=1))
    first = next(found)
    time.sleep(2)
    assert all(isinstance(one, Report) for one in (first, *found))


def test_a_file_that_is_another_thing_by_what_it_holds_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"%PDF-1.7\n")
    (one,) = read(find_inputs([tmp_path]))
    assert isinstance(one, Rejected)
    assert one.reason == "called .html, but it is a PDF by what it holds: give it the suffix of that"
