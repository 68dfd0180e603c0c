"""The edits that the bench makes are the same at every call, and what it counts is what it says."""

from __future__ import annotations

from near_duplicates import score
from near_edits import Text, look_alikes, made, truncated
from tests.archive.texts import article

ORIGINALS = [(f"noise/{n}", article(n)) for n in range(6)]


def test_one_seed_makes_one_set_of_texts() -> None:
    assert made(ORIGINALS, 1) == made(ORIGINALS, 1) != made(ORIGINALS, 2)
    assert look_alikes(ORIGINALS, 1, 6) == look_alikes(ORIGINALS, 1, 6)


def test_each_article_gets_each_kind_of_edit_and_ids_are_distinct() -> None:
    texts = made(ORIGINALS, 1)
    assert len({text.id for text in texts}) == len(texts) == 6 * 14
    assert {sum(text.family == name for text in texts) for name, _ in ORIGINALS} == {14}


def test_what_only_looks_alike_is_of_no_family_of_another() -> None:
    texts = look_alikes(ORIGINALS, 1, 12)
    assert len({text.family for text in texts}) == len(texts) == 6 + 3 * 2


def test_a_truncated_text_keeps_its_share_of_words() -> None:
    assert len(truncated(article("a", 10), 0.4).split()) == 160


def test_pairs_of_kin_count_neither_way() -> None:
    texts = [Text(name, name[0], "", "") for name in ("a1", "a2", "b1", "c1")]
    found = {("a1", "a2"), ("a1", "b1"), ("b1", "c1")}
    assert score(found, texts, set())[:2] == (1 / 3, 1.0)
    assert score(found, texts, {("a", "b")})[:2] == (1 / 2, 1.0)
    assert score(set(), texts, set())[:2] == (0.0, 0.0)
