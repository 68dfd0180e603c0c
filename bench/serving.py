"""Fifty readers at once: how long the app and Datasette take to answer, on one record, in one run.

    python bench/serving.py story.db
    python bench/serving.py story.db --datasette /path/to/datasette --readers 50 --seconds 20

`python bench/large_record.py 2000 large.db` makes a record of two thousand reports.
Both serve the record on the loopback address, each in a process of its own, one after the other. So many readers ask at
once, each for another view after each answer, in an order that is the same in every run; what is printed is the median
and the 95th percentile of milliseconds to the last byte, answers a second, and answers that failed. The views are what
an editor opens: lists, filters, single claims, reports, search. Datasette is asked for the like of them: the tables and
views of the same file, rows, and full-text search. It draws tables and knows nothing of claims: the comparison says
what an SQLite file costs to show, not who shows more. Without Datasette its half is left out, with a word.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx

READERS, SECONDS = 50, 15
READY_SECONDS = 90
Measured = tuple[list[float], int, float, float]
"""The milliseconds of each answer, how many failed, the seconds it took, and the first answer's milliseconds."""
WORDS = ("minister", "killed", "police", "company", "said", "percent", "attack", "money")


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--readers", type=int, default=READERS, choices=range(1, 201), metavar="N")
    parser.add_argument("--seconds", type=int, default=SECONDS, choices=range(1, 121), metavar="N")
    parser.add_argument("--datasette", default=shutil.which("datasette"), help="the program, in a venv of its own")
    options = parser.parse_args(arguments)
    claims, reports, entities = _ids(options.record)
    print(
        f"{options.record}: {len(reports):,} of its reports asked for; {options.readers} readers, {options.seconds} s"
    )
    print(f"{'':>12}{'median ms':>12}{'p95 ms':>12}{'answers/s':>12}{'failed':>8}{'first, ms':>12}")
    port = _free()
    ours = [
        sys.executable,
        "-c",
        "from onrecord.cli import main; main()",
        "serve",
        str(options.record),
        "--no-browser",
        "--port",
        str(port),
    ]
    with _served(ours, port, "/claims"):
        _print("onrecord", asyncio.run(_measured(port, _our_addresses(claims, reports, entities), options)))
    if not options.datasette:
        print(f"{'datasette':>12}  left out: it is not installed; name it with --datasette")
        return 0
    port = _free()
    theirs = [
        options.datasette,
        "serve",
        str(options.record),
        "--port",
        str(port),
        "--setting",
        "sql_time_limit_ms",
        "9000",
    ]
    with _served(theirs, port, "/"):
        _print("datasette", asyncio.run(_measured(port, _their_addresses(options.record, claims, reports), options)))
    return 0


def _ids(record: Path) -> tuple[list[str], list[str], list[str]]:
    with sqlite3.connect(f"{record.absolute().as_uri()}?mode=ro", uri=True) as connection:
        kept = (
            "select id from claims order by position limit 400",
            "select id from reports order by position limit 400",
            "select speaker from statements where speaker is not null group by speaker order by count(*) desc limit 60",
        )
        one, two, three = ([row[0] for row in connection.execute(query)] for query in kept)
    return one, two, three


def _our_addresses(claims: Sequence[str], reports: Sequence[str], entities: Sequence[str]) -> list[str]:
    return [
        "/",
        *(f"/claims?page={n}" for n in range(1, 9)),
        *(f"/claims?q={word}" for word in WORDS),
        *(f"/claims/{one}" for one in claims[::8]),
        *(f"/reports/{one}" for one in reports[::8]),
        *(f"/people/{one}" for one in entities[::4]),
        *(f"/search?q={word}" for word in WORDS),
        "/contested",
        "/promises",
        "/timeline",
        "/coverage",
    ]


def _their_addresses(record: Path, claims: Sequence[str], reports: Sequence[str]) -> list[str]:
    base = "/" + quote(record.stem)
    return [
        base,
        *(f"{base}/claims?_size=40&_next={n * 40}" for n in range(8)),
        *(f"{base}/claims?text__contains={word}" for word in WORDS),
        *(f"{base}/claims?id={one}" for one in claims[::8]),
        *(f"{base}/reports?id={one}" for one in reports[::8]),
        *(f"{base}/who_said_what?_size=50&words__contains={word}" for word in WORDS[:2]),
        *(f"{base}/statements?_search={word}&_size=40" for word in WORDS),
        f"{base}/conflicts_side_by_side?_size=25",
        f"{base}/promises_due?_size=60",
        f"{base}/timeline?_size=60",
    ]


async def _measured(
    port: int, addresses: Sequence[str], options: argparse.Namespace
) -> tuple[list[float], int, float, float]:
    """Return the milliseconds of each answer, how many failed, the seconds it took, and the first answer's."""
    times: list[float] = []
    failed = 0
    limits = httpx.Limits(max_connections=options.readers)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", limits=limits, timeout=120) as client:
        start = time.perf_counter()
        await client.get(addresses[0])
        first = (time.perf_counter() - start) * 1000
        begun = time.perf_counter()
        end = begun + options.seconds

        async def reader(number: int) -> None:
            nonlocal failed
            at = number * 7
            while time.perf_counter() < end:
                start = time.perf_counter()
                answer = await client.get(addresses[at % len(addresses)])
                times.append((time.perf_counter() - start) * 1000)
                failed += answer.status_code != 200
                at += 1

        await asyncio.gather(*(reader(number) for number in range(options.readers)))
    return times, failed, time.perf_counter() - begun, first


def _print(name: str, found: Measured) -> None:
    times, failed, seconds, first = found
    times.sort()
    median, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{name:>12}{median:>12.0f}{high:>12.0f}{len(times) / seconds:>12.0f}{failed:>8}{first:>12.0f}")


@contextmanager
def _served(command: list[str], port: int, address: str) -> Iterator[None]:
    environment = {name: value for name, value in os.environ.items() if name != "ONRECORD_PASSWORD"}
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        end = time.monotonic() + READY_SECONDS
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}{address}", timeout=READY_SECONDS)
                break
            except httpx.TransportError:
                if time.monotonic() > end or running.poll() is not None:
                    raise SystemExit(f"{command[0]} did not start") from None
                time.sleep(0.2)
        yield
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _free() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        number: int = made.getsockname()[1]
        return number


if __name__ == "__main__":
    sys.exit(main())
