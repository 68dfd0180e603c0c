from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.archive.kinds import Kind, kind_of
from onrecord.model import Report
from onrecord.reading import settle
from tests.archive.texts import article, changed

ONE = Report(
    id="r-1",
    input="a.html",
    text=article("a"),
    outlet="Esk Courier",
    url="https://esk.example/2031/ferry",
    basis={"outlet": "metadata", "url": "metadata"},
)
EDITED = changed(ONE.text, 0.1, "e")


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("duplicate", replace(ONE, input="b.html")),
        ("duplicate", replace(ONE, id="r-2", input="b.html", url="https://www.esk.example/2031/ferry/?utm_source=x")),
        ("version", replace(ONE, id="r-2", input="b.html", text=EDITED)),
        ("repeat", replace(ONE, id="r-2", input="b.html", url="https://esk.example/2031/again")),
        ("repeat", replace(ONE, id="r-2", input="b.html", url="https://esk.example/2031/again", text=EDITED)),
        ("copy", replace(ONE, id="r-2", input="b.html", outlet="Norra News", url="https://norra.example/1")),
        ("unknown", replace(ONE, id="r-2", input="b.html", outlet=None, url="https://norra.example/1")),
    ],
)
def test_a_near_duplicate_is_what_reading_says_of_it_or_who_printed_it(kind: Kind, other: Report) -> None:
    assert kind_of(ONE, other) == kind_of(other, ONE) == kind


def test_versions_are_known_through_a_third() -> None:
    text = article("a")
    paragraphs = [*text.split("\n\n"), *article("b", 12).split("\n\n")]
    states = [
        replace(ONE, id=f"r-{n}", input=f"{n}.html", text="\n\n".join(paragraphs[at : at + 6]))
        for n, at in enumerate((0, 4, 8))
    ]
    settled = settle(states)
    assert [len(history.versions) for history in settled.histories] == [3]
    assert kind_of(states[0], states[2], settled.histories) == "version"


def test_who_printed_it_goes_by_the_outlet_and_not_by_how_its_name_is_written() -> None:
    other = replace(ONE, id="r-2", input="b.html", outlet="the ESK  Courier", url="https://esk.example/2031/again")
    assert kind_of(ONE, other) == "repeat"
