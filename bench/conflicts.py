"""How many planted contradictions are found, how many harmless sentences are called one, and how right real ones are.

    python bench/conflicts.py            # all parts: some ten minutes
    python bench/conflicts.py --planted  # contradictions planted into real reports, beside a simple peer
    python bench/conflicts.py --review   # the conflicts of real stories, by what was judged of them, and marked pairs
    python bench/conflicts.py --errors   # with the places of what is missed, wrongly found or not judged yet
    python bench/conflicts.py --places   # the conflicts of today as rows for `conflicts_review.csv`, nothing measured

It needs the stories, which are not part of this repository: by default it looks for them in `../shared`, beside it;
`--stories` names another place. Without them it says so and ends with exit code 0, having measured nothing. What was
judged by reading is in `conflicts_review.csv`: places and answers, no text. `README.md` has the rules.

Marked pairs: how many pairs of claims that readers marked contradictory (`claim_pairs_train.csv`,
`claim_pairs_train_hard.csv`, `claim_pairs_tune.csv`; clear ones) are called a conflict, and how many of the others.

Planted: see `conflict_plants.py`. A plant is found where a conflict of its kind has one side in the sentence that was
changed; a distractor is called a conflict where any conflict has a side in it. The peer sets each sentence against the
sentence of another report that is most like it (cosine of TF-IDF), and calls it a conflict where the two are alike
enough and their numbers differ, or one of them alone holds a word of negation; its threshold is the one of the best F1
on the tune half. Recall is found / planted; precision counts a distractor as planted once.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claim_pair_peers import TfIdf
from claim_pairs import LABELS, Found, Mark, paths_of, read_marks
from conflict_edits import CONTRADICTIONS, DISTRACTORS, NEGATIVE
from conflict_plants import Plant, plant
from conflict_stories import HELD_OUT, stories_of
from onrecord.language import Analyser
from onrecord.model import Analysis, Conflict, Report, Slot, Span, Story
from onrecord.relating import relate

BENCH = Path(__file__).resolve().parent
REVIEW = BENCH / "conflicts_review.csv"
COLUMNS = ("day", "story", "split", "kind", "revision", "report_a", "start_a", "end_a", "report_b", "start_b", "end_b",
           "judged")  # fmt: skip
RIGHT = ("conflict", "revision")
MARKED = ("train", "train_hard", "tune")
"""The pairs of claims that may be learnt from."""
REPORTS = 3
"""How many reports of a story are told again."""
NUMBERS = re.compile(r"\d[\d,.]*\d|\d")


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=BENCH.parents[1] / "shared/data/stories")
    parser.add_argument("--planted", action="store_true", help="only the planted contradictions")
    parser.add_argument("--review", action="store_true", help="only the conflicts of real stories")
    parser.add_argument("--errors", action="store_true", help="print the places of what went wrong, too")
    parser.add_argument("--places", action="store_true", help="print today's conflicts as rows and measure nothing")
    parser.add_argument("--split", choices=("tune", "held-out"), help="only the stories of that half")
    options = parser.parse_args(arguments)
    if not options.stories.is_dir():
        print(f"skipped, nothing measured: there is no {options.stories}")
        return 0
    analyser = Analyser()
    told: list[Told] = []
    found: list[Row] = []
    called: list[tuple[Mark, bool]] = []
    marks = [mark for split in MARKED for mark in read_marks(BENCH / f"claim_pairs_{split}.csv") if not mark.unclear]
    for name, reports, analyses in stories_of(options.stories, analyser):
        split = "held-out" if name in HELD_OUT else "tune"
        if options.split not in (None, split):
            continue
        story = relate(reports, analyses)
        if not options.planted:
            found += [row_of(name, split, conflict, story) for conflict in story.conflicts]
            called += called_conflicts([mark for mark in marks if mark.story == name], story, options.stories)
        if not (options.review or options.places):
            told += planted(name, split, story, analyses, analyser)
    if options.places:
        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(("", *row.cells(), "") for row in sorted(found, key=lambda r: r.cells()))
        return 0
    if told:
        print_planted(told, options.errors)
    if not options.planted:
        print_review(found, read_review(REVIEW), options.errors)
        print_marked(called, options.errors)
    return 0


# ---------------------------------------------------------------- planted


@dataclass(frozen=True, slots=True)
class Told:
    """A plant, and what was made of it."""

    story: str
    split: str
    plant: Plant
    conflicts: tuple[Conflict, ...]
    """Those with one side in it."""
    nearest: float
    """The cosine of the sentence of another report that is most like it."""
    differs: bool
    """Whether the numbers of the two differ, or one alone holds a word of negation."""

    @property
    def kind(self) -> str:
        """The kind that a conflict about it has."""
        return self.plant.kind.partition(":")[0]

    @property
    def found(self) -> bool:
        """Whether it is called a conflict; a plant, one of its kind."""
        return any(not self.plant.contradicts or one.kind == self.kind for one in self.conflicts)


def planted(
    name: str, split: str, story: Story, analyses: Mapping[str, Analysis], analyser: Analyser
) -> Iterator[Told]:
    """Plant contradictions into a story and yield what was found of each."""
    clauses = {
        report: [(one.lemma, one.verb, doer) for one in analysis.clauses for doer in one.doers]
        for report, analysis in analyses.items()
    }
    names: dict[str, dict[Span, str]] = defaultdict(dict)
    for entity in story.entities:
        for at in entity.mentions:
            names[at.report][at.span] = entity.id
    for report, plants in plant(story, names, clauses, REPORTS):
        (analysis,) = analyser.analyse([report])
        again = relate([*story.reports, report], {**analyses, report.id: analysis})
        sentences = [one.slice(span) for one in story.reports for span in analyses[one.id].sentences]
        cosine = TfIdf([one.text for one in story.reports])
        start = 0
        for one in plants:
            span = (start, start + len(one.text))
            start = span[1] + len("\n\n")
            mine = tuple(
                c for c in again.conflicts if any(s.report == report.id and _in(s.span, span) for s in c.slots)
            )
            score, like = max(((cosine(one.text, other), other) for other in sentences), default=(0.0, ""))
            yield Told(name, split, one, mine, score, differs(one.text, like))


def differs(one: str, other: str) -> bool:
    """Return whether the numbers of two sentences differ, or one alone holds a word of negation."""
    return set(NUMBERS.findall(one)) != set(NUMBERS.findall(other)) or bool(NEGATIVE.search(one)) != bool(
        NEGATIVE.search(other)
    )


def _in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def print_planted(told: Sequence[Told], errors: bool) -> None:
    """Print recall by kind, what distractors are called, and the peer."""
    threshold = best_threshold([one for one in told if one.split == "tune"] or told)
    for split in sorted({one.split for one in told}, reverse=True):
        mine = [one for one in told if one.split == split]
        plants = [one for one in mine if one.plant.contradicts]
        others = [one for one in mine if not one.plant.contradicts]
        print(f"\nplanted, {split}: {len({one.story for one in mine})} stories, {len(plants)} contradictions, ", end="")
        print(f"{len(others)} distractors")
        print(f"{'':22}{'n':>5}{'found':>7}{'recall':>8}{'TF-IDF peer':>13}")
        for kind in (*CONTRADICTIONS, ""):
            of_kind = [one for one in plants if kind in ("", one.plant.kind)]
            hits, peer = sum(one.found for one in of_kind), sum(peer_says(one, threshold) for one in of_kind)
            print(f"{kind or 'all':22}{len(of_kind):5}{hits:7}{share(hits, of_kind):>8}{share(peer, of_kind):>13}")
        print(f"{'called conflicts:':22}{'n':>5}{'called':>7}{'share':>8}")
        for kind in (*DISTRACTORS, ""):
            of_kind = [one for one in others if kind in ("", one.plant.kind)]
            hits, peer = sum(one.found for one in of_kind), sum(peer_says(one, threshold) for one in of_kind)
            figures = f"{len(of_kind):5}{hits:7}{share(hits, of_kind):>8}{share(peer, of_kind):>13}"
            print(f"{kind or 'all distractors':22}{figures}")
        for one in mine if errors else ():
            if one.found != one.plant.contradicts:
                place = f"{one.story} {one.plant.origin} {one.plant.sentence[0]}-{one.plant.sentence[1]}"
                print(f"  {'missed' if one.plant.contradicts else 'called'} {one.plant.kind:20} {place}")


def share(hits: int, of: Sequence[object]) -> str:
    """Return a share in per cent, '-' of nothing."""
    return f"{100 * hits / len(of):.0f}" if of else "-"


def peer_says(one: Told, threshold: float) -> bool:
    """Return whether the peer calls it a conflict."""
    return one.differs and one.nearest >= threshold


def best_threshold(told: Sequence[Told]) -> float:
    """Return the cosine from which the peer has the best F1."""

    def f1(threshold: float) -> float:
        right = sum(one.plant.contradicts and peer_says(one, threshold) for one in told)
        called = sum(peer_says(one, threshold) for one in told)
        return 2 * right / (called + sum(one.plant.contradicts for one in told))

    return max(sorted({round(one.nearest, 2) for one in told}), key=f1)


# ---------------------------------------------------------------- reviewed


@dataclass(frozen=True, slots=True)
class Row:
    """A conflict of a real story, as places."""

    story: str
    split: str
    kind: str
    revision: bool
    a: tuple[str, int, int]
    b: tuple[str, int, int]

    def cells(self) -> tuple[str, ...]:
        """Return the cells of its row, without the day and what was judged."""
        places = (str(cell) for place in (self.a, self.b) for cell in place)
        return (self.story, self.split, self.kind, "y" if self.revision else "n", *places)

    @property
    def key(self) -> tuple[object, ...]:
        """What a judged row is known again by: its places in either order, not whether it is taken for a revision."""
        return self.story, self.kind, *sorted((self.a, self.b))


def row_of(name: str, split: str, conflict: Conflict, story: Story) -> Row:
    """Return a conflict as a row."""
    reports = {one.id: one for one in story.reports}

    def place(slot: Slot, reports: Mapping[str, Report] = reports) -> tuple[str, int, int]:
        return Path(reports[slot.report].input).name, *slot.span

    return Row(name, split, conflict.kind, conflict.revision, place(conflict.slots[0]), place(conflict.slots[1]))


def read_review(path: Path) -> dict[tuple[object, ...], str]:
    """Return what was judged, by the key of a row."""
    judged = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            a, b = ((row[f"report_{x}"], int(row[f"start_{x}"]), int(row[f"end_{x}"])) for x in "ab")
            judged[Row(row["story"], "", row["kind"], False, a, b).key] = row["judged"]
    return judged


def print_review(found: Sequence[Row], judged: Mapping[tuple[object, ...], str], errors: bool) -> None:
    """Print the precision of today's conflicts on judged pairs, and what is not judged yet."""
    for split in ("tune", "held-out"):
        mine = [row for row in found if row.split == split]
        known = [(row, judged[row.key]) for row in mine if row.key in judged]
        right = [row for row, answer in known if answer in RIGHT]
        reading = sum(row.revision == (answer == "revision") for row, answer in known if answer in RIGHT)
        print(f"\nreal stories, {split}: {len(mine)} conflicts, {len(mine) - len(known)} not judged yet")
        if known:
            print(f"  precision {100 * len(right) / len(known):.0f} ({len(right)} of {len(known)}), ", end="")
            print(f"revision or disagreement told rightly: {reading} of {len(right)}")
            for kind, rows in sorted(_by_kind(known).items()):
                print(f"  {kind:12} {sum(answer in RIGHT for answer in rows)} of {len(rows)}")
            wrong = Counter(answer for _, answer in known if answer not in RIGHT)
            print("  wrong: " + (", ".join(f"{answer} {n}" for answer, n in sorted(wrong.items())) or "none"))
        for row in mine if errors else ():
            if row.key not in judged:
                print("  not judged " + " ".join(row.cells()))


