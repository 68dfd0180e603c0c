"""What the text of an article says of the article: its title, a dateline, an address, a day of publication.

These clues are weaker than what a person or a page's metadata says. Each is a form that outlets use for this and
for nothing else; a date inside a sentence ("on March 18") is when something happened, and says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.outlets import Outlet, by_name
from onrecord.reading.dates import DATE, MONTHS, read_match
from onrecord.reading.facts import Fact, Facts, one_line
from onrecord.reading.furniture import find_furniture, lines_below

MAX_TITLE = 150
"""In code points; of 327 headlines of news sites the longest had 125."""
TITLE_LINES = 5
"""A title stands in the first lines of a text, after a section's or an outlet's name."""
TOP_LINES = 6
BOTTOM_LINES = 4
"""Where a date line or an outlet's own line speaks of the article: near its top or its end."""

_URL_LABEL = re.compile(r"(?:original|source|article)\s+(?:url|link|article)\s*:\s*", re.IGNORECASE)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_BROKEN_URL = re.compile(r"(https?://\S+) ([-/_.?&=#%]\S*)", re.IGNORECASE)
# Atomic: a run of hyphens is parted in one way only, or it would take time without end.
_PLACE = r"(?>[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*(?:[ ,/-]+[\w.'’-]+){0,6})"
_DATELINE = re.compile(rf"(?P<place>{_PLACE})\s?\((?P<name>[^()]{{2,40}})\)\s?(?:[-–—―]+|--)\s")
_CREDITED_START = re.compile(r"\((?P<name>[^()]{2,40})\)\s?(?:[-–—―]+\s)?(?=[A-Z“\"'‘])")
_DATE_LINE = re.compile(
    r"(?:(?-i:[A-Z])[\w’'.-]*(?: [\w’'.-]+){0,4}(?:,| [-–—|•]) )?"  # the outlet or the place: "Norra News, 4 May 2031"
    r"(?P<label>first published|published|posted|last updated|updated|date)?(?: on| at)?\s?:?\s?"
    rf"(?:{DATE})(?: by [\w ]{{2,40}})?(?: ?\([^()]{{2,40}}\))?\.?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?<!\s)\s++(?=(?:first published|last updated|published|posted|updated)\b)", re.IGNORECASE)
_LATER = frozenset({"updated", "last updated"})


def find_title(text: str, known: str | None) -> tuple[str | None, Span | None]:
    r"""Return the title and where it stands in the text.

    Args:
        text: the frozen text.
        known: the title that metadata gives. Where it stands in the text's first lines, the span says so. Where no
            title is known, the
            first line is one if it looks like a headline: short, no full stop at its end, and more text below it.

    >>> find_title("Port of Eske opens\n\nThe port opens on Monday.\n", None)
    ('Port of Eske opens', (0, 18))
    >>> find_title("The port opens on Monday.\nShips wait.\n", None)
    (None, None)
    """
    lines = list(lines_below(text, None))
    if known is not None:
        return known, _span_of_title(text, lines[:TITLE_LINES], known)
    for span in lines[:1]:
        start = span[0] + len(re.match(r"#{1,3} +|\*\*|", text[span[0] : span[1]]).group())  # type: ignore[union-attr]
        words = _without_tail(text[start : span[1]].removesuffix("**"))
        if len(lines) > 1 and _is_headline(words):
            return one_line(words), (start, start + len(words))
    return None, None


def clues_in(text: str, title: Span | None) -> Facts:
    """Return the address, the day and the outlet that forms of the text give.

    Args:
        text: the frozen text.
        title: where the title stands in it.

    >>> clues_in("PORT ESKE (Norra) - The port opens on Monday.", None)["outlet"]
    Fact(value='Norra', basis='dateline: "PORT ESKE (Norra)"')
    """
    lines = list(lines_below(text, title))
    ends = [*lines[:TOP_LINES], *lines[max(TOP_LINES, len(lines) - BOTTOM_LINES) :]]
    found = {
        "url": _url(text),
        "published": _published([text[slice(*span)] for span in ends]),
        "outlet": _outlet(text, lines, ends),
    }
    return {field: fact for field, fact in found.items() if fact is not None}


def _url(text: str) -> Fact | None:
    """Read "Original url:" and the address on its line or the next; two that differ say nothing."""
    found: set[str] = set()
    for label in _URL_LABEL.finditer(text):
        line = text[label.end() :].lstrip().partition("\n")[0].strip()
        broken = _BROKEN_URL.fullmatch(line)
        # An address has no space: a line that is an address, a space and "-a87256" was broken where it wraps.
        whole = broken.group(1) + broken.group(2) if broken else line
        if _URL.fullmatch(whole):
            found.add(whole)
    return Fact(found.pop(), 'text: after "Original url:"') if len(found) == 1 else None


