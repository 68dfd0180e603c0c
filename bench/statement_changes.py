"""What a change of the code gains and loses: this run beside the last one that was kept.

A kept run holds offsets, figures and a day; the articles are known by a digest of their id. No text is in it: what
the offsets stand for is read from the annotated articles, which lie elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Spans = list[list[int]]
Statement = dict[str, Any]
"""`content`, `cue` and `source`, each a list of `[start, end]` in code points of the article's text."""
SAME = 0.5
"""Fraction of code points, shared over either. Two wrong statements that overlap so are the same mistake."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article."""

    right: list[Spans]
    """The content of each annotated statement that was found, in order."""
    wrong: list[Statement]
    """The statements that were found and are none, or have another source."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the bench: `day` is `YYYY-MM-DD`, `gold` the digest of the annotated file."""

    day: str
    gold: str
    figures: dict[str, Any]
    articles: dict[str, Outcome]
    """By `name_of` the article's id."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The statements that changed, each with the id of its article, in the order of the articles."""

    gained: list[tuple[str, Statement]] = field(default_factory=list)
    """Annotated, found now."""
    lost: list[tuple[str, Statement]] = field(default_factory=list)
    """Annotated, no longer found."""
    newly_wrong: list[tuple[str, Statement]] = field(default_factory=list)
    no_longer_wrong: list[tuple[str, Statement]] = field(default_factory=list)


def name_of(article: str) -> str:
    """Return the name under which an article is kept: a digest of its id, which has words of its title.

    >>> name_of("gazette_2031-05-02_dam-holds")
    '000fe9395f6d'
    """
    return hashlib.sha256(article.encode()).hexdigest()[:12]


def digest(path: Path) -> str:
    """Return the digest of a file: offsets kept for other bytes mean nothing."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def keep(run: Run, path: Path) -> None:
    """Write a run, an article a line, so that two of them can be compared line by line."""
    lines = [
        f"  {json.dumps(name)}: " + json.dumps({"right": one.right, "wrong": one.wrong}, separators=(",", ":"))
        for name, one in sorted(run.articles.items())
    ]
    head = json.dumps({"day": run.day, "gold": run.gold, "figures": run.figures})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{head[:-1]},\n "articles": {{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def read_kept(path: Path) -> Run | None:
    """Return the kept run, None where none was kept yet."""
    if not path.exists():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    articles = {name: Outcome(**outcome) for name, outcome in raw["articles"].items()}
    return Run(day=raw["day"], gold=raw["gold"], figures=raw["figures"], articles=articles)


def compare(gold: Sequence[Mapping[str, Any]], before: Run, now: Run) -> Changes:
    """Return what changed in the articles that both runs hold.

    Args:
        gold: the annotated articles, with `id` and `statements`.
        before: the kept run.
        now: this run.
    """
    changes = Changes()
    for article in gold:
        name = name_of(article["id"])
        if name not in before.articles or name not in now.articles:
            continue
        old, new = before.articles[name], now.articles[name]
        for statement in article["statements"]:
            was, is_now = statement["content"] in old.right, statement["content"] in new.right
            if is_now and not was:
                changes.gained.append((article["id"], statement))
            if was and not is_now:
                changes.lost.append((article["id"], statement))
        changes.newly_wrong.extend((article["id"], one) for one in _without(new.wrong, old.wrong))
        changes.no_longer_wrong.extend((article["id"], one) for one in _without(old.wrong, new.wrong))
    return changes


def lines_of(changes: Changes, texts: Mapping[str, str], most: int, width: int = 160) -> Iterator[str]:
    """Yield the changes as lines: a count for each sort, then `most` of its statements as source | cue | content."""
    groups = (
        ("gained", "+", changes.gained),
        ("lost", "-", changes.lost),
        ("newly wrong", "!", changes.newly_wrong),
        ("no longer wrong", "~", changes.no_longer_wrong),
    )
    for title, mark, rows in groups:
        yield f"{title}: {len(rows)}"
        for article, statement in rows[:most]:
            parts = (_words(texts[article], statement[key]) for key in ("source", "cue", "content"))
            line = " | ".join(part or "(none)" for part in parts)
            yield f"  {mark} {article.partition('_')[0]}: " + (line if len(line) <= width else f"{line[: width - 1]}…")
        if len(rows) > most:
            yield f"    and {len(rows) - most} more"


def _without(statements: list[Statement], others: list[Statement]) -> list[Statement]:
    """The statements of a list that have no counterpart in the other; each counterpart serves once."""
    free = [_places(other["content"]) for other in others]
    left = []
    for statement in statements:
        places = _places(statement["content"])
        shares = [len(places & other) / (len(places | other) or 1) for other in free]
        if shares and max(shares) >= SAME:
            del free[shares.index(max(shares))]
        else:
            left.append(statement)
    return left


def _places(spans: Spans) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end))


def _words(text: str, spans: Spans) -> str:
    return " [...] ".join(" ".join(text[start:end].split()) for start, end in spans)
