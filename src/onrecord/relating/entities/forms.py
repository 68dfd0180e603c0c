"""The forms in which reports name things: each name cleaned of what is not part of it, with its surroundings.

A *form* is all names of a story that are one string after folding ("the Kestrel's" and "KESTREL"); the clusters of
`entities` are made of forms, except that a bare surname may belong to different people in different reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import EntityKind, Name, Report, Span
from onrecord.relating.entities.words import INVISIBLE, fold, name_words

BESIDE = 60
"""Code points on each side of a name that are looked at for what it is."""
LONGEST_TITLE = 3
"""Words in a title: "deputy prime minister"."""
SYLLABLE = 2
"""Letters of the shortest part of a given name behind a hyphen."""

_EDGES = " \t\n\"“”„«»‘’'()[]{}<>*_,;:.!?-–—•|/"
_POSSESSIVE = re.compile(r"\s?['’]s?$", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)
_PRECEDING = re.compile(r"(?<![^\W_])(?!the\s)([^\W\d_]+)\s+(?:the\s+)?$", re.IGNORECASE)
_REST_OF_NAME = re.compile(r"(?: - |-)([^\W\d_A-Z]{2,6})\b(?![-‐‑\w])")
_NEXT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Naming:
    """One name in one report, cleaned."""

    report: str
    span: Span
    kind: EntityKind
    """What the analysis of this one report took it for."""
    text: str
    """Without determiner, possessive, titles and edge punctuation, as the report spells it."""
    key: str
    """The text folded."""
    titles: tuple[str, ...]
    """The titles in or right before the name, folded."""
    before: str
    """The text before the name in the same line, at most `BESIDE` code points; titles and determiner left out."""
    after: str
    possessive: bool
    determined: bool
    """Whether "the" stands before it."""


@dataclass(frozen=True, slots=True)
class Form:
    """All mentions of a story that are one string after folding."""

    key: str
    mentions: tuple[Naming, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of the folded form."""
        return tuple(self.key.split())


def find_forms(reports: Sequence[Report], names: Mapping[str, Iterable[Name]]) -> dict[str, Form]:
    """Return the forms of a story by key, in the order of the keys; `names` are those of each report, by its id."""
    found: dict[str, list[Naming]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: r.id):
        for name in sorted(names[report.id], key=lambda n: (n.span, n.kind)):
            mention = read_naming(report, name.span, name.kind)
            if mention is not None:
                found[mention.key].append(mention)
    return {key: Form(key, tuple(found[key])) for key in sorted(found)}


def read_naming(report: Report, span: Span, kind: EntityKind) -> Naming | None:
    """Clean one name; None where nothing is left that could be a name.

    >>> report = Report(id="r-1", input="a.txt", text="It was the former President Ada Berg's plan.")
    >>> found = read_naming(report, (7, 38), "person")
    >>> found.text, found.titles, found.possessive, found.determined
    ('Ada Berg', ('former president',), True, True)
    """
    words = name_words()
    text = report.slice(span)
    if "\n" in text.strip():
        return None  # A name does not run over a line: two names, or a heading and a name, taken for one.
    before = report.text[max(0, span[0] - BESIDE) : span[0]].rsplit("\n", 1)[-1]
    after = report.text[span[1] : span[1] + BESIDE].split("\n", 1)[0]
    text = text.strip(_EDGES.replace(".", ""))
    possessive = re.match(r"\s?['’]s\b", after, re.IGNORECASE) is not None
    if _POSSESSIVE.search(text):
        text, possessive = _POSSESSIVE.sub("", text), True
    shorter = _DETERMINER.sub("", text)
    determined = shorter != text or re.search(r"\bthe\s+$", before, re.IGNORECASE) is not None
    text = re.sub(r" - ", "-", " ".join(shorter.split()))  # As word-parted corpora write a hyphen.
    text = "".join(sign for sign in text if sign not in INVISIBLE)
    # "Kwon Il - ha": the tagger stops before the hyphen. "Berg - where" goes on after a dash, with a word of its own.
    personal = kind == "person" or bool(_titles_before(before))
    rest = _REST_OF_NAME.match(after) if personal and " " in _without_titles(text)[0] else None
    if rest is not None and _is_rest(rest, report):
        text, after = f"{text}-{rest[1]}", after[rest.end() :]
    if not re.search(r"\.[^\W\d_]\.$|(?<![^\W_])[^\W\d_]\.$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.$", text):
        text = text.rstrip(".")
    titles: list[str] = []
    bare, taken = _without_titles(text)
    if kind == "person" or (bare != text and _is_full_name(bare)):
        text, titles = bare, taken
    titles += _titles_before(before)
    key = fold(text)
    if not key or key in words.not_names or not any(c.isupper() for c in text):
        return None
    return Naming(report.id, span, kind, text, key, tuple(titles), before, after, possessive, determined)


