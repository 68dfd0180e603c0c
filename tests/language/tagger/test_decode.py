from __future__ import annotations

import itertools

from onrecord.language.along import Along
from onrecord.language.quotes import Quote, find_quotes
from onrecord.language.tagger import Proposal, Tags, propose
from onrecord.language.tagger.tags import CONTENT, CUE, SOURCE
from onrecord.language.tagger.windows import Word


def tags(text: str, opens: dict[int, float], governs: dict[tuple[int, int], dict[int, float]]) -> Tags:
    """Tags over the words of a text, parted by single spaces."""
    words, place = [], 0
    for word in text.split(" "):
        words.append(Word((place, place + len(word)), (1,), 1, 0, 0))
        place += len(word) + 1
    return Tags(words, [opens.get(i, 0.0) for i in range(len(words))], governs)


def words_of(text: str, proposal: Proposal) -> tuple[str | None, str, str]:
    source = text[slice(*proposal.source)] if proposal.source is not None else None
    cue = " | ".join(text[slice(*span)] for span in proposal.cue)
    return source, cue, " | ".join(text[slice(*span)] for span in proposal.content)


def run(text: str, opens: dict[int, float], governs: dict[tuple[int, int], dict[int, float]]) -> list[Proposal]:
    quotes: Along[Quote] = Along(find_quotes(text, [(0, len(text))]), span=lambda quote: quote.span)
    return propose(tags(text, opens, governs), quotes)


SAID = "Tesk said the dam holds today"


def test_a_cue_takes_the_words_that_it_governs() -> None:
    governs = {(1, CONTENT): {2: 0.9, 3: 0.9, 4: 0.9}, (1, SOURCE): {0: 0.9}}
    assert [words_of(SAID, p) for p in run(SAID, {1: 0.9}, governs)] == [("Tesk", "said", "the dam holds")]


def test_a_doubtful_word_between_sure_ones_is_content() -> None:
    governs = {(1, CONTENT): {2: 0.9, 3: 0.2, 4: 0.9, 5: 0.1}, (1, SOURCE): {0: 0.9}}
    assert [words_of(SAID, p)[2] for p in run(SAID, {1: 0.9}, governs)] == ["the dam holds"]


def test_a_cue_without_content_is_no_statement() -> None:
    assert run(SAID, {1: 0.9}, {(1, SOURCE): {0: 0.9}}) == []


def test_a_statement_may_have_no_source() -> None:
    text = "It reportedly holds today"
    assert words_of(text, run(text, {1: 0.9}, {(1, CONTENT): {2: 0.9, 3: 0.9}})[0])[0] is None


def test_what_the_network_is_unsure_of_is_left_out() -> None:
    assert run(SAID, {1: 0.4}, {(1, CONTENT): {2: 0.5, 3: 0.5, 4: 0.5}}) == []


def test_a_cue_in_two_words_is_one_cue() -> None:
    text = "Tesk has said it holds"
    governs = {(1, CUE): {2: 0.9}, (1, CONTENT): {3: 0.5, 4: 0.5}, (2, CONTENT): {3: 0.4, 4: 0.4}}
    governs |= {(1, SOURCE): {0: 0.9}}
    assert [words_of(text, p) for p in run(text, {1: 0.9, 2: 0.3}, governs)] == [("Tesk", "has said", "it holds")]


def test_no_word_is_in_two_statements() -> None:
    governs = {
        (1, CONTENT): {2: 0.6, 3: 0.6, 4: 0.6},
        (4, CONTENT): {2: 0.6, 3: 0.6, 5: 0.6},
    }
    found = run(SAID, {1: 0.95, 4: 0.9}, governs)
    spans = sorted(span for p in found for span in (*p.content, *p.cue))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
