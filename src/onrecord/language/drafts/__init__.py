"""Statements in the making: who may have said what, and by which words.

Marks are the surest evidence and come first (`quotations`, `beside`), then layout (`headlines`, `blocks`), then what
the parse shows (`frames`, `indirect`, `sourceless`; `carriers` mends what it gets wrong at "quoted by"). `merging` puts
to these what the tagger proposes. `nested` looks inside a statement for those that it passes on. The words that carry
statements are in `cues.toml` and `cues.csv`.
"""

from __future__ import annotations

from onrecord.language.drafts.blocks import find_blocks
from onrecord.language.drafts.carriers import unfold
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.drafts.headlines import find_in_headline
from onrecord.language.drafts.indirect import find_indirect
from onrecord.language.drafts.merging import merge
from onrecord.language.drafts.quotations import find_quotations, join_followers
from onrecord.language.findings import Findings
from onrecord.language.names import word_lists
from onrecord.language.tagger import propose

__all__ = ["find_drafts"]


def find_drafts(found: Findings, cues: Cues) -> list[Draft]:
    """Return the drafts of a text, none of which shares a word of its content with another."""
    proposals = propose(found.tags, found.quotes)
    return merge(found.doc, _by_grammar(found, cues), proposals, found.paragraphs, found.quotes)


def _by_grammar(found: Findings, cues: Cues) -> list[Draft]:
    doc, quotes, paragraphs = found.doc, found.quotes, found.paragraphs
    drafts = find_quotations(doc, quotes, paragraphs, cues)
    headline = found.headline
    if headline is not None and not any(a < headline[1] and headline[0] < b for d in drafts for a, b in d.content):
        lists = word_lists()
        draft = find_in_headline(doc, headline, found.names, cues, lists["roles"] | lists["speakers"])
        drafts += [draft] if draft is not None else []
    drafts += find_blocks(doc, quotes, paragraphs, drafts, cues)
    drafts += find_indirect(doc, quotes, drafts, cues)
    return unfold(doc, join_followers(doc, quotes, paragraphs, drafts))
