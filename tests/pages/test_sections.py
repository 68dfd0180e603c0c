"""What each section shows, on the invented story."""

from __future__ import annotations

import dataclasses

import pytest

from onrecord.model import Relay, Report, Story, Window
from onrecord.pages.because import explained
from onrecord.pages.claims import shared_claims
from onrecord.pages.contested import contested
from onrecord.pages.coverage import by_outlet, matrix
from onrecord.pages.labels import labels
from onrecord.pages.quotes import Flagged, quote
from onrecord.pages.reports import inputs, link, reports
from onrecord.pages.shelf import Shelf, clipped
from onrecord.pages.speakers import reported_once, speakers
from onrecord.pages.timeline import promises, timeline
from onrecord.record import told
from tests.pages.sample import story
from tests.pages.tags import Reader


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(story())


def test_claims_come_by_vouchers_then_channels_then_reports(shelf: Shelf) -> None:
    claims = shared_claims(shelf)
    order = [(len(claim.vouchers), len(claim.channels), claim.reports) for claim in claims]
    assert order == sorted(order, reverse=True)
    assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert all(claim.reports > 1 for claim in claims)


def test_a_claim_carries_its_flags(shelf: Shelf) -> None:
    flags = {
        claim.id: (bool(claim.contested), claim.revised, claim.promise, claim.single) for claim in shared_claims(shelf)
    }
    assert flags["c-full"] == (False, False, "open", False)
    assert flags["c-crack1"] == (True, False, "", True)
    assert flags["c-62"] == (True, True, "", False)


def test_a_flag_is_shown_with_its_words_which_are_marked_in_the_sentence(shelf: Shelf) -> None:
    shown = quote(shelf, shelf.statements["s-071"])
    assert shown.flags == (Flagged("in the negative", ("no",)),)
    read = Reader(str(shown.context))
    marked = [at for at, classes in enumerate(read.classes) if "shows" in classes]
    assert "".join(read.text[at] for at in marked) == "no"
    assert all("q" in read.classes[at] for at in marked)


def test_a_flag_without_words_is_shown_by_its_name(shelf: Shelf) -> None:
    assert quote(shelf, shelf.statements["s-033"]).flags == (Flagged("in the negative", ()),)


def test_a_claim_shows_every_statement_by_report_and_day(shelf: Shelf) -> None:
    full = next(claim for claim in shared_claims(shelf) if claim.id == "c-full")
    assert [wording.outlet for wording in full.wordings] == [
        "Osk Radio",
        "Aldra Wire",
        "Veldmark Herald",
        "The Tamarel Post",
        "Harbour Ledger",
    ]
    said = {one.id for wording in full.wordings for one in wording.quotes}
    assert said == set(shelf.claims["c-full"].statements)


def test_the_path_runs_from_speaker_by_relay_to_outlet(shelf: Shelf) -> None:
    path = quote(shelf, shelf.statements["s-020"]).path
    assert [(step.role, step.name) for step in path] == [
        ("speaker", "Mirel Tovash"),
        ("relay", "Aldra Wire"),
        ("outlet", "Osk Radio"),
    ]


def test_words_that_were_copied_came_by_the_outlet_they_were_copied_from(shelf: Shelf) -> None:
    path = quote(shelf, shelf.statements["s-041"]).path
    assert [(step.role, step.name) for step in path] == [
        ("speaker", "Jana Oskarre"),
        ("copied", "Osk Radio"),
        ("outlet", "Lumen 24"),
    ]


def test_two_relays_are_two_ways_and_not_one_after_the_other(shelf: Shelf) -> None:
    said = shelf.statements["s-020"]
    relays = tuple(Relay(name=name, span=(0, 1), basis="credit line of the report") for name in ("Wire A", "Wire B"))
    path = quote(shelf, dataclasses.replace(said, relays=relays)).path
    assert [(step.role, step.name) for step in path] == [
        ("speaker", "Mirel Tovash"),
        ("relay", "Wire A or Wire B"),
        ("outlet", "Osk Radio"),
    ]


def test_a_source_that_resolves_to_nobody_is_given_in_its_own_words(shelf: Shelf) -> None:
    path = quote(shelf, shelf.statements["s-054"]).path
    assert [(step.role, step.name) for step in path] == [("source", "residents"), ("outlet", "Brennik Daily")]


def test_a_quotation_stands_in_its_sentence_with_only_its_content_marked(shelf: Shelf) -> None:
    shown = Reader(str(quote(shelf, shelf.statements["s-032"]).context))
    assert shown.text == "Mr Tovash also promised a public inquiry by the end of May."
    content = "".join(sign for sign, classes in zip(shown.text, shown.classes, strict=True) if "q" in classes)
    assert content == "a public inquiry by the end of May"


