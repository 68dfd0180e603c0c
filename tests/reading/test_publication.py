"""When a report says that it was published, how sure that is, and what states another day."""

from __future__ import annotations

import pytest

from onrecord.reading.facts import Fact, Facts
from onrecord.reading.publication import publication


def stated(**days: str) -> list[Facts]:
    """Return layers that state days of publication: each basis in words, with _ for a space."""
    return [{"published": Fact(day, basis.replace("_", " "))} for basis, day in days.items()]


def test_metadata_and_an_address_that_agree_are_of_high_confidence() -> None:
    found = publication(stated(metadata="2031-12-06T08:30:00", url="2031-12-07"), None, "The wall fell.", None)
    assert found.fact == Fact("2031-12-06T08:30:00", "metadata")
    assert (found.confidence, found.doubt) == ("high", None)


def test_of_two_days_that_differ_by_some_days_the_more_trusted_is_believed_and_the_other_noted() -> None:
    found = publication(stated(metadata="2031-12-20", url="2031-12-07"), None, "The wall fell.", None)
    assert found.fact == Fact("2031-12-20", "metadata")
    assert (found.confidence, found.doubt) == ("medium", "url states another day: 2031-12-07")


@pytest.mark.parametrize(
    ("days", "believed"),
    [
        ({"metadata": "2033-02-01", "url": "2031-12-07"}, "2031-12-07"),
        ({"metadata": "2031-12-07", "url": "2033-02-01"}, "2031-12-07"),
        ({"metadata": "1970-01-01", "url": "2031-12-07"}, "2031-12-07"),
        ({"url": "2031-12-07", "metadata": "1970-01-01"}, "2031-12-07"),
        ({"metadata": "2033-02-01", 'date_line:_"Updated:_7_December_2031"': "2031-12-07"}, "2031-12-07"),
        ({"metadata": "2033-02-01", 'date_line:_"7_December_2031"': "2031-12-07"}, "2033-02-01"),
    ],
)
def test_a_day_long_after_another_that_is_stated_is_that_of_a_crawl(days: dict[str, str], believed: str) -> None:
    found = publication(stated(**days), None, "The wall fell.", None)
    assert found.fact is not None
    assert found.fact.value == believed
    assert (found.confidence, found.doubt is None) == ("medium", False)


def test_what_a_person_says_is_not_doubted_for_what_a_page_says() -> None:
    found = publication(stated(manifest="2031-12-06", metadata="2033-02-01"), None, "The wall fell.", None)
    assert (found.confidence, found.doubt) == ("high", None)


@pytest.mark.parametrize("day", ["1970-01-01", "1969-12-31T16:00:00", "1900-01-01"])
def test_a_day_on_which_clocks_start_is_not_believed_of_a_page_even_alone(day: str) -> None:
    found = publication(stated(metadata=day), None, "The wall fell.", None)
    assert (found.fact, found.confidence) == (None, None)
    assert found.doubt == f"not believed: {day[:10]} (metadata), a day on which the clocks of computers start"


@pytest.mark.parametrize("days", [{"metadata": "2000-01-01"}, {"url": "1970-01-01"}, {"manifest": "1970-01-01"}])
def test_a_page_may_be_of_the_first_day_of_2000_and_a_person_may_know_of_any(days: dict[str, str]) -> None:
    found = publication(stated(**days), None, "The wall fell.", None)
    assert found.fact is not None
    assert found.confidence == "high"


def test_a_dateline_of_a_year_before_newspapers_is_none() -> None:
    assert publication([], None, "PORT ESKE, 6 December 0031 (Norra) - The wall fell.", None).fact is None


def test_nothing_stated_is_no_day() -> None:
    found = publication([], None, "The wall fell on Friday.", None)
    assert (found.fact, found.confidence, found.doubt) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("PORT ESKE, 6 December 2031 (Norra) - The wall fell.", None, "2031-12-06"),
        ("VENNHOLT, Haldria, Dec. 6, 2031 — The wall fell.", None, "2031-12-06"),
        ("VENNHOLT, Dec. 6 (Norra) - The wall fell.", "https://norra.example/2031/12/wall", "2031-12-06"),
        ("VENNHOLT, 6 December (Norra) - The wall fell.", "https://norra.example/2031/12/07/wall", "2031-12-06"),
        ("VENNHOLT, Dec. 6 (Norra) - The wall fell.", "https://norra.example/2032/01/wall", None),
        ("VENNHOLT, Dec. 6 (Norra) - The wall fell.", "http://[norra", None),
        ("VENNHOLT, Dec. 6 (Norra) - The wall fell.", None, None),
        ("VENNHOLT, Feb. 30, 2031 (Norra) - The wall fell.", None, None),
        ("The wall fell on Dec. 6, 2031 (Norra) - or so they say.", None, None),
        ("VENNHOLT (Norra) - The wall fell on 6 December 2031.", None, None),
    ],
)
def test_a_dateline_states_a_day_where_its_year_is_known(text: str, url: str | None, day: str | None) -> None:
    found = publication([], url, text, None)
    assert (found.fact.value if found.fact else None, found.confidence) == (day, "medium" if day else None)


def test_a_dateline_is_quoted_as_its_basis() -> None:
    found = publication([], "https://norra.example/2031/12/wall", "VENNHOLT, Dec. 6 (Norra) - The wall fell.", None)
    assert found.fact is not None
    assert found.fact.basis == 'dateline: "VENNHOLT, Dec. 6"; the year is that of the address'
