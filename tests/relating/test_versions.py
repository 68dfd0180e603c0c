"""Versions of one page are one channel: they copy nothing of one another and do not contradict one another."""

from __future__ import annotations

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.language import Analysers
from onrecord.model import Analysis, History, Report, Story, Version, make_id
from onrecord.relating import relate
from onrecord.relating.versions.pages import states_of

SENTENCES = (
    "At least 40 people were killed when the ferry Ilse sank off Port Eske, the harbour authority said on Friday.",
    "Transport minister Élodie Brask said the ferry had passed its inspection in March.",
    "Harbour master Tomas Vell said that the crew had asked for a delay because of the fog.",
    "Eske Lines will pay every family of the dead 20,000 crowns, the company's director Orsa Kell promised.",
    "Divers reached the wreck at first light and found its bow doors open, a rescue officer said.",
    "The mayor of Vennholt, Ines Karr, called for a public inquiry into the sinking.",
)
TOLL = SENTENCES[0].replace("40", "63")


@cache
def analysers() -> Analysers:
    return Analysers(None)


@cache
def analysed(report_id: str, text: str) -> Analysis:
    made = Report(id=report_id, input="a", text=text, language="en", published="2031-05-03")
    (found,) = analysers().analyse([made])
    assert isinstance(found, Analysis)
    return found


def report(outlet: str, sentences: tuple[str, ...], published: str = "2031-05-03") -> Report:
    text = "\n\n".join(sentences)
    key = make_id("r", text, outlet, published)
    return Report(id=key, input=f"{key}.html", text=text, outlet=outlet, published=published, language="en")


def page(*versions: Report, days: tuple[str, ...] = ()) -> History:
    seen = days or tuple(f"2031-05-{number:02}T08:00:00Z" for number in range(3, 3 + len(versions)))
    return History(
        id="v-1",
        address="norra.example/ferry",
        ordered_by="captured",
        versions=tuple(Version(report=one.id, seen=(day,)) for one, day in zip(versions, seen, strict=True)),
    )


def related(reports: list[Report], *histories: History) -> Story:
    return relate(reports, {one.id: analysed(one.id, one.text) for one in reports}, histories=histories)


SUBSETS = st.lists(st.sampled_from(range(len(SENTENCES))), min_size=2, unique=True).map(sorted)


@settings(max_examples=12, deadline=None)
@given(SUBSETS, SUBSETS, SUBSETS)
@example([0, 1, 2, 3, 4, 5], [1, 3], [0, 1, 2])
def test_a_version_adds_no_channel_and_no_voucher_and_copies_nothing(
    first: list[int], kept: list[int], elsewhere: list[int]
) -> None:
    before = report("Norra", tuple(SENTENCES[n] for n in first))
    after = report("Norra", tuple(SENTENCES[n] for n in first if n in kept) or (SENTENCES[first[0]],))
    others = [report("Varde Post", tuple(SENTENCES[n] for n in elsewhere), "2031-05-04")]
    if after.id == before.id:
        return
    alone, both = related([before, *others]), related([before, after, *others], page(before, after))
    grown = {statement: claim for claim in both.claims for statement in claim.statements}
    for claim in alone.claims:
        now = grown[claim.statements[0]]
        assert len(now.channels) == len(claim.channels), claim.text
        assert now.vouchers == claim.vouchers
    versions = {before.id, after.id}
    assert all(len({n for n, channel in enumerate(one.channels) if versions & set(channel)}) < 2 for one in both.claims)
    assert not [one for one in both.copies if {one.origin, one.copy} == versions]


def test_a_number_that_was_changed_on_a_page_contradicts_other_pages_and_not_the_page_itself() -> None:
    before, after = report("Norra", SENTENCES[:3]), report("Norra", (TOLL, *SENTENCES[1:3]))
    third = "Sixty-three people died when the ferry Ilse sank off Port Eske, the harbour authority said on Friday."
    other = report("Varde Post", (third, SENTENCES[4]), "2031-05-04")
    conflicts = related([before, after, other], page(before, after)).conflicts
    assert conflicts
    assert all(other.id in {slot.report for slot in conflict.slots} for conflict in conflicts)


def test_what_took_its_words_from_one_version_is_one_channel_with_the_other() -> None:
    before = report("Norra", SENTENCES)
    after = report("Norra", (SENTENCES[0], SENTENCES[5]))
    copy = report("Varde Post", SENTENCES[:5], "2031-05-04")
    found = related([before, after, copy], page(before, after))
    (claim,) = [one for one in found.claims if len(one.reports) == 3]
    assert len(claim.channels) == 1


def test_what_only_a_later_version_says_is_not_of_the_day_that_the_page_keeps() -> None:
    before, after = report("Norra", SENTENCES[:2]), report("Norra", SENTENCES[:3])
    found = related([before, after], page(before, after, days=("2031-05-03T08:00:00Z", "2031-05-09T08:00:00Z")))
    days = {claim.first_reported for claim in found.claims if claim.reports == (after.id,)}
    assert days == {"2031-05-09"}


def test_of_reports_that_are_not_there_versions_are_cut() -> None:
    one, two = report("Norra", SENTENCES[:2]), report("Norra", SENTENCES[:3])
    assert related([one], page(one, two)).histories == ()
    (kept,) = related([one, two], page(one, two)).histories
    assert [rewrite.after for rewrite in kept.rewrites] == [two.id]


def test_a_page_that_went_back_to_its_first_words_is_told_so() -> None:
    one, two = report("Norra", SENTENCES[:2]), report("Norra", SENTENCES[:3])
    history = page(one, two)
    again = Version(report=one.id, seen=("2031-05-03T08:00:00Z", "2031-05-06T08:00:00Z"))
    history = History(id="v-1", address="a", ordered_by="captured", versions=(again, history.versions[1]))
    assert [state for state, _ in states_of(history)] == [one.id, two.id, one.id]
    (kept,) = related([one, two], history).histories
    assert [[edit.how for edit in rewrite.edits] for rewrite in kept.rewrites] == [["added"], ["removed"]]
