"""How wordings are laid beside each other: by the same word, by a like one, by its rarity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.relating.wording import Alignment, align, wordings

BACKGROUND = ("the market sells herring", "the choir rehearses an anthem", "the ferry left the quay")


def aligned(a: str, b: str, named: frozenset[str] = frozenset()) -> Alignment:
    made = wordings(dict(zip("abcde", (a, b, *BACKGROUND), strict=True)), dict.fromkeys("abcde", named))
    return align(made["a"], made["b"])


def test_the_same_words_are_wholly_alike() -> None:
    assert aligned("the ferry sank", "the ferry sank") == pytest.approx((1.0, 1.0, 1.0))


def test_what_holds_another_is_wholly_alike_one_way_only() -> None:
    found = aligned("the ferry sank", "the ferry sank off the weir at dawn")
    assert found.sense_most == pytest.approx(1.0)
    assert found.sense_least < 0.9


def test_a_word_for_the_same_thing_is_more_alike_than_any_other() -> None:
    assert (
        aligned("the ship sank", "the vessel sank").sense_least > aligned("the ship sank", "the choir sank").sense_least
    )


def test_two_numbers_are_not_alike() -> None:
    assert aligned("84", "77").sense_most == 0.0


def test_the_words_of_a_name_count_less() -> None:
    plain = aligned("velt sank the ferry", "velt praised the choir")
    assert aligned("velt sank the ferry", "velt praised the choir", frozenset({"velt"})).words_least < plain.words_least


def test_words_of_which_nothing_is_known_are_like_themselves_alone() -> None:
    assert aligned("паром", "паром").sense_least == pytest.approx(1.0)
    assert aligned("паром", "хор").sense_most == 0.0


@given(st.text("abc ", max_size=30), st.text("abc ", max_size=30))
def test_alignment_is_symmetric_and_a_share(a: str, b: str) -> None:
    found = aligned(a, b)
    assert found == pytest.approx(aligned(b, a))
    assert all(-1e-6 <= part <= 1 + 1e-6 for part in found)
