from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Place
from onrecord.reading.from_html import draft_of_page
from onrecord.reading.page_source import lay_out, mended, places_in

PAGE = """<!doctype html><html><head><title>Eske</title><script>if (a < b) { "The wall of Eske fell" }</script></head>
<body><nav><a href="/">Home</a></nav><article><!-- The wall of Eske fell -->
<p>The <b>w</b>all of Eske fell on Monday,&nbsp;the harbour master said, and two ships &amp; a tug were lost.</p>
<p>The port is closed until further notice, and<br>the road is open to those who come by land from the north.</p>
</article></body></html>"""


def original(page: str, place: Place) -> str:
    start, end = place.at.removeprefix("char=").split(",")
    return page[int(start) : int(end)]


def test_each_paragraph_of_a_page_has_the_way_back_to_its_original() -> None:
    draft = draft_of_page(PAGE)
    found = {draft.text[slice(*place.span)]: original(PAGE, place) for place in draft.places}
    assert found == {
        "Eske": "Eske",
        "The wall of Eske fell on Monday, the harbour master said, and two ships & a tug were lost.": (
            "The <b>w</b>all of Eske fell on Monday,&nbsp;the harbour master said, and two ships &amp; a tug were lost."
        ),
        "The port is closed until further notice, and": "The port is closed until further notice, and",
        "the road is open to those who come by land from the north.": (
            "the road is open to those who come by land from the north."
        ),
    }


def test_words_of_a_script_or_a_comment_are_no_place() -> None:
    assert lay_out("<script>gone</script><!-- gone --><p>here</p>").letters == "here"


def test_words_that_the_page_parts_and_the_text_glued_are_parted_again() -> None:
    source = lay_out("<p>The port</p><p>is <i>cl</i>osed<br>now.</p>")
    assert mended(source, ["The portis closednow."]) == ["The port is closed now."]


def test_a_paragraph_that_the_page_has_once_is_kept_once() -> None:
    source = lay_out("<p>The port is closed.</p><p>It rains.</p>")
    assert mended(source, ["The port is closed.", "It rains.", "The port is closed."]) == [
        "The port is closed.",
        "It rains.",
    ]


def test_a_paragraph_that_the_page_has_twice_stays() -> None:
    source = lay_out("<p>Read on.</p><p>It rains.</p><p>Read on.</p>")
    assert mended(source, ["Read on.", "It rains.", "Read on."]) == ["Read on.", "It rains.", "Read on."]


def test_words_that_are_not_the_page_s_stay_as_they_are_and_have_no_place() -> None:
    source = lay_out("<p>The port is closed.</p>")
    assert mended(source, ["The harbour isclosed."]) == ["The harbour isclosed."]
    assert places_in(source, "The harbour is closed.") == ()


def test_words_below_more_elements_than_a_tree_holds_are_read() -> None:
    words = "The wall of Eske fell on Monday, the harbour master said, and two ships were lost in the night."
    draft = draft_of_page("<html><body><article>" + "<div>" * 1_000 + f"<p>{words}</p></article></body></html>")
    assert words in draft.text
    assert [draft.text[slice(*place.span)] for place in draft.places] == [words]


def test_a_page_that_nests_without_end_is_refused_with_the_reason() -> None:
    with pytest.raises(InputError, match="nest 20,000 deep"):
        draft_of_page("<div>" * 20_000 + "<p>The wall fell.</p>")


_WORDS = st.text(st.sampled_from("ab<&é“ \u00a0"), max_size=12)
_TAGS = st.sampled_from(["", "<b>", "</b>", "<br>", "</p><p>", "<!-- x -->", "<script>x</script>", " "])


@given(st.lists(st.tuples(_TAGS, _WORDS), max_size=12))
def test_a_place_holds_the_letters_of_its_line_whatever_the_page(pieces: list[tuple[str, str]]) -> None:
    page = "<p>" + "".join(tag + html.escape(words) for tag, words in pieces) + "</p>"
    source = lay_out(page)
    assert len(source.starts) == len(source.spans)
    assert list(source.starts) == sorted(set(source.starts))
    text = "\n".join(words for _, words in pieces)
    for place in places_in(source, text):
        inside = lay_out(f"<p>{original(page, place)}").letters
        assert "".join(text[slice(*place.span)].split()) in inside


@given(st.text(st.sampled_from("<>!-/abps \"'&;=\n"), max_size=80))
def test_any_page_can_be_laid_out(page: str) -> None:
    source = lay_out(page)
    assert all(0 <= start < end <= len(page) for start, end in source.spans)
