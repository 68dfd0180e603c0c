from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.words import LONGEST, words_of
from onrecord.relating.lineage.wording import SEED
from tests.archive.texts import article

_LINES = st.lists(st.text(alphabet="ab ÉéßЖ٣9'’—\n\u00a0😀", max_size=60), max_size=5)


def _codes(text: str) -> list[int]:
    (words,) = words_of([text])
    codes: list[int] = words.codes.tolist()
    return codes


@given(_LINES)
def test_a_text_has_the_same_words_alone_and_in_a_batch(texts: list[str]) -> None:
    for text, together in zip(texts, words_of(texts), strict=True):
        (alone,) = words_of([text])
        assert alone.codes.tolist() == together.codes.tolist()
        assert alone.figures.tolist() == together.figures.tolist()
        assert alone.shingles.tolist() == together.shingles.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry left.", "the FERRY, left"),
        ("ÉLODIE ran", "élodie — ran"),
        ("the mayor's ferry", "the mayor’s ferry"),
        ("in ١٩٩٥", "in 1995"),
        ("Жители ушли", "жители ушли"),
    ],
)
def test_case_marks_and_how_a_digit_is_written_make_no_difference(one: str, other: str) -> None:
    assert _codes(one) == _codes(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("ab c", "a bc"), ("ab", "ba"), ("10 9", "109"), ("a", "aa"), ("a\nb", "ab")]
)
def test_other_words_have_other_numbers(one: str, other: str) -> None:
    assert _codes(one) != _codes(other)


def test_two_words_have_one_number_only_if_they_are_the_same() -> None:
    words = [f"{left}{right}" for left in "abcdefghijklmnop" for right in range(1500)]
    assert len(set(_codes(" ".join(words)))) == len(words)


def test_short_lines_are_left_out_of_prose_and_kept_where_there_is_nothing_else() -> None:
    text = article("a", 2)
    assert _codes(f"Ferry row\n\n{text}\n\nRelated articles") == _codes(text)
    assert len(_codes("Ferry row\nHarbour closes\nVote delayed")) == 6


def test_each_run_of_words_gives_one_shingle_and_a_short_text_none() -> None:
    made = list(words_of([article("a"), "ferry row", ""]))
    assert [len(words.shingles) for words in made] == [len(made[0].codes) - SEED + 1, 0, 0]


def test_where_figures_are_blank_sheets_with_other_figures_are_the_same() -> None:
    one, other = words_of(["The index rose to 4512 points on Monday.", "The index rose to 3907 points on Monday."])
    assert one.blank().tolist() == other.blank().tolist()
    assert np.array_equal(one.with_figures(), one.shingles != other.shingles)


def test_a_file_of_a_book_is_looked_at_as_far_as_an_article_goes() -> None:
    (words,) = words_of(["a " * LONGEST])
    assert len(words.codes) == LONGEST // 2
