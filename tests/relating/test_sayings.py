"""The day of saying, over reports: the same words of the same speaker were said on one day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Analysis, Report, Statement, Time
from onrecord.relating.sayings import date_sayings

WORDS = "“We will open every gate of the dam tomorrow, and nobody in the valley need leave.”"
LATER = "“We will open every gate of the dam tomorrow, and nobody in the valley needs to leave.”"


def report(key: str, published: str | None = "2025-03-12") -> Report:
    return Report(id=key, input=f"{key}.txt", text=WORDS, outlet=f"Outlet {key}", published=published)


def quoted(key: str, said_on: str | None = None, *, words: str = WORDS, speaker: str | None = "e-tesk") -> Statement:
    start = words.index("tomorrow")
    time = Time(span=(start, start + len("tomorrow")), type="DATE", value="2025-03-13", edtf="2025-03-13")
    return Statement(
        kind="direct",
        content=((0, len(words)),),
        text=words,
        said_on=said_on,
        said_on_because='"on Sunday" stands with "said"' if said_on else "",
        times=(time,),
        id=f"s-{key}",
        report=key,
        speaker=speaker,
    )


def dated(*statements: Statement, published: str | None = "2025-03-12") -> list[str | None]:
    reports = {key: report(key, published) for key in ("r-1", "r-2", "r-3")}
    _, found = date_sayings(reports, {key: Analysis() for key in reports}, statements)
    return [statement.said_on for statement in found]


def test_a_quotation_takes_over_the_day_that_another_report_gives() -> None:
    reports = {key: report(key) for key in ("r-1", "r-2")}
    _, (first, second) = date_sayings(reports, {}, [quoted("r-1", "2025-03-09"), quoted("r-2")])
    assert first.said_on == second.said_on == "2025-03-09"
    assert second.said_on_because == (
        'the same words stand in another report (Outlet r-1, report r-1), dated there: "on Sunday" stands with "said"'
    )


def test_its_times_are_read_from_that_day_in_the_statement_and_in_the_analysis() -> None:
    reports = {key: report(key) for key in ("r-1", "r-2")}
    told, telling = quoted("r-1", "2025-03-09"), quoted("r-2")
    monday = replace(told.times[0], value="2025-03-10", edtf="2025-03-10")
    analyses = {"r-1": Analysis(times=(monday,)), "r-2": Analysis(times=telling.times)}
    read, (_, second) = date_sayings(reports, analyses, [replace(told, times=(monday,)), telling])
    assert second.times == read["r-2"].times == (monday,)


@pytest.mark.parametrize(
    ("statements", "days"),
    [
        pytest.param([quoted("r-1", "2025-03-09"), quoted("r-2", words=LATER)], ["2025-03-09"] * 2, id="a word or two"),
        pytest.param([quoted("r-1", "2025-03"), quoted("r-2", "2025-03-09"), quoted("r-3")],
                     ["2025-03", "2025-03-09", "2025-03-09"], id="the finest of those that agree"),
        pytest.param([quoted("r-1", "2025-03-08"), quoted("r-2", "2025-03-09"), quoted("r-3")],
                     ["2025-03-08", "2025-03-09", None], id="two days: each keeps its own"),
        pytest.param([quoted("r-1", "2025-03-09"), quoted("r-2", speaker="e-orm")], ["2025-03-09", None],
                     id="another speaker"),
        pytest.param([quoted("r-1", "2025-03-09", speaker=None), quoted("r-2", speaker=None)], ["2025-03-09", None],
                     id="nobody known"),
        pytest.param([quoted("r-1", "2025-03-09", words="“It will hold tomorrow.”"),
                      quoted("r-2", words="“It will hold tomorrow.”")], ["2025-03-09", None], id="too short"),
        pytest.param([quoted("r-1", "2025-03-20"), quoted("r-2")], [None, None], id="after publication"),
    ],
)  # fmt: skip
def test_a_day_is_taken_over_only_where_it_is_the_same_act(statements: list[Statement], days: list[str | None]) -> None:
    assert dated(*statements) == days
    assert dated(*reversed(statements)) == days[::-1]


def test_a_day_after_publication_is_told_with_the_reason() -> None:
    reports = {"r-1": report("r-1")}
    _, (found,) = date_sayings(reports, {}, [quoted("r-1", "2025-03-20")])
    assert found.said_on is None
    assert "2025-03-20 is not believed" in found.said_on_because


def test_a_report_of_no_day_keeps_what_it_says() -> None:
    assert dated(quoted("r-1", "2025-03-20"), published=None) == ["2025-03-20"]
