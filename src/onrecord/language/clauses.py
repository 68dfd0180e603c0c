"""Who did what to whom, and where, as the parse of a text has it: a clause for each verb that is told.

The parts are those that PropBank numbers (Palmer, Gildea and Kingsbury 2005), as far as word order and the passive
show them: the doer is the subject of an active verb or stands behind "by", what it is done to is the object or the
subject of a passive. A pronoun is given as it stands; "who" and "which" give way to the noun that they hang on.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.language.flags.clauses import auxiliaries
from onrecord.language.places import span_of
from onrecord.model import Clause, Setting, Where

_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_LEFT = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss", "predet", "quantmod"})
"""What stands before a noun and is part of its name: "the *deputy harbour* master"."""
_AT = frozenset({"at", "in", "inside", "near", "on", "outside"})
_TO = frozenset({"into", "onto", "to", "toward", "towards"})
_FROM = frozenset({"from"})
_SETTINGS: dict[str, Setting] = {**dict.fromkeys(_AT, "at"), **dict.fromkeys(_TO, "to"), **dict.fromkeys(_FROM, "from")}
_NEGATIONS = frozenset({"never", "no", "not", "n't", "n’t", "neither", "nor", "nobody", "none"})
_RELATIVES = frozenset({"that", "which", "who", "whom"})


def find_clauses(doc: Doc) -> tuple[Clause, ...]:
    """Return the clauses of a text in the order of their verbs.

    Args:
        doc: The parsed text.

    Returns:
        A clause for each verb that has a doer, something it is done to, or a place. Spans are in code points of the
        text, each from the first word of a name or noun that stands before its head to the head.
    """
    found = (_clause(doc, token) for token in doc if token.pos_ in _VERBS and token.dep_ not in ("aux", "auxpass"))
    return tuple(clause for clause in found if clause.doers or clause.objects or clause.places)


def _clause(doc: Doc, verb: Token) -> Clause:
    subjects = _subjects(verb)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or _past_participle(verb)
    by = [t for child in verb.children if child.dep_ == "agent" for t in _with_joined(_under(child))]
    direct = [t for child in verb.children if child.dep_ in ("dobj", "attr", "oprd") for t in _with_joined([child])]
    doers, objects = (by, [*subjects, *direct]) if passive else (subjects, direct)
    return Clause(
        verb=span_of(doc, verb.i, verb.i + 1),
        lemma=verb.lemma_.lower(),
        doers=tuple(_noun(doc, token) for token in doers if token.pos_ in _NOUNS),
        objects=tuple(_noun(doc, token) for token in objects if token.pos_ in _NOUNS),
        places=tuple(_places(doc, verb)),
        negated=any(child.lower_ in _NEGATIONS for token in (verb, *auxiliaries(verb)) for child in token.children),
    )


def _noun(doc: Doc, head: Token) -> tuple[int, int]:
    """Return the span of a noun with what stands before it."""
    start = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ not in _LEFT or child.right_edge.i != start - 1:
            break
        start = child.left_edge.i
    return span_of(doc, start, head.i + 1)


def _subjects(verb: Token) -> list[Token]:
    """Return the heads of a verb's subject; one of a verb joined to another is that other's."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if not own:
        if verb.dep_ == "conj" and verb.head.pos_ in _VERBS:
            return _subjects(verb.head)
        if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG"):
            return [verb.head]  # "a ferry built in Eske", "the man driving the lorry"
        if verb.dep_ == "xcomp" and verb.head.pos_ in _VERBS:
            return _subjects(verb.head)  # "began to sink"
        return []
    if own[0].lower_ in _RELATIVES and verb.dep_ == "relcl":
        return [verb.head]
    return _with_joined(own)


def _with_joined(heads: list[Token]) -> list[Token]:
    """Return nouns and those joined to them: "Tesk and Orr"."""
    joined = list(heads)
    for head in heads:
        inner = [child for child in head.children if child.dep_ == "conj" and child.pos_ in _NOUNS]
        joined += _with_joined(inner) if inner else []
    return joined


def _past_participle(verb: Token) -> bool:
    """Return whether a verb is a participle behind its noun: "a ferry *built* in Eske"."""
    return verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD")


def _under(preposition: Token) -> list[Token]:
    return [child for child in preposition.children if child.dep_ == "pobj"]


def _places(doc: Doc, verb: Token) -> Iterator[Where]:
    """Yield where a verb puts what it tells: behind a preposition that hangs on it, or on what it is done to.

    The parser hangs "in Port Eske" on the verb or on the noun before it as often; either way it says where. "A clinic
    in Eske" as a subject is where the clinic is, and is left out.
    """
    told = {"dobj", "attr", "nsubjpass"} | ({"nsubj"} if verb.lemma_ in ("happen", "occur") else set())
    heads = [verb, *(noun for child in verb.children if child.dep_ == "agent" for noun in _under(child))]
    heads += [child for child in verb.children if child.dep_ in told]
    seen = set()
    while heads:
        for child in heads.pop().children:
            if child.dep_ not in ("prep", "advmod") or child.lower_ not in _SETTINGS:
                continue
            for noun in _with_joined(_under(child)):
                if noun.i not in seen:
                    seen.add(noun.i)
                    yield from (Where(span=span, how=_SETTINGS[child.lower_]) for span in _names_of(doc, noun))
                    heads.append(noun)


def _names_of(doc: Doc, noun: Token) -> Iterator[tuple[int, int]]:
    """Yield a noun, and the name that it is of: "in the *town* of *Port Eske*"."""
    yield _noun(doc, noun)
    for child in noun.children:
        if child.lower_ == "of":
            yield from (_noun(doc, name) for name in _under(child) if name.pos_ == "PROPN")
