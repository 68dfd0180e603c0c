"""Numbers in words, as they stand before units of time."""

from __future__ import annotations

from onrecord.language.times.grammar import Grammar


def number_of(text: str, grammar: Grammar) -> float | None:
    """Return the number that words or digits say; None where they say none.

    >>> from onrecord.language.times.grammar import load
    >>> [number_of(text, load()) for text in ("1,984", "twenty-four", "three and a half", "a couple of", "a hundred")]
    [1984.0, 24.0, 3.5, 2.0, 100.0]
    """
    total, part = 0.0, 0.0
    words = [word for word in text.lower().replace("-", " ").split() if word not in ("and", "of")]
    for before, word in zip(["", *words], words, strict=False):
        digits = word.replace(",", "")
        if digits.replace(".", "", 1).isdigit():
            part += float(digits)
            continue
        if word not in grammar.words["count"]:
            return None
        value = float(str(grammar.words["count"][word]))
        if word in grammar.words["multiplier"] and part:
            part *= value
        elif word in ("couple", "half") and before in ("a", "an"):
            part += value - 1  # the article has counted as one: "three and a half"
        else:
            part += value
        if value >= _CLOSES:
            total, part = total + part, 0.0
    return total + part


_CLOSES = 1000
"""From a thousand on what follows is added anew ("two thousand three hundred")."""


def plain(number: float) -> str:
    """Return a number without zeros that carry nothing.

    >>> plain(3.0), plain(3.5)
    ('3', '3.5')
    """
    return str(int(number)) if number == int(number) else str(round(number, 3))
