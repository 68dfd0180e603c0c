"""Where quotation marks open and close, whatever their style, and however many are missing.

Marks decide more than the parse does: a parser breaks on exactly the long sentences where news puts its quotations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks.

    `span` takes in the marks, `inner` leaves them out. `chain` is the number of the quotation that it belongs to: the
    paragraphs of one quotation, each opened anew and only the last one closed, share it.
    """

    span: Span
    inner: Span
    chain: int

    def holds(self, place: int) -> bool:
        """Whether a place in the text (code points) lies between the marks, or on one."""
        return self.span[0] <= place < self.span[1]


_MARK = re.compile(r"``|''|[\"“”„‟«»]")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=[\w\[])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?\]…])[’'](?!\w)")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»")
_SENTENCE_BEFORE = re.compile(r"[^.!?]{3}[.!?]\s+$")
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[—–―\-:/‘'])$")


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quotations of a text in order; none lies inside another.

    A quotation that is not closed in its paragraph runs to the paragraph's end if the next paragraph opens with a mark
    (the way newspapers quote several paragraphs), or if it opened the paragraph; otherwise the mark is taken as a slip
    and ignored. A mark inside a quotation of another style (‘A said “B”’) does not end it.

    Args:
        text: the report's text.
        paragraphs: the spans of its paragraphs, in order.

    >>> [q.span for q in find_quotes('"It holds," she said. "For now."', [(0, 32)])]
    [(0, 11), (22, 32)]
    """
    found: list[Quote] = []
    chain = 0
    goes_on = False
    for number, (start, end) in enumerate(paragraphs):
        following = text[slice(*paragraphs[number + 1])] if number + 1 < len(paragraphs) else ""
        quotes, unclosed = _in_paragraph(text, start, end, opens_next=_opens(following))
        for position, quote in enumerate(quotes):
            if not (goes_on and position == 0 and not text[start : quote.span[0]].strip()):
                chain += 1
            found.append(replace(quote, chain=chain))
        if quotes or text[start:end].strip():
            goes_on = unclosed
    return tuple(found)


def quotes_inside(text: str, quote: Quote) -> list[Quote]:
    """Return the quotations in single marks inside a quotation in double ones, in order.

    >>> text = "“She said, ‘The doors are shut,’ and left.”"
    >>> [text[slice(*q.span)] for q in quotes_inside(text, Quote((0, len(text)), (1, len(text) - 1), 0))]
    ['‘The doors are shut,’']
    """
    return _in_single_marks(text, *quote.inner)


def _opens(paragraph: str) -> bool:
    mark = _MARK.match(paragraph.lstrip())
    return bool(mark) and mark is not None and mark[0] not in _CLOSING


def _in_paragraph(text: str, start: int, end: int, *, opens_next: bool) -> tuple[list[Quote], bool]:
    """Return the quotations of one paragraph, and whether the last one goes on in the next."""
    quotes: list[Quote] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        opening = _is_opening(text, start, mark)
        if opened is None:
            if opening is not False:
                opened = mark
        elif opening is not True or (opened[0] == "„" and mark[0] == "“"):
            quotes.append(Quote((opened.start(), mark.end()), (opened.end(), mark.start()), 0))
            opened = None
        elif _same_style(opened[0], mark[0]):  # opened twice: the first was a slip, unless a quotation of paragraphs
            opened = mark
    if opened is None:
        return quotes or _in_single_marks(text, start, end), False
    body_end = start + len(text[start:end].rstrip())
    if not text[start : opened.start()].strip() or opens_next:
        quotes.append(Quote((opened.start(), body_end), (opened.end(), body_end), 0))
        return quotes, opens_next
    if _starts_sentence(text, start, opened) and text[body_end - 1] in ".?!…":
        quotes.append(Quote((opened.start(), body_end), (opened.end(), body_end), 0))
    return quotes, False


def _starts_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a mark that is not closed opens a sentence behind another one."""
    return bool(_SENTENCE_BEFORE.search(text[start : mark.start()])) and text[mark.end() : mark.end() + 1].isupper()


def _is_opening(text: str, start: int, mark: re.Match[str]) -> bool | None:
    """Whether a mark opens (True), closes (False), or could do either (None)."""
    before = bool(_BEFORE_OPENING.search(text[max(start, mark.start() - 1) : mark.start()]))
    after = text[mark.end() : mark.end() + 1]
    if mark[0] in _OPENING:  # »inward guillemets« open and close the other way round
        return not (mark[0] == "«" and not before and not after.isalnum())
    if mark[0] in _CLOSING:
        return before and after.isalnum()
    if before and after and not after.isspace():
        return True
    if not before and (not after or not after.isalnum()):
        return False
    return None


def _same_style(one: str, other: str) -> bool:
    return (one == '"') == (other == '"') and (one == "«") == (other == "«")


def _in_single_marks(text: str, start: int, end: int) -> list[Quote]:
    """Return quotations in single marks, where a paragraph has no double ones (British headlines and quotations).

    An apostrophe looks the same, so only a stretch of three words or more counts, closed by a mark that follows
    punctuation or that no letter follows.
    """
    quotes: list[Quote] = []
    place = start
    while opened := _SINGLE_OPEN.search(text, place, end):
        closes = [mark for mark in _SINGLE_CLOSE.finditer(text, opened.end(), end) if _plausible_end(text, mark)]
        if not closes:
            break
        closed = closes[0]
        if len(text[opened.end() : closed.start()].split()) >= 3:
            quotes.append(Quote((opened.start(), closed.end()), (opened.end(), closed.start()), 0))
        place = closed.end()
    return quotes


def _plausible_end(text: str, mark: re.Match[str]) -> bool:
    """Whether a single mark closes a quotation, and is not the apostrophe of a plural ("the ministers' plan")."""
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 2].strip()
    return before != "s" or not after or not after[0].isalnum()
