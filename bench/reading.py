"""How fast pages are read, beside trafilatura alone on the same pages, and how much memory many inputs take.

    python -m bench.reading             # pages a second, and memory for 100, 1,000 and 10,000 inputs
    python -m bench.reading --pages 60 --inputs 100 1000

The pages are composed here, of an invented town: menus, an article of some 600 words with links, a caption and a call
to subscribe, metadata, other articles to read, a foot. Speed is that of one core in one process: of the best of several
rounds, since other work on the machine can only slow one down. "as a build reads" is one process that reads for another
(`onrecord.reading.crew`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.reading import Input, Limits, find_inputs, read
from onrecord.reading.reader import read_input

MIN_SHARE = 0.8
"""Of the pages a second of trafilatura when it takes the metadata too, which is what a report needs."""
MAX_GROWTH = 1.5
"""Times the memory of the fewest inputs that the most may take."""

_WHO = ("Harbour master Ana Lom", "Mayor Ivo Tarn", "Deputy Ilva Tesk", "Councillor Oren Vash", "Engineer Mira Dall")
_SAID = ("said", "told the council", "wrote in a letter", "said on Monday", "confirmed", "said after the meeting")
_WHAT = (
    "the wall of Eske would be repaired before the winter storms",
    "two ferries had been taken out of service since the night of the flood",
    "the port of Torvey handled fewer ships than in any year since the bridge was built",
    "nobody was hurt when the northern quay gave way",
    "the cost of the work would be shared by the three towns on the strait",
    "the inspection found cracks in eleven of the forty pillars",
    "the council had known of the report for more than a month",
    "no decision on the ferry line was to be expected this year",
)


def page(number: int) -> str:
    """Return an invented page; each number gives another."""
    state = number * 2_654_435_761 % 2**32

    def pick(of: tuple[str, ...]) -> str:
        nonlocal state
        state = (state * 1_103_515_245 + 12_345) % 2**31
        return of[(state >> 8) % len(of)]

    def sentence() -> str:
        return f"{pick(_WHO)} {pick(_SAID)} that {pick(_WHAT)}."

    menu = "".join(f'<li><a href="/{n}/">Section {n}</a></li>' for n in range(40))
    paragraphs = "".join(
        f'<p>{sentence()} {sentence()} <a href="/story/{n}">{sentence()}</a> {sentence()}</p>' for n in range(12)
    )
    more = "".join(f'<article class="card"><a href="/m/{n}"><h3>{sentence()}</h3></a></article>' for n in range(20))
    title = f"Report {number} on the wall: {pick(_WHAT)}"
    address = f"https://norra.example/2031/05/{number % 28 + 1:02}/report-{number}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Norra News</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Norra News">'
        f'<meta property="og:url" content="{address}"><meta name="author" content="Ana Solm">'
        f'<meta property="article:published_time" content="2031-05-{number % 28 + 1:02}T10:00:00Z">'
        f'<script>var settings = {{"ads": [{", ".join(str(n) for n in range(600))}]}};</script></head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>{paragraphs}"
        f"<figure><figcaption>The northern quay. Photo: Ana Solm</figcaption></figure>"
        f"<p>Subscribe to our newsletter</p></article></main><aside>{more}</aside>"
        f"<footer><ul>{menu}</ul><p>© 2031 Norra News. All rights reserved.</p></footer></body></html>"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast pages are read, and with how much memory.")
    parser.add_argument("--pages", type=int, default=100, metavar="N", help="pages that speed is taken on")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of which the best counts")
    parser.add_argument("--inputs", type=int, nargs="*", default=[100, 1_000, 10_000], metavar="N")
    parser.add_argument("--measure", metavar="FOLDER", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(Path(asked.measure))
        return
    with tempfile.TemporaryDirectory() as folder:
        speed(Path(folder), asked.pages, asked.rounds)
    if asked.inputs:
        memory(asked.inputs)


def speed(folder: Path, pages: int, rounds: int) -> None:
    from trafilatura import bare_extraction

    sources = [page(number) for number in range(pages)]
    for number, source in enumerate(sources):
        (folder / f"{number:05}.html").write_text(source, encoding="utf-8")
    inputs = find_inputs([folder])
    ways: dict[str, Callable[[], object]] = {
        "trafilatura, text alone": lambda: [bare_extraction(one, include_comments=False) for one in sources],
        "trafilatura, text and metadata": lambda: [
            bare_extraction(one, include_comments=False, with_metadata=True) for one in sources
        ],
        "onrecord": lambda: [list(read_input(one, {})) for one in inputs],
    }
    best = dict.fromkeys(ways, float("inf"))
    for way in ways.values():
        way()  # what is loaded once is loaded now
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            best[name] = min(best[name], time.perf_counter() - began)
    best["onrecord, as a build reads"] = min(_in_a_worker(inputs) for _ in range(rounds))
    print(f"{pages} pages of {sum(map(len, sources)) / pages / 1000:.0f} KB, one core, best of {rounds} rounds")
    for name, seconds in best.items():
        print(f"  {name:<32}{pages / seconds:8.1f} pages a second")
    share = best["trafilatura, text and metadata"] / best["onrecord"]
    print(f"  onrecord reads {share:.0%} of what trafilatura does with metadata; the target is {MIN_SHARE:.0%}")


def _in_a_worker(inputs: tuple[Input, ...]) -> float:
    """Return the seconds from the first answer to the last: a process starts once, whatever it reads."""
    found = read(inputs, limits=Limits(jobs=1))
    next(found)
    began = time.perf_counter()
    rest = sum(1 for _ in found)
    return (time.perf_counter() - began) * len(inputs) / rest


def memory(counts: list[int]) -> None:
    print(f"memory at most, of this process and of the one that reads; the limit is {MAX_GROWTH} times the fewest")
    least = 0.0
    for count in sorted(counts):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                (Path(folder) / f"{number:05}.html").write_text(page(number), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, "-m", "bench.reading", "--measure", folder], capture_output=True, text=True, check=True
            )
        own, reading = (int(value) / 1e6 for value in done.stdout.split())
        least = least or own + reading
        print(f"  {count:>7,} inputs {own:8.0f} MB {reading:8.0f} MB {(own + reading) / least:6.2f} times")


def measure(folder: Path) -> None:
    """Read a folder, keep nothing, and print the most memory in bytes: of this process, of the one that read."""
    import resource

    for _ in read(find_inputs([folder]), limits=Limits(jobs=1)):
        pass
    unit = 1 if sys.platform == "darwin" else 1024
    print(*(resource.getrusage(who).ru_maxrss * unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
