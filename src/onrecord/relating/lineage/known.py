"""What two texts were found to share when the story was last related: see `kept`."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping, Sequence

from onrecord.relating.kept import Kept
from onrecord.relating.lineage.alignment import Block
from onrecord.relating.lineage.wording import Wording

_SHELF = "blocks"


class KnownBlocks:
    """The blocks of pairs of reports, as they were and as they are found now.

    Args:
        words: The wordings of the reports, by id.
        kept: What is kept of the story.
    """

    def __init__(self, words: Mapping[str, Wording], kept: Kept) -> None:
        self._words = words
        self._shelf = kept.values(_SHELF)
        self._digests: dict[str, bytes] = {}

    def find(self, one: str, other: str) -> tuple[Block, ...] | None:
        """Return the blocks of two reports, none where they share too little; None where it is not known."""
        found = self._shelf.find(self._digest(one) + self._digest(other))
        return None if found is None else tuple(Block(_places(places), *rest) for places, *rest in found)

    def put(self, one: str, other: str, blocks: Sequence[Block]) -> None:
        """Keep the blocks of two reports."""
        self._shelf.put(
            self._digest(one) + self._digest(other),
            [(block.places, block.score, block.prose) for block in blocks],
        )

    def _digest(self, report: str) -> bytes:
        """Return what stands for a text: its words, what each is worth, and which of them are quoted."""
        if report not in self._digests:
            one = self._words[report]
            found = hashlib.blake2b("\x1f".join(one.words).encode("utf-8", "surrogatepass"), digest_size=16)
            for values in (array("d", one.worth), array("d", one.bare)):
                found.update(values.tobytes())
            self._digests[report] = found.digest()
        return self._digests[report]


def _places(kept: array[int] | bytes) -> array[int]:
    return kept if isinstance(kept, array) else array("I", kept)
