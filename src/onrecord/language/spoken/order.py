"""Whether a time stands with a cue by the order of words: only what has no day of its own stands between the two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.language.spoken.acts import Cue, names_topic, shown_event
from onrecord.language.spoken.words import load_saying

_REACH = 16
"""Tokens between a cue and a time that stands with it."""
_SMALL = frozenset({"DET", "PRON", "PROPN", "ADJ", "ADV", "NUM", "PART", "CCONJ", "SPACE"})


def by_order(cue: Cue, start: int, end: int) -> tuple[int, str] | None:
    """Return how sure it is that a time (token range) stands with a cue (0 is surest), and the event between."""
    doc = cue.doc
    if _modifies_noun(doc, start, end):
        return None
    first = start - 1 if start > 0 and doc[start - 1].pos_ == "ADP" else start
    before = [i for i in cue.tokens if i < start]
    if before and not cue.in_source(start):
        between = range(max(before) + 1, first)
        if len(between) <= _REACH and _are_clear(cue, between):
            return 0, _event_among(cue, between)
        behind = _behind_content(cue, first)
        # What the content leaves out behind itself is the cue's: "called it a ruin | on Friday".
        event = _event_among(cue, behind) if behind else ""
        if behind and len(behind) <= _REACH and _are_clear(cue, behind, commas=bool(event)):
            return 1, event
    if cue.source is None:
        return None
    low, high = cue.source
    if high <= start and end <= cue.tokens[0]:
        around = (*range(high, first), *range(end, cue.tokens[0]))
        if len(around) <= _REACH and _are_clear(cue, around, commas=True):
            return 0, _event_among(cue, around)
    if before and low > max(before) and low < start < high == end:  # "said Tesk, the mayor, on Friday"
        commas = [i for i in range(low, first) if doc[i].text == ","]
        if commas and _are_clear(replace(cue, source=None), range(commas[-1] + 1, first)):
            return 0, ""
    opening = _opening(doc, first, low)
    if opening is not None and end <= low < cue.tokens[0] and not any(cue.in_content(i) for i in range(opening, low)):
        lead, rest = range(opening, first), range(end, low)
        if len(lead) <= _REACH and len(rest) <= _REACH and _are_clear(cue, (*lead, *rest), commas=True):
            return 0, _event_among(cue, (*lead, *rest))
    return None


def _behind_content(cue: Cue, first: int) -> range:
    """The words between the content and a time behind it: "called it a ruin | during a speech on | Friday"."""
    start = first = first + 1 if cue.doc[first].pos_ == "ADP" else first
    sentence = cue.doc[first].sent.start
    while start > sentence and not cue.in_content(start - 1):
        start -= 1
    return range(start, first) if start > sentence and start > cue.tokens[-1] else range(0)


def _opening(doc: Doc, first: int, low: int) -> int | None:
    """The start of the sentence that a time opens, if the source stands in the same one."""
    sentence = doc[first].sent
    return int(sentence.start) if sentence.start <= low < sentence.end else None


def _modifies_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether a time describes a noun behind it that is no occasion: "Friday's vote", "the 2014 floods"."""
    root = doc[start:end].root
    head = root.head
    return head.i >= end and head.pos_ in ("NOUN", "PROPN") and not load_saying().names_event(head.lemma_.lower())


def _are_clear(cue: Cue, between: Iterable[int], *, commas: bool = False) -> bool:
    """Whether none of the words between a cue and a time could have that day for itself."""
    words = load_saying()
    for i in between:
        token = cue.doc[i]
        lemma = token.lemma_.lower()
        if cue.in_content(i) or token.lower_ == "that":
            return False
        # Capitals inside a sentence are a name's: "told Norra's Meet the Town on Sunday".
        if cue.in_source(i) or token.pos_ in _SMALL or (token.is_title and not token.is_sent_start):
            continue
        if token.is_punct and (token.text in "()“”\"‘’'-" or (commas and token.text == ",")):
            continue
        if token.pos_ in ("ADP", "SCONJ") and token.lower_ in words.places and not names_topic(cue, token):
            continue
        if token.pos_ == "NOUN" and (lemma in words.listeners or words.names_event(lemma)):
            continue
        if token.tag_ in ("VBN", "VBD") and lemma in words.issued and token.dep_ == "acl":
            continue
        if token.tag_ == "VBG" and lemma in words.speaking:
            continue
        return False
    return True


def _event_among(cue: Cue, between: Iterable[int]) -> str:
    """The event or document that stands between a cue and its day, if it was put out later than spoken, with a mark."""
    words = load_saying()
    tokens = [cue.doc[i] for i in between]
    events = [t for t in tokens if t.pos_ == "NOUN" and words.names_event(t.lemma_.lower())]
    return shown_event(events[0], tokens) if events else ""