# ---------------------------------------------------------------- marked pairs of claims


def called_conflicts(marks: Sequence[Mark], story: Story, root: Path) -> Iterator[tuple[Mark, bool]]:
    """Yield each marked pair of a story that stands where statements do, and whether the two are called a conflict."""
    if not marks:
        return
    found = Found(story, paths_of(story, root))
    sides = [
        tuple({one, *more} for one, more in zip(conflict.claims, conflict.further or ((), ()), strict=True))
        for conflict in story.conflicts
    ]
    for mark in marks:
        a, b = found.claims_at(mark.a), found.claims_at(mark.b)
        yield mark, any((a & x and b & y) or (a & y and b & x) for x, y in sides)


def print_marked(called: Sequence[tuple[Mark, bool]], errors: bool) -> None:
    """Print how many pairs of each label are called a conflict."""
    print("\nmarked pairs of claims, clear ones, called a conflict:")
    for label in LABELS:
        of_label = [yes for mark, yes in called if mark.label == label]
        print(f"  {label:14} {sum(of_label)} of {len(of_label)}")
    for mark, yes in called if errors else ():
        if yes != (mark.label == "contradictory"):
            print(f"  {'called' if yes else 'missed'} {mark.label} {mark.a} {mark.b}")


def _by_kind(known: Sequence[tuple[Row, str]]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for row, answer in known:
        kinds[row.kind].append(answer)
    return kinds


if __name__ == "__main__":
    sys.exit(main())
