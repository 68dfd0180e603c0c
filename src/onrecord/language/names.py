"""Proper names: the model's entities, mended where its small size shows."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Span as Words

from onrecord.model import EntityKind, Name

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "PRODUCT": "thing",
    "EVENT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
}


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of `words.toml` by name."""
    text = (files("onrecord.language") / "words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Return the names of a parsed text in order, none overlapping another.

    A title before a name ("Minister Tesk"), an article, a possessive ending and stray punctuation are cut off; a name
    without a capital letter, or with a line break inside, is a slip of the model and left out. Runs of proper nouns
    that are subjects or objects, and that the model took for no entity, are left out too: a missing name is better than
    a wrong one.
    """
    found = []
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:
            continue
        words = _trimmed(entity)
        if words is None:
            continue
        found.append(Name(span=(words.start_char, words.end_char), kind=_kind(words, kind)))
    return tuple(found)


def _trimmed(entity: Words) -> Words | None:
    """Cut off what does not belong to the name, or return None if no name is left."""
    lists = word_lists()
    start, end = entity.start, entity.end
    doc = entity.doc
    for i in range(start, end):
        if doc[i].is_space:
            end = i
            break
    while start < end and (
        doc[start].lower_ in ("the", "a", "an")
        or doc[start].is_punct
        or (doc[start].lower_.rstrip(".") in lists["titles"] and entity.label_ == "PERSON" and end - start > 1)
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS" or doc[end - 1].text in ("’s", "'s")):
        end -= 1
    words = doc[start:end]
    text = words.text
    if not text or not any(c.isupper() for c in text) or not any(c.isalpha() for c in text):
        return None
    if text.lower() in lists["never_names"] or any(mark in text for mark in "\"“”<>|@"):
        return None
    if all(t.text.isupper() and len(t.text) > 5 for t in words) and len(words) > 3:
        return None  # a line in capitals
    return words


def _kind(words: Words, kind: EntityKind) -> EntityKind:
    """Mend the kind where the words around the name show it."""
    lists = word_lists()
    doc = words.doc
    following = doc[words.end].lemma_.lower() if words.end < len(doc) else ""
    last = words[-1].lemma_.lower()
    if kind in ("person", "organisation", "place") and (following in lists["things"] or last in lists["things"]):
        return "thing"
    if kind == "person" and last in lists["organisations"]:
        return "organisation"
    if kind == "person" and words.start > 0 and doc[words.start - 1].lower_ == "the" and len(words) == 1:
        return "thing"
    return kind
