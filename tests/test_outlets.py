from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.outlets import (
    KINDS,
    by_domain,
    by_name,
    default_outlets,
    extended,
    in_use,
    load_outlets,
    mention_pattern,
    using,
    wires,
)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.reuters.com/world/a-story", "Reuters"),
        ("edition.cnn.com", "CNN"),
        ("http://thecaucus.blogs.nytimes.com/2012/04/24/a/", "The New York Times"),
        ("HTTPS://WWW.BBC.CO.UK:443/news", "BBC"),
        ("norra.example", None),
        ("notreuters.com", None),
        ("com", None),
        ("", None),
        ("http://[broken", None),
    ],
)
def test_a_domain_gives_its_outlet_and_one_below_it_too(address: str, name: str | None) -> None:
    found = by_domain(address)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Agence France-Presse", "AFP"),
        ("agence france presse", "AFP"),
        ("Xinhua News Agency", "Xinhua"),
        ("The Associated Press", "AP"),
        ("BFM-TV", "BFM TV"),
        ("Suddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("ABC News", "ABC News"),
        ("Mirror", "Daily Mirror"),
        ("Norra News", None),
        ("Reuters said", None),
        ("…", None),
    ],
)
def test_a_whole_name_gives_its_outlet_whatever_its_case_and_punctuation(name: str, expected: str | None) -> None:
    found = by_name(name)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize("name", ["UP", "Time", "Independent", "The Sun", "Mirror", "PA", "The Times", "ABC News"])
def test_a_form_that_is_also_a_word_or_another_outlets_is_known_only_where_that_is_allowed(name: str) -> None:
    assert by_name(name) is not None
    assert by_name(name, ambiguous=False) is None
    assert mention_pattern().fullmatch(name) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("an official told Agence France-Presse and AFP", ["Agence France-Presse", "AFP"]),
        ("the RIA Novosti agency", ["RIA Novosti"]),
        ("Al Jazeera\nEnglish said", ["Al Jazeera\nEnglish"]),
        ("it was time to mirror the sun", []),
        ("the APS and CNNs of the world, @Reuters", []),
        ("Ma’an News said", ["Ma’an News"]),
    ],
)
def test_names_are_found_in_running_text_the_longest_first(text: str, names: list[str]) -> None:
    assert mention_pattern().findall(text) == names


def test_every_wire_is_in_the_table_and_newspapers_are_not_wires() -> None:
    names = {outlet.name for outlet in wires()}
    assert {"Reuters", "AP", "AFP", "TASS", "RIA Novosti", "Xinhua", "dpa", "Kyodo News"} <= names
    assert "The Guardian" not in names


def test_the_table_names_no_outlet_and_no_domain_twice() -> None:
    outlets = default_outlets().outlets
    domains = [domain for outlet in outlets for domain in outlet.domains]
    names = [name for outlet in outlets for name in sorted({form.casefold() for form in outlet.plain_names})]
    assert len(outlets) >= 150
    assert len(domains) == len(set(domains))
    assert len(names) == len(set(names))
    assert len({outlet.name for outlet in outlets}) == len(outlets)


@pytest.mark.parametrize("outlet", default_outlets().outlets, ids=lambda outlet: str(outlet.name))
def test_an_outlet_of_the_table_is_found_by_its_names_and_domains(outlet: object) -> None:
    from onrecord.outlets import Outlet

    assert isinstance(outlet, Outlet)
    assert outlet.kind in KINDS
    assert re.fullmatch("[A-Z]{2}", outlet.country or "")
    assert outlet.domains
    for name in outlet.plain_names:
        assert by_name(name, ambiguous=False) == outlet
    for domain in outlet.domains:
        assert by_domain(f"https://www.{domain}/a") == outlet


