"""Invented texts in which no run of words stands twice by chance, and edits of them."""

from __future__ import annotations

import random

_PARTS = ("ma", "ve", "lo", "ti", "ran", "esk", "or", "pel", "lin", "sa", "du", "nor", "ik", "hal", "bre", "um")


def drawing(seed: object) -> random.Random:
    """Return a generator that gives the same for the same seed."""
    return random.Random(str(seed))  # noqa: S311 -- repeatable on purpose


def word(draw: random.Random) -> str:
    """Return an invented word."""
    return "".join(draw.choices(_PARTS, k=draw.randint(2, 3)))


def paragraph(draw: random.Random, words: int = 40) -> str:
    """Return invented words on one line."""
    return " ".join(word(draw) for _ in range(words)).capitalize() + "."


def article(seed: object, paragraphs: int = 6) -> str:
    """Return invented paragraphs of forty words."""
    draw = drawing(seed)
    return "\n\n".join(paragraph(draw) for _ in range(paragraphs))


def changed(text: str, share: float, seed: object) -> str:
    """Put other words for a share of the words, here and there."""
    draw = drawing(seed)
    lines = [[word(draw) if draw.random() < share else one for one in line.split()] for line in text.split("\n\n")]
    return "\n\n".join(" ".join(line) for line in lines)
