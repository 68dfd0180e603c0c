from __future__ import annotations

import pytest

from onrecord.reading.furniture import Pattern, find_furniture, patterns


def marked(text: str, title: tuple[int, int] | None = None) -> list[tuple[str, str]]:
    return [(item.kind, text[slice(*item.span)]) for item in find_furniture(text, title)]


YES = [
    pytest.param(pattern, example, id=f"{pattern.kind}: {example[:50]}")
    for pattern in patterns()
    for example in pattern.yes
]
NO = [pytest.param(example, id=example[:60]) for pattern in patterns() for example in pattern.no]
LINES = [pytest.param(example, id=example[:60]) for pattern in patterns() if pattern.line for example in pattern.yes]
TAILS = [pytest.param(example, id=example[:60]) for pattern in patterns() if pattern.tail for example in pattern.yes]


@pytest.mark.parametrize(("pattern", "example"), YES)
def test_an_example_is_taken_by_its_pattern(pattern: Pattern, example: str) -> None:
    assert pattern.takes(example)


@pytest.mark.parametrize("example", LINES)
def test_an_example_is_marked_between_paragraphs_and_they_are_not(example: str) -> None:
    text = f"The wall of Eske fell on Monday.\n\n{example}\n\nNobody was hurt, the mayor said."
    assert [words for _, words in marked(text)] == [example]


@pytest.mark.parametrize("example", TAILS)
def test_furniture_glued_to_a_sentence_is_marked_alone(example: str) -> None:
    glue = " " if example[0].islower() else ""
    text = f"Nobody was hurt on the wall, the mayor said.{glue}{example}"
    assert "".join(words for _, words in marked(text)).replace(" ", "") == example.replace(" ", "")


@pytest.mark.parametrize("example", NO)
def test_a_line_of_a_report_is_not_furniture(example: str) -> None:
    assert not [words for _, words in marked(example) if words == example]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The wall fell, she said. Ana S. Lom contributed reporting.",
            [("credit", "Ana S. Lom contributed reporting.")],
        ),
        (
            "The wall fell.Support Norra News or become our patron!Read more",
            [("subscription", "Support Norra News or become our patron!"), ("related", "Read more")],
        ),
        (
            "The Wall: News & Analysis\n\nNorra's briefing gives you the latest on the sea. For all of it, click here.",
            [
                ("subscription", "The Wall: News & Analysis"),
                ("subscription", "Norra's briefing gives you the latest on the sea. For all of it, click here."),
            ],
        ),
        (
            "The wall fell on Monday.\n\nSign up for our letter\n\nNobody was hurt.",
            [("subscription", "Sign up for our letter")],
        ),
        (
            "1/3 The wall\n2/3 The port\n3/3 The sea",
            [("caption", "1/3 The wall"), ("caption", "2/3 The port"), ("caption", "3/3 The sea")],
        ),
        ("9/11 was a Tuesday.\n9/11 changed the port.\n", []),
        ("They spoke to Reuters.\nReuters\nIt fell.", [("caption", "Reuters")]),
        ("It fell.\nThe Guardian\nIt fell.", [("outlet-line", "The Guardian")]),
        ("It fell.\nTime\nIt fell.", []),
    ],
)
def test_what_is_marked_and_nothing_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


def test_a_title_is_never_furniture() -> None:
    text = "By Jane Doe\n\nThe wall of Eske fell on Monday."
    assert marked(text) == [("byline", "By Jane Doe")]
    assert marked(text, (0, 11)) == []
    text = "Read more: Updated: 2031-05-04 13:14\n\nThe wall fell."
    assert marked(text, (0, 10)) == [("date-line", "Updated: 2031-05-04 13:14")]
