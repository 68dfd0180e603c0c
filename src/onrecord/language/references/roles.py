"""Roles: which noun the report puts to which person or body, so that "the minister" can stand for a name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.language.names import put_to_noun, word_lists
from onrecord.language.places import text_of, token_range
from onrecord.language.references.people import People, Person
from onrecord.model import Name

_LONGEST = 8
"""Words. A longer run before a name is no title but a sentence without its commas."""
_DEFINITE = frozenset({"the", "this", "that"})
_POSSESSIVE = frozenset({"my", "your", "his", "her", "its", "our", "their"})
_NOUN_PARTS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that the report puts to somebody, with the words that narrow it: "transport", "former", "of Torvey"."""

    noun: str
    narrowed: frozenset[str]


@cache
def role_words() -> dict[str, frozenset[str]]:
    """The lists of `roles.toml` by name, and `nouns`: all nouns that stand for one person."""
    lists = word_lists()
    raw = _raw()
    words = {name: frozenset(raw[name]["words"]) for name in ("rank", "persons", "common", "together")}
    people = lists["people_nouns"] - lists["organisations"] - lists["speakers"] - words["together"]
    words["nouns"] = lists["roles"] | words["persons"] | lists["female"] | lists["male"] | people
    return words


@cache
def _raw() -> dict[str, dict[str, list[str]]]:
    text = (files("onrecord.language.references") / "roles.toml").read_text(encoding="utf-8")
    return {name: dict(table) for name, table in tomllib.loads(text).items()}


def nouns_of(word: str) -> tuple[str, ...]:
    """The nouns by which a title may be taken up again.

    >>> nouns_of("Sen."), nouns_of("mayor")
    (('sen', 'senator', 'lawmaker'), ('mayor',))
    """
    plain = word.lower().rstrip(".")
    return (plain, *_raw()["abbreviations"].get(plain, ()))


def roles_of_people(doc: Doc, people: People) -> dict[Person, list[Role]]:
    """Roles put to each person: "Minister Ilva Tesk", "Ilva Tesk, the minister", "Tesk is the minister"."""
    roles: dict[Person, list[Role]] = {}
    for mention in people:
        if mention.person is not None:
            found = roles.setdefault(mention.person, [])
            found += _title(doc, mention.start)
            found += _put_to(doc, mention.start, mention.end)
    return roles


def roles_of_bodies(doc: Doc, names: Iterable[Name]) -> dict[str, list[tuple[Name, Role]]]:
    """Nouns that stand for a body: what it is called by ("Torvey Port Authority": authority) and what is put to it.

    By the body's name in lower case, without an article.
    """
    text = text_of(doc)
    roles: dict[str, list[tuple[Name, Role]]] = {}
    for name in names:
        if name.kind != "organisation":
            continue
        words = text[slice(*name.span)].lower().removeprefix("the ").split()
        start, end = token_range(doc, name.span)
        found = list(_put_to(doc, start, end))
        if "of" in words[1:]:
            found.append(Role(words[words.index("of", 1) - 1], frozenset(words)))  # "Bank of Torvey": the bank
        elif len(words) > 1:
            found.append(Role(words[-1], frozenset(words[:-1])))
        roles.setdefault(" ".join(words), []).extend((name, role) for role in found)
    return roles


def _title(doc: Doc, start: int) -> Iterator[Role]:
    """The role in the run of words before a name: "Torvey transport minister | Ilva Tesk"."""
    first = start
    while first > 0 and start - first < _LONGEST and _is_part(doc[first - 1], doc[first] if first < start else None):
        first -= 1
    if first == start:
        return
    noun = doc[start - 1]
    if noun.lower_.rstrip(".") in word_lists()["titles"] or _names_person(noun):
        narrowed = frozenset(token.lower_ for token in doc[first : start - 1] if token.pos_ in _NOUN_PARTS)
        for word in nouns_of(noun.lower_):
            yield Role(word, narrowed)


def _is_part(token: Token, following: Token | None) -> bool:
    plain = token.text.endswith(".") and following is not None and not token.is_alpha and token.pos_ != "PROPN"
    return token.pos_ in ("ADJ", "NOUN", "PROPN") and not token.is_space and not plain and token.tag_ != "NNS"


def _names_person(noun: Token) -> bool:
    return noun.tag_ in ("NN", "NNP") and noun.lemma_.lower() in role_words()["nouns"]


def _put_to(doc: Doc, start: int, end: int) -> Iterator[Role]:
    """The nouns that are put to a name behind it or before it, or by "is"."""
    root = doc[start:end].root
    heads = [c for c in root.children if c.dep_ == "appos" and c.i >= end]
    noun = put_to_noun(root)
    if noun is not None and noun.pos_ != "PROPN":
        heads.append(noun)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        heads += [c for c in root.head.children if c.dep_ == "attr"]
    for head in heads:
        if head.tag_ in ("NN", "NNP") and not start <= head.i < end:
            within = [t for t in head.subtree if t.pos_ in _NOUN_PARTS and not start <= t.i < end and t.i != head.i]
            narrowed = frozenset(t.lower_ for t in within[:_LONGEST])
            for word in nouns_of(head.lemma_):
                yield Role(word, narrowed)


def definite(words: Words, head: Token) -> bool:
    """Whether a phrase speaks of somebody known: "the minister", "his lawyer", or a bare title ("Minister")."""
    first = words[0].lower_
    possessed = any(child.dep_ == "poss" for child in head.children)
    return first in _DEFINITE | _POSSESSIVE or possessed or head.pos_ == "PROPN"


def holders(words: Words, head: Token, roles: dict[Person, list[Role]]) -> list[Person]:
    """The persons that a phrase fits: by its noun, by all that narrows it, and by its rank."""
    noun = head.lemma_.lower()
    narrowing = {
        token.lower_
        for token in words
        if token.i != head.i and token.pos_ in _NOUN_PARTS and not _describes(token) and not _in_clause(token, head)
    }
    return sorted(person for person, held in roles.items() if any(_fits(noun, narrowing, role) for role in held))


def holder(noun: str, roles: dict[Person, list[Role]]) -> Person | None:
    """The one person to whom the report puts a noun, whatever narrows it."""
    found = [person for person, held in roles.items() if any(role.noun == noun for role in held)]
    return found[0] if len(found) == 1 else None


def _fits(noun: str, narrowing: set[str], role: Role) -> bool:
    rank = role_words()["rank"]
    return role.noun == noun and narrowing <= role.narrowed and narrowing & rank == role.narrowed & rank


def _describes(token: Token) -> bool:
    """Whether a word only colours a role ("embattled"): a participle; other adjectives may narrow ("prime")."""
    return token.pos_ == "VERB" and token.lower_ not in role_words()["rank"]


def _in_clause(token: Token, head: Token) -> bool:
    """Whether a word stands in a relative clause, or is the owner in "Tesk's lawyer"."""
    for ancestor in (token, *token.ancestors):
        if ancestor.i == head.i:
            return False
        if ancestor.dep_ in ("relcl", "poss", "acl"):
            return True
    return True
