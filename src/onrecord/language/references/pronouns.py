"""Whom "he" and "she" stand for: the person who stands out most where the pronoun stands, if one clearly does.

The weights follow Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution": a mention counts by its
place in its sentence, a speaker most, a subject more than an object, and half as much with each further sentence. A
pronoun that is resolved is a mention itself, so that a chain of them holds. Where two stand out alike, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.cues import load_cues
from onrecord.language.names import word_lists
from onrecord.language.places import text_of
from onrecord.language.quotes import Quote
from onrecord.language.references.people import PRONOUNS, People, Person
from onrecord.language.references.roles import Role, holder, role_words
from onrecord.model import Name

SPEAKER = 1.6
SUBJECT = 1.0
UNDER = 0.7
OBJECT = 0.5
OWNER = 0.2
OTHER = 0.3
"""Weights of a mention by its place: the subject of a verb of speaking, of another verb, of one in a clause under
another, an object, an owner ("Orr's plan"), anything else."""
HERE = 1.5
"""A mention in the pronoun's own paragraph counts so many times as much."""
FADE = 0.5
"""What is left of a weight with each sentence that ends between the two, quoted sentences left out (fraction)."""
AGREES = 1.3
"""A person whose gender is known to be the pronoun's counts so many times as much."""
DIFFERS = 0.25
"""Who was "she" counts so much for a "he" (fraction), and is not meant: the first may have been the wrong person."""
GOES_ON = 1.3
"""The last who spoke counts so many times as much for a pronoun that speaks, if nobody else was named since."""
REACH = 5
"""Sentences. What stands farther back is not looked at."""
LEAST = 0.12
"""The least weight that may be resolved."""
CLEAR = 1.8
"""How many times the next one's weight the first one's must be."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a pronoun stands for (None: it is open), and how clear that is."""

    person: Person | None
    alone: bool
    """Nobody else is near who could be meant."""
    speaker: bool
    """The person was the one who spoke last."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention on the way through the text: who, where, how much it counts. A nameless person has a key of its own."""

    person: str
    token: int
    sentence: int
    paragraph: int
    weight: float
    gender: str | None
    nameless: bool


OPEN = Referent(None, alone=False, speaker=False)


def read_pronouns(
    doc: Doc, people: People, roles: dict[Person, list[Role]], names: Along[Name], quotes: Along[Quote]
) -> dict[int, Referent]:
    """Return the referent of each third-person pronoun outside quotations, by its token index."""
    mentions = {mention.end - 1: mention for mention in people}
    named = frozenset(i for mention in people for i in range(mention.start, mention.end))
    inside = _quoted(doc, quotes)
    seen: list[_Seen] = []
    referents: dict[int, Referent] = {}
    called: dict[str, str] = {}  # person -> the gender of the pronoun by which they spoke, or nobody else was meant
    sentence = paragraph = 0
    for token in doc:
        if token.i in inside:
            continue
        if token.is_space and "\n" in token.text:
            paragraph += 1
        if token.is_sent_start and token.i > 0:
            sentence += 1
            seen = [one for one in seen if one.sentence >= sentence - REACH]
        here = (token.i, sentence, paragraph)
        mention = mentions.get(token.i)
        gender = PRONOUNS.get(token.lower_)
        if mention is not None:
            root = doc[mention.start : mention.end].root
            key = mention.person or f"\n{token.lower_}"
            seen.append(_Seen(key, *here, _weight(root), None, nameless=mention.person is None))
        elif token.lower_ == "who" and token.dep_ == "nsubj":
            of = mentions.get(_behind(token))
            if of is not None and of.person is not None:
                seen.append(_Seen(of.person, *here, _weight(token), None, nameless=False))
        elif gender is not None:
            # Who is said to say something is not named in it: "Orr is ill, he said" is not about Orr's own words.
            start = token.sent.start if _is_parenthetical(token) else token.i
            referent = _referent(token, here, [one for one in seen if one.token < start], people, called)
            referents[token.i] = referent
            if referent.person is not None:
                if _speaks(token) or referent.alone:
                    called[referent.person] = gender
                seen.append(_Seen(referent.person, *here, _weight(token), None, nameless=False))
        elif token.i + 1 not in named and _is_nameless(token, names):
            noun = token.lemma_.lower()
            known = holder(noun, roles) if any(child.lower_ == "the" for child in token.children) else None
            told = "f" if noun in word_lists()["female"] else "m" if noun in word_lists()["male"] else None
            seen.append(_Seen(known or f"\n{token.i}", *here, _weight(token), told, nameless=known is None))
    return referents


