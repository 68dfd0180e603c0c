"""The bench of conflicts: what it plants, what it calls found, and that its kept review is sound."""

from __future__ import annotations

import doctest
from pathlib import Path
from types import ModuleType

import pytest

import conflict_edits
import conflict_plants
import conflict_stories
import conflicts

JUDGED = {"conflict", "revision", "two events", "part of a count", "rounding", "misread", "other"}


@pytest.mark.parametrize("module", [conflict_edits, conflict_plants, conflicts], ids=lambda module: module.__name__)
def test_the_examples_in_the_documentation_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_every_row_of_the_review_is_judged_and_none_twice() -> None:
    judged = conflicts.read_review(conflicts.REVIEW)
    rows = conflicts.REVIEW.read_text(encoding="utf-8").splitlines()
    assert set(judged.values()) <= JUDGED
    assert len(judged) == len(rows) - 1
    assert rows[0].split(",") == list(conflicts.COLUMNS)


def test_the_review_names_the_half_of_each_story_and_none_that_is_left_out() -> None:
    for row in conflicts.REVIEW.read_text(encoding="utf-8").splitlines()[1:]:
        _, story, split, *_ = row.split(",")
        assert story not in conflict_stories.LEFT_OUT
        assert split == ("held-out" if story in conflict_stories.HELD_OUT else "tune")


def test_a_judged_pair_is_known_again_in_either_order() -> None:
    one = conflicts.Row("s", "tune", "number", False, ("a.txt", 1, 2), ("b.txt", 3, 4))
    assert one.key == conflicts.Row("s", "tune", "number", True, ("b.txt", 3, 4), ("a.txt", 1, 2)).key


def test_without_stories_it_says_so_and_measures_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conflicts.main(["--stories", str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out.startswith("skipped, nothing measured")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nine of 12 crew swam.", "Nine of 15 crew swam.", True),
        ("The doors were shut.", "The doors were not shut.", True),
        ("The doors were shut.", "The gates were shut.", False),
    ],
)
def test_the_peer_looks_at_numbers_and_negations(one: str, other: str, expected: bool) -> None:
    assert conflicts.differs(one, other) is expected
