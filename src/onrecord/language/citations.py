"""Citations: the places where a report names another outlet as the source of something.

An outlet is one that the table knows (`onrecord.outlets`) or a name that ends in a word of the trade
("... News Agency", "... Courier"); which of its mentions are citations, the words around it tell: "told A",
"quoted by A", "With reporting by A", "PORT ESKE (A) -".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord import outlets
from onrecord.language.names import word_lists
from onrecord.model import Citation, Name, Span

_CREDIT = re.compile(
    r"^\W*(?:with (?:additional |further )?(?:reporting|material|files|input) (?:by|from)\b"
    r"|(?:additional |further )?reporting by\b"
    r"|.{0,80}\bcontributed(?: reporting| to this report| to this article| to this story|\b)"
    r"|(?:source|sources|agencies|credit):|©|\(with )",
    re.IGNORECASE,
)
_ARTICLE = r"(?:the\s+|a\s+)?(?:[\w’'-]+\s+){0,4}?"
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (how, re.compile(rf"\b{words}\s+{_ARTICLE}$", re.IGNORECASE))
    for how, words in (
        (
            "told",
            r"(?:told|tells|telling|interview(?:ed)? (?:with|by|to|for)|speaking to|spoke to|spoken to)",
        ),
        ("quoted by", r"(?:quoted|cited|carried)(?:\s+\w+){0,2}?\s+by"),
        ("citing", r"(?:citing|cites|cited|quoting|quotes)"),
        (
            "reported by",
            r"(?:reported|published|aired|broadcast|released|first reported)(?:\s+\w+){0,2}?\s+(?:by|on|in)",
        ),
        ("reported by", r"according to"),
    )
)
_AFTER = re.compile(
    r"^(?:['’]s)?\s*,?\s*(?:(?:also|later|earlier)\s+)?"
    r"(?:report(?:s|ed)|quoted|quotes|cited|has reported|had reported|correspondent reported|sources reported)\b"
)
_DATELINE = re.compile(r"^\W*(?:[A-Z][\w.’'-]*[ ,]+){0,6}?\(([^()\n]{2,40})\)\s*(?:[-–—]|$)")
_DATELINE_HEAD = 400
"""Code points from the start of a text within which a dateline is looked for."""
_SPEAKER_REACH = 160
"""Code points before "quoted by" within which the person quoted must be named, in the same clause."""


def find_citations(text: str, names: Sequence[Name], credit_lines: Iterable[Span] = ()) -> tuple[Citation, ...]:
    """Return the citations of a text in order.

    Args:
        text: the report's text.
        names: its names; those of organisations that sound like an outlet count as outlets.
        credit_lines: lines that reading has marked as credited (spans).

    >>> [(c.outlet, c.how) for c in find_citations("It sank, she told Agence France-Presse.", [])]
    [('AFP', 'told')]
    """
    found: dict[Span, Citation] = {}
    credited = [*credit_lines, *_credit_lines(text)]
    for span, outlet in sorted(_outlets_in(text, names).items()):
        how = _how(text, span, credited)
        if how is not None:
            found[span] = Citation(outlet=outlet, span=span, how=how, speaker=_speaker(text, span, how, names))
    return tuple(found[span] for span in sorted(found))


def _outlets_in(text: str, names: Sequence[Name]) -> dict[Span, str]:
    known = {}
    for match in outlets.mention_pattern().finditer(text):
        outlet = outlets.by_name(match[0], ambiguous=False)
        if outlet is not None:
            known[match.span()] = outlet.name
    trade = word_lists()["outlets"]
    for match in _TRADE_NAME.finditer(text):
        words = match[0].split(" ")
        while words and words[-1].lower() not in trade:
            words.pop()
        while words and words[0] in ("The", "A", "An"):
            words.pop(0)
        name = " ".join(words)
        start = match.start() + match[0].find(name)
        if len(words) > 1 and not _overlaps((start, start + len(name)), known):
            known[start, start + len(name)] = name
    dateline = _dateline(text)
    if dateline is not None and not _overlaps(dateline, known):
        known[dateline] = text[slice(*dateline)]
    return known | _short_forms(text, known, names)


_TRADE_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |the |of the )?[A-Z][\w-]+){1,4}")
_GENERIC = re.compile(
    r"\bthe (?:news )?(?:paper|newspaper|agency|broadcaster|channel|daily|magazine|station|website)\b"
)


def _short_forms(text: str, known: dict[Span, str], names: Sequence[Name]) -> dict[Span, str]:
    """Short forms of outlets that the report names in full: "Norra", "the Courier"; "the paper" where it names one."""
    firsts: dict[str, set[str]] = {}
    lasts: dict[str, set[str]] = {}
    for full in known.values():
        if len(full.split()) > 1:
            firsts.setdefault(full.split()[0], set()).add(full)
            lasts.setdefault(full.split()[-1], set()).add(full)
    found: dict[Span, str] = {}
    spans = [name.span for name in names if " " not in text[slice(*name.span)]]
    spans += [(m.start(1), m.end(1)) for m in re.finditer(r"\b[Tt]he ([A-Z]\w+)\b(?! [A-Z])", text)]
    for span in sorted(set(spans)):
        form = text[slice(*span)]
        meant = firsts.get(form, set()) or (
            lasts.get(form, set()) if text[max(0, span[0] - 4) : span[0]] in ("the ", "The ") else set()
        )
        if len(meant) == 1 and not _overlaps(span, known):
            found[span] = next(iter(meant))
    for match in _GENERIC.finditer(text):
        before = {outlet for span, outlet in known.items() if span[0] < match.start()}
        if len(before) == 1 and not _overlaps(match.span(), known):
            found[match.span()] = next(iter(before))
    return found


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _dateline(text: str) -> Span | None:
    for line in re.finditer(r"[^\n]+", text[:_DATELINE_HEAD]):
        match = _DATELINE.match(line[0])
        if match and match[1].split()[0][0].isupper() and not any(c.isdigit() for c in match[1]):
            return line.start() + match.start(1), line.start() + match.end(1)
    return None


def _credit_lines(text: str) -> list[Span]:
    found = []
    for line in re.finditer(r"[^\n]+", text):
        match = _CREDIT.match(line[0])
        if match and len(line[0].split()) <= 30:
            found.append(line.span())
    return found


def _how(text: str, span: Span, credited: Sequence[Span]) -> str | None:
    if _dateline(text) == span:
        return "dateline"
    before = text[max(0, span[0] - 80) : span[0]]
    before = re.split(r"[.;:!?\n]\s|\n", before)[-1]
    for how, pattern in _BEFORE:
        if pattern.search(before):
            return how
    if _AFTER.match(text[span[1] : span[1] + 60]):
        return "reported by"
    if any(start <= span[0] < end for start, end in credited):
        return "credit"
    return None


def _speaker(text: str, span: Span, how: str, names: Sequence[Name]) -> Span | None:
    """The last person named in the clause before "quoted by A"."""
    if how not in ("quoted by", "citing"):
        return None
    clause_start = max((text.rfind(mark, 0, span[0]) for mark in (".", ";", "\n")), default=-1) + 1
    people = [
        n.span
        for n in names
        if n.kind == "person" and max(clause_start, span[0] - _SPEAKER_REACH) <= n.span[0] < span[0]
    ]
    return people[0] if people else None
