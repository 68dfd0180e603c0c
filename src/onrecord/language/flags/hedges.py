"""What keeps a statement from being vouched for as a fact.

The classes are those of semantic uncertainty of Szarvas et al. 2012 ("Cross-Genre and Cross-Domain Detection of
Semantic Uncertainty", Computational Linguistics 38:2): *epistemic* ("it may hold", "is likely to"), *doxastic* ("thinks
that", "I think"), *investigation* ("asked whether", a question) and *condition* ("would break if it rained"). To these
comes hearsay: "reportedly", "is said to", and a cue that is itself denied ("did not say that").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.language.flags.clauses import (
    OPINIONS,
    Wording,
    auxiliaries,
    clause_verb,
    conditions,
    first_person,
)
from onrecord.language.flags.words import flag_words

_CLOSING = frozenset("\"”“»'’)]") | {"''", "``"}
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "csubj"})
_SPEAKERS_OWN = frozenset({"he", "she", "they", "i", "we"})


def hedge_markers(said: Wording) -> Iterator[Token]:
    """Yield the words that hedge a statement, in no order."""
    yield from _by_the_cue(said)
    yield from _by_asking(said)
    for verb in said.verbs:
        yield from _by_the_verb(said, verb)
    if said.main is not None and said.main not in said.verbs:
        yield from _by_the_verb(said, said.main)
    for word in said.words:
        if _hedges_its_clause(said, word):
            yield word


def is_question(said: Wording) -> bool:
    """Whether a statement's main clause stands in a sentence that ends in a question mark of its content."""
    return said.main is not None and _question_mark(said, said.main) is not None


def unknown(verb: Token) -> bool:
    """Whether a clause says that something is not known: "it is not known whether", "it was not clear if".

    It denies nothing of what stands in the clause that hangs on it.
    """
    words = flag_words().hedged["knowing"]
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
    impersonal = subject is None or subject.lower_ == "it"
    predicates = [verb, *(c for c in verb.children if c.dep_ == "acomp")] if impersonal else []
    return any(
        word.lemma_.lower() in words
        and (word.i != verb.i or any(c.dep_ == "auxpass" for c in verb.children))
        and any(
            c.dep_ in ("ccomp", "xcomp", "advcl", "csubj") and c.i > word.i for c in (*word.children, *verb.children)
        )
        for word in predicates
    )


# ---------------------------------------------------------------- the cue


def _by_the_cue(said: Wording) -> Iterator[Token]:
    if said.head < 0:
        return
    words = flag_words()
    head = said.doc[said.head]
    cue = [said.doc[i] for i in said.cue]
    by_preposition = any(token.dep_ == "prep" for token in cue)
    clause = bool(said.verbs) and not by_preposition
    passive = head.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in head.children)
    if said.lemma in said.cues["hedging"] and (clause or said.lemma in words.hedged["things"]):
        yield head
    elif passive and said.lemma in words.hedged["hearsay"] and not _has_agent(head):
        yield head  # "are reported to have drowned": nobody vouches
    negations = [token for token in cue if token.dep_ == "neg"]
    negations += [child for child in head.children if child.dep_ == "nsubj" and _is_nobody(child)]
    firm = said.lemma in words.negated["raising"] or said.lemma in words.negated["refusing"]
    if not firm:  # "does not think that it holds" is an opinion, not silence
        yield from negations
    yield from (token for token in cue if token.lower_ in words.hedged["modals"] and token.dep_ == "aux")
    yield from (child for child in head.children if child.lower_ in words.hedged["adverbs"] and child.dep_ == "advmod")


def _is_nobody(token: Token) -> bool:
    nobody = flag_words().negated["nobody"]
    return token.lower_ in nobody or any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in token.children)


def _by_asking(said: Wording) -> Iterator[Token]:
    """What is asked: "asked whether", "wondered why", and a question with its mark."""
    if said.main is not None:
        mark = _question_mark(said, said.main)
        if mark is not None:
            yield mark
    first = next((token for token in said.words if token.is_alpha), None)
    if first is None or said.quoted(first):
        return
    opens = first.lower_ in said.cues["opens"]
    if opens and said.lemma in flag_words().hedged["asking"]:
        yield said.doc[said.head]
    if first.lower_ == "whether":
        yield first


