"""The tables of a record: their rows have their columns, their ids lead somewhere, and order does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings

from onrecord.model import Story
from onrecord.record.tables import TABLES, Column, Row, Table, View
from tests.formats.held import turned
from tests.record.stories import ferry_story, stories

TYPES: Mapping[str, type] = {
    "string": str, "integer": int, "number": float, "boolean": bool, "date": str, "strings": tuple
}  # fmt: skip


def view(story: Story, today: date | None = None) -> View:
    return View(story, {}, today, with_text=True)


def every(story: Story) -> dict[str, list[Row]]:
    seen = view(story)
    return {name: list(table.rows(seen)) for name, table in TABLES.items()}


def fits(row: Row, column: Column) -> bool:
    value = row[column.name]
    return value is None or type(value) is TYPES[column.type]


@settings(max_examples=40)
@given(story=stories())
def test_a_row_has_a_value_of_the_right_type_for_each_column_and_no_other(story: Story) -> None:
    for name, rows in every(story).items():
        columns = TABLES[name].columns
        for row in rows:
            assert set(row) == {column.name for column in columns}, name
            assert all(fits(row, column) for column in columns), name
            assert all(
                date.fromisoformat(str(row[one.name])) for one in columns if one.type == "date" and row[one.name]
            )


@settings(max_examples=40)
@given(story=stories())
def test_nothing_of_a_story_is_missing_from_its_tables(story: Story) -> None:
    made = every(story)
    for name, held in (
        ("reports", story.reports),
        ("claims", story.claims),
        ("statements", story.statements),
        ("entities", story.entities),
        ("copies", story.copies),
        ("citations", story.citations),
        ("conflicts", story.conflicts),
        ("promises", story.promises),
        ("timeline", story.timeline),
        ("decisions", story.decisions),
        ("duplicates", story.duplicates),
        ("rejected", story.rejected),
    ):
        assert len(made[name]) == len(held), name
    assert len(made["channels"]) == sum(len(channel) for claim in story.claims for channel in claim.channels)
    assert len(made["vouchers"]) == sum(len(claim.vouchers) for claim in story.claims)


@settings(max_examples=40)
@given(story=stories())
def test_every_id_leads_to_a_row(story: Story) -> None:
    made = every(story)
    for name, table in TABLES.items():
        for column, other in table.links.items():
            ids = {row["id"] for row in made[other]}
            assert {row[column] for row in made[name]} - {None} <= ids, f"{name}.{column}"
        if table.key:
            keys = [tuple(row[column] for column in table.key) for row in made[name]]
            assert len(set(keys)) == len(keys), name


def test_the_rows_do_not_depend_on_the_order_of_the_story() -> None:
    assert every(turned(ferry_story())) == every(ferry_story())


@settings(max_examples=20)
@given(story=stories())
def test_the_rows_of_no_story_depend_on_its_order(story: Story) -> None:
    assert every(turned(story)) == every(story)


def test_where_words_are_given_with_a_place_the_place_slices_them() -> None:
    texts = {one.id: one.text for one in ferry_story().reports}
    made = every(ferry_story())
    for name, words in (("citations", "cited_words"), ("mentions", "mention_words"), ("labels", "label")):
        assert made[name]
        for row in made[name]:
            start, end = row["start"], row["end"]
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert texts[str(row["report"])][start:end] == row[words]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_column_says_what_it_holds(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(column.meaning and column.meaning[0].islower() and column.meaning[-1] != "." for column in table.columns)
    assert table.meaning
