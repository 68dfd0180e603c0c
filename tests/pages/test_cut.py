"""A page of a large story is cut, says so, and leads nowhere that is not there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from onrecord.model import Slot, Story
from onrecord.pages import render
from onrecord.pages.cut import CLAIMS, LARGE, without_dead_ends
from onrecord.pages.marks import Mark, paragraphs
from tests.pages.sample import story

COPIES = LARGE // 8 + 2


def _side(slot: Slot, n: int) -> Slot:
    return replace(slot, claim=f"{slot.claim}x{n}", statement=f"{slot.statement}x{n}", report=f"{slot.report}x{n}")


def _many() -> Story:
    """Return the sample many times over, each time with ids of its own."""
    whole = story()
    parts: dict[str, list[object]] = {}
    for n in range(COPIES):

        def own(id_: str, n: int = n) -> str:
            return f"{id_}x{n}"

        reports = [replace(one, id=own(one.id), input=f"{n}/{one.input}", outlet=one.outlet) for one in whole.reports]
        entities = [
            replace(
                one,
                id=own(one.id),
                name=f"{one.name} {n}",
                mentions=tuple(replace(at, report=own(at.report)) for at in one.mentions),
                labels=tuple(replace(at, report=own(at.report)) for at in one.labels),
            )
            for one in whole.entities
        ]
        statements = [
            replace(one, id=own(one.id), report=own(one.report), speaker=own(one.speaker) if one.speaker else None)
            for one in whole.statements
        ]
        claims = [
            replace(
                one,
                id=own(one.id),
                statements=tuple(map(own, one.statements)),
                reports=tuple(map(own, one.reports)),
                vouchers=tuple(map(own, one.vouchers)),
                channels=tuple(tuple(map(own, channel)) for channel in one.channels),
                paths=tuple(replace(path, report=own(path.report)) for path in one.paths),
            )
            for one in whole.claims
        ]
        conflicts = [
            replace(
                one,
                id=own(one.id),
                claims=(own(one.claims[0]), own(one.claims[1])),
                slots=(_side(one.slots[0], n), _side(one.slots[1], n)),
                further=(tuple(map(own, one.further[0])), tuple(map(own, one.further[1]))),
            )
            for one in whole.conflicts
        ]
        for name, made in (
            ("reports", reports),
            ("entities", entities),
            ("statements", statements),
            ("claims", claims),
            ("conflicts", conflicts),
        ):
            parts.setdefault(name, []).extend(made)
    return Story(**{name: tuple(made) for name, made in parts.items()})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def many() -> Story:
    return _many()


@pytest.fixture(scope="module")
def tree(many: Story) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render(many, "Dams"))


def test_the_page_says_how_much_of_what_it_shows(tree: lxml_html.HtmlElement, many: Story) -> None:
    said = tree.xpath("string(//*[@class='asof'])")
    shared = sum(len(one.reports) > 1 for one in many.claims)
    assert f"{len(many.reports):,} reports" in said
    assert f"{CLAIMS:,} of {shared:,} claims in several reports" in said
    assert len(tree.xpath("//section[@id='claims']//details[contains(@class, 'claim')]")) == CLAIMS


def test_no_link_leads_to_what_was_cut(tree: lxml_html.HtmlElement) -> None:
    ids = set(tree.xpath("//@id"))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= ids


def test_each_wording_on_the_page_leads_to_its_sentence(tree: lxml_html.HtmlElement) -> None:
    for link in tree.xpath("//li[@class='column']/p[@class='by']/a"):
        spot = tree.get_element_by_id(link.get("href")[1:])
        assert spot.xpath("ancestor::div[@class='text']")


def test_every_report_is_named_and_every_input_is_there(tree: lxml_html.HtmlElement, many: Story) -> None:
    assert len(tree.xpath("//ol[@class='shelf']/li")) == len(many.reports)
    assert len(tree.xpath("//h3[@id='inputs-read']/following-sibling::div[1]//tbody/tr")) == len(many.reports)


def test_a_report_is_cut_to_the_paragraphs_that_are_led_to() -> None:
    text = "One two.\n\nThree four.\n\nFive six seven."
    shown = str(paragraphs(text, [Mark(((10, 15),), "q")], [(10, 15)]))
    assert re.sub("<[^>]+>", "", shown) == "[… 2 words left out]Three four.\n\n[… 3 words left out]"
    assert str(paragraphs(text, [], [])) == ""


def test_a_link_that_leads_nowhere_keeps_its_words() -> None:
    assert without_dead_ends('<p><a class="x" href="#gone">words</a></p>') == '<p><a class="x">words</a></p>'
