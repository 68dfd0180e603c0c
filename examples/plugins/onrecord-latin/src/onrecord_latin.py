"""Lets onrecord find direct speech in Latin: words in quotation marks, `inquit` or another verb, and a name."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.model import Analysis, Name, Report, Span, Statement
from onrecord.plugins import Language, hookimpl

_SENTENCE = re.compile(r"[^\s.!?][^.!?]*[.!?]+[”\"]?")
_NAME = r"[A-Z]\w+(?: [A-Z]\w+)*"
_SAID = re.compile(rf"[“\"](?P<content>[^”\"]+?),?[”\"],? (?P<cue>inquit|dixit|respondit) (?P<source>{_NAME})")


@hookimpl
def onrecord_languages() -> list[Language]:
    """Give onrecord the one analyser of this package."""
    # Another version says that the same text may give something else: what was kept is then looked for anew.
    return [Language(codes=("la",), version="onrecord-latin 1.0.0", load=load)]


def load() -> Callable[[Report], Analysis]:
    """Return the analyser. A model would be loaded here, once, when the first report in Latin comes."""
    return analyse


def analyse(report: Report) -> Analysis:
    """Return what stands in one report: a function of its text alone. What is not found is left empty."""
    sentences = tuple(found.span() for found in _SENTENCE.finditer(report.text))
    statements = tuple(_statement(report, found, sentences) for found in _SAID.finditer(report.text))
    names = tuple(Name(span=one.source[0], kind="person") for one in statements)
    return Analysis(sentences=sentences, names=names, statements=statements)


def _statement(report: Report, found: re.Match[str], sentences: tuple[Span, ...]) -> Statement:
    source, content = found.span("source"), found.span("content")
    held = [one for one in sentences if one[0] < source[1] and found.start() < one[1]]
    return Statement(
        kind="direct",
        source=(source,),
        cue=(found.span("cue"),),
        content=(content,),
        text=report.slice(content),
        sentence=(min(held)[0], max(held)[1]),
        name=source,  # the name that the source resolves to; None where it is "he" or "a witness"
        because="stands with the verb",
        cue_lemma=found["cue"],
        terms=tuple(re.findall(r"\w{4,}", report.slice(content).casefold())),  # by these, claims are compared
    )
