"""Texts whose near duplicates are known: real articles, edits made of them, and what only looks alike.

An edit changes words here and there, cuts the end off, puts other furniture around the article, or does several of
these. What looks alike and is no near duplicate: the reports of one event by outlets that wrote their own, other
articles with an outlet's notice around them, and sheets (weather, markets, results) filled with other figures.
Everything is drawn by a seeded generator: the same call gives the same texts.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LEAST = 80
"""Words of an article that edits are made of."""
MOST = 1200
"""Words of an article that are used: what comes after is cut."""
_PRINTED = re.compile(r"\S+")
TABLE = tomllib.loads((Path(__file__).parent / "near_words.toml").read_text(encoding="utf-8"))
_INVENTED: list[str] = TABLE["names"].split()
_TOPICS: list[str] = TABLE["topics"].split()
_DAYS: list[str] = TABLE["days"].split()
_MONTHS: list[str] = TABLE["months"].split()


@dataclass(frozen=True, slots=True)
class Text:
    """One text, and what is known of it."""

    id: str
    family: str
    """The article that it was made of; texts of one family are near duplicates, those of two are not."""
    how: str
    """`original`, the kind of edit, or the kind of what only looks alike."""
    text: str


def articles(data: Path) -> list[tuple[str, str]]:
    """Return the name and the text of each real article that is long enough, by name."""
    found: dict[str, str] = {}
    for path in (data / "polnear/train.jsonl.gz", data / "polnear/dev.jsonl.gz", data / "times/timebank.jsonl.gz"):
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    found[f"noise/{row['id']}"] = row["text"]
    for path in sorted((data / "stories/clusters").rglob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        found[f"clusters/{path.parent.name}/{path.stem}"] = row.get("text") or ""
    for path in sorted((data / "stories/basil").rglob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        body = row.get("body-paragraphs") or row.get("paragraphs") or row.get("body") or []
        found[f"basil/{path.parent.name}/{path.stem}"] = "\n\n".join(
            " ".join(p) if isinstance(p, list) else str(p) for p in body
        )
    return [(name, cut(text, MOST)) for name, text in sorted(found.items()) if len(text.split()) >= LEAST]


def cut(text: str, words: int) -> str:
    """Return the first words of a text, printed as they are."""
    ends = [match.end() for match in _PRINTED.finditer(text)]
    return text if len(ends) <= words else text[: ends[words - 1]]


def changed(text: str, share: float, pool: Sequence[str], draw: random.Random) -> str:
    """Replace, leave out or put in words here and there: a share of the words is touched."""

    def edit(match: re.Match[str]) -> str:
        word = match.group()
        if draw.random() >= share:
            return word
        how = draw.random()
        if how < 0.5:
            return draw.choice(pool)
        return "" if how < 0.75 else f"{word} {draw.choice(pool)}"

    return _PRINTED.sub(edit, text)


def truncated(text: str, share: float) -> str:
    """Cut the end off: a share of the words stays."""
    return cut(text, max(20, round(share * len(text.split()))))


def furnished(text: str, draw: random.Random) -> str:
    """Put other furniture around an article: a headline, a credit, captions, links, subscription lines."""
    first, second = draw.choice(_INVENTED), draw.choice(_INVENTED)
    topic, other = draw.sample(_TOPICS, 2)
    paragraphs = text.split("\n\n")
    for _ in range(draw.randint(1, 3)):
        inside = draw.choice(
            (
                f"Read more: {first} {other} row goes on as {second} council delays its answer",
                f"A view of the {topic} in {first} last spring. Photograph: {second} {draw.choice(_INVENTED)}",
                f"Subscribe to the {second} newsletter for the latest on the {other}",
                "Advertisement",
            )
        )
        paragraphs.insert(draw.randint(1, len(paragraphs)), inside)
    head = [f"{first} {topic}: what we know about the {other}", f"By {second} {first}, {draw.choice(_INVENTED)} Daily"]
    tail = [
        f"Support the {first} {second}: from {draw.randint(2, 9)} crowns a month you help us report on the {topic}.",
        "Related articles",
        *(
            f"{draw.choice(_INVENTED)} {draw.choice(_TOPICS)} {draw.choice(('opens', 'closes', 'delayed', 'wins'))} "
            f"after {draw.choice(_TOPICS)} {draw.choice(('vote', 'row', 'find', 'week'))}"
            for _ in range(draw.randint(2, 6))
        ),
        f"© {draw.randint(2019, 2031)} {second} Media. All rights reserved.",
    ]
    return "\n\n".join((*head, *paragraphs, *tail))


def edits(text: str, pool: Sequence[str], draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the edits of an article: how each was made, and its text."""
    for share in (0.05, 0.10, 0.15, 0.20):
        yield f"words {share:.0%}", changed(text, share, pool, draw)
    for low, high in ((0.4, 0.5), (0.5, 0.7), (0.7, 0.9)):
        yield f"truncated to {low:.0%}-{high:.0%}", truncated(text, draw.uniform(low, high))
    yield "furniture", furnished(text, draw)
    share, stays = draw.uniform(0.05, 0.20), draw.uniform(0.4, 0.9)
    yield "words + truncated", truncated(changed(text, share, pool, draw), stays)
    yield "words + furniture", furnished(changed(text, share, pool, draw), draw)
    yield "truncated + furniture", furnished(truncated(text, stays), draw)
    yield "all three", furnished(truncated(changed(text, share, pool, draw), stays), draw)
    worst = truncated(changed(text, 0.20, pool, draw), 0.4)
    yield "all three at their worst", furnished(worst, draw)


