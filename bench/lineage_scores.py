"""How right the copies are that are claimed in a generated pile: who from whom, the words, the direction.

**Who from whom.** A gold edge joins a report to the one that it was made from, where the two have `least` prose words
or more of one root: words of the copy that were taken from the origin, edited ones among them. Where what a report
was made from is not in the pile, those made from it, and what it was itself made from, are one *group*: they are
right when they are joined, by any edges that hold the group together, and n reports that share enough take n - 1 of
them; further edges inside a group are neither right nor wrong. Any other claimed pair is wrong, among them the
grandparent where the parent is there, and two copies of one origin that is there; a pair that shares too few words to
be asked for is left out. F1 is over all edges of all piles.

**Words.** Code points of the copy's words outside quotations: right where a passage holds a word that has the same
root in both reports, edited or not, for a passage is a stretch with its small edits. Asked for are those of the gold
edges.

**Direction.** Over claimed pairs of which one was made of the other, at any remove: right, wrong, or left open; by
what the copy bears to tell it by: a credit that names this origin, or the kind of time that it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from lineage_copies import Made, Pile
from onrecord.model import Passage, Span

BANDS = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.61))
"""Shares of the words that were edited, by which recall is told apart."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A copy as a system claims it: report ids, whether it says which was first, and the passages if it has them."""

    origin: str
    copy: str
    directed: bool
    passages: tuple[Passage, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts over piles."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    chars_right: int = 0
    chars_claimed: int = 0
    chars_gold: int = 0
    bands: Counter[tuple[tuple[float, float], bool]] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(evidence that the copy bears, `right`, `wrong` or `open`)."""
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right by claimed, 0..1."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right by asked for, 0..1."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Of who from whom, 0..1."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def chars_f1(self) -> float:
        """Of the code points of passages, 0..1."""
        return 2 * self.chars_right / max(1, self.chars_claimed + self.chars_gold)


class Gold:
    """What is known of a pile.

    Args:
        pile: The pile.
        least: Prose words of one root from which an edge is asked for.
        kept: Count only words that were not edited.
    """

    def __init__(self, pile: Pile, least: int, *, kept: bool = False) -> None:
        self.made = {one.report.id: one for one in pile.made.values() if one.present}
        self._by_name = pile.made
        self._kept = kept
        self.edges: dict[frozenset[str], tuple[str, str]] = {}
        groups: dict[str, set[str]] = {}
        for one in self.made.values():
            for parent in map(pile.made.__getitem__, one.parents):
                if parent.present:
                    if self.shared(parent, one) >= least:
                        self.edges[frozenset((parent.report.id, one.report.id))] = parent.report.id, one.report.id
                else:
                    group = groups.setdefault(parent.name, set())
                    group.add(one.report.id)
                    group.update(above.report.id for name in parent.parents if (above := pile.made[name]).present)
        self.groups = [part for _, group in sorted(groups.items()) for part in self._parts(group, least)]
        self.least = least

    def shared(self, one: Made, other: Made) -> int:
        """Return the prose words of one root that two reports have."""
        return len(self._prose(one) & self._prose(other))

    def _prose(self, one: Made) -> set[object]:
        return {(root, plain) if self._kept else root for _, root, plain, quoted in one.words if not quoted}

    def _parts(self, group: set[str], least: int) -> list[frozenset[str]]:
        joins = [
            pair
            for pair in combinations(sorted(group), 2)
            if self.shared(self.made[pair[0]], self.made[pair[1]]) >= least
        ]
        return [part for part in components(group, joins) if len(part) > 1]

    def above(self, one: str, other: str) -> bool:
        """Say whether a report is among those that the other was made of, at any remove."""
        names = list(self.made[other].parents)
        while names:
            parent = self._by_name[names.pop()]
            if parent.report.id == one:
                return True
            names += parent.parents
        return False


def score(pile: Pile, claimed: Sequence[Claimed], tally: Tally, least: int, *, kept: bool = False) -> None:
    """Add what a system claims of a pile to a tally."""
    gold = Gold(pile, least, kept=kept)
    pairs = {frozenset((one.origin, one.copy)) for one in claimed}
    inside = [(pair, group) for pair in pairs for group in gold.groups if pair <= group]
    for pair, (origin, copy) in gold.edges.items():
        found = pair in pairs
        tally.right += found
        tally.missed += not found
        _band(tally, gold.made[copy], found)
        if not found:
            tally.errors.append(f"{pile.name}: missed {_told(gold, origin, copy)}")
    for group in gold.groups:
        joined = len(group) - len(components(group, [tuple(sorted(pair)) for pair, of in inside if of == group]))
        tally.right += joined
        tally.missed += len(group) - 1 - joined
        if joined < len(group) - 1:
            tally.errors.append(f"{pile.name}: not joined {sorted(gold.made[r].name for r in group)}")
    for pair in sorted(pairs, key=sorted):
        one, other = (gold.made[r] for r in sorted(pair))
        related = Gold(pile, 1, kept=kept).shared(one, other)
        if pair not in gold.edges and not any(pair <= group for group in gold.groups) and not 0 < related < least:
            tally.wrong += 1
            tally.errors.append(f"{pile.name}: wrong {_told(gold, one.report.id, other.report.id)}")
    for claim in claimed:
        _direction(tally, gold, claim)
        _words(tally, gold, claim)
    for origin, copy in gold.edges.values():
        taken = _taken(gold.made[origin], gold.made[copy])
        tally.chars_gold += sum(end - start for start, end in taken)


def _told(gold: Gold, one: str, other: str) -> str:
    a, b = gold.made[one], gold.made[other]
    return (
        f"{a.name} {a.parents} - {b.name} {b.parents}, {gold.shared(a, b)} words of one root, "
        f"{len(_same(a, b))} the same, edited {a.edited:.2f} {b.edited:.2f}"
    )


def _band(tally: Tally, copy: Made, found: bool) -> None:
    band = next(band for band in BANDS if copy.edited < band[1] or band == BANDS[-1])
    tally.bands[band, found] += 1


def _same(one: Made, other: Made) -> list[tuple[tuple[int, int], tuple[str, int], str, bool]]:
    """Return the prose words of the second report that the first has too, unchanged."""
    there = {(root, plain) for _, root, plain, _ in one.words}
    return [word for word in other.words if not word[3] and (word[1], word[2]) in there]


def _taken(one: Made, other: Made) -> set[Span]:
    """Return the prose words of the second report that have the root of one in the first, edited or not."""
    there = {root for _, root, _, _ in one.words}
    return {span for span, root, _, quoted in other.words if root in there and not quoted}


def _direction(tally: Tally, gold: Gold, claim: Claimed) -> None:
    down, up = gold.above(claim.origin, claim.copy), gold.above(claim.copy, claim.origin)
    if not down and not up:
        return
    origin, copy = (gold.made[r] for r in ((claim.origin, claim.copy) if down else (claim.copy, claim.origin)))
    credited = copy.credit != "none" and copy.parents[0] == origin.name
    evidence = "credit" if credited else f"times {copy.times}"
    tally.ways[evidence, "open" if not claim.directed else "right" if down else "wrong"] += 1


def _words(tally: Tally, gold: Gold, claim: Claimed) -> None:
    if not claim.passages:
        return
    turned = gold.above(claim.copy, claim.origin)
    origin, copy = (claim.copy, claim.origin) if turned else (claim.origin, claim.copy)
    spans = [passage.origin if turned else passage.copy for passage in claim.passages]
    made = gold.made[copy]
    quoted = {span for span, _, _, is_quoted in made.words if is_quoted}
    right = _taken(gold.made[origin], made)
    pair = frozenset((origin, copy))
    asked = pair in gold.edges
    for start, end in spans:
        held = {span for span in right if start < span[1] and span[0] < end}
        covered = sum(e - s for s, e in held)
        quotation = sum(min(e, end) - max(s, start) for s, e in quoted if s < end and start < e)
        if asked or not right:
            tally.chars_right += covered
            tally.chars_claimed += max(covered, end - start - quotation - _gaps(made, start, end))


def _gaps(made: Made, start: int, end: int) -> int:
    """Return the white space inside a span, which words do not count."""
    return sum(1 for c in made.report.text[start:end] if c.isspace())


def components(items: Iterable[str], joins: Iterable[tuple[str, ...]]) -> list[frozenset[str]]:
    """Return the parts that joins hold together."""
    part = {item: {item} for item in sorted(items)}
    for one, other in joins:
        if part[one] is not part[other]:
            part[one] |= part[other]
            for item in part[other]:
                part[item] = part[one]
    return sorted({frozenset(p) for p in part.values()}, key=sorted)
