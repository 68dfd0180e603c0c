"""Settling an archive group by group is settling it at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.carrying import Task, carry_out, here
from onrecord.archive.columns import DUPLICATE, READ, REJECTED, STATUSES, VERSION, Columns, load
from onrecord.archive.reads import row_of, schema
from onrecord.archive.settles import Settling, groups_of
from onrecord.archive.shards import read_rows, writing
from onrecord.model import Report, Source, make_id
from onrecord.reading import settle

WORDS = (
    "The ferry left Eske at dawn with nine on board and did not arrive at the quay of Norra before noon.",
    "The ferry left Eske at dawn with nine on board and did not arrive at the quay of Norra before dusk.",
    "A wall of the old harbour fell on Monday, and nobody was hurt, the harbour master said in a note.",
    "Cookies must be enabled.",
)
reports_of_an_archive = st.lists(
    st.builds(
        lambda text, outlet, url, day, captured: Report(
            id=make_id("r", text, outlet, day, url),
            input="",
            text=text,
            outlet=outlet,
            url=url,
            published=day,
            basis={"outlet": "metadata: site"} if outlet else {},
            source=Source(media_type="text/html", sha256="", captured=captured) if captured else None,
        ),
        st.sampled_from(WORDS),
        st.sampled_from([None, "Norra Post", "The Quay"]),
        st.sampled_from([None, *(f"https://norra.example/{name}" for name in "abc")]),
        st.sampled_from([None, "2031-05-01", "2031-05-02"]),
        st.sampled_from([None, "2031-05-01T10:00:00Z", "2031-05-02T10:00:00Z"]),
    ),
    min_size=1,
    max_size=14,
)


def columns_of(folder: Path, reports: list[Report]) -> Columns:
    """Lay reports into two shards as the reading does."""
    tasks = []
    for number, some in enumerate((reports[::2], reports[1::2])):
        task = Task(id=str(number), output=str(folder / f"{number}.parquet"), spec=b"")
        with writing(task.path, schema()) as rows:
            for report in some:
                rows.add(row_of(report))
        tasks.append(task)
    return load(tasks, folder)


def settled(columns: Columns, folder: Path) -> None:
    settling = Settling(str(columns.folder))
    groups = groups_of(columns.words, columns.addresses, columns.addressed)
    tasks = settling.tasks([[columns.place(row) for row in group] for group in groups], folder)
    columns.settle(row for task in carry_out(here, settling, tasks) for row in read_rows(task.path))


@given(reports=reports_of_an_archive)
def test_group_by_group_gives_what_all_at_once_gives(
    tmp_path_factory: pytest.TempPathFactory, reports: list[Report]
) -> None:
    reports = [replace(report, input=f"{number:02}.html") for number, report in enumerate(reports)]
    folder = tmp_path_factory.mktemp("read")
    columns = columns_of(folder, reports)
    settled(columns, folder / "settled")
    whole = settle(reports)
    later = {one for history in whole.histories for one in history.later}
    expected = {one.input: ("version" if one.id in later else "read", one.id, one.outlet) for one in whole.reports}
    outlets = {one.id: one.outlet for one in whole.reports}
    expected |= {one.input: ("duplicate", one.of, outlets[one.of]) for one in whole.duplicates}
    found = {
        columns.cell("input", row): (
            STATUSES[columns.status[row]],
            columns.cell("id", int(columns.of[row])),
            columns.outlets.get(row, columns.cell("outlet", row)) or None,
        )
        for row in range(len(columns))
    }
    assert found == expected
    counts = [columns.count(status) for status in (READ, DUPLICATE, VERSION, REJECTED)]
    assert sum(counts) == len(reports)


def test_where_the_first_version_of_a_page_is_rejected_the_next_is_read(tmp_path: Path) -> None:
    page = [
        Report(
            id=f"r-{number}",
            input=f"{number}.html",
            text=text,
            url="https://norra.example/a",
            published=f"2031-05-0{number}",
            basis={"url": "metadata: url"},
        )
        for number, text in ((1, WORDS[0]), (2, WORDS[1]), (3, WORDS[0] + " They were found."))
    ]
    again = replace(page[0], input="1-again.html")
    columns = columns_of(tmp_path, [*page, again])
    settled(columns, tmp_path / "settled")
    row = {columns.cell("input", number): number for number in range(4)}
    assert columns.status[row["2.html"]] == VERSION
    columns.reject({row["1-again.html"]: "could not be analysed", row["1.html"]: "could not be analysed"})
    told = {name: (STATUSES[columns.status[at]], columns.reasons.get(at)) for name, at in row.items()}
    assert told == {
        "1.html": ("rejected", "could not be analysed"),
        "1-again.html": ("rejected", "could not be analysed"),
        "2.html": ("read", None),
        "3.html": ("version", "a later version of 2.html"),
    }
