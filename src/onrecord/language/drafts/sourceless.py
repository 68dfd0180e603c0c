"""Statements of nobody in particular: "reportedly", "it is believed that", "was expected to".

The text says that something is said or thought and does not say by whom. The statement is kept as such, without a
source, so that it is not taken for what the outlet vouches for. On the training articles of PolNeAR "is expected to" is
marked so in 69 of 80 places outside other contents, "reportedly" in 15 of 29; "seems to" and "appears to", marked in
about half, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.frames import FINITE, SUBJECTS, Frame, noun_phrase

_CLIMB = 3
"""Verbs. How far a subject is shared over "and" and "but"."""


def find_sourceless(tokens: Iterable[Token], cues: Cues) -> Iterator[Frame]:
    """Yield a frame, its source None, for each token that reports without naming anybody.

    Args:
        tokens: the tokens of a parsed text that may be a cue.
        cues: the lexicon; its classes `sourceless` and `sourceless_passives`.
    """
    for token in tokens:
        if token.lower_ in cues["sourceless"] and token.dep_ == "advmod":
            frame = _adverb(token)
        elif token.tag_ == "VBN" and token.lemma_.lower() in cues["sourceless_passives"]:
            frame = _passive(token)
        else:
            continue
        if frame is not None:
            yield frame


def _adverb(adverb: Token) -> Frame | None:
    """As in "The council has | reportedly | sold two pumps": the clause without the adverb is the content."""
    verb = adverb.head
    if verb.pos_ not in ("VERB", "AUX") or not _finite(verb):
        return None
    subject = _subject(verb)
    if subject is None or subject.sent != adverb.sent:
        return None
    end = _clause_end(verb)
    if adverb.i < subject.left_edge.i:
        content: tuple[tuple[int, int], ...] = ((adverb.i + 1, end),)
    elif subject.head.i == verb.i:
        content = ((subject.left_edge.i, adverb.i), (adverb.i + 1, end))
    else:  # "He | left the valley and | was | reportedly | seen in Torvey"
        helpers = [c.left_edge.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg")]
        rest = min([i for i in helpers if i < adverb.i], default=adverb.i)
        content = (noun_phrase(subject, verb), (rest, adverb.i), (adverb.i + 1, end))
    return Frame("sourceless", adverb.i, (adverb.i,), content, None)


def _passive(verb: Token) -> Frame | None:
    """As in "The bridge | is expected | to open in March", "It | is believed | that the pumps were sold"."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i]
    if not any(c.dep_ == "auxpass" for c in helpers) or any(c.dep_ == "agent" for c in verb.children):
        return None
    if any(c.lower_ == "to" for c in helpers):
        return None
    first = min(c.i for c in helpers)
    between = [c.i for c in verb.children if c.dep_ == "advmod" and first < c.i < verb.i]
    cue = tuple(sorted([verb.i, *between, *(c.i for c in helpers)]))
    for clause in verb.children:
        if clause.i < verb.i or clause.dep_ not in ("xcomp", "ccomp"):
            continue
        start, end = clause.left_edge.i, clause.right_edge.i + 1
        subject = _subject(verb)
        if clause.dep_ == "ccomp" and subject is not None and (subject.lower_ == "it" or verb.lemma_ == "tell"):
            return Frame("sourceless", verb.i, cue, ((start, end),), None)
        if clause.dep_ == "xcomp" and verb.lemma_ != "tell" and subject is not None and subject.lower_ != "it":
            if verb.doc[start].lower_ != "to":
                return None
            return Frame("sourceless", verb.i, cue, (noun_phrase(subject, verb), (start, end)), None)
    return None


def _finite(verb: Token) -> bool:
    """Whether a verb or its auxiliary has a tense: "reportedly stolen goods" report nothing by themselves."""
    return verb.tag_ in FINITE or any(c.tag_ in FINITE for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb that it is joined to."""
    for _ in range(_CLIMB):
        for child in verb.children:
            if child.dep_ in SUBJECTS or child.dep_ == "nsubjpass":
                return child
        if verb.dep_ != "conj":
            return None
        verb = verb.head
    return None


def _clause_end(verb: Token) -> int:
    """Where a clause ends: before the next one that has a subject of its own ("..., but the council denies it")."""
    end = verb.right_edge.i + 1
    for child in verb.children:
        own = child.dep_ == "conj" and any(c.dep_ in SUBJECTS or c.dep_ == "nsubjpass" for c in child.children)
        if own and child.i > verb.i:
            joints = [c.i for c in verb.children if c.dep_ == "cc" and verb.i < c.i < child.i]
            end = min(end, *joints, child.left_edge.i)
    return end
