"""Statements in headlines, whose grammar is their own: "Dam holds, minister says", "Minister: no talks".

A headline that a parser can read ("Minister says dam holds") is left to `indirect`.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from onrecord.language.along import Along
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.places import text_of, token_range
from onrecord.model import Name, Span

_TRAILING = re.compile(r"^(?P<content>.{8,}?),\s+(?P<source>[^,]{2,60}?)\s+(?P<cue>\w+)$")
_TRAILING_INVERTED = re.compile(r"^(?P<content>.{8,}?),\s+(?P<cue>\w+)\s+(?P<source>[^,]{2,60})$")
_COLON_SOURCE_LAST = re.compile(r"^(?P<content>.{12,}?)\s*(?P<cue>:)\s+(?P<source>[^:]{2,40})$")
_DASH_SOURCE_LAST = re.compile(r"^(?P<content>.{12,}?)\s+(?P<cue>[–—-])\s+(?P<source>[^–—:]{2,40})$")
_ON_A_SUBJECT = re.compile(
    r"^(?P<source>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}) [Oo]n [^:]{3,80}(?P<cue>:)\s+"
    r"(?P<content>[‘'“\"].{3,}[’'”\"])$"
)
_COLON_SOURCE_FIRST = re.compile(r"^(?P<source>[^:]{2,40}?)\s*(?P<cue>:)\s+(?P<content>.{8,})$")


def find_in_headline(doc: Doc, headline: Span, names: Along[Name], cues: Cues, roles: frozenset[str]) -> Draft | None:
    """Return the statement of a headline, or None.

    Args:
        doc: the parsed text.
        headline: where its headline stands.
        names: the names of the text.
        cues: the lexicon.
        roles: nouns that stand for somebody who speaks ("minister", "reports", "police").

    After a colon a source must be a name or a role: "Port strike: what we know" is no statement.
    """
    start, end = headline
    text = text_of(doc)[start:end].rstrip()
    for pattern in (
        _TRAILING,
        _TRAILING_INVERTED,
        _ON_A_SUBJECT,
        _COLON_SOURCE_LAST,
        _COLON_SOURCE_FIRST,
        _DASH_SOURCE_LAST,
    ):
        match = pattern.match(text)
        if match is None:
            continue
        source = (start + match.start("source"), start + match.end("source"))
        cue = (start + match.start("cue"), start + match.end("cue"))
        colon = match["cue"] == ":"
        if pattern is _DASH_SOURCE_LAST:
            if match["source"].split()[-1].lower() not in roles:  # "... – Harbour Courier" is the outlet's own name
                continue
        elif not colon and not (_verb(doc, cue, cues) and _can_speak(doc, source, names, roles)):
            continue
        if colon and pattern is not _ON_A_SUBJECT and not _can_speak(doc, source, names, roles):
            continue
        tokens = token_range(doc, cue)
        return Draft(
            content=((start + match.start("content"), start + match.end("content")),),
            cue=tuple(range(*tokens)),
            source=token_range(doc, source),
            head=tokens[0],
            frame="headline",
        )
    return None


def _verb(doc: Doc, cue: Span, cues: Cues) -> bool:
    """Whether a word is a verb of saying in the present or past, in lower case or in a headline's capitals."""
    word = text_of(doc)[slice(*cue)].lower()
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"))
    return word in ("said", "told") or (word not in cues["speech"] and any(form in cues["speech"] for form in forms))


def _can_speak(doc: Doc, source: Span, names: Along[Name], roles: frozenset[str]) -> bool:
    words = text_of(doc)[slice(*source)].split()
    if len(words) > 6:
        return False
    if any(n.kind in ("person", "organisation") for n in names.touching(*source)):
        return True
    return words[-1].lower().strip("’'") in roles
