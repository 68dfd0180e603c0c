from __future__ import annotations

from itertools import combinations

import pytest

from onrecord.archive.followed import MIN_SHINGLES, Pair, compared, fingerprints
from tests.archive.texts import article, changed, drawing, paragraph


def _compared(one: str, other: str) -> Pair | None:
    first, second = fingerprints({"a": one, "b": other})
    (pair,) = compared([(first, second)])
    return pair


def test_a_text_is_followed_over_the_words_that_were_changed() -> None:
    pair = _compared(article("a"), changed(article("a"), 0.2, "e"))
    assert pair is not None
    assert pair.containment < 0.65
    assert pair.followed > 0.9


def test_what_a_page_says_twice_is_said_once() -> None:
    text = article("a", 3)
    pair = _compared(f"{text}\n\n{text}", changed(text, 0.05, "e"))
    assert pair is not None
    assert pair.of_longer > 0.9


def test_paragraphs_in_another_order_are_followed_each() -> None:
    paragraphs = article("a").split("\n\n")
    pair = _compared("\n\n".join(paragraphs), "\n\n".join(paragraphs[::-1]))
    assert pair is not None
    assert pair.followed > 0.9


def test_scattered_phrases_that_two_texts_share_are_not_followed() -> None:
    phrases = [paragraph(drawing(n), 3).rstrip(".").casefold() for n in range(12)]
    texts = ["\n\n".join(f"{paragraph(drawing((side, n)), 30)} {p}" for n, p in enumerate(phrases)) for side in "ab"]
    assert _compared(*texts) is None


@pytest.mark.parametrize("words", [MIN_SHINGLES + 1, MIN_SHINGLES + 2])
def test_of_a_dozen_words_something_is_said_and_of_fewer_nothing(words: int) -> None:
    text = paragraph(drawing("short"), words)
    assert (_compared(text, text) is not None) == (words - 2 >= MIN_SHINGLES)


def test_the_pair_is_the_same_whichever_text_is_given_first() -> None:
    one, other = fingerprints({"a": article("a"), "b": changed(article("a", 3), 0.1, "e")})
    assert compared([(one, other)]) == compared([(other, one)])


def test_pairs_are_the_same_together_and_alone() -> None:
    texts = {str(n): changed(article(n // 3, 2 + n % 2), 0.1, n) for n in range(9)} | {"x": "", "y": "ferry row"}
    made = list(fingerprints(texts))
    pairs = list(combinations(made, 2))
    together = compared(pairs)
    assert together == [compared([pair])[0] for pair in pairs]
    assert sum(pair is not None for pair in together) == 9
    assert compared([]) == []
