from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.addresses import address_of, canonical

PAGE = "https://norra.example/2031/ferry"


@pytest.mark.parametrize(
    "other",
    [
        "http://norra.example/2031/ferry",
        "https://www.norra.example/2031/ferry/",
        "https://norra.example/2031/ferry?utm_source=feed&utm_medium=rss",
        "https://norra.example/2031/ferry?fbclid=IwAR1",
        "https://norra.example/2031/ferry#comments",
        "https://norra.example/2031/ferry/amp",
        "https://amp.norra.example/2031/ferry",
        "https://m.norra.example/2031/ferry?outputType=amp",
        "https://NORRA.example:443/2031/ferry",
        "https://norra.example/2031//ferry",
        " https://norra.example/2031/ferry ",
    ],
)
def test_one_page_has_one_address_however_it_is_written(other: str) -> None:
    assert canonical(other) == canonical(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://norra.example/2031/ferries",
        "https://varde.example/2031/ferry",
        "https://norra.example/2031/ferry?page=2",
        "https://norra.example/2031/ferry?id=7",
        "https://norra.example:8080/2031/ferry",
        "https://sport.norra.example/2031/ferry",
    ],
)
def test_another_page_has_another_address(other: str) -> None:
    assert canonical(other) not in (None, canonical(PAGE))


@pytest.mark.parametrize(
    "url", ["https://norra.example", "https://norra.example/?utm_source=x", "http://[norra", "mailto:a@b", "", "ferry"]
)
def test_a_home_page_and_what_is_no_address_name_no_article(url: str) -> None:
    assert canonical(url) is None


@given(st.text(max_size=60))
def test_no_address_is_too_broken_to_be_looked_at(words: str) -> None:
    found = canonical(f"https://norra.example/{words}")
    assert found is None or canonical(f"https://{found}") in (found, None)


def test_an_address_that_the_text_prints_is_no_evidence() -> None:
    printed = Report(id="r-1", input="a", text="", url=PAGE, basis={"url": "text: source line"})
    stated = Report(id="r-1", input="a", text="", url=PAGE, basis={"url": "metadata: og:url"})
    assert (address_of(printed), address_of(stated)) == (None, "norra.example/2031/ferry")
