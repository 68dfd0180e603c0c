"""Invented reports of invented events for the tests of the archive's stories."""

from __future__ import annotations

from onrecord.model import Report, make_id

FERRY = (
    "A ferry with 120 people on board sank off Eske on Monday night, the coast guard of Norra said. The Maren Lind "
    "ran on a rock in the Tolva strait in a storm. Nine passengers died and forty were rescued by fishing boats.",
    "The ferry Maren Lind sank in a storm in the Tolva strait off Eske, killing at least nine people. The coast guard "
    "of Norra said that fishing boats had rescued forty passengers of the ferry.",
    "Divers searched the wreck of the ferry Maren Lind in the Tolva strait for passengers still missing. The ferry "
    "sank off Eske in a storm, and nine people are known to have died, the coast guard of Norra said.",
)
STRIKE = (
    "Teachers in Belmora walked out of their schools over pay, and the union of Hanne Vik said that they would stay "
    "out for a week. The minister of education, Jonas Reik, called the strike in Belmora a mistake.",
    "Schools in Belmora stayed shut as teachers went on strike for higher pay. Hanne Vik, who leads the union, said "
    "that Jonas Reik, the minister of education, had made no offer to the teachers.",
)
FERRY_TITLES = ("Ferry sinks off Eske, nine dead", "Nine die as ferry sinks in storm off Eske", "Divers at ferry wreck")
STRIKE_TITLES = ("Teachers in Belmora walk out", "Belmora teachers strike over pay")


def report(
    text: str, published: str | None = "2031-05-06", title: str | None = None, language: str | None = "en"
) -> Report:
    """Return a report."""
    return Report(
        id=make_id("r", text, published, title),
        input="a.txt",
        text=text,
        title=title,
        published=published,
        language=language,
    )


def of_the_ferry() -> list[Report]:
    """Return three reports of one event, on three days."""
    days = ("2031-05-06", "2031-05-06", "2031-05-08")
    return [report(*one) for one in zip(FERRY, days, FERRY_TITLES, strict=True)]


def of_the_strike() -> list[Report]:
    """Return two reports of another event in the same days."""
    return [report(*one) for one in zip(STRIKE, ("2031-05-06", "2031-05-07"), STRIKE_TITLES, strict=True)]
