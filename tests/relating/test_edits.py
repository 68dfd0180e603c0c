"""What was changed from one version of a page to the next, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Analysis, Furniture, Report
from onrecord.relating.versions.edits import find_edits, same_words

FOG = "The fog lay on the bay all night."
WALL = "The wall of Eske fell on Monday, the harbour master said."
SHIPS = "Two ships that lay behind the wall were lost."
INQUIRY = "The council wants an inquiry."


def made(*lines: str, **more: object) -> Report:
    return Report(id="r-1", input="a", text="\n".join(lines), **more)  # type: ignore[arg-type]


def told(before: Report, after: Report) -> list[tuple[str, str, str]]:
    return [
        (
            one.how,
            "" if one.before is None else before.slice(one.before),
            "" if one.after is None else after.slice(one.after),
        )
        for one in find_edits(before, after, Analysis(), Analysis())
    ]


TABLE = [
    ((FOG, WALL), (FOG, WALL, SHIPS), [("added", "", SHIPS)]),
    ((FOG, WALL, SHIPS), (FOG, SHIPS), [("removed", WALL, "")]),
    (
        (FOG, WALL),
        (FOG, WALL.replace("Monday", "Sunday")),
        [("changed", WALL, WALL.replace("Monday", "Sunday"))],
    ),
    ((FOG, WALL, SHIPS, INQUIRY), (WALL, SHIPS, INQUIRY, FOG), [("moved", FOG, FOG)]),
    ((FOG, WALL), (FOG, INQUIRY), [("removed", WALL, ""), ("added", "", INQUIRY)]),
    (("“Fog,” he said – again.",), ('"Fog," he said - again.',), []),
    ((FOG, WALL), (FOG, "", WALL), []),
    ((), (FOG,), [("added", "", FOG)]),
    ((FOG, FOG, WALL), (FOG, WALL), [("removed", FOG, "")]),
]


@pytest.mark.parametrize(("before", "after", "expected"), TABLE)
def test_each_sentence_is_what_became_of_it(
    before: tuple[str, ...], after: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert told(made(*before), made(*after)) == expected


def test_titles_and_furniture_are_left_out() -> None:
    length = len(FOG)
    before = made("Wall falls", FOG, "Read our letter.", title_span=(0, 10),
                  furniture=(Furniture(span=(12 + length, 28 + length), kind="subscription"),))  # fmt: skip
    after = made("Wall fell", FOG, "Follow us.", title_span=(0, 9),
                 furniture=(Furniture(span=(11 + length, 21 + length), kind="subscription"),))  # fmt: skip
    assert told(before, after) == []


def test_a_live_page_of_ten_thousand_new_lines_is_compared_at_once() -> None:
    before = made(*(f"Line {number} of the first day." for number in range(2000)))
    after = made(*(f"Entry {number}, told on the second." for number in range(2000)))
    edits = find_edits(before, after, Analysis(), Analysis())
    assert {one.how for one in edits} == {"added", "removed"}


def test_a_page_of_the_same_line_over_and_over_is_compared_at_once() -> None:
    before, after = made(*([FOG] * 20_000)), made(*([FOG] * 20_001), WALL)
    assert [one.how for one in find_edits(before, after, Analysis(), Analysis()) if one.how != "moved"] == ["added"] * 2


LINES = st.lists(st.sampled_from([FOG, WALL, SHIPS, INQUIRY, WALL.replace("Monday", "Sunday")]), max_size=6)


@given(LINES, LINES)
def test_what_is_not_edited_stands_in_both_and_every_sentence_is_accounted_for(old: list[str], new: list[str]) -> None:
    before, after = made(*old), made(*new)
    edits = find_edits(before, after, Analysis(), Analysis())
    gone = [one.before for one in edits if one.before is not None]
    come = [one.after for one in edits if one.after is not None]
    assert len(set(gone)) == len(gone)
    assert len(set(come)) == len(come)
    touched_old = [before.slice(span) for span in gone]
    touched_new = [after.slice(span) for span in come]

    def rest(lines: list[str], touched: list[str]) -> list[str]:
        left = list(lines)
        for one in touched:
            left.remove(one)
        return sorted(left)

    assert rest(old, touched_old) == rest(new, touched_new)


@given(LINES)
def test_a_text_held_against_itself_has_no_edits(lines: list[str]) -> None:
    assert find_edits(made(*lines), made(*lines), Analysis(), Analysis()) == ()


@given(st.text(max_size=30))
def test_the_same_words_are_the_same_twice(words: str) -> None:
    assert same_words(same_words(words)) == same_words(words)
