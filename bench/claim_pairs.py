"""How well statements that say the same are told from those that do not: pairs of real stories, marked by hand.

    python bench/claim_pairs.py            # the figures
    python bench/claim_pairs.py --errors   # and each pair to learn from that is taken wrongly, as places in the reports
    python bench/claim_pairs.py --draw     # the places of the sample, drawn again from today's records
    python bench/claim_pairs.py --model M  # with the cosine of sentence vectors of the model M, if a library is there
    python bench/claim_pairs.py --train    # with the stories to train by too: no measure of what was learnt from them

It needs the stories, which are not part of this repository: by default it looks for them in `../shared`, beside it;
`--stories` names another place. Without them it says so and ends with exit code 0, having measured nothing. The marks
are in `claim_pairs_tune.csv`, `claim_pairs_check.csv`, `claim_pairs_held.csv` and, to train by,
`claim_pairs_train.csv`: places only, no text. `README.md` has the rules by which they were made.
`claim_pairs_reports.csv` has the length and the SHA-256 of each report's frozen text, so that marks whose offsets no
longer fit are found out, and not measured.

What is asked is whether two places say the same. For onrecord they do where statements at these places are in one
claim; a statement is at a place when the two share half of the longer. For the peers they do where a likeness reaches
a threshold, which is the best one, by F1, on the tune half, and is then used for all splits as it is. Precision is
right / taken for the same, recall is right / marked `same`; pairs marked unclear, or not marked yet, are left out.
The line "judged by" is of `check` and `held` together: what nobody who works on the matching has read.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claim_pair_draw import Place, draw, overlap, place_of, same
from claim_pair_peers import TfIdf, sentence_vectors, word_vectors
from claim_pair_stories import HALVES, JUDGED, MEASURED, STORIES, pairs_of_strata
from onrecord.build import build
from onrecord.model import Report, Story

BENCH = Path(__file__).resolve().parent
COLUMNS = ("story", "split", "report_a", "start_a", "end_a", "report_b", "start_b", "end_b", "label", "unclear")
LABELS = ("same", "related", "different", "contradictory")
PRECISION = 0.88
"""The precision at which recall is asked for too: what a reader can be asked to put up with."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One pair: two places, what was marked ('' for nothing yet), and whether the marker was in doubt."""

    story: str
    split: str
    a: Place
    b: Place
    label: str
    unclear: bool


def main(arguments: list[str] | None = None) -> int:
    """Measure and print, or draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=BENCH.parents[1] / "shared/data/stories")
    parser.add_argument("--draw", action="store_true", help="print the places of the sample and measure nothing")
    parser.add_argument("--texts", action="store_true", help="print the reports' lengths and hashes, measure nothing")
    parser.add_argument("--errors", action="store_true", help="print the places of pairs that are taken wrongly")
    parser.add_argument("--model", help="a model of model2vec or sentence-transformers, by name or folder")
    parser.add_argument("--train", action="store_true", help="take the stories to train by in, which measure nothing")
    options = parser.parse_args(arguments)
    splits = {split: names for split, names in STORIES.items() if options.train or split in MEASURED}
    missing = [name for names in splits.values() for name in names if not (options.stories / name).is_dir()]
    if missing:
        print(f"skipped, nothing measured: there is no {options.stories / missing[0]}")
        return 0
    stories = dict(build_stories(options.stories, sorted(name for names in splits.values() for name in names)))
    if options.draw or options.texts:
        write_draw(stories, options.stories) if options.draw else write_texts(stories, options.stories)
        return 0
    measure(stories, splits, options)
    return 0


def build_stories(root: Path, names: Sequence[str]) -> Iterator[tuple[str, Story]]:
    """Yield each story with its name, as a build makes it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            with build(root / name, Path(folder) / "story.db", replace=True) as record:
                yield name, record.story()


def paths_of(story: Story, root: Path) -> dict[str, str]:
    """Return, for each report id, the path of its file below the folder of stories."""
    return {one.id: Path(one.input).resolve().relative_to(root.resolve()).as_posix() for one in story.reports}


def write_draw(stories: Mapping[str, Story], root: Path) -> None:
    """Print the sample's places as CSV, without labels."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(COLUMNS)
    for split, names in STORIES.items():
        for name in (name for name in names if name in stories):
            for a, b in draw(stories[name], paths_of(stories[name], root), pairs_of_strata(name)):
                rows.writerow((name, split, a.report, a.start, a.end, b.report, b.start, b.end, "", ""))


def write_texts(stories: Mapping[str, Story], root: Path) -> None:
    """Print what each report's frozen text was when the sample was drawn."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("report", "code_points", "sha256"))
    for story in stories.values():
        paths = paths_of(story, root)
        rows.writerows(sorted((paths[one.id], len(one.text), text_hash(one)) for one in story.reports))


