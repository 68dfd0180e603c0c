"""How a copy is made of a text of words that remember where they were first: cut, put in another order, rewritten.

The words that are put for others stand in `lineage_words.toml`.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

TABLE = tomllib.loads((Path(__file__).parent / "lineage_words.toml").read_text(encoding="utf-8"))
_STRANGE: list[str] = TABLE["strange"].split()
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Root = tuple[str, int]
"""The original that a word was first taken from, and the code point at which it starts there."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the marks around it, as it is printed."""

    text: str
    root: Root | None = None
    quoted: bool = False

    @property
    def plain(self) -> str:
        """The word without case and marks: two words are the same where this is."""
        return " ".join(WORD.findall(self.text)).casefold().replace("’", "'")


Sentence = tuple[Word, ...]
Paragraph = tuple[Sentence, ...]
Text = tuple[Paragraph, ...]


def cut(text: Text, draw: random.Random) -> Text:
    """Leave out paragraphs, from the end, as desks do, or here and there; 60 words stay if there are so many."""
    share = draw.uniform(0.2, 1.0)
    number = max(1, round(share * len(text)))
    while number < len(text) and sum(len(s) for p in text[:number] for s in p) < 60:
        number += 1
    if draw.random() < 0.5:
        return text[:number]
    return tuple(text[i] for i in sorted(draw.sample(range(len(text)), number)))


def reordered(text: Text, draw: random.Random) -> Text:
    """Put paragraphs, or the sentences of some paragraphs, in another order; or leave them."""
    how = draw.choice(("as it is", "as it is", "paragraphs", "sentences"))
    if how == "paragraphs":
        return tuple(draw.sample(text, len(text)))
    if how == "sentences":
        return tuple(tuple(draw.sample(p, len(p))) for p in text)
    return text


def rewritten(text: Text, edits: float, draw: random.Random) -> Text:
    """Rewrite sentences until a share of their prose words is edited.

    First by the tables and by turning attributions and clauses; what is then still missing, by putting other words for
    phrases of one to four words, leaving such phrases out, and putting such phrases in.
    """
    tables = [pair for name in ("swaps", "contractions", "numbers") for pair in TABLE[name]]
    forms: dict[str, list[str]] = {}
    for one, other in tables:
        forms.setdefault(one, []).append(other)
        forms.setdefault(other, []).append(one)
    ways: tuple[Callable[[Sentence], Sentence], ...] = (turned_attribution, turned_clauses)
    result = []
    for paragraph in text:
        sentences = []
        for sentence in paragraph:
            changed = sentence
            for way in ways:
                if draw.random() < edits:
                    changed = way(changed)
            changed = swapped(changed, forms, min(1.0, 1.5 * edits), draw)
            sentences.append(worn(changed, sentence, edits, draw))
        result.append(tuple(s for s in sentences if s))
    return tuple(p for p in result if p)


def swapped(sentence: Sentence, forms: dict[str, list[str]], share: float, draw: random.Random) -> Sentence:
    """Put other words for words and phrases of the tables, each with a chance of `share`."""
    result: list[Word] = []
    at = 0
    while at < len(sentence):
        for size in (2, 1):
            phrase = sentence[at : at + size]
            known = forms.get(" ".join(w.plain for w in phrase))
            if known and len(phrase) == size and not any(w.quoted for w in phrase) and draw.random() < share:
                words = draw.choice(known).split()
                if phrase[0].text[0].isupper():
                    words[0] = words[0].capitalize()
                tail = re.sub(r"^.*?([^\w]*)$", r"\1", phrase[-1].text)
                words[-1] += tail
                roots = [w.root for w in phrase]
                result += [Word(w, roots[min(i, len(roots) - 1)]) for i, w in enumerate(words)]
                at += size
                break
        else:
            result.append(sentence[at])
            at += 1
    return tuple(result)


def turned_attribution(sentence: Sentence) -> Sentence:
    """Turn "..., X said." into "..., said X." and "X said that ..." into "According to X, ..."."""
    plain = [w.plain for w in sentence]
    if "said" not in plain:
        return sentence
    at = plain.index("said")
    said = sentence[at]
    if said.quoted:
        return sentence
    if at == len(sentence) - 1:
        start = max((i + 1 for i, w in enumerate(sentence[:at]) if w.text.endswith((",", ",”", ',"'))), default=-1)
        if 0 < start < at and at - start <= 5:
            who = sentence[start:at]
            last = replace(who[-1], text=who[-1].text + ".")
            return (*sentence[:start], replace(said, text="said"), *who[:-1], last)
    if 0 < at <= 5 and at + 3 < len(sentence) and not any("," in w.text for w in sentence[: at + 1]):
        who, rest = sentence[:at], sentence[at + 1 :]
        if rest[0].plain == "that":
            rest = rest[1:]
        who = (*who[:-1], replace(who[-1], text=who[-1].text + ","))
        return (Word("According"), Word("to"), *who, *rest)
    return sentence


def turned_clauses(sentence: Sentence) -> Sentence:
    """Turn "A, B." into "B, A." where the sentence has one comma and both sides some words."""
    commas = [i for i, w in enumerate(sentence) if w.text.endswith(",")]
    if len(commas) != 1 or any(w.quoted for w in sentence):
        return sentence
    first, second = sentence[: commas[0] + 1], sentence[commas[0] + 1 :]
    if min(len(first), len(second)) < 4:
        return sentence
    end = second[-1].text
    body = end.rstrip(".!?")
    first = (*first[:-1], replace(first[-1], text=first[-1].text[:-1] + (end[len(body) :] or ".")))
    second = (*second[:-1], replace(second[-1], text=body + ","))
    return (*second, *first)


def worn(sentence: Sentence, before: Sentence, edits: float, draw: random.Random) -> Sentence:
    """Edit phrases of one to four prose words until the share of words edited is reached."""
    was = {w.root: w.plain for w in before}
    prose = sum(1 for w in before if not w.quoted)
    words = list(sentence)
    for _ in range(4 * len(before)):
        kept = sum(1 for w in words if not w.quoted and w.root is not None and was.get(w.root) == w.plain)
        missing = edits * prose - (prose - kept)
        if missing < draw.random():
            break
        size = draw.randint(1, min(4, max(1, round(missing))))
        places = [
            i
            for i in range(len(words) - size + 1)
            if all(not w.quoted and w.root is not None and was.get(w.root) == w.plain for w in words[i : i + size])
        ]
        if not places:
            if size == 1:
                break
            continue
        at = draw.choice(places)
        how = draw.random()
        if how < 0.6:
            new = [replace(w, text=draw.choice(_STRANGE)) for w in words[at : at + size]]
        elif how < 0.9:
            new = []
        else:
            new = [Word(draw.choice(_STRANGE)) for _ in range(size)]
            new += [replace(words[at], text=draw.choice(_STRANGE)), *words[at + 1 : at + size]]
        words[at : at + size] = new
    return tuple(words)
