"""Quotations with their cue and source: "...", she said. The marks decide; the parse only helps to find who.

A quotation stands apart when the sentence around it is complete without it, but for the clause that gives the source;
one that is woven into the outlet's own sentence (called it "a disgrace") belongs to the frame around it (see
`statements`), or is a scare quote and no statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.cues import Cues
from onrecord.language.draft import Draft, text_of, token_range
from onrecord.language.frames import noun_phrase, subject_of
from onrecord.language.quotes import Quote
from onrecord.model import Span

_REACH = 25
"""Tokens from a quotation's edge within which its cue must stand."""
_SCARE_WORDS = 3
"""Words. A quotation this short that stands apart still needs closing punctuation of its own to be speech."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """The outlet's own words beside a quotation, in tokens."""

    start: int
    end: int


def find_quotations(doc: Doc, quotes: Along[Quote], paragraphs: Along[Span], cues: Cues) -> list[Draft]:
    """Return a draft statement for each quotation that stands apart and whose cue is found.

    The second half of a split quotation ("A," he said. "B.") and the further paragraphs of a long one join the first.
    """
    drafts: list[Draft] = []
    inside = {i for quote in quotes for i in range(*token_range(doc, quote.span))}
    owner: dict[int, int] = {}  # chain of paragraphs -> the number of the statement that it belongs to
    previous: tuple[int, int | None] = (-1, None)  # the number of the paragraph before, and of what was said last in it
    for place, paragraph, group in _grouped(doc, quotes, paragraphs):
        limits = token_range(doc, paragraph)
        last: int | None = None
        if previous[0] == place - 1 and _nothing_else(text_of(doc), paragraph, group):
            last = previous[1]
        last_end = limits[0]
        for number, quote in enumerate(group):
            first, after = token_range(doc, quote.span)
            following = group[number + 1].span[0] if number + 1 < len(group) else paragraph[1]
            next_start = token_range(doc, (following, following))[0] if following < paragraph[1] else limits[1]
            before = _Segment(last_end, first)
            behind = _Segment(after, max(after, next_start))
            last_end = after
            if quote.chain in owner:
                last = owner[quote.chain]
                drafts[last] = drafts[last].joined(quote.span)
                continue
            if not _stands_apart(doc, quote, before, behind, limits):
                last = None
                continue
            found = _attribution(doc, quote, before, behind, inside, cues)
            goes_on = last is not None and (
                _only_joint(doc, before, drafts[last])
                if found is None
                else found[2] == "before" and drafts[last].cue == found[0]  # “The dam,” she said, “holds.”
            )
            if last is not None and goes_on:
                drafts[last] = drafts[last].joined(quote.span)
            elif found is not None:
                cue, source, _ = found
                drafts.append(Draft(content=(quote.span,), cue=cue, source=source, head=cue[0], frame="quotation"))
                last = len(drafts) - 1
            else:
                last = None
                continue
            owner[quote.chain] = last
        previous = place, last
    return drafts


def join_followers(doc: Doc, quotes: Along[Quote], paragraphs: Along[Span], drafts: Sequence[Draft]) -> list[Draft]:
    """Give quotations that stand apart, without a cue of their own, to the statement that ends right before them.

    "The doors, Tesk said, were 'as safe as any.' | 'We checked them twice.'": the second is hers too.
    """
    result = list(drafts)
    covered = Along((span for draft in drafts for span in draft.content), span=lambda span: span)
    numbers = Along(range(len(drafts)), span=lambda n: drafts[n].content[0])
    for quote in quotes:
        if covered.touching(*quote.span) or not _full_sentence(doc, quote):
            continue
        here = paragraphs.touching(quote.span[0], quote.span[0] + 1)
        near = numbers.starting(here[0][0], quote.span[0]) if here else []
        ends = [(end, n) for n in near if (end := _draft_end(doc, result[n])) <= quote.span[0]]
        if not ends:
            continue
        end, number = max(ends)
        between = text_of(doc)[end : quote.span[0]].strip()
        if re.fullmatch(r"[.!?]?[\"'”’]{0,2}", between) and result[number].source is not None:
            result[number] = result[number].joined(quote.span)
    return result