def test_disagreements_come_before_revisions_with_both_slots_lit(shelf: Shelf) -> None:
    views = contested(shelf)
    assert [(view.kind, view.revision) for view in views] == [("date", False), ("number", True)]
    for view in views:
        assert len(view.pairs) == 1
        for side in view.sides:
            shown = Reader(str(side.quote.context))
            lit = "".join(sign for sign, classes in zip(shown.text, shown.classes, strict=True) if "slot" in classes)
            assert lit == side.text


def test_conflicts_that_share_a_side_are_one_chain_in_which_each_side_stands_once() -> None:
    whole = story()
    first, other = sorted(whole.conflicts, key=lambda one: one.kind == "number", reverse=True)
    assert first.kind == "number"
    second = dataclasses.replace(first, id="x-second", slots=(first.slots[1], dataclasses.replace(other.slots[0])))
    views = contested(Shelf(dataclasses.replace(whole, conflicts=(*whole.conflicts, second))))
    (chain,) = (view for view in views if view.kind == "number")
    assert {pair.id for pair in chain.pairs} == {first.id, "x-second"}
    assert len(chain.sides) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("that the dam was sound", "the dam was sound"),
        ("• The dam was sound", "The dam was sound"),
        ("that was a mistake", "that was a mistake"),
        ("“That is all,”", "“That is all,”"),
        ("thatch burned", "thatch burned"),
        ("-5 degrees", "-5 degrees"),
    ],
)
def test_a_claim_is_told_without_what_joins_it_on(text: str, shown: str) -> None:
    assert told(text) == shown


def test_two_reports_of_one_outlet_and_day_are_told_apart_by_the_hour() -> None:
    early = Report(id="r-1", input="1", text="a", outlet="Osk Radio", published="2031-03-04T08:30:00")
    late = dataclasses.replace(early, id="r-2", published="2031-03-04T19:00:00")
    alone = dataclasses.replace(early, id="r-3", outlet="Lumen 24")
    shelf = Shelf(Story(reports=(early, late, alone)))
    assert [shelf.day(one) for one in ("r-1", "r-2", "r-3")] == ["4 Mar 2031, 08:30", "4 Mar 2031, 19:00", "4 Mar 2031"]
    assert [shelf.called(one) for one in ("r-2", "r-3")] == ["Osk Radio of 4 Mar 2031, 19:00", "Lumen 24"]


def test_the_same_words_of_one_speaker_stand_once_with_each_path() -> None:
    whole = story()
    said = next(one for one in whole.statements if one.id == "s-020")
    again = dataclasses.replace(said, id="s-again", text=f"that {said.text.upper()}.")
    by_speaker, _ = speakers(Shelf(dataclasses.replace(whole, statements=(*whole.statements, again))))
    line = next(line for view in by_speaker for line in view.lines if any(q.id == "s-020" for q in line.quotes))
    assert {one.id for one in line.quotes} == {"s-001", "s-011", "s-020", "s-again"}
    assert {one.speaker for one in line.quotes} == {said.speaker}


def test_promises_come_by_the_end_of_their_windows_with_what_came_later(shelf: Shelf) -> None:
    _, views = promises(shelf)
    assert [(view.speaker, view.due, view.status) for view in views] == [
        ("Jana Oskarre", "13 April 2031", "due passed, nothing reported"),
        ("Mirel Tovash", "by 31 May 2031", "reported broken"),
        ("Mirel Tovash", "second half of 2031", "open"),
    ]
    assert [one.id for one in views[1].later] == ["s-071"]


def test_a_promise_shows_every_window_and_the_statement_that_its_status_rests_on() -> None:
    whole = story()
    broken = next(one for one in whole.promises if one.status == "reported broken")
    (making,) = next(claim.statements for claim in whole.claims if claim.id == broken.claim)[:1]
    windows = (Window(due=broken.due, statement=making), Window(due="2032-05", statement="s-071"))
    changed = dataclasses.replace(broken, windows=windows, settled_by="s-071", hedged=True)
    others = tuple(one for one in whole.promises if one != broken)
    _, views = promises(Shelf(dataclasses.replace(whole, promises=(changed, *others))))
    (view,) = (one for one in views if one.hedged)
    assert [words.partition(" (")[0] for words in view.windows] == ["by 31 May 2031", "May 2032"]
    assert view.settled == ("s-071",)
    assert [one.windows for one in views if not one.hedged] == [(), ()]


def test_a_promise_without_a_last_day_comes_last_in_its_own_words() -> None:
    whole = story()
    first, *others = whole.promises
    (making,) = next(claim.statements for claim in whole.claims if claim.id == first.claim)[:1]
    soon = dataclasses.replace(first, due="2031-03-01/..", windows=(Window(due="2031-03-01/..", statement=making),))
    _, views = promises(Shelf(dataclasses.replace(whole, promises=(soon, *others))))
    assert (views[-1].claim, views[-1].due, views[-1].open_ended) == (first.claim, "no date given", True)


