"""The bench of citations: what is right, wrong and missed; and its review file."""

from __future__ import annotations

from collections import Counter

import citations

PLACES = [
    citations.Verdict("a.json", (10, 15), "Norra News", True, "fresh"),
    citations.Verdict("a.json", (30, 35), "Norra News", True, "fresh"),
    citations.Verdict("a.json", (50, 55), "", False, "fresh"),
    citations.Verdict("a.json", (70, 75), "", False, "fresh"),
]


def test_a_place_is_right_by_overlap_and_outlet_and_what_nobody_judged_is_in_no_figure() -> None:
    named = [
        citations.Named((6, 15), "Norra News"),
        citations.Named((30, 35), "Esk Courier"),
        citations.Named((50, 55), "Norra News"),
        citations.Named((90, 95), "Norra News"),
    ]
    counts = Counter(how for how, _ in citations.judged(PLACES, named))
    assert counts == {"right": 1, "wrong": 2, "without a verdict": 1}


def test_a_place_that_nothing_overlaps_is_missed_only_if_it_cites() -> None:
    assert [how for how, _ in citations.judged(PLACES, [])] == ["missed", "missed"]


def test_each_place_of_the_review_is_judged_once_and_names_an_outlet_if_it_cites() -> None:
    verdicts = citations.verdicts(citations.REVIEW.read_text(encoding="utf-8").splitlines())
    assert len(verdicts) > 300
    assert len({(one.report, one.span) for one in verdicts}) == len(verdicts)
    for one in verdicts:
        assert one.span[0] < one.span[1]
        assert bool(one.outlet) == one.cites
        assert one.set in ("worked on", "fresh")
