"""Fuzz the readers: honest and hostile files, cut, joined and changed, through every reader and container.

    python bench/fuzz_reading.py MINUTES [SEED]

The inputs are drawn by a seed, so that a finding can be had again; what a reader raises beside a rejection is printed
with the seed of the input, and the input is kept in the folder `fuzz-found`. It ends with 1 when there is one. Slow
inputs, which took more than `SLOW` seconds of the processor, are counted and named, and are no failure.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Rejected
from onrecord.reading.by_suffix import CONTAINERS, READERS
from onrecord.reading.inputs import Input
from onrecord.reading.reader import read_input
from tests.hostile.corpus import CORPUS

SLOW = 5.0
MOST_BYTES = 60_000
"""Of a seed: large ones are for the limits, and slow."""
TOKENS = (
    b"<", b">", b"</p>", b"<p>", b"<!--", b"]]>", b"<![CDATA[", b"&#0;", b"&#xD800;", b"\0", b"\xff\xfe",
    b"\xed\xa0\x80", b'"', b"'", b"{", b"}", b"[", b"]", b"1e999", b"null", b"-1", b"4294967296",
    b"99999999999999999999", b"\r\n\r\n",
    b"\x1b[31m", b"\xe2\x80\xae", b"Content-Type: ", b"boundary=", b"charset=", b"=?utf-8?b?", b"PK\x03\x04",
    b"PK\x01\x02", b"WARC/1.0\r\n", b"%PDF-", b"endobj", b"stream", b"http://[", b"2031-99-99", b"---\n", b"- *a",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """An input on which a reader failed."""

    suffix: str
    data: bytes
    error: str


def seeds() -> list[tuple[str, bytes]]:
    """Return the inputs that others are made from, each with its suffix."""
    files = Path(__file__).parents[1] / "reading/files"
    found = [
        ("".join(path.suffixes[-2:]) if path.suffix in (".gz", ".bz2", ".xz") else path.suffix, path.read_bytes())
        for path in sorted(files.iterdir())
        if path.is_file() and path.suffix != ".py"
    ]
    skipped = ("megabytes", "bomb", "million", "thousand", "large", "deep_page")
    found += [(one.suffix, one.make()) for one in CORPUS if not any(word in one.name for word in skipped)]
    return [(suffix, data) for suffix, data in found if 0 < len(data) <= MOST_BYTES]


def changed(data: bytes, others: Sequence[bytes], draw: random.Random) -> bytes:
    """Return data with one to six changes of the kinds that fuzzers make."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(made))
        kind = draw.randrange(7)
        if kind == 0 and made:
            made[at % len(made)] = draw.randrange(256)
        elif kind == 1 and made:
            made[at % len(made)] ^= 1 << draw.randrange(8)
        elif kind == 2:
            del made[at : at + draw.randint(1, 64)]
        elif kind == 3:
            made[at:at] = draw.choice(TOKENS) * draw.choice((1, 1, 2, 50))
        elif kind == 4:
            piece = made[at : at + draw.randint(1, 200)]
            made[at:at] = piece * draw.choice((1, 2, 20))
        elif kind == 5:
            other = draw.choice(others)
            begin = draw.randrange(len(other))
            made[at:at] = other[begin : begin + draw.randint(1, 400)]
        else:
            del made[at:]
    return bytes(made)


def inputs(seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield inputs without end, each with the suffix by which it is read."""
    known = seeds()
    others = [data for _, data in known]
    suffixes = sorted({*READERS, *(one for one in CONTAINERS if one.count(".") == 1)})
    for number in range(sys.maxsize):
        draw = random.Random(f"{seed}-{number}")  # noqa: S311 -- no secret
        suffix, data = draw.choice(known)
        yield (draw.choice(suffixes) if draw.random() < 0.1 else suffix), changed(data, others, draw)


def try_one(suffix: str, data: bytes, folder: Path) -> str | None:
    """Read an input; return what went wrong, None for nothing."""
    path = folder / f"input{suffix}"
    path.write_bytes(data)
    try:
        outcomes = list(read_input(Input("input", path), {}))
    except Exception:  # noqa: BLE001 -- whatever it is, it is what is looked for
        return traceback.format_exc(limit=-4)
    if not outcomes:
        return None if suffix in CONTAINERS else "given, and neither a report nor a rejection"
    for one in outcomes:
        words = one.reason if isinstance(one, Rejected) else one.text
        if not words.strip():
            return f"{one.input}: a reason, or a text, of nothing"
        for each in (one.input, words) if isinstance(one, Rejected) else (one.input, words, one.title or ""):
            try:
                each.encode("utf-8")
            except UnicodeEncodeError:
                return f"half a character in {each[:60]!a}"
    return None


def main(minutes: float, seed: int) -> int:
    """Fuzz for some minutes; return 1 when something failed."""
    end = time.monotonic() + 60 * minutes
    tried: Counter[str] = Counter()
    slow: Counter[str] = Counter()
    found: dict[str, Found] = {}
    with tempfile.TemporaryDirectory() as folder:
        for suffix, data in inputs(seed):
            if time.monotonic() > end:
                break
            begin = time.process_time()
            wrong = try_one(suffix, data, Path(folder))
            tried[suffix] += 1
            if time.process_time() - begin > SLOW:
                slow[suffix] += 1
            if wrong is not None and (key := " ".join(wrong.split()[-12:])) not in found:
                found[key] = Found(suffix, data, wrong)
                kept = Path("fuzz-found")
                kept.mkdir(exist_ok=True)
                (kept / f"{len(found)}{suffix}").write_bytes(data)
                print(f"--- {suffix} (input {tried.total()} of seed {seed})\n{wrong}", flush=True)
    print(f"{tried.total():,} inputs in {minutes:g} minutes, {len(found)} failures, slow: {dict(slow) or 'none'}")
    print(", ".join(f"{suffix} {count:,}" for suffix, count in sorted(tried.items())))
    return 1 if found else 0
