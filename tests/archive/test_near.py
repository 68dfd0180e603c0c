from __future__ import annotations

from collections.abc import Mapping

import pytest

from onrecord.archive.followed import Pair
from onrecord.archive.near import MAX_HOLDERS, near_pairs
from onrecord.archive.sketches import sketches
from tests.archive.texts import article, changed, drawing, paragraph

FURNITURE = "Ferry row: what we know\n\nBy Mara Velt\n\n{}\n\nRelated articles\n\nHarbour closes after vote\n\n© Norra"


def _near(texts: Mapping[str, str]) -> list[Pair]:
    return list(near_pairs(list(zip(texts, sketches(texts.values()), strict=True)), texts))


def _named(texts: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(pair.one, pair.other) for pair in _near(texts)}


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("every twentieth word changed", changed(article("a"), 0.05, "e")),
        ("every fifth word changed", changed(article("a"), 0.2, "e")),
        ("cut to a third", article("a", 2)),
        ("in other furniture", FURNITURE.format(article("a"))),
        ("all of it", FURNITURE.format(changed(article("a", 3), 0.2, "e"))),
        ("with a paragraph put in front", paragraph(drawing("p")) + "\n\n" + article("a")),
    ],
)
def test_an_edit_is_a_near_duplicate(how: str, text: str) -> None:
    assert _named({"a": article("a"), "b": text, "c": article("c")}) == {("a", "b")}, how


def test_two_edits_made_apart_are_near_duplicates() -> None:
    texts = {str(n): changed(article("a"), 0.15, n) for n in range(4)}
    assert len(_near(texts)) == 6


def test_reports_that_share_a_quotation_are_not() -> None:
    said = paragraph(drawing("said"), 60)
    assert not _near({str(n): f"{article(n, 4)}\n\n{said}\n\n{article(-n - 1, 2)}" for n in range(4)})


def test_the_same_sheet_with_other_figures_is_not() -> None:
    lines = [paragraph(drawing(n), 12)[:-1] for n in range(8)]

    def sheet(seed: int) -> str:
        draw = drawing(seed)
        return "\n\n".join(
            f"{line} closed at {draw.randint(100, 999)} after {draw.randint(100, 999)}" for line in lines
        )

    assert not _near({str(n): sheet(n) for n in range(4)})


def test_an_article_of_which_one_figure_was_corrected_is() -> None:
    text = article("a") + "\n\nNine of the 112 on board were saved, and the search goes on until the evening."
    assert _named({"a": text, "b": text.replace("112", "121")}) == {("a", "b")}


def test_articles_under_one_notice_are_not() -> None:
    notice = paragraph(drawing("notice"), 120)
    texts = {str(n): f"{article(n, 2)}\n\n{notice}" for n in range(8)}
    assert not _near(texts)
    assert _named(texts | {"copy": f"{changed(article(3, 2), 0.1, 'e')}\n\n{notice}"}) == {("3", "copy")}


def test_a_page_with_nothing_but_the_notice_is_no_copy_of_the_articles_under_it() -> None:
    notice = paragraph(drawing("notice"), 120)
    assert not _near({str(n): f"{article(n, 2)}\n\n{notice}" for n in range(8)} | {"only": notice})


def test_the_order_of_the_items_makes_no_difference() -> None:
    texts = {f"{n}/{e}": changed(article(n), 0.1, e) for n in range(5) for e in range(3)}
    items = list(zip(texts, sketches(texts.values()), strict=True))
    assert list(near_pairs(items, texts)) == list(near_pairs(items[::-1], texts.__getitem__))


def test_what_hundreds_print_is_paired_with_the_first_of_them() -> None:
    text = article("wire", 3)
    texts = {f"{n:03}": changed(text, 0.02, n) for n in range(200)}
    pairs = _near(texts)
    assert len(pairs) <= 200 * 3 * MAX_HOLDERS
    assert {pair.other for pair in pairs} == set(texts) - {"000"}


def test_likeness_is_told_as_shares() -> None:
    (pair,) = _near({"a": article("a", 10), "b": article("a", 5)})
    assert pair.short == "b"
    assert pair.containment == pair.followed == 1.0
    assert pair.resemblance == pytest.approx(0.5, abs=0.01)
    assert pair.of_longer == pytest.approx(0.5, abs=0.01)


def test_nothing_is_said_of_a_few_words_or_of_none() -> None:
    assert not _near({"a": "The ferry left Eske.", "b": "The ferry left Eske.", "c": "", "d": ""})
    assert not _near({})


def test_texts_are_asked_for_only_where_there_is_a_candidate() -> None:
    texts = {str(n): article(n) for n in range(5)} | {"copy": article(3)}
    asked: list[str] = []

    def text_of(name: str) -> str:
        asked.append(name)
        return texts[name]

    assert len(list(near_pairs(list(zip(texts, sketches(texts.values()), strict=True)), text_of))) == 1
    assert sorted(asked) == ["3", "copy"]
