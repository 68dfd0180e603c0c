"""Quotations set as a block: a paragraph behind "Tesk wrote:", a name behind a dash, the turns of an interview.

The layout decides: no parse is asked where the content ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.beside import cue_and_source_before
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.names import word_lists
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote
from onrecord.model import Span

_SIGNED = re.compile(
    r"\s*(?P<cue>[—―–]|--?)[^\S\n]*(?P<source>[A-Z][^\n,.:;!?]{1,60})(?:,[^\n]{1,80})?\.?[^\S\n]*(?=\n|$)"
)
"""A pull quote and who signs it: "..." ― Ilva Tesk."""
_TURN = re.compile(r"[^\S\n]*(?P<source>[A-Z][A-Z’'.-]{2,}(?: [A-Z][A-Z’'.-]*){0,3})(?P<cue>:)[^\S\n]+(?=\S)")
"""The label of a turn in an interview or a transcript: "TESK: The dam holds."; "Q:" and "A:" name nobody."""
_LIST = re.compile(r"\s*(?:[-–—•*]|\(?\d{1,2}[.)])\s")
_MIN_TURNS = 2
"""Labels. One line in capitals and a colon may be a heading ("UPDATE:"), two speakers or one who comes back are not."""
_BROKEN_OFF = ("...", "…", "--", "—", "–")
_OWN_WORDS = 6
"""Words. A turn that breaks off before so many was interrupted before it put anything."""
_MIN_WORDS = 4
"""Words. A shorter paragraph behind a colon is a link or a heading."""


def find_blocks(
    doc: Doc, quotes: Along[Quote], paragraphs: Along[Span], taken: Sequence[Draft], cues: Cues
) -> list[Draft]:
    """Return the drafts of quotations that are set as a block, in text order.

    Args:
        doc: the parsed text.
        quotes: its quotations.
        paragraphs: its paragraphs.
        taken: statements found already; a paragraph with content or a cue of theirs is left alone.
        cues: the lexicon.
    """
    text = text_of(doc)
    filled = [span for span in paragraphs if text[slice(*span)].strip()]
    covered = Along((span for draft in taken for span in draft.content), span=lambda span: span)
    found = [*_turns(doc, filled, quotes), *_signed(doc, quotes, filled), *_behind_colons(doc, filled, quotes, cues)]
    return [draft for draft in found if not any(covered.touching(*span) for span in draft.content)]


def _behind_colons(doc: Doc, filled: Sequence[Span], quotes: Along[Quote], cues: Cues) -> list[Draft]:
    """As in "In a letter, Tesk wrote: | The dam holds.": the paragraph, although it has no marks."""
    text = text_of(doc)
    found = []
    for before, block in pairwise(filled):
        words = text[slice(*block)].strip()
        if not text[slice(*before)].rstrip().endswith(":") or len(words.split()) < _MIN_WORDS or words[-1] == ":":
            continue
        if words[-1] not in ".!?…" or quotes.starting(*block) or _LIST.match(words) or not words[0].isupper():
            continue
        said = cue_and_source_before(doc, before, quotes, cues)
        if said is None or said[1] is None:
            continue
        cue, source = said
        if not _opens_block(doc[cue[-1]]):
            continue
        content = (block[0] + text[slice(*block)].index(words[0]), block[0] + len(text[slice(*block)].rstrip()))
        found.append(Draft(content=(content,), cue=cue, source=source, head=cue[0], frame="block"))
    return found


def _opens_block(verb: Token) -> bool:
    """Whether a cue before a colon has what was said behind the colon, and not beside itself ("noted the rain:")."""
    beside = any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > verb.i for c in verb.children)
    return verb.tag_ not in ("VB", "VBN") and (verb.lemma_ == "tell" or not beside)


def _signed(doc: Doc, quotes: Along[Quote], filled: Sequence[Span]) -> list[Draft]:
    """As in '"The dam holds." ― Ilva Tesk': a paragraph of quotation, then a dash and a name."""
    text = text_of(doc)
    starts = {start + len(text[start:end]) - len(text[start:end].lstrip()) for start, end in filled}
    found = []
    for quote in quotes:
        if quote.span[0] not in starts:
            continue
        match = _SIGNED.match(text, quote.span[1])
        if match is None or "\n\n\n" in match[0] or any(quotes.touching(*match.span("source"))):
            continue
        cue, source = token_range(doc, match.span("cue")), token_range(doc, match.span("source"))
        if doc[source[0]].pos_ != "PROPN" and doc[source[1] - 1].pos_ != "PROPN":
            continue
        source = (max(source[0], cue[1]), source[1])
        if source[1] > source[0]:
            found.append(Draft((quote.span,), tuple(range(*cue)), source, cue[0], "signed"))
    return found


def _turns(doc: Doc, filled: Sequence[Span], quotes: Along[Quote]) -> list[Draft]:
    """As in "TESK: The dam holds." and "VAEL: I doubt it.": what follows a speaker's label."""
    text = text_of(doc)
    turns = [(match, end) for start, end in filled if (match := _TURN.match(text, start, end)) is not None]
    labels = Counter(match["source"] for match, _ in turns)
    if len(turns) < _MIN_TURNS:
        return []
    speakers = {label for label, count in labels.items() if count > 1}
    alternate = {a["source"] for (a, end), (b, _) in pairwise(turns) if not text[end : b.start()].strip()}
    alternate |= {b["source"] for (_, end), (b, _) in pairwise(turns) if not text[end : b.start()].strip()}
    found = []
    for match, end in turns:
        if match["source"] not in speakers | alternate or quotes.touching(*match.span("source")):
            continue
        content = (match.end(), match.end() + len(text[match.end() : end].rstrip()))
        cue, source = token_range(doc, match.span("cue")), token_range(doc, match.span("source"))
        if content[1] > content[0] and source[1] <= cue[0]:
            found.append(Draft((content,), tuple(range(*cue)), source, cue[0], "turn"))
    return found


def puts_nothing(doc: Doc, content: Span) -> bool:
    """Return whether a turn only greets and thanks ("Thanks, Ilva."), or breaks off at once ("But the...").

    Args:
        doc: the parsed text.
        content: what was said, in code points.
    """
    said = text_of(doc)[slice(*content)].rstrip()
    words = [token for token in doc[slice(*token_range(doc, content))] if not (token.is_punct or token.is_space)]
    if said.endswith(_BROKEN_OFF) and len(words) < _OWN_WORDS:
        return True
    lists = word_lists()
    spoken = {token.lower_.replace("’", "'") for token in words if token.pos_ != "PROPN"}
    opens = not spoken.isdisjoint(lists["courtesies"])
    return opens and spoken <= lists["courtesies"] | lists["beside_courtesies"]
