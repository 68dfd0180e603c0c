from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.paragraphs import pieces
from onrecord.language.quotes import find_quotes
from onrecord.language.tagger.windows import CONTEXT, WINDOW, Cutter, Word

SENTENCES = st.sampled_from(
    [
        "The dam holds.",
        "“It holds,” Ilvara Tesk said.",
        "Nothing moved in Port Eske on Tuesday, the harbour office said, although the wind had dropped before noon.",
        "word " * 300,
        "unparliamentary" * 5,
    ]
)
TEXTS = st.lists(SENTENCES, max_size=30).map("\n\n".join)


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter()


def cut(cutter: Cutter, text: str) -> list[Word]:
    paragraphs = pieces(text)
    return cutter.words(text, paragraphs, find_quotes(text, paragraphs))


@given(text=TEXTS)
def test_every_word_is_some_windows_own_once_and_in_order(cutter: Cutter, text: str) -> None:
    words = cut(cutter, text)
    own = [i for window in cutter.windows(words, text) for i in range(window.own, window.end)]
    assert own == list(range(len(words)))


@given(text=TEXTS)
def test_no_window_is_longer_than_the_network_reads(cutter: Cutter, text: str) -> None:
    words = cut(cutter, text)
    for window in cutter.windows(words, text):
        assert len(window.ids) <= WINDOW + CONTEXT
        assert len(window.ids) == len(window.shapes) == len(window.marks)
        assert len(window.first) == window.end - window.start


@given(text=st.text(max_size=400))
def test_words_cover_what_is_written_and_nothing_else(cutter: Cutter, text: str) -> None:
    words = cut(cutter, text)
    spans = [word.span for word in words]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("word", "shape"), [("dam", 1), ("Tesk", 2), ("A", 2), ("UN", 3), ("1,5", 4), ("“", 5), ("iTesk", 0)]
)
def test_the_shape_of_a_word_is_told_by_its_letters(cutter: Cutter, word: str, shape: int) -> None:
    assert cut(cutter, word)[0].shape == shape


@pytest.mark.parametrize("text", ['"Stop," he said.', "“Stop,” he said.", "«Stop,» he said.", "„Stop,“ he said."])
def test_a_word_stands_outside_between_or_on_marks_of_any_style(cutter: Cutter, text: str) -> None:
    words = cut(cutter, text)
    assert [word.mark for word in words[:5]] == [2, 1, 1, 2, 0]


def test_marks_that_the_network_never_saw_are_shown_to_it_as_curly_ones(cutter: Cutter) -> None:
    foreign, curly = cut(cutter, "«Stop,» he said."), cut(cutter, "“Stop,” he said.")
    assert [word.pieces for word in foreign] == [word.pieces for word in curly]
