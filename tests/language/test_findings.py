"""Names, labels, citations, quantities, headlines: rows of (text, what is found)."""

from __future__ import annotations

import pytest

from onrecord.language.paragraphs import dateline_ends, is_wrapped, pieces
from onrecord.language.quotes import find_quotes
from tests.language.conftest import Analyse

LABELS = [
    ("Transport Minister Ilva Tesk came.", [("Transport Minister", "Ilva Tesk")]),
    ("Self-proclaimed president Ilva Tesk came.", [("Self-proclaimed president", "Ilva Tesk")]),
    ("Ilva Tesk, the embattled port chief, came.", [("embattled port chief", "Ilva Tesk")]),
    ("Source: Ilva Tesk", []),
    ("Mrs Tesk left the harbour on Monday.", []),
    (
        "“It was not a major player,” Ilva Tesk, the harbour commissioner, said.",
        [("harbour commissioner", "Ilva Tesk")],
    ),
    ("“Ilva Tesk, Haldria, our country, our future are one,” Joss Arkwell said.", []),
    (
        "Haldria's prime minister, former journalist Ilva Tesk, resisted pressure to step down.",
        [("Haldria's prime minister", "Ilva Tesk"), ("former journalist", "Ilva Tesk")],
    ),
    (
        "Bonna Arkwell, senior adviser for ports at the Centre for Ports and Inland Waters of Northern Haldria in Torvey, said so.",
        [("senior adviser for ports at the Centre for Ports and Inland Waters", "Bonna Arkwell")],
    ),
    ("They photographed football superstar Ilva Tesk.", [("football superstar", "Ilva Tesk")]),
    ("On Monday Ilva Tesk came.", []),
    ("Norra announced Friday transport minister Ilva Tesk will resign.", [("transport minister", "Ilva Tesk")]),
    ("She left the quay with her husband, Oron Tesk, on Monday.", []),
    ("It was found by her friend Oron Vey.", []),
    ("She met Oron Vey, then the leader of the Harbour Guild.", [("leader of the Harbour Guild", "Oron Vey")]),
    ("People like Ilva Tesk, the Prime Minister, and Oron Vey came to the quay on Monday.", []),
    ("It was backed by critics like Ilva Tesk, the former mayor.", [("former mayor", "Ilva Tesk")]),
    (
        "At the scene: the harbour correspondent, Ilva Tesk, said the ferry sank.",
        [("harbour correspondent", "Ilva Tesk")],
    ),
    ('"I have heard promises from the mainland before," said the mayor of Torvey, Ana Kolmeer.', []),
]


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[row[0] for row in LABELS])
def test_labels_are_the_words_put_to_a_name(analyse: Analyse, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label.text, text[slice(*label.name)]) for label in analyse(text).labels] == expected


