r"""Statements in CoNLL-U Plus, a token a line, for people who train models.

The columns are named in the first line, as the format asks: `ID FORM ONRECORD:SOURCE ONRECORD:CUE ONRECORD:CONTENT
ONRECORD:OWN MISC`. A layer is in BIO: `B` begins a piece, `I` goes on with it, `O` is outside; with the statement's id
after a colon, `B:s-0e9a19c9f4`, so that source, cue and content are joined and a content in pieces can be put together.
Where statements overlap, since one passes another on, a cell has several, parted by `|`, by id.

`MISC` tells the code points of the report's text (`TokenRange=0:10`) and `SpaceAfter=No`. White space is no token; a
character that cannot be seen is written as U+FFFD. `# newdoc id`, with `outlet` and `published`, begins a report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.formats.objects import by_report
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.formats.tokens import tokenised, words_of
from onrecord.model import Report, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LAYERS = ("SOURCE", "CUE", "CONTENT", "OWN")
COLUMNS = ("ID", "FORM", *(f"ONRECORD:{layer}" for layer in LAYERS), "MISC")
_OUTSIDE = "O"
_UNSEEN = "\ufffd"


def conllu(report: Report, statements: Sequence[Statement], sentences: Sequence[Span]) -> Iterator[str]:
    """Return a report in CoNLL-U Plus, a sentence a piece; nothing for one without a token.

    Args:
        report: The report.
        statements: Those of this report.
        sentences: Its sentences, in their order; what stands outside them makes sentences of its own.
    """
    doc = tokenised(report)
    cells = _cells(doc, statements)
    about = [f"# newdoc id = {report.id}"]
    about += [f"# outlet = {_shown(report.outlet)}"] if report.outlet else []
    about += [f"# published = {_shown(report.published)}"] if report.published else []
    for number, tokens in enumerate(_sentences(doc, sentences), 1):
        lines = [*(about if number == 1 else ()), f"# sent_id = {report.id}-{number}"]
        lines.append(f"# text = {''.join(map(_spaced, tokens)).rstrip()}")
        for position, token in enumerate(tokens, 1):
            end = token.idx + len(token)
            misc = ("" if _space_after(token) else "SpaceAfter=No|") + f"TokenRange={token.idx}:{end}"
            layers = ("|".join(cells[layer, token.i]) or _OUTSIDE for layer in LAYERS)
            lines.append("\t".join((str(position), _shown(token.text), *layers, misc)))
        yield "\n".join(lines) + "\n\n"


def _cells(doc: Doc, statements: Sequence[Statement]) -> dict[tuple[str, int], list[str]]:
    """Return what stands in a layer at a token."""
    cells: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in sorted(statements, key=lambda one: one.id):
        content = "OWN" if one.kind == "own" else "CONTENT"
        for layer, spans in (("SOURCE", one.source), ("CUE", one.cue), (content, one.content)):
            marked: dict[int, str] = {}
            for span in spans:
                words = words_of(doc, span)
                for token in words or ():
                    begins = words is not None and token.i == words.start
                    marked.setdefault(token.i, f"{'B' if begins else 'I'}:{one.id}")
            for at, cell in marked.items():
                cells[layer, at].append(cell)
    return cells


def _sentences(doc: Doc, sentences: Sequence[Span]) -> Iterator[list[Token]]:
    """Return the tokens of each sentence, without white space."""
    ends = iter(sorted({place for span in sentences for place in span}))
    ahead = next(ends, None)
    found: list[Token] = []
    for token in doc:
        while ahead is not None and token.idx >= ahead:
            if found:
                yield found
                found = []
            ahead = next(ends, None)
        if not token.is_space and _shown(token.text):
            found.append(token)
    if found:
        yield found


def _space_after(token: Token) -> bool:
    return bool(token.whitespace_) or (token.i + 1 < len(token.doc) and token.nbor().is_space)


def _spaced(token: Token) -> str:
    return _shown(token.text) + (" " if _space_after(token) else "")


def _shown(words: str) -> str:
    r"""Return words as they can stand in a column or a comment.

    >>> _shown("a\tb\x00"), _shown("a\u2003b")
    ('a b\ufffd', 'a b')
    """
    seen = "".join(sign if sign.isprintable() or sign.isspace() else _UNSEEN for sign in words)
    return " ".join(seen.split())


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    del options  # the texts are the data
    yield File(f"{record.path.stem}.conllup", (piece.encode("utf-8") for piece in _pieces(record)))


def _pieces(record: HoldsRecord) -> Iterator[str]:
    story = record.story()
    analyses = record.analyses()
    yield f"# global.columns = {' '.join(COLUMNS)}\n"
    said = by_report(story)
    for report in sorted(story.reports, key=lambda one: one.id):
        sentences = analyses[report.id].sentences if report.id in analyses else ()
        yield from conllu(report, said[report.id], sentences)


FORMAT = Format(
    name="conll",
    title="CoNLL-U Plus, layers in BIO",
    use="statements token by token, to train models and to search with corpus tools",
    lost="speakers, kinds and flags, relays, names, labels, times, numbers, white space, and what reports say together",
    suffix=".conllup",
    files=files,
)
