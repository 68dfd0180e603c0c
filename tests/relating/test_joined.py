from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Citation, Copy, Report
from onrecord.relating.channels import channels_in, channels_of
from onrecord.relating.joined import Joined

IDS = [f"r-{n}" for n in range(7)]
REPORTS = {key: Report(id=key, input=f"{key}.txt", text="", outlet=f"Esk Courier {key[2:]}") for key in IDS}

copies_ = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] != pair[1])).map(
    lambda pairs: [Copy(origin=a, copy=b, share=0.5, passages=(), because="") for a, b in sorted(set(pairs))]
)
some_reports = st.lists(st.sampled_from(IDS), unique=True)


@given(copies_)
def test_two_reports_have_one_source_just_when_copies_lead_from_one_to_the_other(copies: list[Copy]) -> None:
    joined = Joined(REPORTS, copies)
    for start in IDS:
        reached, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            near = {c.copy for c in copies if c.origin == here} | {c.origin for c in copies if c.copy == here}
            waiting += sorted(near - reached)
            reached |= near
        assert {report for report in IDS if joined.source(report) == joined.source(start)} == reached


@given(copies_, some_reports)
def test_copies_between_reports_are_those_with_both_ends_among_them(copies: list[Copy], reports: list[str]) -> None:
    expected = [copy for copy in copies if copy.origin in reports and copy.copy in reports]
    assert Joined(REPORTS, copies).between(reports) == expected


@given(copies_, some_reports, st.permutations(IDS))
def test_the_channels_of_a_claim_are_the_same_looked_up_in_the_story_as_told_from_what_reaches_it(
    copies: list[Copy], carrying: list[str], order: list[str]
) -> None:
    citations = [Citation(report=report, outlet="Norra", span=(0, 5), how="dateline") for report in order[:2]]
    whole = channels_in(carrying, {}, Joined(REPORTS, copies, citations))
    source = Joined(REPORTS, copies).source
    near = [copy for copy in copies if source(copy.origin) in {source(report) for report in carrying}]
    own = [citation for citation in citations if citation.report in carrying]
    assert whole == channels_of(carrying, {}, near, own, REPORTS)