def _published(lines: Sequence[str]) -> Fact | None:
    """Read lines that are a date and nothing else; one that says when it was updated counts only alone."""
    first: dict[str, str] = {}
    later: dict[str, str] = {}
    for line in lines:
        line = line.strip(" *_")
        match = _DATE_LINE.fullmatch(line)
        day = read_match(match) if match else None
        if match and day:
            kind = later if (match.group("label") or "").casefold() in _LATER else first
            kind[day] = line
    for found in (first, later):
        # The same day with and without a time is one day, and the time is the better word for it.
        days = {day[:10] for day in found}
        if len(days) == 1:
            day = max(found, key=lambda day: (len(day), day))
            same = [each for each in found if len(each) > len("2000-01-01")]
            day = same[0] if len(same) == 1 else days.pop() if len(same) > 1 else day
            line = found.get(day) or next(iter(found.values()))
            return Fact(day, f'date line: "{line}"')
        if found:
            return None
    return None


def _outlet(text: str, lines: Sequence[Span], ends: Sequence[Span]) -> Fact | None:
    """Prefer an outlet that is no wire: a wire's name may say no more than where the words came from."""
    own: list[Fact] = []
    wires: list[Fact] = []
    for span in lines[:TITLE_LINES]:
        for outlet, name, quoted in _datelines(text[slice(*span)]):
            fact = Fact(outlet.name if outlet else name, f'dateline: "{quoted}"')
            (wires if outlet is not None and outlet.wire else own).append(fact)
        if wires or own:
            break
    for span in ends:
        words = text[slice(*span)].strip(" *_")
        outlet = by_name(words, ambiguous=False)
        if outlet is not None and not outlet.wire:
            own.append(Fact(outlet.name, f'text: the line "{words}"'))
    if len({fact.value for fact in own}) > 1:
        return None
    return next(iter([*own, *wires]), None)


def _datelines(line: str) -> list[tuple[Outlet | None, str, str]]:
    match = _DATELINE.match(line)
    if match:
        name = match.group("name").strip()
        outlet = by_name(name, ambiguous=False)
        if outlet is not None or (match.group("place").partition(",")[0].isupper() and _is_outlet_name(name)):
            return [(outlet, name, line[: match.start("name") + len(match.group("name")) + 1])]
    match = _CREDITED_START.match(line)
    outlet = by_name(match.group("name"), ambiguous=False) if match else None
    return [(outlet, outlet.name, match.group().strip(" -–—―"))] if match and outlet else []


def _is_outlet_name(name: str) -> bool:
    """Tell "(Norra)" in "PORT ESKE (Norra) -" from "(Mo.)", "(Dec. 6)" and "(see map)"."""
    words = name.split()
    months = [word for word in words if word.strip(".,").casefold() in MONTHS]
    return (
        len(words) <= 4
        and name[0].isupper()
        and not name.endswith(".")
        and not months
        and not any(c.isdigit() for c in name)
    )


def _span_of_title(text: str, lines: Sequence[Span], title: str) -> Span | None:
    wanted = _folded(title)
    if not wanted:
        return None
    for start, end in lines:
        words = text[start:end]
        lead = len(words) - len(words.lstrip("#* "))
        for stop in sorted({len(words.rstrip("* ")), lead + len(title)}, reverse=True):
            if (
                stop <= len(words)
                and _folded(words[lead:stop]) == wanted
                and (stop == len(words) or not words[stop].isalnum())
            ):
                whole = stop >= len(words.rstrip("* "))
                # "Port of Eske opens Updated: 2031-05-04": a title may have furniture behind it.
                if whole or _all_furniture(words[stop:]):
                    return start + lead, start + stop
    return None


def _all_furniture(words: str) -> bool:
    words = words.strip()
    found = find_furniture(words)
    return bool(found) and found[0].span == (0, len(words))


def _without_tail(words: str) -> str:
    """Cut "Updated: 2031-05-04 13:14" from the headline that it hangs on."""
    for match in _TAIL.finditer(words):
        if _all_furniture(words[match.end() :]):
            return words[: match.start()]
    return words


def _is_headline(words: str) -> bool:
    words = words.strip()
    if len(words.split()) == 1 or len(words) > MAX_TITLE or words[-1] in ".:;,…-–—":
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "\"'“‘«¿¡$€£"):
        return False
    return not _datelines(words) and not find_furniture(words)


def _folded(text: str) -> str:
    return one_line(text).casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
