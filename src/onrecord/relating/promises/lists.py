"""The words of `words.toml`: lists to look words up in, and patterns to search contents with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists of `words.toml`."""

    cues: frozenset[str]
    strict: frozenset[str]
    nouns: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    speaking: frozenset[str]
    other_events: frozenset[str]
    with_a_date: frozenset[str]
    vague: frozenset[str]
    states: frozenset[str]
    others: frozenset[str]
    other_terms: frozenset[str]
    broken: frozenset[str]
    fillers: frozenset[str]
    participles: frozenset[str]
    stops: frozenset[str]


@cache
def lists() -> Lists:
    """Return the word lists, read once."""
    tables = _tables()
    binding, other = tables["binding"], tables["not_binding"]
    return Lists(
        cues=frozenset(binding["cues"]),
        strict=frozenset(binding["strict"]),
        nouns=frozenset(binding["nouns"]),
        offices=frozenset(binding["offices"]),
        bodies=frozenset(binding["bodies"]),
        speaking=frozenset(binding["speaking"]),
        other_events=frozenset(other["events"]),
        with_a_date=frozenset(other["with_a_date"]),
        vague=frozenset(other["vague"]),
        states=frozenset(other["states"]),
        others=frozenset(other["others"]),
        other_terms=frozenset(other["terms"]),
        broken=frozenset(tables["fate"]["broken"]),
        fillers=frozenset(tables["clauses"]["fillers"]),
        participles=frozenset(tables["clauses"]["participles"]),
        stops=frozenset(tables["clauses"]["stops"]),
    )


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of `words.toml`, compiled, by name."""
    tables = _tables()
    named = {**tables["future"], **tables["windows"]}
    edges = {name: rf"(?:(?<![\w'’])|(?=['’n]))(?:{pattern})(?!\w)" for name, pattern in named.items()}
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in edges.items()}


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.relating.promises").joinpath("words.toml").read_text(encoding="utf-8"))
