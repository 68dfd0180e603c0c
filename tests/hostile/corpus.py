"""All hostile inputs, in the order of their files' names."""

from __future__ import annotations

from pathlib import Path

from tests.hostile import archives, data, documents, messages, pages
from tests.hostile.makers import MAKERS, STORY, Maker

ROOMS = (archives, data, documents, messages, pages)
CORPUS: tuple[Maker, ...] = tuple(sorted(MAKERS, key=lambda maker: maker.file))


def lay_out(folder: Path, neighbours: int = 10) -> Path:
    """Write the corpus into a folder, with a plain report between each few of them; return the folder."""
    folder.mkdir(parents=True)
    for number, maker in enumerate(CORPUS):
        (folder / maker.file).write_bytes(maker.make())
        if number % neighbours == 0:
            (folder / f"{maker.file}-neighbour.txt").write_text(neighbour(number), encoding="utf-8")
    return folder


def neighbour(number: int) -> str:
    """Return an honest report."""
    return f"The {number}th quay of Norra was opened on Monday.\n\n{STORY} It has {number} places.\n"