def text_hash(report: Report) -> str:
    """Return the SHA-256 of a report's frozen text, in UTF-8."""
    return hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()


def measure(stories: Mapping[str, Story], splits: Mapping[str, Sequence[str]], options: argparse.Namespace) -> None:
    """Print the figures of each system, by story and split."""
    known = read_texts(BENCH / "claim_pairs_reports.csv")
    marks: list[Mark] = []
    texts: dict[str, str] = {}
    for split, names in splits.items():
        for name in names:
            texts.update(_texts(stories[name], options.stories, known))
        half = read_marks(BENCH / f"claim_pairs_{split}.csv")
        fit = [mark for mark in half if mark.a.report in texts and mark.b.report in texts]
        sure = [mark for mark in fit if mark.label and not mark.unclear]
        labels = Counter(mark.label for mark in sure)
        print(f"{split}: {len(half)} pairs, {len(fit)} of reports whose text is as it was, {len(sure)} ", end="")
        print("marked and clear: " + ", ".join(f"{labels[label]} {label}" for label in LABELS))
        marks += sure
    if not marks:
        print("nothing measured: no pair is marked")
        return
    for system, taken in systems(stories, marks, texts, options):
        report(system, marks, taken)
        if options.errors and system == "onrecord":
            for mark, yes in errors(marks, taken):
                print(f"  {'taken' if yes else 'missed':7}{mark.label:14} {mark.a} {mark.b}")


def systems(
    stories: Mapping[str, Story], marks: Sequence[Mark], texts: Mapping[str, str], options: argparse.Namespace
) -> Iterator[tuple[str, list[bool]]]:
    """Yield each system and what it takes for the same: ours, then each peer at its thresholds from the tune half."""
    found = {name: Found(story, paths_of(story, options.stories)) for name, story in stories.items()}
    lost = sum(not found[mark.story].statements(place) for mark in marks for place in (mark.a, mark.b))
    print(f"onrecord: no statement stands at {lost} of {2 * len(marks)} places")
    yield "onrecord", [found[mark.story].joined(mark.a, mark.b) for mark in marks]
    words = [(texts[mark.a.report][slice(*mark.a.span)], texts[mark.b.report][slice(*mark.b.span)]) for mark in marks]
    cosine = {name: TfIdf(one.text for one in story.reports) for name, story in stories.items()}
    peers = {"TF-IDF": [cosine[mark.story](*pair) for mark, pair in zip(marks, words, strict=True)]}
    peers["word vectors"] = [0.0] * len(marks)
    for name, story in stories.items():
        own = [at for at, mark in enumerate(marks) if mark.story == name]
        cosines = word_vectors((one.text for one in story.reports), [words[at] for at in own])
        for at, score in zip(own, cosines, strict=True):
            peers["word vectors"][at] = score
    if options.model:
        peers[Path(options.model).name] = sentence_vectors(options.model)(words)
    for peer, scores in peers.items():
        tune = [(x, mark.label == "same") for x, mark in zip(scores, marks, strict=True) if mark.split == "tune"]
        for asked, least in (("best F1", 0.0), (f"precision {PRECISION:.0%}", PRECISION)):
            threshold = best_threshold(tune, least)
            name = f"{peer}, {asked}: " + ("never" if threshold is None else f"{threshold:.3f}")
            yield name, [threshold is not None and score >= threshold for score in scores]


def errors(marks: Sequence[Mark], taken: Sequence[bool]) -> Iterator[tuple[Mark, bool]]:
    """Yield each mark that is taken wrongly, with what it is taken for; none of those that the project is judged by."""
    for mark, yes in zip(marks, taken, strict=True):
        if mark.split not in JUDGED and yes != (mark.label == "same"):
            yield mark, yes


