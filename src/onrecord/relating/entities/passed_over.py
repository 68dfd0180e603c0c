"""Names that a report's analysis passed over: the same words, with the same capitals, are names elsewhere in the story.

A tagger reads each sentence alone, and misses about one name in ten. What is taken for a name in most places where it
stands is one in the others too. A word that the story also writes small ("the gates", and a man called Gates) may open
a sentence without being a name, so there it is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import EntityKind, Name, Report, Span
from onrecord.relating.entities.words import fold, name_words

ESTABLISHED = 3
"""Places where the analyses take some words for a name, before they are looked for elsewhere."""
SHARE = 0.5
"""Of all places where the words stand alone, the fraction in which they are taken for a name."""
LONGEST = 6
"""Words of a name that is looked for."""

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<![^\W_])[^\W_a-z][^\W_]*")
_OPENS = re.compile(r"(?:^|[.!?:;\n\"“”‘•|–—-])[\s\"“”‘’'\[(]*$")
_POSSESSIVE = re.compile(r"\s?['’]s?$")


def completed(reports: Sequence[Report], names: Mapping[str, Sequence[Name]]) -> dict[str, tuple[Name, ...]]:
    """Return, by report id, its names with those that its analysis passed over or cut short, in text order.

    Args:
        reports: The reports of a story, in any order.
        names: The names that the analysis of each report found, by report id.
    """
    kinds = _kinds(reports, names)
    by_first: dict[str, list[_Words]] = defaultdict(list)
    for text in sorted(kinds):
        words = tuple(_WORD.findall(text))
        if words and len(words) <= LONGEST:
            by_first[words[0]].append(_Words(text, words))
    for found in by_first.values():
        found.sort(key=lambda one: (-len(one.text), one.text))
    small = {word for report in reports for word in set(_WORD.findall(report.text)) if word.islower()}
    places = {report.id: tuple(_places(report, names[report.id], by_first, small)) for report in reports}
    alone = Counter(text for found in places.values() for text, _, passed_over in found if passed_over)
    taken = {text for text, votes in kinds.items() if votes.total() >= SHARE * (votes.total() + alone[text])}
    return {
        report.id: _with(names[report.id], [(_kind(kinds[t]), span) for t, span, _ in places[report.id] if t in taken])
        for report in reports
    }


def _with(names: Sequence[Name], found: Sequence[tuple[EntityKind, Span]]) -> tuple[Name, ...]:
    """Put names in; what one of them holds was a part of it."""
    spans = sorted(span for _, span in found)

    def is_part(name: Name) -> bool:
        before = bisect_right(spans, (name.span[0], name.span[1])) - 1
        return any(s <= name.span[0] and name.span[1] <= e for s, e in spans[max(0, before) : before + 2])

    kept = [name for name in names if not is_part(name)]
    return tuple(sorted([*kept, *(Name(span=span, kind=kind) for kind, span in found)], key=lambda name: name.span))


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    words: tuple[str, ...]


def _kinds(reports: Sequence[Report], names: Mapping[str, Sequence[Name]]) -> dict[str, Counter[EntityKind]]:
    """The words that are established as a name, with what the analyses took them for."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for report in reports:
        for name in names[report.id]:
            text = _POSSESSIVE.sub("", report.slice(name.span).strip())
            votes[text][name.kind] += 1
    return {text: found for text, found in votes.items() if found.total() >= ESTABLISHED and _may_be_sought(text)}


def _may_be_sought(text: str) -> bool:
    key = fold(text)
    return len(text) > 1 and text[0].isupper() and "\n" not in text and key not in name_words().not_names


def _kind(votes: Counter[EntityKind]) -> EntityKind:
    return max(votes, key=lambda kind: (votes[kind], kind))


def _places(
    report: Report, names: Sequence[Name], by_first: Mapping[str, Sequence[_Words]], small: set[str]
) -> Iterator[tuple[str, Span, bool]]:
    """Yield the places where words stand that are established as a name, outside furniture and longer names.

    And whether the analysis passed over all of it: a part of it may be a name.
    """
    pieces = {piece.span for piece in report.furniture}
    held = sorted([*{name.span for name in names}, *pieces])
    text, position, next_held = report.text, 0, 0
    for match in _CAPITAL.finditer(text):
        start = match.start()
        candidates = by_first.get(match.group())
        if candidates is None or start < position:
            continue
        while next_held < len(held) and held[next_held][1] <= start:
            next_held += 1
        for one in candidates:
            end = start + len(one.text)
            if text[start:end] != one.text or text[end : end + 1].isalnum():
                continue
            touched = [(s, e) for s, e in held[next_held : next_held + 4] if s < end and e > start]
            if any(s < start or e > end or (s, e) == (start, end) or (s, e) in pieces for s, e in touched):
                continue
            opens = one.words[0].casefold() in small and len(one.words) == 1
            if (opens and _OPENS.search(text[max(0, start - 8) : start])) or _goes_on(text, start, end):
                break
            yield one.text, (start, end), not touched
            position = end
            break


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the words are part of a longer word or name: "Berg-like", "x.com/Berg", "Berg Street"."""
    return (text[start - 1 : start] in ("@", "#", "/", "-", "_", "'", "’") and start > 0) or text[end : end + 1] in (
        "@",
        "/",
        "_",
    )
