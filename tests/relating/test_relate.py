from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from onrecord.model import Citation, Decision, Duplicate, Rejected, Statement
from onrecord.relating import relate
from tests.relating.reports import story

TEXTS = [
    "President [Ada Berg|person] said the docks of [Eske|place] will open.",
    "[Berg|person] said the docks of [Eske|place] will stay shut.",
    "[Olaf Esk|person] left [Eske|place] by sea.",
]


def test_every_list_of_a_story_is_in_the_same_order_whatever_order_the_reports_come_in() -> None:
    reports, analyses = story(*TEXTS)
    for made in reports:
        first = analyses[made.id].names[0].span
        said = Statement(kind="indirect", name=first, content=((first[1], len(made.text)),), text=made.text[first[1] :])
        cited = Citation(outlet="Norra", span=(0, 3), how="credit")
        analyses[made.id] = replace(analyses[made.id], statements=(said,), citations=(cited,))
    extra = {
        "duplicates": [Duplicate(input=name, of=reports[0].id) for name in ("z.txt", "b.txt")],
        "rejected": [Rejected(input=name, reason="empty") for name in ("y.txt", "c.txt")],
        "decisions": [Decision(id=key, at="2031-05-05", by="Ada", what="merge", on=()) for key in ("d-2", "d-1")],
    }
    stories = {repr(relate(order, analyses, **extra)) for order in permutations(reports)}  # type: ignore[arg-type]
    assert len(stories) == 1
    found = relate(reports, analyses, **extra)  # type: ignore[arg-type]
    for each in (found.reports, found.entities, found.statements, found.claims, found.conflicts, found.decisions):
        assert [item.id for item in each] == sorted(item.id for item in each)
    assert [d.input for d in found.duplicates] == ["b.txt", "z.txt"]
    assert [r.input for r in found.rejected] == ["c.txt", "y.txt"]
    assert [c.report for c in found.citations] == sorted(analyses)
    assert len(found.statements) == len(reports)


def test_an_empty_story_is_empty() -> None:
    found = relate([], {})
    assert (found.reports, found.entities, found.claims, found.timeline) == ((), (), (), ())


def test_a_report_without_an_analysis_is_an_error_not_a_silent_loss() -> None:
    reports, _ = story(*TEXTS)
    with pytest.raises(KeyError):
        relate(reports, {})
