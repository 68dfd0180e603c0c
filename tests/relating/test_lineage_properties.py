"""What holds of copies for any reports."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.relating.lineage import find_copies
from tests.relating.reports import report

WORDS = [
    "harbour",
    "quay",
    "wall",
    "board",
    "crack",
    "diver",
    "ferry",
    "crown",
    "repair",
    "basin",
    "herring",
    "market",
    "vendor",
    "scale",
    "gull",
    "council",
    "closure",
    "river",
    "worker",
    "inspection",
    "damage",
    "water",
    "line",
    "week",
    "fund",
    "port",
    "boat",
    "sunrise",
    "dusk",
    "stall",
    "the",
    "of",
    "and",
    "a",
    "in",
    "on",
    "to",
    "was",
    "were",
    "by",
    "for",
]
OTHERS = [
    "moon",
    "lamp",
    "violin",
    "meadow",
    "ladder",
    "button",
    "kettle",
    "pepper",
    "saddle",
    "window",
    "garden",
    "mirror",
]
OUTLETS = ("Norra", "The Esk Courier", "Tesk Today", None)


@st.composite
def piles(draw: st.DrawFn) -> list[Report]:
    """Reports made of a few sentences: some share several, some none."""
    sentences = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=8, max_size=20), min_size=3, max_size=8))
    made: dict[str, Report] = {}
    for _ in range(draw(st.integers(2, 5))):
        chosen = draw(st.lists(st.sampled_from(range(len(sentences))), min_size=1, max_size=6))
        text = " ".join(" ".join(sentences[i]).capitalize() + "." for i in chosen)
        day = draw(st.sampled_from(("2031-05-05", "2031-05-06", "2031-05-06T09:00:00", None)))
        one = report(text, draw(st.sampled_from(OUTLETS)), day)
        made[one.id] = one
    return list(made.values())


@given(piles())
@settings(deadline=None)
def test_the_order_of_reports_does_not_matter(reports: list[Report]) -> None:
    turned = sorted(reports, key=lambda r: r.id[::-1])
    assert find_copies(turned) == find_copies(reports)


@given(piles(), st.lists(st.sampled_from(OTHERS), min_size=5, max_size=60))
@settings(deadline=None)
def test_an_unrelated_report_changes_no_copy(reports: list[Report], words: list[str]) -> None:
    unrelated = report(" ".join(words), "Kestrel Online", "2031-05-04")
    assert find_copies([*reports, unrelated]) == find_copies(reports)


@given(piles())
@settings(deadline=None)
def test_a_text_that_is_quoted_speech_only_never_makes_a_copy(reports: list[Report]) -> None:
    quoted = [report(f"“{one.text}”", one.outlet, one.published) for one in reports]
    distinct = {one.id: one for one in (*quoted, *reports)}
    assert [c for c in find_copies(list(distinct.values())) if {c.origin, c.copy} & {q.id for q in quoted}] == []


@given(piles())
@settings(deadline=None)
def test_every_passage_lies_in_its_reports_and_begins_and_ends_alike(reports: list[Report]) -> None:
    by_id = {one.id: one for one in reports}
    for copy in find_copies(reports):
        assert 0 < copy.share <= 1
        for passage in copy.passages:
            origin = by_id[copy.origin].slice(passage.origin).casefold().rstrip(".").split()
            taken = by_id[copy.copy].slice(passage.copy).casefold().rstrip(".").split()
            assert (origin[0].strip("."), origin[-1]) == (taken[0].strip("."), taken[-1])


@given(piles())
@settings(deadline=None)
def test_a_pair_of_reports_is_claimed_once(reports: list[Report]) -> None:
    pairs = [frozenset((c.origin, c.copy)) for c in find_copies(reports)]
    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 for pair in pairs)
