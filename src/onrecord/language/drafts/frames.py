"""The shapes in which a word can carry a statement: the cue's place in the parse, and where source and content stand.

A *frame* says how the content hangs on the cue: as a clause ("said that it held"), an infinitive ("promised to
mend it"), an object ("denied the charge"), a preposition's object ("called for calm"), an adjective ("was sure that"),
or as the clause that the cue interrupts ("The dam, she said, holds"). Which frames of which words are statements, and
how often, is in `cues.csv`: this module only proposes. The approach is that of cue-first attribution extraction
(Pareti et al. 2013, "Automatically Detecting and Attributing Indirect Quotations"; Newell et al. 2018, Citron).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
_EDGES = frozenset({",", "-", "—", "–", "―", "•", '"', "”", "“", ":"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLAIN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON"})
_LONGEST_OCCASION = 8
"""Tokens."""
_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with the content that hangs on it, in token indices of the document.

    `content` is a list of half-open token ranges; `cue` holds the cue's tokens; `source` the range of the source's
    words, or None where the sentence names none.
    """

    name: str
    head: int
    cue: tuple[int, ...]
    content: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None


def frames_of(verb: Token) -> Iterator[Frame]:
    """Yield every frame in which a verb of a parsed document could be a cue."""
    cue = _cue_tokens(verb)
    tagged_on = _tagged_on(verb)
    if tagged_on is not None:
        yield Frame("parenthetical", verb.i, cue, (tagged_on[0],), tagged_on[1])
        return
    subject = subject_of(verb)
    source = noun_phrase(subject, verb) if subject is not None else None
    interrupting = _interrupted(verb, source)
    if interrupting:
        yield Frame("parenthetical", verb.i, cue, interrupting, source)
        return
    told = [child for child in verb.children if child.dep_ in ("dobj", "dative") and child.i > verb.i]
    for child in verb.children:
        start, end = child.left_edge.i, child.right_edge.i + 1
        if child.dep_ == "ccomp":
            name = "told_clause" if told and told[0].i < start else "clause"
            yield Frame(name, verb.i, cue, _beside(verb, start, end), source)
        elif child.dep_ == "xcomp" and child.i > verb.i:
            name = "infinitive" if any(c.lower_ == "to" for c in child.children) else "complement"
            if told and told[0].i < start:
                name = "told_infinitive"
                start = start if verb.lemma_ == "tell" else told[0].left_edge.i  # "urged | the council to go"
            yield Frame(name, verb.i, cue, ((start, end),), source)
        elif child.dep_ == "dobj" and child.i > verb.i:
            yield Frame("object", verb.i, cue, ((start, end),), source)
        elif child.dep_ == "oprd" and child.i > verb.i:
            first = min([o.left_edge.i for o in told] or [start])
            yield Frame("called", verb.i, cue, ((first, end),), source)
        elif child.dep_ == "prep" and child.i > verb.i:
            objects = [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
            if objects:
                start, end = objects[0].left_edge.i, objects[-1].right_edge.i + 1
                saying = as_saying(verb)
                if saying and child.i == saying[0]:
                    spoken = (saying[1] + 1, end)
                    yield Frame("prep_as", verb.i, tuple(sorted({*cue, *saying})), (spoken,), source)
                elif told and told[0].i < child.i:  # "accused | the council of theft"
                    yield Frame(f"prep_{child.lower_}", verb.i, cue, ((told[0].left_edge.i, end),), source)
                else:
                    yield Frame(f"prep_{child.lower_}", verb.i, (*cue, child.i), ((start, end),), source)
        elif child.dep_ in ("acomp", "attr") and verb.lemma_ == "be":
            for clause in child.children:
                if clause.dep_ in ("ccomp", "xcomp"):
                    span = (clause.left_edge.i, clause.right_edge.i + 1)
                    yield Frame(f"be_{child.lower_}", verb.i, (*cue, child.i), (span,), source)


def subject_of(verb: Token) -> Token | None:
    """Return the head of the noun phrase that does what a verb says, or None.

    The subject of "..., saying that" is that of the clause it hangs on; of "the letter says and adds", that of the
    first verb; of "was quoted by", the agent or, for reported speech, the subject itself.
    """
    helped = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl", "amod") and not helped:
        return _agent_of(verb)  # "Asked whether she would go, she laughed": somebody else asked
    seen = 0
    token = verb
    while seen < 4:
        for child in token.children:
            if child.dep_ in SUBJECTS and not (child.lower_ == "it" and token.lemma_ == "be"):
                return child
        passive = [child for child in token.children if child.dep_ == "nsubjpass"]
        reported = token.lemma_ in ("quote", "cite") and any(c.lower_ == "as" for c in token.children)
        if passive and reported:
            return passive[0]
        agent = _agent_of(token)
        if agent is not None:
            return agent
        if passive and token.i != verb.i:
            return passive[0]
        if passive:
            return None
        if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX"):
            token = token.head
        elif token.dep_ in ("advcl", "xcomp", "pcomp", "prep", "dep") and not _has_mark(token):
            token = token.head
            while token.pos_ == "ADP" and token.dep_ == "prep":
                token = token.head
        elif token.dep_ == "acl" and token.tag_ == "VBG" and token.head.pos_ in ("NOUN", "PROPN"):
            return token.head
        else:
            return None
        if token.pos_ not in ("VERB", "AUX"):
            return None
        seen += 1
    return None


def as_saying(verb: Token) -> tuple[int, ...]:
    """Return the tokens of "as saying" that go with a passive ("was quoted | as saying"), or nothing."""
    if verb.lemma_ not in ("quote", "cite") or not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return ()
    for child in verb.children:
        said = [g for g in child.children if g.lower_ in ("saying", "telling", "adding")]
        if child.lower_ == "as" and child.i > verb.i and said:
            return child.i, said[0].i
    return ()


def _agent_of(verb: Token) -> Token | None:
    """The noun behind "by" of a passive."""
    agents = [g for child in verb.children if child.dep_ == "agent" for g in child.children if g.dep_ == "pobj"]
    return agents[0] if agents else None


def noun_phrase(head: Token, verb: Token) -> tuple[int, int]:
    """Return the token range of a source: its whole noun phrase, but never the verb or what lies behind it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if head.i < verb.i:
        end = min(end, verb.i)
    else:
        start = max(start, verb.i + 1)
    for i in range(head.i + 1, end - 1 if head.i < verb.i else 0):
        if head.doc[i].text == "," and head.doc[i + 1].tag_ == "VBG" and head.doc[i + 1].head.i == head.i:
            end = i  # "Tesk, speaking at the gate, said": what the source did meanwhile
            break
    # A range over a quotation or a whole clause is a parser's slip: keep the phrase up to the first comma.
    if end - head.i > 25:
        commas = [t.i for t in head.doc[head.i : end] if t.text == ","]
        end = commas[0] if commas else min(end, head.i + 12)
    while end - 1 > head.i and (head.doc[end - 1].is_space or head.doc[end - 1].text in _EDGES):
        end -= 1
    while start < head.i and (head.doc[start].is_space or head.doc[start].text in _EDGES):
        start += 1
    return start, end


def _has_mark(token: Token) -> bool:
    return any(child.dep_ == "mark" for child in token.children)


def _cue_tokens(verb: Token) -> tuple[int, ...]:
    """The verb with its auxiliaries, particle and negation, and "also": "has also pointed out"."""
    parts = [verb.i]
    parts += [child.i for child in verb.children if child.dep_ in _AUXILIARIES and abs(child.i - verb.i) < 5]
    return tuple(sorted(parts))


def _beside(verb: Token, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A clause's range, cut where the verb and its subject stand inside it ("The dam, she said, holds")."""
    if start < verb.i < end:
        left_end, right_start = verb.i, verb.i + 1
        for child in verb.children:
            if child.dep_ in SUBJECTS or child.dep_ in _AUXILIARIES:
                if child.i < verb.i:
                    left_end = min(left_end, child.left_edge.i)
                else:
                    right_start = max(right_start, child.right_edge.i + 1)
        ranges = [(start, left_end), (right_start, end)]
        return tuple((a, b) for a, b in ranges if b > a)
    if end <= verb.i:  # "It holds, she said": what stands before the clause in its sentence belongs to it
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < end]
        if not subjects:
            start = min(start, verb.sent.start)
    return ((start, end),)


