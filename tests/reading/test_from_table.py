from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Rejected, Report
from onrecord.reading import Input, Limits, field_names, find_inputs, load_manifest, read
from onrecord.reading.facts import Draft
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.from_table import read_csv
from onrecord.reading.reader import read_input

TEXT = 'The wall of Eske fell on Monday, he said.\n\n"Two ships" were lost; nobody was hurt.'
FETCH = "only an address: fetch https://norra.example/{} and give that page"
MEDIA_CLOUD = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n" + (
    "9f3,2031-05-05 10:00:00.1,en,norra.example,norra.example,2031-05-04,The wall falls,https://norra.example/wall\n"
    "9f4,2031-05-05 10:00:00.2,en,norra.example,norra.example,2031-05-04,Two ships,https://norra.example/ships\n"
)


def rows(data: str | bytes, names: FieldNames = USUAL, most: int = 100_000) -> dict[str, Draft | str]:
    raw = data.encode() if isinstance(data, str) else data
    return {
        mark: str(one) if isinstance(one, InputError) else one for mark, one in read_csv(io.BytesIO(raw), most, names)
    }


def table(*lines: tuple[str, ...], delimiter: str = ",") -> str:
    kept = io.StringIO(newline="")
    csv.writer(kept, delimiter=delimiter).writerows(lines)
    return kept.getvalue()


def gkg(*addresses: str) -> str:
    """Return a list of articles as the GDELT Global Knowledge Graph 2.1 gives one: 27 columns and no head."""
    lines = []
    for number, address in enumerate(addresses):
        page = '<PAGE_LINKS></PAGE_LINKS><PAGE_TITLE>"The wall falls</PAGE_TITLE>'
        start = [f"20310504093000-{number}", "20310504093000", "1", "norra.example", address]
        lines.append("\t".join([*start, *[""] * 10, "-1.5,2,3,5,20,0,210", *[""] * 10, page]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_row_is_an_article_with_the_fields_that_json_has(delimiter: str) -> None:
    head = ("Title", "Publish Date", "authors", "TEXT", "publisher", "url", "shares")
    row = ("The wall falls", "2031-05-04", "Jane Doe; Pat O'Hara", TEXT, "Norra News", "https://norra.example/w", "3")
    [draft] = rows(table(head, row, delimiter=delimiter)).values()
    assert isinstance(draft, Draft)
    [layer] = draft.layers
    assert draft.text == TEXT
    assert {field: fact.value for field, fact in layer.items()} == {
        "title": "The wall falls",
        "outlet": "Norra News",
        "authors": "Jane Doe\nPat O'Hara",
        "url": "https://norra.example/w",
        "published": "2031-05-04",
    }
    assert layer["published"].basis == "metadata: publish_date"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Doe, Jane", "Doe, Jane"),
        ("['Jane Doe', \"Pat O'Hara\"]", "Jane Doe\nPat O'Hara"),
        ('["Jane Doe"]', "Jane Doe"),
        ("['Jane Doe' 'Pat Roe']", "Jane Doe\nPat Roe"),
        (r'["Jane Do\u00eb"]', "Jane Doë"),
        ("[]", None),
        ("", None),
    ],
)
def test_a_list_in_a_cell_is_read_as_programs_write_it(cell: str, names: str | None) -> None:
    [draft] = rows(table(("text", "authors"), (TEXT, cell))).values()
    assert isinstance(draft, Draft)
    assert next((layer["authors"].value for layer in draft.layers), None) == names


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (r"['The wall\'s gate fell.', 'Two ships\nwere lost.']", "The wall's gate fell.\n\nTwo ships\nwere lost."),
        ('["The wall" fell; "two ships" were lost]', '["The wall" fell; "two ships" were lost]'),
        (" The wall fell; so it was. ", " The wall fell; so it was. "),
    ],
)
def test_a_text_is_a_list_of_paragraphs_only_where_it_is_nothing_else(cell: str, text: str) -> None:
    [draft] = rows(table(("text",), (cell,))).values()
    assert isinstance(draft, Draft)
    assert draft.text == text


def test_a_row_is_named_by_its_number_and_placed_by_its_row_in_the_file() -> None:
    found = rows(table(("text",), ("One.",), ("",), ("Three.",)))
    assert list(found) == ["#1", "#3"]
    third = found["#3"]
    assert isinstance(third, Draft)
    assert [(place.span, place.at) for place in third.places] == [((0, 6), "row=4")]


def test_the_stories_of_media_cloud_are_addresses_and_each_is_said_to_be_one() -> None:
    assert rows(MEDIA_CLOUD) == {"#1": FETCH.format("wall"), "#2": FETCH.format("ships")}


def test_a_list_of_the_global_knowledge_graph_is_known_by_its_shape() -> None:
    found = rows(gkg("https://norra.example/wall", "https://norra.example/ships") + "cut\toff\n")
    assert found == {
        "#1": FETCH.format("wall"),
        "#2": FETCH.format("ships"),
        "#3": "line 3: no row of the Global Knowledge Graph",
    }


def test_a_row_with_a_text_is_read_where_others_have_an_address_alone() -> None:
    found = rows(table(("url", "text"), ("https://norra.example/1", TEXT), ("https://norra.example/2", "")))
    assert isinstance(found["#1"], Draft)
    assert found["#2"] == FETCH.format("2")


