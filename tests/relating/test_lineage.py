from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from onrecord.model import Copy, Furniture, Report
from onrecord.outlets import wires
from onrecord.relating.lineage import find_copies
from onrecord.relating.lineage.wording import quotations
from tests.relating.reports import report

WIRE = (
    "The harbour board of Port Eske closed both outer docks on Monday after an inspection found cracks in the north "
    "quay wall. Dock workers were sent home with full pay while divers looked for further damage below the water "
    "line. The board expects repairs to take at least six weeks and to cost nine million crowns, most of it paid by "
    "the state fund for ports. Fishing boats may still use the inner basin between sunrise and dusk."
)
OWN = (
    "Nobody on the market square had expected to be without fresh herring this week, yet by noon all stalls were "
    "empty and the vendors had packed up their scales. Some blamed the weather, others the council, and one blamed "
    "the seagulls, which he said had grown bold since the closure upriver began last spring."
)
SPEECH = (
    "“We will not let a single dock worker lose a day of pay over a wall that their fathers built and that we "
    "forgot to mend, and whoever says otherwise has not read the budget that this board passed in the spring,”"
)


def only(copies: tuple[Copy, ...]) -> Copy:
    assert len(copies) == 1
    return copies[0]


def ends(copy: Copy, *reports: Report) -> tuple[str | None, str | None]:
    outlets = {r.id: r.outlet for r in reports}
    return outlets[copy.origin], outlets[copy.copy]


def test_a_text_taken_over_whole_is_a_copy_of_the_one_published_first() -> None:
    first = report(WIRE, "Norra", "2031-05-05")
    later = report(f"Docks shut.\n\n{WIRE}", "The Esk Courier", "2031-05-06")
    copy = only(find_copies([later, first]))
    assert ends(copy, first, later) == ("Norra", "The Esk Courier")
    assert 0.9 < copy.share < 1
    assert "published first" in copy.because


SHORT = [
    "Dozens of survivors were taken to a hospital in Torvey. The captain was arrested, police said.",
    "{} The captain was arrested, police said, and dozens of survivors were taken to a hospital in Torvey.",
    "“It was dark,” said Anna Berg, a survivor. Minister Pavel Dorn ordered an inquiry into the sinking of the ferry.",
]


@pytest.mark.parametrize("flash", SHORT)
def test_a_flash_that_another_outlet_prints_whole_is_a_copy_however_short(flash: str) -> None:
    first = report(flash.format("TORVEY (Norra) -"), "Norra", "2031-05-05")
    later = report(flash.format("(Norra)"), "The Esk Courier", "2031-05-06")
    assert ends(only(find_copies([later, first])), first, later) == ("Norra", "The Esk Courier")


@pytest.mark.parametrize("flash", SHORT)
def test_a_flash_in_a_longer_report_or_one_of_names_and_quoted_words_is_none(flash: str) -> None:
    assert find_copies([report(flash, "Norra"), report(f"{flash} {OWN}", "The Esk Courier")]) == ()
    for few in ("Ferry Kestrel sinks off Port Eske", SPEECH):
        assert find_copies([report(few, "Norra"), report(few, "The Esk Courier")]) == ()


def test_a_passage_marks_the_same_words_in_both_reports_with_the_small_edits_between_them() -> None:
    first = report(f"{OWN}\n\n{WIRE}", "Norra", "2031-05-05")
    later = report(WIRE.replace("nine million", "eight million"), "The Esk Courier", "2031-05-06")
    (passage,) = only(find_copies([first, later])).passages
    assert first.slice(passage.origin) == WIRE.rstrip(".")
    assert later.slice(passage.copy) == first.slice(passage.origin).replace("nine", "eight")


def test_where_more_differs_another_passage_begins() -> None:
    first = report(WIRE, "Norra", "2031-05-05")
    later = report(
        WIRE.replace("with full pay", "on Monday afternoon by the foremen and without pay"), "Esk", "2031-05-06"
    )
    assert len(only(find_copies([first, later])).passages) == 2


def test_reports_in_their_own_words_are_no_copies() -> None:
    assert find_copies([report(WIRE, "Norra"), report(OWN, "The Esk Courier")]) == ()


