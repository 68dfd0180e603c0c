"""The embedded engine: it hands tasks to processes, and tells when one has died."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.archive.carrying import ENDED, Task, carry_out, put
from onrecord.archive.engine import Engine
from onrecord.errors import UsageError


@dataclass(frozen=True)
class Mixed:
    """Does as the task says: be done, fail, print, end the process always, or the first time."""

    def do(self, task: Task) -> None:
        what = task.spec.decode()
        once = task.path.with_name(f"{task.path.name}.once")
        if what == "fail":
            raise ValueError("as it was to")
        if what == "print":
            print("words of a library")
        if what == "die" or (what == "die once" and not once.exists()):
            once.write_text("")
            os.kill(os.getpid(), signal.SIGKILL)
        put(task.path, b"done")

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:  # noqa: ARG002
        return ()

    def refuse(self, task: Task, why: str) -> None:
        put(task.path, why.encode())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed so here")
def test_what_fails_is_a_value_and_what_dies_costs_no_other_task(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whats = ("do", "fail", "do", "die", "print", "die once", "do", "do")
    tasks = [
        Task(id=str(number), output=str(tmp_path / str(number)), spec=what.encode())
        for number, what in enumerate(whats)
    ]
    done = carry_out(Engine(jobs=2).map, Mixed(), tasks)
    told = {"fail": "ValueError: as it was to", "die": ENDED}
    assert [task.path.read_text() for task in done] == [told.get(what, "done") for what in whats]
    assert "words of a library" not in capfd.readouterr().out


def test_without_the_engine_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "daft", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[archive\]'"):
        Engine()


def test_a_cluster_that_does_not_answer_is_told_of() -> None:
    pytest.importorskip("ray")
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:1: this cluster cannot be used"):
        Engine("127.0.0.1:1")
