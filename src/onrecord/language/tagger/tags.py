"""What the tagger says of a text's words: which open a cue, and which cue governs each word, and as what.

The network is small (MiniLM, six layers, int8) and runs on one core, one window at a time: what it says of a window
depends on that window alone, so that neither batches nor the number of cores change a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime

from onrecord.language.quotes import Quote
from onrecord.language.tagger.windows import Cutter, Word
from onrecord.model import Span

CONTENT, CUE, SOURCE = range(3)
"""The relations that a word can have to the cue that governs it."""
_FAINT = 0.03
"""Probability. What is less likely is not kept."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one text, by the index of a word in `words`."""

    words: Sequence[Word]
    opens: Sequence[float]
    """For each word, the probability that a cue opens with it."""
    governs: dict[tuple[int, int], dict[int, float]]
    """For a cue's first word and a relation, the words that may have it, each with its probability."""


class Tagger:
    """The network with its weights, loaded once."""

    def __init__(self) -> None:
        """Load the weights that come with the package."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        weights = files("onrecord.language.tagger").joinpath("statements.onnx").read_bytes()
        self._session: Any = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._cutter = Cutter()

    def tag(self, text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> Tags:
        """Return the tags of a text.

        Args:
            text: the report's text.
            paragraphs: the spans of its paragraphs, in order.
            quotes: its quotations, in order.
        """
        words = self._cutter.words(text, paragraphs, quotes)
        opens = np.zeros(len(words), dtype=np.float32)
        governs: dict[tuple[int, int], dict[int, float]] = {}
        for window in self._cutter.windows(words, text):
            given = {"ids": window.ids, "shapes": window.shapes, "marks": window.marks, "first": window.first}
            feed = {name: np.asarray(values, dtype=np.int64) for name, values in given.items()}
            opening, heads = self._session.run(None, feed)
            repeated = window.own - window.start
            opens[window.own : window.end] = opening[repeated:]
            heads[:repeated, :, :repeated] = 0  # the window before has said it
            for word, relation, head in zip(*(places.tolist() for places in np.nonzero(heads > _FAINT)), strict=True):
                found = governs.setdefault((window.start + head, relation), {})
                found[window.start + word] = float(heads[word, relation, head])
        return Tags(words, opens.tolist(), governs)
