"""Invented reports and analyses for the tests of relating: names are marked in the text, as [Ada Berg|person]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from onrecord.model import Analysis, EntityKind, Label, Name, Report, Span, make_id

MARK = re.compile(r"\[([^\]|]+)\|(\w+)\]")


def marked(text: str) -> tuple[str, tuple[Name, ...]]:
    """Return a text without its marks, and the names that they marked."""
    names: list[Name] = []
    plain, last, length = [], 0, 0
    for match in MARK.finditer(text):
        plain.append(text[last : match.start()])
        length += match.start() - last
        kind = next(kind for kind in get_args(EntityKind) if kind.startswith(match.group(2)))
        names.append(Name(span=(length, length + len(match.group(1))), kind=kind))
        plain.append(match.group(1))
        length += len(match.group(1))
        last = match.end()
    return "".join((*plain, text[last:])), tuple(names)


def report(text: str, outlet: str | None = None, published: str | None = None, input_: str = "a.txt") -> Report:
    """Return a report of a plain text."""
    return Report(id=make_id("r", text, outlet, published), input=input_, text=text, outlet=outlet, published=published)


def story(*texts: str) -> tuple[list[Report], dict[str, Analysis]]:
    """Return reports of marked texts, each of its own outlet, and analyses that hold their names."""
    reports, analyses = [], {}
    for number, text in enumerate(texts, start=1):
        plain, names = marked(text)
        made = report(plain, f"Outlet {number}", input_=f"{number}.txt")
        reports.append(made)
        analyses[made.id] = Analysis(names=names)
    return reports, analyses


def with_label(analyses: Mapping[str, Analysis], made: Report, words: str, name: Span) -> dict[str, Analysis]:
    """Return the analyses with a label put to a name of a report."""
    start = made.text.index(words)
    label = Label(span=(start, start + len(words)), text=words, name=name)
    return {**analyses, made.id: Analysis(names=analyses[made.id].names, labels=(label,))}
