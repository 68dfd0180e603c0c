from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading.from_json import draft_of_object, read_json_lines
from onrecord.reading.report import make_report

TEXT = "The wall of Eske fell on Monday.\nTwo ships were lost. "


def report(**article: Any) -> Report:
    return make_report("a.json", draft_of_object(article), {})


def test_a_news_please_article_is_read_with_its_metadata() -> None:
    found = report(
        maintext=TEXT,
        title="The wall falls",
        date_publish="2031-05-04 09:30:00",
        date_download="2031-06-01 00:00:00",
        source_domain="www.norra.example",
        authors=["Jane Doe", "Jane Doe", "https://norra.example/jane"],
        language="en",
        url="https://www.norra.example/wall",
        description="A wall.",
    )
    assert found.text == TEXT
    assert (found.title, found.outlet, found.published) == ("The wall falls", "norra.example", "2031-05-04T09:30:00")
    assert (found.authors, found.language, found.url) == (("Jane Doe",), "en", "https://www.norra.example/wall")
    assert found.basis["published"] == "metadata: date_publish"
    assert found.basis["outlet"] == "metadata: source_domain"


def test_a_ninjs_item_is_read_and_its_html_becomes_paragraphs() -> None:
    found = report(
        uri="urn:norra:1",
        headline="The wall falls",
        byline="By Jane Doe",
        firstcreated="2031-05-04T09:30:00+00:00",
        versioncreated="2031-05-05T09:30:00+00:00",
        copyrightholder="Norra Wire",
        located="ESKE",
        language="en",
        body_html="<p>The wall fell.<br/>So it was.</p><script>x()</script><p>Two <b>ships</b> &amp; more.</p>",
    )
    assert found.text == "The wall fell.\n\nSo it was.\n\nTwo ships & more."
    assert (found.title, found.outlet, found.authors) == ("The wall falls", "Norra Wire", ("Jane Doe",))
    assert (found.published, found.url) == ("2031-05-04T09:30:00", None)


def test_an_article_of_newspaper4k_is_read_with_its_metadata() -> None:
    found = report(
        url="https://www.norra.example/wall?x=1",
        read_more_link="",
        language="en",
        title="The wall falls",
        top_image="https://www.norra.example/wall.jpg",
        keywords=["wall"],
        authors=["Jane Doe"],
        publish_date="2031-05-04T09:30:00+00:00",
        summary="A wall.",
        meta_description="A wall fell.",
        meta_lang="en",
        meta_site_name="Norra News",
        canonical_link="https://www.norra.example/wall",
        text=TEXT,
    )
    assert (found.text, found.title, found.outlet) == (TEXT, "The wall falls", "Norra News")
    assert (found.published, found.authors, found.language) == ("2031-05-04T09:30:00", ("Jane Doe",), "en")
    assert found.basis["published"] == "metadata: publish_date"


def test_an_article_of_cc_news_is_read_with_its_metadata() -> None:
    found = report(
        title="The wall falls",
        text=TEXT,
        domain="www.norra.example",
        date="2031-05-04 09:30:00",
        description="A wall.",
        url="https://www.norra.example/wall",
        image_url="https://www.norra.example/wall.jpg",
    )
    assert (found.text, found.outlet, found.published) == (TEXT, "norra.example", "2031-05-04T09:30:00")


def test_a_schema_org_article_is_read_through_its_graph() -> None:
    article = {
        "@type": "ReportageNewsArticle",
        "articleBody": TEXT,
        "headline": "The wall falls",
        "datePublished": "2031-05-04",
        "publisher": {"name": "Norra News"},
    }
    found = report(**{"@context": "https://schema.org", "@graph": [{"@type": "Person"}, article]})
    assert (found.text, found.title, found.outlet, found.published) == (
        TEXT,
        "The wall falls",
        "Norra News",
        "2031-05-04",
    )


def test_paragraphs_of_sentences_become_paragraphs() -> None:
    found = report(title="x", **{"body-paragraphs": [["The wall fell.", "Two ships were lost."], [], ["So."]]})
    assert found.text == "The wall fell. Two ships were lost.\n\nSo."


def test_the_address_overrules_a_source_that_may_be_a_code() -> None:
    found = report(text=TEXT, source="nno", url="https://www.reuters.com/a")
    assert (found.outlet, found.basis["outlet"]) == ("Reuters", "url")
    found = report(text=TEXT, source="Norra News", url="https://www.norra.example/a")
    assert (found.outlet, found.basis["outlet"]) == ("Norra News", "metadata: source")


def test_an_outlet_that_the_table_knows_gets_the_tables_name() -> None:
    assert report(text=TEXT, source_domain="edition.cnn.com").outlet == "CNN"
    assert report(text=TEXT, publisher="Agence France-Presse").outlet == "AFP"


@pytest.mark.parametrize("value", ["03/04/2031", "soon", "", None, 20310504, ["x"]])
def test_a_day_that_cannot_be_told_is_none(value: object) -> None:
    assert report(text=TEXT, date=value).published is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>The wall fell.</p>\n<p>Two <u>ships</u> wait.</p>", "The wall fell.\n\nTwo ships wait."),
        ("<div class='a'><h2>Eske</h2><p>The wall fell.</p></div>", "Eske\n\nThe wall fell."),
        ("The wall <u>fell</u> on Monday.", "The wall <u>fell</u> on Monday."),
        ("<p> stands for a paragraph, she said.", "<p> stands for a paragraph, she said."),
    ],
)
def test_a_text_that_is_html_throughout_becomes_paragraphs_and_a_stray_tag_stays(value: str, text: str) -> None:
    assert report(text=value).text == text


def test_line_ends_are_the_only_thing_changed_in_a_text() -> None:
    assert report(text="\ta\r\nb\u2028c\r ").text == "\ta\nb\u2028c\n "


@pytest.mark.parametrize("article", [{}, {"text": ""}, {"text": 3}, {"paragraphs": [3, {}]}, {"body_html": "<p> </p>"}])
def test_an_article_without_text_is_refused(article: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        draft_of_object(article)


def test_a_line_separator_inside_a_string_does_not_end_a_line() -> None:
    line = json.dumps({"text": "a\u2028b"}, ensure_ascii=False).encode()
    assert [mark for mark, _ in read_json_lines(BytesIO(line + b"\r\n" + line), 1000)] == ["#1", "#2"]
