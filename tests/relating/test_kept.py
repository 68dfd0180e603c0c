"""What is kept of pairs is found again, and never changes a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Analysis, Name, Report, Statement, Story
from onrecord.relating import Kept, relate
from onrecord.relating import kept as module
from onrecord.relating.kept import Numbers, Values, both, digest_of, halves, one_of_both
from tests.relating.reports import report

SENTENCES = (
    "Ada Berg said the old docks of Eske will open again before the winter fair begins.",
    "Ada Berg said the old docks of Eske will not open again before the winter fair begins.",
    "The harbour board closed the northern docks after twelve barges sank in the storm overnight.",
    "The harbour board closed the northern docks after nineteen barges sank in the storm overnight.",
    "Olaf Rend told sailors that the ferry company would pay for every ruined net and lost cargo.",
    "Residents of the lower quays spent a third night in the grain hall while pumps cleared the cellars.",
    "A spokeswoman for the ferry company refused to say when its boats would sail to Torvey again.",
)
OUTLETS = ("Norra News", "Eske Post", "Torvey Times")
stories = st.lists(
    st.tuples(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.sampled_from(OUTLETS)),
    min_size=2,
    max_size=6,
    unique_by=lambda made: ("\n\n".join(made[0]), made[1]),
)


def test_a_relating_that_keeps_nothing_gives_the_same_story() -> None:
    reports, analyses = told([(SENTENCES[:3], "Norra News"), (SENTENCES[1:5], "Eske Post")])
    assert as_written(relate(reports, analyses, kept=Kept())) == as_written(relate(reports, analyses))


@settings(max_examples=60, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_adding_reports_one_by_one_gives_the_story_of_all_whatever_was_kept(
    made: list[tuple[list[str], str]], chance: object
) -> None:
    reports, analyses = told(made)
    chance.shuffle(reports)  # type: ignore[attr-defined]
    held: dict[str, bytes] = {}
    for upto in range(1, len(reports) + 1):
        kept = Kept(held)
        added = relate(reports[:upto], analyses, kept=kept)
        held = kept.to_keep()
        assert as_written(added) == as_written(relate(reports[:upto], analyses))


@settings(max_examples=30, deadline=None)
@given(stories)
def test_what_is_kept_is_of_the_story_as_it_is_and_of_no_report_that_is_gone(made: list[tuple[list[str], str]]) -> None:
    reports, analyses = told(made)
    first, again = Kept(), Kept()
    relate(reports, analyses, kept=first)
    fewer = Kept(first.to_keep())
    relate(reports[:-1], analyses, kept=fewer)
    relate(reports[:-1], analyses, kept=again)
    assert fewer.to_keep() == again.to_keep()


def test_what_another_version_kept_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Kept()
    before.numbers("odds").put((1, 2), 0.5)
    held = before.to_keep()
    assert Kept(held).numbers("odds").find((1, 2)) == 0.5
    monkeypatch.setattr(module, "version", lambda: "another")
    assert Kept(held).numbers("odds").find((1, 2)) is None


def test_numbers_are_found_alone_and_many_at_once() -> None:
    digests = np.array([halves(digest_of(name)) for name in "abcd"], np.uint64)
    pairs = both(digests[:3], digests[1:])
    shelf = Numbers()
    shelf.put_all(pairs[:2], [0.25, 0.5])
    known, values = Numbers(shelf.to_keep()).look(pairs)
    assert known.tolist() == [True, True, False]
    assert values.tolist() == [0.25, 0.5, 0.0]
    alone = [Numbers(shelf.to_keep()).find(one_of_both(one, other)) for one, other in pairwise(digests)]
    assert alone == [0.25, 0.5, None]


def test_numbers_put_one_by_one_are_sorted_in_and_found_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FRESH", 3)
    shelf, unsorted = Numbers(), Numbers()
    digests = [halves(digest_of(at)) for at in range(40)]
    for at, digest in enumerate(digests):
        shelf.put(digest, at / 8)
    unsorted.put_all(np.array(digests[::-1], np.uint64), [at / 8 for at in range(40)][::-1])
    assert [shelf.find(digest) for digest in digests] == [at / 8 for at in range(40)]
    assert shelf.to_keep() == unsorted.to_keep()


def test_the_digest_of_a_pair_does_not_depend_on_which_comes_first() -> None:
    a, b = (np.array(halves(digest_of(name)), np.uint64) for name in "ab")
    assert one_of_both(a, b) == one_of_both(b, a)


def test_what_is_not_asked_for_is_not_kept_on() -> None:
    shelf = Values()
    shelf.put(b"one", [1])
    shelf.put(b"two", [2])
    later = Values(shelf.to_keep())
    assert later.find(b"two") == [2]
    assert Values(later.to_keep()).find(b"one") is None


def as_written(story: Story) -> bytes:
    return msgspec.json.encode(story)


def told(made: Sequence[tuple[Sequence[str], str]]) -> tuple[list[Report], dict[str, Analysis]]:
    """Return reports of some sentences, and analyses in which each sentence is a statement, with its names."""
    reports, analyses = [], {}
    for number, (sentences, outlet) in enumerate(made):
        text = "\n\n".join(sentences)
        one = report(text, outlet, f"2031-05-0{number + 1}", f"{number}.txt")
        spans = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
        statements = tuple(
            Statement(
                kind="own",
                content=(span,),
                sentence=span,
                text=text[slice(*span)],
                terms=tuple(re.findall(r"[a-z]{4,}", text[slice(*span)])),
                event="close" if "closed" in text[slice(*span)] else "say",
                negated=" not " in text[slice(*span)],
            )
            for span in spans
        )
        names = tuple(
            Name(span=(match.start(), match.end()), kind="person") for match in re.finditer("Ada Berg|Olaf Rend", text)
        )
        reports.append(one)
        analyses[one.id] = Analysis(sentences=tuple(spans), names=names, statements=statements)
    return reports, analyses
