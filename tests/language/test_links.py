from __future__ import annotations

import pytest

from onrecord.language.links import link_citations
from onrecord.model import Citation, Furniture, Link, Report, Span
from onrecord.outlets import Outlet, Outlets, using

TABLE = Outlets(
    [
        Outlet(name="The Esk Courier", domains=("courier.example",)),
        Outlet(name="Norra News", domains=("norra.example", "norra-video.example")),
    ]
)
TEXT = "Mara Velt said on Friday that the yard was empty. The bank has since doubted it."


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return start, start + len(words)


def cited(
    words: str, target: str, *, text: str = TEXT, named: tuple[Citation, ...] = (), **fields: object
) -> list[str]:
    values: dict[str, object] = {"outlet": "Norra News", "url": "https://www.norra.example/a", **fields}
    report = Report(id="r-1", input="a.html", text=text, links=(Link(span=at(words, text), url=target),), **values)  # type: ignore[arg-type]
    end = text.find(". ") + 2
    with using(TABLE):
        return [one.outlet for one in link_citations(report, named, [(0, end), (end, len(text))])]


@pytest.mark.parametrize(
    ("words", "url", "expected"),
    [
        ("said", "https://www.courier.example/2031/yard", ["The Esk Courier"]),
        ("doubted it", "https://bank.example/2031/07/statement.pdf", ["bank.example"]),
        ("said", "https://norra.example/2031/yard", []),
        ("said", "https://news.norra.example/2031/yard", []),
        ("said", "https://norra-video.example/2031/yard", []),
        ("Mara Velt", "https://courier.example/author/mara-velt", []),
        ("the yard", "https://courier.example/tag/yard", []),
        ("the yard", "https://courier.example/", []),
        ("the yard", "https://courier.example", []),
        ("Friday", "https://twitter.com/velt/status/1", []),
        ("Friday", "https://en.wikipedia.org/wiki/Friday", []),
        ("Friday", "https://10.0.0.1/a", []),
        ("Friday", "https://[norra/a", []),
    ],
)
def test_a_link_to_another_outlet_s_article_is_a_citation(words: str, url: str, expected: list[str]) -> None:
    assert cited(words, url) == expected


def test_an_outlet_that_the_table_does_not_know_is_not_cited_by_itself() -> None:
    assert cited("said", "https://strait-observer.example/a", outlet="The Strait Observer", url=None) == []


def test_what_the_sentence_names_a_link_in_it_does_not_name_again() -> None:
    named = Citation(outlet="The Esk Courier", span=at("Friday"), how="told")
    assert cited("said", "https://courier.example/a", named=(named,)) == []
    assert cited("doubted it", "https://courier.example/a", named=(named,)) == ["The Esk Courier"]


def test_a_line_that_is_all_links_cites_nothing() -> None:
    text = "The yard is empty.\n- Why the Courier thinks the yard is empty\nIt is still there."
    assert cited("Why the Courier thinks the yard is empty", "https://courier.example/a", text=text) == []


def test_a_call_to_read_on_cites_nothing() -> None:
    text = "The yard is empty, and nobody knows why. Read more"
    assert cited("Read more", "https://courier.example/a", text=text) == []


def test_furniture_cites_nothing() -> None:
    part = Furniture(span=at("The bank has since doubted it."), kind="related")
    assert cited("doubted it", "https://courier.example/a", furniture=(part,)) == []