def made(originals: Sequence[tuple[str, str]], seed: int, kinds: int | None = None) -> list[Text]:
    """Return originals, their edits, and what only looks alike.

    Args:
        originals: Names and texts.
        seed: Another seed, other texts.
        kinds: How many edits an original gets, drawn among all; None for all.
    """
    pool = [word for _, text in originals for word in text.split()]
    found = []
    for name, text in originals:
        draw = random.Random(f"{name}/{seed}")  # noqa: S311 -- repeatable on purpose
        found.append(Text(name, name, "original", text))
        every = [Text(f"{name}#{how}", name, how, edit) for how, edit in edits(text, pool, draw)]
        found += every if kinds is None else draw.sample(every, kinds)
    return found


def look_alikes(originals: Sequence[tuple[str, str]], seed: int, number: int) -> list[Text]:
    """Return what looks alike and is no near duplicate: articles with one notice around them, and filled sheets."""
    draw = random.Random(f"alike/{seed}")  # noqa: S311
    notices = [notice(draw) for _ in range(3)]
    found = []
    for at, (name, text) in enumerate(draw.sample(list(originals), min(number, len(originals)))):
        # Other articles than those of the families: the sentences of one, in half its length.
        body = cut(text[len(text) // 2 :].partition(" ")[2], draw.randint(60, 250))
        above, below = notices[at % 3]
        found.append(Text(f"notice/{name}", name, "shared notice", f"{above}\n\n{body}\n\n{below}"))
    for kind, fill in SHEETS.items():
        found += [Text(f"{kind}/{n}", f"{kind}/{n}", f"sheet: {kind}", fill(draw)) for n in range(number // 6)]
    return found


def notice(draw: random.Random) -> tuple[str, str]:
    """Return what an outlet prints above and below each of its articles: some 110 words."""
    name = f"{draw.choice(_INVENTED)} {draw.choice(_INVENTED)}"
    topics = ", ".join(draw.sample(_TOPICS, 12))
    above = f"{name} uses cookies to keep you signed in and to count its readers. Sections: {topics}. My account."
    below = (
        f"{name} is published six days a week by the {name} Trust, which is owned by its readers and by nobody else. "
        f"Letters are welcome and may be cut; we print the name and the town of their writers. If you have found a "
        f"mistake in this article, tell us, and we shall correct it here and say so. Our journalism is free to read "
        f"because some of you pay for it: if you can, join them today and tell a friend about {name}. All words and "
        f"pictures belong to {name} or to those who made them and may not be used without their consent."
    )
    return above, below


def _weather(draw: random.Random) -> str:
    towns = draw.sample(_INVENTED, 6)
    lines = [
        f"{town} will see a high of {draw.randint(-8, 34)} degrees and a low of {draw.randint(-15, 20)}, with winds of "
        f"up to {draw.randint(5, 90)} kilometres an hour and a {draw.randint(0, 100)} percent chance of rain."
        for town in towns
    ]
    return "\n\n".join(
        (
            f"Weather for {draw.choice(_DAYS)}, {draw.randint(1, 30)} {draw.choice(_MONTHS)}",
            f"The weather office expects {draw.randint(0, 14)} hours of sunshine on {draw.choice(_DAYS)} by the sea.",
            *lines,
            "Boats should stay in harbour where the wind is above force "
            f"{draw.randint(5, 10)}. The next forecast will be published at {draw.randint(4, 11)} o'clock.",
        )
    )


def _markets(draw: random.Random) -> str:
    moved = draw.choice(("rose", "fell"))
    one, two, three = draw.sample(_INVENTED, 3)
    return (
        f"Shares in Norra {moved} on {draw.choice(_DAYS)}. The main index closed at {draw.randint(2000, 6000)} points, "
        f"a change of {draw.randint(1, 300) / 100} percent on the day before, in a trade of {draw.randint(100, 900)} "
        f"million crowns.\n\nAmong the largest companies, {one} Shipping {draw.choice(('gained', 'lost'))} "
        f"{draw.randint(1, 90) / 10} percent to {draw.randint(20, 400)} crowns, while {two} Timber "
        f"{draw.choice(('gained', 'lost'))} {draw.randint(1, 90) / 10} percent and {three} Power closed at "
        f"{draw.randint(20, 400)}.\n\nThe crown stood at {draw.randint(80, 140) / 100} against the mark, after "
        f"{draw.randint(80, 140) / 100} the evening before. The yield of the ten-year bond was "
        f"{draw.randint(100, 500) / 100} percent. A barrel of oil cost {draw.randint(40, 120)} marks, an ounce of gold "
        f"{draw.randint(1200, 2600)}.\n\nThe exchange opens again at nine in the morning."
    )


def _results(draw: random.Random) -> str:
    pairs = [draw.sample(_INVENTED, 2) for _ in range(8)]
    lines = [
        f"{one} {draw.randint(0, 5)} {two} {draw.randint(0, 5)} (half-time {draw.randint(0, 2)}-{draw.randint(0, 2)}), "
        f"attendance {draw.randint(300, 9000)}"
        for one, two in pairs
    ]
    return "\n".join(
        (
            f"Football results of {draw.choice(_DAYS)}, {draw.randint(1, 30)} {draw.choice(_MONTHS)}",
            f"All matches of the {draw.randint(1, 34)}. round of the first league, attendances as the clubs gave them:",
            *lines,
            "The table after this round is on page "
            f"{draw.randint(12, 30)}. The next round is played on {draw.choice(_DAYS)}.",
        )
    )


_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHEETS: dict[str, Callable[[random.Random], str]] = {"weather": _weather, "markets": _markets, "results": _results}


def shuffled(originals: Sequence[tuple[str, str]], seed: int) -> Iterator[Text]:
    """Yield texts of the words of real articles in another order, without end: they are like no other text."""
    turn = 0
    while True:
        for name, text in originals:
            draw = random.Random(f"{name}/{turn}/{seed}")  # noqa: S311
            words = text.split()
            draw.shuffle(words)
            yield Text(f"{name}~{turn}", f"{name}~{turn}", "shuffled", " ".join(words))
        turn += 1
