"""The copies that the bench makes are the same at every call, and what is known of them is so."""

from __future__ import annotations

from lineage_copies import Pile, make_pile
from lineage_scores import Claimed, Gold, Tally, score
from onrecord.model import Report
from tests.relating.reports import report

TOWNS = ("Eske", "Torvey", "Brine", "Aldmoor")


def sources() -> list[Report]:
    """Four long reports that share no prose."""
    return [
        report(
            "\n\n".join(
                f"The {town}{n} board said that the {town}wall{n} would be mended by May{n}, and {town}men{n} "
                f"began to carry stone to the {town}quay{n} before noon. Nobody in {town}{n} saw it{town}{n} come."
                for n in range(6)
            ),
            f"The {town} News",
            f"2031-05-0{number}T08:00:00",
            f"{town}.txt",
        )
        for number, town in enumerate(TOWNS, 1)
    ]


def pile(seed: int) -> Pile:
    """A pile of these."""
    made = make_pile("invented", sources(), seed)
    assert made is not None
    return made


def test_one_seed_makes_one_pile_whatever_order_the_reports_come_in() -> None:
    turned = make_pile("invented", sources()[::-1], 1)
    assert turned is not None
    assert turned.reports == pile(1).reports
    assert pile(2).reports != pile(1).reports


def test_every_word_that_was_taken_stands_where_it_is_said_to() -> None:
    for seed in range(3):
        for made in pile(seed).made.values():
            for span, _, plain, _ in made.words:
                words = "".join(c if c.isalnum() else " " for c in made.report.slice(span)).casefold().split()
                assert words == plain.replace("'", " ").split()


def test_who_claims_just_what_is_known_is_wholly_right() -> None:
    for seed in range(3):
        made = pile(seed)
        gold, tally = Gold(made, 40), Tally()
        claimed = [Claimed(origin, copy, directed=True) for origin, copy in gold.edges.values()]
        claimed += [
            Claimed(min(group), other, directed=False) for group in gold.groups for other in group - {min(group)}
        ]
        score(made, claimed, tally, 40)
        assert gold.edges
        assert (tally.wrong, tally.missed, tally.f1) == (0, 0, 1.0)
        assert {way for _, way in tally.ways} <= {"right", "open"}


def test_a_claim_between_two_originals_is_wrong() -> None:
    made, tally = pile(1), Tally()
    one, other = [m.report.id for m in made.made.values() if m.present and not m.parents][:2]
    score(made, [Claimed(one, other, directed=True)], tally, 40)
    assert (tally.right, tally.wrong) == (0, 1)
