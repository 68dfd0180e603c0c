"""Source notes as Markdown: CommonMark, with the footnotes that Pandoc, GitHub, Obsidian and others know.

The words of reports are escaped, so that they never become markup, whatever they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.formats.document import Block, BlockKind, Note, Text
from onrecord.formats.notes import source_notes
from onrecord.formats.plain import spaced
from onrecord.formats.registry import File, Format, HoldsRecord, Options

_BEFORE: dict[BlockKind, str] = {"title": "# ", "heading": "## ", "paragraph": "", "item": "- ", "detail": "  - "}
# What means something anywhere in a line: of CommonMark, and of tables, strikethrough, formulas, attributes, mentions.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#&|~$@^]|:(?=\S)|(?<=[wW]{3})\.")
# What means something at the beginning of a line: lists, headings, rules, quotes, definitions, titles.
_LEADING = re.compile(r"^(?:[-+=%:.]|\d+(?=[.)]))")


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    blocks = source_notes(record, options)
    yield File(f"{record.path.stem}.md", [written(blocks).encode("utf-8")])


def written(blocks: tuple[Block, ...]) -> str:
    """Return a document as Markdown; the footnotes stand at its end."""
    notes: dict[Note, int] = {}
    lines: list[str] = []
    before = ""
    for block in blocks:
        words = "".join(
            f"[^{notes.setdefault(part, len(notes) + 1)}]" if isinstance(part, Note) else _text(part, first=not place)
            for place, part in enumerate(block.parts)
        )
        tight = block.kind in ("item", "detail") and before in ("item", "detail")
        lines.append(f"{'' if tight or not before else chr(10)}{_BEFORE[block.kind]}{words.strip()}")
        before = block.kind
    for note, number in notes.items():
        words = "".join(_text(part, first=not place) for place, part in enumerate(note.parts))
        lines.append(f"\n[^{number}]: {words.strip()}")
    return "\n".join(lines) + "\n"


def _text(text: Text, *, first: bool) -> str:
    if text.style == "link":
        return f"<{text.words}>"
    words = escaped(spaced(text.words), first=first)
    return f"**{words}**" if text.style == "strong" and words.strip() else words


def escaped(words: str, *, first: bool = True) -> str:
    r"""Return words of one line as Markdown that shows them as they are.

    Args:
        words: The words.
        first: Whether they begin a line, where a number or a dash would begin a list.

    >>> escaped("*Not* a [link](https://a.example) & 1. no list")
    '\\*Not\\* a \\[link\\](https\\://a.example) \\& 1. no list'
    >>> escaped("1. no list"), escaped("- nor this")
    ('1\\. no list', '\\- nor this')
    """
    made = _SPECIAL.sub(r"\\\g<0>", words)
    if not first:
        return made
    return _LEADING.sub(lambda found: f"{found[0]}\\" if found[0][-1].isdigit() else f"\\{found[0]}", made)


FORMAT = Format(
    name="markdown",
    title="source notes in Markdown (CommonMark with footnotes)",
    use="source notes for an editor: claims with footnotes to reports, what is contested, due, copied, not known",
    lost="claims of one report alone, entities, labels, the timeline and coverage; why statements were joined",
    suffix=".md",
    files=files,
)
