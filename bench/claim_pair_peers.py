"""The peers that claim matching is measured against: likeness of two texts by words, and by sentence vectors.

`TfIdf` is the cosine of TF-IDF vectors as scikit-learn's `TfidfVectorizer` makes them when nothing is set: words of two
letters or more in lower case, counts times ln((1 + n) / (1 + df)) + 1, length one. Its documents are the sentences of
the story's reports, told by full stops and line ends alone, so that no finding of ours bears on it.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.relating.wording import wordings

Vector = Mapping[str, float]
Pair = tuple[str, str]
_WORD = re.compile(r"\b\w\w+\b")
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


class TfIdf:
    """Cosines of TF-IDF vectors.

    Args:
        texts: The frozen texts of a story's reports.

    >>> cosine = TfIdf(["The ferry sank off Eske. Nine people died.", "A ferry sank. The harbour is shut."])
    >>> cosine("The ferry sank.", "A ferry sank") > cosine("The ferry sank.", "The harbour is shut.") > 0
    True
    >>> round(cosine("Nine people died.", "people died, nine"), 6), cosine("Nine died", "The harbour") > 0
    (1.0, False)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        sentences = [words for text in texts for piece in _END.split(text) if (words := set(_words(piece)))]
        self._count = len(sentences)
        self._with = Counter(word for words in sentences for word in sorted(words))

    def __call__(self, a: str, b: str) -> float:
        """Return the cosine of two texts, 0..1."""
        return dot(self.vector(a), self.vector(b))

    def vector(self, text: str) -> Vector:
        """Return the weights of a text's words; their squares add up to 1."""
        counts = Counter(_words(text))
        weights = {word: n * (math.log((1 + self._count) / (1 + self._with[word])) + 1) for word, n in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def dot(a: Vector, b: Vector) -> float:
    """Return the inner product of two vectors."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def word_vectors(texts: Iterable[str], pairs: Sequence[Pair]) -> list[float]:
    """Return the cosines of pairs by the mean of the vectors of their words, weighted by rarity.

    The vectors are those of word pieces that come with onrecord: sentence vectors without any model to fetch.

    Args:
        texts: The frozen texts of a story's reports.
        pairs: The pairs, of one story.
    """
    told = [piece for text in texts for piece in _END.split(text)] + [text for pair in pairs for text in pair]
    plain = {text: " ".join(_words(text)) for text in told}
    made = wordings(plain, dict.fromkeys(plain, frozenset[str]()))

    def mean(text: str) -> NDArray[np.float64]:
        whole: NDArray[np.float64] = made[text].rarity @ made[text].vectors[made[text].rows]
        return whole / (float(np.linalg.norm(whole)) or 1.0)

    return [float(mean(a) @ mean(b)) for a, b in pairs]


def sentence_vectors(model: str) -> Callable[[list[Pair]], list[float]]:
    """Return a function that gives the cosines of pairs by a model of model2vec or sentence-transformers.

    Args:
        model: The model's name or folder, as the library takes it.

    Raises:
        ImportError: neither library is installed.
    """
    encode = _encoder(model)

    def cosines(pairs: list[Pair]) -> list[float]:
        return [
            float(sum(x * y for x, y in zip(a, b, strict=True)))
            / (math.sqrt(sum(x * x for x in a)) * math.sqrt(sum(y * y for y in b)) or 1.0)
            for a, b in zip(encode([a for a, _ in pairs]), encode([b for _, b in pairs]), strict=True)
        ]

    return cosines


def _encoder(model: str) -> Callable[[list[str]], list[list[float]]]:
    if importlib.util.find_spec("model2vec"):
        static = importlib.import_module("model2vec").StaticModel.from_pretrained(model)
        return lambda texts: static.encode(texts).tolist()
    if importlib.util.find_spec("sentence_transformers"):
        network = importlib.import_module("sentence_transformers").SentenceTransformer(model)
        return lambda texts: network.encode(texts).tolist()
    raise ImportError("neither model2vec nor sentence-transformers is installed")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
