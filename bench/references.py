"""How often a source is resolved to the right name: a sample of PolNeAR's dev articles, marked by hand.

    python bench/references.py          # the figures
    python bench/references.py --errors # and what went wrong, as places in the articles
    python bench/references.py --draw   # the places of the sample, drawn again

It needs the gold articles, which are not part of this repository: by default it looks for them in `../shared`, beside
it; `--gold` names another place. Without them it says so and ends with exit code 0, having measured nothing. The marks
are in `references.csv`: places only, no text.

What is measured is resolution alone: the gold sources go to `Resolver`, all of an article in text order. A mark names,
for one source, the fullest form of its name in the same article, or says that the article names nobody.

- *right*: the source is resolved, and to the name that is marked. Two names are the same when, titles and articles
  aside, the words of one are all words of the other; but a short form that also ends another person's fuller name in
  the article ("Orr" beside Ana Orr and Tam Orr) is nobody's.
- *wrong*: it is resolved to another name, or the article names nobody, or several.
- *silent*: it is not resolved though a name is marked. A short name left as it stands is silent too, for the reader
  is no wiser.
- *rightly silent*: it is not resolved, and no name is marked.

Precision is right / (right + wrong); recall is right / marked names. Sources marked unclear are left out.

Beside ours stand two simple peers in the same run: `own words` takes the name that stands in the source, and nothing
else; `nearest` takes that name in its first longer form, and else the person who is named last before the source.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from onrecord.language.along import Along
from onrecord.language.names import find_names, word_lists
from onrecord.language.paragraphs import pieces
from onrecord.language.places import token_range
from onrecord.language.quotes import find_quotes
from onrecord.language.references import Resolver
from onrecord.model import Name, Span

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = Path(__file__).with_suffix(".csv")
SEED = 20161107
STRATA = {"pronoun": 70, "relative": 25, "noun": 45, "short": 35, "name": 30}
"""Sources drawn of each kind of wording; then `ROLES` of the nouns with an article, which are a few of all nouns."""
ROLES = 30
OUTCOMES = ("right", "wrong", "silent", "rightly silent")
KINDS = ("pronoun", "relative", "noun", "partial", "full")
_PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
    ]
)
_RELATIVES = frozenset(["who", "whom", "which", "that", "whose"])
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "some",
        "many",
        "several",
        "one",
        "two",
        "both",
        "another",
        "other",
        "most",
        "no",
    ]
)
_DRAW_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "president", "senator", "sen", "rep", "gov", "governor", "secretary", "judge", "justice"]
)
_ROLE = re.compile(r"(?i:the|this|his|her|its|their|our|my)\b(?: [\w.’'-]+){0,3} [a-z]+(?<!s)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked source: where it stands, its kind, and the place of its name (None: nobody, several or unclear)."""

    article: str
    source: Span
    kind: str
    answer: str
    name: Span | None


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/data/polnear/dev.jsonl.gz")
    parser.add_argument("--draw", action="store_true", help="print the places of the sample and measure nothing")
    parser.add_argument("--errors", action="store_true", help="print the place of each source that is not right")
    options = parser.parse_args(arguments)
    if not options.gold.exists():
        print(f"skipped, nothing measured: there is no {options.gold}")
        return 0
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    if options.draw:
        for article, start, end in draw(gold):
            print(f"{article},{start},{end}")
        return 0
    marks = read_marks(SAMPLE)
    wanted = {mark.article for mark in marks}
    gold = [g for g in gold if g["id"] in wanted]
    print(f"{SAMPLE.name}: {len(marks)} sources of {len(gold)} articles, marked by hand")
    for system, outcomes in measure(gold, parse(g["text"] for g in gold), marks).items():
        report(system, marks, outcomes)
        if options.errors and system == "onrecord":
            for mark in marks:
                if outcomes.get(mark) in ("wrong", "silent"):
                    print(f"  {outcomes[mark]:7} {mark.kind:9} {mark.article} {mark.source} marked {mark.name}")
    return 0