def test_two_reports_that_quote_one_speech_have_not_copied_each_other() -> None:
    one = report(f"{OWN} {SPEECH} the harbour master said.", "Norra", "2031-05-05")
    other = report(f"At a packed hall she spoke at last. {SPEECH} Ada Berg told them.", "The Esk Courier", "2031-05-06")
    assert find_copies([one, other]) == ()


def test_a_speech_copied_with_the_prose_around_it_counts_by_the_prose() -> None:
    one = report(f"{WIRE} {SPEECH} the harbour master said.", "Norra", "2031-05-05")
    other = report(f"{WIRE} {SPEECH} the harbour master said.\n\n{OWN}", "The Esk Courier", "2031-05-06")
    number = len(WIRE.split()) + len(["the", "harbour", "master", "said"])
    assert only(find_copies([one, other])).because.startswith(f"{number} words outside quotations")


def test_a_set_phrase_is_no_copy() -> None:
    phrase = "at a meeting of the Supreme Harbour Council of the Union of Free Ports of the Northern Sea"
    assert find_copies([report(f"It was said {phrase} today. {OWN}"), report(f"They met {phrase}. {WIRE}")]) == ()


def test_furniture_is_no_copied_prose() -> None:
    both = [
        replace(made, furniture=(Furniture(span=(made.text.index(WIRE), len(made.text)), kind="related"),))
        for made in (report(f"{OWN}\n\n{WIRE}"), report(f"Two boats sank.\n\n{WIRE}"))
    ]
    assert find_copies(both) == ()


def test_what_an_outlet_prints_under_all_its_reports_is_no_copied_prose() -> None:
    own = ["Two boats sank off the cape.", "A herring market closed early.", "The ferry was late again on Sunday."]
    reports = [report(f"{WIRE}\n\n{text}", "Norra", f"2031-05-0{n}") for n, text in enumerate(own, 1)]
    assert find_copies(reports) == ()


def test_what_ends_two_reports_of_one_outlet_is_its_sign_off() -> None:
    own = ["Two boats sank off the cape.", "A herring market closed early."]
    assert find_copies([report(f"{text}\n\n{WIRE}", "Norra", f"2031-05-0{n}") for n, text in enumerate(own, 1)]) == ()


def test_a_light_edit_does_not_break_a_copy() -> None:
    edited = (
        WIRE.replace("Monday", "the same Monday").replace("full pay", "half their pay").replace("divers", "frogmen")
    )
    copy = only(find_copies([report(WIRE, "Norra", "2031-05-05"), report(edited, "The Esk Courier", "2031-05-06")]))
    assert copy.share > 0.85


DIRECTIONS = [
    # (outlet, published, text before) of two reports; the origin; words of the reason
    (("Norra", "2031-05-05T08:00:00", ""), ("Esk Courier", "2031-05-05T09:30:00", ""), "Norra", "published first"),
    (("Norra", "2031-05-07", ""), ("Esk Courier", "2031-05-06", "PORT ESKE (Norra) - "), "Norra", "credits Norra"),
    (("Norra", "2031-05-05", ""), ("Esk Courier", "2031-05-05", f"Norra had it. {OWN} "), "Norra", "names Norra"),
    (("Norra", "2031-05-05", ""), ("Esk Courier", "2031-05-06/2031-05-11", ""), "Norra", "published first"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "origin", "why"), DIRECTIONS)
def test_the_direction_is_told_by_what_the_reports_show(
    one: tuple[str, str, str], other: tuple[str, str, str], origin: str, why: str
) -> None:
    reports = [report(f"{before}{WIRE}", outlet, published) for outlet, published, before in (one, other)]
    copy = only(find_copies(reports))
    assert (ends(copy, *reports)[0], copy.directed) == (origin, True)
    assert why in copy.because


def test_without_evidence_the_direction_is_said_to_be_unknown() -> None:
    copy = only(find_copies([report(WIRE, "Norra"), report(f"Docks shut. {WIRE}", "The Esk Courier")]))
    assert copy.origin < copy.copy
    assert not copy.directed
    assert "which was first is not known: nothing tells" in copy.because


