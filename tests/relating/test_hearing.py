from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.relating.dating.hearing import Hearing
from onrecord.relating.dating.pointing import Pointer
from onrecord.relating.dating.witnesses import Witness

IDS = [f"r-{n}" for n in range(5)]
FIRST = date(2031, 4, 7)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def witnesses(draw: st.DrawFn) -> Witness:
    day = draw(days)
    return Witness(
        pointer=Pointer((0, draw(st.integers(1, 3))), "on Friday", (0, 5), weekday=4),
        day=day,
        report=draw(st.sampled_from(IDS)),
        weight=draw(st.sampled_from([2.5, 3.0, 4.0])),
        share=draw(st.sampled_from([0.3, 0.5])),
        first=day,
        last=day + timedelta(days=5),
    )


@given(
    st.fixed_dictionaries({report: st.lists(witnesses(), max_size=5) for report in IDS}),
    st.fixed_dictionaries(dict.fromkeys(IDS, days)),
    st.permutations(IDS),
)
def test_a_report_dismissed_leaves_the_cases_that_a_hearing_without_it_has(
    told: dict[str, list[Witness]], stated: dict[str, date], order: list[str]
) -> None:
    known = {report: [one for one in told[report] if one.report != report] for report in IDS}
    hearing = Hearing(known, stated)
    for report in order:
        anew = Hearing(known, hearing.trusted)
        assert hearing.contradicted() == anew.contradicted()
        assert [hearing.case(one) for one in hearing.trusted] == [anew.case(one) for one in hearing.trusted]
        hearing.dismiss(report)
