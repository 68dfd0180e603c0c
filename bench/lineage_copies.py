"""Copies of real reports made by known operations, so that who took what from whom is known word by word.

A pile is the reports of one real story that share no prose with one another, and reports made from them: cut, put in
another order, lightly rewritten by the tables of `lineage_words.toml`, edited phrase by phrase up to a given share of
the words, merged of two, with a lead, a headline and paragraphs of their own (from a report of the same story that is
not in the pile), with and without a credit, with true, missing and misleading times. Some take from a wire's text that
is in the pile, some from one that is not. Each word remembers the original and the place that it was first taken from.
Everything is drawn by a seeded generator: the same call gives the same piles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from lineage_edits import TABLE, WORD, Paragraph, Root, Text, Word, cut, reordered, rewritten
from onrecord.model import Report, Span
from onrecord.reading.facts import Fact
from onrecord.reading.from_json import draft_of_object
from onrecord.reading.report import make_report

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[“\"'‘A-Z])")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)
_PRINTED = re.compile(r"\S+")
INDEPENDENT = 8
"""Words in a row outside quotations that two originals of a pile may not share: whatever real copying there is among
real reports is judged apart, by reading, and is kept out of the generated piles."""
CHAINED = 0.6
"""Share of the greatest edit for each step of a chain and for each of two reports of one absent wire: what lies between
two of them is edited twice, and with 36% each the two differ in 60% of their words."""
LEAST_ORIGINAL = 120
"""Words of a report that copies are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One report of a pile, and what is known of it."""

    name: str
    report: Report
    words: tuple[tuple[Span, Root, str, bool], ...]
    """Of each word taken from an original: its span in the frozen text, its root, its plain form, whether it is
    quoted."""
    parents: tuple[str, ...] = ()
    """The names of those that it was made of; they need not be in the pile."""
    present: bool = True
    edited: float = 0.0
    """Share of the prose words taken that were changed, left out or put in between."""
    times: str = "original"
    credit: str = "none"


@dataclass(slots=True)
class Pile:
    """The reports of one generated story."""

    name: str
    made: dict[str, Made] = field(default_factory=dict)

    @property
    def reports(self) -> list[Report]:
        """The reports that are in the pile."""
        return [one.report for one in self.made.values() if one.present]


def make_pile(story: str, reports: Sequence[Report], seed: int, edits: tuple[float, float] = (0.0, 0.6)) -> Pile | None:
    """Return a pile made of the reports of one real story; None where too few are long enough and independent.

    Args:
        story: Its name; with the seed it decides everything that is drawn.
        reports: The real reports, in any order.
        seed: Another seed, another pile.
        edits: The least and the greatest share of prose words that a step of copying edits.
    """
    draw = random.Random(f"{story}/{seed}")  # noqa: S311 -- repeatable on purpose
    originals = independent(sorted(reports, key=lambda r: r.input))
    if len(originals) < 2:
        return None
    draw.shuffle(originals)
    hidden = originals.pop()  # the text of the wire that is not in the pile
    aside = originals.pop() if len(originals) > 2 else None  # its paragraphs are the made reports' own
    maker = _Maker(Pile(f"{story}/{seed}"), draw, edits, own=[] if aside is None else list(text_of(aside)))
    names = [maker.put(original) for original in originals]
    maker.derive((names[0],))
    maker.derive((draw.choice(names),))
    if len(names) > 1:
        maker.derive((names[0], names[1]))
    wire = maker.derive((draw.choice(names),), agency=True, present=draw.random() < 0.5, whole=True, chained=True)
    for _ in range(2):
        maker.derive((wire,), chained=True)
    source = maker.put(hidden, present=False)
    for _ in range(draw.choice((2, 3))):
        maker.derive((source,), chained=True)
    return maker.pile


def independent(reports: Iterable[Report]) -> list[Report]:
    """Return those of the reports that are long enough and share no run of `INDEPENDENT` prose words with another."""
    kept: list[Report] = []
    seen: set[tuple[str, ...]] = set()
    for report in reports:
        words = [w for p in text_of(report) for s in p for w in s]
        runs = {
            tuple(w.plain for w in words[i : i + INDEPENDENT])
            for i in range(len(words) - INDEPENDENT + 1)
            if not any(w.quoted for w in words[i : i + INDEPENDENT])
        }
        if len(words) >= LEAST_ORIGINAL and report.outlet is not None and not runs & seen:
            kept.append(report)
            seen |= runs
    return kept


def text_of(report: Report) -> Text:
    """Return a report's words below its title, furniture left out, each with its root."""
    hidden = [f.span for f in report.furniture] + ([report.title_span] if report.title_span else [])
    quotes = [m.span() for m in _QUOTED.finditer(report.text)]
    paragraphs: list[Paragraph] = []
    for line in re.finditer(r"[^\n]+", report.text):
        if any(line.start() < end and start < line.end() for start, end in hidden):
            continue
        ends = [line.start(), *(m.end() for m in _SENTENCE.finditer(report.text, *line.span())), line.end()]
        sentences = []
        for start, end in pairwise(ends):
            words = tuple(
                Word(m.group(), (report.id, m.start()), any(a <= m.start() < b for a, b in quotes))
                for m in _PRINTED.finditer(report.text, start, end)
                if WORD.search(m.group())
            )
            if words:
                sentences.append(words)
        if sentences:
            paragraphs.append(tuple(sentences))
    return tuple(paragraphs)