def _interrupted(verb: Token, source: tuple[int, int] | None) -> tuple[tuple[int, int], ...]:
    """The content around a cue that interrupts or ends the sentence it reports, or nothing.

    The parser calls such a cue `parataxis` or `ccomp` of the very clause it introduces: the cue and its source stand
    alone between commas.
    """
    if source is None or verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "ROOT"):
        return ()
    doc, sentence = verb.doc, verb.sent
    start, end = min(source[0], _cue_tokens(verb)[0]), _occasion_end(verb, max(source[1], verb.i + 1))
    if end - start > 12 or start == sentence.start or doc[start - 1].text not in {",", "—", "–"}:
        return ()
    tail = end
    if tail + 1 < sentence.end and doc[tail].text == "," and doc[tail + 1].tag_ == "VBG":
        tail = sentence.end  # ", correcting an earlier figure": what the speaker did, not what was said
    elif tail < sentence.end and doc[tail].text == ",":
        tail += 1
    elif tail < sentence.end and not (doc[tail].text in {".", "!", "?"} or doc[tail].is_space):
        return ()
    if verb.dep_ == "ROOT" and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return ()
    if not _lone_clause(verb, source):
        return ()
    rest_end = sentence.end
    while rest_end > tail and (doc[rest_end - 1].is_space or doc[rest_end - 1].text in {".", "!", "?"}):
        rest_end -= 1
    ranges = tuple((a, b) for a, b in ((sentence.start, start - 1), (tail, rest_end)) if b > a)
    return ranges if any(t.tag_ in FINITE for a, b in ranges for t in doc[a:b]) else ()


