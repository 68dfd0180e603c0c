"""A story as a record would hold it, to be exported without a file, and what its formats make of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from onrecord.formats.registry import Options, format_of
from onrecord.model import Analysis, Story
from onrecord.record import AsOf

TODAY = date(2031, 6, 1)
HOSTILE = (
    '=HYPERLINK("https://bad.example","x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "a;=1+1",
    "＝1+1",
    "<script>alert(1)</script>",
    "[^1]: a *note* [to](javascript:alert(1)) https://a.example www.a.example a@b.example",
    "# Title\n- item\n1. one\n> quote\n| a | b |\n|---|---|\n~~~\n```\n$x$ :smile:",
    "turned \u202eback \x1b[31mred\x00\x07 \ufeff",
    "&lt;b&gt; &amp; <b>bold</b> __b__ ~~gone~~ \\*",
)
"""Words that a program might take for something else than words."""


@dataclass
class Held:
    """A story as a record would hold it."""

    content: Story
    as_of: AsOf | None = None
    path: Path = Path("harbour.db")

    def story(self) -> Story:
        return self.content

    def analyses(self, of: Container[str] | None = None) -> Mapping[str, Analysis]:
        del of
        return {}

    def not_analysed(self) -> Mapping[str, str]:
        return {}


def made(name: str, story: Story, options: Options | None = None) -> dict[str, bytes]:
    """Return the files that a format makes of a story, by name."""
    files = format_of(name).files(Held(story), options or Options(today=TODAY))
    return {file.name: b"".join(file.pieces) for file in files}


def only(name: str, story: Story, options: Options | None = None) -> bytes:
    """Return the one file that a format makes of a story."""
    ((_, written),) = made(name, story, options).items()
    return written


def turned(story: Story) -> Story:
    """Return the same story with its lists in another order."""
    return replace(
        story,
        **{
            name: getattr(story, name)[::-1]
            for name in ("reports", "entities", "statements", "claims", "copies", "citations", "conflicts", "timeline")
        },
    )
