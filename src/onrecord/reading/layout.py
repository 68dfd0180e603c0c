"""Furniture that shows by its place among a report's other lines, not by its wording.

In: a text, its lines, and which of them are known to be furniture. Out: what the other lines are, by their span. Five
habits of pages: the numbered pictures of a gallery, captions in a row, headings of other stories in capitals, words
of the report set once more in large type, and headlines listed under "Read more:".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from onrecord.model import Span

MIN_GALLERY = 3
"""So many pictures "1/30 ...", "2/30 ..." make a gallery: "9/11" and "24/7" begin sentences, not three of one total."""
MIN_TEASERS = 3
"""So many runs of capitals make a line of teasers; a paragraph with one or two has names of laws or of ships in it."""
MIN_QUOTED_WORDS = 8
"""The fewest words that are taken for a repeat of the report's own: shorter ones are titles and headings."""
MAX_SIGNATURE = 8
"""The most words of a name and an office behind a repeated quotation; the longest that we met had 8."""
MIN_CAPTION, MAX_CAPTION = 40, 250
"""The length of a caption in a row, in code points: of 60 that we met the shortest had 57 and the longest 242."""
MAX_LISTED = 300
"""The longest line of headlines in a list of links, in code points; the longest that we met had 214."""

_PICTURE = re.compile(r"(\d{1,3})/(\d{1,3}) ")
_PICTURE_INSIDE = re.compile(r"(?<!\S)(\d{1,3})/(\d{1,3})(?!\S)")
_ENDED = re.compile(r"[.!?…:;,–—-][\"”’')\]*_]*$")
_TAILED = re.compile(r"[.!?…][\"”’']* ?[(\[—][^.!?]*[)\]]?$")
_STOP_INSIDE = re.compile(r"[.!?…][\"”’')\]]* |\.\w")
_FULL_STOP = re.compile(r"[a-z0-9”\"’)]\.(?:\s|$)")
_CAPITALS = re.compile(r"(?<!\S)['‘]?[A-Z][A-Z'’&-]+(?: [A-Z'’&-]+)+[!?]?['’]? (?=['‘]?\w)")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SIGNATURE = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+")
_BULLET = re.compile(r"[-–—•*·#>\d\[(|]")
_PICTURES = frozenset({"caption", "gallery", "pull-quote"})
_OF_PICTURES = re.compile(
    r"^scroll down for (?:video|more|pictures|photos)"
    r"|\(pictured\b|\bpictured\)|, pictured(?:,|$)|\b(?:is|are) pictured\b",
    re.IGNORECASE,
)


def find_arranged(text: str, lines: Sequence[Span], known: Mapping[Span, str], lists: Set[Span]) -> dict[Span, str]:
    r"""Return the kind of each line that is furniture by its place.

    Args:
        text: the frozen text.
        lines: all its lines, in order.
        known: the kind of each line that is furniture by its wording.
        lists: the lines among them that announce a list of links ("Read more:").

    >>> text = "1/3 The wall\n2/3 The port\n3/3 The sea"
    >>> sorted(find_arranged(text, [(0, 12), (13, 25), (26, 37)], {}, set()).values())
    ['caption', 'caption', 'caption']
    """
    free = [line for line in lines if line not in known]
    found = dict.fromkeys(_listed(text, lines, known, lists), "related")
    found |= dict.fromkeys(_numbered(text, free), "caption")
    for line in free:
        words = text[slice(*line)]
        if _is_gallery(words):
            found[line] = "gallery"
        elif _is_teasers(words):
            found[line] = "related"
    found |= dict.fromkeys(_repeated(text, [line for line in free if line not in found]), "pull-quote")
    found |= dict.fromkeys(_captions_in_a_row(text, lines, {**known, **found}), "caption")
    return found


def _numbered(text: str, lines: Sequence[Span]) -> list[Span]:
    """Return the lines that number the pictures of a gallery: "1/30 The wall from the sea", "2/30 ..."."""
    numbered: dict[str, list[Span]] = {}
    for line in lines:
        match = _PICTURE.match(text, *line)
        if match and 0 < int(match.group(1)) <= int(match.group(2)):
            numbered.setdefault(match.group(2), []).append(line)
    return [line for same in numbered.values() if len(same) >= MIN_GALLERY for line in same]


