from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import PASSED_ON, Citation, Copy, Passage, Relay, Report, Span, Statement
from onrecord.outlets import Outlet, Outlets, using
from onrecord.relating.channels import Channels, channels_of

OUTLETS = {
    "r-1": "Norra News",
    "r-2": "The Esk Courier",
    "r-3": "Tesk Today",
    "r-4": "norra news",
    "r-5": None,
    "r-6": None,
}
REPORTS = {key: Report(id=key, input=f"{key}.txt", text="", outlet=outlet) for key, outlet in OUTLETS.items()}


def copy(origin: str, other: str) -> Copy:
    passages = (Passage(origin=(0, 1), copy=(0, 1)),)
    return Copy(origin=origin, copy=other, share=0.5, passages=passages, because="")


def by(report: str, *relays: str) -> Statement:
    carried = tuple(Relay(name=name, span=(0, 1), basis="named with the statement") for name in relays)
    return Statement(kind="direct", report=report, relays=carried)


def told_by(report: str, name: str) -> Statement:
    return Statement(kind="indirect", report=report, relays=(Relay(name=name, span=(0, 1), basis=PASSED_ON),))


def sourced(report: str) -> Statement:
    return Statement(kind="indirect", report=report, source=((0, 9),), sentence=(0, 90))


def own(report: str) -> Statement:
    return Statement(kind="own", report=report, sentence=(0, 90))


def cited(report: str, outlet: str, how: str) -> Citation:
    return Citation(outlet=outlet, span=(0, 1), how=how, report=report)


def channels(
    ids: str,
    statements: Sequence[Statement] = (),
    copies: Sequence[Copy] = (),
    citations: Sequence[Citation] = (),
) -> tuple[Channels, tuple[str, ...]]:
    reports = [f"r-{n}" for n in ids]
    return channels_of(
        reports, {r: [s for s in statements if s.report == r] for r in reports}, copies, citations, REPORTS
    )


JOINED = [
    # reports, statements, copies, citations, why
    ("14", [], [], [], "2 reports are by one outlet, Norra News: one newsroom"),
    ("12", [], [copy("r-2", "r-1")], [], "Norra News shares 50% of its words with The Esk Courier"),
    ("12", [], [copy("r-3", "r-1"), copy("r-3", "r-2")], [], "joined by copying, through reports that do not carry"),
    ("12", [by("r-1", "Tesk Wire"), by("r-2", "TESK WIRE")], [], [], "The Esk Courier have it from TESK WIRE"),
    ("12", [by("r-2", "Norra News")], [], [], "The Esk Courier has it from Norra News, whose own report is here"),
    ("12", [by("r-1", "the Courier")], [], [], "Norra News has it from the Courier, whose own report is here"),
    ("12", [], [], [cited("r-1", "Tesk Wire", "dateline"), cited("r-2", "Tesk Wire", "dateline")], "from Tesk Wire"),
    ("12", [told_by("r-1", "Olaf Esk"), told_by("r-2", "Olaf Esk")], [], [], "The Esk Courier have it from Olaf Esk"),
    ("12", [told_by("r-1", "an aide"), by("r-2", "Tesk Wire")], [], [cited("r-1", "Tesk Wire", "credit")], "Tesk Wire"),
    ("12", [by("r-1", "Tesk Wire"), by("r-2")], [], [cited("r-2", "Tesk Wire", "credit")], "from Tesk Wire"),
    ("12", [sourced("r-1"), by("r-2")], [], [cited("r-1", "the Courier", "reported by")], "whose own report is here"),
    ("12", [own("r-1"), by("r-2")], [], [cited("r-1", "the Courier", "told")], "Norra News has it from the Courier"),
    ("56", [], [copy("r-5", "r-6")], [], "r-6.txt shares 50% of its words with r-5.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("ids", "statements", "copies", "citations", "why"), JOINED)
def test_reports_on_one_path_are_one_channel_and_it_says_why(
    ids: str, statements: list[Statement], copies: list[Copy], citations: list[Citation], why: str
) -> None:
    found, because = channels(ids, statements, copies, citations)
    assert len(found) == 1
    assert why in " ".join(because)


APART = [
    ("12", [], [], []),
    ("56", [], [], []),
    ("12", [by("r-1", "Tesk Wire"), by("r-2", "Norra Wire")], [], []),
    ("12", [told_by("r-1", "an aide"), told_by("r-2", "two officials")], [], []),
    ("12", [told_by("r-1", "he"), told_by("r-2", "he")], [], []),
    ("12", [], [copy("r-1", "r-3")], []),
    ("12", [sourced("r-1")], [], [replace(cited("r-1", "the Courier", "told"), span=(50, 60))]),
    ("12", [], [], [cited("r-1", "Tesk Wire", "told"), cited("r-2", "Tesk Wire", "told")]),
    ("12", [by("r-1", "Tesk Wire"), by("r-2", "Norra Wire")], [], [cited("r-2", "Tesk Wire", "credit")]),
]


@pytest.mark.parametrize(("ids", "statements", "copies", "citations"), APART)
def test_reports_on_paths_of_their_own_are_two_channels(
    ids: str, statements: list[Statement], copies: list[Copy], citations: list[Citation]
) -> None:
    assert channels(ids, statements, copies, citations) == (tuple((f"r-{n}",) for n in ids), ())


@pytest.mark.parametrize(
    ("cue", "outlet", "count"),
    [
        ((0, 4), "The Esk Courier", 1),
        ((20, 24), "The Esk Courier", 2),
        ((0, 4), "Ministry of Ports", 2),
        ((0, 4), "courier.example", 2),
    ],
    ids=["on the cue", "elsewhere in the sentence", "to a body's own page", "to a site that the table does not know"],
)
def test_a_link_joins_where_it_stands_on_the_cue_and_leads_to_a_known_outlet(
    cue: Span, outlet: str, count: int
) -> None:
    table = Outlets([Outlet(name="The Esk Courier"), Outlet(name="Ministry of Ports", kind="government")])
    said = [
        replace(sourced("r-1"), source=((5, 9),), cue=(cue,)),
        replace(sourced("r-3"), source=((5, 9),), cue=(cue,)),
    ]
    with using(table):
        found, _ = channels("13", said, (), [cited("r-1", outlet, "link"), cited("r-3", outlet, "link")])
    assert len(found) == count


def test_a_byline_that_names_a_wire_alone_is_the_wires_text() -> None:
    reports = {
        f"r-{n}": Report(id=f"r-{n}", input="", text="", outlet=f"Outlet {n}", authors=authors)
        for n, authors in enumerate([("Reuters",), ("Thomson Reuters",), ("Mara Velt", "Reuters")])
    }
    assert channels_of(reports, {}, (), (), reports) == (
        (("r-0", "r-1"), ("r-2",)),
        ("Outlet 0 and Outlet 1 have it from Reuters",),
    )


def test_the_text_of_a_wire_in_five_outlets_is_one_channel() -> None:
    reports = {f"r-{n}": Report(id=f"r-{n}", input="", text="", outlet=f"Outlet {n}") for n in range(5)}
    copies = [copy("r-0", f"r-{n}") for n in range(1, 5)]
    assert len(channels_of(reports, {}, copies, (), reports)[0]) == 1


PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])
MANY = {
    f"r-{n}": Report(id=f"r-{n}", input=f"{n}", text="", outlet=None if n % 3 == 0 else f"Outlet {n % 4}")
    for n in range(9)
}
WIRES = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["Tesk Wire", "Norra", "Outlet 1", "outlet 2"])), max_size=5
)
CARRYING = st.sets(st.integers(0, 7), min_size=1)


