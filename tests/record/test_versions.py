"""What a reader is told of pages that were changed: their versions, the words, and which claims are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Claim, Edit, History, Report, Rewrite, Statement, Story, Version
from onrecord.record import Record, carried_by_versions, overview, versions_of
from onrecord.record.versions import pieces
from tests.record.stories import keep, tamper

FOG = "The crew had asked for a delay because of the fog."
TOLL = "At least 40 people were killed."
HIGHER = "At least 63 people were killed."
CALM = "The sea was calm."


def report(key: str, *lines: str, title: str | None = None, published: str = "2031-05-02") -> Report:
    return Report(
        id=key, input=f"{key}.html", text="\n".join(lines), outlet="Norra", title=title, published=published,
        url="https://norra.example/ferry",
    )  # fmt: skip


def said(report: Report, words: str) -> Statement:
    start = report.text.index(words)
    span = (start, start + len(words))
    return Statement(
        id=f"s-{report.id}-{start}", kind="own", report=report.id, content=(span,), text=words, sentence=span
    )


def edit(how: str, before: Report, after: Report, was: str = "", now: str = "") -> Edit:
    def span(one: Report, words: str) -> tuple[int, int] | None:
        return (one.text.index(words), one.text.index(words) + len(words)) if words else None

    return Edit(how=how, before=span(before, was), after=span(after, now))  # type: ignore[arg-type]


def story(
    reports: Sequence[Report], claims: Sequence[Sequence[Statement]], rewrites: Sequence[Rewrite], **more: object
) -> Story:
    days = {one.id: f"2031-05-0{number}T08:00:00Z" for number, one in enumerate(reports, 2)}
    page = History(
        id="v-1",
        address="norra.example/ferry",
        ordered_by="captured",
        versions=tuple(Version(report=one.id, seen=(days[one.id],)) for one in reports),
        rewrites=tuple(replace(one, seen=days[one.after]) for one in rewrites),
        because="same address",
    )
    return Story(
        reports=tuple(reports),
        statements=tuple(one for claim in claims for one in claim),
        claims=tuple(
            Claim(
                id=f"c-{number}",
                text=claim[0].text,
                statements=tuple(one.id for one in claim),
                reports=tuple(sorted({one.report for one in claim})),
                vouchers=(),
                channels=(tuple(sorted({one.report for one in claim})),),
                first_reported="2031-05-02",
                because=(),
            )
            for number, claim in enumerate(claims)
        ),
        histories=(replace(page, **more),),  # type: ignore[arg-type]
    )


ONE = report("r-1", TOLL, FOG, title="Ferry sinks, 40 dead")
TWO = report("r-2", HIGHER, CALM, title="Ferry sinks, 63 dead")
THREE = report("r-3", HIGHER, CALM, FOG, title="Ferry sinks, 63 dead")
FIRST = Rewrite(
    before="r-1",
    after="r-2",
    edits=(edit("changed", ONE, TWO, TOLL, HIGHER), edit("removed", ONE, TWO, FOG), edit("added", ONE, TWO, "", CALM)),
)
SECOND = Rewrite(before="r-2", after="r-3", edits=(edit("added", TWO, THREE, "", FOG),))


def told(found: Story) -> dict[str, str]:
    rows = carried_by_versions(found)
    texts = {claim.id: claim.text for claim in found.claims}
    return {texts[claim]: row.told for claim, (row,) in rows.items()}


def test_a_claim_says_which_versions_carried_it_and_since_when_it_is_gone() -> None:
    found = story([ONE, TWO], [[said(ONE, TOLL)], [said(TWO, HIGHER)], [said(ONE, FOG)], [said(TWO, CALM)]], [FIRST])
    assert told(found) == {
        TOLL: "version 1 of 2; put otherwise since the version of 2031-05-03",
        HIGHER: "version 2 of 2; not before the version of 2031-05-03",
        FOG: "version 1 of 2; gone since the version of 2031-05-03",
        CALM: "version 2 of 2; not before the version of 2031-05-03",
    }


def test_a_claim_that_was_taken_out_and_put_back_is_told_so() -> None:
    found = story([ONE, TWO, THREE], [[said(ONE, FOG), said(THREE, FOG)]], [FIRST, SECOND])
    assert told(found) == {FOG: "versions 1, 3 of 3; taken out and put back"}


def test_what_every_version_says_in_the_same_words_needs_no_word() -> None:
    found = story([TWO, THREE], [[said(TWO, CALM), said(THREE, CALM)]], [SECOND])
    assert told(found) == {}


def test_words_that_stay_are_carried_where_no_statement_was_found_in_them() -> None:
    found = story([TWO, THREE], [[said(TWO, CALM)]], [SECOND])
    assert told(found) == {}


def test_a_claim_in_other_words_in_the_next_version_is_put_otherwise_and_still_carried() -> None:
    found = story([ONE, TWO], [[said(ONE, TOLL), said(TWO, HIGHER)]], [FIRST])
    assert told(found) == {TOLL: "versions 1 to 2 of 2; put otherwise since the version of 2031-05-03"}


def test_where_the_order_is_not_known_nothing_is_gone() -> None:
    found = story([ONE, TWO], [[said(ONE, FOG)]], [FIRST], ordered_by=None)
    assert told(found) == {FOG: "version 1 of 2; which came first is not known"}


def test_versions_count_once_among_the_reports_of_a_claim() -> None:
    found = story([TWO, THREE], [[said(TWO, CALM), said(THREE, CALM)]], [SECOND])
    (claim,) = overview(found).claims
    assert (claim.reports, claim.channels, claim.listed) == (1, (("Norra",),), False)
    inputs = overview(found).inputs
    assert (inputs.given, inputs.reports, inputs.versions) == (2, 1, 1)


def test_rows_tell_the_headline_the_sentences_and_who_is_no_longer_quoted() -> None:
    quoted = replace(said(ONE, FOG), kind="indirect", cue=((0, 8),))
    (page,) = versions_of(story([ONE, TWO], [[quoted]], [FIRST]))
    (rewrite,) = page.rewrites
    assert [(one.field, one.was, one.now) for one in rewrite.stated] == [
        ("title", "Ferry sinks, 40 dead", "Ferry sinks, 63 dead")
    ]
    changed, removed, added = rewrite.edits
    assert [one.text for one in changed.pieces if one.how != "same"] == [" 40", " 63"]
    assert (removed.was, removed.now, [one.statement for one in removed.went]) == (FOG, "", [quoted.id])
    assert (added.was, added.now, added.came) == ("", CALM, ())
    assert (rewrite.seen, rewrite.last_seen) == ("2031-05-03T08:00:00Z", "2031-05-02T08:00:00Z")


def test_a_page_that_is_dated_anew_is_told_so() -> None:
    later = replace(TWO, published="2031-05-08", title=ONE.title)
    (page,) = versions_of(story([ONE, later], [], [FIRST]))
    assert [(one.field, one.was, one.now) for one in page.rewrites[0].stated] == [
        ("published", "2031-05-02", "2031-05-08")
    ]


@given(st.lists(st.sampled_from(["the", "ferry", "fog,", "40", "“dead”", "sank."]), max_size=8), st.data())
def test_pieces_without_what_came_are_what_was_and_without_what_went_what_is(
    words: list[str], data: st.DataObject
) -> None:
    was, now = " ".join(words), " ".join(data.draw(st.permutations(words)))
    found = pieces(was, now)

    def bare(text: str) -> str:
        return "".join(text.split())

    assert bare("".join(one.text for one in found if one.how != "added")) == bare(was)
    assert bare("".join(one.text for one in found if one.how != "removed")) == bare(now)


def test_what_is_too_long_for_a_sentence_is_shown_as_it_was_and_as_it_is() -> None:
    long = "fog " * 3_000
    assert [one.how for one in pieces(long, f"{long} again")] == ["removed", "added"]


FAULTS = [
    ("update edits set before_end = before_end - 1 where how = 'removed'", "does not hold the words"),
    ("update edits set after_end = 9999 where how = 'added'", "outside report"),
    ("delete from versions where position = 1", "fewer than two versions"),
    ("update inputs set outcome = 'report'", "its input is not counted as a version"),
    ("update inputs set outcome = 'version'", "its input is counted as a version"),
    (
        "update claim_channels set channel = channel + 1 where report = 'r-2'",
        "versions of the page v-1 are 2 channels of it; they are one",
    ),
    ("delete from rewrites", "missing row of rewrites"),
]


@pytest.mark.parametrize(("sql", "words"), FAULTS, ids=[sql for sql, _ in FAULTS])
def test_a_fault_in_the_versions_is_found_and_named(tmp_path: Path, sql: str, words: str) -> None:
    path = keep(tmp_path / "story.db", story([ONE, TWO], [[said(ONE, TOLL), said(TWO, HIGHER)]], [FIRST]))
    with Record(path) as record:
        assert record.check() == ()
    tamper(path, sql)
    with Record(path) as record:
        assert [problem for problem in record.check() if words in problem.message]
