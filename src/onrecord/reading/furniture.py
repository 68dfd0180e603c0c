"""The parts of an article's text that are not the report: subscription calls, links, captions, credits.

In: a text and where its title stands. Out: `Furniture` spans, in order, none overlapping another. Nothing is taken
out of the text; what is marked yields no statement. What shows by its wording is in the patterns of `furniture.toml`,
with the examples that are their tests; what shows by its place among the lines is in `layout`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from onrecord.model import Furniture, Span
from onrecord.outlets import by_name
from onrecord.reading.dates import DATE
from onrecord.reading.layout import find_arranged

DEFAULT_MAX = 300
"""The longest line in code points that a pattern may take unless it says otherwise: about two sentences."""
MAX_HEADING = 60
"""The longest heading, in code points, that belongs to the call below it; the longest that we met had 33."""
MAX_TAILS = 3
"""How many pieces of furniture may hang on the end of one line."""

_MARKUP = " \t*_>|\u00a0"
_LINE = re.compile(r"[^\n]+")
_GLUE = re.compile(r"""(?<=[.!?…])(?<!\b[A-Z]\.)["”’')\]]{0,2}\s*|(?<=["”’)\]])\s+|(?<![^\S\n])\s++(?=[—(\[])""")
"""Where a tail may begin: after the end of a sentence with or without a space, or before a dash or a bracket.
The full stop of an initial ends no sentence: "Ana S. Lom contributed reporting." is one credit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One habit of pages."""

    kind: str
    regex: re.Pattern[str]
    unless: re.Pattern[str] | None
    line: bool
    tail: bool
    heading: bool
    opens_list: bool
    max: int
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def takes(self, words: str) -> bool:
        """Return whether all of the words are this kind of furniture."""
        if len(words) > self.max or self.regex.fullmatch(words) is None:
            return False
        return self.unless is None or self.unless.fullmatch(words) is None


def find_furniture(text: str, title: Span | None = None) -> tuple[Furniture, ...]:
    r"""Return what in a text is not the report, in order.

    Args:
        text: the frozen text.
        title: where the title stands in it; a title is never furniture, whatever it looks like.

    >>> text = "The port opens on Monday.Support Norra News or become our patron!"
    >>> [(item.kind, text[slice(*item.span)]) for item in find_furniture(text)]
    [('subscription', 'Support Norra News or become our patron!')]
    """
    lines = list(lines_below(text, title))
    kinds: dict[Span, str] = {}
    lists: set[Span] = set()
    for number, line in enumerate(lines):
        words = text[slice(*line)]
        pattern = _whole(words)
        if pattern is not None:
            above = lines[number - 1] if number else None
            if pattern.heading and above is not None and above not in kinds and _is_heading(text[slice(*above)]):
                kinds[above] = pattern.kind
            kinds[line] = pattern.kind
            if pattern.opens_list:
                lists.add(line)
    kinds |= find_arranged(text, lines, kinds, lists)
    for line in lines:
        if line not in kinds and by_name(text[slice(*line)].strip(_MARKUP), ambiguous=False) is not None:
            kinds[line] = "outlet-line"
    found = [Furniture(span=line, kind=kind) for line, kind in kinds.items()]
    for line in lines:
        if line not in kinds:
            found += _tails(text, line)
    return tuple(sorted(found, key=lambda item: item.span))


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Return the patterns of `furniture.toml`, in its order; the first that takes a line gives its kind."""
    data = tomllib.loads(resources.files("onrecord.reading").joinpath("furniture.toml").read_text(encoding="utf-8"))
    parts = dict(data["parts"])
    parts["date"] = "(?i:" + re.sub(r"\?P<\w+>", "?:", DATE) + ")"
    return tuple(_pattern(entry, parts) for entry in data["pattern"])


def _pattern(entry: dict[str, Any], parts: dict[str, str]) -> Pattern:
    def compiled(source: str) -> re.Pattern[str]:
        for name, part in parts.items():
            source = source.replace("{" + name + "}", f"(?:{part})")
        return re.compile(source)

    return Pattern(
        kind=entry["kind"],
        regex=compiled(entry["regex"]),
        unless=compiled(entry["unless"]) if "unless" in entry else None,
        line="line" in entry["at"],
        tail="tail" in entry["at"],
        heading=entry.get("heading", False),
        opens_list=entry.get("opens_list", False),
        max=entry.get("max", DEFAULT_MAX),
        yes=tuple(entry["yes"]),
        no=tuple(entry["no"]),
    )


def lines_below(text: str, title: Span | None) -> Iterator[Span]:
    """Yield the lines that are not blank, without the white space around them and without the title."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        if title is not None and start < title[1] and title[0] < end:
            start = min(title[1], end)
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            yield start, end


def _whole(words: str) -> Pattern | None:
    bare = words.strip(_MARKUP) or words
    forms = (words,) if bare == words else (words, bare)
    either, longest = _any_of("line")
    if len(bare) > longest or not any(map(either.fullmatch, forms)):
        return None
    return next((one for one in patterns() if one.line and any(map(one.takes, forms))), None)


@lru_cache(maxsize=2)
def _any_of(where: str) -> tuple[re.Pattern[str], int]:
    """Return what matches whatever any pattern for lines, or for tails, does, and the longest that one may take.

    Most lines are none of these, and one look tells.
    """
    those = [one for one in patterns() if getattr(one, where)]
    return re.compile("|".join(f"(?:{one.regex.pattern})" for one in those)), max(one.max for one in those)


def _tails(text: str, line: Span) -> list[Furniture]:
    """Find furniture at the end of a line that is a report's: "...the wall fell.Read more"."""
    found: list[Furniture] = []
    start, end = line
    for _ in range(MAX_TAILS):
        tail = _tail(text[start:end])
        if tail is None:
            break
        at, pattern = tail
        found.append(Furniture(span=(start + at, end), kind=pattern.kind))
        end = start + len(text[start : start + at].rstrip())
    return found


def _tail(words: str) -> tuple[int, Pattern] | None:
    """Return where the last piece of furniture begins. The latest beginning wins: the less is taken, the better."""
    either, longest = _any_of("tail")
    floor = max(1, len(words) - longest)
    for match in reversed(list(_GLUE.finditer(words, floor))):
        rest = words[match.end() :]
        if not rest or len(rest) > longest or either.fullmatch(rest) is None:
            continue
        for pattern in patterns():
            if pattern.tail and pattern.takes(rest):
                return match.end(), pattern
    return None


def _is_heading(words: str) -> bool:
    return len(words) <= MAX_HEADING and words[-1] not in '.!?…,;"”’'