class Found:
    """Which claims stand at a place, in a story as onrecord relates it."""

    def __init__(self, story: Story, paths: Mapping[str, str]) -> None:
        self._claims: dict[str, set[str]] = {}
        for claim in story.claims:
            for statement in claim.statements:
                self._claims.setdefault(statement, set()).add(claim.id)
        self._places: dict[str, list[tuple[Place, str]]] = {}
        for one in story.statements:
            place = place_of(one, paths[one.report])
            if place is not None:
                self._places.setdefault(place.report, []).append((place, one.id))

    def joined(self, a: Place, b: Place) -> bool:
        """Whether statements at two places are in one claim."""
        return bool(self.claims_at(a) & self.claims_at(b))

    def statements(self, place: Place) -> set[str]:
        """Return the statements that share most with a place, and half of the longer at least."""
        near = [(overlap(place, other), id_) for other, id_ in self._places.get(place.report, ()) if same(place, other)]
        most = max(near, default=(0, ""))[0]
        return {id_ for shared, id_ in near if shared == most}

    def claims_at(self, place: Place) -> set[str]:
        """Return the claims that stand at a place."""
        return {claim for id_ in self.statements(place) for claim in self._claims.get(id_, ())}


def best_threshold(scored: Sequence[tuple[float, bool]], precision: float = 0.0) -> float | None:
    """Return the threshold of the best F1 among those that reach a precision; None where none does.

    >>> pairs = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.1, False)]
    >>> best_threshold(pairs), best_threshold(pairs, precision=1.0)
    (0.6, 0.8)
    """
    best: tuple[float, float] | None = None
    for threshold in sorted({score for score, _ in scored}):
        p, _, f1 = precision_recall([(score >= threshold, same_) for score, same_ in scored])
        if p >= precision and (best is None or f1 > best[0]):
            best = f1, threshold
    return best[1] if best else None


def precision_recall(outcomes: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Return precision, recall and F1, 0..1, of pairs of what is taken and what is so; 0 where nothing is counted.

    >>> precision_recall([(True, True), (True, False), (False, True), (False, False)])
    (0.5, 0.5, 0.5)
    """
    right = sum(1 for taken, so in outcomes if taken and so)
    p = right / (sum(1 for taken, _ in outcomes if taken) or 1)
    r = right / (sum(1 for _, so in outcomes if so) or 1)
    return p, r, 2 * p * r / (p + r) if right else 0.0


def report(system: str, marks: Sequence[Mark], taken: Sequence[bool]) -> None:
    """Print one system's figures by story, by split, over both halves and over what is judged by."""
    print(f"\n{system:34}{'pairs':>6}{'same':>6}{'taken':>7}{'P':>7}{'R':>7}{'F1':>7}", end="")
    print(f"   of them {', '.join(LABELS[1:])}")
    rows = list(zip(marks, taken, strict=True))
    for split, names in STORIES.items():
        for name in names:
            _line("  " + name.rsplit("/", 1)[-1][:30], [row for row in rows if row[0].story == name])
        _line(f" {split}", [row for row in rows if row[0].split == split])
    _line(" both halves", [row for row in rows if row[0].split in HALVES])
    _line(" judged by", [row for row in rows if row[0].split in JUDGED])


def _line(title: str, rows: Sequence[tuple[Mark, bool]]) -> None:
    if not rows:
        return
    p, r, f1 = precision_recall([(taken, mark.label == "same") for mark, taken in rows])
    labels = Counter(mark.label for mark, taken in rows if taken)
    print(f"{title:34}{len(rows):6}{sum(mark.label == 'same' for mark, _ in rows):6}{labels.total():7}", end="")
    print(f"{100 * p:7.1f}{100 * r:7.1f}{100 * f1:7.1f}   " + ", ".join(str(labels[label]) for label in LABELS[1:]))


def read_marks(path: Path) -> list[Mark]:
    """Read one split of the sample.

    Raises:
        ValueError: a label is none of those that there are, or a pair is not of the split.
    """
    marks = []
    for row in _rows(path):
        if row["label"] not in ("", *LABELS) or row["unclear"] not in ("", "y") or row["split"] not in path.stem:
            raise ValueError(f"{path.name}: {row} is no mark")
        a, b = (Place(row[f"report_{n}"], int(row[f"start_{n}"]), int(row[f"end_{n}"])) for n in "ab")
        marks.append(Mark(row["story"], row["split"], a, b, row["label"], row["unclear"] == "y"))
    return marks


def read_texts(path: Path) -> dict[str, str]:
    """Return, for each report of the sample, the SHA-256 of its text when the sample was drawn."""
    return {row["report"]: row["sha256"] for row in _rows(path)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _texts(story: Story, root: Path, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each report whose text is the one that was marked."""
    paths = paths_of(story, root)
    for one in story.reports:
        if known.get(paths[one.id]) == text_hash(one):
            yield paths[one.id], one.text
        else:
            print(f"left out, for its text is not the one that was marked: {paths[one.id]}")


if __name__ == "__main__":
    sys.exit(main())
