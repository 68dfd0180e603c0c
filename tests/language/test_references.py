"""Whom a source stands for: rows of (text, source, name); None is unresolved, and better than a guess."""

from __future__ import annotations

import pytest

from tests.language.conftest import Analyse

ROWS = [
    ("Ilva Tesk visited the dam. She said that it was old.", "She", "Ilva Tesk"),
    ("Ilva Tesk visited the dam.\n\nTesk said that it was old.", "Tesk", "Ilva Tesk"),
    (
        "Transport Minister Ilva Tesk visited the dam.\n\nThe minister said that it was old.",
        "The minister",
        "Ilva Tesk",
    ),
    ("Ilva Tesk, the mayor of Torvey, visited the dam.\n\nThe mayor said it was old.", "The mayor", "Ilva Tesk"),
    ('"It holds," Ilva Tesk said. Joss Arkwell laughed.\n\n"It does," the captain said.', "the captain", None),
    ("Mayor of Torvey Ana Kolm said that the dam was old.", "Mayor of Torvey Ana Kolm", "Ana Kolm"),
    (
        "The Norra Dockers Union President Ana Kolm said it was old.",
        "The Norra Dockers Union President Ana Kolm",
        "Ana Kolm",
    ),
    ("Kim Sun Ho visited the dam.\n\nKim said that it was old.", "Kim", "Kim Sun Ho"),
    # "who" stands for the noun that it hangs on
    ("The council heard Ilva Tesk, who said that the dam was old.", "who", "Ilva Tesk"),
    # what is said is not about who says it
    ("Ilva Tesk said that it was old.\n\nAna Kolm is wrong, she said.", "she", "Ilva Tesk"),
    # a rank makes another role
    (
        "President Ilva Tesk met Vice President Odo Brandt.\n\nThe vice president said that it was old.",
        "The vice president",
        "Odo Brandt",
    ),
    # two of one name: the title tells
    (
        "Mr. Odo Brandt and Mrs. Ana Brandt visited the dam.\n\nMrs. Brandt said that it was old.",
        "Mrs. Brandt",
        "Ana Brandt",
    ),
    # two who fit: nobody
    ("Ilva Tesk met Ana Kolm in Torvey. She said that the dam was old.", "She", "Ilva Tesk"),
    ("Joss Arkwell was there when Odo Brandt came, and Tam Orr met them. The dam, he said, was old.", "he", None),
    # the one who spoke last goes on
    ("Ilva Tesk said that it was old. She added that it was safe.", "She", "Ilva Tesk"),
    # the one who spoke last has no name
    ("Ilva Tesk came.\n\nA former dam keeper said that it was old. He said that it leaked.", "He", None),
    # somebody named in the words themselves is not who says them
    ('Ilva Tesk came. "We need Joss Arkwell," she said.', "she", "Ilva Tesk"),
    # a name that is no subject does not take the word from who spoke last
    ("Ilva Tesk said it was old.\n\nAs for Ana Kolm's plan, she said that it was safe.", "she", "Ilva Tesk"),
    # somebody spoke, and somebody else is talked about: it could be either
    (
        "Joss Arkwell said it was old.\n\nThere were remarks from Odo Brandt too. On Monday, he said it leaked.",
        "he",
        None,
    ),
    # nobody takes the word by being talked about
    (
        "Joss Arkwell is keen to show his dam, though he has not opened it, said Odo Brandt, a trader.\n\n"
        '"I have my doubts," he said.',
        "he",
        "Odo Brandt",
    ),
    # who was "his" just now is not "she"
    (
        "Joss Arkwell, who was on his way, called his aunt, Ilva, to say that the dam was old. She said it leaked.",
        "She",
        None,
    ),
    # a title tells the gender
    ("Mr Joss Arkwell met Mrs Ilva Tesk. She said that the dam was old.", "She", "Ilva Tesk"),
    # several, or with a role but without a name
    ("Ilva Tesk came.\n\nMinisters said that the dam was old.", "Ministers", None),
    ("Minister Ilva Tesk met Minister Joss Arkwell.\n\nThe minister said it was old.", "The minister", None),
]


@pytest.mark.parametrize(("text", "source", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_a_source_is_resolved_or_left_alone(analyse: Analyse, text: str, source: str, name: str | None) -> None:
    found = [s for s in analyse(text).statements if any(text[a:b] == source for a, b in s.source)]
    assert len(found) == 1
    assert (text[slice(*found[0].name)] if found[0].name else None) == name
    assert found[0].because


def test_a_surname_is_a_person_wherever_it_stands(analyse: Analyse) -> None:
    text = "Ilva Tesk came to Torvey. The council heard Tesk, and Tesk said that the dam was old."
    kinds = {text[slice(*n.span)]: n.kind for n in analyse(text).names}
    assert kinds["Tesk"] == "person"


def test_a_nationality_is_not_the_name_of_who_has_it(analyse: Analyse) -> None:
    text = 'Oron Drask, an American who saw the flood, recalled the night. He told Norra News that the dam "had gone".'
    statements = [one for one in analyse(text).statements if one.kind != "own"]
    named = [text[slice(*one.name)] for one in statements if one.name is not None]
    assert named
    assert set(named) == {"Oron Drask"}


def test_he_after_a_nameless_witness_is_not_who_spoke_before(analyse: Analyse) -> None:
    text = (
        "Oron Drask, a student, was in Torvey for the summer.\n\nA guard was directing people, Drask said.\n\n"
        "A Haldrian witness said he was standing near the ferry as it drove into the quay. He said it had turned over."
    )
    said = {text[slice(*one.content[0])]: one.name for one in analyse(text).statements if one.kind != "own"}
    assert said["it had turned over"] is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Devastated Hayley added: "It is an extremely difficult time."', ["Hayley"]),
        ("Lawyer Harjit, from Norra, said: “We were told about the fireworks.”", ["Harjit"]),
        ('Deputy Chief Constable Adrian Hallock added: "Our officers go on."', ["Adrian Hallock"]),
        ('The researcher Eduardo Guerros said: "It is old."', ["Eduardo Guerros"]),
        ("Videos posted online showed panicked people running from the scene in fear.", []),
    ],
)
def test_a_name_is_without_what_is_put_before_it(analyse: Analyse, text: str, names: list[str]) -> None:
    found = [name for name in analyse(text).names if name.kind in ("person", "organisation", "thing")]
    assert [text[slice(*name.span)] for name in found] == names


def test_a_resident_speaks_and_not_the_place(analyse: Analyse) -> None:
    text = "Torvey resident Hannah Tesk, 23, said it was raining heavily at the time."
    (said,) = (one for one in analyse(text).statements if one.kind != "own")
    assert said.name is not None
    assert text[slice(*said.name)] == "Hannah Tesk"


ELSEWHERE = (
    "A fire broke out in the city of Port Eske on Monday. People in Port Eske were shaken. "
    "North Haldria mayor Oro Tam said that his city was safe.{between}\n\nThe mayor said that the quay was closed."
)


@pytest.mark.parametrize(
    ("between", "name"),
    [("\n\nIn Port Eske, Ana Orr said that people ran. A trader in Port Eske saw smoke.", None), ("", "Oro Tam")],
)
def test_the_mayor_is_not_that_of_another_place_unless_named_just_before(
    analyse: Analyse, between: str, name: str | None
) -> None:
    text = ELSEWHERE.format(between=between)
    said = next(one for one in analyse(text).statements if any(text[a:b] == "The mayor" for a, b in one.source))
    assert (text[slice(*said.name)] if said.name else None) == name
