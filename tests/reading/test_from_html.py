from __future__ import annotations

import json

import pytest

from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading.from_html import read_html
from onrecord.reading.report import make_report

BODY = (
    "<p>The wall of Eske fell on Monday, the harbour master said, and two ships were lost.</p>"
    "<h2>A long wait</h2>"
    "<p>“We are <b>ready</b>,” said <a href='/ana'>Ana Lom</a>, the mayor of the town.</p>"
    "<ul><li>The port is closed until further notice.</li><li>The road is open.</li></ul>"
    "<blockquote><p>I will not go, said an old man of the village.</p></blockquote>"
)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The wall of Eske falls",
    "datePublished": "2031-05-04T10:00:00+02:00",
    "publisher": {"@type": "Organization", "name": "Norra News"},
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "Per Holm"}],
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@id": "https://norra.example/wall"},
}


def page(head: str = "", body: str = BODY, lang: str = "") -> bytes:
    attribute = f' lang="{lang}"' if lang else ""
    return (
        f"<!doctype html><html{attribute}><head>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/a'>Coast</a></nav>"
        f"<article>{body}</article><footer>Norra News, Harbour Street 1</footer></body></html>"
    ).encode()


def report(data: bytes) -> Report:
    return make_report("a.html", read_html(data), {})


def linked_data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_the_text_is_the_headline_and_the_blocks_of_the_article() -> None:
    found = report(page(linked_data(ARTICLE)))
    assert found.text.split("\n\n") == [
        "The wall of Eske falls",
        "The wall of Eske fell on Monday, the harbour master said, and two ships were lost.",
        "A long wait",
        "“We are ready,” said Ana Lom, the mayor of the town.",
        "The port is closed until further notice.",
        "The road is open.",
        "I will not go, said an old man of the village.",
    ]
    assert found.title_span is not None
    assert found.slice(found.title_span) == "The wall of Eske falls" == found.title


def test_a_short_article_keeps_its_paragraphs_and_takes_no_menu() -> None:
    found = report(
        page(body="<h1>The wall falls</h1><p>The wall of Eske fell on Monday.</p><p>Two ships were lost.</p>")
    )
    assert found.text.split("\n\n") == ["The wall falls", "The wall of Eske fell on Monday.", "Two ships were lost."]


def test_a_headline_that_stands_in_the_article_is_not_put_there_twice() -> None:
    found = report(page(linked_data(ARTICLE), "<h1>The Wall of Eske falls</h1>" + BODY))
    assert found.text.casefold().count("the wall of eske falls") == 1


def test_linked_data_is_believed_before_open_graph() -> None:
    head = '<meta property="og:title" content="Wall!"><meta property="og:site_name" content="Norra">'
    found = report(page(head + linked_data({"@graph": [{"@type": "WebSite", "name": "Norra"}, ARTICLE]})))
    assert (found.title, found.outlet, found.published) == (
        "The wall of Eske falls",
        "Norra News",
        "2031-05-04T10:00:00",
    )
    assert (found.url, found.authors, found.language) == ("https://norra.example/wall", ("Jane Doe", "Per Holm"), "en")
    assert found.basis["published"] == "metadata: JSON-LD: datePublished"
    assert found.basis["outlet"] == "metadata: JSON-LD: publisher"


def test_open_graph_and_meta_tags_say_what_linked_data_does_not() -> None:
    head = (
        '<meta property="og:title" content="The wall falls"><meta property="og:site_name" content="Norra News">'
        '<meta property="article:published_time" content="2031-05-04T09:00:00Z">'
        '<meta name="author" content="By Jane Doe">'
        '<link rel="canonical" href="https://norra.example/wall"><script type="application/ld+json">{broken</script>'
    )
    found = report(page(head, lang="en"))
    assert (found.title, found.outlet, found.published) == ("The wall falls", "Norra News", "2031-05-04T09:00:00")
    assert (found.url, found.authors, found.language) == ("https://norra.example/wall", ("Jane Doe",), "en")
    assert found.basis["published"] == "metadata: article:published_time"


def test_a_page_that_says_nothing_of_itself_gets_no_guess() -> None:
    found = report(page(body=BODY + "<p>The wall was built on 4 May 1904 by the town, and paid for by the king.</p>"))
    assert (found.outlet, found.published, found.authors, found.url) == (None, None, (), None)


def test_the_title_of_a_page_loses_the_name_of_its_site() -> None:
    found = report(page("<title>The wall falls | Norra News</title>"))
    assert (found.title, found.basis["title"]) == ("The wall falls", "metadata: title")


def test_two_days_of_publication_are_none() -> None:
    head = (
        '<meta property="article:published_time" content="2031-05-04">'
        '<meta property="article:published_time" content="2031-05-05">'
    )
    assert report(page(head)).published is None


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"<p></p>", b"\x00\x01", b"{}"])
def test_a_page_without_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_html(data)


@pytest.mark.parametrize("start", ["", "<body>", "<article>", "<div>", "<!-- saved --><section>"])
def test_a_piece_of_a_page_is_read_too(start: str) -> None:
    words = "The harbour of Eske reopened on Monday after the storm, the harbour master said."
    page = f"{start}<p>{words}</p><p>{words[::-1]}</p>"
    assert read_html(page.encode()).text == f"{words}\n\n{words[::-1]}"


def test_a_day_in_the_markup_stands_where_the_metadata_states_none() -> None:
    found = report(page(body='<div class="entry-date">4 May 2031</div>' + BODY))
    assert (found.published, found.basis["published"]) == ("2031-05-04", "markup: htmldate")
    assert found.published_confidence == "medium"


def test_a_day_in_the_words_of_an_article_is_not_its_day() -> None:
    assert (
        report(page(body=BODY + "<p>The wall was built on 3 May 1988 and mended on 12 June 2029.</p>")).published
        is None
    )