OPEN = [
    # (outlet, published, text before) of two reports; the likelier origin; words of the reason
    (
        ("Norra", "2031-05-05", f"{OWN} {OWN} "),
        ("Esk Courier", "2031-05-05", ""),
        "Norra",
        "Norra is the fuller report",
    ),
    (
        ("Norra", "2031-05-05", f"Esk Courier had it. {OWN}"),
        ("Esk Courier", "2031-05-06", ""),
        "Norra",
        "but Norra names",
    ),
]


@pytest.mark.parametrize(("one", "other", "origin", "why"), OPEN)
def test_weak_evidence_or_a_contradiction_leaves_the_direction_open(
    one: tuple[str, str, str], other: tuple[str, str, str], origin: str, why: str
) -> None:
    reports = [report(f"{before}{WIRE}", outlet, published) for outlet, published, before in (one, other)]
    copy = only(find_copies(reports))
    assert (ends(copy, *reports)[0], copy.directed) == (origin, False)
    assert why in copy.because


def test_the_clock_alone_tells_nothing_of_a_few_sentences_in_two_long_reports() -> None:
    pages = [" ".join(f"{word}{n}" for n in range(500)) for word in ("lorry", "tram")]
    first, later = (report(f"{WIRE} {page}", f"Outlet {n}", f"2031-05-0{n}") for n, page in enumerate(pages, 5))
    copy = only(find_copies([first, later]))
    assert (copy.origin, copy.directed) == (first.id, False)
    assert "may come from a third" in copy.because


def test_a_wire_that_the_other_names_is_the_origin_whatever_the_clock_says() -> None:
    wire = wires()[0].name
    agency = report(WIRE, wire, "2031-05-06T09:00:00")
    paper = report(f"{WIRE} {OWN} {wire} was told so.", "The Esk Courier", "2031-05-06T08:00:00")
    copy = only(find_copies([agency, paper]))
    assert (ends(copy, agency, paper), copy.directed) == ((wire, "The Esk Courier"), True)


def test_a_day_that_is_a_guess_tells_no_direction() -> None:
    first = replace(report(WIRE, "Norra", "2031-05-05"), published_confidence="low")
    copy = only(find_copies([first, report(WIRE, "The Esk Courier", "2031-05-06")]))
    assert not copy.directed
    assert "a day is not sure" in copy.because


def test_two_reports_that_credit_one_wire_have_it_from_there_either_way() -> None:
    wire = wires()[0].name
    one, other = (
        report(f"PORT ESKE ({wire}) {WIRE}", outlet, f"2031-05-0{n}") for n, outlet in ((5, "Norra"), (6, "Esk"))
    )
    copy = only(find_copies([one, other]))
    assert not copy.directed
    assert f"both credit {wire}" in copy.because


def test_what_one_origin_explains_is_not_explained_again() -> None:
    wire = report(WIRE, "Norra", "2031-05-05")
    second = report(f"Docks shut. {WIRE}", "The Esk Courier", "2031-05-06")
    third = report(f"Herring gone. {WIRE}", "Tesk Today", "2031-05-07")
    assert {ends(c, wire, second, third) for c in find_copies([wire, second, third])} == {
        ("Norra", "The Esk Courier"),
        ("Norra", "Tesk Today"),
    }


def test_an_origin_that_the_copy_credits_goes_before_a_fuller_match() -> None:
    wire = report(WIRE, "Norra", "2031-05-05")
    second = report(f"{WIRE} Herring was sold out at the market by noon.", "The Esk Courier", "2031-05-05")
    third = report(f"{second.text} ({OWN})\n\nPORT ESKE (Norra)", "Tesk Today", "2031-05-06")
    third = replace(third, authors=("Norra",))
    assert ("Norra", "Tesk Today") in {ends(c, wire, second, third) for c in find_copies([wire, second, third])}


def test_two_reports_that_name_one_wire_may_both_have_it_from_there() -> None:
    wire = wires()[0].name
    one = report(f"{WIRE} {wire}", "Norra", "2031-05-05")
    other = report(f"By {wire}. {WIRE}", "The Esk Courier", "2031-05-06")
    assert f"both name {wire}" in only(find_copies([one, other])).because