def of(carrying: set[int], pairs: list[tuple[int, int]], wires: list[tuple[int, str]]) -> Channels:
    statements = {f"r-{n}": [by(f"r-{n}", *(name for m, name in wires if m == n))] for n in carrying}
    copies = [copy(f"r-{a}", f"r-{b}") for a, b in pairs]
    return channels_of((f"r-{n}" for n in sorted(carrying)), statements, copies, (), MANY)[0]


@given(CARRYING, st.lists(PAIRS, max_size=6), WIRES, PAIRS)
def test_adding_a_copy_never_adds_a_channel(
    carrying: set[int], pairs: list[tuple[int, int]], wires: list[tuple[int, str]], more: tuple[int, int]
) -> None:
    before = of(carrying, pairs, wires)
    assert len(of(carrying, [*pairs, more], wires)) <= len(before)
    if more[0] in carrying:
        assert len(of(carrying | {more[1]}, [*pairs, more], wires)) <= len(before)


@given(CARRYING, st.lists(PAIRS, max_size=6), WIRES)
def test_adding_an_independent_report_adds_one_channel_and_changes_no_other(
    carrying: set[int], pairs: list[tuple[int, int]], wires: list[tuple[int, str]]
) -> None:
    alone = {**MANY, "r-8": Report(id="r-8", input="8", text="", outlet="Nobody Else")}
    statements = {f"r-{n}": [by(f"r-{n}", *(name for m, name in wires if m == n))] for n in carrying}
    copies = [copy(f"r-{a}", f"r-{b}") for a, b in pairs]
    after = channels_of([*(f"r-{n}" for n in carrying), "r-8"], statements, copies, (), alone)[0]
    assert set(after) == {*of(carrying, pairs, wires), ("r-8",)}


@given(CARRYING, st.lists(PAIRS, max_size=4), WIRES)
def test_the_order_of_what_is_given_changes_nothing(
    carrying: set[int], pairs: list[tuple[int, int]], wires: list[tuple[int, str]]
) -> None:
    statements = {f"r-{n}": [by(f"r-{n}", name) for m, name in wires if m == n] for n in carrying}
    turned = {key: statements[key][::-1] for key in sorted(statements, reverse=True)}
    ids = sorted(statements)
    expected = channels_of(ids, statements, [copy(f"r-{a}", f"r-{b}") for a, b in pairs], (), MANY)
    for order in permutations(pairs):
        copies = [copy(f"r-{a}", f"r-{b}") for a, b in order]
        assert channels_of(ids[::-1], turned, copies, (), MANY) == expected


@given(CARRYING, st.lists(PAIRS, max_size=6), WIRES)
def test_every_report_of_the_claim_is_in_one_channel(
    carrying: set[int], pairs: list[tuple[int, int]], wires: list[tuple[int, str]]
) -> None:
    members = [report for channel in of(carrying, pairs, wires) for report in channel]
    assert sorted(members) == sorted(f"r-{n}" for n in carrying)
