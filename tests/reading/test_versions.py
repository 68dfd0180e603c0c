from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Furniture, Report, Source, make_id
from onrecord.reading.settle import Settled, settle

URL = "https://norra.example/2031/05/02/ferry"
FIRST = (
    "At least 40 people were killed when the ferry Ilse sank off Port Eske, the harbour authority said.\n\n"
    "The ferry had passed its inspection in March, transport minister Élodie Brask said.\n\n"
    "The crew had asked for a delay because of the fog, the harbour master said."
)
SECOND = FIRST.replace("At least 40", "At least 63").replace("in March", "last year")
OTHER = (
    "The council of Vennholt voted on Tuesday to close the old market hall for two winters.\n\n"
    "Traders will move to the square before the station, where forty stalls are being built."
)


def report(
    name: str,
    text: str,
    captured: str | None = None,
    *,
    url: str | None = URL,
    outlet: str | None = "Norra",
    by: str = "metadata: publisher",
    published: str | None = "2031-05-02",
    modified: str | None = None,
) -> Report:
    basis = {"url": "metadata: og:url", "outlet": by, "published": "metadata: date"}
    known = {"url": url, "outlet": outlet, "published": published}
    return Report(
        id=make_id("r", text, outlet, published, url),
        input=name,
        text=text,
        url=url,
        outlet=outlet,
        published=published,
        modified=modified,
        basis={field: basis[field] for field, value in known.items() if value},
        source=None if captured is None else Source(media_type="text/html", sha256="5e" * 32, captured=captured),
    )


def order(found: Settled) -> list[str]:
    """Return the inputs of the versions of the one page, in order."""
    (page,) = found.histories
    inputs = {one.id: one.input for one in found.reports}
    return [inputs[one.report] for one in page.versions]


def test_the_same_address_with_other_words_is_a_version_and_no_duplicate() -> None:
    found = settle([report("b", SECOND, "2031-05-03T08:00:00Z"), report("a", FIRST, "2031-05-02T08:00:00Z")])
    assert (len(found.reports), found.duplicates) == (2, ())
    assert order(found) == ["a", "b"]
    assert found.histories[0].ordered_by == "captured"


def test_trackers_scheme_and_amp_make_no_other_page() -> None:
    other = "http://www.norra.example/2031/05/02/ferry/amp/?utm_source=feed"
    assert len(settle([report("a", FIRST), report("b", SECOND, url=other)]).histories) == 1
    assert [one.input for one in settle([report("a", FIRST), report("b", FIRST, url=other)]).duplicates] == ["b"]


def test_another_article_under_the_same_address_is_no_version() -> None:
    found = settle([report("a", FIRST, "2031-05-02T08:00:00Z"), report("b", OTHER, "2031-05-03T08:00:00Z")])
    assert (len(found.reports), found.histories) == (2, ())


def test_two_articles_that_followed_each_other_at_one_address_are_two_pages() -> None:
    changed = OTHER.replace("forty", "fifty")
    texts = [(FIRST, "02"), (SECOND, "03"), (OTHER, "04"), (changed, "05")]
    found = settle([report(day, text, f"2031-05-{day}T08:00:00Z") for text, day in texts])
    inputs = {one.id: one.input for one in found.reports}
    pages = sorted([inputs[one.report] for one in page.versions] for page in found.histories)
    assert pages == [["02", "03"], ["04", "05"]]


def test_a_home_page_has_no_versions() -> None:
    home = "https://norra.example/"
    assert settle([report("a", FIRST, url=home), report("b", SECOND, url=home)]).histories == ()


def test_an_address_that_only_the_text_prints_joins_nothing() -> None:
    printed = [
        replace(one, basis={**one.basis, "url": "text: source line"})
        for one in (report("a", FIRST), report("b", SECOND))
    ]
    assert settle(printed).histories == ()


def test_one_address_that_a_person_gives_to_two_outlets_is_no_page_with_versions() -> None:
    found = settle([report("a", FIRST, by="manifest"), report("b", SECOND, outlet="Varde", by="manifest")])
    assert (len(found.reports), found.histories) == (2, ())


def test_versions_of_a_page_are_by_one_outlet() -> None:
    bare = report("b", SECOND, outlet="norra.example", by="url")
    found = settle([report("a", FIRST, outlet="Norra News"), bare])
    assert {one.outlet for one in found.reports} == {"Norra News"}
    (other,) = [one for one in found.reports if one.input == "b"]
    assert other.basis["outlet"] == "another version of the page (metadata: publisher)"


