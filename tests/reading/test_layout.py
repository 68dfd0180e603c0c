from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.furniture import find_furniture, patterns


def marked(text: str) -> list[tuple[str, str]]:
    return [(item.kind, text[slice(*item.span)]) for item in find_furniture(text)]


GALLERY = "The storm 3 show all The storm 1/3 The wall Jane Doe/Norra 2/3 The port from the sea 3/3 Ships at Eske"
TEASERS = "STORM SHOCK Wall falls on ship SEA RAGE Mayor is 'done with boats' OH NO Port of Varde sells its cranes"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param(GALLERY, "gallery", id="all pictures of a gallery in one line"),
        pytest.param(TEASERS, "related", id="headings of other stories behind words in capitals"),
    ],
)
def test_a_line_that_no_report_has_is_marked_whole(line: str, kind: str) -> None:
    assert marked(f"The wall of Eske fell.\n{line}\nNobody was hurt, the mayor said.") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("He won 1/3 of the votes and she won 2/3 of them", id="fractions"),
        pytest.param("The 9/11 ship was open 24/7 and had 3/4 of its crew", id="other numbers with a stroke"),
        pytest.param("The HMS ANA and the HMS OLA lay beside the MS PER in Eske.", id="names of ships"),
        pytest.param("UNION NORRA won, the VARDE PARTY lost", id="two names in capitals"),
    ],
)
def test_a_line_of_a_report_is_kept(line: str) -> None:
    assert marked(f"The wall of Eske fell.\n{line}\nNobody was hurt, the mayor said.") == []


PARAGRAPH = "The mayor said: “We have been watching the wall and expect to build it again within the year.” She left."
QUOTE = "We have been watching the wall and expect to build it again within the year"


@pytest.mark.parametrize("signature", ["", " Ana Lom, mayor of Eske", " Ana Lom, Norra Council of Ports and Walls"])
def test_words_of_the_report_set_once_more_are_a_pull_quote_with_or_without_who_said_them(signature: str) -> None:
    assert marked(f"{PARAGRAPH}\n{QUOTE}{signature}\nIt rained.") == [("pull-quote", QUOTE + signature)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"{QUOTE}.", id="it ends as a sentence does"),
        pytest.param(f"{QUOTE} or so, the mayor said", id="it goes on in other words"),
        pytest.param("We have been watching the wall", id="too short: a heading may say the same"),
        pytest.param("We have been watching the sea and expect it to take the port within days", id="other words"),
    ],
)
def test_a_line_that_says_more_than_the_report_is_no_pull_quote(line: str) -> None:
    assert marked(f"{PARAGRAPH}\n{line}\nIt rained.") == []


ROW = [
    "Ana Lom cuts the ribbon at the new wall of Eske on Monday morning",
    "Children wave the flags of Norra from the roofs of the old port",
]


def test_captions_in_a_row_are_marked_where_the_report_speaks_of_its_pictures() -> None:
    text = "\n".join(["The wall is open.", "Scroll down for video", "It cost much.", *ROW, "It will stand, she said."])
    assert marked(text) == [("advertisement", "Scroll down for video"), *(("caption", line) for line in ROW)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["It cost much.", *ROW], id="no word of pictures: the row may be a list"),
        pytest.param(["Scroll down for video", "The plan has two parts:", *ROW], id="below a colon: a list"),
        pytest.param(["Scroll down for video", "What we know", *ROW], id="below a heading: a list"),
        pytest.param(["Scroll down for video", "It cost much.", ROW[0]], id="one line alone may have lost its stop"),
        pytest.param(
            ["Scroll down for video", "It cost much.", *(f"{line}. It was cold. In Varde nobody" for line in ROW)],
            id="paragraphs that were cut",
        ),
    ],
)
def test_lines_without_a_stop_are_kept_where_they_may_be_the_report(lines: list[str]) -> None:
    text = "\n".join(["The wall is open.", *lines, "It will stand, she said."])
    assert [words for kind, words in marked(text) if kind == "caption"] == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Read more:", "The wall that fell"], ["The wall that fell"], id="one below a colon"),
        pytest.param(["Read more", "The wall", "The port"], ["The wall", "The port"], id="two below no colon"),
        pytest.param(
            ["Read more", "The wall", "The port", "It fell."], [], id="below no colon, and the report goes on"
        ),
        pytest.param(["Read more", "What comes next"], [], id="one below no colon: the report's next heading"),
        pytest.param(["Read more:", "The wall", "Nobody was hurt."], ["The wall"], id="up to the report"),
        pytest.param(["Read more:", "She left. (Reporting by Jane Doe)"], [], id="the last line is a sentence"),
        pytest.param(["Read more:", "The wall", "Share this"], ["The wall"], id="up to other furniture"),
    ],
)
def test_headlines_below_a_list_heading_are_links_up_to_its_end(lines: list[str], expected: list[str]) -> None:
    text = "\n".join(["The wall of Eske fell.", *lines])
    found = [words for kind, words in marked(text) if kind == "related" and not words.startswith("Read more")]
    assert found == expected


SENTENCES = ["The wall of Eske fell on Monday.", "“It was old,” the mayor said.", "Nobody was hurt (so far)."]
EXAMPLES = [example for pattern in patterns() if pattern.line for example in pattern.yes]


@given(st.lists(st.sampled_from([*SENTENCES, *EXAMPLES, *ROW, QUOTE, GALLERY, TEASERS]), max_size=12))
def test_whatever_stands_between_them_sentences_are_kept_and_no_two_pieces_overlap(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = [item.span for item in find_furniture(text)]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    marked_lines = {text[slice(*span)] for span in spans}
    assert not marked_lines & set(SENTENCES)
