from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.marks import Back, Mark, marked, only_showable, paragraphs, rules
from tests.pages.tags import Reader

TEXT = "abcdefghij"


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        pytest.param([(2, 4)], 'ab<mark class="q">cd</mark>efghij', id="one"),
        pytest.param(
            [(0, 8), (2, 4)],
            '<mark class="q">ab</mark><mark class="q q2">cd</mark><mark class="q">efgh</mark>ij',
            id="nested",
        ),
        pytest.param(
            [(0, 4), (2, 6)],
            '<mark class="q">ab</mark><mark class="q q2">cd</mark><mark class="q">ef</mark>ghij',
            id="overlapping",
        ),
        pytest.param([(0, 2), (2, 4)], '<mark class="q">ab</mark><mark class="q">cd</mark>efghij', id="adjacent"),
        pytest.param([(2, 4), (2, 4)], 'ab<mark class="q q2">cd</mark>efghij', id="the same twice"),
        pytest.param([(8, 99)], 'abcdefgh<mark class="q">ij</mark>', id="past the end"),
        pytest.param([(3, 3)], TEXT, id="empty"),
    ],
)
def test_spans_are_marked_however_they_lie(spans: list[tuple[int, int]], html: str) -> None:
    assert str(marked(TEXT, [Mark((span,), "q") for span in spans])) == html


def test_a_statement_in_pieces_has_one_anchor_and_a_rule_that_lights_all_pieces() -> None:
    mark = Mark(((0, 2), (5, 7)), "q", anchor="s-1")
    assert Reader(str(marked(TEXT, [mark]))).ids == [("s-1", 0)]
    assert list(rules([mark], TEXT)) == [".text:has(#s-1:target) .k-s-1"]


def test_a_span_of_one_piece_needs_no_rule() -> None:
    assert list(rules([Mark(((0, 2),), "q", anchor="s-1")], TEXT)) == []


def test_an_id_that_would_end_the_style_sheet_makes_no_rule() -> None:
    assert list(rules([Mark(((0, 2), (5, 7)), "q", anchor="</style>")], TEXT)) == []


def test_two_anchors_at_one_place_are_both_kept() -> None:
    html = str(marked(TEXT, [Mark(((2, 6),), "q", anchor="a"), Mark(((2, 4),), anchor="b")]))
    assert sorted(Reader(html).ids) == [("a", 2), ("b", 2)]


def test_the_way_back_stands_after_the_last_piece_and_adds_no_text() -> None:
    html = str(marked(TEXT, [Mark(((0, 2), (5, 7)), "q", back=Back("#c-1", "4", "back to claim 4"))]))
    assert html.count('<a class="back"') == 1
    assert html.index("fg") < html.index('<a class="back"') < html.index("hij")
    assert Reader(html).text == TEXT


def test_what_is_within_a_sentence_is_cut_at_its_ends() -> None:
    assert str(marked(TEXT, [Mark(((0, 5),), "q")], within=(3, 8))) == '<mark class="q">de</mark>fgh'


def test_white_space_at_the_ends_of_a_span_is_not_marked() -> None:
    assert str(marked("a b c", [Mark(((1, 4),), "q")])) == 'a <mark class="q">b</mark> c'


def test_blank_lines_part_paragraphs_where_there_are_any() -> None:
    assert str(paragraphs("a\nb\n\nc", [])) == '<p dir="auto">a\nb</p>\n\n<p dir="auto">c</p>'


def test_line_ends_part_paragraphs_where_there_is_no_blank_line() -> None:
    assert str(paragraphs("a\nb", [])) == '<p dir="auto">a</p>\n<p dir="auto">b</p>'


def test_a_span_over_two_paragraphs_is_marked_in_both() -> None:
    reader = Reader(str(paragraphs("ab\n\ncd", [Mark(((1, 5),), "q", anchor="s-1")])))
    assert [("q" in classes) for classes in reader.classes] == [False, True, False, False, True, False]
    assert reader.nests


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</p></div>", "&lt;b&gt;", '" onclick="x', "{{ 7 * 7 }}"]
)
def test_no_text_becomes_markup(hostile: str) -> None:
    reader = Reader(str(paragraphs(hostile, [Mark(((1, 3),), "q")])))
    assert reader.text == hostile
    assert {tag for tag, _ in reader.tags} <= {"p", "mark"}


def test_what_html_cannot_hold_is_shown_by_a_sign_of_the_same_length() -> None:
    assert only_showable("a\x00b\ud800c") == "a�b�c"


@pytest.mark.parametrize("turning", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
def test_what_turns_the_order_of_words_never_reaches_a_page(turning: str) -> None:
    assert only_showable(f"no{turning}t") == "no�t"
    assert turning not in marked(f"no{turning}t", [Mark(((0, 3),), "q")])


_texts = st.text(
    st.one_of(st.sampled_from("ab <>&\"'\n\t\r“”\u202e\u2067é𐍈"), st.characters(exclude_categories=("Cs", "Cc", "Cn"))),
    max_size=60,
)


@st.composite
def _marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(_texts)
    offset = st.integers(0, len(text))
    span = st.tuples(offset, offset).map(lambda pair: (min(pair), max(pair)))
    made = st.builds(
        Mark,
        spans=st.lists(span, min_size=1, max_size=3).map(tuple),
        role=st.sampled_from(["q", "own", "src", "slot", "fur", ""]),
    )
    marks = draw(st.lists(made, max_size=8))
    numbered = [Mark(mark.spans, mark.role, f"s-{n}", Back(f"#c-{n}", "1", "back")) for n, mark in enumerate(marks)]
    return text, numbered


@given(_marked_texts())
def test_taking_the_tags_away_gives_back_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    for html in (marked(text, marks), paragraphs(text, marks)):
        reader = Reader(str(html))
        assert reader.text == text
        assert reader.nests


@given(_marked_texts())
def test_every_code_point_of_a_span_is_marked_and_no_other(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    reader = Reader(str(marked(text, marks)))
    for role in ("q", "own", "src", "slot", "fur"):
        inside = {at for mark in marks if mark.role == role for start, end in mark.spans for at in range(start, end)}
        shown = {at for at, classes in enumerate(reader.classes) if role in classes}
        assert shown <= inside
        assert all(text[at].isspace() for at in inside - shown)


@given(_marked_texts())
def test_every_span_with_words_in_it_has_its_anchor_once_at_its_first_word(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    ids = Reader(str(paragraphs(text, marks))).ids
    for mark in marks:
        worded = [at for start, end in mark.spans for at in range(start, end) if not text[at].isspace()]
        assert [at for name, at in ids if name == mark.anchor] == ([min(worded)] if worded else [])
