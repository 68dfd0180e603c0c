"""Names, numbers and words that several outlets have, and which outlets never mention them."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Copy, Entity, EntityKind, Evidence, Mention, Passage, Quantity, Report, Statement, Topic
from onrecord.relating.topics import find_topics

TEXTS = {
    "r-1": ("Norra News", "Mara Velt moored the ferry with a hawser at the gangway. 40 crates fell."),
    "r-2": ("Radio Esk", "The gangway broke when Mara Velt let go the hawser; 40 crates were lost."),
    "r-3": ("Esk Courier", "A ferry broke loose in the harbour of Eske."),
    "r-4": (None, "Nobody knows who wrote of Mara Velt."),
}
LONG = " No more was known by evening." * 30
"""What makes a report long enough to leave something out."""
REPORTS = {
    key: Report(id=key, input=f"{key}.txt", text=text + LONG, outlet=outlet, published=f"2031-03-1{key[-1]}")
    for key, (outlet, text) in TEXTS.items()
}


def entity(key: str, name: str, *reports: str, kind: EntityKind = "person") -> Entity:
    mentions = tuple(Mention(report=r, span=place(r, name)) for r in reports)
    return Entity(id=f"e-{key}", name=name, kind=kind, forms=(name,), mentions=mentions)


def place(report: str, words: str) -> tuple[int, int]:
    start = REPORTS[report].text.index(words)
    return start, start + len(words)


def own(report: str, *terms: str, number: str = "") -> Statement:
    text = REPORTS[report].text
    quantity = Quantity(span=place(report, number), low=40, high=40, unit="crate", event="") if number else None
    return Statement(
        id=f"s-{report}", report=report, kind="own", text=text, content=((0, len(text)),), sentence=(0, len(text)),
        terms=terms, quantities=(quantity,) if quantity else (),
    )  # fmt: skip


VELT = entity("velt", "Mara Velt", "r-1", "r-2")


def test_a_name_that_two_channels_have_is_a_topic_and_who_never_names_it_lacks_it() -> None:
    assert find_topics(REPORTS, (), (VELT,), (), ()) == (
        Topic(
            id=find_topics(REPORTS, (), (VELT,), (), ())[0].id,
            kind="name",
            text="Mara Velt",
            entity="e-velt",
            evidence=(
                Evidence(report="r-1", span=place("r-1", "Mara Velt")),
                Evidence(report="r-2", span=place("r-2", "Mara Velt")),
            ),
            channels=(("r-1",), ("r-2",)),
            outlets=("Norra News", "Radio Esk"),
            missing=("Esk Courier",),
        ),
    )


def test_an_outlet_that_has_a_form_of_a_name_anywhere_does_not_lack_it() -> None:
    text = "A ferry broke loose. Velt was seen."
    known = {**REPORTS, "r-3": replace(REPORTS["r-3"], text=text + LONG)}
    assert find_topics(known, (), (VELT,), (), ())[0].missing == ()


def test_a_short_form_stands_as_a_word_and_a_long_one_may_have_an_ending() -> None:
    eske = entity("eske", "ferry", "r-1", "r-3", kind="place")
    known = {**REPORTS, "r-2": replace(REPORTS["r-2"], text="Two ferrymen watched." + LONG)}
    assert find_topics(known, (), (eske,), (), ())[0].missing == ()
    short = replace(eske, name="Esk", forms=("fell",))
    known = {**REPORTS, "r-2": replace(REPORTS["r-2"], text="A fellow watched." + LONG)}
    assert find_topics(known, (), (short,), (), ())[0].missing == ("Radio Esk",)


def test_what_one_channel_has_is_no_topic() -> None:
    passages = (Passage(origin=(0, 1), copy=(0, 1)),)
    copy = Copy(origin="r-1", copy="r-2", share=0.5, passages=passages, because="")
    assert find_topics(REPORTS, (), (VELT,), (copy,), ()) == ()
    assert find_topics(REPORTS, (), (entity("velt", "Mara Velt", "r-1", "r-4"),), (), ()) == ()


def test_outlets_and_groups_are_no_topics() -> None:
    outlet = replace(VELT, name="Radio Esk", kind="organisation")
    assert find_topics(REPORTS, (), (outlet, replace(VELT, kind="group")), (), ()) == ()


def test_rare_words_that_stand_together_are_a_topic_in_the_reports_own_words() -> None:
    statements = (own("r-1", "hawser", "gangway", "the"), own("r-2", "gangway", "hawser"), own("r-3", "harbour"))
    (found,) = find_topics(REPORTS, statements, (), (), ())
    assert (found.kind, found.text, found.missing) == ("words", "hawser … gangway", ("Esk Courier",))
    assert [REPORTS[one.report].slice(one.span) for one in found.evidence] == [
        "hawser at the gangway",
        "gangway broke when Mara Velt let go the hawser",
    ]


def test_words_of_names_and_of_dates_make_no_topic() -> None:
    statements = (own("r-1", "hawser", "gangway"), own("r-2", "gangway", "hawser"))
    assert find_topics(REPORTS, statements, (entity("x", "hawser", "r-1"),), (), ()) == ()
    monday = (own("r-1", "hawser", "monday"), own("r-2", "hawser", "monday"))
    assert find_topics(REPORTS, monday, (), (), ()) == ()


def test_a_number_is_a_topic_and_another_number_of_the_same_is_not_its_lack() -> None:
    statements = (own("r-1", number="40 crates"), own("r-2", number="40 crates"))
    (found,) = find_topics(REPORTS, statements, (), (), ())
    assert (found.kind, found.text, found.missing) == ("number", "40 crates", ("Esk Courier",))
    other = Quantity(span=(0, 1), low=12, high=12, unit="crate", event="")
    told = replace(own("r-3"), quantities=(other,))
    assert find_topics(REPORTS, (*statements, told), (), (), ())[0].missing == ()


def test_two_large_numbers_that_differ_in_their_last_figures_are_two_topics() -> None:
    statements = []
    for low in (4_155_556.0, 4_155_557.0):
        for report in ("r-1", "r-2"):
            made = own(report, number="40 crates")
            counted = replace(made.quantities[0], low=low, high=low)
            statements.append(replace(made, id=f"{made.id}-{low}", quantities=(counted,)))
    one, other = find_topics(REPORTS, statements, (), (), ())
    assert one.id != other.id


def test_the_order_of_reports_and_statements_changes_nothing() -> None:
    statements = (
        own("r-1", "hawser", "gangway", number="40 crates"),
        own("r-2", "gangway", "hawser", number="40 crates"),
    )
    turned = dict(reversed(REPORTS.items()))
    expected = find_topics(REPORTS, statements, (VELT,), (), ())
    assert len(expected) == 3
    assert find_topics(turned, statements[::-1], (VELT,), (), ()) == expected
