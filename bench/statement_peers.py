"""The systems that are compared: onrecord, the floor over spaCy's parse, and textacy where it is installed.

Each takes the annotated articles and gives, for each, a list of statements with `content`, `cue` and `source` as
lists of `[start, end]` in code points of the article's text.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Doc

import floor
from onrecord.language import Analyser
from onrecord.language.analyser import BATCH
from onrecord.language.paragraphs import pieces
from onrecord.model import Report

Article = dict[str, Any]
Found = list[dict[str, floor.Spans]]
HAS_TEXTACY = importlib.util.find_spec("textacy") is not None


@cache
def analyser() -> Analyser:
    """Return the analyser: loading the model takes longer than a short text."""
    return Analyser()


def reports_of(gold: Sequence[Article]) -> list[Report]:
    """Return the articles as reports."""
    return [Report(id=article["id"], input=article["id"], text=article["text"], language="en") for article in gold]


def onrecord(gold: Sequence[Article]) -> list[Found]:
    """Return what the analyser finds, without the sentences that the outlet says in its own voice."""
    return [
        [
            {"content": _lists(s.content), "cue": _lists(s.cue), "source": _lists(s.source)}
            for s in analysis.statements
            if s.kind != "own"
        ]
        for analysis in analyser().analyse(reports_of(gold))
    ]


def parse_paragraphs(gold: Sequence[Article]) -> list[list[tuple[int, Doc]]]:
    """Return the parsed paragraphs of each article, each with the place where it starts."""
    spans = [(number, span) for number, article in enumerate(gold) for span in pieces(article["text"])]
    texts = (gold[number]["text"][start:end] for number, (start, end) in spans)
    found: list[list[tuple[int, Doc]]] = [[] for _ in gold]
    for (number, span), doc in zip(spans, analyser().nlp.pipe(texts, batch_size=BATCH), strict=True):
        found[number].append((span[0], doc))
    return found


def by_paragraph(parsed: list[list[tuple[int, Doc]]], find: Callable[[Doc], Found]) -> list[Found]:
    """Return what a function of one parsed paragraph finds in each article."""
    return [[_moved(one, start) for start, doc in article for one in find(doc)] for article in parsed]


def textacy(doc: Doc) -> Found:
    """Return the direct quotations of a paragraph as `textacy.extract.direct_quotations` finds them."""
    from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found, unused-ignore]

    try:
        return [
            {
                "content": [[quotation.content.start_char, quotation.content.end_char]],
                "cue": [[token.idx, token.idx + len(token)] for token in quotation.cue],
                "source": [[token.idx, token.idx + len(token)] for token in quotation.speaker],
            }
            for quotation in direct_quotations(doc)
        ]
    except ValueError:  # how it answers an odd number of quotation marks
        return []


def _moved(statement: dict[str, floor.Spans], by: int) -> dict[str, floor.Spans]:
    return {key: [[start + by, end + by] for start, end in spans] for key, spans in statement.items()}


def _lists(spans: Sequence[tuple[int, int]]) -> floor.Spans:
    return [list(span) for span in spans]


def words(gold: Sequence[Article]) -> int:
    """Return the number of words of all articles, parted by white space."""
    return sum(len(article["text"].split()) for article in gold)


def repeated(gold: Sequence[Article], length: int) -> Report:
    """Return one report of at least `length` words, made of the articles one after another, again and again."""
    texts: list[str] = []
    count = 0
    for text in _round(gold):
        texts.append(text)
        count += len(text.split())
        if count >= length:
            break
    return Report(id="long", input="long", text="\n\n".join(texts), language="en")


def _round(gold: Sequence[Article]) -> Iterator[str]:
    while True:
        for article in gold:
            yield article["text"]
