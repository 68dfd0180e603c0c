"""Citations: the places where a report names another outlet as the source of something.

An outlet is one that the table knows (`onrecord.outlets`) or a name that ends in a word of the trade
("... News Agency", "... Courier"); which of its mentions are citations, the words around it tell: "told A",
"quoted by A", "With reporting by A", "PORT ESKE (A) -".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

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
_SKIPPED = (
    r"of|that|about|after|before|how|to|in|on|at|and|or|as|when|from|with|include|includes|including|is|was|were|his|her"
    r"|their"
)
_ARTICLE = rf"(?:the\s+|an?\s+)?(?:(?!(?:{_SKIPPED})\b)[\w’'-]+\s+){{0,4}}?"
"""What may stand between the word that cites and the outlet: "told the island's daily newspaper ..."."""
_PIECE = (
    r"(?:account|article|column|commentary|editorial|essay|exclusive|expos[eé]|interview|investigation|op-ed|piece|poll"
    r"|profile|report|scoop|story|survey)s?"
)
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (how, re.compile(rf"\b{words}\s+{_ARTICLE}$", re.IGNORECASE))
    for how, words in (
        (
            "told",
            r"(?:told|tells|telling|interview(?:ed|s)? (?:with|by|to|for|on)|speaking (?:to|with|on)|spoke (?:to|with)"
            r"|spoken to|sat down with|(?:admitted|confirmed|explained|said|statement) to|(?:in|by) an? e-?mail to"
            r"|(?:said|says|say|saying|added|argued|claimed|appeared|appearing|appearance) (?:on|at)"
            r"|(?:sent|e-?mailed)|identified(?:\s+\w+){1,3}\s+to)",
        ),
        ("quoted by", r"(?:quoted|cited|carried)(?:\s+\w+){0,2}?\s+(?:by|in)"),
        ("citing", r"(?:citing|cites|cited|quoting|quotes)"),
        (
            "reported by",
            r"(?:reported|published|aired|broadcast|first reported|seen|obtained|reviewed|viewed|examined|verified"
            r"|revealed|uncovered|disclosed)(?:\s+\w+){0,2}?\s+(?:by|on|in)",
        ),
        ("reported by", r"(?:according to|released by|obtained via|via|per|claims in|(?:gave|given) to)"),
        ("reported by", rf"{_PIECE}(?:\s+\w+)?\s+(?:in|by|from|on)"),
        ("reported by", r"(?:writing|wrote|writes|written|speculated|argued|argues)(?:\s+\w+){0,2}?\s+(?:in|for|on)"),
        ("reported by", r"[,\"”’]\s*(?:said|says|reported|reports|wrote|writes|noted)"),
    )
)
_SAYS = (
    r"(?:reports?|reported|quoted|quotes|cited|cites|says|said|writes|wrote|notes|noted|explains|explained|adds|added"
    r"|claims|claimed|reveals|revealed|learned|learnt|confirmed|found|disclosed|broke|implied|obtained|published|posted|broadcast|aired)"
)
_PRESENTER = r"(?:anchor|columnist|commentator|correspondent|editor|host|journalist|presenter|producer|reporter|writer)"
_PERSON = r"(?:[A-Z][\w.’'-]*\s+){1,4}"
_OF_ITSELF = (
    r"(?:would|will|was|were|is|are|had|planned|plans|intends|did|does|declined|could|cannot|can|has\s+no|have\s+no)\b"
)
"""What an outlet says so of is its own business, not the news: "the Courier said it would close"."""
_AFTER = re.compile(
    r"^(?:['’]s?)?(?:,[^,\n]{3,60},)?\s*,?\s*"
    r"(?:(?:also|later|earlier|first|\w+ly|today|has|have|had|newspaper|magazine|news\s+agency|agency)\s+){0,2}"
    rf"(?!(?:says|said|confirmed|adds|added|claims|claimed)\s+(?:(?:that\s+)?(?:it|they)\s+{_OF_ITSELF}|in\s+a\s+statement))"
    rf"(?:{_SAYS}\b"
    r"|correspondent\s+reported\b|sources\s+reported\b)"
    rf"|^['’]s?\s+(?:{_PRESENTER}\s+)?{_PERSON}{_SAYS}\b"  # "Norra News's Mara Velt reports"
    rf"|^\s+{_PRESENTER}s?\s+(?:{_PERSON})?{_SAYS}\b"  # "Norra News reporter Mara Velt writes"
    rf"|^(?:['’]s?)?\s+(?:\w+\s+)?{_PIECE}\b"  # "in a Norra News report"
    rf"|^,\s+{_PERSON}(?:{_SAYS}|argued|argues|speculated)\b"  # "In the Courier, Mara Velt wrote"
)
_OTHER_NAME = re.compile(r"^['’]s\s+[A-Z]")
"""Behind a form that is also a word, it makes another name of it: "the People's Bank"."""
_AFFILIATE = re.compile(r"^['’]?s?\s+affiliate\b", re.IGNORECASE)
"""Another station, which carries some of its programmes: "told Norra TV affiliate Radio Esk"."""
_PICTURE_AFTER = re.compile(
    r"^[^\S\n]*[/|]?[^\S\n]*(?:via\s+)?(?:Getty|Shutterstock|file\s+photo|photo|image|picture)", re.IGNORECASE
)
_PICTURE_BEFORE = re.compile(
    r"(?:(?:photo|image|picture|graphic)s?\s*(?:by|credit)?[:/ ]|getty images\s*/)\s*$|\([A-Z][\w .'’-]{2,40}/\s*$",
    re.IGNORECASE,
)
"""A credit for a picture tells nothing of where the words come from: "(Mara Velt/Norra News)", "Norra/Getty Images"."""
_JOINED = re.compile(r"^(?:['’]s)?(?:\s+newspaper)?\s*(?:,|/|-|,?\s*(?:and|or|&))\s*(?:the\s+)?$", re.IGNORECASE)
"""Between two outlets that are named in one breath: "Norra News and the Harbour Courier reported"."""
_DATELINE = re.compile(r"^\W*(?:[A-Z0-9][\w.’'-]*[ ,]+){0,8}?\(([^()\n]{2,40})\)\s*(?:[-–—]|$)")
_BARE_DATELINE = re.compile(r"^(?:[A-Z][\w.’'-]*,? ){0,4}\(([^()\n]{2,30})\)\s+(?=[A-Z“\"])")
"""A line that opens with an outlet and no dash behind it; of outlets that the table knows only."""
_DATE_LINE = re.compile(
    r"(?:^|\b(?:[Uu]pdated|[Pp]ublished|[Pp]osted):?\s)[\w :,./-]{0,60}\d[\w :,./-]{0,30}\(([^()\n]{2,30})\)\s*$"
)
"""A line of a date, with the outlet whose text it is: "Updated: 2024-12-06 06:50 (Norra)"; the same."""
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
    credited = [*credit_lines, *_credit_lines(text)]
    certain = _outlets_in(text, names)
    named = sorted((certain | _loose_forms(text, certain, names)).items())
    found = [_how(text, span, credited, certain=span in certain) for span, _ in named]
    hows = _in_one_breath(text, named, found)
    return tuple(
        Citation(outlet=outlet, span=span, how=how, speaker=_speaker(text, span, how, names))
        for (span, outlet), how in zip(named, hows, strict=True)
        if how is not None
    )


def _in_one_breath(text: str, named: Sequence[tuple[Span, str]], hows: list[str | None]) -> list[str | None]:
    """Give outlets that are joined by a comma or "and" what is said of one of them: "A, B and C reported"."""
    hows = list(hows)
    order = range(len(named) - 1)
    for near, far in (*((at, at + 1) for at in order), *((at + 1, at) for at in reversed(order))):
        how, first, second = hows[near], *sorted((near, far))
        joined = _JOINED.match(text[named[first][0][1] : named[second][0][0]])
        if how not in (None, "dateline") and hows[far] is None and joined:
            hows[far] = how
    return hows


def _loose_forms(text: str, known: Mapping[Span, str], names: Sequence[Name]) -> dict[Span, str]:
    """Forms that are also ordinary words, which only the words before them can show to be outlets: "told Variety"."""
    found = {}
    for match in outlets.in_use().loose_pattern.finditer(text):
        outlet = outlets.by_name(match[0])
        if outlet is not None and not _overlaps(match.span(), known) and not _in_a_person(match, names):
            found[match.span()] = outlet.name
    return found


def _outlets_in(text: str, names: Sequence[Name]) -> dict[Span, str]:
    known = {}
    for match in outlets.mention_pattern().finditer(text):
        outlet = outlets.by_name(match[0], ambiguous=False)
        if outlet is not None and not _in_a_person(match, names):
            known[match.span()] = outlet.name
    trade = word_lists()["outlets"]
    for match in _TRADE_NAME.finditer(text):
        words = match[0].split(" ")
        while words and words[-1].lower() not in trade:
            words.pop()
        while words and words[0].lower() in _LEADING:
            words.pop(0)
        name = " ".join(words)
        if not words or _is_of_another_trade(words, text[max(0, match.start() - _TRADE_REACH) : match.start()]):
            continue
        start = match.start() + match[0].find(name)
        if len(words) > 1 and not _overlaps((start, start + len(name)), known):
            known[start, start + len(name)] = name
    dateline = _dateline(text)
    if dateline is not None and not _overlaps(dateline, known):
        known[dateline] = text[slice(*dateline)]
    return known | _short_forms(text, known, names)


_LEADING = frozenset(
    {"a", "according", "after", "an", "and", "as", "at", "but", "by", "for", "following", "from", "if", "in", "like",
     "on", "since", "so", "that", "the", "to", "via", "when", "while", "with"}
)  # fmt: skip
"""Words that open a sentence or a heading before a name and are none of it: "Following the Courier ..."."""
_TRADE_REACH = 80
"""Code points before a name in which research is spoken of."""
_RESEARCH = re.compile(r"\b(?:findings|paper|research|researchers|scientists|stud(?:y|ies))\b", re.IGNORECASE)
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
        before = {o for span, o in known.items() if span[0] < match.start() and text[span[0] - 1 : span[0]] != "("}
        before = {outlet for outlet in before if not _is_another_kind(outlet, match[0])}
        if len(before) == 1 and not _overlaps(match.span(), known):
            found[match.span()] = next(iter(before))
    return found


def _is_of_another_trade(words: Sequence[str], before: str) -> bool:
    """Whether a name only ends as an outlet's: "the Atomic Energy Agency", the journal that research stands in."""
    if words[-1] == "Agency":
        return words[-2:-1] not in (["News"], ["Press"], ["Information"], ["Telegraph"])
    return words[-1] == "Journal" and _RESEARCH.search(before) is not None


