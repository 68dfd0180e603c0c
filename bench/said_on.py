"""How often the day on which words were said is right: a sample of PolNeAR's dev articles, marked by hand.

    python bench/said_on.py          # the figures
    python bench/said_on.py --errors # and what went wrong, as places in the articles

It needs the gold articles, which are not part of this repository: by default it looks for them in `../shared`, beside
it; `--gold` names another place. Without them it says so and ends with exit code 0, having measured nothing. The marks
are in `said_on.csv`: places only, no text; its head says by which rules they were made.

What is measured is what a record shows: each article is analysed as a build does, with its day of publication, and the
statement whose content shares most with the marked one is asked for its day. A statement that is not found has none.

- *right*: the day is the marked one; where one of the two is a longer stretch (a week, a month), it holds the other.
- *wrong*: it is another day, or the report does not say.
- *silent*: there is no day though one is marked.
- *rightly silent*: there is no day, and none is marked.

Precision is right / (right + wrong); recall is right / marked days. Statements marked unclear are left out.

Beside ours stand two simple peers in the same run, which are given the marked statement itself: `nearest` takes the
time expression of its sentence that stands nearest to the cue, outside the content; `publication` takes the day of the
report. Times and sentences are ours for all.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.dates import bounds, within
from onrecord.model import Analysis, Report, Statement

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = Path(__file__).with_suffix(".csv")
OUTCOMES = ("right", "wrong", "silent", "rightly silent")
PLACES = ("beside", "inside", "before")
SHARED = 0.5
"""Share of the shorter content (code points) that two statements must have in common to be one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked statement: where it stands, and the day marked (None: the report does not say, or it is unclear)."""

    article: str
    content: tuple[int, int]
    cue: int
    where: str
    answer: str

    @property
    def day(self) -> str | None:
        """The day in EDTF, None where none is marked."""
        return None if self.answer in ("none", "unclear") else self.answer


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/data/polnear/dev.jsonl.gz")
    parser.add_argument("--errors", action="store_true", help="print the place of each statement that is not right")
    options = parser.parse_args(arguments)
    if not options.gold.exists():
        print(f"skipped, nothing measured: there is no {options.gold}")
        return 0
    marks = read_marks(SAMPLE)
    wanted = {mark.article for mark in marks}
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        gold = [article for article in map(json.loads, lines) if article["id"] in wanted]
    left_out = sum(mark.answer == "unclear" for mark in marks)
    print(
        f"{SAMPLE.name}: {len(marks)} statements of {len(gold)} articles, marked by hand; {left_out} unclear, left out"
    )
    analyses = {article["id"]: analysis for article, analysis in zip(gold, analyse(gold), strict=True)}
    missing = [m for m in marks if m.day is not None and same(m, analyses[m.article].statements) is None]
    print(
        f"of the {sum(mark.day is not None for mark in marks)} with a day, {len(missing)} are not found as statements"
    )
    for system, found in measure(gold, analyses, marks).items():
        outcomes = {mark: judge(mark, day) for mark, day in found.items()}
        report(system, outcomes)
        if options.errors and system == "onrecord":
            for mark, outcome in outcomes.items():
                if outcome in ("wrong", "silent"):
                    place = f"{mark.article} {mark.content[0]}-{mark.content[1]}"
                    print(f"  {outcome:7}{mark.where:7} {place} marked {mark.day}, found {found[mark]}")
    return 0


def read_marks(path: Path) -> list[Mark]:
    """Read the marked sample."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return [
        Mark(
            article=row["article"],
            content=(int(row["content_start"]), int(row["content_end"])),
            cue=int(row["cue_start"]),
            where=row["where"],
            answer=row["answer"],
        )
        for row in rows
    ]


def analyse(gold: Sequence[Mapping[str, Any]]) -> Iterator[Analysis]:
    """Analyse articles as a build does."""
    from onrecord.language import Analyser

    return Analyser().analyse(
        Report(id=g["id"], input=g["id"], text=g["text"], published=g["publication_date"], language="en") for g in gold
    )


def measure(
    gold: Sequence[Mapping[str, Any]], analyses: Mapping[str, Analysis], marks: Sequence[Mark]
) -> dict[str, dict[Mark, str | None]]:
    """Return, for each system, the day that it gives to each mark that is not unclear."""
    days: dict[str, dict[Mark, str | None]] = {"onrecord": {}, "nearest": {}, "publication": {}}
    for article in gold:
        analysis = analyses[article["id"]]
        for mark in marks:
            if mark.article == article["id"] and mark.answer != "unclear":
                statement = same(mark, analysis.statements)
                days["onrecord"][mark] = statement.said_on if statement is not None else None
                days["nearest"][mark] = nearest(mark, analysis)
                days["publication"][mark] = article["publication_date"]
    return days


def same(mark: Mark, statements: Sequence[Statement]) -> Statement | None:
    """Return the attributed statement whose content shares most with a marked one; of several, that with its cue."""
    ranked = []
    for number, statement in enumerate(statements):
        first, last = mark.content
        shared = sum(max(0, min(end, last) - max(start, first)) for start, end in statement.content)
        length = sum(end - start for start, end in statement.content)
        if statement.kind != "own" and shared >= SHARED * min(length, last - first):
            cued = any(start <= mark.cue < end for start, end in statement.cue)
            ranked.append((cued, shared, -number))
    return statements[-max(ranked)[2]] if ranked else None


def nearest(mark: Mark, analysis: Analysis) -> str | None:
    """A peer: the dated time expression of the sentence that stands nearest to the cue, outside the content."""
    place = mark.cue if mark.cue >= 0 else mark.content[0]
    sentence = next(((a, b) for a, b in analysis.sentences if a <= place < b), None)
    if sentence is None:
        return None
    times = [
        (abs(time.span[0] - place), time.edtf)
        for time in analysis.times
        if time.edtf is not None
        and sentence[0] <= time.span[0] < sentence[1]
        and not mark.content[0] <= time.span[0] < mark.content[1]
    ]
    return min(times)[1] if times else None


def judge(mark: Mark, day: str | None) -> str:
    """Return the outcome of one mark: see this module's text."""
    if mark.day is None:
        return "rightly silent" if day is None else "wrong"
    if day is None:
        return "silent"
    return "right" if bounds(day) == bounds(mark.day) or within(day, mark.day) or within(mark.day, day) else "wrong"


def report(system: str, outcomes: Mapping[Mark, str]) -> None:
    """Print one system's figures by place and over all."""
    print(f"\n{system:12}{'marked':>7}" + "".join(f"{outcome:>{len(outcome) + 2}}" for outcome in OUTCOMES), end="")
    print(f"{'precision':>11}{'recall':>8}")
    for place in (*PLACES, "all"):
        chosen = [mark for mark in outcomes if place in (mark.where, "all")]
        counted = Counter(outcomes[mark] for mark in chosen)
        right, dated = counted["right"], sum(mark.day is not None for mark in chosen)
        print(f"{place:12}{len(chosen):7}", end="")
        print("".join(f"{counted[outcome]:>{len(outcome) + 2}}" for outcome in OUTCOMES), end="")
        print(f"{_percent(right, right + counted['wrong']):>11}{_percent(right, dated):>8}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