def _is_rest(rest: re.Match[str], report: Report) -> bool:
    """Say whether what follows a hyphen is the rest of a name: with spaces around the hyphen, it may be a dash.

    Then the report must write the same again, or not know the word without a hyphen before it; a syllable of two
    letters may be a word as well ("Kwon Jae - in"), and is taken behind a surname and half a given name.
    """
    if rest[1] in name_words().behind_hyphens:
        return False
    if len(rest[1]) == SYLLABLE:
        return True
    again = rf"\w{re.escape(rest.group())}\b"
    alone = rf"(?<![-‐‑–—\w])(?<![-‐‑–—] ){rest[1]}(?![-\w])"
    return len(re.findall(again, report.text)) > 1 or re.search(alone, report.text) is None


def _without_titles(text: str) -> tuple[str, list[str]]:
    """Take titles off the front of a person's name, and words that come before a title ("former", a demonym)."""
    words, tokens = name_words(), text.split()
    titles: list[str] = []
    start = 0
    while start < len(tokens) - 2 and fold(tokens[start]) in words.credit_words | words.callings:
        start += 1
    position = start
    while position < len(tokens) - 1:
        for size in range(min(LONGEST_TITLE, len(tokens) - 1 - position), 0, -1):
            phrase = fold(" ".join(tokens[position : position + size]))
            if phrase in words.titles or phrase in words.courtesy:
                titles.append(phrase)
                position += size
                start = position
                break
        else:
            position += 1
            if position > LONGEST_TITLE:
                break
    if start == len(tokens) - 1 and titles and titles[-1] in words.titles_of_given_names - words.courtesy:
        start -= 1  # "Pope Ada" is her name.
    return " ".join(tokens[start:]), titles


def _is_full_name(text: str) -> bool:
    """Say whether what follows a title is a full name, whatever the tagger took it for: no word for a kind in it."""
    words, tokens = name_words(), text.split()
    others = words.organisation_words | words.thing_words | words.place_words | words.legal_suffixes
    return len(tokens) > 1 and all(t[0].isupper() for t in tokens) and others.isdisjoint(fold(text).split())


def _titles_before(before: str) -> list[str]:
    words, tokens = name_words(), before.split()
    for size in range(min(LONGEST_TITLE, len(tokens)), 0, -1):
        phrase = fold(" ".join(tokens[-size:]))
        if phrase in words.titles or phrase in words.courtesy:
            return [phrase]
    return []


def word_before(mention: Naming) -> str:
    """Return the folded capitalised word right before a name: it may be a part that the analysis left out.

    '' where there is none, and where it opens a sentence or a line.

    >>> report = Report(id="r-1", input="a.txt", text="There Olga Berg left. Then Berg came.")
    >>> [word_before(found) for span in ((11, 15), (27, 31)) if (found := read_naming(report, span, "person"))]
    ['olga', '']
    """
    rest, _, word = mention.before.rstrip(" ").rpartition(" ")
    inside = rest[-1:].isalnum() or rest[-1:] in (",", ";")
    return fold(word) if inside and word[:1].isupper() and word[-1:].isalpha() else ""


def preceding_word(before: str) -> str:
    """Return the folded word that stands before a name, passing over "the"; '' where there is none.

    >>> preceding_word("It sank. Aboard the "), preceding_word("It sank. The "), preceding_word("In Eske, ")
    ('aboard', '', '')
    """
    match = _PRECEDING.search(before)
    return fold(match.group(1)) if match is not None else ""


def next_word(after: str, skip: frozenset[str] = frozenset()) -> str:
    """Return the folded word that follows a name directly, passing over some words; '' after punctuation.

    >>> next_word(" ballistic missile, it said", frozenset({"ballistic"}))
    'missile'
    """
    position = 0
    while match := _NEXT.match(after, position + len(after[position:]) - len(after[position:].lstrip())):
        if match.group().casefold() not in skip:
            return fold(match.group())
        position = match.end()
    return ""
