"""Every place of a report that speaks of somebody without a full name: roles, pronouns, short names, nouns for several.

What the report alone tells of whom they stand for comes along; what it leaves open ("the president", where no name
with that title stands) is for the other reports of the story to tell.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.language.along import Along
from onrecord.language.names import put_to_noun, word_lists
from onrecord.language.places import text_of, token_range
from onrecord.language.references.phrases import narrowing_of, phrase_of, with_of
from onrecord.language.references.resolver import Resolver
from onrecord.language.references.roles import definite, role_words
from onrecord.language.references.uses import uses_of_names
from onrecord.model import BESIDE, Label, Name, Reference, Span

_LANDS_KNOWN = frozenset({"the", "that", "his", "her"})
"""Not "this country", which is the speaker's own."""


def find_references(
    doc: Doc, names: Along[Name], labels: Sequence[Label], resolver: Resolver, furniture: Along[Span]
) -> tuple[Reference, ...]:
    """Return the references of a report in text order, no two of one span.

    Args:
        doc: the parsed text.
        names: its names.
        labels: the words that it puts to persons.
        resolver: who is who in it.
        furniture: what is no part of the report.
    """
    found = [*_labels(doc, names, labels), *resolver.short_names(), *resolver.pronouns(), *uses_of_names(doc, names)]
    taken = Along([label.span for label in labels], span=lambda span: span)
    found += _nouns(doc, names, taken, resolver)
    kept: dict[Span, Reference] = {}
    for reference in found:
        if not furniture.touching(*reference.span):
            kept.setdefault(reference.span, reference)
    return tuple(kept[span] for span in sorted(kept))


@cache
def group_words() -> dict[str, frozenset[str]]:
    """The lists of `groups.toml` by name; `people` holds all nouns for people."""
    text = (files("onrecord.language.references") / "groups.toml").read_text(encoding="utf-8")
    lists = {name: frozenset(table["words"]) for name, table in tomllib.loads(text).items()}
    plain = word_lists()["people_nouns"] - word_lists()["organisations"] - role_words()["together"]
    lists["people"] |= plain | role_words()["nouns"] | lists["acting_for"]
    return lists


def _labels(doc: Doc, names: Along[Name], labels: Sequence[Label]) -> Iterator[Reference]:
    """The words that are put to a name: they tell what a person may be called elsewhere."""
    for label in labels:
        start, end = token_range(doc, label.span)
        head = doc[start:end].root
        if label.span[1] <= label.name[0]:
            head = doc[end - 1]  # "Transport Minister | Ilva Tesk": the last word, wherever the parser sees the head
        narrowed = {*narrowing_of(doc[start : head.i + 1], head, names), *_of_behind(doc, names, label.name)}
        yield Reference(
            span=label.span,
            kind="role",
            name=label.name,
            head=_noun(head),
            narrowed=tuple(sorted(narrowed)),
            beside=True,
            because=BESIDE,
        )


def _of_behind(doc: Doc, names: Along[Name], name: Span) -> list[str]:
    """The name in "of ..." behind a name: "President Ilva Tesk of | Haldria"."""
    _, end = token_range(doc, name)
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return []
    start = doc[end + 1].idx
    return [text_of(doc)[slice(*n.span)].lower() for n in names.starting(start, start + 5)]


def _noun(head: Token) -> str:
    return head.lemma_.lower().rstrip(".")


def _nouns(doc: Doc, names: Along[Name], labels: Along[Span], resolver: Resolver) -> Iterator[Reference]:
    groups, roles = group_words(), role_words()["nouns"]
    for head in doc:
        if head.pos_ not in ("NOUN", "PROPN") or names.holds(head.idx) or labels.holds(head.idx):
            continue
        if head.dep_ == "compound" and head.head.i == head.i + 1:
            continue
        noun = _noun(head)
        words = phrase_of(doc, head)
        if head.tag_ in ("NNS", "NNPS"):
            if noun in groups["people"] | groups["parts"]:
                yield _group(words, head, names, resolver)
        elif noun in groups["government"] | groups["wholes"] or (noun in groups["acting_for"] - roles):
            yield _group(words, head, names, resolver)
        elif noun in groups["lands"] and words[0].lower_ in _LANDS_KNOWN and words[0].i < head.i:
            yield _land(words, head, names, resolver)
        elif _stands_for_one(words, head, names):
            yield _role(words, head, names, resolver)


