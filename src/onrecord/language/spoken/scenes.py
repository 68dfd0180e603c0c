"""What sets the scene in a report: occasions and documents whose day it names, and times that open a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.dates import disjoint
from onrecord.language.along import Along
from onrecord.language.findings import Findings
from onrecord.language.places import token_range
from onrecord.language.spoken.moments import Moment, moment_of
from onrecord.language.spoken.words import load_saying
from onrecord.model import Span

_LEAD = 6
"""Tokens at the head of a sentence among which a time sets a new scene: "Two weeks ago, she was in Port Eske."."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion or a document whose day the report names."""

    noun: str
    place: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class Scene:
    """A time that sets a scene; `edtf` is None where it names no day ("a few weeks later")."""

    span: Span
    edtf: str | None


def find_occasions(found: Findings) -> list[Occasion]:
    """Return the occasions and documents that have a day in the report: "held a rally on Monday"."""
    occasions = []
    for time in found.times:
        start, end = token_range(found.doc, time.span)
        noun = _noun_of(found.doc[start:end].root)
        moment = moment_of(found.doc, time, found.published) if noun is not None else None
        if noun is not None and isinstance(moment, Moment):
            occasions.append(Occasion(noun.lemma_.lower(), noun.idx, moment))
    return occasions


def find_scenes(found: Findings, occasions: Sequence[Occasion], contents: Along[Span]) -> Along[Scene]:
    """The times that set a scene: those that open a sentence outside quotation marks, and the days of occasions.

    One that names no day ("a few weeks later", "recently") sets a scene too, of a day that is not known.
    """
    scenes = [Scene(one.moment.time.span, one.moment.edtf) for one in occasions]
    for time in found.times:
        if time.type == "SET" or time.value == "PRESENT_REF" or found.quotes.holds(time.span[0]):
            continue
        if contents.holds(time.span[0]):  # "On Thursday it broke, she said": what she spoke of
            continue
        start, _ = token_range(found.doc, time.span)
        if start - found.doc[start].sent.start < _LEAD:
            scenes.append(Scene(time.span, time.edtf.partition("T")[0] if time.edtf is not None else None))
    return Along(scenes, span=lambda scene: scene.span)


def is_other(scene: Scene, said_on: str) -> bool:
    """Whether a scene is set on another day than something was said, or on one that is not known."""
    return scene.edtf is None or disjoint(scene.edtf, said_on)


def _noun_of(root: Token) -> Token | None:
    """The occasion that a time is put to, by itself or through the verb that says that it was held."""
    words = load_saying()
    node = root
    for _ in range(5):
        head = node.head
        if head.i == node.i:
            return None
        lemma = head.lemma_.lower()
        if head.pos_ == "NOUN":
            return head if words.names_event(lemma) else None
        if head.pos_ in ("VERB", "AUX"):
            if head.dep_ == "acl" and lemma in words.issued:
                node = head
                continue
            if any(child.tag_ == "MD" for child in head.children):
                return None
            return held_event(head)
        if head.pos_ != "ADP":
            return None
        node = head
    return None


def verb_of(root: Token) -> Token | None:
    """The verb that a time is put to, by itself or through an occasion: "spoke at a rally on Monday"."""
    words = load_saying()
    node = root
    for _ in range(5):
        head = node.head
        if head.i == node.i:
            return None
        if head.pos_ == "VERB":
            return head
        event = words.names_event(head.lemma_.lower()) or head.lemma_.lower() in words.listeners
        if head.pos_ != "ADP" and not (head.pos_ == "NOUN" and event) and head.pos_ != "PROPN":
            return None
        node = head
    return None


def held_event(verb: Token) -> Token | None:
    """Return the occasion that a verb says was held, or at which something was done."""
    words = load_saying()
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    places = [g for c in verb.children if c.dep_ == "prep" and c.lower_ in ("at", "during", "in") for g in c.children]
    for noun in (*objects, *places):
        if noun.pos_ == "NOUN" and words.names_event(noun.lemma_.lower()):
            return noun
    return None
