from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Entity, Statement
from onrecord.relating.vouchers import vouchers_of

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(id="e-board", name="Harbour Board", kind="organisation", forms=(), mentions=()),
        Entity(id="e-haldria", name="Haldria", kind="place", forms=(), mentions=()),
        Entity(id="e-house", name="Grey House", kind="organisation", forms=(), mentions=(), stands_for="e-haldria"),
        Entity(id="e-ministry", name="Ministry", kind="organisation", forms=(), mentions=()),
        Entity(id="e-news", name="Norra News", kind="organisation", forms=(), mentions=()),
        Entity(id="e-video", name="Videos", kind="thing", forms=(), mentions=()),
        Entity(id="e-torvey", name="Torvey", kind="place", forms=(), mentions=(), stands_for="e-haldria"),
    )
}


def said(*speakers: str | None) -> list[Statement]:
    return [Statement(kind="indirect", id=f"s-{at}", speaker=one) for at, one in enumerate(speakers)]


def vouchers(*speakers: str | None) -> tuple[str, ...]:
    return vouchers_of(said(*speakers), {"e-news"}, ENTITIES)[0]


def test_a_capital_is_no_voucher_beside_its_country() -> None:
    found, why = vouchers_of(said("e-torvey", "e-haldria", "e-torvey"), set(), ENTITIES)
    assert found == ("e-haldria",)
    assert why == ('"Torvey" speaks for "Haldria", which says it too: one voucher',)


def test_a_capital_alone_is_the_voucher_itself() -> None:
    assert vouchers_of(said("e-torvey"), set(), ENTITIES) == (("e-torvey",), ())


def test_two_that_stand_for_one_country_are_one_voucher_the_one_that_says_it_most() -> None:
    found, why = vouchers_of(said("e-house", "e-torvey", "e-torvey"), set(), ENTITIES)
    assert found == ("e-torvey",)
    assert why == ('"Grey House" and "Torvey" both speak for "Haldria": one voucher',)


def test_a_ministry_that_is_linked_to_nobody_is_a_voucher_of_its_own() -> None:
    assert vouchers("e-ministry", "e-haldria", "e-torvey") == ("e-haldria", "e-ministry")


def test_an_outlet_and_a_thing_are_no_vouchers() -> None:
    assert vouchers("e-news", "e-board") == ("e-board",)
    assert vouchers("e-news", None) == ()
    assert vouchers("e-video", None) == ()


@given(st.lists(st.sampled_from([*ENTITIES, None])), st.sampled_from([*ENTITIES]))
def test_the_order_does_not_matter_and_one_more_statement_takes_no_voucher(
    speakers: list[str | None], more: str
) -> None:
    found = vouchers(*speakers)
    assert found == vouchers(*reversed(speakers))
    assert len(vouchers(*speakers, more)) >= len(found)
    assert all(speaker in speakers for speaker in found)
    assert len({ENTITIES[one].stands_for or one for one in found}) == len(found)
