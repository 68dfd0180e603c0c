from __future__ import annotations

from itertools import combinations

from onrecord.archive.followed import Pair
from onrecord.archive.strangers import STRANGERS, without_strangers


def _pair(one: str, other: str, followed: float, of_longer: float) -> Pair:
    first, second = sorted((one, other))
    return Pair(first, second, followed / 2, followed, followed, of_longer, short=one)


def _named(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.one, pair.other) for pair in without_strangers(pairs)]


def test_many_texts_that_share_one_part_and_nothing_else_are_strangers() -> None:
    assert not _named([_pair(a, b, 0.5, 0.5) for a, b in combinations("abcde", 2)])


def test_a_few_that_share_a_part_are_not_doubted() -> None:
    few = "abcdefgh"[:STRANGERS]
    assert len(_named([_pair(a, b, 0.5, 0.5) for a, b in combinations(few, 2)])) == 6


def test_copies_of_one_article_in_much_furniture_are_no_strangers() -> None:
    whole = [_pair(a, b, 0.95, 0.9) for a, b in combinations("abcde", 2)]
    furnished = [_pair(one, "z", 0.5, 0.3) for one in "abcde"]
    assert len(_named(whole + furnished)) == 15


def test_a_notice_by_itself_is_no_copy_of_the_articles_under_it() -> None:
    articles = [_pair(a, b, 0.45, 0.4) for a, b in combinations("abcde", 2)]
    assert not _named(articles + [_pair("notice", one, 1.0, 0.3) for one in "abcde"])


def test_a_copy_of_an_article_under_a_notice_stands() -> None:
    articles = [_pair(a, b, 0.45, 0.4) for a, b in combinations("abcde", 2)]
    assert _named([*articles, _pair("a", "copy", 0.97, 0.95)]) == [("a", "copy")]


def test_there_may_be_none() -> None:
    assert without_strangers([]) == []
