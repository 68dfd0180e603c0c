from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reading.facts import Draft, Fact
from onrecord.reading.report import make_report


def of(text: str) -> Report:
    return make_report("a.txt", Draft(text=text), {})


FELL = "The wall of Eske fell on Monday, the harbour master said."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The wall of Eske falls\n\n{FELL}", "The wall of Eske falls"),
        (f"\n\n‘I will not go’: an old man and his wall\n{FELL}", "‘I will not go’: an old man and his wall"),
        (f"# The wall falls\n\n{FELL}", "The wall falls"),
        (f"**Will the wall fall?**\n\n{FELL}", "Will the wall fall?"),
        (f"The wall falls Updated: 2031-05-04 13:14 (Norra Daily)\n{FELL}", "The wall falls"),
        (f"{FELL}\nTwo ships were lost.", None),
        ("The wall of Eske falls", None),
        (f"May 4, 2031\n{FELL}", None),
        (f"By Jane Doe\n{FELL}", None),
        (f"Photo\n{FELL}", None),
        (f"https://norra.example/wall\n{FELL}", None),
        (f"Wall\n{FELL}", None),
        (f"{'The wall ' * 20}\n{FELL}", None),
    ],
)
def test_a_first_line_that_looks_like_a_headline_is_the_title(text: str, title: str | None) -> None:
    found = of(text)
    assert found.title == title
    assert (found.title_span is None) == (title is None)
    if found.title_span is not None:
        assert found.slice(found.title_span) == title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"The Wall  falls\n{FELL}", "The Wall  falls"),
        (f"COAST\n\n“The wall falls”\n{FELL}", None),
        (f"COAST\n\nThe wall falls\n{FELL}", "The wall falls"),
        (f"The wall falls Updated: 2031-05-04 13:14\n{FELL}", "The wall falls"),
        (f"The wall falls, they said.\n{FELL}", None),
        (FELL, None),
    ],
)
def test_a_known_title_is_found_where_it_stands_in_the_first_lines(text: str, words: str | None) -> None:
    found = make_report("a.txt", Draft(text=text), {"title": Fact("The wall falls", "manifest")})
    assert found.title == "The wall falls"
    assert (found.slice(found.title_span) if found.title_span else None) == words


@pytest.mark.parametrize(
    ("text", "outlet", "basis"),
    [
        (f"PORT ESKE (Norra) - {FELL}", "Norra", 'dateline: "PORT ESKE (Norra)"'),
        (
            f"The wall falls\n\nESKE, Norra, May 4 (Varde Wire) — {FELL}",
            "Varde Wire",
            'dateline: "ESKE, Norra, May 4 (Varde Wire)"',
        ),
        (f"ESKE, May 4 (Varde Wire) — {FELL}", "Varde Wire", 'dateline: "ESKE, May 4 (Varde Wire)"'),
        (f"Eske (Reuters) - {FELL}", "Reuters", 'dateline: "Eske (Reuters)"'),
        (f"(CNN) {FELL}", "CNN", 'dateline: "(CNN)"'),
        (f"The wall falls\n{FELL}\nThe Guardian\n{FELL}", "The Guardian", 'text: the line "The Guardian"'),
        (f"ESKE (AP) — {FELL}\nThe Guardian", "The Guardian", 'text: the line "The Guardian"'),
        (f"{FELL}\nReuters\n{FELL}", None, None),
        (f"KANSAS (Mo.) - {FELL}", None, None),
        (f"ESKE (May 4) - {FELL}", None, None),
        (f"The wall (built in 1904) - {FELL}", None, None),
        (f"{FELL} ESKE (AP) - x", None, None),
        (f"The Sun\n{FELL}", None, None),
        (f"The Guardian\n{FELL}\nCNN", None, None),
    ],
)
def test_a_dateline_or_a_line_of_its_own_names_the_outlet(text: str, outlet: str | None, basis: str | None) -> None:
    found = of(text)
    assert (found.outlet, found.basis.get("outlet")) == (outlet, basis)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"The wall falls\n\nMay 04, 2031\n\n{FELL}", "2031-05-04"),
        (f"The wall falls\nUpdated: 2031-05-04 13:14\n{FELL}", "2031-05-04T13:14:00"),
        (f"The wall falls\nPublished: 4 May 2031\nUpdated: 6 May 2031\n{FELL}", "2031-05-04"),
        (f"{FELL}\n\n4 May 2031, 21:30 GMT", "2031-05-04T21:30:00"),
        (f"The wall falls Updated: 2031-05-04 13:14 By Agencies(Norra Daily)\n{FELL}", "2031-05-04T13:14:00"),
        (f"May 4, 2031\n{FELL}\nMay 5, 2031", None),
        (f"03/04/2031\n{FELL}", None),
        ("The wall of Eske fell on May 4, 2031, the harbour master said.", None),
        ("\n".join([FELL] * 8 + ["May 4, 2031"] + [FELL] * 8), None),
    ],
)
def test_a_line_that_is_a_date_near_the_top_or_the_end_is_the_day_of_publication(
    text: str, published: str | None
) -> None:
    assert of(text).published == published


@pytest.mark.parametrize(
    ("ending", "url"),
    [
        ("Original url:\n\nhttps://norra.example/2031/05/04/wall", "https://norra.example/2031/05/04/wall"),
        ("Original URL: https://norra.example/2031/05/04/wall", "https://norra.example/2031/05/04/wall"),
        (
            "Original url:\nhttps://norra.example/2031/05/04/wall -a87256",
            "https://norra.example/2031/05/04/wall-a87256",
        ),
        ("Original url: https://norra.example/2031/05/04/wall and more", None),
        ("https://norra.example/2031/05/04/wall", None),
        ("Original url:\nhttps://norra.example/a\nOriginal url:\nhttps://norra.example/b", None),
    ],
)
def test_an_address_behind_its_label_gives_the_url_and_what_the_url_says(ending: str, url: str | None) -> None:
    found = of(f"The wall falls\n\n{FELL}\n\n{ending}")
    assert found.url == url
    assert (found.outlet, found.published) == (("norra.example", "2031-05-04") if url else (None, None))
