from __future__ import annotations

import pytest

from onrecord.errors import InputError, UsageError
from onrecord.reading.field_names import TARGETS, USUAL, FieldNames, field_names, value_at
from onrecord.reading.from_json import draft_of_object
from onrecord.reading.report import make_report

TEXT = "The wall of Eske fell on Monday."


def test_names_are_given_in_one_option_or_in_several() -> None:
    assert field_names(["title=headline,text=body_clean", "published=date"]) == FieldNames(
        (("title", "headline"), ("text", "body_clean"), ("published", "date"))
    )


@pytest.mark.parametrize("option", ["headline", "title=", "=headline", "title", ","])
def test_what_is_no_pair_is_told_with_an_example(option: str) -> None:
    with pytest.raises(UsageError, match="write it as title=headline"):
        field_names([option])


def test_a_field_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="no field 'heading'; the fields are " + ", ".join(TARGETS)):
        field_names(["heading=title"])


def test_the_names_given_win_over_the_usual_ones_and_are_the_basis() -> None:
    article = {"kicker": "At the harbour", "title": "The wall falls", "content": {"body": TEXT}, "text": "A summary."}
    draft = draft_of_object(article, field_names(["title=kicker,text=content.body"]))
    report = make_report("a.json", draft, {})
    assert (report.text, report.title) == (TEXT, "At the harbour")
    assert report.basis["title"] == "metadata: kicker"


def test_where_a_name_holds_nothing_the_next_and_then_the_usual_ones_hold() -> None:
    names = field_names(["title=kicker,title=dek,text=body_clean"])
    report = make_report("a.json", draft_of_object({"dek": "A dek", "kicker": " ", "text": TEXT}, names), {})
    assert (report.text, report.title) == (TEXT, "A dek")


def test_a_text_that_is_nowhere_is_told_by_the_names_given_first() -> None:
    with pytest.raises(InputError, match="none of the fields body_clean, maintext, text"):
        draft_of_object({"title": "x"}, field_names(["text=body_clean"]))


def test_a_name_with_points_is_a_path_unless_there_is_a_field_so_called() -> None:
    assert value_at({"a.b": 1, "a": {"b": 2}}, "a.b") == 1
    assert value_at({"a": ["b"]}, "a.b") is None


def test_an_empty_option_says_nothing() -> None:
    assert field_names([""]) == USUAL


def test_names_are_written_as_they_are_given() -> None:
    assert field_names([str(field_names(["title = headline", "text=a.b"]))]).pairs == (
        ("title", "headline"),
        ("text", "a.b"),
    )