def _referent(
    pronoun: Token, here: tuple[int, int, int], seen: Sequence[_Seen], people: People, called: dict[str, str]
) -> Referent:
    gender = PRONOUNS[pronoun.lower_]
    speaks = _speaks(pronoun)
    weights: dict[str, float] = {}
    nameless = set()
    last_speaker = latest = None
    for one in reversed(seen):
        known = one.gender if one.nameless else people.genders.get(one.person)
        if known not in (None, gender):
            continue
        latest = latest or one.person
        if last_speaker is None and one.weight == SPEAKER:
            last_speaker = one.person
        weight = one.weight
        if pronoun.dep_ == "poss" and one.sentence == here[1]:
            weight = max(weight, UNDER)
        weight *= FADE ** (here[1] - one.sentence) * (HERE if one.paragraph == here[2] else 1)
        weight *= AGREES if known == gender else 1
        weight *= DIFFERS if called.get(one.person, gender) != gender else 1
        weights[one.person] = weights.get(one.person, 0.0) + weight
        if one.nameless:
            nameless.add(one.person)
    if speaks and last_speaker is not None and last_speaker == latest:
        weights[last_speaker] *= GOES_ON
    if not weights:
        return OPEN
    ranked = sorted(weights, key=lambda person: (-weights[person], person))
    first = ranked[0]
    if speaks and last_speaker is not None:
        said = next(one for one in reversed(seen) if one.person == last_speaker and one.weight == SPEAKER)
        beside = here[1] - said.sentence <= 1 and here[2] - said.paragraph <= 1
        goes_on = last_speaker not in nameless and called.get(last_speaker, gender) == gender
        if last_speaker == latest and beside and goes_on:
            return Referent(last_speaker, alone=len(ranked) == 1, speaker=True)
        # "Orr is keen to build, though it costs him, Tesk said. [...] he said": who is talked about does not speak.
        if last_speaker != first and not _comes_in_since(first, said.token, seen):
            return OPEN
    clear = len(ranked) == 1 or weights[first] >= CLEAR * weights[ranked[1]]
    if first in nameless or not clear or weights[first] < LEAST or called.get(first, gender) != gender:
        return OPEN
    return Referent(first, alone=len(ranked) == 1, speaker=last_speaker == first)


def _comes_in_since(person: str, spoke: int, seen: Sequence[_Seen]) -> bool:
    """Whether somebody is the subject of a sentence since another spoke (token): only then may they speak now."""
    return any(one.person == person and one.token > spoke and one.weight >= SUBJECT for one in seen)


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and load_cues().speaks(token.head.lemma_.lower())


def _behind(pronoun: Token) -> int:
    """The token before "who" and the comma before it: the last word of a name, if "who" stands for one."""
    before = pronoun.i - 1
    return before - 1 if before > 0 and pronoun.doc[before].is_punct else before


def _is_parenthetical(pronoun: Token) -> bool:
    """Whether a pronoun and its verb of speaking stand in or behind what is said: "It is old, she said"."""
    verb = pronoun.head
    if not _speaks(pronoun) or pronoun.i == pronoun.sent.start:
        return False
    says = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
    return pronoun.nbor(-1).is_punct and not says


def _weight(token: Token) -> float:
    while token.dep_ in ("appos", "compound", "conj", "flat", "nmod") and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        if token.dep_ == "nsubj" and load_cues().speaks(token.head.lemma_.lower()):
            return SPEAKER  # not of a passive: "the crew were told" does not speak
        return SUBJECT if token.head.dep_ in ("ROOT", "conj", "ccomp") else UNDER
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.i > 1 and token.head.nbor(-1).lower_ == "according":
        return SPEAKER
    if token.dep_ in ("dobj", "dative", "agent", "attr"):
        return OBJECT
    if token.dep_ == "poss":
        return OWNER
    return SUBJECT if token.dep_ == "ROOT" else OTHER


def _is_nameless(token: Token, names: Along[Name]) -> bool:
    """Whether a subject is one person whom the text does not name, or whose name was not found."""
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    noun, speaks = token.lemma_.lower(), token.dep_ == "nsubj" and load_cues().speaks(token.head.lemma_.lower())
    if token.tag_ == "NNP":  # a name that the model missed or took for a place
        touching = names.touching(token.idx, token.idx + 1)
        full = not touching and any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in token.children)
        return full or (speaks and all(name.kind in ("place", "thing") for name in touching))
    if token.tag_ != "NN" or any(child.dep_ == "appos" for child in token.children):
        return False
    lists = word_lists()
    speaking_things = lists["speakers"] - lists["people_nouns"]  # "a witness" is one person: "he" may go on from them
    return noun in role_words()["nouns"] or (speaks and noun not in speaking_things | lists["organisations"])


def _quoted(doc: Doc, quotes: Along[Quote]) -> frozenset[int]:
    return frozenset(_quoted_tokens(doc, quotes))


def _quoted_tokens(doc: Doc, quotes: Along[Quote]) -> Iterator[int]:
    text = text_of(doc)
    for quote in quotes:
        if len(text[slice(*quote.inner)].split()) < 2:
            continue  # a word in marks is no speech
        piece = doc.char_span(*quote.span, alignment_mode="contract")
        if piece is not None:
            yield from range(piece.start, piece.end)
