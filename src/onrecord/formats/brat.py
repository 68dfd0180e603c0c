"""Statements in the standoff format of brat, the rapid annotation tool: two files a report, and how they are shown.

`r-….txt` is the report's text, code point for code point. `r-….ann` marks it (text-bound annotations, `T`): `Source`,
`Cue` and `Content` of each statement, `Own` for what the outlet says in its own voice. Relations lead from a content to
its source and its cue, from a statement to the one inside it; attributes say the kind and the flags. Notes keep the
record's ids, so that what a person changes can be told from what was there: on a `Content` or `Own` the ids of the
statement and of its claim, on a `Source` those of the statement and of the speaker with the speaker's name.

A span in pieces is a discontinuous annotation; a line break, a tab or a control character within it parts it too, since
the words stand on one line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.formats.objects import by_report
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.model import Entity, Report, Span, Statement

ANNOTATION_CONF = """\
# What may be marked, and how it is joined: for brat (https://brat.nlplab.org/configuration.html)
[entities]
Source
Cue
Content
Own

[relations]
AttributedTo\tArg1:Content, Arg2:Source
Introduced\tArg1:Content, Arg2:Cue
PassesOn\tArg1:Content, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Kind\tArg:Content|Own, Value:direct|indirect|mixed|own
Negated\tArg:Content|Own
Hedged\tArg:Content|Own
Future\tArg:Content|Own
"""
VISUAL_CONF = """\
[labels]
AttributedTo | Attributed to | Source
Introduced | Introduced by | Cue
PassesOn | Passes on | Holds
Own | In its own voice | Own

[drawing]
SPAN_DEFAULT fgColor:black, bgColor:lightgray, borderColor:darken
ARC_DEFAULT color:black, arrowHead:triangle-5
Source bgColor:#9ecae1
Cue bgColor:#fdd0a2
Content bgColor:#c7e9c0
Own bgColor:#d9d9d9
Negated glyph:(not)
Hedged glyph:(?)
Future glyph:(>)
"""
_PIECE = re.compile(r"[^\n\r\t\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What can stand on one line and in one column."""
_LINE_END_OF_OLD = str.maketrans({"\r": " "})
"""A reader that turns "\\r\\n" into one character would count all that follows wrongly."""
_FLAGS = (("negated", "Negated"), ("hedged", "Hedged"), ("future", "Future"))


def standoff(
    report: Report, statements: tuple[Statement, ...], entities: dict[str, Entity], claims: dict[str, str]
) -> str:
    """Return the annotations of a report, a line each.

    Args:
        report: The report.
        statements: Those of this report.
        entities: The story's entities, by id.
        claims: The id of each statement's claim, by the statement's id.
    """
    made = _Standoff(report)
    contents: dict[str, str] = {}
    ordered = sorted(statements, key=lambda one: (one.content or (one.sentence,), one.id))
    for statement in ordered:
        kind = "Own" if statement.kind == "own" else "Content"
        content = made.marked(kind, statement.content) or made.marked(kind, (statement.sentence,))
        if content is None:  # no word of it can stand on a line
            continue
        contents[statement.id] = content
        made.said("A", f"Kind {content} {statement.kind}")
        for name, shown in _FLAGS:
            if getattr(statement, name):
                made.said("A", f"{shown} {content}")
        made.noted(content, " ".join(filter(None, (statement.id, claims.get(statement.id)))))
        source, cue = made.marked("Source", statement.source), made.marked("Cue", statement.cue)
        if source is not None:
            made.said("R", f"AttributedTo Arg1:{content} Arg2:{source}")
            speaker = entities.get(statement.speaker or "")
            made.noted(source, statement.id + ("" if speaker is None else f" {speaker.id} {speaker.name}"))
        if cue is not None:
            made.said("R", f"Introduced Arg1:{content} Arg2:{cue}")
    for statement in ordered:
        outer, inner = contents.get(statement.within or ""), contents.get(statement.id)
        if outer is not None and inner is not None:
            made.said("R", f"PassesOn Arg1:{outer} Arg2:{inner}")
    return "".join(f"{line}\n" for line in made.lines)


def plain_text(report: Report) -> str:
    r"""Return a report's text as its annotations count it: each code point of the frozen text has one here.

    >>> plain_text(Report(id="r-1", input="a.txt", text="\ufeffTwo\r\nlines"))
    ' Two \nlines'
    """
    text = report.text.translate(_LINE_END_OF_OLD)
    return f" {text[1:]}" if text.startswith("\ufeff") else text  # not to be taken for a mark of the encoding


@dataclass(slots=True)
class _Standoff:
    """The lines of a file, each kind numbered for itself."""

    report: Report
    lines: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def said(self, letter: str, words: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        key = f"{letter}{self.counts[letter]}"
        self.lines.append(f"{key}\t{words}")
        return key

    def noted(self, on: str, words: str) -> None:
        self.said("#", f"AnnotatorNotes {on}\t{' '.join(_PIECE.findall(words))}")

    def marked(self, kind: str, spans: tuple[Span, ...]) -> str | None:
        """Mark spans as one annotation; None where nothing in them can be marked."""
        pieces = [piece for span in spans for piece in _pieces(self.report.text, span)]
        if not pieces:
            return None
        where = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(self.report.text[start:end] for start, end in pieces)
        return self.said("T", f"{kind} {where}\t{words}")


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Return the parts of a span that hold words, without white space at their ends."""
    for found in _PIECE.finditer(text, *span):
        words = found[0]
        start = found.start() + len(words) - len(words.lstrip())
        end = found.end() - (len(words) - len(words.rstrip()))
        if start < end:
            yield start, end


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the files: how to show them, then two for each report."""
    del options  # the texts stand in their own files
    story = record.story()
    entities = {one.id: one for one in story.entities}
    claims = {key: claim.id for claim in story.claims for key in claim.statements}
    yield File("annotation.conf", [ANNOTATION_CONF.encode("utf-8")])
    yield File("visual.conf", [VISUAL_CONF.encode("utf-8")])
    said = by_report(story)
    for report in sorted(story.reports, key=lambda one: one.id):
        yield File(f"{report.id}.txt", [plain_text(report).encode("utf-8")])
        yield File(f"{report.id}.ann", [standoff(report, tuple(said[report.id]), entities, claims).encode("utf-8")])


FORMAT = Format(
    name="brat",
    title="brat standoff",
    use="statements as marks on the reports' texts, to be corrected by hand or to train models",
    lost="relays, names, labels, times, numbers, the reports' days, and what they say together but for claims' ids",
    suffix=".ann",
    files=files,
    several=True,
)
