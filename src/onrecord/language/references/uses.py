"""Names that are used in a way of their own: a people's name as an adjective, a place that acts.

"*Haldrian* officials" speaks of Haldria; in "*Torvey* said it would not pay" a capital may stand for its country, in "in
Torvey" it does not. Which country that is, and whether the place is a capital, is not told by the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.places import token_range
from onrecord.model import Name, Reference

_AGAINST = frozenset({"with", "between", "against", "by", "toward", "towards", "to", "from", "on"})
"""Prepositions after which a place that takes part in dealings stands ("talks with Torvey"), if the next list agrees."""
_BOTH_WAYS = frozenset({"to", "from", "on"})
_DEALINGS = frozenset(
    {
        "accord", "ally", "answer", "appeal", "attack", "concession", "deal", "demand", "dialogue", "diplomacy", "engage",
        "engagement", "negotiate", "negotiation", "offer", "press", "pressure", "relation", "relationship", "reply", "respond", "response",
        "sanction", "signal", "statement", "summit", "talk", "tension", "threat", "tie", "treaty", "warning",
    }
)  # fmt: skip


def uses_of_names(doc: Doc, names: Along[Name]) -> Iterator[Reference]:
    """Yield a reference for each name of a people that is an adjective, and each place that acts as somebody does."""
    for name in names:
        start, end = token_range(doc, name.span)
        root = doc[start:end].root
        if name.kind == "group" and _is_adjective(root, end):
            yield Reference(span=name.span, kind="demonym", head=root.head.lemma_.lower())
        elif name.kind in ("place", "organisation") and (why := _acts(root, start)):
            yield Reference(span=name.span, kind="metonym", because=why)


def _is_adjective(root: Token, end: int) -> bool:
    return root.dep_ in ("amod", "compound", "nmod") and root.head.i >= end and root.tag_ not in ("NNS", "NNPS")


def _acts(root: Token, start: int) -> str:
    """Why a place is taken to act, in words for a reader; '' where it does not."""
    if start > 0 and root.doc[start - 1].lower_ in ("the", "in", "at", "near"):
        return ""
    verb = root.head
    if root.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX") and verb.lemma_ != "be":
        return f"does something: {verb.text!r}"
    if root.dep_ == "agent" or (root.dep_ == "pobj" and verb.dep_ == "agent"):
        return "something is done by it"
    if root.dep_ == "poss" and verb.lemma_.lower() in _DEALINGS | _HELD:
        return f"has a {verb.text!r} of its own"
    if root.dep_ == "pobj" and verb.lower_ in _AGAINST:
        dealt = verb.head.lemma_.lower() in _DEALINGS
        if verb.lower_ not in _BOTH_WAYS or dealt:
            return f"is dealt with: {verb.head.text!r} {verb.text!r}" if dealt else ""
    return ""


_HELD = frozenset(
    {
        "aim", "ambition", "behavior", "behaviour", "claim", "decision", "denial", "demand", "goal", "government", "intention",
        "interest", "leader", "leadership", "military", "missile", "move", "nuclear", "offer", "pledge", "policy", "position", "program",
        "programme", "promise", "refusal", "regime", "request", "role", "stance", "strategy", "support", "view", "willingness",
    }
)  # fmt: skip