def draw(gold: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """Return the sample's places (article, start, end): the same ones at every call."""
    pools: dict[str, list[tuple[str, int, int]]] = {stratum: [] for stratum in STRATA}
    roles = []
    for article in gold:
        for start, end in sorted({tuple(span) for s in article["statements"] for span in s["source"]}):
            words = article["text"][start:end]
            stratum = _stratum(words)
            pools[stratum].append((article["id"], start, end))
            if stratum == "noun" and _ROLE.fullmatch(words):
                roles.append((article["id"], start, end))
    # A sample that anybody can draw again, not a secret.
    chance = random.Random(SEED)  # noqa: S311
    drawn = [place for stratum, size in STRATA.items() for place in chance.sample(sorted(pools[stratum]), size)]
    drawn += chance.sample(sorted(set(roles) - set(drawn)), ROLES)
    return sorted(drawn)


def _stratum(source: str) -> str:
    """The kind of wording, told by the words alone so that no parse decides what is drawn."""
    words = re.findall(r"[\w’'-]+", source)
    first = words[0].lower() if words else ""
    if len(words) < 2 and first in _PRONOUNS | _RELATIVES:
        return "pronoun" if first in _PRONOUNS else "relative"
    rest = words[1:] if first in _DETERMINERS else words
    if rest and all(word[0].isupper() or word[0].isdigit() for word in rest):
        return "short" if sum(word.lower() not in _DRAW_TITLES for word in rest) == 1 else "name"
    lower = not words or not words[0][0].isupper() or not any(word[0].isupper() for word in words[1:])
    return "noun" if lower or first in _DETERMINERS else "name"


def read_marks(path: Path) -> list[Mark]:
    """Read the marked sample."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return [
        Mark(
            article=row["article"],
            source=(int(row["source_start"]), int(row["source_end"])),
            kind=row["kind"],
            answer=row["answer"],
            name=(int(row["name_start"]), int(row["name_end"])) if row["answer"] == "name" else None,
        )
        for row in rows
    ]


def parse(texts: Iterator[str]) -> Iterator[Doc]:
    """Parse texts as the analyser does."""
    from onrecord.language.analyser import parse_whole

    return parse_whole(texts)


def measure(
    gold: Sequence[Mapping[str, Any]], docs: Iterator[Doc], marks: Sequence[Mark]
) -> dict[str, dict[Mark, str]]:
    """Return, for each system, the outcome of each mark that is not unclear."""
    outcomes: dict[str, dict[Mark, str]] = {"onrecord": {}, "nearest": {}, "own words": {}}
    for article, doc in zip(gold, docs, strict=True):
        here = [mark for mark in marks if mark.article == article["id"] and mark.answer != "unclear"]
        names = find_names(doc)
        sources = sorted({(span[0], span[1]) for s in article["statements"] for span in s["source"]})
        systems: dict[str, Callable[[], dict[Span, Span | None]]] = {
            "onrecord": lambda d=doc, n=names, s=sources: resolve(d, n, s),  # type: ignore[misc]
            "nearest": lambda d=doc, n=names, s=sources: {x: nearest(d.text, n, x) for x in s},  # type: ignore[misc]
            "own words": lambda n=names, s=sources: {x: own_words(n, x) for x in s},  # type: ignore[misc]
        }
        for system, run in systems.items():
            found = run()
            for mark in here:
                outcomes[system][mark] = judge(article["text"], names, mark, found[mark.source])
    return outcomes


def resolve(doc: Doc, names: Sequence[Name], sources: Sequence[Span]) -> dict[Span, Span | None]:
    """Our resolver, asked for all sources of an article in text order."""
    quotes = find_quotes(doc.text, pieces(doc.text))
    resolver = Resolver(doc, Along(names, span=lambda name: name.span), Along(quotes, span=lambda quote: quote.span))
    return {span: resolver.resolve(token_range(doc, span)).name for span in sources}


def nearest(text: str, names: Sequence[Name], source: Span) -> Span | None:
    """A peer: the name in the source, in its first longer form; else the person named last before the source."""
    people = [name.span for name in names if name.kind == "person"]
    own = own_words(names, source)
    if own is not None:
        form = text[slice(*own)]
        return next((span for span in people if text[slice(*span)].endswith(" " + form)), own)
    return next((span for span in reversed(people) if span[1] <= source[0]), None)


def own_words(names: Sequence[Name], source: Span) -> Span | None:
    """A peer: the first name of a person, or else of a body, that stands in the source."""
    inside = [name for name in names if source[0] <= name.span[0] and name.span[1] <= source[1]]
    people = [name for name in inside if name.kind == "person"]
    bodies = [name for name in inside if name.kind == "organisation"]
    return next((name.span for name in [*people, *bodies]), None)


def judge(text: str, names: Sequence[Name], mark: Mark, found: Span | None) -> str:
    """Return the outcome of one mark: see this module's text."""
    if mark.name is None:
        return "rightly silent" if found is None else "wrong"
    if found is None:
        return "silent"
    ours, marked = _words(text, found), _words(text, mark.name)
    if not (ours <= marked or marked <= ours):
        return "wrong"
    if ours < marked:
        if mark.kind == "partial" and mark.source[0] <= found[0] and found[1] <= mark.source[1]:
            return "silent"
        others = (_words(text, name.span) for name in names if name.kind == "person")
        if any(ours < other and not (other <= marked or marked <= other) for other in others):
            return "wrong"
    return "right"


def _words(text: str, span: Span) -> frozenset[str]:
    words = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", text[slice(*span)])
    plain = (re.sub(r"['’]s$", "", word).replace("’", "'").lower() for word in words)
    return frozenset(plain) - word_lists()["titles"] - {"the", "a", "an"} or frozenset({text[slice(*span)]})


def report(system: str, marks: Sequence[Mark], outcomes: Mapping[Mark, str]) -> None:
    """Print one system's figures by kind and over all."""
    print(f"\n{system:11}{'marked':>7}" + "".join(f"{outcome:>{len(outcome) + 2}}" for outcome in OUTCOMES), end="")
    print(f"{'precision':>11}{'recall':>8}")
    for kind in (*KINDS, "all"):
        counted = Counter(outcomes[mark] for mark in marks if mark in outcomes and kind in (mark.kind, "all"))
        right, wrong, silent = counted["right"], counted["wrong"], counted["silent"]
        named = sum(1 for mark in marks if mark in outcomes and kind in (mark.kind, "all") and mark.name is not None)
        print(f"{kind:11}{counted.total():7}", end="")
        print("".join(f"{counted[outcome]:>{len(outcome) + 2}}" for outcome in OUTCOMES), end="")
        print(f"{_percent(right, right + wrong):>11}{_percent(right, named):>8}  silent {_percent(silent, named)}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
