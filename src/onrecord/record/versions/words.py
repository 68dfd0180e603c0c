"""What was changed inside one sentence, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

How = Literal["same", "removed", "added"]

ISLAND = 3
"""Letters up to which equal words between two changes are taken into them: "from the" in two lines is read as one."""

MOST_WORDS = 2_000
"""Words and signs of a sentence up to which it is looked at word by word: what is longer is no sentence (a table, a
script that was taken for text), and is shown as it was and as it is."""

_TOKEN = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a sentence that was changed."""

    how: How
    text: str
    """With the white space before it, so that pieces can be written one behind the other."""


def pieces(was: str, now: str) -> tuple[Piece, ...]:
    """Return the words of two wordings of one sentence in their order: what both have, what went, what came.

    Without what was added they are the earlier wording, without what was removed the later, but for white space.

    >>> [(one.how, one.text) for one in pieces("Two ships sank.", "Three ships sank.")]
    [('removed', 'Two'), ('added', 'Three'), ('same', ' ships sank.')]
    """
    olds, news = _tokens(was), _tokens(now)
    if max(len(olds), len(news)) > MOST_WORDS:
        return Piece(how="removed", text="".join(olds)), Piece(how="added", text="".join(news))
    blocks: list[list[list[str]]] = []
    matcher = SequenceMatcher(None, [one.strip() for one in olds], [one.strip() for one in news], autojunk=False)
    steps = matcher.get_opcodes()
    for number, (what, i1, i2, j1, j2) in enumerate(steps):
        inner = 0 < number < len(steps) - 1
        same = what == "equal" and not (inner and sum(map(len, _letters(news[j1:j2]))) <= ISLAND)
        if same:
            blocks.append([[max(pair, key=len) for pair in zip(olds[i1:i2], news[j1:j2], strict=True)]])
        elif blocks and len(blocks[-1]) > 1:
            blocks[-1][0] += olds[i1:i2]
            blocks[-1][1] += news[j1:j2]
        else:
            blocks.append([olds[i1:i2], news[j1:j2]])
    found: list[Piece] = []
    for block in blocks:
        if len(block) == 1:
            found.append(Piece(how="same", text="".join(block[0])))
            continue
        removed, added = ("".join(words) for words in block)
        found += [Piece(how="removed", text=removed)] if removed else []
        found += [Piece(how="added", text=added)] if added else []
    return tuple(found)


def _tokens(words: str) -> list[str]:
    """Return words and signs, each with the space before it."""
    plain = " ".join(words.split())
    ends = [0, *(match.end() for match in _TOKEN.finditer(plain))]
    return [plain[start:end] for start, end in pairwise(ends)]


def _letters(tokens: list[str]) -> list[str]:
    return ["".join(sign for sign in token if sign.isalnum()) for token in tokens]