class _Maker:
    """Makes the reports of one pile, one after another."""

    def __init__(self, pile: Pile, draw: random.Random, edits: tuple[float, float], own: list[Paragraph]) -> None:
        self.pile, self.draw, self.edits, self.own = pile, draw, edits, own
        self.texts: dict[str, Text] = {}
        self.outlets = draw.sample(TABLE["outlets"], len(TABLE["outlets"]))
        self.agencies = draw.sample(TABLE["agencies"], len(TABLE["agencies"]))
        self.leads = draw.sample(TABLE["leads"], len(TABLE["leads"]))
        draw.shuffle(self.own)

    def put(self, original: Report, *, present: bool = True) -> str:
        """Put a real report in the pile."""
        name = f"original {len(self.pile.made)}"
        self.texts[name] = text = text_of(original)
        words = tuple(
            ((w.root[1], w.root[1] + len(w.text)), w.root, w.plain, w.quoted)
            for p in text
            for s in p
            for w in s
            if w.root is not None
        )
        self.pile.made[name] = Made(name=name, report=original, words=words, present=present)
        return name

    def derive(
        self,
        parents: tuple[str, ...],
        *,
        agency: bool = False,
        present: bool = True,
        whole: bool = False,
        chained: bool = False,
    ) -> str:
        """Make a report of one or two others and put it in the pile; return its name."""
        draw = self.draw
        taken: Text = ()
        for parent in parents:
            paragraphs = self.texts[parent]
            taken += paragraphs if whole else cut(paragraphs, draw)
        if not whole:
            taken = reordered(taken, draw)
        edits = draw.uniform(self.edits[0], CHAINED * self.edits[1] if chained else self.edits[1])
        text = rewritten(taken, edits, draw)
        edited = _edited(taken, text)
        own_before, own_after = self._own_paragraphs()
        if self.leads and draw.random() < 0.3:
            own_before = (_own(self.leads.pop()), *own_before)
        name = f"made {len(self.pile.made)}"
        outlet = self.agencies.pop() if agency else self.outlets.pop()
        text = (*own_before, *text, *own_after)
        self.texts[name] = text
        made = self._printed(name, outlet, text, parents)
        self.pile.made[name] = replace(made, present=present, edited=edited)
        return name

    def _own_paragraphs(self) -> tuple[Text, Text]:
        """Return paragraphs of its own before and after what is copied, up to four; no other report has them."""
        if not self.own or self.draw.random() < 0.4:
            return (), ()
        chosen = [self.own.pop() for _ in range(min(len(self.own), self.draw.randint(1, 4)))]
        own = tuple(tuple(tuple(replace(w, root=None) for w in s) for s in p) for p in chosen)
        where = self.draw.randint(0, len(own))
        return own[:where], own[where:]

    def _printed(self, name: str, outlet: str, text: Text, parents: tuple[str, ...]) -> Made:
        first = self.pile.made[parents[0]].report
        times, published = self._time(first)
        credit = self.draw.choice(("none", "none", "none", "dateline", "byline", "line", "mention"))
        source = first.outlet or ""
        article: dict[str, object] = {"publisher": {"name": outlet}, "@type": "NewsArticle"}
        article["headline"] = self.draw.choice(TABLE["headlines"])
        if published is not None:
            article["datePublished"] = published
        if credit == "byline":
            article["author"] = [source]
        if credit == "dateline":
            text = ((*_own(f"PORT ESKE ({source}) —"), *text[0]), *text[1:])
        if credit == "line":
            text = (*text, _own(f"{source} contributed to this report."))
        if credit == "mention":
            text = (*text, _own(f"The news was first reported by {source}."))
        body, words, at = "", [], 0
        for paragraph in text:
            for word in (w for s in paragraph for w in s):
                if word.root is not None:
                    words.append(((at, at + len(word.text)), word.root, word.plain, word.quoted))
                body += word.text + " "
                at += len(word.text) + 1
            body, at = body[:-1] + "\n\n", at + 1
        article["articleBody"] = body.rstrip()
        report = make_report(f"{self.pile.name}/{name}.json", draft_of_object(article), dict[str, Fact]())
        assert report.text == body.rstrip(), "the frozen text is not what was made"
        return Made(name=name, report=report, words=tuple(words), parents=parents, times=times, credit=credit)

    def _time(self, first: Report) -> tuple[str, str | None]:
        """Return what kind of time the copy bears, and the time."""
        kind = self.draw.choice(("true", "true", "true", "true", "none", "same day", "misleading"))
        if (
            kind == "none"
            or first.published is None
            or "/" in first.published
            or len(first.published) < len("2031-05-05")
        ):
            return "none", None
        clock = "T" in first.published and not first.published.endswith("T00:00:00")
        when = datetime.fromisoformat(first.published[:19])
        if kind == "same day":
            return kind, when.date().isoformat()
        away = timedelta(hours=self.draw.randint(1, 30)) if clock else timedelta(days=self.draw.randint(1, 3))
        when = when + away if kind == "true" else when - away
        return kind, when.isoformat() if clock else when.date().isoformat()


def _own(words: str) -> Paragraph:
    return (tuple(Word(word) for word in words.split()),)


def _edited(taken: Text, text: Text) -> float:
    """Return the share of edits: words changed or left out, and words put in between, by the prose words taken."""
    before = {w.root: w.plain for p in taken for s in p for w in s if not w.quoted}
    after = [w for p in text for s in p for w in s if w.root is None or not w.quoted]
    kept = sum(1 for w in after if w.root is not None and before.get(w.root) == w.plain)
    return 1 - kept / max(len(before), 1)