def _is_another_kind(outlet: str, called: str) -> bool:
    """Whether the table knows that an outlet is not what it is called: a broadcaster is no paper."""
    known = outlets.by_name(outlet, ambiguous=False)
    printed = {"paper", "newspaper", "daily", "magazine"}
    aired = {"broadcaster", "channel", "station"}
    word = called.split()[-1]
    return known is not None and (
        (known.kind == "broadcaster" and word in printed) or (known.kind == "newspaper" and word in aired)
    )


def _in_a_person(match: re.Match[str], names: Sequence[Name]) -> bool:
    """Whether the words are a name's part: the report has a person "Randy Orbis", and Orbis is a magazine too."""
    form = match[0].split()
    people = (match.string[slice(*name.span)].split() for name in names if name.kind == "person")
    return any(len(words) > len(form) and words[-len(form) :] == form for words in people)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _dateline(text: str) -> Span | None:
    for line in re.finditer(r"[^\n]+", text[:_DATELINE_HEAD]):
        match = _DATELINE.match(line[0])
        if match is None:
            match = _BARE_DATELINE.match(line[0]) or _DATE_LINE.search(line[0])
            if match is not None and outlets.by_name(match[1]) is None:
                continue
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


def _how(text: str, span: Span, credited: Sequence[Span], *, certain: bool) -> str | None:
    if _dateline(text) == span:
        return "dateline"
    before = text[max(0, span[0] - 80) : span[0]]
    before = re.split(r"[.;:!?\n]\s|\n", before)[-1]
    after = text[span[1] : span[1] + 80]
    if _PICTURE_AFTER.match(after) or _PICTURE_BEFORE.search(before):
        return None
    if _AFFILIATE.match(after):
        return None
    # "the Beacon reported": the capital after "the" shows a name, the verb an outlet's.
    short = text[slice(*span)].isupper() or text[: span[0]].endswith(" the ")
    if not (certain or short) and _OTHER_NAME.match(after):
        return None
    for how, pattern in _BEFORE:
        if pattern.search(before):
            return how
    if not (certain or short):
        return None
    if _AFTER.match(after.partition("\n")[0]):
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