def _tagged_on(verb: Token) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Content and source of a cue at the end of its sentence that the parser took for something else.

    In "Seventeen people died in the wreck of the Grey Marlet, Captain Solvan said on Friday." a small parser hangs
    "Captain Solvan" on the ship. What stands between the comma and the verb is the source if it is one plain noun
    phrase, nothing but the occasion follows, and a finite verb stands before.
    """
    doc, sentence = verb.doc, verb.sent
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return None
    start = verb.i
    while start > sentence.start and (doc[start - 1].pos_ in _PLAIN or doc[start - 1].tag_ == "POS"):
        start -= 1
    if not 0 < verb.i - start <= _LONGEST_OCCASION or start - 1 <= sentence.start or doc[start - 1].text != ",":
        return None
    if doc[verb.i - 1].pos_ not in ("NOUN", "PROPN", "PRON") or doc[start].lower_ in ("which", "that", "who"):
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.i < verb.i:
        return None  # the parse is right, or there is another reading
    end = _occasion_end(verb, verb.i + 1)
    if end < sentence.end and doc[end].text not in {".", ","} and not doc[end].is_space:
        return None
    if not any(t.tag_ in FINITE for t in doc[sentence.start : start - 1]):
        return None
    return (sentence.start, start - 1), (start, verb.i)


def _occasion_end(verb: Token, end: int) -> int:
    """Where the words behind a cue end that say when, where or to whom: "she said | on Friday"."""
    for child in verb.children:
        short = child.right_edge.i - end < _LONGEST_OCCASION and not any(t.dep_ == "ccomp" for t in child.subtree)
        if child.left_edge.i == end and short and child.dep_ in ("prep", "npadvmod", "advmod", "dative", "dobj"):
            end = child.right_edge.i + 1
    return end


def _lone_clause(verb: Token, source: tuple[int, int]) -> bool:
    """Whether only the source, the cue and small words stand in the clause: ", she said,"."""
    low, high = min(source[0], verb.i), max(source[1], verb.i + 1)
    inside = set(range(*source)) | set(_cue_tokens(verb))
    rest = [t for t in verb.doc[low:high] if t.i not in inside and t.pos_ not in ("ADV", "PUNCT", "SPACE")]
    return not rest
