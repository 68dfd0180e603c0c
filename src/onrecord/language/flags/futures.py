"""What puts a statement into the time that is yet to come when it is said.

A verb with "will"; the "would" of reported speech, whose cue is in the past ("said it would hold"), but no "would" of a
condition or of "would have held"; plans and what is due ("is to open", "plans to open", "is going to"); a promise; the
infinitive of a headline ("Ferry to run again"); or a day behind that of publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.language.flags.clauses import Wording, auxiliaries, clause_verb, conditions, infinitives, is_past
from onrecord.language.flags.words import flag_words
from onrecord.language.places import token_range
from onrecord.model import Span


def future_markers(said: Wording, ahead: Sequence[Span]) -> Iterator[Token | Span]:
    """Yield the words that put a statement into the future, in no order; a day only where nothing else does."""
    found: list[Token] = [*_by_the_cue(said)]
    verbs = (*said.verbs, said.main) if said.main is not None and said.main not in said.verbs else said.verbs
    for verb in verbs:
        found += _by_the_verb(said, verb)
    yield from found
    if not found:
        yield from (span for span in ahead if _dates_what_comes(said, span))


def _by_the_cue(said: Wording) -> Iterator[Token]:
    """A promise or a plan: "promised to mend it", "promised that she would", "promised help"."""
    if said.head < 0:
        return
    words = flag_words().future
    head = said.doc[said.head]
    if said.main is None:
        if said.lemma in said.cues["promise"]:
            yield head
        return
    helpers = [helper.lower_ for helper in auxiliaries(said.main)]
    planned = said.lemma in words["verbs"] and "to" in helpers and "have" not in helpers
    promised = said.lemma in said.cues["promise"] and ("would" in helpers or "should" in helpers)
    if planned or promised:
        yield head


def _by_the_verb(said: Wording, verb: Token) -> Iterator[Token]:
    words = flag_words().future
    helpers = [helper for helper in auxiliaries(verb) if helper.i in said.inside]
    yield from (helper for helper in helpers if helper.lower_ in words["modals"])
    if _is_reported(said, verb, helpers):
        reported = (helper for helper in helpers if helper.lower_ in ("would", "'d", "’d"))
        yield from (helper for helper in reported if not said.quoted(helper))
    to = [token for token in infinitives(verb) if token.i in said.inside]
    planning = verb.lemma_ in words["verbs"] and verb.tag_ in ("VBZ", "VBP", "VBG")
    planned = verb.lemma_ in words["plans"] and verb.tag_ == "VBD" and _shifted(said, verb)
    present = not is_past(verb) or _shifted(said, verb)
    going = verb.lemma_ in ("go", "gon") and verb.tag_ == "VBG" and present
    is_to = verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP") and _has_person(verb)
    if to and (planning or planned or going or is_to):
        yield from _with_to(verb, to[0])
    for word in (verb, *(child for child in verb.children if child.dep_ in ("acomp", "advmod", "oprd"))):
        leads = [token for token in (to if word.i == verb.i else infinitives(word)) if token.i in said.inside]
        being = word.i != verb.i or any(helper.lemma_ == "be" for helper in helpers)
        if leads and being and present and word.lemma_.lower() in words["predicates"]:
            yield from _with_to(word, leads[0])
    if _heads_a_headline(said, verb):
        yield from (helper for helper in helpers if helper.lower_ == "to")


def _with_to(word: Token, to: Token) -> tuple[Token, ...]:
    """A word and its "to" where they stand side by side: "plans to", but "expects | the dam to hold"."""
    return (word, to) if to.i == word.i + 1 else (word,)


def _is_reported(said: Wording, verb: Token, helpers: Sequence[Token]) -> bool:
    """Whether "would" is the "will" of what was said, and no condition, wish or might-have-been."""
    return (
        said.backshifted
        and not any(helper.lemma_ == "have" for helper in helpers)
        and verb.lemma_ not in flag_words().future["wishing"]
        and not any(child.lower_ in flag_words().future["wishing"] for child in verb.children if child.dep_ == "advmod")
        and not conditions(verb, said.inside)
    )


def _shifted(said: Wording, verb: Token) -> bool:
    """Whether a past is that of reported speech: "said that they planned to build"."""
    return said.backshifted and not said.quoted(verb) and not any(h.lemma_ == "have" for h in auxiliaries(verb))


def _has_person(verb: Token) -> bool:
    """Whether somebody is the subject: "Tesk is to visit", not "the aim is to visit"."""
    return any(
        child.dep_ == "nsubj" and (child.pos_ == "PROPN" or child.lower_ in ("he", "she", "they", "we", "i"))
        for child in verb.children
    )


def _heads_a_headline(said: Wording, verb: Token) -> bool:
    """Whether an infinitive with a noun before it is the verb of a headline: "Ferry to run again, minister says"."""
    if said.head >= 0 and verb.i > said.head and said.doc[said.head].is_alpha:
        return False
    before = next((token for token in reversed(said.words) if token.i < verb.i and token.lower_ != "to"), None)
    return (
        said.main == verb
        and before is not None
        and before.pos_ in ("NOUN", "PROPN")
        and verb.tag_ == "VB"
        and len(said.verbs) == 1
        and said.head >= 0
        and (verb.dep_ in ("ROOT", "ccomp") or verb.head.i == before.i)
    )


def _dates_what_comes(said: Wording, span: Span) -> bool:
    """Whether a day to come is that of a main clause, and its verb does not tell what has happened already."""
    if not said.verbs:
        return True
    start, end = token_range(said.doc, span)
    verb = clause_verb(said.doc[start:end].root)
    if verb is None or verb.i not in said.inside:
        return said.main is None or not is_past(said.main)
    while verb.dep_ == "xcomp" and verb.head.i in said.inside:
        verb = verb.head
    return (verb in said.verbs or verb == said.main) and not is_past(verb)
