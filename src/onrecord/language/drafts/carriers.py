"""Who carried a speaker's words: "Tesk, quoted by Norra News", "according to an aide, she said".

The outlets that a report names are `citations`; here are the turns of phrase in which anybody, an outlet or not, is
said to have passed words on, and the drafts that the parse gets wrong around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.language.drafts.draft import Draft
from onrecord.language.drafts.frames import noun_phrase
from onrecord.language.places import token_range
from onrecord.model import Span

_QUOTING = frozenset({"quote", "cite"})
_SAYING = frozenset({"saying", "telling"})
_LONGEST_QUOTED = 15
"""Tokens between "quoted" and "as saying": a name with an office."""


def unfold(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts with "quoted as saying" and ", quoted by ..." put where they belong.

    "Tesk was quoted as saying that it holds" has "saying" in its cue; "Norra cited Tesk as saying that it holds" is one
    statement of Norra's and not two; who quoted a speaker is no part of the source "Tesk, quoted by Norra News".
    """
    by_head = {draft.head: draft for draft in drafts if draft.frame != "quotation"}
    places = {draft.head: _saying(doc, draft.head) for draft in drafts}
    taken = {place for head, place in places.items() if head in by_head}
    result = []
    for draft in drafts:
        place = places[draft.head]
        if draft.head in taken:
            continue
        if place is not None:
            draft = _with_saying(doc, draft, place, by_head.get(place))
        result.append(replace(draft, source=without_carrier(doc, draft.source)))
    return result


def _with_saying(doc: Doc, draft: Draft, place: int, said: Draft | None) -> Draft:
    """A draft of "quoted ... as saying": its cue holds "as saying" in the passive, else its content "saying"."""
    passive = _is_passive(doc[draft.head])
    content = draft.content
    if draft.frame != "quotation":
        content = said.content if said is not None else _behind(doc, draft, place)
        content = content or draft.content
        if not passive:
            content = ((doc[place].idx, content[-1][1]),)
    cue = (*(i for i in draft.cue if i < place - 1), place - 1, place) if passive else draft.cue
    return replace(draft, cue=cue, content=content, frame="quoted_as")


def carriers(doc: Doc, draft: Draft) -> list[tuple[int, int]]:
    """Return who is said to have carried a statement, as token ranges: "quoted by his lawyer", "according to an aide".

    "According to" beside a statement that has a source of its own names who tells of it, if it goes with the cue.
    """
    if draft.head < 0 or draft.source is None:
        return []
    cue = doc[draft.head]
    taken = {i for span in draft.content for i in range(*token_range(doc, span))} | set(range(*draft.source))
    found = []
    for token in cue.sent:
        if token.i in taken:
            continue
        if token.lemma_.lower() in _QUOTING and token.tag_ == "VBN" and _is_near(token, cue, draft.source):
            found += [noun_phrase(agent, token) for agent in _agents(token)]
        elif token.lower_ == "according" and draft.frame != "according_to" and _is_aside(token, cue):
            heads = [g for c in (token, *token.children) for g in c.children if g.dep_ == "pobj"]
            found += [noun_phrase(head, token) for head in heads[:1]]
    named = [(start, end) for start, end in found if doc[start:end].root.pos_ != "PRON"]
    return [(start, end) for start, end in named if taken.isdisjoint(range(start, end))]


def quoted_as_saying(doc: Doc, draft: Draft) -> Draft | None:
    """Return what Tesk said in "Norra News quoted Tesk as saying that it holds", which Norra News says; else None."""
    place = _saying(doc, draft.head)
    if place is None or _is_passive(doc[draft.head]) or place - 1 - (draft.head + 1) < 1:
        return None
    source = (draft.head + 1, place - 1)
    if doc[source[0] : source[1]].root.pos_ not in ("NOUN", "PROPN"):
        return None
    quoted = draft.content[0][0] < doc[draft.head].idx
    content = draft.content if quoted else _behind(doc, draft, place)
    return Draft(content=content, cue=(place,), source=source, head=place, frame="clause") if content else None


def _saying(doc: Doc, head: int) -> int | None:
    """The place of "saying" in "quoted Tesk as saying", "was quoted by Norra as saying"."""
    if head < 0 or doc[head].lemma_.lower() not in _QUOTING:
        return None
    end = min(head + _LONGEST_QUOTED, doc[head].sent.end - 1)
    return next((i + 1 for i in range(head + 1, end) if doc[i].lower_ == "as" and doc[i + 1].lower_ in _SAYING), None)


def _behind(doc: Doc, draft: Draft, place: int) -> tuple[Span, ...]:
    """The content of a statement behind "saying", and behind "by Norra News" where that follows."""
    start = place + 1
    if start < len(doc) and doc[start].lower_ == "by":
        that = next(
            (t.i for t in doc[start : doc[place].sent.end] if t.lower_ == "that" or t.text in (":", ",")), start
        )
        start = that
    begin = doc[start].idx if start < len(doc) else 0
    return tuple((max(a, begin), b) for a, b in sorted(draft.content) if b > begin)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _agents(verb: Token) -> Iterator[Token]:
    """Those by whom somebody was quoted; the parser hangs them on "quoted" or on "saying"."""
    for token in verb.subtree:
        if token.lower_ == "by" and token.dep_ in ("agent", "prep") and token.i - verb.i < _LONGEST_QUOTED:
            yield from [g for g in token.children if g.dep_ == "pobj"][:1]
            return


def _is_near(verb: Token, cue: Token, source: tuple[int, int]) -> bool:
    """Whether "quoted by" is said of a statement's source or is its cue."""
    return verb.i == cue.i or cue.i in {t.i for t in verb.subtree} or source[0] <= verb.head.i < source[1]


def _is_aside(token: Token, cue: Token) -> bool:
    """Whether "according to" goes with a cue: it opens the sentence of the cue, or closes it behind a comma."""
    sentence = cue.sent
    heads = {cue.i, *(t.i for t in cue.ancestors)}
    if token.i == sentence.start:
        return token.head.i in heads
    return token.i > cue.i and token.nbor(-1).text in (",", "—", "–") and token.head.i in heads


def without_carrier(doc: Doc, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """A source cut before ", quoted by Norra News"."""
    if source is None:
        return None
    for token in doc[source[0] + 1 : source[1]]:
        if token.lemma_.lower() in _QUOTING and token.tag_ == "VBN" and any(True for _ in _agents(token)):
            end = token.i - 1 if doc[token.i - 1].text == "," else token.i
            return (source[0], end) if end > source[0] else source
    return source
