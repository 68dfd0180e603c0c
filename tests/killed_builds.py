"""Builds of one small story that are killed, or run out of room: what the records are after it.

Some are killed at random moments, some while other processes read for them, when a number of pages has come.

Run as a program, in a process of its own, for it forks: the language model is loaded once, and every build is a child
that may be killed without a goodbye.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import sqlite3
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
from onrecord.language.analyser import BATCH
from onrecord.reading.languages import detect_language

PAGES = 4
PAUSE = 0.5
"""Seconds in which a build that told of a page is killed before the next one comes."""


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
    told += killed_while_reading(Path("pages"))
    print(json.dumps(told))


def killed_while_reading(pages: Path) -> list[dict[str, object]]:
    """Return what became of builds of web pages, which workers read, killed behind the first and the last but one.

    A page has more paragraphs than are analysed together, so that the pages before the last that came are kept.
    """
    pages.mkdir()
    for number in range(PAGES):
        ships = "".join(f"<p>Ship {number} of quay {quay} came in on Monday.</p>" for quay in range(BATCH + 6))
        (pages / f"{number}.html").write_text(f"<html><body><article>{ships}</article></body></html>", encoding="utf-8")
    in_child(make(Path("pages.db"), inputs=pages))
    whole, told = export(Path("pages.db")), []
    for number in (1, PAGES - 1):
        path = Path(f"reading-{number}.db")
        came, tell = os.pipe()
        child = os.fork()
        if not child:
            run(make(path, inputs=pages, progress=Telling(tell)))
        os.close(tell)
        for _ in range(number):
            os.read(came, 1)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(came)
        with contextlib.closing(sqlite3.connect(path)) as record:
            (kept,) = record.execute("select count(*) from analyses").fetchone()
        left = what_is_left(path, whole, pages)
        told.append({"read": number, "ended": os.WIFSIGNALED(status), "kept": kept, **left})
    return told


class Telling:
    """Says through a pipe that something has been read, and waits for what comes of it."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.step = ""

    def begin(self, step: str, total: int | None) -> None:  # noqa: ARG002 -- see `Progress`
        self.step = step

    def advance(self) -> None:
        if self.step == "reading":
            os.write(self.pipe, b".")
            time.sleep(PAUSE)

    def end(self, step: str, seconds: float, note: str) -> None:
        pass


def make(
    path: Path, room: int | None = None, inputs: Path = Path("reports"), progress: Telling | None = None
) -> Callable[[], None]:
    def made() -> None:
        if room is not None:  # what a file may grow to, as on a disk that is full
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        onrecord.build(inputs, path, jobs=1, progress=progress).close()

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


def what_is_left(path: Path, whole: str, inputs: Path = Path("reports")) -> dict[str, object]:
    """Return whether a record opens and passes its check, and whether it ends as an undisturbed one."""
    sound = True
    if path.exists() and path.stat().st_size:
        with onrecord.open(path) as record:
            sound = record.check() == ()
    again = in_child(make(path, inputs=inputs))
    return {"sound": sound, "again": again, "equal": again == 0 and export(path) == whole}


def export(path: Path) -> str:
    with onrecord.open(path) as record:
        assert record.check() == ()
        return "".join(lines(exported(record)))


if __name__ == "__main__":
    main(*sys.argv[1:])