def test_an_uncertain_date_is_a_bar_and_a_day_is_a_dot(shelf: Shelf) -> None:
    dated = {one.edtf: one.bar.shape for one in timeline(shelf).dates if one.bar}
    assert (dated["2031-03-01"], dated["../2031-05-31"]) == ("day", "span")
    promised = {one.edtf: one.bar.shape for one in promises(shelf)[1] if one.bar}
    assert (promised["2031-04-13"], promised["2031-41"]) == ("day", "span")


def test_one_late_report_does_not_press_the_days_of_the_event_into_a_point(shelf: Shelf) -> None:
    shown = timeline(shelf)
    assert shown.chart.axis is not None
    assert (shown.chart.axis.last - shown.chart.axis.first).days < 40
    shapes = {one.edtf: one.bar.shape for one in (*shown.before, *shown.dates, *shown.after) if one.bar}
    assert (shapes["2030-11"], shapes["2031-03-01"], shapes["2031-41"]) == ("before", "day", "after")


def test_sentences_of_one_day_stand_together_and_none_is_lost(shelf: Shelf) -> None:
    shown = timeline(shelf)
    views = (*shown.before, *shown.dates, *shown.after, *shown.passing)
    assert len({one.edtf for one in views}) == len(views)
    assert sum(len(one.entries) for one in views) == shown.count


def test_what_lies_long_before_and_what_is_only_named_in_passing_stands_apart(shelf: Shelf) -> None:
    shown = timeline(shelf)
    assert [one.edtf for one in shown.before] == ["2030-11"]
    assert [one.edtf for one in shown.passing] == ["2031-06"]


def test_an_entry_of_the_timeline_shows_its_channels_and_what_is_yet_to_come(shelf: Shelf) -> None:
    views = {one.edtf: one for one in timeline(shelf).dates}
    (found,) = views["2031-03-01"].entries
    assert [path.reports for path in found.channels] == [("Aldra Wire", "Veldmark Herald")]
    assert (found.tellers, views["2031-03-01"].ahead, views["2031-41"].ahead) == (2, False, True)


def test_an_entry_whose_date_is_disputed_leads_to_the_conflict(shelf: Shelf) -> None:
    (entry, _) = next(one for one in timeline(shelf).dates if one.edtf == "2031-03-02").entries
    assert entry.disputes
    assert set(entry.disputes) <= {conflict.id for conflict in shelf.story.conflicts}


def test_until_begins_on_the_day_it_was_said(shelf: Shelf) -> None:
    _, views = promises(shelf)
    assert views[1].bar is not None
    assert not views[1].bar.open_left
    assert views[1].made_words == "first reported 5 Mar 2031"


def test_the_sentence_chosen_for_a_date_stands_first_and_the_others_behind_it(shelf: Shelf) -> None:
    entry = next(one for one in timeline(shelf).dates if one.edtf == "2031-03-01").entries[0]
    assert entry.chosen is not None
    assert (entry.chosen.outlet, [one.outlet for one in entry.others]) == ("Aldra Wire", ["Veldmark Herald"])


def test_the_matrix_says_who_carries_and_who_leaves_out(shelf: Shelf) -> None:
    table = matrix(shelf)
    row = next(row for row in table.rows if row.claim == "c-letter")
    carrying = {outlet for outlet, cell in zip(table.outlets, row.cells, strict=True) if cell}
    assert carrying == {"Lumen 24", "The Tamarel Post"}
    assert row.carried == 2
    assert list(table.totals) == sorted(table.totals, reverse=True)


def test_outlet_by_outlet_the_same_is_told_in_words(shelf: Shelf) -> None:
    views = by_outlet(shelf)
    table = matrix(shelf)
    carried = dict(zip(table.outlets, table.totals, strict=True))
    assert {view.outlet: view.carries for view in views.outlets if view.outlet in carried} == carried
    left = {
        (table.outlets[column], row.claim)
        for row in table.rows
        for column, cell in enumerate(row.cells)
        if cell is False
    }
    assert left
    assert {(view.outlet, gap.href.removeprefix("#")) for view in views.outlets for gap in view.claims} == left


def test_a_channel_says_how_its_reports_came_to_the_claim_or_that_they_do_not(shelf: Shelf) -> None:
    for view in shared_claims(shelf):
        assert view.unknown == sum(channel.unknown for channel in view.channels)
        for channel in view.channels:
            assert channel.unknown == (not channel.told)
            assert all(told.how for told in channel.told)


