"""What a content must be: it begins behind whom it was said to, and it answers.

The frames take what stands behind a cue, of which a part may be the one who was told; and the turns of an interview
hold the questions too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.language.drafts.draft import Draft
from onrecord.language.names import word_lists
from onrecord.language.places import text_of, token_range
from onrecord.model import Span

_LONGEST_ADDRESSEE = 8
"""Words: "the members of the harbour board". A longer one is a sentence that was parsed amiss."""
_ASKS = 0.5
"""The fraction of somebody's turns that end in a question from which they are the one who asks."""


def behind_addressee(doc: Doc, draft: Draft) -> Draft:
    """Return a draft without whom it was said to: "told | the board | that it holds"."""
    first, *others = sorted(draft.content)
    start = _told_to(doc, first, draft.head)
    return draft if start is None else replace(draft, content=((start, first[1]), *others))


def _told_to(doc: Doc, content: Span, head: int) -> int | None:
    """Return where "that" begins, in code points, if in a content the one who was told stands before it."""
    start, end = token_range(doc, content)
    for place in range(start + 1, min(end, start + _LONGEST_ADDRESSEE + 1)):
        token = doc[place]
        if token.lower_ != "that" or token.dep_ != "mark":
            continue
        before = doc[start:place]
        told = before.root
        named = told.dep_ in ("dobj", "dative") and doc[head].lemma_.lower() in word_lists()["told_to"]
        of_cue = told.head.i == head and (named or (told.dep_ in ("prep", "dative") and told.lower_ == "to"))
        clause = token.head.head.i == head and token.head.dep_ == "ccomp"
        plain = all(t.pos_ not in ("VERB", "AUX") for t in before)
        return token.idx if of_cue and clause and plain else None
    return None


def questions_of_turns(doc: Doc, drafts: Sequence[Draft]) -> frozenset[int]:
    """Return the places, in `drafts`, of the turns with which an interviewer asks.

    Who ends most turns with a question asks; what they end otherwise they say.
    """
    turns: dict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if draft.frame == "turn" and draft.source is not None:
            turns[doc[slice(*draft.source)].text].append(place)
    asked = {
        who: [place for place in places if text_of(doc)[slice(*drafts[place].content[-1])].rstrip(' "”').endswith("?")]
        for who, places in turns.items()
    }
    return frozenset(place for who in turns if len(asked[who]) >= _ASKS * len(turns[who]) for place in asked[who])
