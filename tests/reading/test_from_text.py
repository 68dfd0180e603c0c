from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.from_text import read_text
from onrecord.reading.report import make_report

FRONT = """---
title: "The wall: fallen"
publisher: Norra News
author:
  - Jane Doe
  - Per Holm
date: 2031-05-04T10:30:00+02:00
url: https://norra.example/wall
lang: en-GB
---
"""


def report(text: str, *, markdown: bool = True) -> Report:
    return make_report("a.md", read_text(text.encode(), markdown=markdown), {})


@pytest.mark.parametrize("markdown", [True, False])
def test_a_front_matter_is_no_part_of_the_text_and_wins_over_it(markdown: bool) -> None:
    found = report(FRONT + "\n# Another title\n\nESKE (Varde Wire) - The wall fell.\n", markdown=markdown)
    assert found.text == "\n# Another title\n\nESKE (Varde Wire) - The wall fell.\n"
    assert (found.title, found.title_span, found.outlet) == ("The wall: fallen", None, "Norra News")
    assert (found.authors, found.published) == (("Jane Doe", "Per Holm"), "2031-05-04T10:30:00")
    assert (found.url, found.language) == ("https://norra.example/wall", "en")
    assert set(found.basis.values()) == {"front matter"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [The wall\n---\nThe wall fell.",
        "---\n- a\n- b\n---\nThe wall fell.",
        "---\nThe wall fell.\n---\nTwo ships were lost.",
        "---\ntitle: The wall\nThe wall fell.",
        "--- \n",
        "The wall fell.\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_no_front_matter_is_text_and_says_nothing(text: str) -> None:
    found = report(text)
    assert found.text == text
    assert "front matter" not in found.basis.values()


def test_a_rule_of_dashes_in_plain_text_is_no_front_matter() -> None:
    text = "---\nEske: the wall\n---\nIt fell."
    assert report(text, markdown=False).text == text
    assert report(text, markdown=True).text == "It fell."


@pytest.mark.parametrize("value", ["", "~", "null", "03/04/2031", "[a, b]", "{a: b}"])
def test_a_value_that_says_nothing_is_none(value: str) -> None:
    found = report(f"---\ntitle: The wall\ndate: {value}\noutlet: {value if '/' not in value else ''}\n---\nIt fell.")
    assert (found.published, found.outlet) == (None, None)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), min_size=1))
def test_plain_text_is_kept_code_point_for_code_point(text: str) -> None:
    if text.strip() and not text.startswith("---"):
        assert read_text(text.encode()).text == text