def test_a_table_of_other_things_says_which_columns_were_looked_for() -> None:
    with pytest.raises(InputError) as refused:
        rows("ship,weight\nOrla,3\n")
    assert "none of its columns (ship, weight) is one of maintext, text, articleBody" in str(refused.value)
    assert "--fields text=COLUMN" in str(refused.value)


def test_columns_of_ones_own_are_named() -> None:
    names = field_names(["title=Headline,text=Body clean,published=When", "url=Link"])
    [draft] = rows(table(("headline", "body clean", "WHEN", "link"), ("W", TEXT, "4 May 2031", "")), names).values()
    assert isinstance(draft, Draft)
    assert draft.text == TEXT
    assert draft.layers[0]["published"].value == "2031-05-04"


def test_a_table_that_is_a_manifest_is_told_from_one_of_articles() -> None:
    with pytest.raises(InputError, match="a manifest by its column `file`"):
        rows("file,outlet\na.txt,Norra News\n")


@pytest.mark.parametrize("data", ["text,title\n", "text", "text,title\n\n , \n"])
def test_a_table_of_no_rows_is_refused_as_empty(data: str) -> None:
    with pytest.raises(InputError, match="empty: a table of no rows"):
        rows(data)


def test_a_manifest_may_name_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table(("text",), ("One wall fell.",), ("Two ships.",)), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,outlet\na.csv#2,Norra News\n", encoding="utf-8")
    found = list(read(find_inputs([tmp_path]), manifest=load_manifest(tmp_path / "manifest.csv")))
    assert [one.outlet for one in found if isinstance(one, Report)] == [None, "Norra News"]


def test_a_row_with_too_many_cells_is_rejected_alone() -> None:
    found = rows("title,text\nThe wall, falls,x\nA,The wall fell.\n")
    assert found["#1"] == "line 2: 3 cells for 2 columns"
    assert isinstance(found["#2"], Draft)


def test_a_quotation_mark_that_is_never_closed_ends_the_table_with_the_line() -> None:
    found = read_csv(io.BytesIO(b'text\nThe wall fell.\n"Two ships\nwere lost.\n'), 1000)
    assert isinstance(next(found)[1], Draft)
    with pytest.raises(InputError, match="not a table that can be read: line 4: unexpected end of data"):
        next(found)


def test_a_cell_may_be_longer_than_the_csv_module_takes_by_itself() -> None:
    [draft] = rows(table(("text",), ("wall " * 50_000,)), most=1_000_000).values()
    assert isinstance(draft, Draft)


def test_a_table_over_the_limit_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text(table(("text",), *[(f"The wall of Eske fell, said {n}.",) for n in range(200)]), encoding="utf-8")
    found = list(read([Input("reports.csv", path)], limits=Limits(max_bytes=1_000)))
    assert [one.input for one in found if isinstance(one, Report)] == [f"reports.csv#{n}" for n in range(1, 201)]


def test_names_reach_the_workers_and_what_is_packed(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(json.dumps({"body_clean": TEXT, "t": "The wall"}), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr("own.csv", table(("body_clean", "t"), (TEXT, "The wall")))
        archive.writestr("own.json", json.dumps([{"body_clean": TEXT, "t": "The wall"}]))
    names = field_names(["text=body_clean,title=t"])
    found = list(read(find_inputs([tmp_path]), names=names))
    assert [(one.title, one.text) for one in found if isinstance(one, Report)] == [("The wall", TEXT)] * 3


def test_a_line_of_json_is_placed_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One wall."}\n\n{"text": "Three."}\n', encoding="utf-8")
    found = [one for one in read_input(Input("a.jsonl", path), {}) if isinstance(one, Report)]
    assert [(one.input, [place.at for place in one.places]) for one in found] == [
        ("a.jsonl#1", ["line=0,1"]),
        ("a.jsonl#3", ["line=2,3"]),
    ]


def test_a_table_that_has_gone_is_rejected_with_the_reason(tmp_path: Path) -> None:
    [gone] = read_input(Input("a.csv", tmp_path / "a.csv"), {})
    assert gone == Rejected(input="a.csv", reason="cannot be read: No such file or directory")


def test_a_list_of_articles_in_an_object_is_read_as_a_list(tmp_path: Path) -> None:
    """As GDELT DOC 2.0 gives one."""
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps(
            {"articles": [{"url": "https://norra.example/wall", "title": "The wall falls", "domain": "norra.example"}]}
        ),
        encoding="utf-8",
    )
    assert list(read_input(Input("a.json", path), {})) == [Rejected(input="a.json#1", reason=FETCH.format("wall"))]


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text("text,url;\t|\"\n\r'[]\\aé0 ", max_size=200).map(lambda text: f"title,text\n{text}".encode()),
        st.text("\t\n1-T0 ", max_size=300).map(lambda text: (gkg("x") + text).encode()),
    ),
    st.sampled_from([20, 10_000]),
)
def test_no_bytes_raise_anything_but_a_reason(data: bytes, most: int) -> None:
    try:
        found = list(read_csv(io.BytesIO(data), most))
    except InputError:
        return
    assert all(isinstance(draft, Draft | InputError) for _, draft in found)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=5))
def test_the_words_of_a_row_are_those_of_its_cell(texts: list[str]) -> None:
    found = rows(table(("text", "title"), *[(text, "x") for text in texts]))
    for number, text in enumerate(texts, 1):
        draft = found[f"#{number}"]
        if text.strip("\ufeff").strip():
            assert isinstance(draft, Draft)
            assert draft.text == text.removeprefix("\ufeff")
