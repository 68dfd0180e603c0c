from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.record import Record
from tests.record.stories import ferry_story, keep


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(keep(tmp_path_factory.mktemp("record") / "story.db", ferry_story())) as opened:
        yield opened


FOUND = [
    ('"second half"', ["s-1", "s-2", "r-0000000001", "r-0000000002"]),
    ("FERRY", ["s-1", "s-2", "r-0000000001", "r-0000000002"]),
    ("elodie", ["r-0000000001", "r-0000000002"]),
    ("Élodie", ["r-0000000001", "r-0000000002"]),
    ("lantern OR least", ["s-3", "r-0000000001"]),
    ("qua*", ["s-3", "s-4", "r-0000000001", "r-0000000002"]),
    ("submarine", []),
]


@pytest.mark.parametrize(("query", "ids"), FOUND)
def test_words_are_found_in_statements_and_reports(record: Record, query: str, ids: list[str]) -> None:
    found = record.search(query)
    assert sorted(hit.id for hit in found.hits) == sorted(ids)
    assert (found.total, found.as_words) == (len(ids), False)


@pytest.mark.parametrize(
    "query", ['the "ferry', "(ferry", "ferry AND", "x:ferry", "ferry?", "what-if ferry", "* ferry"]
)
def test_what_is_no_query_is_searched_for_as_words(record: Record, query: str) -> None:
    assert record.search(query).as_words


def test_a_hit_says_where_it_stands(record: Record) -> None:
    hit = record.search('"next year"').hits[0]
    assert (hit.kind, hit.outlet, hit.day, hit.speaker) == ("statement", "Norra", "2031-03-04", "Élodie Brask")
    assert [hit.snippet[start:end] for start, end in hit.found] == ["next year"]


def test_the_limit_holds_for_statements_and_for_reports_and_the_total_is_told(record: Record) -> None:
    found = record.search("quay", limit=1)
    assert [hit.kind for hit in found.hits] == ["statement", "report"]
    assert found.total == 4


def test_no_word_at_all_is_an_error(record: Record) -> None:
    with pytest.raises(UsageError, match="at least one word"):
        record.search(' "*" ')


@settings(max_examples=300, deadline=None)
@given(query=st.text(alphabet="ab \"'*^():+-{}.,ANDORTNE\\\x00é", max_size=20))
def test_no_query_ends_in_an_error_of_sqlite(record: Record, query: str) -> None:
    try:
        found = record.search(query)
    except UsageError:
        return
    assert found.total >= 0


def test_a_statement_comes_with_who_stands_behind_its_claim(record: Record) -> None:
    statement, report = record.search("quay", limit=1).hits
    assert statement.claim is not None
    assert statement.id in next(c.statements for c in record.story().claims if c.id == statement.claim.id)
    assert statement.claim.reports == len(statement.claim.channels) == 1
    assert report.claim is None