def _full_sentence(doc: Doc, quote: Quote) -> bool:
    """Whether a quotation starts like a sentence and ends like one."""
    inner = text_of(doc)[slice(*quote.inner)].strip()
    return bool(inner) and inner[-1] in ".?!" and (inner[0].isupper() or not inner[0].isalpha())


def _draft_end(doc: Doc, draft: Draft) -> int:
    tokens = [*draft.cue, *([draft.source[1] - 1] if draft.source else [])]
    ends = [end for _, end in draft.content] + [doc[i].idx + len(doc[i]) for i in tokens]
    last = max(ends)
    # What else the sentence says of the occasion ("..., she told reporters in the harbour") lies between.
    sentence = doc[token_range(doc, (last - 1, last))[0]].sent
    quoted = text_of(doc)[last : sentence.end_char]
    return sentence.end_char if '"' not in quoted and "“" not in quoted else last


def _grouped(doc: Doc, quotes: Along[Quote], paragraphs: Along[Span]) -> list[tuple[int, Span, list[Quote]]]:
    """The paragraphs that hold quotations, numbered among those that are not blank."""
    groups = []
    filled = [span for span in paragraphs if text_of(doc)[slice(*span)].strip()]
    for number, (start, end) in enumerate(filled):
        group = quotes.starting(start, end)
        if group:
            groups.append((number, (start, end), group))
    return groups


def _nothing_else(text: str, paragraph: Span, group: Sequence[Quote]) -> bool:
    """Whether a paragraph is a quotation from end to end: whoever spoke last goes on."""
    first, last = group[0].span[0], group[-1].span[1]
    outside = text[paragraph[0] : first] + text[last : paragraph[1]]
    outside += "".join(text[a.span[1] : b.span[0]] for a, b in pairwise(group))
    return not outside.strip()


def _stands_apart(doc: Doc, quote: Quote, before: _Segment, behind: _Segment, limits: tuple[int, int]) -> bool:
    text = text_of(doc)[slice(*quote.inner)].strip()
    if not text:
        return False
    words = len(text.split())
    closed = text[-1] in ",.?!…—–-"
    next_token = doc[behind.start].text if behind.start < limits[1] else ""
    closed = closed or next_token in {",", ".", "—", "–"}
    previous = _previous(doc, before)
    opens = previous is None or previous.text in {",", ":", ".", "?", "!", "—", "–", "―", ";"} or previous.is_space
    if not (opens and closed):
        return False
    return words > _SCARE_WORDS or text[-1] in ",.?!"


def _previous(doc: Doc, segment: _Segment) -> Token | None:
    tokens = [token for token in doc[segment.start : segment.end] if not token.is_space]
    return tokens[-1] if tokens else None


def _only_joint(doc: Doc, before: _Segment, last: Draft) -> bool:
    """Whether between two quotations stands nothing but the clause that gives the source of the first."""
    known = set(last.cue) | set(range(*last.source)) if last.source else set(last.cue)
    cue_end = max(known, default=0)
    rest = [t for t in doc[before.start : before.end] if t.i > cue_end and t.is_sent_start and t.is_alpha]
    return not rest


