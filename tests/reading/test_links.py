from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.from_html import draft_of_page
from onrecord.reading.from_json import draft_of_object
from onrecord.reading.from_text import read_text

ADDRESS = "https://norra.example/2031/yard"
PAGE = """<html><head><link rel="canonical" href="{address}"><title>Yard</title></head><body>
<nav><a href="/">Norra News</a> <a href="https://lantern.example/a">The quay was dark before dawn</a></nav><article>
<h1>The yard is empty</h1>
<p>The quay was dark before dawn, and nobody had come to the yard that used to wake the whole of the town.</p>
<p>A union leader <a href="https://courier.example/a?b=1&amp;c=2">said <b>on Friday</b></a> that the yard was empty.
Nobody <a href="/2031/more">had expected</a> that, and the
<a href="mailto:a@norra.example">company</a> said nothing.</p>
<p>It is <a rel="nofollow sponsored" href="https://shop.example/a">the last yard</a> of its kind on the
<a href="#map">coast</a>, and the town has been living from it for two hundred years and more.</p>
</article></body></html>"""


def links(text: str, found: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(text[slice(*link.span)], link.url) for link in found]  # type: ignore[attr-defined]


def test_links_of_a_page_stand_on_their_words_with_whole_addresses() -> None:
    draft = draft_of_page(PAGE.format(address=ADDRESS))
    assert links(draft.text, draft.links) == [
        ("said on Friday", "https://courier.example/a?b=1&c=2"),
        ("had expected", "https://norra.example/2031/more"),
    ]


def test_an_address_without_a_host_on_a_page_without_an_address_is_left_out() -> None:
    draft = draft_of_page(PAGE.format(address=""))
    assert [url for _, url in links(draft.text, draft.links)] == ["https://courier.example/a?b=1&c=2"]


def test_the_text_of_a_page_is_the_same_with_and_without_links() -> None:
    page = PAGE.format(address=ADDRESS)
    plain = page.replace(' href="', ' data-was="')
    assert draft_of_page(page).text == draft_of_page(plain).text


def test_html_in_json_keeps_its_links() -> None:
    body = '<p>A union leader <a href="/a">said</a> that the yard was empty.</p><p>It was.</p>'
    draft = draft_of_object({"body_html": body, "url": ADDRESS})
    assert links(draft.text, draft.links) == [("said", "https://norra.example/a")]


def test_html_beside_a_text_puts_its_links_to_that_text() -> None:
    text = "A union leader  said that\tthe yard was empty.\nIt was."
    body = '<p>A union leader <a href="https://courier.example/a">said that</a> the yard was empty.</p><p>It was.</p>'
    draft = draft_of_object({"text": text, "body_html": body})
    assert draft.text == text
    assert links(draft.text, draft.links) == [("said that", "https://courier.example/a")]


def test_a_block_whose_words_are_not_the_page_s_has_no_link() -> None:
    body = '<p>A union leader <a href="https://courier.example/a">said</a> that the yard was shut.</p>'
    assert draft_of_object({"text": "A union leader said that the yard was empty.", "body_html": body}).links == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She [told Norra](https://norra.example/a) so.", [("told Norra", "https://norra.example/a")]),
        ('She [told Norra](https://norra.example/a "Norra") so.', [("told Norra", "https://norra.example/a")]),
        ("![The yard](https://norra.example/a.jpg)", []),
        ("As seen [above](#yard), he [sic] (https://norra.example/a) said.", []),
        ("It is [no address](https://[norra) at all.", []),
    ],
)
def test_links_in_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert links(text, read_text(text.encode(), markdown=True).links) == expected


_WORDS = st.text(st.sampled_from("abc é“<&’\u00a0"), min_size=1, max_size=12)


@given(st.lists(st.lists(st.tuples(_WORDS, st.none() | st.integers(0, 9)), min_size=1, max_size=4), max_size=4))
def test_every_link_s_span_slices_to_its_words(paragraphs: list[list[tuple[str, int | None]]]) -> None:
    body = ""
    wanted: set[tuple[str, str]] = set()
    for paragraph in paragraphs:
        body += "<p>"
        for number, (words, target) in enumerate(paragraph):
            marked = html.escape(words)
            # A word beside each link keeps two links of one address apart.
            body += marked if target is None else f'<a href="https://n{target}.example/{number}">{marked}</a> | '
            if target is not None:
                wanted.add(("".join(words.split()), f"https://n{target}.example/{number}"))
        body += "</p>"
    value = json.loads(json.dumps({"body_html": f"<p>A first paragraph.</p>{body}"}))
    draft = draft_of_object(value)
    for link in draft.links:
        words = draft.text[slice(*link.span)]
        assert words == words.strip() != ""
        assert ("".join(words.split()), link.url) in wanted
    found = {("".join(draft.text[slice(*link.span)].split()), link.url) for link in draft.links}
    assert found == {(words, url) for words, url in wanted if words}
