"""Quotations with their cue and source: "...", she said. The marks decide; the parse only helps to find who.

A quotation stands apart when the sentence around it is complete without it, but for the clause that gives the source;
one that is woven into the outlet's own sentence (called it "a disgrace") belongs to the frame around it (see
`statements`), or is a scare quote and no statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.language.along import Along
from onrecord.language.drafts.beside import Segment, after_quotes, attribution, cue_after, final_mark, last_word
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote
from onrecord.model import Span

_SCARE_WORDS = 3
"""Words. A quotation this short that stands apart still needs closing punctuation of its own to be speech."""


def find_quotations(doc: Doc, quotes: Along[Quote], paragraphs: Along[Span], cues: Cues) -> list[Draft]:
    """Return a draft statement for each quotation that stands apart and whose cue is found.

    The second half of a split quotation ("A," he said. "B.") and the further paragraphs of a long one join the first.
    """
    drafts: list[Draft] = []
    inside = {i for quote in quotes for i in range(*token_range(doc, quote.span))}
    owner: dict[int, int] = {}  # chain of paragraphs -> the number of the statement that it belongs to
    waiting: dict[int, list[Span]] = {}  # chain of paragraphs -> those before the one that names the source
    previous: tuple[int, int | None] = (-1, None)  # the number of the paragraph before, and of what was said last in it
    for place, paragraph, introduction, group in _grouped(doc, quotes, paragraphs):
        limits = token_range(doc, paragraph)
        last: int | None = None
        if previous[0] == place - 1 and _nothing_else(text_of(doc), paragraph, group):
            last = previous[1]
        last_end = limits[0]
        for number, quote in enumerate(group):
            first, after = token_range(doc, quote.span)
            following = group[number + 1].span[0] if number + 1 < len(group) else paragraph[1]
            next_start = token_range(doc, (following, following))[0] if following < paragraph[1] else limits[1]
            before = Segment(last_end, first)
            if number == 0 and last_word(doc, before) is None and introduction is not None:
                before = Segment(*after_quotes(doc, introduction, quotes))
            behind = Segment(after, max(after, next_start))
            last_end = after
            if quote.chain in owner:
                last = owner[quote.chain]
                drafts[last] = drafts[last].joined(quote.span)
                continue
            if not _stands_apart(doc, quote, before, behind, limits, cues):
                last = None
                continue
            ended = last is not None and final_mark(doc, quote) == "." and _only_joint(doc, before, drafts[last])
            ended = ended or (last is not None and _goes_on_in_mid_sentence(doc, quote, before, drafts[last]))
            found = attribution(doc, quote, before, behind, inside, cues, only_before=ended)
            goes_on = last is not None and (
                _only_joint(doc, before, drafts[last])
                if found is None
                else found[2] == "before" and drafts[last].cue == found[0]  # “The dam,” she said, “holds.”
            )
            if last is not None and goes_on:
                drafts[last] = drafts[last].joined(quote.span)
            elif found is not None:
                cue, source, _ = found
                content = (*waiting.pop(quote.chain, ()), quote.span)
                drafts.append(Draft(content=content, cue=cue, source=source, head=_head(doc, cue), frame="quotation"))
                last = len(drafts) - 1
            else:
                last = None
                waiting.setdefault(quote.chain, []).append(quote.span)
                continue
            owner[quote.chain] = last
        previous = place, last
    return drafts


def _head(doc: Doc, cue: tuple[int, ...]) -> int:
    """The verb of a cue: "quoted" in "was quoted as saying"."""
    return next((i for i in cue if doc[i].dep_ not in ("aux", "auxpass", "neg")), cue[0])


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
    outside = text_of(doc)[quote.span[1] : quote.span[1] + 1]
    return bool(inner) and (inner[-1] in ".?!" or outside == ".") and (inner[0].isupper() or not inner[0].isalpha())


def _draft_end(doc: Doc, draft: Draft) -> int:
    tokens = [*draft.cue, *([draft.source[1] - 1] if draft.source else [])]
    ends = [end for _, end in draft.content] + [doc[i].idx + len(doc[i]) for i in tokens]
    last = max(ends)
    # What else the sentence says of the occasion ("..., she told reporters in the harbour") lies between.
    sentence = doc[token_range(doc, (last - 1, last))[0]].sent
    quoted = text_of(doc)[last : sentence.end_char]
    return sentence.end_char if '"' not in quoted and "“" not in quoted else last


def _grouped(
    doc: Doc, quotes: Along[Quote], paragraphs: Along[Span]
) -> list[tuple[int, Span, Span | None, list[Quote]]]:
    """The paragraphs that hold quotations, numbered among those that are not blank, each with its introduction.

    The introduction is the paragraph before, if it ends in a colon.
    """
    groups = []
    filled = [span for span in paragraphs if text_of(doc)[slice(*span)].strip()]
    for number, (start, end) in enumerate(filled):
        group = quotes.starting(start, end)
        if group:
            before = filled[number - 1] if number else None
            colon = before is not None and text_of(doc)[slice(*before)].rstrip().endswith(":")
            groups.append((number, (start, end), before if colon else None, group))
    return groups


def _nothing_else(text: str, paragraph: Span, group: Sequence[Quote]) -> bool:
    """Whether a paragraph is a quotation from end to end: whoever spoke last goes on."""
    first, last = group[0].span[0], group[-1].span[1]
    outside = text[paragraph[0] : first] + text[last : paragraph[1]]
    outside += "".join(text[a.span[1] : b.span[0]] for a, b in pairwise(group))
    return not outside.strip()


def _stands_apart(
    doc: Doc, quote: Quote, before: Segment, behind: Segment, limits: tuple[int, int], cues: Cues
) -> bool:
    text = text_of(doc)[slice(*quote.inner)].strip()
    final = final_mark(doc, quote)
    if not final:
        return False
    words = len(text.split())
    closed = final in ",.?!…—–-"
    next_word = doc[behind.start].text if behind.start < limits[1] else ""
    closed = closed or next_word in {",", ".", "—", "–"}
    previous = last_word(doc, before)
    opens = previous is None or previous.text in {",", ":", ".", "?", "!", "—", "–", "―", ";"} or previous.is_space
    if not (opens and closed):
        return False
    if words > _SCARE_WORDS or final in ",.?!":
        return True
    # “It holds”, said Tesk: the comma stands outside
    return next_word == "," and cue_after(doc, behind, set(), cues) is not None


def _goes_on_in_mid_sentence(doc: Doc, quote: Quote, before: Segment, last: Draft) -> bool:
    """Whether a quotation is the rest of a sentence that the cue broke: “The dam,” she said, “holds”."""
    joint = last_word(doc, before)
    inner = text_of(doc)[slice(*quote.inner)].lstrip()
    return inner[:1].islower() and joint is not None and joint.text == "," and _only_joint(doc, before, last)


def _only_joint(doc: Doc, before: Segment, last: Draft) -> bool:
    """Whether between two quotations stands nothing but the clause that gives the source of the first."""
    known = set(last.cue) | set(range(*last.source)) if last.source else set(last.cue)
    cue_end = max(known, default=0)
    rest = [t for t in doc[before.start : before.end] if t.i > cue_end and t.is_sent_start and t.is_alpha]
    return not rest