def _attribution(
    doc: Doc, quote: Quote, before: _Segment, behind: _Segment, inside: set[int], cues: Cues
) -> tuple[tuple[int, ...], tuple[int, int] | None, str] | None:
    """Return cue tokens, source range and the side on which they stand, or None."""
    inner = text_of(doc)[slice(*quote.inner)].rstrip()
    previous = _previous(doc, before)
    introduced = previous is not None and previous.text in {",", ":", "―", "—"}
    sides = ["after", "before"]
    if introduced and inner[-1:] in ".?!" and not (previous is not None and previous.text == "," and inner[-1:] != "."):
        sides = ["before", "after"]
    for side in sides:
        if side == "before" and not introduced:
            continue
        verb = _cue_after(doc, behind, inside, cues) if side == "after" else _cue_before(doc, before, inside, cues)
        if verb is None:
            continue
        source = _source(doc, verb, behind if side == "after" else before, inside)
        if source is None and side == "after":
            continue
        return _cue(verb), source, side
    return None


def _sentence_end(doc: Doc, start: int, end: int) -> int:
    for token in doc[start:end]:
        if token.text in {".", "!", "?", ";"} or (token.is_space and "\n" in token.text):
            return token.i
    return end


def _cue_after(doc: Doc, segment: _Segment, inside: set[int], cues: Cues) -> Token | None:
    end = min(_sentence_end(doc, segment.start, segment.end), segment.start + _REACH)
    for token in doc[segment.start : end]:
        if token.i not in inside and _is_cue(token, cues):
            return token
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "relcl", "acl", "amod"):
            return None  # another clause has begun: the quotation is not this far verb's
    return None


def _cue_before(doc: Doc, segment: _Segment, inside: set[int], cues: Cues) -> Token | None:
    tokens = [t for t in doc[segment.start : segment.end] if t.i not in inside]
    sentence: list[Token] = []
    for token in reversed(tokens):
        if token.text in {".", "!", "?"} or (token.is_space and "\n" in token.text and sentence):
            break
        sentence.append(token)
    for token in sentence[:_REACH]:
        if _is_cue(token, cues):
            return token
    return None


def _is_cue(token: Token, cues: Cues) -> bool:
    return (
        (token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"))
        and cues.speaks(token.lemma_.lower())
        and token.dep_ not in ("aux", "auxpass", "amod", "compound")
    )


def _cue(verb: Token) -> tuple[int, ...]:
    parts = [verb.i]
    parts += [c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt") and abs(c.i - verb.i) < 4]
    return tuple(sorted(parts))


def _source(doc: Doc, verb: Token, segment: _Segment, inside: set[int]) -> tuple[int, int] | None:
    """Return the source's tokens: the parse's subject if it stands in the segment, else the noun beside the cue."""
    subject = subject_of(verb)
    if subject is not None and subject.i not in inside and segment.start <= subject.i < segment.end:
        start, end = noun_phrase(subject, verb)
        return _outside(doc, max(start, segment.start), min(end, segment.end), subject.i, inside)
    if subject is not None and subject.i not in inside and verb.tag_ == "VBG":
        return noun_phrase(subject, verb)
    chunks = [c for c in doc[segment.start : segment.end].noun_chunks if c.root.i not in inside]
    left = [c for c in chunks if c.end <= verb.i and all(t.pos_ in ("AUX", "ADV") for t in doc[c.end : verb.i])]
    right = [c for c in chunks if c.start >= verb.i + 1 and c.start - verb.i <= 2]
    chunk = left[-1] if left else (right[0] if right and verb.tag_ in ("VBD", "VBZ", "VBP") else None)
    if chunk is None:
        return None
    return chunk.start, chunk.end


def _outside(doc: Doc, start: int, end: int, head: int, inside: set[int]) -> tuple[int, int]:
    """Shrink a range to the words around its head that stand outside quotations and start no new sentence."""
    low = head
    while low > start and low - 1 not in inside and not (doc[low - 1].is_space and "\n" in doc[low - 1].text):
        low -= 1
    high = head + 1
    while high < end and high not in inside and not doc[high].is_space:
        high += 1
    while low < head and doc[low].text in {",", "—", "–", "-"}:
        low += 1
    while high - 1 > head and doc[high - 1].text in {",", "—", "–", "-", "."}:
        high -= 1
    return low, high
