"""Spans marked in a text, however they nest and overlap.

The text is cut at every boundary of every mark, so that each piece carries the marks that hold it and the result is
well formed whatever the spans. Taking the tags away gives back the text, code point for code point: this is what lets
a reader check a span against the report. This is the only module that makes markup outside the templates; all that
comes from a report goes through `markupsafe.escape`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.model import Span

# HTML cannot hold these: control characters, non-characters and lone surrogates. And those that turn the order of what
# follows would let a report make its words, or the page's beside them, read as others. Each is shown by one U+FFFD.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BLANK_LINE = re.compile(r"\s*\n[ \t\r\f\v]*\n\s*")
_LINE_END = re.compile(r"\s*\n\s*")
_PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# The roles that `<mark>` stands for; every other role is a `<span>`.
_MARKED = frozenset({"q", "slot"})


@dataclass(frozen=True, slots=True)
class Back:
    """A way back from a marked span to where the page speaks of it."""

    href: str
    sign: str
    """What is shown: the number of a claim."""
    label: str
    """What is read out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Spans to be marked as one."""

    spans: tuple[Span, ...]
    role: str = ""
    """A CSS class: `q` content, `own` the outlet's own words, `src` source, `slot`, `shows` what shows a flag, `only`
    words that no other report has, `fur` furniture, `ttl` title, `lit` lit up, '' no look."""
    anchor: str = ""
    """The `id` that the first piece gets, '' for none."""
    back: Back | None = None
    note: str = ""
    """A `title` for every piece."""


def marked(text: str, marks: Sequence[Mark], within: Span | None = None) -> Markup:
    """Return a text, or a part of it, with its marks, as inline HTML.

    >>> str(marked("He said no & left.", [Mark(((8, 10),), "q")]))
    'He said <mark class="q">no</mark> &amp; left.'
    >>> str(marked("abcd", [Mark(((0, 3),), "src"), Mark(((2, 4),), "q", anchor="s-1")]))
    '<span class="src">ab</span><span id="s-1"><mark class="src q k-s-1">c</mark></span><mark class="q k-s-1">d</mark>'
    """
    start, end = within if within is not None else (0, len(text))
    plan = _Plan(text, marks)
    return plan.render(max(start, 0), min(end, len(text)))


def paragraphs(text: str, marks: Sequence[Mark], only: Sequence[Span] | None = None) -> Markup:
    """Return a whole text with its marks as `<p>` elements, all its white space kept between and inside them.

    Args:
        text: the text.
        marks: what is marked in it.
        only: spans; where given, a paragraph that holds nothing of them is left out, and where some are left out
            stands how many words they have. With no span at all nothing is left.
    """
    plan = _Plan(text, marks)
    gap = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
    parts: list[Markup] = []
    at = left = 0
    for found in (*gap.finditer(text), None):
        stop = found.start() if found else len(text)
        if only is not None and not any(s < stop and e > at for s, e in only):
            left += len(text[at:stop].split())
            at = found.end() if found else stop
            continue
        parts += _left_out(left)
        left = 0
        if stop > at:
            parts.append(Markup('<p dir="auto">{}</p>').format(plan.render(at, stop)))
        if found:
            parts.append(showable(found[0]))
            at = found.end()
    return Markup("").join([*parts, *(_left_out(left) if parts else ())])


def _left_out(words: int) -> list[Markup]:
    return [Markup('<p class="gap">[… {} left out]</p>').format(count)] if (count := _words(words)) else []


def _words(number: int) -> str:
    return f"{number:,} {'word' if number == 1 else 'words'}" if number else ""


def rules(marks: Sequence[Mark], text: str) -> Iterable[str]:
    """Yield the CSS selectors that light up all pieces of an anchored mark that has more pieces than one.

    A fragment link makes one element the `:target`; the other pieces of the same span are reached through `:has`.
    """
    plan = _Plan(text, marks)
    for key in sorted(plan.keyed):
        anchor = marks[key].anchor
        if _PLAIN_ID.fullmatch(anchor):  # a record from elsewhere may hold any words as an id
            yield f".text:has(#{anchor}:target) .{_class(anchor)}"


def showable(text: str) -> Markup:
    r"""Escape a text and put U+FFFD for what HTML cannot hold; a carriage return is kept as a reference.

    >>> str(showable("<b>\x00"))
    '&lt;b&gt;\ufffd'
    """
    return Markup(str(escape(_UNSHOWABLE.sub("\ufffd", text))).replace("\r", "&#13;"))  # noqa: S704  # escaped here


def only_showable(text: str) -> str:
    """Put U+FFFD for every code point that HTML cannot hold."""
    return _UNSHOWABLE.sub("\ufffd", text)


class _Plan:
    """Where the marks of one text begin and end."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        self.marks = marks
        spans = [_joined([part for span in mark.spans if (part := _trimmed(text, span))]) for mark in marks]
        self.spans = spans
        self.cuts = sorted({edge for own in spans for span in own for edge in span})
        self.first = [min((s for s, _ in own), default=-1) for own in spans]
        self.last = [max((e for _, e in own), default=-1) for own in spans]
        self.keyed = {
            n
            for n, own in enumerate(spans)
            if marks[n].anchor
            and (
                len(own) > 1
                or any(s < cut < e for s, e in own for cut in self.cuts)
                or any("\n" in text[s:e] for s, e in own)
            )
        }
        self.starts: dict[int, list[int]] = {}
        self.ends: dict[int, list[int]] = {}
        for n, own in enumerate(spans):
            for s, e in own:
                self.starts.setdefault(s, []).append(n)
                self.ends.setdefault(e, []).append(n)

    def render(self, start: int, end: int) -> Markup:
        """Return the pieces between two offsets."""
        open_ = {n for n, own in enumerate(self.spans) for s, e in own if s < start < e}
        edges = [start, *(cut for cut in self.cuts if start < cut < end), end]
        out: list[str] = []
        for left, right in itertools.pairwise(edges):
            open_ -= set(self.ends.get(left, ()))
            open_ |= set(self.starts.get(left, ()))
            out.append(self._piece(left, right, sorted(open_)))
            out.extend(
                str(_back(back))
                for n in sorted(open_)
                if self.last[n] == right and (back := self.marks[n].back) is not None
            )
        return Markup("".join(out))  # noqa: S704  # each part is escaped or fixed markup

    def _piece(self, left: int, right: int, open_: list[int]) -> str:
        shown = str(showable(self.text[left:right]))
        if not open_ or left == right:
            return shown
        roles: list[str] = []
        for n in open_:
            role = self.marks[n].role
            if role and role not in roles:
                roles.append(role)
            elif role == "q" and "q2" not in roles:
                roles.append("q2")  # a statement inside a statement
        classes = roles + [_class(self.marks[n].anchor) for n in open_ if n in self.keyed]
        notes = [self.marks[n].note for n in open_ if self.marks[n].note]
        if classes:
            tag = "mark" if _MARKED.intersection(roles) else "span"
            title = f' title="{escape("; ".join(dict.fromkeys(notes)))}"' if notes else ""
            shown = f'<{tag} class="{escape(" ".join(classes))}"{title}>{shown}</{tag}>'
        for n in reversed(open_):
            if self.marks[n].anchor and self.first[n] == left:
                shown = f'<span id="{escape(self.marks[n].anchor)}">{shown}</span>'
        return shown


def _trimmed(text: str, span: Span) -> Span | None:
    """Return a span inside the text and without white space at its ends, None if nothing is left."""
    start, end = max(span[0], 0), min(span[1], len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans in order, those of one mark that overlap taken as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _class(anchor: str) -> str:
    return f"k-{anchor}"


def _back(back: Back) -> Markup:
    return Markup('<a class="back" href="{}" data-n="{}" aria-label="{}"></a>').format(back.href, back.sign, back.label)
