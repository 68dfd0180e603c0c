"""Make the vectors of word pieces that tell which words are like each other.

    python training/word_pieces.py ENCODER OUTPUT

ENCODER is the folder of all-MiniLM-L6-v2 (`config.json`, `tokenizer.json`, `model.safetensors`), OUTPUT the folder
`src/onrecord/relating`, where `word_pieces.npy` and `word_pieces.txt` are written.

Each word piece is read alone by the encoder's first four layers: by the estimate of `training/claims.py` the middle of
the network tells most of what a word is like. The vectors are centred, brought from 384 dimensions to 64 by principal
components, and kept in int8, the greatest of a row at 127. All is plain numpy; on another machine the last digit of
some may differ.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LAYERS = 4
DIMENSIONS = 64
_HEADS = 12
_BATCH = 256

Array = NDArray[np.float64]


def main(encoder: str, output: str) -> int:
    """Make the vectors and write them."""
    folder = Path(encoder)
    vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    pieces = sorted((piece for piece in vocabulary if _is_letters(piece)), key=vocabulary.__getitem__)
    start, end = vocabulary["[CLS]"], vocabulary["[SEP]"]
    ids = np.array([[start, vocabulary[piece], end] for piece in pieces])
    weights = load_file(folder / "model.safetensors")
    found = np.concatenate([_read(ids[at : at + _BATCH], weights) for at in range(0, len(ids), _BATCH)])
    np.save(Path(output) / "word_pieces.npy", _small(found))
    (Path(output) / "word_pieces.txt").write_text("\n".join(pieces) + "\n", encoding="ascii")
    return 0


def _is_letters(piece: str) -> bool:
    return piece.isascii() and piece.removeprefix("##").isalnum()


def _small(vectors: Array) -> NDArray[np.int8]:
    """Return the vectors by their principal components, each the right way round, in int8."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1][:, :DIMENSIONS]
    turned *= np.sign(turned[np.abs(turned).argmax(axis=0), np.arange(DIMENSIONS)])
    return np.rint(turned / np.abs(turned).max(axis=1, keepdims=True) * 127).astype(np.int8)


def _read(ids: NDArray[np.int64], weights: dict[str, NDArray[np.float32]]) -> Array:
    """Return what the encoder makes of the second of three tokens (Devlin et al., NAACL 2019)."""
    rows, length = ids.shape
    x = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x = (
        x
        + weights["embeddings.position_embeddings.weight"][:length]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = _normal(x, weights, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        query, key, value = (
            _through(x, weights, f"{at}attention.self.{part}").reshape(rows, length, _HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        heed = query @ key.transpose(0, 1, 3, 2) / math.sqrt(query.shape[-1])
        heed = np.exp(heed - heed.max(axis=-1, keepdims=True))
        heed /= heed.sum(axis=-1, keepdims=True)
        told = (heed @ value).transpose(0, 2, 1, 3).reshape(rows, length, -1)
        x = _normal(
            x + _through(told, weights, f"{at}attention.output.dense"), weights, f"{at}attention.output.LayerNorm"
        )
        wide = _through(x, weights, f"{at}intermediate.dense")
        wide = 0.5 * wide * (1 + _erf(wide / math.sqrt(2)))
        x = _normal(x + _through(wide, weights, f"{at}output.dense"), weights, f"{at}output.LayerNorm")
    return x[:, 1]


def _through(x: Array, weights: dict[str, NDArray[np.float32]], name: str) -> Array:
    flat: Array = x.reshape(-1, x.shape[-1]) @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return flat.reshape(*x.shape[:-1], -1)


def _normal(x: Array, weights: dict[str, NDArray[np.float32]], name: str) -> Array:
    spread = np.sqrt(x.var(axis=-1, keepdims=True) + 1e-12)
    scaled: Array = (x - x.mean(axis=-1, keepdims=True)) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return scaled


def _erf(x: Array) -> Array:
    """The error function by Abramowitz and Stegun 7.1.26, to 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    terms = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
    rest = sum(term * t ** (power + 1) for power, term in enumerate(terms)) * np.exp(-x * x)
    result: Array = np.sign(x) * (1 - rest)
    return result


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
