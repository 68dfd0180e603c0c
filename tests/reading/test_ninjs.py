from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading.from_json import draft_of_object, read_json
from onrecord.reading.report import make_report

TEXT = "The wall of Eske fell on Monday.\n\nTwo ships were lost."


def report(**article: Any) -> Report:
    return make_report("a.json", draft_of_object(article), {})


def test_an_item_of_version_2_is_read_with_its_metadata() -> None:
    found = report(
        standard={"name": "ninjs", "version": "2.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"},
        uri="urn:norra:1",
        type="text",
        pubstatus="usable",
        firstcreated="2031-05-04T09:30:00+02:00",
        versioncreated="2031-05-05T11:00:00+02:00",
        copyrightholder="Norra Wire",
        usageterms="Not for use in Vennholt.",
        infosources=[{"name": "Eske Harbour", "rel": "source"}],
        language="en-GB",
        by="By Jane Doe",
        headlines=[{"role": "short", "value": "Wall"}, {"role": "main", "value": "The wall falls"}],
        bodies=[{"role": "main", "contenttype": "text/plain", "charcount": 54, "value": TEXT}],
    )
    assert (found.text, found.title, found.outlet) == (TEXT, "The wall falls", "Norra Wire")
    assert (found.authors, found.language, found.url) == (("Jane Doe",), "en", None)
    assert (found.published, found.modified) == ("2031-05-04T09:30:00", "2031-05-05T11:00:00")
    assert found.basis["title"] == "metadata: headlines"


def test_an_item_of_version_3_is_read_by_its_names_with_capitals() -> None:
    found = report(
        uri="urn:norra:1",
        versionCreated="2031-05-05T11:00:00Z",
        infoSources=[{"name": "Norra Wire"}],
        pubStatus="usable",
        headlines=[{"value": "The wall falls"}],
        bodies=[
            {"role": "main", "contentType": "text/plain", "value": TEXT.replace("\n\n", " ")},
            {"role": "main", "contentType": "application/xhtml+xml", "value": "<p>The wall.</p> <p>Two ships.</p>"},
            {"role": "lead", "contentType": "text/html", "value": "<p>Lead.</p>"},
        ],
    )
    assert (found.text, found.title, found.outlet) == ("The wall.\n\nTwo ships.", "The wall falls", "Norra Wire")
    assert (found.published, found.modified) == ("2031-05-05T11:00:00", None)
    assert found.basis["published"] == "metadata: versionCreated"


@pytest.mark.parametrize("field", ["pubstatus", "pubStatus"])
@pytest.mark.parametrize(("status", "reason"), [("canceled", "withdrawn"), ("withheld", "not to be published yet")])
def test_what_an_agency_holds_back_is_rejected_with_that_reason(field: str, status: str, reason: str) -> None:
    item = {"uri": "urn:norra:1", field: status, "bodies": [{"value": TEXT}]}
    [(_, refused)] = read_json(json.dumps(item).encode())
    assert isinstance(refused, InputError)
    assert reason in str(refused)
    assert status in str(refused)


def test_version_1_is_held_back_by_the_same_word() -> None:
    with pytest.raises(InputError, match="withdrawn"):
        draft_of_object({"uri": "urn:norra:1", "pubstatus": "canceled", "body_text": TEXT})


@pytest.mark.parametrize(
    "broken", [{"bodies": "x"}, {"bodies": [3, {"value": 3}, {"value": " "}]}, {"headlines": [None], "bodies": [{}]}]
)
def test_lists_that_hold_other_things_give_no_text(broken: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="no article text found"):
        draft_of_object(broken)
