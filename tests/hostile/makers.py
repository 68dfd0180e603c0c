"""What a hostile input is: a name, bytes made by a function, never kept as a file."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

STORY = "The ferry of Eske will sail again in May, said Élodie Brask, who runs the port of Norra."
"""An invented sentence that makes a report of any file which holds it."""

Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Maker:
    """One hostile input."""

    name: str
    suffix: str
    make: Make

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}{self.suffix}"


MAKERS: list[Maker] = []


def hostile(*suffixes: str) -> Callable[[Make], Make]:
    """Register a function as the maker of an input of each of these suffixes."""

    def register(make: Make) -> Make:
        MAKERS.extend(Maker(make.__name__, suffix, make) for suffix in suffixes)
        return make

    return register


def noise(size: int, seed: int = 7) -> bytes:
    """Return bytes that are the same each time, and that no packing makes smaller."""
    return random.Random(seed).randbytes(size)  # noqa: S311 -- no secret


def page(body: str, head: str = "") -> bytes:
    """Return a web page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
