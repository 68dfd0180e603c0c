"""The bench of claim pairs: its sample is sound, what it draws is always the same, and it measures what it is given."""

from __future__ import annotations

import doctest
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import claim_pair_draw
import claim_pair_peers
import claim_pair_stories
import claim_pairs
from claim_pair_draw import Place
from claim_pair_stories import STORIES as SPLITS
from claim_pair_stories import pairs_of_strata
from onrecord.model import Claim, Report, Statement, Story

STORIES = Path(__file__).parents[2] / "../shared/data/stories"
PATHS = {"r-1": "eske/lantern.txt", "r-2": "eske/courier.txt"}
TEXTS = {
    "r-1": "The ferry Brisk sank off Eske at dawn, and nine people died. The harbour at Torvey is shut until Monday.",
    "r-2": "Nine people died when the ferry Brisk sank off Eske. Ilvara Tesk wants the harbour at Torvey opened.",
}


@pytest.mark.parametrize(
    "module", [claim_pair_draw, claim_pair_peers, claim_pair_stories, claim_pairs], ids=lambda module: module.__name__
)
def test_the_examples_in_the_documentation_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# ---------------------------------------------------------------- the sample


@pytest.mark.parametrize("split", SPLITS)
def test_each_split_is_of_its_stories_and_holds_no_pair_twice(split: str) -> None:
    marks = sample(split)
    assert {mark.story for mark in marks} == set(SPLITS[split])
    assert len({(mark.a, mark.b) for mark in marks} | {(mark.b, mark.a) for mark in marks}) == 2 * len(marks)
    assert all(mark.a.start < mark.a.end and mark.b.start < mark.b.end for mark in marks)
    assert all(not claim_pair_draw.overlap(mark.a, mark.b) for mark in marks)


def test_no_story_and_no_report_is_in_two_splits() -> None:
    stories = [name for names in SPLITS.values() for name in names]
    reports = [{place.report for mark in sample(split) for place in (mark.a, mark.b)} for split in SPLITS]
    assert len(stories) == len(set(stories))
    assert sum(len(of_split) for of_split in reports) == len(set().union(*reports))


def test_a_story_gives_as_many_pairs_as_are_drawn_of_it() -> None:
    counts = Counter(mark.story for split in SPLITS for mark in sample(split))
    assert counts == {name: sum(pairs_of_strata(name).values()) for names in SPLITS.values() for name in names}


@pytest.mark.parametrize("split", SPLITS)
def test_each_pair_is_marked(split: str) -> None:
    assert all(mark.label for mark in sample(split))


@pytest.mark.parametrize("split", ["tune", "train"])
def test_what_may_be_learnt_from_is_marked(split: str) -> None:
    labels = {mark.label for mark in sample(split)}
    assert labels == set(claim_pairs.LABELS)


@pytest.mark.parametrize("split", SPLITS)
def test_the_sample_holds_places_only(split: str) -> None:
    lines = (claim_pairs.BENCH / f"claim_pairs_{split}.csv").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]
    place = r"[\w/.]+,\d+,\d+"
    assert all(re.fullmatch(rf"[\w/]+,{split},{place},{place},[a-z]*,y?", row) for row in rows)


def test_the_text_of_each_report_of_the_sample_is_known_by_its_hash() -> None:
    known = claim_pairs.read_texts(claim_pairs.BENCH / "claim_pairs_reports.csv")
    assert {place.report for split in SPLITS for mark in sample(split) for place in (mark.a, mark.b)} <= set(known)


def test_a_word_that_is_no_label_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "claim_pairs_tune.csv"
    file.write_text(f"{','.join(claim_pairs.COLUMNS)}\neske,tune,a.txt,0,9,b.txt,0,9,similar,\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is no mark"):
        claim_pairs.read_marks(file)


# ---------------------------------------------------------------- the draw


def test_the_same_pairs_are_drawn_whatever_the_order_of_statements() -> None:
    told = story()
    turned = Story(reports=told.reports[::-1], statements=told.statements[::-1], claims=told.claims[::-1])
    assert claim_pair_draw.draw(told, PATHS) == claim_pair_draw.draw(turned, PATHS) != []


def test_a_stratum_that_is_asked_for_nothing_gives_nothing() -> None:
    assert claim_pair_draw.draw(story(), PATHS, dict.fromkeys(claim_pair_draw.STRATA, 0)) == []


def test_a_pair_is_of_two_places_that_do_not_overlap() -> None:
    pairs = claim_pair_draw.draw(story(), PATHS)
    assert all(not claim_pair_draw.overlap(a, b) for a, b in pairs)
    assert all(one < other for one, other in pairwise([a.report, a.span, b.report, b.span] for a, b in pairs))


