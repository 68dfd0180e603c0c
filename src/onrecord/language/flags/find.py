"""Whether a statement is negated, hedged, or about what is to come, and the words that show it.

*Negated*: what is put is that the main clause is not so. The negations of cue and content are counted, and an odd
number negates ("denied that it sank", "did not sink"; "denied that it did not sink" is negated twice). *Hedged*: see
`hedges`. *Future*: see `futures`. Negation goes with the main verb, which the statement's `event` names; hedges and
futures count in each main clause of a content of several sentences.

A question puts nothing as so: it is hedged, by its question mark or by the cue that asks, and what is negative in
"Did it not sink?" says which answer is expected, not that it is so.

What shows a flag is annotated by the smallest words, as BioScope has it (Vincze et al. 2008, "The BioScope corpus"):
"not", not "did not sink".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.cues import Cues
from onrecord.language.flags.clauses import OPINIONS, Wording, first_person, wording
from onrecord.language.flags.futures import future_markers
from onrecord.language.flags.hedges import hedge_markers, is_question, unknown
from onrecord.language.flags.words import flag_words
from onrecord.language.quotes import Quote
from onrecord.model import Flag, Marker, Span

_OPERANDS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


@dataclass(frozen=True, slots=True)
class Flags:
    """The three flags of a statement, and their markers in text order."""

    negated: bool
    hedged: bool
    future: bool
    markers: tuple[Marker, ...]


def flags_of(
    doc: Doc,
    head: int,
    cue: Sequence[int],
    tokens: Sequence[int],
    *,
    quotes: Along[Quote],
    ahead: Sequence[Span],
    cues: Cues,
) -> Flags:
    """Return the flags of a statement.

    Args:
        doc: the parsed text.
        head: the token that stands for the cue, -1 for none.
        cue: the cue's tokens.
        tokens: the tokens of the content, ascending.
        quotes: the quotations of the text.
        ahead: the times in the content that lie behind the day of publication.
        cues: the lexicon.
    """
    said = wording(doc, head, cue, tokens, quotes, cues)
    negations = list(_negations(said))
    hedges = list(hedge_markers(said))
    futures = list(future_markers(said, ahead))
    markers = [
        *(marker for negation in negations for marker in _markers(said, "negated", negation)),
        *_markers(said, "hedged", hedges),
        *_markers(said, "future", futures),
    ]
    return Flags(
        negated=len(negations) % 2 == 1,
        hedged=bool(hedges),
        future=bool(futures),
        markers=tuple(sorted(markers, key=lambda marker: (marker.span, marker.flag))),
    )


# ---------------------------------------------------------------- negation


def _negations(said: Wording) -> Iterator[tuple[Token, ...]]:
    """Yield each negation that what is put stands under, as the words that make it."""
    words = flag_words().negated
    denies = _denies(said)
    if denies:
        yield (said.doc[said.head], *(said.doc[i] for i in said.cue if said.doc[i].dep_ == "prt"))
    cue_negations = tuple(said.doc[i] for i in said.cue if said.doc[i].dep_ == "neg")
    if cue_negations and (denies or said.lemma in words["raising"]):
        yield cue_negations
    if said.main is None or is_question(said):
        return
    content = tuple(_negations_of(said.main, said.inside))
    if content and not unknown(said.main):
        yield content
    opinion = said.main.head
    if opinion.i in said.inside and opinion.lemma_ in OPINIONS and first_person(opinion):
        above = tuple(_negations_of(opinion, said.inside))
        if above:
            yield above  # "I do not think that it will hold"


def _denies(said: Wording) -> bool:
    """Whether a cue puts its content as not so: "denied", "rejected claims that", "refused to", "ruled out"."""
    words = flag_words().negated
    if said.head < 0:
        return False
    if said.lemma in said.cues["denial"]:
        return True
    if said.lemma in words["refusing"]:
        return any(token.lower_ == "to" and token.dep_ == "aux" for token in said.words[:2])
    if said.lemma == "rule":
        return any(child.lower_ == "out" for child in said.doc[said.head].children)
    if said.lemma in words["dismissing"]:
        objects = [t for t in said.words if t.head.i == said.head and t.dep_ in ("dobj", "pobj", "dep")]
        return any(token.lemma_.lower() in words["told"] for token in objects)
    return False


def _negations_of(verb: Token, inside: frozenset[int]) -> Iterator[Token]:
    """Yield the words that negate a verb's clause, by itself or through its subject or object."""
    words = flag_words().negated
    for child in verb.children:
        neither = child.dep_ == "preconj" and child.lower_ == "neither"
        if child.i in inside and (neither or (child.dep_ == "neg" and not _focussed(child))):
            yield child
        elif child.dep_ == "advmod" and child.lower_ == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no":
            yield from (child.nbor(-1), child)
        elif child.dep_ in _OPERANDS and child.i in inside:
            if child.lower_ in words["nobody"]:
                yield child
            for near in child.children:
                plain = near.lower_ in ("no", "neither") and near.dep_ in ("det", "neg", "preconj")
                if (plain or (near.lower_ == "not" and near.dep_ == "neg")) and not _focussed(near):
                    yield near


def _focussed(negation: Token) -> bool:
    """Whether a "not" or "no" goes with the word behind it and denies nothing: "not only", "no fewer than"."""
    words = flag_words().negated
    if negation.i + 1 >= len(negation.doc):
        return False
    behind = negation.nbor(1).lower_
    return behind in words["beyond_no"] if negation.lower_ == "no" else behind in words["focus"]


# ---------------------------------------------------------------- markers


def _markers(said: Wording, flag: Flag, found: Iterable[Token | Span]) -> Iterator[Marker]:
    """Yield markers for tokens and spans, neighbouring tokens as one: "going to"."""
    spans: set[Span] = set()
    places: set[int] = set()
    for one in found:
        if isinstance(one, tuple):
            spans.add(one)
        else:
            places.add(one.i)
    ordered = sorted(places)
    breaks = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(ordered)) if b != a + 1), len(ordered)]
    for first, last in pairwise(breaks):
        if last > first:
            spans.add(_span(said.doc, ordered[first], ordered[last - 1]))
    for span in sorted(spans):
        yield Marker(flag=flag, span=span)


def _span(doc: Doc, first: int, last: int) -> Span:
    """Return the span of tokens; "n't" and the verb before it stand together, as a reader sees one word: "won't"."""
    if _clipped(doc, first):
        first -= 1
    if last + 1 < len(doc) and _clipped(doc, last + 1):
        last += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _clipped(doc: Doc, place: int) -> bool:
    """Whether a token is the "n't" of "won't"."""
    return place > 0 and doc[place].lower_ in ("n't", "n’t", "nt") and not doc[place - 1].whitespace_
