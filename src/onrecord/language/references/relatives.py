"""Whom "who" and "which" stand for: the noun that they hang on."""

from __future__ import annotations

from spacy.tokens import Doc, Token

RELATIVES = frozenset({"who", "whom", "which", "that"})
_PAIRED = frozenset({",", "—", "–", "-", "―", "("})


def antecedent(doc: Doc, pronoun: Token) -> tuple[int, int] | None:
    """Return the token range of the phrase that a relative pronoun stands for, or None if that is open.

    The parse and the order of the words must agree: the phrase has to end where the clause begins. After "the lawyer
    for Tesk, who" they may not, and then it is open.
    """
    clause = next((t for t in (pronoun, *pronoun.ancestors) if t.dep_ == "relcl"), None)
    if clause is None or clause.head.i >= pronoun.i:
        return None
    noun = clause.head
    end = pronoun.i
    while end > noun.i + 1 and (doc[end - 1].text in _PAIRED or doc[end - 1].dep_ == "prep"):
        end -= 1
    if _in_a_row(noun, pronoun, clause):
        return None
    return noun.left_edge.i, end


def _in_a_row(noun: Token, pronoun: Token, clause: Token) -> bool:
    """Whether the noun is one of several ("Tesk and Orr, who") and the clause does not say that it is about one."""
    several = noun.dep_ == "conj" or any(child.dep_ == "conj" and child.i < pronoun.i for child in noun.children)
    verb = next((c for c in clause.children if c.dep_ in ("aux", "auxpass")), clause)
    return several and verb.tag_ != "VBZ" and verb.lower_ != "was"
