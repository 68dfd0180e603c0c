"""Labels: the words that an outlet puts to a person ("self-proclaimed president", "the embattled port chief")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.language.names import word_lists
from onrecord.language.places import text_of, token_range
from onrecord.model import Label, Name

_MODIFIERS = ("compound", "amod", "nmod", "poss", "punct", "advmod", "npadvmod", "case")
_PERSON = re.compile(r"(?:..[^aeiou]er|or|ist|ian|man|woman|crat|ant|eer|ee|ess|arch|ogue)$")
"""Endings of nouns for people. The lists come first: an ending alone is a hint."""
_PARTING = frozenset({":", ";", '"', "”", "“", "''", "``"})
_LISTING = frozenset({"among", "as", "both", "include", "includes", "including", "like"})
"""Words that open a list of people, in which an office may be one more of them."""
_LONGEST = 12
"""Words. A longer apposition is a relative clause that the parser attached wrongly, not a label."""


def find_labels(doc: Doc, names: Sequence[Name]) -> tuple[Label, ...]:
    """Return the labels that stand before or behind a person's name, in text order.

    Before: the modifiers of the name ("Transport Minister | Ilva Tesk"). Behind: an apposition between commas that has
    a role or a common noun as its head ("Tesk, | the minister of transport |, said").
    """
    found = []
    for name in names:
        if name.kind != "person":
            continue
        start, end = token_range(doc, name.span)
        root = doc[start:end].root
        before = _before(doc, start, root)
        if before is not None:
            found.append(_label(doc, *before, name))
        behind = [c for c in root.children if c.dep_ == "appos" and c.i >= end and _is_label(c)]
        behind = [c for c in behind if not _listed(doc, root, c)]
        found += [_label(doc, c.left_edge.i, _apposition_end(c), name) for c in behind]
        if root.dep_ == "appos" and root.head.i < start and _is_label(root.head):
            head = root.head
            if any(t.text in _PARTING or t.is_space for t in doc[head.i + 1 : start]):
                continue  # "Source: Ilva Tesk"; '"It was no accident," Ilva Tesk said'
            stop = start
            while stop > head.i + 1 and doc[stop - 1].is_punct:
                stop -= 1
            # "the minister, former diver | Ilva Tesk": each is a label of its own.
            stop = next((t.i for t in doc[head.i + 1 : stop] if t.text == "," and t.head.i == head.i), stop)
            if stop - head.left_edge.i <= _LONGEST and not doc[head.left_edge.i : stop].text.count("\n"):
                found.append(_label(doc, head.left_edge.i, stop, name))
    unique = {label.span: label for label in found if label.text and not any(c in label.text for c in "@()<>")}
    named = {name.span for name in names}  # "the mayor of Torvey, Ana Kolmeer": a name is not what another is called
    return tuple(unique[span] for span in sorted(unique) if span not in named and not _says_nothing(unique[span].text))


def _listed(doc: Doc, root: Token, apposition: Token) -> bool:
    """Whether what stands behind a name may be the next of a list: "like Ilva Tesk, the mayor, and the judge"."""
    first = root.left_edge
    opened = root.head.lower_ in _LISTING or (first.i > 0 and doc[first.i - 1].lower_ in _LISTING)
    joined = any(child.dep_ in ("cc", "conj") for one in (root, apposition) for child in one.children)
    behind = doc[_apposition_end(apposition) :][:2]
    return opened and (joined or any(token.dep_ == "cc" for token in behind))


def _says_nothing(text: str) -> bool:
    """Whether a label is a form of address alone, or only says whose relative somebody is: "Mrs", "her husband"."""
    lists = word_lists()
    return text.lower().rstrip(".") in lists["address"] | lists["kin"] | lists["companions"]


def _before(doc: Doc, start: int, root: Token) -> tuple[int, int] | None:
    """The run of modifiers that ends where the name starts."""
    first = start
    while first > 0 and start - first < _LONGEST:
        token = doc[first - 1]
        if token.is_space or token.text in {",", ".", ";", ":", "—", "–", "(", ")", "“", "”", '"'}:
            break
        if first < start and not token.whitespace_:
            first -= 1  # "general-turned-president": a compound is in as a whole
            continue
        if token.ent_type_ == "GPE" and doc[first].ent_type_ == "NORP":
            break  # "... in Torvey | Haldrian President Ilva Tesk": two lines that were glued together
        if token.ent_type_ == "DATE" and token.tag_ == "NNP":
            break  # "announced on Monday | general manager Ilva Tesk's contract": when it was said, and no one's label
        if token.tag_ == "POS" or token.dep_ == "case":
            first -= 1
            continue
        hyphen = token.text == "-" and not token.whitespace_
        if (hyphen or token.pos_ in ("ADJ", "NOUN", "PROPN", "ADV") or token.dep_ == "amod") and _modifies(
            token, root, start
        ):
            first -= 1
            continue
        break
    while first < start and (doc[first].is_punct or doc[first].tag_ == "POS" or doc[first].pos_ == "ADV"):
        first += 1
    words = doc[first:start]
    if not len(words) or not any(t.pos_ in ("NOUN", "ADJ") or t.lower_ in word_lists()["titles"] for t in words):
        return None
    return (first, start) if _names_a_person(words[-1]) else None


def _modifies(token: Token, root: Token, start: int) -> bool:
    """Whether a word is, through others that stand before the name, a modifier of the name."""
    seen = 0
    while token.i != root.i and seen < 6:
        if token.dep_ not in _MODIFIERS or token.head.i == token.i:
            return False
        token = token.head
        if token.i < start and token.dep_ not in _MODIFIERS:
            return False
        seen += 1
    return token.i == root.i


def _is_label(head: Token) -> bool:
    """Whether a noun phrase labels: a common noun or a role as its head, and no name or number; not "our country"."""
    if any(child.tag_ == "PRP$" and child.lower_ in ("our", "your") for child in head.children):
        return False
    return head.tag_ in ("NN", "NNP") and head.ent_type_ == "" and _names_a_person(head)


def _names_a_person(noun: Token) -> bool:
    """Whether a noun stands for a person, by the lists or by its ending: "commissioner", not "tram"."""
    lists = word_lists()
    lemma = noun.lemma_.lower()
    if lemma in lists["not_one_person"]:
        return False
    return lemma.rstrip(".") in _nouns_for_persons() or bool(_PERSON.search(lemma))


@cache
def _nouns_for_persons() -> frozenset[str]:
    lists = word_lists()
    return lists["titles"] | lists["roles"] | lists["people_nouns"] | lists["label_nouns"]


def _apposition_end(head: Token) -> int:
    end = head.i + 1
    stop = head.right_edge.i + 1
    for token in head.doc[head.i + 1 : stop]:
        if token.text in {",", "—", "–", ";", "."} or token.is_space or token.tag_ in ("WP", "WDT"):
            break
        end = token.i + 1
    if end <= head.i + _LONGEST:
        return end
    # Cut where a phrase begins, not behind the word that opens it: "adviser at the Centre for Ports | in Torvey".
    cut = next((t.i for t in reversed(head.doc[head.i + 1 : head.i + _LONGEST]) if t.tag_ == "IN"), 0)
    return cut or head.i + _LONGEST


def _label(doc: Doc, start: int, end: int, name: Name) -> Label:
    # "At the scene: the harbour correspondent, Ilva Tesk": before the colon stands a heading.
    start = max((token.i + 1 for token in doc[start:end] if token.text in (":", ";", "|")), default=start)
    if end - start > 2 and doc[start].pos_ == "ADV" and doc[start + 1].tag_ == "DT":
        start += 1  # "Tesk, then the head of the port": when, not what
    while start < end and (doc[start].tag_ in ("DT", "PRP$") or doc[start].is_punct):
        start += 1
    span = (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if end > start else (0, 0)
    return Label(span=span, text=text_of(doc)[slice(*span)], name=name.span)
