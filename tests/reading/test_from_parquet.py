from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Rejected, Report
from onrecord.reading import Input, field_names, read
from onrecord.reading.facts import Draft
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.from_parquet import read_parquet

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

TEXT = "The wall of Eske fell on Monday.\n\nTwo ships were lost."


def file_of(columns: dict[str, Any], **options: Any) -> bytes:
    kept = io.BytesIO()
    parquet.write_table(pa.table(columns), kept, **options)
    return kept.getvalue()


def rows(data: bytes, names: FieldNames = USUAL, most: int = 100_000) -> dict[str, Draft | InputError]:
    return dict(read_parquet(io.BytesIO(data), most, names))


CC_NEWS = file_of(
    {
        "title": ["The wall falls", "Two ships"],
        "text": [TEXT, ""],
        "domain": ["norra.example", "norra.example"],
        "date": ["2031-05-04 09:30:00", None],
        "description": ["The wall.", None],
        "url": ["https://norra.example/wall", "https://norra.example/ships"],
        "image_url": [None, None],
    }
)
"""With the columns of CC-NEWS as a data set."""


def test_cc_news_is_read_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "cc.parquet"
    path.write_bytes(CC_NEWS)
    report, refused = read([Input("cc.parquet", path)])
    assert isinstance(report, Report)
    assert (report.input, report.text, report.title) == ("cc.parquet#1", TEXT, "The wall falls")
    assert (report.outlet, report.published) == ("norra.example", "2031-05-04T09:30:00")
    assert refused == Rejected(
        input="cc.parquet#2", reason="only an address: fetch https://norra.example/ships and give that page"
    )


def test_typed_columns_are_read_as_their_words_would_be() -> None:
    columns = {
        "content": [{"body": TEXT}],
        "day": [date(2031, 5, 4)],
        "changed": [datetime(2031, 5, 5, 12, 30, tzinfo=UTC)],
        "authors": [["Jane Doe", "Pat O'Hara"]],
        "shares": [3],
    }
    names = field_names(["text=content.body,published=day,modified=changed"])
    [draft] = rows(file_of(columns), names).values()
    assert isinstance(draft, Draft)
    said = {field: fact.value for layer in draft.layers for field, fact in layer.items()}
    assert draft.text == TEXT
    assert said == {"published": "2031-05-04", "modified": "2031-05-05T12:30:00", "authors": "Jane Doe\nPat O'Hara"}


def test_a_row_over_the_limit_is_rejected_alone() -> None:
    found = rows(file_of({"text": ["The wall.", "x" * 2_000, "Two ships."]}), most=1_000)
    assert [isinstance(one, Draft) for one in found.values()] == [True, False, True]
    assert str(found["#2"]) == "too large: a row of more than 1,000 bytes"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PAR1 no table PAR1", "not a Parquet table that can be read"),
        (b"text\nThe wall fell.", "not a Parquet table that can be read"),
        (file_of({"ship": ["Orla"]}), "no table of articles: none of its columns (ship)"),
        (file_of({"text": pa.array([], pa.string())}), "empty: a table of no rows"),
    ],
)
def test_what_is_no_table_of_articles_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        rows(data)
    assert reason in str(refused.value)


def test_without_pyarrow_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"not installed: pip install 'onrecord\[parquet\]'"):
        rows(CC_NEWS)


def test_a_text_that_one_page_repeats_a_million_times_is_read_a_few_rows_at_a_time() -> None:
    packed = file_of({"text": pa.array(["wall " * 2_000]).take(pa.array([0] * 20_000))})
    assert len(packed) < 300_000
    found = read_parquet(io.BytesIO(packed), 100_000)
    assert [next(found)[0] for _ in range(3)] == ["#1", "#2", "#3"]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_damage_to_a_table_raises_anything_but_a_reason(data: st.DataObject) -> None:
    whole = bytearray(CC_NEWS)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(4, len(whole) - 1))
        whole[at : at + data.draw(st.integers(1, 8))] = data.draw(st.binary(max_size=8))
    try:
        found = rows(bytes(whole))
    except InputError:
        return
    assert all(isinstance(draft, Draft | InputError) for draft in found.values())
