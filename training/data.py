"""PolNeAR as the tagger learns it: for each word, the cue that governs it, and as what."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.language.paragraphs import pieces
from onrecord.language.quotes import find_quotes
from onrecord.language.tagger.windows import Cutter, Window, Word

RELATIONS = ("content", "cue", "source")
MOST = 3
"""Heads a word has at most: a source may have several cues (\"Tesk said ..., adding ...\")."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article cut into words, and for each word its heads (first words of cues), each with the relation to it."""

    id: str
    text: str
    words: list[Word]
    heads: list[list[tuple[int, int]]]


def read(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(document: dict[str, Any], cutter: Cutter) -> Article:
    """Return a marked document as words with heads."""
    text = document["text"]
    paragraphs = pieces(text)
    words = cutter.words(text, paragraphs, find_quotes(text, paragraphs))
    at: list[int] = [-1] * (len(text) + 1)
    for index, word in enumerate(words):
        at[word.span[0] : word.span[1]] = [index] * (word.span[1] - word.span[0])
    heads: list[list[tuple[int, int]]] = [[] for _ in words]
    for statement in document["statements"]:
        cue = _touched(at, statement["cue"])
        if not cue:
            continue
        for number, name in enumerate(RELATIONS):
            for index in _touched(at, statement[name]):
                heads[index].append((cue[0], number))
    return Article(document["id"], text, words, heads)


def _touched(at: list[int], spans: list[list[int]]) -> list[int]:
    return sorted({at[place] for start, end in spans for place in range(start, end)} - {-1})


def targets(found: Article, window: Window) -> tuple[list[list[int]], list[int]]:
    """Return what the network should say of a window's words.

    That is, for each word, the targets of the choice of head (0: none; 1 + relation * n + head), and whether it opens a
    cue.
    """
    n = window.end - window.start
    chosen, opens = [], []
    for index in range(window.start, window.end):
        seen = [(head, relation) for head, relation in found.heads[index] if window.start <= head < window.end]
        chosen.append([1 + relation * n + head - window.start for head, relation in seen[:MOST]] or [0])
        opens.append(int(any(head == index for head, _ in found.heads[index])))
    return chosen, opens