# ---------------------------------------------------------------- the figures


def test_two_places_say_the_same_where_their_statements_are_in_one_claim() -> None:
    found = claim_pairs.Found(story(), PATHS)
    ferry, toll = Place(PATHS["r-1"], 0, 60), Place(PATHS["r-2"], 0, 52)
    assert found.joined(ferry, toll)
    assert not found.joined(Place(PATHS["r-1"], 61, 103), toll)


def test_a_statement_stands_at_a_place_when_they_share_half_of_the_longer() -> None:
    found = claim_pairs.Found(story(), PATHS)
    assert found.statements(Place(PATHS["r-1"], 0, 40)) == {"s-1"}
    assert found.statements(Place(PATHS["r-1"], 0, 20)) == set()


def test_a_threshold_that_no_score_can_reach_is_none() -> None:
    assert claim_pairs.best_threshold([(0.9, False), (0.2, True)], precision=0.88) is None


def test_nothing_taken_gives_no_precision_and_no_recall() -> None:
    assert claim_pairs.precision_recall([(False, True), (False, False)]) == (0.0, 0.0, 0.0)


def test_what_the_project_is_judged_by_is_counted_together(capsys: pytest.CaptureFixture[str]) -> None:
    marks = [mark_of(split, "same") for split in ("tune", "check", "held", "held", "train")]
    claim_pairs.report("onrecord", marks, [True] * len(marks))
    counts = {line[:34].strip(): int(line[34:40]) for line in capsys.readouterr().out.splitlines()[2:]}
    assert counts == {"tune": 1, "check": 1, "held": 2, "train": 1, "both halves": 2, "judged by": 3}


def test_no_error_of_what_the_project_is_judged_by_is_told() -> None:
    marks = [mark_of(split, label) for split in SPLITS for label in ("same", "related")]
    told = list(claim_pairs.errors(marks, [False, True] * len(SPLITS)))
    assert Counter((mark.split, yes) for mark, yes in told) == {
        (split, yes): 1 for split in ("tune", "train") for yes in (False, True)
    }
    assert not list(claim_pairs.errors(marks, [True, False] * len(SPLITS)))


def test_words_that_are_rare_in_the_story_weigh_more() -> None:
    cosine = claim_pair_peers.TfIdf(["The ferry sank. The ferry was old. The ferry was full. The harbour was dark."])
    assert cosine("the harbour burned", "a harbour there") > cosine("the ferry burned", "a ferry there")


def test_a_model_without_a_library_is_an_error_that_names_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", {}.get)
    with pytest.raises(ImportError, match="neither model2vec nor sentence-transformers"):
        claim_pair_peers.sentence_vectors("a-model")


def test_without_the_stories_nothing_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert claim_pairs.main(["--stories", str(tmp_path)]) == 0
    assert "skipped, nothing measured" in capsys.readouterr().out


@pytest.mark.skipif(not STORIES.is_dir(), reason="the stories, which are not part of this repository, are absent")
@pytest.mark.parametrize("split", SPLITS)
def test_the_reports_of_the_sample_are_there(split: str) -> None:
    assert all((STORIES / place.report).is_file() for mark in sample(split) for place in (mark.a, mark.b))


def sample(split: str) -> list[claim_pairs.Mark]:
    return claim_pairs.read_marks(claim_pairs.BENCH / f"claim_pairs_{split}.csv")


def mark_of(split: str, label: str) -> claim_pairs.Mark:
    a, b = (Place(path, 0, 52) for path in PATHS.values())
    return claim_pairs.Mark("eske", split, a, b, label, unclear=False)


def story() -> Story:
    """Two reports of two sentences each; the first sentences are one claim."""
    statements = []
    for number, (report, text) in enumerate(TEXTS.items()):
        middle = text.index(". ") + 1
        for part, span in enumerate([(0, middle), (middle + 1, len(text))]):
            statements.append(
                Statement(id=f"s-{2 * number + part + 1}", report=report, kind="own", content=(span,), sentence=span)
            )
    reports = tuple(Report(id=id_, input=PATHS[id_], text=text) for id_, text in TEXTS.items())
    joined = ("s-1", "s-3")
    claim = Claim(
        id="c-1", text="", statements=joined, reports=tuple(TEXTS), vouchers=(), channels=(), first_reported=None
    )
    return Story(reports=reports, statements=tuple(statements), claims=(claim,))