def test_without_captures_the_stated_change_then_the_stated_day_orders_versions() -> None:
    stated = [report("b", SECOND, modified="2031-05-03T09:00:00"), report("a", FIRST, modified="2031-05-02T09:00:00")]
    found = settle(stated)
    assert (order(found), found.histories[0].ordered_by) == (["a", "b"], "modified")
    days = [report("b", SECOND, published="2031-05-04"), report("a", FIRST)]
    assert settle(days).histories[0].ordered_by == "published"


def test_where_nothing_parts_them_the_order_is_not_known() -> None:
    (page,) = settle([report("a", FIRST), report("b", SECOND)]).histories
    assert (page.ordered_by, [one.seen for one in page.versions]) == (None, [(), ()])
    (page,) = settle([report("a", FIRST, "2031-05-02T08:00:00Z"), report("b", SECOND)]).histories
    assert page.ordered_by is None  # one was saved some day
    hour = report("b", SECOND, published="2031-05-02T10:00:00")
    assert settle([report("a", FIRST), hour]).histories[0].ordered_by is None


def test_words_that_were_put_back_are_kept_as_a_capture_of_the_version_that_had_them() -> None:
    days = [(FIRST, "02"), (SECOND, "03"), (FIRST, "04")]
    found = settle([report(day, text, f"2031-05-{day}T08:00:00Z") for text, day in days])
    assert order(found) == ["02", "03"]
    assert found.histories[0].versions[0].seen == ("2031-05-02T08:00:00Z", "2031-05-04T08:00:00Z")
    assert [(one.input, one.captured) for one in found.duplicates] == [("04", "2031-05-04T08:00:00Z")]


def test_a_page_that_changed_in_its_furniture_alone_is_a_duplicate() -> None:
    def with_call(name: str, call: str, day: str) -> Report:
        text = f"{FIRST}\n\n{call}"
        made = report(name, text, f"2031-05-{day}T08:00:00Z")
        return replace(made, furniture=(Furniture(span=(len(FIRST) + 2, len(text)), kind="subscription"),))

    found = settle([with_call("a", "Sign up for our letter.", "02"), with_call("b", "Follow us.", "03")])
    assert (len(found.reports), [one.input for one in found.duplicates], found.histories) == (1, ["b"], ())


def test_a_page_that_was_dated_anew_with_the_same_words_is_a_version() -> None:
    before = report("a", FIRST, "2031-05-02T08:00:00Z")
    after = report("b", FIRST, "2031-05-09T08:00:00Z", published="2031-05-08")
    assert order(settle([after, before])) == ["a", "b"]


def test_a_sign_that_turns_the_sense_is_a_change() -> None:
    before, after = f"{FIRST}\n\nIt was -5 degrees.", f"{FIRST}\n\nIt was 5 degrees."
    assert len(settle([report("a", before), report("b", after)]).histories) == 1


REPORTS = st.lists(
    st.builds(
        report,
        name=st.sampled_from("abcdefgh"),
        text=st.sampled_from([FIRST, SECOND, FIRST + " More is to come.", OTHER, "Fog."]),
        captured=st.sampled_from([None, "2031-05-02T08:00:00Z", "2031-05-03T08:00:00Z", "2031-05-04T08:00:00Z"]),
        url=st.sampled_from(
            [None, URL, f"{URL}?utm_source=x", "https://norra.example/market", "https://norra.example/"]
        ),
        outlet=st.sampled_from([None, "Norra", "Varde"]),
        by=st.sampled_from(["manifest", "metadata: publisher", 'dateline: "ESKE (Norra)"']),
        published=st.sampled_from([None, "2031-05-02", "2031-05-03"]),
        modified=st.sampled_from([None, "2031-05-03T10:00:00"]),
    ),
    max_size=7,
)


@given(REPORTS.flatmap(lambda reports: st.tuples(st.just(reports), st.permutations(reports))))
def test_nothing_is_lost_whatever_the_order_and_versions_are_of_one_outlet(
    pair: tuple[list[Report], list[Report]],
) -> None:
    given_order, other_order = pair
    found = settle(given_order)
    assert found == settle(other_order)
    later = [one for page in found.histories for one in page.later]
    read = len(found.reports) - len(later)
    assert read + len(later) + len(found.duplicates) == len(given_order)
    ids = {one.id for one in found.reports}
    assert len(ids) == len(found.reports)
    assert {one.of for one in found.duplicates} <= ids
    members = [one.report for page in found.histories for one in page.versions]
    assert len(set(members)) == len(members)
    assert set(members) <= ids
    outlets = {one.id: one.outlet for one in found.reports}
    assert all(len({outlets[one.report] for one in page.versions}) == 1 for page in found.histories)
