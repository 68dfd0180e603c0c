"""What is new on the last day, and the strip of counts at the top."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lxml import html as lxml_html

from onrecord.model import Report, Story
from onrecord.pages import render
from onrecord.pages.contested import contested
from onrecord.pages.latest import latest
from onrecord.pages.shelf import Shelf
from onrecord.pages.summary import summary
from onrecord.pages.timeline import promises
from tests.pages.sample import story, story_as_of


def test_the_last_day_has_its_reports_its_claims_and_what_it_says_of_promises() -> None:
    shelf = Shelf(story())
    new = latest(shelf)
    assert new is not None
    assert (new.day, new.reports, new.all_one_day) == ("15 Jul 2031", 1, False)
    last = {one.id for one in shelf.story.reports if (one.published or "").startswith("2031-07-15")}
    assert new.claims == sum(set(one.reports) <= last for one in shelf.story.claims)
    assert new.batches[0].title == "Reports"


def test_what_an_earlier_report_carries_is_not_new_but_known_with_further_reports() -> None:
    shelf = Shelf(story())
    new = latest(shelf, date(2031, 3, 4))
    assert new is not None
    known = next(batch for batch in new.batches if batch.title.startswith("Known"))
    early = {one.id for one in shelf.story.reports if (one.published or "") <= "2031-03-04T24"}
    grown = [one for one in shelf.story.claims if early & set(one.reports) and set(one.reports) - early]
    assert known.total == len(grown) > 0
    assert any("channels" in row.note for row in known.rows)


def test_of_one_day_nothing_is_told_apart_and_without_a_day_there_is_nothing() -> None:
    new = latest(Shelf(story_as_of("2031-03-04")))
    assert new is not None
    assert new.all_one_day
    assert latest(Shelf(Story(reports=(Report(id="r-1", input="1", text="a"),)))) is None


def test_each_count_of_the_strip_leads_to_its_list_and_is_that_of_the_list() -> None:
    tree = lxml_html.document_fromstring(render(story(), "Dam"))
    cells = tree.xpath("//*[contains(@class, 'strip-cells')]/li")
    counts = {cell.xpath("string(a/@href)")[1:]: int(cell.xpath("string(a/b)")) for cell in cells}
    assert list(counts) == ["claims", "contested", "promises", "latest"]
    assert counts["claims"] == len(tree.xpath("//section[@id='claims']//details[contains(@class, 'claim')]"))
    assert counts["contested"] == len(tree.xpath("//article[@class='conflict']"))
    assert counts["promises"] == len(tree.xpath("//ol[@class='due-list']/li"))


def test_the_parts_of_a_count_add_up() -> None:
    shelf = Shelf(story())
    for cell in summary(shelf, contested(shelf), promises(shelf)[1], latest(shelf))[:3]:
        assert sum(int(part.split()[0]) for part in cell.parts) == int(cell.number)


def test_the_strip_counts_conflicts_as_the_record_does_and_says_on_how_many_matters() -> None:
    whole = story()
    first, other = sorted(whole.conflicts, key=lambda one: one.kind == "number", reverse=True)
    second = replace(first, id="x-second", slots=(first.slots[1], replace(other.slots[0])))
    shelf = Shelf(replace(whole, conflicts=(*whole.conflicts, second)))
    cell = next(c for c in summary(shelf, contested(shelf), promises(shelf)[1], latest(shelf)) if c.key == "contested")
    assert (cell.number, cell.what) == ("3", "conflicts")
    assert cell.parts[-1] == "on 2 matters"
