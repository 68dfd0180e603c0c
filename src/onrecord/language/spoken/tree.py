"""Whether a time goes with a cue by the tree: its way up leads to the cue over words that have no day of their own."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.language.spoken.acts import VERBAL, Cue, names_topic, shown_event
from onrecord.language.spoken.words import load_saying

_STEPS = 10
"""Steps up a tree."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


def by_tree(cue: Cue, root: Token) -> tuple[int, str] | None:
    """Climb from a time to the cue; every word on the way has to be one that the day can be passed through.

    Returns:
        How sure it is (0 is surest) and the event on the way; None if it does not go with the cue.
    """
    words = load_saying()
    if root.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):  # "entered the year", "Friday was"
        return None
    event, way = "", [root]
    node = root
    for _ in range(_STEPS):
        head = node.head
        if head.i == node.i:
            return None
        lemma = head.lemma_.lower()
        if any(head.i == verb.i for verb in cue.verbs):
            if node.dep_ in ("ccomp", "relcl", "nsubj", "nsubjpass", "conj", "xcomp", "parataxis"):
                return None
            return (1 if event else 0), event
        if cue.in_content(head.i):
            return None
        way.append(head)
        if cue.source is not None and head.i == cue.doc[cue.source[0] : cue.source[1]].root.i:
            return _from_source(way)
        if head.pos_ in VERBAL:
            if not _passes(cue, node, head):
                return None
        elif head.pos_ in _NOMINAL:
            if words.names_event(lemma):
                event = event or shown_event(head, way)
            elif head.pos_ == "NOUN" and lemma not in words.listeners:
                return None
        elif head.pos_ not in ("ADP", "SCONJ", "ADV", "PART") or (
            head.pos_ == "ADP" and (head.lower_ not in words.places or names_topic(cue, head))
        ):
            return None
        node = head
    return None


def _from_source(way: Sequence[Token]) -> tuple[int, str] | None:
    """Whether a time put to the source is the day of saying: "Tesk, speaking on Monday", "the letters from May"."""
    words = load_saying()
    *below, root = way
    spoke = [t for t in below if t.pos_ in VERBAL and t.lemma_.lower() in words.speaking and t.dep_ in ("acl", "relcl")]
    if spoke and spoke[-1].head.i == root.i:
        return 1, str(spoke[-1].text)
    documents = [t for t in way if t.pos_ == "NOUN" and t.lemma_.lower() in words.documents]
    if not documents:
        return None
    above = way[way.index(documents[0]) + 1 :]
    if all(t.i == root.i or t.lower_ == "of" for t in above) and root.pos_ == "NOUN":
        return 2, shown_event(documents[0], way)
    return None


def _passes(cue: Cue, node: Token, verb: Token) -> bool:
    """Whether the day of a verb that hangs on the cue or its source is the cue's day too."""
    words = load_saying()
    lemma = verb.lemma_.lower()
    if verb.dep_ == "acl" and lemma in words.issued and words.names_event(verb.head.lemma_.lower()):
        return True
    if any(child.tag_ == "MD" or child.lower_ in ("having", "after", "before", "since") for child in verb.children):
        return False
    if verb.dep_ in ("acl", "relcl"):
        return lemma in words.speaking and (cue.in_source(verb.head.i) or verb.head.dep_ in ("nsubj", "nsubjpass"))
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    if "as" in marks:  # "as he had in 2014"
        return False
    if verb.dep_ not in ("advcl", "pcomp"):
        return False
    if verb.dep_ == "pcomp" and verb.head.lower_ not in ("in", "while", "by"):
        return False
    if marks & words.at_once or lemma in words.speaking:
        return True
    direct = node.dep_ in ("npadvmod", "prep", "advmod", "tmod")
    return direct and verb.tag_ == "VBG" and not marks and lemma not in words.elsewhere