def _is_gallery(words: str) -> bool:
    """Tell a whole gallery in one line: "The storm 8 show all 1/8 The wall Jane Doe/Norra 2/8 The port ... 8/8 ..."."""
    places = _PICTURE_INSIDE.findall(words)
    totals = {total for _, total in places}
    counted = [int(number) for number, _ in places] == [*range(1, len(places) + 1)]
    return len(places) >= MIN_GALLERY and len(totals) == 1 and counted


def _is_teasers(words: str) -> bool:
    """Tell headings of other stories in one line: "STORM SHOCK Wall falls in Eske SEA RAGE Port is shut OH NO ..."."""
    return len(_CAPITALS.findall(words)) >= MIN_TEASERS and _FULL_STOP.search(words) is None


def _repeated(text: str, lines: Sequence[Span]) -> list[Span]:
    """Return the lines that set words of the report once more in large type, with or without who said them.

    Nothing is lost with them: the words stand in a paragraph. A line that ends as a sentence does is kept.
    """
    paragraphs = "\n".join(_plain(text[slice(*line)]) for line in lines if _ends(text, line))
    return [line for line in lines if not _ends(text, line) and _stands_in(text[slice(*line)], paragraphs)]


def _stands_in(words: str, paragraphs: str) -> bool:
    places = list(_WORD.finditer(words))
    for count in range(len(places), max(MIN_QUOTED_WORDS, len(places) - MAX_SIGNATURE) - 1, -1):
        signed = count < len(places)
        if signed and _SIGNATURE.match(words, places[count].start()) is None:
            continue
        if _plain(words[: places[count - 1].end()]) in paragraphs:
            return True
    return False


def _plain(words: str) -> str:
    return f" {' '.join(_WORD.findall(words.casefold().replace('’', chr(39))))} "


def _captions_in_a_row(text: str, lines: Sequence[Span], kinds: Mapping[Span, str]) -> list[Span]:
    """Return lines in a row that end without a stop, in a report whose pictures are seen to have left their captions.

    A list's items look the same, so a row under a colon or a heading is kept, and so is a report that shows by no
    word ("pictured", "Scroll down for video") that captions are among its lines. A line of several sentences is kept
    also: it may be a paragraph that was cut.
    """
    if not any(_OF_PICTURES.search(text[slice(*line)]) and (line in kinds or not _ends(text, line)) for line in lines):
        return []
    found: list[Span] = []
    row: list[Span] = []
    under_heading = True  # what stands first may be the report's own summary
    for line in [*lines, None]:
        if line is not None and (_like_caption(text, line) if line not in kinds else kinds[line] in _PICTURES):
            row.append(line)
            continue
        if len(row) > 1 and not under_heading:
            found += [each for each in row if each not in kinds and _STOP_INSIDE.search(text[slice(*each)]) is None]
        row = []
        if line is not None:
            under_heading = line not in kinds and not _ends_a_sentence(text[slice(*line)])
    return found


def _like_caption(text: str, line: Span) -> bool:
    short = MIN_CAPTION <= line[1] - line[0] <= MAX_CAPTION
    return short and not _ends(text, line) and _BULLET.match(text, line[0]) is None


def _listed(text: str, lines: Sequence[Span], known: Mapping[Span, str], lists: Set[Span]) -> list[Span]:
    """Return the headlines below a line that announces links, up to the first line that ends as a sentence does."""
    found: list[Span] = []
    for at, heading in enumerate(lines):
        if heading not in lists:
            continue
        row: list[Span] = []
        for line in lines[at + 1 :]:
            if line in known or line[1] - line[0] > MAX_LISTED or _ends(text, line):
                break
            row.append(line)
        closed = at + 1 + len(row) == len(lines) or lines[at + 1 + len(row)] in known
        # "Read more" without a colon stands below its link as often as above: then only a list that is closed is one.
        if text[heading[1] - 1] == ":" or (closed and len(row) > 1):
            found += row
    return found


def _ends(text: str, line: Span) -> bool:
    """Tell whether a line ends as a sentence does, or has furniture behind one: "... he said. (Reporting by ...)"."""
    words = text[slice(*line)]
    return _ENDED.search(words) is not None or _TAILED.search(words) is not None


def _ends_a_sentence(words: str) -> bool:
    return re.search(r"[.!?…][\"”’')\]*_]*$", words) is not None
