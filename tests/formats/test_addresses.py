"""Names that other tools can follow."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from onrecord.formats.addresses import iri, language_tag, web_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://norra.example/a?b=c&d=1#e", "https://norra.example/a?b=c&d=1#e"),
        ("HTTP://Norra.Example:8080/", "http://norra.example:8080/"),
        ("https://norra.example/Ö/%C3%96", "https://norra.example/%C3%96/%C3%96"),
        ("https://norra.example/100%/x", "https://norra.example/100%25/x"),
        ("https://nørra.example/", "https://xn--nrra-gra.example/"),
        ('https://norra.example/"><script>', "https://norra.example/%22%3E%3Cscript%3E"),
        ("  https://norra.example/a  ", "https://norra.example/a"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("https://user:word@norra.example/", None),
        ("https://norra.example\u202e/", None),
        ("https://", None),
        ("https://norra example/", None),
        ("https://norra.example:port/", None),
        ("//norra.example/a", None),
        ("norra.example/a", None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_leads_to_a_page_of_the_web_is_an_address(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected


@given(st.text() | st.text().map(lambda path: f"https://norra.example/{path}") | st.text().map("http://{}/".format))
def test_every_address_is_a_uri_and_stays_what_it_is(url: str) -> None:
    found = web_address(url)
    if found is not None:
        assert found.isascii()
        assert not set(found) & set(' <>"{}|\\^`')
        assert urlsplit(found).scheme in {"http", "https"}
        assert web_address(found) == found


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_every_name_is_an_iri_that_tells_its_parts(parts: list[str]) -> None:
    found = iri(*parts)
    assert str(URIRef(found).n3()) == f"<{found}>"
    assert [unquote(part) for part in found.removeprefix("urn:onrecord:").split("/")] == parts


def test_a_language_is_a_code_or_nothing() -> None:
    assert [language_tag(one) for one in ("en", "pcm", "EN", "e", "english", "", None)] == ["en", "pcm", *[None] * 5]
