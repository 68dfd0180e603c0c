"""A story as a record would hold it, for tests of what is written from it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.formats.registry import Options, format_of
from onrecord.model import Analysis, Story
from onrecord.record import AsOf


@dataclass
class Holding:
    """A story that stands in no file."""

    content: Story
    found: Mapping[str, Analysis] = field(default_factory=dict)
    as_of: AsOf | None = None
    path: Path = Path("story.db")

    def story(self) -> Story:
        return self.content

    def analyses(self, of: Container[str] | None = None) -> Mapping[str, Analysis]:
        return {key: one for key, one in self.found.items() if of is None or key in of}

    def not_analysed(self) -> Mapping[str, str]:
        return {}


def written(kind: str, story: Story, *, with_text: bool = False, as_of: AsOf | None = None) -> dict[str, bytes]:
    """Return the files of an export, by name."""
    made = format_of(kind).files(Holding(story, as_of=as_of), Options(with_text=with_text))
    return {file.name: b"".join(file.pieces) for file in made}


def the_one(kind: str, story: Story, *, with_text: bool = False, as_of: AsOf | None = None) -> bytes:
    """Return the file of an export that makes one."""
    (content,) = written(kind, story, with_text=with_text, as_of=as_of).values()
    return content