def _stands_for_one(words: Words, head: Token, names: Along[Name]) -> bool:
    """Whether a phrase speaks of one somebody by a role or of a body by its noun, and no name stands with it."""
    noun = _noun(head)
    following = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if following is not None and (following.pos_ == "PROPN" or names.holds(following.idx)):
        return False
    possessed = any(child.dep_ == "poss" for child in head.children)
    known = possessed or words[0].lower_ in ("the", "this", "that") or len(words) == 1
    if not (known and definite(words, head)) or noun in ("one", "other") or _is_said_of(head):
        return False
    if following is not None and following.text == "-":
        return False  # "the son-in-law"
    if noun in word_lists()["kin"] and words[0].lower_ in ("the", "this", "that"):
        return False  # "the son of a trader": whose, is not told before it
    put_to = put_to_noun(head)
    if put_to is not None or any(c.dep_ == "appos" for c in head.children):
        return False
    bodies = group_words()["bodies"] | word_lists()["organisations"] - role_words()["common"]
    return noun in role_words()["nouns"] or (noun in bodies and words[0].lower_ in ("the", "this"))


def _is_said_of(head: Token) -> bool:
    """Whether a noun says what somebody is or becomes: "was named the leader", "serves as the chair"."""
    return head.dep_ in ("attr", "oprd", "acomp") or (head.dep_ == "pobj" and head.head.lower_ == "as")


def _role(words: Words, head: Token, names: Along[Name], resolver: Resolver) -> Reference:
    found = resolver.role(with_of(words, head))
    return Reference(
        span=(words.start_char, words.end_char),
        kind="role",
        name=found.name,
        head=_noun(head),
        narrowed=narrowing_of(words, head, names),
        because=found.because,
    )


def _land(words: Words, head: Token, names: Along[Name], resolver: Resolver) -> Reference:
    """Return "the country" or "his country", with the name of him whose it is, if that is told."""
    owner = resolver.owner(head)
    return Reference(
        span=(words.start_char, words.end_char),
        kind="role",
        name=owner.name,
        head=_noun(head),
        narrowed=narrowing_of(words, head, names),
        because=owner.because,
    )


def _group(words: Words, head: Token, names: Along[Name], resolver: Resolver) -> Reference:
    """A noun for several, with the name that narrows it: "| Haldrian | officials", "| Haldria |'s leaders"."""
    inside = [n for n in names.within(words.start_char, words.end_char) if n.kind != "thing"]
    name = inside[0].span if len(inside) == 1 else None
    why = "several are named with it" if len(inside) > 1 else ""
    if not inside and (owner := resolver.owner(head)).name is not None:
        name, why = owner.name, owner.because
    narrowed = {*narrowing_of(words, head, names), *_made_of(head)}
    if _noun(head) in group_words()["parts"]:
        words = with_of(words, head)
    return Reference(
        span=(words.start_char, words.end_char),
        kind="group",
        name=name,
        head=_noun(head),
        narrowed=tuple(sorted(narrowed)),
        because=why,
    )


def _made_of(head: Token) -> list[str]:
    """The nouns that make up a whole or that it is a part of: "a caravan of | migrant |s", "members of the | crew"."""
    noun, groups = _noun(head), group_words()
    if noun not in groups["wholes"] | groups["parts"]:
        return []
    ofs = (child for child in head.children if child.lower_ == "of")
    made = [child for of in ofs for child in of.children if child.dep_ == "pobj"]
    if noun in groups["wholes"] or noun in ("member", "participant"):
        made += [child for child in head.children if child.dep_ == "compound"]
    return [_noun(child) for child in made]
