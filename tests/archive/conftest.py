"""A small archive of invented reports: two stories of several outlets each, one that stands alone, and what is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("daft", reason="the engine is an extra: onrecord[archive]")

FERRY = (
    "The ferry Grey Tern sank off Port Eske on Monday night with eleven people on board, the coast guard said.",
    "“The Grey Tern will be raised by the end of May,” harbour master Ilka Brask told reporters in Port Eske.",
    "Coast guard captain Oren Falk said nine passengers of the Grey Tern had been rescued and two were missing.",
    "Shipowner Marlet Lines said the ferry Grey Tern had passed its inspection in Port Eske in March.",
)
MINE = (
    "A wall of the Haldria copper mine near Torvey collapsed on Friday, mine director Sela Quint said.",
    "“Nobody was in the Haldria copper mine when the wall fell,” Quint said in Torvey.",
    "Union leader Dav Orrin said that miners of the Haldria copper mine had warned of cracks in it since January.",
    "Work at the Haldria copper mine will not resume before July, Quint said.",
)
ALONE = "The brass band of Lower Wenn won the county cup for the third time, its conductor Pell Arden said on Sunday."
OUTLETS = ("Norra Post", "Eske Courier", "The Quay")


def article(title: str, sentences: list[str], outlet: str, day: str) -> dict[str, str]:
    slug = f"{title} {outlet}".lower().replace(" ", "-")
    return {
        "title": title,
        "text": "\n\n".join(sentences),
        "outlet": outlet,
        "date_publish": day,
        "url": f"https://{outlet.lower().replace(' ', '')}.example/2031/05/{slug}",
    }


def articles() -> list[dict[str, str]]:
    """Return the reports of both stories and the one that stands alone."""
    found = []
    for title, said, day in (("Ferry Grey Tern sinks off Port Eske", FERRY, 6), ("Haldria copper mine wall", MINE, 17)):
        for number, outlet in enumerate(OUTLETS):
            sentences = [said[0], *(said[1 + (number + more) % 3] for more in range(2))]
            own = f"{outlet} has asked all who saw it to write to the newsroom, number {number + 1}."
            found.append(article(f"{title}, {outlet} reports", [*sentences, own], outlet, f"2031-05-{day + number:02}"))
    found.append(article("Brass band wins cup", [ALONE, "It had won it twice before."], "Wenn Mirror", "2031-05-09"))
    return found


def write_archive(folder: Path) -> Path:
    """Write the archive: most in one file of lines, some by themselves, one twice, one that is none."""
    folder.mkdir(parents=True)
    made = articles()
    (folder / "export.jsonl").write_text("".join(json.dumps(one) + "\n" for one in made[2:]) + "{ no JSON\n", "utf-8")
    for number, one in enumerate(made[:2]):
        (folder / f"page-{number}.json").write_text(json.dumps(one), "utf-8")
    (folder / "page-1-again.json").write_text(json.dumps(made[1]), "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder
