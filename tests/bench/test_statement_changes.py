"""What changed between two runs is told by offsets alone, and told completely."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import pytest

import statement_changes as changes
from statement_changes import Outcome, Run

TEXT = "Tesk said the dam held. Orlan said it broke."
HELD = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 22]]}
BROKE = {"source": [[24, 29]], "cue": [[30, 34]], "content": [[35, 43]]}
GOLD: list[dict[str, Any]] = [{"id": "gazette_2031-05-02_dam", "text": TEXT, "statements": [HELD, BROKE]}]
NAME = changes.name_of("gazette_2031-05-02_dam")


def run(right: list[Any], wrong: list[Any]) -> Run:
    outcome = Outcome(right=[one["content"] for one in right], wrong=wrong)
    return Run(day="2031-05-03", gold="0", figures={"all": {"f1": 0.5}}, articles={NAME: outcome})


def only(found: list[tuple[str, Any]]) -> list[Any]:
    return [statement for _, statement in found]


def test_a_statement_found_now_and_not_before_is_gained_and_the_other_way_round_lost() -> None:
    found = changes.compare(GOLD, run([HELD], []), run([BROKE], []))
    assert (only(found.gained), only(found.lost)) == ([BROKE], [HELD])


def test_nothing_changes_between_a_run_and_itself() -> None:
    same = run([HELD], [BROKE])
    assert changes.compare(GOLD, same, same) == changes.Changes()


def wrong(*content: list[int]) -> dict[str, Any]:
    return {"source": [], "cue": [], "content": list(content)}


@pytest.mark.parametrize(
    ("before", "now", "newly", "no_longer"),
    [
        ([], [wrong([0, 10])], [wrong([0, 10])], []),
        ([wrong([0, 10])], [], [], [wrong([0, 10])]),
        ([wrong([0, 10])], [wrong([0, 9])], [], []),  # the same mistake, a letter shorter
        ([wrong([0, 10])], [wrong([6, 20])], [wrong([6, 20])], [wrong([0, 10])]),
        ([wrong([0, 10])], [wrong([0, 10]), wrong([0, 10])], [wrong([0, 10])], []),  # a counterpart serves once
        ([wrong()], [wrong()], [wrong()], [wrong()]),  # without content nothing tells one from the other
    ],
)
def test_mistakes_are_the_same_where_their_contents_mostly_overlap(
    before: list[Any], now: list[Any], newly: list[Any], no_longer: list[Any]
) -> None:
    found = changes.compare(GOLD, run([], before), run([], now))
    assert (only(found.newly_wrong), only(found.no_longer_wrong)) == (newly, no_longer)


def test_articles_that_only_one_run_holds_are_not_compared() -> None:
    empty = Run(day="2031-05-03", gold="0", figures={}, articles={})
    assert changes.compare(GOLD, empty, run([HELD], [])) == changes.Changes()


def test_a_kept_run_is_read_back_as_it_was_and_holds_no_text(tmp_path: Path) -> None:
    kept = run([HELD], [wrong([35, 43])])
    changes.keep(kept, tmp_path / "new" / "kept.json")
    assert changes.read_kept(tmp_path / "new" / "kept.json") == kept
    written = (tmp_path / "new" / "kept.json").read_text(encoding="utf-8")
    assert not any(word in written for word in ("Tesk", "dam", "gazette"))


def test_before_the_first_run_is_kept_there_is_none(tmp_path: Path) -> None:
    assert changes.read_kept(tmp_path / "kept.json") is None


def test_changes_are_printed_with_their_words_and_the_rest_counted() -> None:
    found = changes.compare(GOLD, run([], []), run([HELD, BROKE], []))
    lines = list(changes.lines_of(found, {GOLD[0]["id"]: TEXT}, most=1))
    assert lines == [
        "gained: 2",
        "  + gazette: Tesk | said | the dam held",
        "    and 1 more",
        "lost: 0",
        "newly wrong: 0",
        "no longer wrong: 0",
    ]


def test_its_examples_are_true() -> None:
    assert doctest.testmod(changes) == doctest.TestResults(failed=0, attempted=1)
