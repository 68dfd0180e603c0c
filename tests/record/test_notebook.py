from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model import Report, Statement, Story
from onrecord.record import Record, Writer, overview
from onrecord.record.notebook import MOST, in_sentence, said_html
from tests.record.stories import ferry_story, keep

NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)> & "Tesk\'s"'


class Tags(HTMLParser):
    """Counts what is open, and keeps the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def parsed(html: str | None) -> Tags:
    assert html is not None
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert not tags.open
    return tags


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(keep(tmp_path / "story.db", ferry_story())) as opened:
        yield opened


def pieces(record: Record) -> dict[str, str | None]:
    story, seen = record.story(), record.overview()
    things = (story.claims[0], story.statements[0], story.conflicts[0], story.entities[0], story.reports[0])
    found = record.search("ferry")
    who = next(record.who(one.id) for one in story.entities if any(said.speaker == one.id for said in story.statements))
    return {
        "record": record._repr_html_(),
        "overview": seen._repr_html_(),
        "claim row": seen.claims[0]._repr_html_(),
        "conflict row": seen.conflicts[0]._repr_html_(),
        "who": who._repr_html_(),
        "said": who.said[0]._repr_html_(),
        "found": found._repr_html_(),
        "hit": found.hits[0]._repr_html_(),
        "table": record.table("claims")._repr_html_(),
        **{type(one).__name__: record.look_at(one)._repr_html_() for one in things},
    }


def test_every_piece_is_sound_html_that_loads_and_runs_nothing(record: Record) -> None:
    for html in pieces(record).values():
        tags = parsed(html)
        assert tags.seen <= {"div", "span", "b", "mark", "table", "thead", "tbody", "tr", "th", "td"}
        assert tags.attributes <= {"style", "dir"}
        assert "url(" not in (html or "")


def test_no_colour_is_set_that_a_dark_notebook_would_hide(record: Record) -> None:
    for html in pieces(record).values():
        assert "color:#" not in (html or "")
        assert (html or "").replace("color:inherit", "").replace("border-left", "").count(";color:") == 0


def test_what_a_report_says_never_becomes_markup(tmp_path: Path) -> None:
    story = ferry_story()
    story = replace(
        story,
        reports=tuple(replace(one, outlet=NASTY, title=NASTY) for one in story.reports),
        entities=tuple(replace(one, name=NASTY) for one in story.entities),
        claims=tuple(replace(one, text=NASTY) for one in story.claims),
        conflicts=tuple(replace(one, because=NASTY, revised_by=NASTY) for one in story.conflicts),
    )
    with Record(keep(tmp_path / "story.db", story)) as record:
        for html in pieces(record).values():
            assert not parsed(html).seen & {"script", "img"}
        assert "<script>" in parsed(record.look_at(story.claims[0])._repr_html_()).words


def test_a_statement_stands_in_its_sentence_with_content_and_source_marked() -> None:
    text = 'Later "the doors were open," Tesk said, "and nobody looked."'
    report = Report(id="r-1", input="a.txt", text=text, outlet="Norra News", published="2031-05-04")
    said = Statement(
        kind="direct",
        source=((29, 33),),
        cue=((34, 38),),
        content=((6, 28), (40, 60)),
        sentence=(0, 60),
        said_on="2031-05-03",
    )
    html = said_html(said, report, "Ilvara Tesk")
    assert html.count("<mark") == 2
    assert "<b>Tesk</b>" in html
    assert "said by Ilvara Tesk · Norra News · 2031-05-04 · direct · said on 2031-05-03" in html


@given(
    text=st.text(min_size=1, max_size=60),
    places=st.lists(st.integers(0, 60), min_size=6, max_size=6),
)
def test_a_sentence_keeps_its_words_whatever_is_marked_in_it(text: str, places: list[int]) -> None:
    start, end = 0, len(text)
    spans = [tuple(sorted((min(a, end), min(b, end)))) for a, b in zip(places[::2], places[1::2], strict=True)]
    said = Statement(kind="mixed", source=(spans[0],), content=(spans[1], spans[2]), sentence=(start, end))  # type: ignore[arg-type]
    html = in_sentence(said, Report(id="r", input="a", text=text))
    # An HTML parser makes one line end of each form, and nothing else of them.
    expected = Tags()
    expected.feed(html)
    assert expected.words.replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_a_broken_sentence_shows_its_content_alone() -> None:
    text = "x" * 2_000
    html = in_sentence(
        Statement(kind="indirect", content=((0, 4),), text="xxxx", sentence=(0, 2_000)),
        Report(id="r", input="a", text=text),
    )
    assert parsed(html).words == "xxxx"


def test_what_is_left_out_of_a_list_is_counted(record: Record) -> None:
    claims = record.story().claims
    copies = tuple(replace(claims[0], id=f"c-{number:010d}") for number in range(MOST + 3))
    many = replace(record.story(), claims=copies, conflicts=(), promises=())
    assert "3 more: record.overview().claims" in parsed(overview(many)._repr_html_()).words


def test_a_claim_looked_at_shows_each_wording_and_its_conflicts(record: Record) -> None:
    story = record.story()
    claim = story.claims[0]
    look = record.look_at(claim.id)
    assert look.html == record.look_at(claim).html
    for one in story.statements:
        if one.id in claim.statements:
            assert " ".join(one.text.split()) in " ".join(look.text.split()) or "[...]" in one.text
    assert "<" not in str(look)


def test_an_id_of_nothing_is_refused(record: Record) -> None:
    with pytest.raises(UsageError, match="nothing in this record has the id 'c-none'"):
        record.look_at("c-none")


def test_a_closed_or_unfinished_record_shows_its_plain_form(record: Record, tmp_path: Path) -> None:
    record.close()
    assert record._repr_html_() is None
    assert repr(record).endswith("story.db, closed>")
    with Writer(tmp_path / "new.db"):
        pass
    with Record(tmp_path / "new.db") as new:
        assert new._repr_html_() is None


def test_an_empty_story_has_an_overview() -> None:
    assert parsed(overview(Story())._repr_html_()).words == "0 inputs = 0 reports + 0 duplicates + 0 rejected"


def test_a_voucher_whom_nobody_heard_is_shown_with_who_tells_it(record: Record) -> None:
    row = replace(record.overview().claims[0], vouchers=("Orr", "Tesk"), told_by=((), ("Sale", "Brask")))
    assert "vouched for by Orr, Tesk (only as told by Sale, Brask); " in parsed(row._repr_html_()).words