def test_equal_texts_that_nothing_tells_apart_make_no_circle() -> None:
    reports = [
        report(WIRE, "Norra", "2031-05-05T09:00:00"),
        report(WIRE, "The Esk Courier", "2031-05-05"),
        report(WIRE, "Tesk Today", "2031-05-05T08:00:00"),
    ]
    assert len(find_copies(reports)) == 2


def test_what_came_by_way_of_another_is_claimed_of_that_other() -> None:
    first = report(WIRE, "Norra", "2031-05-05")
    second = report(WIRE.replace("full pay", "half pay").replace("divers", "frogmen"), "The Esk Courier", "2031-05-06")
    third = report(second.text.replace("Fishing boats", "Trawlers"), "Tesk Today", "2031-05-07")
    assert {ends(c, first, second, third) for c in find_copies([first, second, third])} == {
        ("Norra", "The Esk Courier"),
        ("The Esk Courier", "Tesk Today"),
    }


REWRITTEN = (
    "Both outer docks of Port Eske were closed by the harbour board on Monday when inspectors found cracks in the "
    "north quay wall. The workers were sent home with full pay and divers looked for more damage below the water. "
    "Repairs are expected to take six weeks at least and cost nine million crowns, most of it from the state fund for "
    "ports. Boats may use the inner basin between sunrise and dusk."
)


def test_a_text_rewritten_in_every_sentence_is_still_found() -> None:
    copy = only(find_copies([report(WIRE, "Norra", "2031-05-05"), report(REWRITTEN, "The Esk Courier", "2031-05-06")]))
    assert copy.share > 0.4


TOLD_ALIKE = [
    # names and offices, a figure and what it counts, a place: what two who tell of one event cannot but share
    "President Mara Velt and Minister Ivo Brandt met the Harbour Board of Torvey in Port Eske on Monday. {}",
    "On 5 May 2031 the Marlet, a 90 metre ferry of the Torvey Line, ran aground off Cape Orr. {}",
]


@pytest.mark.parametrize("shared", TOLD_ALIKE)
def test_names_and_figures_alone_make_no_copy(shared: str) -> None:
    one = report(shared.format(OWN), "Norra", "2031-05-05")
    assert find_copies([one, report(shared.format(WIRE), "The Esk Courier", "2031-05-06")]) == ()


def test_a_report_made_of_two_has_two_origins() -> None:
    one, other = report(WIRE, "Norra", "2031-05-05"), report(OWN, "The Esk Courier", "2031-05-05")
    both = report(f"{OWN}\n\n{WIRE}", "Tesk Today", "2031-05-06")
    assert {c.origin for c in find_copies([one, other, both])} == {one.id, other.id}


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [
        report(f"{before}{WIRE}", f"Outlet {n}", published)
        for n, (before, published) in enumerate(
            [("", None), ("Docks shut. ", "2031-05-05"), (OWN, "2031-05-05"), (f"{OWN} ", None)]
        )
    ]
    assert len({find_copies(order) for order in permutations(reports)}) == 1


def test_a_reordered_text_is_still_found() -> None:
    turned = ". ".join(reversed(WIRE.split(". ")))
    copy = only(find_copies([report(WIRE, "Norra", "2031-05-05"), report(turned, "The Esk Courier", "2031-05-06")]))
    assert copy.share > 0.8


QUOTATIONS = [
    ('She said "no" and left.', ['"no"']),
    ("She said “no” and left.", ["“no”"]),
    ("«Nej», she said.", ["«Nej»"]),
    ("She said ‘no’ and left.", ["‘no’"]),
    ("The workers' hall and the boats' nets", []),
    ("It's the board's word, it isn't ours.", []),
    ('She began: "One.\n\n"Two." Then she left.', ['"One.', '"Two."']),
    ('The quay is 12" wide, she said.', []),
    (
        "The docks stay shut. — Harbour Board (@eskeport) May 5, 2031",
        ["The docks stay shut. — Harbour Board (@eskeport)"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations_are_found_by_their_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == expected
