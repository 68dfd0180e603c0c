"""Who carries a claim, and who had the chance and left it out."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Claim, Conflict, Coverage, Quantity, Report, Slot, Statement
from onrecord.relating.coverage import find_coverage
from onrecord.relating.facts import Facts, gather_facts


def report(key: str, outlet: str | None, published: str | None, words: int = 300) -> Report:
    return Report(id=key, input=f"{key}.txt", text="a " * words, outlet=outlet, published=published)


REPORTS = {
    r.id: r
    for r in (
        report("r-1", "Norra News", "2031-03-12"),
        report("r-2", "Radio Esk", "2031-03-13T08:00:00"),
        report("r-3", "Esk Courier", "2031-03-14"),
        report("r-4", "Strait Observer", "2031-09-01"),
        report("r-5", "Torvey Post", "2031-03-01"),
        report("r-6", None, "2031-03-13"),
        report("r-7", "Quiet Gazette", None),
        report("r-8", "Esk Courier", "2031-10-01"),
    )
}


def claim(*channels: tuple[str, ...]) -> Claim:
    reports = tuple(sorted(r for channel in channels for r in channel))
    return Claim(id="c-1", text="", statements=(), reports=reports, vouchers=(), channels=channels, first_reported=None)


def test_an_outlet_that_reported_in_those_days_without_the_claim_leaves_it_out() -> None:
    found = find_coverage(REPORTS, [claim(("r-1",), ("r-2",))])
    assert found == (Coverage(claim="c-1", outlets=("Norra News", "Radio Esk"), missing=("Esk Courier",)),)


def test_what_one_channel_alone_carries_nobody_left_out() -> None:
    assert find_coverage(REPORTS, [claim(("r-1", "r-2"))]) == ()


def test_reports_whose_outlet_is_not_known_make_no_second_outlet() -> None:
    assert find_coverage(REPORTS, [claim(("r-1",), ("r-6",))]) == ()


def test_an_outlet_with_one_report_that_carries_it_does_not_leave_it_out() -> None:
    (found,) = find_coverage(REPORTS, [claim(("r-1",), ("r-8",))])
    assert found.missing == ("Radio Esk",)


def test_a_brief_leaves_nothing_out() -> None:
    brief = {**REPORTS, "r-3": report("r-3", "Esk Courier", "2031-03-14", words=100)}
    assert find_coverage(brief, [claim(("r-1",), ("r-2",))])[0].missing == ()


def test_what_was_revised_by_then_nobody_leaves_out() -> None:
    first = replace(claim(("r-1",), ("r-2",)), first_reported="2031-03-12")
    later = replace(claim(("r-6",)), id="c-2", first_reported="2031-03-14")
    slot = Slot(claim="c-1", statement="s-1", report="r-1", span=(0, 1), text="14", value="14")
    revised = Conflict(
        id="x-1", kind="number", claims=("c-1", "c-2"), slots=(slot, slot), revision=True, because="", revised_by="her"
    )
    assert find_coverage(REPORTS, [first, later], conflicts=[revised])[0].missing == ()
    assert find_coverage(REPORTS, [first, later], conflicts=[replace(revised, revision=False)])[0].missing != ()


def test_claims_without_any_date_have_no_missing_outlets() -> None:
    reports = {key: report(key, f"Paper {key}", None) for key in ("r-1", "r-2", "r-3")}
    assert find_coverage(reports, [claim(("r-1",), ("r-2",))])[0].missing == ()


def test_an_outlet_whose_report_may_have_come_out_later_had_no_certain_chance() -> None:
    within = {**REPORTS, "r-3": report("r-3", "Esk Courier", "2031-03-13/2031-03-15")}
    beyond = {**REPORTS, "r-3": report("r-3", "Esk Courier", "2031-03-13/2031-03-20")}
    assert find_coverage(within, [claim(("r-1",), ("r-2",))])[0].missing == ("Esk Courier",)
    assert find_coverage(beyond, [claim(("r-1",), ("r-2",))])[0].missing == ()


# ---------------------------------------------------------------- who had the chance, and who may tell it after all


def at(key: str, outlet: str, published: str) -> tuple[str, Report]:
    return key, report(key, outlet, published)


def test_a_report_of_the_same_day_had_the_chance_only_from_the_hour_on() -> None:
    hours = dict(
        [
            at("r-1", "Norra News", "2031-03-12T12:00:00"),
            at("r-2", "Radio Esk", "2031-03-12T15:00:00"),
            at("r-3", "Early Post", "2031-03-12T09:00:00"),
            at("r-4", "Late Post", "2031-03-12T13:00:00"),
            at("r-5", "Day Post", "2031-03-12"),
        ]
    )
    assert find_coverage(hours, [claim(("r-1",), ("r-2",))])[0].missing == ("Day Post", "Late Post")


def facts_of(reports: dict[str, Report], *said: Statement) -> dict[str, Facts]:
    return gather_facts(reports, said, ())


def said(key: str, report_id: str, *terms: str, toll: float | None = None) -> Statement:
    quantity = Quantity(span=(0, 1), low=toll, high=toll, unit="person", event="die")
    return Statement(
        id=f"s-{key}", report=report_id, kind="own", text=" ".join(terms), terms=terms, content=((0, 1),),
        quantities=(quantity,) if toll else (), event="die" if toll else "",
    )  # fmt: skip


def missing(*others: Statement, toll: float | None = None) -> tuple[str, ...]:
    """The outlets said to leave out a claim of Norra News and Radio Esk, if the Esk Courier said some things."""
    reports = {key: REPORTS[key] for key in ("r-1", "r-2", "r-3")}
    words = ("stevedore", "gangway", "hawser", "bollard")
    first, second = said("1", "r-1", *words, toll=toll), said("2", "r-2", *words, toll=toll)
    told = replace(claim(("r-1",), ("r-2",)), statements=("s-1", "s-2"))
    (found,) = find_coverage(reports, [told], facts_of(reports, first, second, *others))
    return found.missing


def test_an_outlet_that_has_most_of_a_claims_words_may_tell_it_and_is_not_said_to_leave_it_out() -> None:
    assert missing(said("3", "r-3", "lighthouse", "ballast")) == ("Esk Courier",)
    assert missing(said("3", "r-3", "stevedore", "ballast", "gangway", "hawser")) == ()


def test_an_outlet_that_gives_another_toll_did_not_leave_the_toll_out() -> None:
    assert missing(said("3", "r-3", "lighthouse", toll=17), toll=14) == ()
    assert missing(said("3", "r-3", "lighthouse"), toll=14) == ("Esk Courier",)