def _question_mark(said: Wording, verb: Token) -> Token | None:
    """Return the question mark that ends the sentence of a verb."""
    for token in reversed([t for t in verb.sent if t.i in said.inside]):
        if token.text == "?":
            return token
        if token.text not in _CLOSING and not token.is_space:
            return None
    return None


# ---------------------------------------------------------------- the verb


def _by_the_verb(said: Wording, verb: Token) -> Iterator[Token]:
    """What is about a verb of a main clause: its modals, its condition, an opinion, hearsay."""
    words = flag_words().hedged
    negations = [child for child in verb.children if child.dep_ == "neg" and child.i in said.inside]
    for helper in auxiliaries(verb):
        able = helper.lower_ == "could" and (negations or verb.lemma_ in words["sensing"])
        if helper.lower_ in words["modals"] and not able and helper.i in said.inside:
            yield helper
    if verb.lemma_ not in words["whether"]:  # "asked the driver if he was hurt" is a question, not a condition
        yield from (
            mark
            for mark in conditions(verb, said.inside)
            if mark.i == 0 or mark.nbor(-1).lemma_ not in words["whether"]
        )
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    clause = any(child.dep_ in ("ccomp", "xcomp") and child.i > verb.i for child in verb.children)
    if verb.lemma_ in words["hearsay"] and verb.tag_ == "VBN" and passive and clause and not _has_agent(verb):
        yield verb
    if verb.lemma_ in words["seeming"] and (clause or any(c.dep_ in ("acomp", "oprd") for c in verb.children)):
        yield verb
    if _is_opinion(said, verb) and clause:
        yield verb
    if negations and unknown(verb):
        yield from (*negations, verb if passive else _predicate(verb))
    for child in verb.children:
        if child.dep_ == "attr" and child.lemma_.lower() in words["nouns"] and child.i in said.inside:
            yield child


def _has_agent(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.children)


def _predicate(verb: Token) -> Token:
    return next((child for child in verb.children if child.dep_ == "acomp"), verb)


def _is_opinion(said: Wording, verb: Token) -> bool:
    """Whether a verb says that what follows is the speaker's opinion: "I think", "said that she hoped that"."""
    if verb.lemma_ not in OPINIONS:
        return False
    if first_person(verb):
        return verb.tag_ in ("VBP", "VB")
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return said.head >= 0 and subject is not None and subject.lower_ in _SPEAKERS_OWN and not said.quoted(verb)


# ---------------------------------------------------------------- other words


def _hedges_its_clause(said: Wording, word: Token) -> bool:
    """Whether an adverb, an adjective or the speaker's "I think" hedges a main clause."""
    words = flag_words().hedged
    lower, lemma = word.lower_, word.lemma_.lower()
    if lemma in OPINIONS and first_person(word) and word.tag_ in ("VBP", "VB") and word.dep_ != "relcl":
        return (
            _in_main_clause(said, word.head) or word in said.verbs or any(child == said.main for child in word.children)
        )
    adverb = lower in words["adverbs"] and word.pos_ == "ADV"
    adjective = lower in words["adjectives"] and not adverb
    if not (adverb or adjective):
        return False
    if adjective and word.dep_ == "amod":
        noun = word.head
        about = (
            noun.dep_ in ("nsubj", "attr") and noun.head.lemma_ == "be" and lower in ("likely", "possible", "probable")
        )
        return (about and _in_main_clause(said, noun)) or (not said.verbs and noun.head.i not in said.inside)
    if adjective and word.dep_ not in ("acomp", "oprd", "attr", "ccomp", "conj", "ROOT", "advmod"):
        return False
    if lower in words["open"] and not _has_clause(word):
        return False  # "the cause was unclear" is itself put as so
    return _in_main_clause(said, word)


def _has_clause(word: Token) -> bool:
    return any(c.dep_ in _CLAUSES and c.i > word.i for c in (*word.children, *word.head.children))


def _in_main_clause(said: Wording, word: Token) -> bool:
    """Whether a word stands in a main clause, or in the infinitive of one."""
    verb = clause_verb(word)
    if verb is None or not said.verbs or verb.i not in said.inside:
        return True
    mains = {main.i for main in said.verbs} | ({said.main.i} if said.main is not None else set())
    return verb.i in mains or (verb.dep_ == "xcomp" and verb.head.i in mains)
