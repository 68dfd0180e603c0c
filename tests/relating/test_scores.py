"""What is looked at for many pairs at once is what is found pair by pair, and nothing that counts is passed over."""

from __future__ import annotations

import gc
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Claim
from onrecord.relating import swaps
from onrecord.relating.claims.candidates import LARGE, candidate_numbers, candidate_pairs
from onrecord.relating.claims.comparison import QUOTED, quote_one_another
from onrecord.relating.claims.pairs import compare, contradict, contradictions, likeness
from onrecord.relating.claims.scores import Scores
from onrecord.relating.claims.vetoes import LIKE_ENOUGH_TO_ALIGN
from onrecord.relating.collector import without_collector
from onrecord.relating.conflicts.candidates import pairs_of_two_claims
from onrecord.relating.conflicts.denials import COVERED, ENOUGH, _holding_enough
from onrecord.relating.conflicts.disagreements import disagreement, parted_by
from onrecord.relating.conflicts.tallies import places_of
from onrecord.relating.wording import align, align_all, wordings
from tests.relating.lines import Told, tell
from tests.relating.test_claims import BACKGROUND, NOT_SAME, POOL, SAME, UNLIKE, line

CHOSEN = st.sets(st.integers(0, len(POOL) - 1), min_size=2, max_size=40)


def told_by(chosen: set[int]) -> Told:
    return tell([POOL[index] for index in sorted(chosen)])


@settings(max_examples=25, deadline=None)
@given(CHOSEN)
def test_scores_of_a_story_are_those_of_its_pairs(chosen: set[int]) -> None:
    facts = told_by(chosen).facts
    ids = sorted(facts)
    scores = Scores(facts)
    alike = {(ids[one], ids[other]): (rule, score) for one, other, rule, score in scores.same()}
    found = {pair: put for pair, put in alike.items() if not scores.clash(*pair)}
    decided = {pair: compare(facts[pair[0]], facts[pair[1]]) for pair in candidate_pairs(facts)}
    assert found == {pair: (one.by_rule, one.score) for pair, one in decided.items() if one.same}
    for a, b in combinations(ids, 2):
        assert scores.score(a, b) == scores.score(b, a) == compare(facts[a], facts[b]).score
        assert scores.clash(a, b) == scores.clash(b, a) == contradict(facts[a], facts[b])


def test_a_score_does_not_wait_for_all_pairs_to_be_looked_at() -> None:
    facts = tell([*BACKGROUND, *(each for _, a, b in SAME for each in (a, b))]).facts
    a, b = sorted(facts)[:2]
    assert Scores(facts).score(a, b) == compare(facts[a], facts[b]).score


@settings(max_examples=25, deadline=None)
@given(CHOSEN)
def test_candidates_are_sorted_and_no_statement_meets_itself(chosen: set[int]) -> None:
    facts = told_by(chosen).facts
    pairs = candidate_pairs(facts)
    assert pairs == sorted(set(pairs))
    assert all(a < b for a, b in pairs)


def test_of_many_that_tell_one_thing_each_meets_its_neighbours_alone() -> None:
    copies = [line("The bridge was closed", "bridge close", f"Paper {n}", event="close") for n in range(3 * LARGE)]
    one, other = candidate_numbers(tell([*BACKGROUND, *copies]).facts)
    assert len(one) == len(other) < 3 * LARGE * LARGE / 2


WORDS = st.lists(st.sampled_from(["ferry", "ship", "sank", "the", "84", "77", "quay", "паром"]), max_size=12)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_many_laid_beside_one_at_once_are_as_laid_one_by_one(one: list[str], others: list[list[str]]) -> None:
    texts = {str(at): " ".join(words) for at, words in enumerate([one, *others])}
    made = wordings(texts, dict.fromkeys(texts, frozenset({"quay"})))
    first, *rest = made.values()
    assert align_all(first, rest) == [align(first, other) for other in rest]
    assert all(align(first, other) == align(other, first) for other in rest)


PAIRS = [(a, b) for _, a, b in [*SAME, *NOT_SAME, *UNLIKE]]


def test_what_cannot_be_swapped_is_not_aligned_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = list(tell([*BACKGROUND, *(each for pair in PAIRS for each in pair)]).facts.values())
    quick = [swaps.find_swap(a, b) for a, b in combinations(facts, 2)]
    monkeypatch.setattr(swaps, "_may_part", lambda *_: True)
    assert quick == [swaps.find_swap(a, b) for a, b in combinations(facts, 2)]
    assert any(quick)


def test_where_the_search_for_what_parts_two_ends_early_there_is_no_disagreement() -> None:
    told = tell([*BACKGROUND, *(each for pair in PAIRS for each in pair)])
    places = places_of(told.entities)
    for a, b in combinations(told.facts.values(), 2):
        against = parted_by(a, b)
        assert against in ((), contradictions(a, b))
        if not against:
            assert disagreement(a, b, contradictions(a, b), places) is None


@settings(max_examples=25, deadline=None)
@given(CHOSEN)
def test_no_pair_that_something_parts_is_left_out_of_those_that_may_disagree(chosen: set[int]) -> None:
    facts = told_by(chosen).facts
    alone = {
        key: Claim(id=key, text="", statements=(key,), reports=(), vouchers=(), channels=(), first_reported=None)
        for key in facts
    }
    ids = sorted(facts)
    found = zip(*pairs_of_two_claims([facts[one] for one in ids], alone), strict=True)
    asked = {(ids[one], ids[other]): beside for one, other, beside in found}
    parted = {(a, b) for a, b in candidate_pairs(facts) if parted_by(facts[a], facts[b])}
    assert parted <= asked.keys() <= set(candidate_pairs(facts))
    places = places_of(told_by(chosen).entities)
    for (a, b), beside in asked.items():
        against = parted_by(facts[a], facts[b])
        if not beside and likeness(facts[a], facts[b]) < LIKE_ENOUGH_TO_ALIGN:
            assert disagreement(facts[a], facts[b], against, places) is None


@given(WORDS, WORDS)
def test_two_texts_quote_one_another_where_they_share_six_words_in_a_row(one: list[str], other: list[str]) -> None:
    runs = [{tuple(words[at : at + QUOTED]) for at in range(len(words) - QUOTED + 1)} for words in (one, other)]
    assert quote_one_another(" ".join(one), " ".join(other)) == bool(runs[0] & runs[1])


MATTER = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.1, 0.3, 0.55, 1.0]), min_size=1)


HOLDING = st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.integers(0, 9)).map(sorted))


@given(MATTER, HOLDING)
def test_who_holds_enough_of_what_is_denied_is_among_those_looked_at(
    matter: dict[str, float], holders: dict[str, list[int]]
) -> None:
    found = _holding_enough(matter, holders, 10)
    assert found == sorted(set(found))
    for at in range(10):
        held = sum(weight for feature, weight in sorted(matter.items()) if at in holders.get(feature, ()))
        if held >= COVERED * sum(matter.values()) and held >= ENOUGH:
            assert at in found


def test_the_search_for_garbage_is_as_it_was_afterwards() -> None:
    before = gc.isenabled()
    for set_to in (gc.enable, gc.disable):
        set_to()
        was = gc.isenabled()
        with without_collector():
            assert not gc.isenabled()
        assert gc.isenabled() == was
    (gc.enable if before else gc.disable)()
