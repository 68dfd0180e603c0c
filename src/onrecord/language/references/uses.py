"""Names that are used in a way of their own: a people's name as an adjective, a place that acts.

"*Haldrian* officials" speaks of Haldria; in "*Torvey* said it would not pay" a capital may stand for its country, in
"in Torvey" it does not. Which country that is, and whether the place is a capital, is not told by the words around it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.places import token_range
from onrecord.model import Name, Reference

_BETWEEN = frozenset({"with", "between", "against", "toward", "towards", "by"})
"""Prepositions after which a place that takes part in dealings stands: "differences between Torvey and Eske"."""
_ON = frozenset({"to", "from", "on", "for", "of"})
"""Prepositions after which it may, if the noun or verb before them is one of dealings: "limits on Torvey"."""


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
    if root.dep_ == "conj" and root.head.pos_ == "PROPN":
        return _acts(root.head, root.head.left_edge.i)
    outside = start - 2 if start > 1 and root.doc[start - 1].lower_ == "the" else start - 1
    if outside >= 0 and root.doc[outside].lower_ in ("in", "at", "near"):
        return ""
    verb = root.head
    if root.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX") and verb.is_alpha and verb.lemma_ != "be":
        return f"does something: {verb.text!r}"
    if root.dep_ in ("dobj", "dative") and verb.lemma_.lower() in _words()["verbs"]:
        return f"something is done to it: {verb.text!r}"
    if root.dep_ == "poss" and verb.lemma_.lower() in _words()["nouns"] | _words()["held"]:
        return f"has something of its own: {verb.text!r}"
    if root.dep_ == "pobj" and verb.lower_ in _BETWEEN | _ON:
        before = verb.head.lemma_.lower()
        dealt = before in _words()["nouns"] | _words()["verbs"]
        if dealt or (verb.lower_ in ("between", "against") and before not in _words()["ways"]):
            return f'is dealt with: "{verb.head.text} {verb.text}"'
    return ""


@cache
def _words() -> dict[str, frozenset[str]]:
    text = (files("onrecord.language.references") / "uses.toml").read_text(encoding="utf-8")
    return {name: frozenset(table["words"]) for name, table in tomllib.loads(text).items()}
