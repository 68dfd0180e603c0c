"""Builds of one small story that are killed at random moments, or run out of room: what the records are after it.

Run as a program, in a process of its own, for it forks: the language model is loaded once, and every build is a child
that may be killed without a goodbye.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord import build as building
from onrecord.build import steps
from onrecord.build.watch import Watch
from onrecord.errors import OnrecordError
from onrecord.formats.json import export as exported
from onrecord.formats.json import lines
from onrecord.reading.languages import detect_language


def main(folder: str, kills: str, seed: str) -> None:
    """Print what became of the records, as JSON: one object a build that was ended."""
    os.chdir(folder)
    analyser = steps.load_analyser(None, Watch(None))
    building.load_analyser = lambda *_: analyser  # type: ignore[attr-defined]
    steps.KEEP_AFTER_SECONDS = 0.0
    detect_language("What a child has to load first would be loaded by each of them.")
    begun = time.monotonic()
    in_child(make(Path("whole.db")))
    usual = time.monotonic() - begun
    whole = export(Path("whole.db"))
    chosen = random.Random(int(seed))  # noqa: S311 -- moments, not secrets
    told = []
    for number in range(int(kills)):
        path = Path(f"killed-{number}.db")
        child = os.fork()
        if not child:
            run(make(path))
        time.sleep(chosen.uniform(0, usual))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        told.append({"killed": os.WIFSIGNALED(status), **what_is_left(path, whole)})
    for room in (20_000, 100_000, 200_000, 300_000, 400_000):
        path = Path(f"full-{room}.db")
        failed = in_child(make(path, room))
        told.append({"room": room, "failed": failed != 0, **what_is_left(path, whole)})
    print(json.dumps(told))


def make(path: Path, room: int | None = None) -> Callable[[], None]:
    def made() -> None:
        if room is not None:  # what a file may grow to, as on a disk that is full
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        onrecord.build("reports", path).close()

    return made


def run(what: Callable[[], None]) -> None:
    """Do something, and end this process without what its parent would do at its end."""
    try:
        what()
    except OnrecordError:
        os._exit(1)
    except BaseException:  # noqa: BLE001 -- the child ends here, whatever it is
        traceback.print_exc()
        os._exit(2)
    os._exit(0)


def in_child(what: Callable[[], None]) -> int:
    child = os.fork()
    if not child:
        run(what)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def what_is_left(path: Path, whole: str) -> dict[str, object]:
    """Return whether a record opens and passes its check, and whether it ends as an undisturbed one."""
    sound = True
    if path.exists() and path.stat().st_size:
        with onrecord.open(path) as record:
            sound = record.check() == ()
    again = in_child(make(path))
    return {"sound": sound, "again": again, "equal": again == 0 and export(path) == whole}


def export(path: Path) -> str:
    with onrecord.open(path) as record:
        assert record.check() == ()
        return "".join(lines(exported(record)))


if __name__ == "__main__":
    main(*sys.argv[1:])
