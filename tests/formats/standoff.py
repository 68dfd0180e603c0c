"""A strict reader of brat's standoff format (https://brat.nlplab.org/standoff.html).

The parsers on the package index take what does not fit without a word, or come without a licence; this one takes
nothing that the format's description does not allow, as brat's own server does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MARK = re.compile(r"(T[1-9]\d*)\t([A-Za-z]+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t]+)")
_RELATION = re.compile(r"(R[1-9]\d*)\t([A-Za-z]+) Arg1:(T\d+) Arg2:(T\d+)")
_ATTRIBUTE = re.compile(r"(A[1-9]\d*)\t([A-Za-z]+) (T\d+)(?: ([a-z]+))?")
_NOTE = re.compile(r"(#[1-9]\d*)\t(AnnotatorNotes) (T\d+)\t([^\t]*)")


@dataclass(frozen=True)
class Mark:
    type: str
    pieces: tuple[tuple[int, int], ...]
    words: str


@dataclass
class Standoff:
    """What the annotations of a text say."""

    marks: dict[str, Mark] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)


class StandoffError(ValueError):
    """A line that the format does not allow."""


def read(text: str, annotations: str) -> Standoff:
    """Return what the lines of an .ann file say of the text beside it.

    Raises:
        StandoffError: A line has no form of the format, an id is there twice or leads nowhere, or words are not those
            of the text.
    """
    if annotations and not annotations.endswith("\n"):
        raise StandoffError("the last line has no end")
    found = Standoff()
    seen: set[str] = set()
    links: list[str] = []
    for line in annotations.split("\n")[:-1]:
        key, _, _ = line.partition("\t")
        if key in seen:
            raise StandoffError(f"{key} is there twice")
        seen.add(key)
        if mark := _MARK.fullmatch(line):
            pieces = tuple(tuple(map(int, piece.split(" "))) for piece in mark[3].split(";"))
            found.marks[key] = Mark(mark[2], _checked(text, pieces, mark[4]), mark[4])
        elif relation := _RELATION.fullmatch(line):
            found.relations.append((relation[2], relation[3], relation[4]))
            links += [relation[3], relation[4]]
        elif attribute := _ATTRIBUTE.fullmatch(line):
            found.attributes.append((attribute[2], attribute[3], attribute[4] or ""))
            links.append(attribute[3])
        elif note := _NOTE.fullmatch(line):
            found.notes.setdefault(note[3], []).append(note[4])
            links.append(note[3])
        else:
            raise StandoffError(f"no annotation: {line!r}")
    if nowhere := sorted(set(links) - found.marks.keys()):
        raise StandoffError(f"nothing is called {nowhere}")
    return found


def _checked(text: str, pieces: tuple[tuple[int, ...], ...], words: str) -> tuple[tuple[int, int], ...]:
    """Return the pieces of a mark, which are to hold its words on one line each."""
    cut = [text[start:end] for start, end in pieces]
    if " ".join(cut) != words or not all(start < end <= len(text) for start, end in pieces):
        raise StandoffError(f"{words!r} does not stand at {pieces}: {cut}")
    if any("\n" in piece or piece != piece.strip() for piece in cut):
        raise StandoffError(f"a piece of {cut} holds the end of a line, or begins or ends with white space")
    return tuple((start, end) for start, end in pieces)