def test_labels_are_told_by_outlet_and_the_silent_are_named(shelf: Shelf) -> None:
    tovash = next(person for person in labels(shelf) if person.name == "Mirel Tovash")
    said = {outlet: [use.text for use in uses] for outlet, uses in tovash.outlets}
    assert said["Lumen 24"] == ["Controversial water chief"]
    assert "Harbour Ledger" in tovash.silent


def test_every_statement_with_a_source_stands_under_a_speaker_or_under_nobody(shelf: Shelf) -> None:
    by_speaker, nobody = speakers(shelf)
    shown = [one.id for view in by_speaker for line in view.lines for one in line.quotes]
    shown += [one.id for line in nobody for one in line.quotes]
    assert sorted(shown) == sorted(one.id for one in shelf.story.statements if one.kind != "own")


def test_what_one_report_alone_says_is_not_lost(shelf: Shelf) -> None:
    once = {one.id for view in reported_once(shelf) for one in view.quotes}
    alone = {
        one.id
        for one in shelf.story.statements
        if one.kind != "own" and len(shelf.claims[shelf.claim_of[one.id]].reports) == 1
    }
    assert once == alone
    assert sum(count for view in reported_once(shelf) for _, _, count in view.own) == 1


def test_every_input_is_there_once_with_what_became_of_it(shelf: Shelf) -> None:
    rows = inputs(shelf)
    assert len(rows) == len({row.input for row in rows}) == 12
    assert sorted({row.became for row in rows}) == ["duplicate", "read", "rejected"]


def test_each_report_keeps_its_text_and_an_anchor_for_each_statement(shelf: Shelf) -> None:
    for view in reports(shelf):
        shown = Reader(str(view.text))
        assert shown.text == shelf.reports[view.id].text
        ids = {name for name, _ in shown.ids}
        assert {one.id for one in shelf.story.statements if one.report == view.id} <= ids


@pytest.mark.parametrize(
    ("reason", "shown", "links"),
    [
        ("s-020 and s-031: same speaker", "Osk Radio and The Tamarel Post: same speaker", ["#s-020", "#s-031"]),
        (
            "r-veld shares words with r-aldra1",
            "Veldmark Herald shares words with Aldra Wire of 4 Mar 2031",
            ["#r-veld", "#r-aldra1"],
        ),
        ("s-020 and s-020: same names", "Osk Radio and another place in it: same names", ["#s-020", "#s-020"]),
        ("due ../2031-05-31; score 0.62", "due by 31 May 2031; likeness 0.62 of 1", []),
        ("another window: ../2031-05-31", "another window: by 31 May 2031", []),
        ("first, on 2031-03-04T08:30:00", "first, on 4 Mar 2031, 08:30", []),
        ("24-7 service, 2031 boats, 1/2", "24-7 service, 2031 boats, 1/2", []),
        (
            "same numbers: 17..17 person, 24..96 boat, 84.. dead",
            "same numbers: 17 person, 24 to 96 boat, at least 84 dead",
            [],
        ),
        ("one window: 2031-41", "one window: second half of 2031", []),
        ("revises c-62, by e-ministry", "revises claim 1, by water ministry", ["#c-62", "#e-ministry"]),
        ("x-ray and s-999 & <b>", "x-ray and s-999 & <b>", []),
    ],
)
def test_ids_in_a_reason_become_names_that_lead_there(shelf: Shelf, reason: str, shown: str, links: list[str]) -> None:
    reader = Reader(str(explained(shelf, reason)))
    assert (reader.text, [given["href"] for _, given in reader.tags]) == (shown, links)


def test_claims_of_one_outlet_alone_come_last() -> None:
    whole = story()
    one_house = dataclasses.replace(
        next(claim for claim in whole.claims if claim.id == "c-62"),
        id="c-alone",
        reports=("r-aldra1", "r-aldra2"),
        vouchers=("e-durano", "e-ministry", "e-oskarre"),
    )
    numbers = Shelf(dataclasses.replace(whole, claims=(*whole.claims, one_house))).numbers
    assert numbers["c-alone"] == len(numbers)


def test_each_fact_of_a_report_has_its_basis(shelf: Shelf) -> None:
    view = next(view for view in reports(shelf) if view.id == "r-osk")
    facts = {fact.name: (fact.value, fact.basis) for fact in view.facts}
    assert facts["Published"] == ("4 March 2031", "manifest")
    assert facts["Address"] == ("not known", "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "https://a b",
        "x",
        "",
    ],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    assert link(url) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [("one two three", "one two …"), ("one", "one"), ("one\n two", "one two"), ("onetwothree", "onetwoth …")],
)
def test_a_long_text_is_clipped_at_a_word(text: str, short: str) -> None:
    assert clipped(text, 9) == short
