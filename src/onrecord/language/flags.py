"""Whether a statement is negated, hedged, or about what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language.cues import Cues


@dataclass(frozen=True, slots=True)
class Flags:
    """The three flags of a statement."""

    negated: bool
    hedged: bool
    future: bool


def flags_of(doc: Doc, head: int, cue: Sequence[int], tokens: Sequence[int], cues: Cues) -> Flags:
    """Return the flags of a statement.

    Args:
        doc: the parsed text.
        head: the token that stands for the cue, -1 for none.
        cue: the cue's tokens.
        tokens: the tokens of the content, ascending.
        cues: the lexicon.

    A statement is negated when its main clause is ("it did not sink"), or when the cue denies it ("denied that it
    sank"), but not when both do. It is hedged by its cue ("suggested"), by an adverb or by "could", "may", "might"; a
    negated cue ("did not say") hedges too: nobody vouches for the content then. It is future when its main verb is, or
    when the cue is a promise or a plan with an infinitive.
    """
    words = [doc[i] for i in tokens]
    main = main_verb(words)
    lemma = doc[head].lemma_.lower() if head >= 0 else ""
    cue_negated = any(doc[i].dep_ == "neg" for i in cue)
    denied = (lemma in cues["denial"]) != cue_negated if lemma in cues["denial"] else False
    content_negated = main is not None and _negated(main, set(tokens))
    hedged = (
        lemma in cues["hedging"]
        or (cue_negated and lemma not in cues["denial"])
        or any(word.lower_ in cues["hedges"] for word in words)
        or (main is not None and main.tag_ == "VBN" and main.lemma_ in cues["hedging"])  # "are thought to be hurt"
        or (main is not None and any(m.lower_ in cues["hedging_modals"] for m in _auxiliaries(main)))
        or any(word.lemma_ in ("think", "believe", "guess", "hope") and _first_person(word) for word in words)
    )
    return Flags(denied != content_negated, hedged, _future(main, words, lemma, cues))


def main_verb(words: Sequence[Token]) -> Token | None:
    """Return the verb of the content's main clause: the first verb, in text order, nearest to the root of the parse.

    "I think that it will hold" has "hold": the speaker's own "I think" only hedges.
    """
    verbs = [w for w in words if w.pos_ in ("VERB", "AUX") and w.dep_ not in ("aux", "auxpass")]
    if not verbs:
        return None
    best = min(verbs, key=lambda verb: (sum(1 for _ in verb.ancestors), verb.i))
    if best.lemma_ in ("think", "believe", "guess", "hope") and _first_person(best):
        inner = [child for child in best.children if child.dep_ in ("ccomp", "xcomp") and child in verbs]
        return inner[0] if inner else best
    return best


def _first_person(verb: Token) -> bool:
    return any(child.lower_ in ("i", "we") and child.dep_ == "nsubj" for child in verb.children)


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass")]


def _negated(verb: Token, inside: set[int]) -> bool:
    for child in verb.children:
        if child.dep_ == "neg" and child.i in inside:
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and (
            child.lower_ in ("nobody", "none", "nothing", "nowhere")
            or any(g.lower_ in ("no", "neither") and g.dep_ in ("det", "neg", "preconj") for g in child.children)
        ):
            return True
    return False


def _future(main: Token | None, words: Sequence[Token], lemma: str, cues: Cues) -> bool:
    if main is None:
        return False
    helpers = _auxiliaries(main)
    if any(aux.lower_ in cues["future_modals"] for aux in helpers):
        return True
    infinitive = any(aux.lower_ == "to" for aux in helpers)
    if infinitive and lemma in cues["future_verbs"]:
        return True
    if main.lemma_ in cues["future_verbs"] and main.tag_ in ("VBZ", "VBP", "VBG") and _plans(main):
        return True
    if main.lemma_ == "go" and main.tag_ == "VBG" and _plans(main):
        return True
    if lemma in cues["promise"] and any(aux.lower_ in ("would", "should") for aux in helpers):
        return True
    # "would be repaired": the future of reported speech, where the cue is in the past.
    reported = any(aux.lower_ == "would" for aux in helpers) and not any(w.lower_ == "if" for w in words)
    return reported and bool(lemma)


def _plans(verb: Token) -> bool:
    return any(child.dep_ == "xcomp" and any(g.lower_ == "to" for g in child.children) for child in verb.children)
