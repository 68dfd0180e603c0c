"""A piece of HTML that holds an article alone."""

from __future__ import annotations

import pytest

from onrecord.errors import InputError
from onrecord.reading.deep import MAX_DEPTH
from onrecord.reading.fragments import text_of_fragment

WORDS = "<p>The ferry sails in May.</p><p>It <b>rains</b>, <a href='/a'>she said</a>.</p>"


@pytest.mark.parametrize("depth", [1, 100, 300, 1_000])
def test_all_words_of_a_piece_are_kept_however_deep_it_nests(depth: int) -> None:
    text, links = text_of_fragment("<p>A port.</p>" + "<div>" * depth + WORDS, "https://norra.example/")
    assert text == "A port.\n\nThe ferry sails in May.\n\nIt rains, she said."
    assert [(text[slice(*link.span)], link.url) for link in links] == [("she said", "https://norra.example/a")]


def test_a_piece_that_nests_deeper_than_any_page_is_refused() -> None:
    with pytest.raises(InputError, match=r"elements nest 5,00\d deep"):
        text_of_fragment("<div>" * (MAX_DEPTH + 1) + WORDS, None)