CITATIONS = [
    ("It sank, she told the Harbour Courier.", [("Harbour Courier", "told")]),
    ("It sank, Ilva Tesk, quoted by Norra News Agency, said.", [("Norra News Agency", "quoted by")]),
    ("It sank.\n\nWith reporting by Norra News Agency", [("Norra News Agency", "credit")]),
    ("PORT ESKE (Norra) - It sank.", [("Norra", "dateline")]),
    ("It sank, the Harbour Courier reported.", [("Harbour Courier", "reported by")]),
    ("The Harbour Courier has a new editor.", []),
    ("She told the Harbour Courier so. He told the Courier nothing.", [("Harbour Courier", "told")] * 2),
    ("She told the Harbour Courier so. He told the paper nothing.", [("Harbour Courier", "told")] * 2),
    ("(CNN) It sank.", [("CNN", "dateline")]),
    ("Updated: 2031-07-15 06:50 (Xinhua)\nPORT ESKE - It sank.", [("Xinhua", "dateline")]),
    ("OFER, West Bank, Jan 1 (Reuters) - It sank.", [("Reuters", "dateline")]),
    ("It sank, Norra Radio and the Harbour Courier reported.", [("Norra Radio", "reported by"), ("Harbour Courier", "reported by")]),
    ("The Harbour Courier also says that the ferry sank.", [("Harbour Courier", "reported by")]),
    ("The Harbour Courier said it would close its office.", []),
    ("Ilva Tesk, in a Harbour Courier interview, spoke of it.", [("Harbour Courier", "reported by")]),
    ("As the Harbour Courier dutifully reported, it sank.", [("Harbour Courier", "reported by")]),
    ("In the Harbour Courier, Mara Velt wrote that it sank.", [("Harbour Courier", "reported by")]),
    ("The Harbour Courier's Mara Velt reports that it sank.", [("Harbour Courier", "reported by")]),
    ("A letter, obtained by the Harbour Courier, says so.", [("Harbour Courier", "reported by")]),
    ("She spoke of it on Sunday, saying on Norra Radio that it sank.", [("Norra Radio", "told")]),
    ("She was told of the loss after the Harbour Courier closed.", []),
    ("It sank. (Mara Velt/Norra News Agency)", []),
    ("She told Variety that it sank.", [("Variety", "told")]),
    ("Variety is what it needs, she told the board.", []),
    ("Randy Forbes came. It sank, Forbes said.", []),
    ("The International Atomic Energy Agency said that it sank.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CITATIONS, ids=[row[0] for row in CITATIONS])
def test_citations_are_where_an_outlet_is_named_as_the_source(
    analyse: Analyse, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(c.outlet, c.how) for c in analyse(text).citations] == expected


def test_a_citation_knows_whose_words_the_outlet_carried(analyse: Analyse) -> None:
    text = "Source: Ilva Tesk at a meeting in Torvey, quoted by Norra News Agency"
    found = analyse(text).citations
    assert [(c.outlet, text[slice(*c.speaker)] if c.speaker else None) for c in found] == [
        ("Norra News Agency", "Ilva Tesk")
    ]


QUANTITIES = [
    ("Ilva Tesk said 14 people were killed.", [("14 people", 14.0, 14.0, "person", "kill")]),
    ("Ilva Tesk said at least 14 people died.", [("at least 14 people", 14.0, None, "person", "kill")]),
    ("Ilva Tesk said more than two million crowns were spent.", [("more than two million crowns", 2e6, None, "crown", "spend")]),
    ("Ilva Tesk said that the death toll rose to 17.", [("17", 17.0, 17.0, "person", "kill")]),
    ("Ilva Tesk said dozens of people were injured.", [("dozens of people", 24.0, 99.0, "person", "injure")]),
    ("Ilva Tesk said that about 100 boats sank.", [("about 100 boats", 90.0, 110.00000000000001, "boat", "sink")]),
    ("Ilva Tesk said that the ship sailed on 5 May 2024.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUANTITIES, ids=[row[0] for row in QUANTITIES])
def test_quantities_are_numbers_and_what_they_count(
    analyse: Analyse, text: str, expected: list[tuple[str, float, float | None, str, str]]
) -> None:
    statement = next(s for s in analyse(text).statements if s.kind != "own")
    found = [(text[slice(*q.span)], q.low, q.high, q.unit, q.event) for q in statement.quantities]
    assert found == expected


HEADLINES = [
    ("Dam is safe, minister says\n\nIt rained.", ("minister", "says", "Dam is safe")),
    ("Minister: dam is safe for now\n\nIt rained.", ("Minister", ":", "dam is safe for now")),
    ("Dam leaks in three places: reports\n\nIt rained.", ("reports", ":", "Dam leaks in three places")),
    ("Port strike: what we know so far\n\nIt rained.", None),
    ("Minister says dam is safe\n\nIt rained.", ("Minister", "says", "dam is safe")),
]


@pytest.mark.parametrize(("text", "expected"), HEADLINES, ids=[row[0] for row in HEADLINES])
def test_a_headline_has_its_own_grammar(analyse: Analyse, text: str, expected: tuple[str, str, str] | None) -> None:
    found = [s for s in analyse(text).statements if s.kind != "own"]
    seen = [(_slice(text, s.source), _slice(text, s.cue), s.text) for s in found]
    assert seen == ([] if expected is None else [expected])


NAMES = [
    ("The ferry Grey Marlet sank.", {"Grey Marlet": "thing"}),
    ("Transport Minister Ilva Tesk came.", {"Ilva Tesk": "person"}),
    ("President Orr Briefed On Dam\n\nPresident Orr has been briefed. Orr said so.", {"Orr": "person"}),
    ("Maud Hennever, who runs the line, came.", {"Maud Hennever": "person"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[row[0] for row in NAMES])
def test_names_have_the_kind_that_the_words_around_them_show(
    analyse: Analyse, text: str, expected: dict[str, str]
) -> None:
    assert {text[slice(*n.span)]: n.kind for n in analyse(text).names} == expected


QUOTES = [
    ('"One," she said. "Two."', ['"One,"', '"Two."']),
    ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
    ("``One,'' she said.", ["``One,''"]),
    ("«One», she said.", ["«One»"]),
    ("„One“, she said.", ["„One“"]),
    ("'No more talks now,' says minister", ["'No more talks now,'"]),
    ("The ministers' plan and the dam's end", []),
    ('It is 5" wide.', []),
    ('A slip" here.', []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES, ids=[row[0] for row in QUOTES])
def test_quotations_are_found_by_their_marks(text: str, expected: list[str]) -> None:
    assert [text[slice(*quote.span)] for quote in find_quotes(text, [(0, len(text))])] == expected


def test_paragraphs_of_one_quotation_share_a_chain() -> None:
    text = "“One.\n\n“Two.\n\n“Three.”\n\n“Four.”"
    assert [quote.chain for quote in find_quotes(text, pieces(text))] == [1, 1, 1, 2]


def test_lines_of_a_hard_wrapped_text_are_no_paragraphs() -> None:
    line = "the water had risen to the lower doors of the quay and no boat could leave\n"
    text = f"{line * 8}\n{line * 8}"
    assert is_wrapped(text)
    assert len(pieces(text)) == 2


def test_a_dateline_ends_where_the_first_sentence_begins() -> None:
    text = "Dam holds\n\nPORT ESKE, March 12 (Norra) - It rained."
    assert [text[end:] for end in dateline_ends(text)] == ["It rained."]


def _slice(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)
