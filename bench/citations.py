"""How well places are found where a report names an outlet as the source of something: real reports, judged by hand.

    python bench/citations.py            # the figures
    python bench/citations.py --errors   # and each place that is taken wrongly or missed

It needs the stories, which are not part of this repository: by default it looks for them in `../shared`, beside it;
`--stories` names another place. Without them it says so and ends with exit code 0, having measured nothing. The
verdicts are in `citations_review.csv`: places only, no text.

A place is found right where a citation overlaps it and names the outlet that the verdict names. Precision is right /
(right + wrong), wrong being citations at places that cite nothing or cite another outlet; recall is right / (right +
missed). Missed places were sought among the mentions of outlets that the table knows, and of "the paper" and the like,
so recall says nothing of outlets that neither shows. Citations without a verdict are counted beside, and are in neither
figure. Beside it, as a plain peer, every name of the table in the text taken for a citation.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.language import Analyser
from onrecord.model import Report, Span
from onrecord.outlets import by_name, mention_pattern
from onrecord.reading import find_inputs, read

ROOT = Path(__file__).resolve().parents[1]
REVIEW = Path(__file__).with_name("citations_review.csv")


class Verdict(NamedTuple):
    """A place that was judged."""

    report: str
    span: Span
    outlet: str
    cites: bool
    set: str


class Named(NamedTuple):
    """A place that is taken for a citation."""

    span: Span
    outlet: str


def verdicts(lines: Iterable[str]) -> list[Verdict]:
    """Return the verdicts of a review file."""
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [
        Verdict(row["report"], (int(row["start"]), int(row["end"])), row["outlet"], row["cites"] == "y", row["set"])
        for row in rows
    ]


def judged(places: Iterable[Verdict], named: Iterable[Named]) -> Iterator[tuple[str, Verdict | Named]]:
    """Yield `right`, `wrong`, `missed` or `without a verdict` with each place of one report that is one of them."""
    places, named = list(places), list(named)
    seen: set[Named] = set()
    for place in places:
        over = [one for one in named if one.span[0] < place.span[1] and place.span[0] < one.span[1]]
        seen.update(over)
        if place.cites and any(one.outlet == place.outlet for one in over):
            yield "right", place
        elif over:
            yield "wrong", place
        elif place.cites:
            yield "missed", place
    for one in named:
        if one not in seen:
            yield "without a verdict", one


def figures(counts: Counter[str]) -> str:
    """Return precision and recall of some counts in words.

    >>> figures(Counter(right=3, wrong=1, missed=1))
    'precision 75.0, recall 75.0 (3 right, 1 wrong, 1 missed, 0 without a verdict)'
    """
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision = 100 * right / (right + wrong) if right + wrong else 0.0
    recall = 100 * right / (right + missed) if right + missed else 0.0
    rest = f"({right} right, {wrong} wrong, {missed} missed, {counts['without a verdict']} without a verdict)"
    return f"precision {precision:.1f}, recall {recall:.1f} {rest}"


def by_table(report: Report) -> list[Named]:
    """Return every name of the table of outlets in a text: the plain peer."""
    found = ((m.span(), by_name(m[0], ambiguous=False)) for m in mention_pattern().finditer(report.text))
    return [Named(span, outlet.name) for span, outlet in found if outlet is not None]


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=Path, default=ROOT.parent / "shared" / "data" / "stories")
    parser.add_argument("--errors", action="store_true", help="print each place that is taken wrongly or missed")
    asked = parser.parse_args()
    if not asked.stories.is_dir():
        print(f"no stories at {asked.stories}: nothing is measured")
        return 0
    places: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts(REVIEW.read_text(encoding="utf-8").splitlines()):
        places[verdict.report].append(verdict)
    names = [name for name in sorted(places) if (asked.stories / name).is_file()]
    reports = [one for name in names for one in read(find_inputs([asked.stories / name])) if isinstance(one, Report)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    peers: dict[str, Counter[str]] = defaultdict(Counter)
    for name, report, analysis in zip(names, reports, Analyser().analyse(reports), strict=True):
        sets = places[name][0].set
        found = [Named(one.span, one.outlet) for one in analysis.citations]
        for how, place in judged(places[name], found):
            counts[sets][how] += 1
            if asked.errors and how != "right":
                print(f"{how}: {name} {place.span} {place.outlet or '-'}")
        peers[sets].update(how for how, _ in judged(places[name], by_table(report)))
    print(f"{len(reports)} reports, {sum(map(len, places.values()))} places with a verdict")
    for name in sorted(counts):
        print(f"{name}: {figures(counts[name])}")
        print(f"  every name of the table: {figures(peers[name])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