def test_a_file_of_ones_own_extends_the_table_and_wins_over_it(tmp_path: Path) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text(
        'outlets = [{ name = "Norra News", domains = ["norra.example"], country = "NO", kind = "wire", wire = true },'
        ' { name = "CNN", domains = ["cnn.example"] }]',
        encoding="utf-8",
    )
    table = load_outlets(extra)
    found = table.by_domain("www.norra.example/a")
    assert found is not None
    assert found.wire
    assert table.by_domain("cnn.com") is None
    assert table.by_name("Reuters") is not None
    assert by_name("Norra News") is None


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("outlets = [", "cannot be read"),
        ("names = []", "no list `outlets`"),
        ('outlets = [{ domains = ["a.example"] }]', "outlet 1: an outlet needs a `name`"),
        ('outlets = [{ name = "Norra", domain = "a" }]', "unknown key 'domain'"),
        ('outlets = [{ name = "Norra", domains = "a" }]', "`domains` must be a list"),
        ('outlets = [{ name = "Norra", country = "Norra" }]', "`country`"),
        ('outlets = [{ name = "Norra", kind = "paper" }]', "`kind` must be one of"),
        ('outlets = [{ name = "Norra", kind = ["wire"] }]', "`kind` must be one of"),
        ('outlets = [{ name = "Norra", kind = { wire = true } }]', "`kind` must be one of"),
        ('outlets = [{ name = "..." }]', "a name needs a letter or a figure"),
        ('outlets = [{ name = "Norra", aliases = ["–"] }]', "'–' is no name"),
        ('outlets = [{ name = "Norra", ambiguous = ["–"] }]', "'–' is no name"),
        ('outlets = [{ name = "Norra", wire = "yes" }]', "`wire`"),
        ('outlets = [{ name = "Norra", source = 3 }]', "`source` must be words"),
        ('outlets = [{ name = "Norra", domains = ["norra"] }]', "'norra' is no domain"),
        ('outlets = [{ name = "Norra" }, { name = "Norra" }]', "Norra is in it twice"),
        (
            'outlets = [{ name = "Norra" }, { name = "Norra News", aliases = ["NORRA"] }]',
            "Norra News and Norra are both called 'norra'",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_entry(tmp_path: Path, source: str, message: str) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text(source, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(message)):
        load_outlets(extra)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_outlets(tmp_path / "none.toml")


def test_what_a_table_of_ones_own_gives_to_an_outlet_is_taken_from_the_one_that_had_it() -> None:
    table = extended('outlets = [{ name = "Norra News", aliases = ["Reuters"], domains = ["bbc.co.uk"] }]', "mine.toml")
    named, found = table.by_name("Reuters", ambiguous=False), table.by_domain("bbc.co.uk")
    assert named is not None
    assert found is not None
    assert (named.name, found.name) == ("Norra News", "Norra News")
    other = table.by_domain("bbc.com")
    assert other is not None
    assert other.name == "BBC"


def test_an_empty_table_takes_ones_own_back() -> None:
    assert extended("outlets = []", "mine.toml") is default_outlets()
    assert extended("", "") is default_outlets()


def test_a_table_is_in_use_only_inside() -> None:
    table = extended('outlets = [{ name = "Norra News", domains = ["norra.example"] }]', "mine.toml")
    with using(table):
        found = by_domain("norra.example/a")
        assert found is not None
        assert found.name == "Norra News"
        assert mention_pattern().search("told Norra News") is not None
    assert by_name("Norra News") is None
    assert in_use() is default_outlets()


def test_tables_that_say_the_same_have_one_fingerprint_and_others_another() -> None:
    text = 'outlets = [{ name = "Norra News", country = "NO" }]'
    assert extended(text, "a.toml").fingerprint == extended(text, "b.toml").fingerprint
    assert extended(text, "a.toml").fingerprint != default_outlets().fingerprint


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("bbc.co.uk/news/1", ["BBC"]),
        ("associated press", ["AP"]),
        ("guardi", ["The Guardian"]),
        ("nobody at all", []),
        ("…", []),
    ],
)
def test_an_outlet_is_looked_up_by_name_domain_or_the_words_of_a_name(asked: str, names: list[str]) -> None:
    assert [outlet.name for outlet in default_outlets().find(asked)][:1] == names
