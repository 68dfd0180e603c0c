"""How a text is laid before the tagger: words, cut into word pieces, in windows of whole paragraphs.

A window's first words may repeat the end of the one before it, so that a cue and its content on either side of a
paragraph break meet in one window. Where windows are cut depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from tokenizers import BertWordPieceTokenizer

from onrecord.language.along import Along
from onrecord.language.quotes import Quote
from onrecord.model import Span

WINDOW = 256
"""Word pieces in a window, at most."""
CONTEXT = 24
"""Word pieces at a window's start that repeat the window before it, at most."""
_LONG = 128
"""Word pieces. A longer paragraph is cut at a sentence end, or failing that at a word."""

_KNOWN_MARKS = frozenset("\"“”'`")
"""The quotation marks of the articles that the network learnt from; it is shown others («», „“, ‘’) as curly ones."""

SHAPES = 6
"""Kinds of word, by its letters: other, lower case, Capitalised, UPPER CASE, number, mark."""
MARKS = 3
"""Where a word stands: outside quotation marks, between them, or a mark itself."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands and its word pieces."""

    span: Span
    pieces: tuple[int, ...]
    shape: int
    mark: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words as the tagger takes it."""

    start: int
    """The index of the first word in the text's list of words."""
    own: int
    """The index of the first word that does not repeat the window before it."""
    end: int
    """The index behind the last word."""
    ids: list[int]
    shapes: list[int]
    marks: list[int]
    first: list[int]
    """For each word, the place of its first piece in `ids`."""


class Cutter:
    """Cuts texts into words and windows."""

    def __init__(self) -> None:
        """Read the vocabulary of the encoder that the network starts from."""
        pieces = files("onrecord.language.tagger").joinpath("vocabulary.txt").read_text(encoding="utf-8").splitlines()
        numbers = {piece: number for number, piece in enumerate(pieces)}
        self._tokenizer = BertWordPieceTokenizer(numbers, lowercase=True)
        self._cls, self._sep, self._open, self._close = (numbers[piece] for piece in ("[CLS]", "[SEP]", "“", "”"))

    def words(self, text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> list[Word]:
        """Return the words of a text in order."""
        along = Along(quotes, span=lambda quote: quote.span)
        words: list[Word] = []
        for number, (start, end) in enumerate(paragraphs):
            encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
            held: list[tuple[Span, list[int]]] = []
            last = None
            for word, piece, (a, b) in zip(encoding.word_ids, encoding.ids, encoding.offsets, strict=True):
                if word == last:
                    held[-1] = ((held[-1][0][0], start + b), [*held[-1][1], piece])
                else:
                    held.append(((start + a, start + b), [piece]))
                last = word
            for span, ids in held:
                around = along.touching(*span)
                mark = 0
                if around:
                    inner = around[0].inner
                    mark = 1 if inner[0] <= span[0] < inner[1] else 2
                    if mark == 2 and text[span[0]] not in _KNOWN_MARKS:
                        ids = [self._open if span[0] < inner[0] else self._close]
                words.append(Word(span, tuple(ids), _shape(text[slice(*span)]), mark, number))
        return words

    def windows(self, words: Sequence[Word], text: str, size: int = WINDOW, context: int = CONTEXT) -> list[Window]:
        """Return the windows over a text's words, in order; every word is some window's own once."""
        units = _units(words, text)
        windows: list[Window] = []
        at = 0
        while at < len(units):
            own = units[at][0]
            start, room = own, context
            while start > 0 and len(words[start - 1].pieces) < room:
                start -= 1
                room -= len(words[start].pieces)
            length = 2 + sum(len(words[i].pieces) for i in range(start, own))
            end = own
            while at < len(units):
                more = 1 + sum(len(words[i].pieces) for i in range(*units[at]))
                if end > own and length + more > size:
                    break
                length += more
                end = units[at][1]
                at += 1
            windows.append(self._window(words, start, own, end))
        return windows

    def _window(self, words: Sequence[Word], start: int, own: int, end: int) -> Window:
        ids, shapes, marks, first = [self._cls], [0], [0], []
        for index in range(start, end):
            word = words[index]
            if index > start and word.paragraph != words[index - 1].paragraph:
                ids.append(self._sep)
                shapes.append(0)
                marks.append(0)
            first.append(len(ids))
            ids += word.pieces
            shapes += [word.shape] * len(word.pieces)
            marks += [word.mark] * len(word.pieces)
        return Window(start, own, end, [*ids, self._sep], [*shapes, 0], [*marks, 0], first)


def _units(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Return half-open ranges of words that are kept in one window: paragraphs, long ones in parts."""
    units = []
    start = 0
    while start < len(words):
        end, length, stop = start, 0, 0
        while end < len(words) and words[end].paragraph == words[start].paragraph:
            length += len(words[end].pieces)
            if length > _LONG and end > start:
                end = stop or end
                break
            end += 1
            if text[words[end - 1].span[0]] in ".!?":
                stop = end
        units.append((start, end))
        start = end
    return units


def _shape(word: str) -> int:
    if not any(c.isalnum() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 4
    if word.isupper() and len(word) > 1:
        return 3
    if word[0].isupper():
        return 2
    return 1 if word.islower() else 0
