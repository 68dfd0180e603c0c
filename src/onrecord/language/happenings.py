"""What a time is put to in its sentence: "the ferry sank on Tuesday", "the hearing on the sinking in May".

A sentence that holds a date need not tell what happened on it: "The mayor, elected in May, opened the bridge" tells of
the bridge. Which word the time hangs on is what TimeML notes as an EVENT with a TLINK to a TIMEX3 (Pustejovsky et al.
2003); here it is read from the parse, and only for the sentence that the time stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.language.flags.clauses import auxiliaries, is_past
from onrecord.language.places import span_of, token_range
from onrecord.model import Happening, Tense, Time

_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_TOLD = frozenset({"acomp", "ccomp", "conj", "parataxis", "pcomp", "xcomp"})
"""How a verb hangs on another whose sentence tells it too: "officials said that it *sank*", "it turned and *sank*"."""
_SAME_TIME = frozenset({"when", "as", "while"})
"""Words that open a clause told of the same time as its main clause: "*when* it sank on Tuesday, ..."."""
_WITHIN = frozenset({"on", "in", "at", "during"})
"""Prepositions behind which a noun with a date dates the verb too: "at Friday's meeting she said"."""
_APART = frozenset({"after", "before", "since", "until", "till", "following", "by", "between", "despite", "than", "of"})
"""Prepositions behind which a date is not when the verb happened."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd"})
_STATES = frozenset({"be", "have", "remain", "seem"})
"""Verbs that say how something is: "the crash on Tuesday was the third" tells of no Tuesday."""
_DOING = frozenset(
    {
        "appear",
        "begin",
        "come",
        "continue",
        "fail",
        "force",
        "go",
        "help",
        "lead",
        "manage",
        "seem",
        "start",
        "tend",
        "use",
    }
)
"""Verbs whose "to" tells of their own time: "it began *to sink*", where "it plans *to sink*" tells of another."""
_ARRANGED = frozenset({"book", "delay", "expect", "plan", "postpone", "schedule", "set", "slate"})
"""Verbs whose "for" and "to" name the day of what is arranged: "the vote was postponed *to Friday*"."""
_DUE = frozenset({"due", "scheduled", "set"})
"""Adjectives that do the same: "it was *due* to end on 4 May"."""


def find_happenings(doc: Doc, times: Iterable[Time]) -> tuple[Happening, ...]:
    """Return what each date or time of day is put to, where a verb or noun can be found that it hangs on.

    Args:
        doc: The parsed text.
        times: Its time expressions; durations and sets are passed over.

    Returns:
        One value a time at most, in the order of the times.
    """
    found = (_happening(doc, time) for time in times if time.type in ("DATE", "TIME"))
    return tuple(one for one in found if one is not None)


def _happening(doc: Doc, time: Time) -> Happening | None:
    start, end = token_range(doc, time.span)
    token: Token = doc[start:end].root
    inside, apart, due, preposition = True, False, False, ""
    while token.head.i != token.i:
        dep, token = token.dep_, token.head
        if start <= token.i < end:
            continue
        if token.pos_ in _VERBS and token.dep_ not in ("aux", "auxpass", "amod"):
            happening = _of_verb(doc, time, token, main=not apart and _is_told(token))
            arranged = due or (token.lemma_ in _ARRANGED and preposition in ("for", "to", "until"))
            return replace(happening, tense="future") if arranged else happening
        if token.pos_ in _NOUNS:
            return _of_noun(doc, time, token, inside and dep == "prep" and not apart)
        inside = inside and token.dep_ == "prep"
        apart = apart or token.lower_ in _APART
        due = due or token.lower_ in _DUE
        preposition = token.lower_
    return None


def _of_verb(doc: Doc, time: Time, verb: Token, *, main: bool) -> Happening:
    return Happening(time=time.span, event=span_of(doc, verb.i, verb.i + 1), tense=_tense(verb), main=main)


def _of_noun(doc: Doc, time: Time, noun: Token, beside: bool) -> Happening:
    """Return what a time that hangs on a noun is put to: the noun, or the verb that the noun dates.

    A parser cannot know whether "they signed a treaty on Friday" is the treaty's day or the signing's; it is the
    signing's here.
    """
    head = noun
    while head.dep_ in ("conj", "appos", "compound", "nmod") and head.head.pos_ in _NOUNS:
        head = head.head
    verb: Token | None = None
    if head.dep_ == "pobj" and head.head.lower_ in _WITHIN and head.head.head.pos_ in _VERBS:
        verb = head.head.head
    elif head.dep_ in _SUBJECTS and beside and head.head.pos_ in _VERBS and _may_share(head.head):
        verb = head.head
    if verb is not None:
        return _of_verb(doc, time, verb, main=_is_told(verb))
    return Happening(
        time=time.span, event=span_of(doc, noun.i, noun.i + 1), tense="", main=head.dep_ == "ROOT" and beside
    )


def _may_share(verb: Token) -> bool:
    """Return whether a verb may have happened when its subject or object did.

    "The crash on Tuesday is the third", "the theft in May has led to a trial" tell of no Tuesday and no May.
    """
    perfect = any(helper.lemma_ == "have" and helper.tag_ in ("VBZ", "VBP") for helper in auxiliaries(verb))
    return verb.lemma_ not in _STATES and not perfect


def _is_told(verb: Token) -> bool:
    """Return whether a verb is one of those that its sentence tells, and not part of what it says of a thing."""
    while verb.dep_ != "ROOT" and verb.head.i != verb.i:
        if verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBN") and verb.sent.root.pos_ in _NOUNS:
            # "A ferry with forty aboard *sank* ..., and ...", which the parser takes for "a ferry sunk", and captions.
            return True
        if verb.dep_ == "advcl":
            opening = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
            if not (opening & _SAME_TIME or (verb.tag_ == "VBG" and not opening)):
                return False
        elif verb.dep_ not in _TOLD or (verb.dep_ == "pcomp" and verb.head.lower_ in _APART):
            return False
        verb = verb.head
    return True


def _tense(verb: Token) -> Tense:
    helpers = auxiliaries(verb)
    perfect = any(helper.lemma_ == "have" for helper in helpers)
    if any(helper.tag_ == "MD" for helper in helpers):
        return "past" if perfect else "future"
    if is_past(verb):
        return "past"
    if any(helper.tag_ == "TO" for helper in helpers):
        doing = verb.dep_ == "xcomp" and verb.head.lemma_ in _DOING
        return _tense(verb.head) if doing else "future"
    if helpers or verb.tag_ in ("VBZ", "VBP"):
        return "present"
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "xcomp", "conj") and verb.head.pos_ in _VERBS:
        return _tense(verb.head)
    return "past" if verb.tag_ == "VBN" else ""
