from __future__ import annotations

import pytest

from onrecord.model import Place, Source, make_id
from onrecord.reading.facts import Draft, Fact
from onrecord.reading.report import make_report

URL = "https://norra.example/2031/05/04/wall"
ENGLISH = (
    "The wall of Eske fell on Monday, the harbour master said, and the two ships that lay behind it were lost. " * 3
)


def fact(value: str, basis: str) -> dict[str, Fact]:
    return {"outlet": Fact(value, basis)}


def test_evidence_counts_in_its_order() -> None:
    text = "ESKE (Varde Wire) - The wall fell."
    address = {"url": Fact(URL, "metadata: url")}
    front, meta = fact("Front", "front matter"), fact("Meta", "metadata: publisher")
    drafts = [
        (make_report("a", Draft(text=text, layers=(front, meta, address)), fact("Said", "manifest")), "manifest"),
        (make_report("a", Draft(text=text, layers=(front, meta, address)), {}), "front matter"),
        (make_report("a", Draft(text=text, layers=({}, meta, address)), {}), "metadata: publisher"),
        (make_report("a", Draft(text=text), {}), 'dateline: "ESKE (Varde Wire)"'),
    ]
    assert [report.basis["outlet"] for report, _ in drafts] == [basis for _, basis in drafts]


def test_a_bare_domain_yields_to_a_name() -> None:
    found = make_report(
        "a", Draft(text="ESKE (Norra) - The wall fell.", layers=({"url": Fact(URL, "metadata: url")},)), {}
    )
    assert (found.outlet, found.published) == ("Norra", "2031-05-04")
    found = make_report("a", Draft(text="The wall fell.", layers=({"url": Fact(URL, "metadata: url")},)), {})
    assert (found.outlet, found.basis["outlet"]) == ("norra.example", "url")


def test_the_way_back_and_the_day_of_the_last_change_are_kept_and_the_id_does_not_hang_on_them() -> None:
    source = Source(media_type="text/html", sha256="5e" * 32, captured="2031-05-05T06:00:00Z")
    places = (Place(span=(0, 14), at="char=20,34"),)
    changed = {"modified": Fact("2031-05-05", "metadata: dateModified")}
    found = make_report("a", Draft(text="The wall fell.", layers=(changed,), source=source, places=places), {})
    assert (found.source, found.places, found.modified) == (source, places, "2031-05-05")
    assert found.id == make_report("a", Draft(text="The wall fell."), {}).id


def test_the_id_is_made_of_text_outlet_day_and_url_alone() -> None:
    manifest = {"outlet": Fact("Norra", "manifest"), "title": Fact("Wall", "manifest")}
    one = make_report("a.txt", Draft(text="The wall fell."), manifest)
    other = make_report("b.txt", Draft(text="The wall fell."), {"outlet": Fact("Norra", "front matter")})
    assert one.id == other.id == make_id("r", "The wall fell.", "Norra", None, None)
    assert make_report("a.txt", Draft(text="The wall fell."), {}).id != one.id


@pytest.mark.parametrize(
    ("said", "text", "language", "basis"),
    [
        (None, ENGLISH, "en", "detected"),
        (None, "The wall fell.", None, None),
        (Fact("de", "metadata: lang"), "The wall fell.", "de", "metadata: lang"),
        (Fact("en", "metadata: lang"), ENGLISH, "en", "metadata: lang"),
        (Fact("de", "metadata: lang"), ENGLISH, "en", "detected; metadata: lang says de"),
        (Fact("de", "front matter"), ENGLISH, "de", "front matter"),
    ],
)
def test_the_language_is_what_a_person_says_or_the_text_shows(
    said: Fact | None, text: str, language: str | None, basis: str | None
) -> None:
    found = make_report("a", Draft(text=text, layers=({"language": said},) if said else ()), {})
    assert (found.language, found.basis.get("language")) == (language, basis)


def test_every_known_field_has_a_basis_and_no_other() -> None:
    found = make_report("a", Draft(text=f"The wall falls\n\n{ENGLISH}\n\nOriginal url: {URL}"), {})
    known = {field for field in ("title", "outlet", "url", "published", "language") if getattr(found, field)}
    assert set(found.basis) == known == {"title", "outlet", "url", "published", "language"}
    assert list(found.basis) == sorted(found.basis)
