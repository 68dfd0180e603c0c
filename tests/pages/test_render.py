from __future__ import annotations

import dataclasses
import hashlib
import itertools
import re
from base64 import b64encode
from collections import Counter
from pathlib import Path

import pytest
from lxml import html as lxml_html

from onrecord.model import Claim, Conflict, Entity, Label, Mention, Rejected, Report, Slot, Statement, Story
from onrecord.pages import page, render
from onrecord.pages.render import lead_report
from tests.pages.sample import story

HOSTILE = '</style><script>alert("x")</script>&amp;{{ 7 * 7 }}\u202eevil\'"><img src=x onerror=alert(1)>'


class Held:
    """A record that holds a story."""

    path = Path("dam.db")

    def __init__(self, held: Story) -> None:
        self._held = held

    def story(self) -> Story:
        return self._held


@pytest.fixture(scope="module")
def shown() -> str:
    return page(Held(story()))


@pytest.fixture(scope="module")
def tree(shown: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(shown)


def _hostile() -> Story:
    report = Report(
        id="r-1",
        input=HOSTILE,
        text=HOSTILE * 2,
        title=HOSTILE,
        outlet=HOSTILE,
        authors=(HOSTILE,),
        url="javascript:alert(1)",
        published=HOSTILE,
        language=HOSTILE,
        basis={"outlet": HOSTILE, "url": HOSTILE},
    )
    other = dataclasses.replace(report, id="r-2", input="2", url="https://a.example/?q=<script>&x='\"")
    said = [
        Statement(
            id=f"s-{n}",
            report=f"r-{n}",
            kind="direct",
            source=((0, 9),),
            content=((9, 40), (50, 80)),
            text=HOSTILE,
            sentence=(0, len(HOSTILE)),
            speaker="e-1",
            said_on=HOSTILE,
        )
        for n in (1, 2)
    ]
    claim = Claim(
        id='c-"><script>',
        text=HOSTILE,
        statements=("s-1", "s-2"),
        reports=("r-1", "r-2"),
        vouchers=("e-1",),
        channels=(("r-1", "r-2"),),
        first_reported=HOSTILE,
        because=(HOSTILE,),
    )
    slots = tuple(
        Slot(claim=claim.id, statement=f"s-{n}", report=f"r-{n}", span=(9, 20), text=HOSTILE, value=HOSTILE)
        for n in (1, 2)
    )
    entity = Entity(
        id="e-1",
        name=HOSTILE,
        kind="person",
        forms=(HOSTILE, "b" + HOSTILE),
        mentions=(Mention(report="r-1", span=(0, 9)),),
        labels=(Label(report="r-1", span=(0, 5), text=HOSTILE, name=(5, 9)),),
        because=(HOSTILE,),
    )
    return Story(
        reports=(report, other),
        rejected=(Rejected(input=HOSTILE + "3", reason=HOSTILE),),
        entities=(entity,),
        statements=tuple(said),
        claims=(claim,),
        conflicts=(
            Conflict(
                id="x",
                kind="number",
                claims=(claim.id, claim.id),
                slots=(slots[0], slots[1]),
                revision=False,
                because=HOSTILE,
            ),
        ),
    )


def test_the_title_is_that_of_the_report_that_shares_most_claims(tree: lxml_html.HtmlElement) -> None:
    lead = lead_report(story())
    assert lead is not None
    assert lead.id == "r-aldra1"
    assert tree.xpath("string(//h1)") == lead.title


def test_a_story_without_titles_is_called_by_its_file() -> None:
    assert "<h1" in page(Held(Story()))
    assert lxml_html.document_fromstring(page(Held(Story()))).xpath("string(//h1)") == "dam"


def test_the_same_story_gives_the_same_page(shown: str) -> None:
    assert page(Held(story())) == shown


def test_the_page_is_well_under_a_megabyte(shown: str) -> None:
    assert len(shown.encode()) < 250_000


def test_nothing_is_loaded_and_nothing_runs(tree: lxml_html.HtmlElement) -> None:
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = b64encode(hashlib.sha256(tree.xpath("string(//style)").encode()).digest()).decode()
    assert policy[0].startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert not tree.xpath("//@style")
    assert not tree.xpath("//script|//link|//img|//iframe|//object|//embed|//form|//base|//audio|//video")
    assert not tree.xpath("//@src|//@srcset|//@*[starts-with(name(), 'on')]")
    style = tree.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_twice(tree: lxml_html.HtmlElement) -> None:
    ids = Counter(tree.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    fragments = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert fragments - ids.keys() == set()


def test_the_four_counts_add_up_and_each_leads_to_its_list(tree: lxml_html.HtmlElement) -> None:
    given, read, duplicates, rejected = [int(one.text) for one in tree.xpath("//*[@class='tally']//a")]
    assert given == read + duplicates + rejected == 12
    for link in tree.xpath("//*[@class='tally']//a/@href"):
        assert tree.get_element_by_id(link[1:]) is not None


def test_every_statement_of_a_speaker_is_linked_from_above(tree: lxml_html.HtmlElement) -> None:
    hrefs = set(tree.xpath("//a/@href"))
    assert {f"#{one.id}" for one in story().statements if one.kind != "own"} <= hrefs


def test_headings_go_down_one_level_at_a_time(tree: lxml_html.HtmlElement) -> None:
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_sections_are_in_the_order_that_an_editor_reads(tree: lxml_html.HtmlElement) -> None:
    assert tree.xpath("//main/section/@id") == [
        "claims",
        "contested",
        "promises",
        "latest",
        "timeline",
        "coverage",
        "lineage",
        "labels",
        "speakers",
        "reported-once",
        "inputs",
        "reports",
    ]


def test_the_landmarks_are_there_and_named(tree: lxml_html.HtmlElement) -> None:
    for landmark in ("body/header", "//nav[@aria-label]", "//main", "body/footer"):
        assert len(tree.xpath(landmark)) == 1
    for section in tree.xpath("//section"):
        assert tree.get_element_by_id(section.get("aria-labelledby")).text_content()
    assert tree.xpath("//a[@class='skip']/@href") == ["#claims"]


def test_tables_have_headers_and_drawings_have_a_name_or_are_hidden(tree: lxml_html.HtmlElement) -> None:
    assert not tree.xpath("//th[not(@scope)]")
    assert not tree.xpath("//table[not(thead//th)]")
    assert not tree.xpath("//svg[not(@aria-hidden='true') and not(@role='group') and not(ancestor::svg)]")


def test_names_and_quotations_are_isolated_from_the_direction_of_the_page(tree: lxml_html.HtmlElement) -> None:
    assert not tree.xpath("//blockquote[not(@dir='auto')]")
    assert not tree.xpath("//*[contains(@class, 'words')][not(@dir='auto')]")
    assert not tree.xpath("//*[@class='by'][not(.//bdi)]")


def test_reports_without_outlet_or_day_are_counted_and_named_by_their_file() -> None:
    named = Report(id="r-1", input="in/a.txt", text="a", outlet="Osk Radio", published="2031-03-04")
    bare = Report(id="r-2", input="in/b.txt", text="b")
    tree = lxml_html.document_fromstring(render(Story(reports=(named, bare)), "t"))
    assert "1 outlet and 1 report of unknown outlet, 4 Mar 2031 (1 undated)" in tree.xpath("string(//*[@class='dek'])")
    assert "outlet unknown (b.txt)" in tree.xpath("string(//section[@id='reports'])")


def test_a_report_of_several_possible_days_is_shown_with_all_of_them_and_with_what_is_doubted() -> None:
    between = Report(
        id="r-1",
        input="in/a.txt",
        text="a",
        outlet="Osk Radio",
        published="2031-03-04/2031-03-09",
        published_confidence="low",
        published_doubt="not believed: 2033-01-01 (metadata: date)",
        basis={"published": "siblings"},
    )
    tree = lxml_html.document_fromstring(render(Story(reports=(between,)), "t"))
    assert "4 Mar 2031 – 9 Mar 2031" in tree.xpath("string(//*[@class='dek'])")
    facts = tree.xpath("string(//dl[@class='basis'])")
    assert "4 to 9 March 2031 · basis: siblings (confidence: low)" in facts
    assert "not believed: 2033-01-01 (metadata: date)" in facts


def test_a_story_of_nothing_still_makes_a_page() -> None:
    empty = lxml_html.document_fromstring(render(Story(), "nothing"))
    assert len(empty.xpath("//main/section")) == 12


def test_no_word_of_a_report_becomes_markup_script_or_style() -> None:
    hostile = _hostile()
    source = page(Held(hostile))
    tree = lxml_html.document_fromstring(source)
    assert not tree.xpath("//script|//img|//@onerror|//@onclick")
    assert source.count("<style>") == source.count("</style>") == 1
    assert ">49<" not in source
    shown = hostile.reports[0].text.replace("\u202e", "\ufffd")  # nor do its words turn those beside them
    assert "\u202e" not in source
    assert HOSTILE.replace("\u202e", "\ufffd") in tree.xpath("string(//h1)")
    assert tree.xpath("//div[@class='text']")[0].text_content().strip() == shown


def test_a_script_address_is_shown_as_words_and_never_linked() -> None:
    tree = lxml_html.document_fromstring(page(Held(_hostile())))
    outside = [link for link in tree.xpath("//a[@href]") if not link.get("href").startswith("#")]
    assert {link.get("href") for link in outside} == {"https://a.example/?q=<script>&x='\""}
    assert all(link.get("rel") == "noopener noreferrer nofollow" for link in outside)
    assert "javascript:alert(1)" in tree.text_content()


def test_a_lone_surrogate_or_a_null_cannot_break_the_file() -> None:
    report = Report(id="r-1", input="a", text="x\x00y\ud800z", title="t\ud800")
    assert "x�y�z" in render(Story(reports=(report,)), "t\ud800").encode("utf-8").decode("utf-8")


def test_templates_never_switch_escaping_off() -> None:
    folder = Path(__file__).parents[2] / "src" / "onrecord" / "pages" / "templates"
    for template in sorted(folder.glob("*.j2")):
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", template.read_text("utf-8")), template.name
