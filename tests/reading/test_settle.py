from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Duplicate, Report, make_id
from onrecord.reading import settle


def report(
    name: str,
    text: str = "The wall fell.",
    outlet: str | None = None,
    url: str | None = None,
    by: str = "manifest",
) -> Report:
    known = {"outlet": outlet, "url": url}
    basis = {field: by for field, value in known.items() if value}
    return Report(id=make_id("r", text, outlet, None, url), input=name, text=text, outlet=outlet, url=url, basis=basis)


def test_the_same_file_twice_is_a_report_and_a_duplicate() -> None:
    one, two = report("a"), report("b")
    assert settle([two, one]) == ((one,), (Duplicate(input="b", of=one.id),), ())


def test_of_the_same_words_the_report_of_which_most_is_known_stands() -> None:
    bare, known = report("a"), report("b", outlet="Norra")
    assert settle([bare, known]) == ((known,), (Duplicate(input="a", of=known.id),), ())


def test_the_same_words_in_two_outlets_are_two_reports() -> None:
    reports, duplicates, _ = settle([report("a", outlet="Norra"), report("b", outlet="Varde")])
    assert {item.outlet for item in reports} == {"Norra", "Varde"}
    assert not duplicates


def test_the_same_words_at_two_addresses_of_one_outlet_are_two_reports() -> None:
    reports, duplicates, _ = settle(
        [report("a", outlet="N", url="https://n/1"), report("b", outlet="N", url="https://n/2")]
    )
    assert len(reports) == 2
    assert not duplicates


def test_the_same_file_again_without_the_credits_that_a_manifest_gave_it_is_a_duplicate() -> None:
    credited, bare = report("b", outlet="Norra"), report("a", outlet="Varde", by='dateline: "ESKE (Varde)"')
    assert settle([bare, credited]) == ((credited,), (Duplicate(input="a", of=credited.id),), ())


REPORTS = st.lists(
    st.builds(
        report,
        name=st.sampled_from("abcdefgh"),
        text=st.sampled_from(["The wall fell.", "The wall stood."]),
        outlet=st.sampled_from([None, "Norra", "Varde"]),
        url=st.sampled_from([None, "https://n.example/1", "https://n.example/2"]),
        by=st.sampled_from(["manifest", 'dateline: "ESKE (Norra)"', "text: first line"]),
    ),
    max_size=8,
)


@given(REPORTS.flatmap(lambda reports: st.tuples(st.just(reports), st.permutations(reports))))
def test_the_order_does_not_matter_and_nothing_is_lost(pair: tuple[list[Report], list[Report]]) -> None:
    given_order, other_order = pair
    reports, duplicates, histories = settle(given_order)
    assert (reports, duplicates, histories) == settle(other_order)
    assert len(reports) + len(duplicates) == len(given_order)
    assert len({item.id for item in reports}) == len(reports)
    assert {item.of for item in duplicates} <= {item.id for item in reports}
