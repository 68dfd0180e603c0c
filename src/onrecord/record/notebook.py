"""Values of a record as small pieces of HTML, for notebooks: what `_repr_html_` returns.

A notebook shows a value by its `_repr_html_` where it has one (IPython, *Rich display*). What is made here stands by
itself: no script, no style sheet, nothing that is fetched; every word of a report is escaped. Colours are those of the
notebook, so it reads alike on light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.dates import shown_day
from onrecord.model import Report, Span, Statement
from onrecord.record.wording import by_channels, called

if TYPE_CHECKING:
    from onrecord.record.overview import ClaimRow, ConflictRow, ConflictSide, Overview
    from onrecord.record.search import Found, Hit
    from onrecord.record.who import Said, Who

MOST = 8
"""Rows of a list: a notebook's cell is looked at, not read to its end; what is left out is counted."""
SENTENCE_MAX = 900
"""Code points: a "sentence" that is longer is a broken one, of which the content alone is shown."""

_BOX = "max-width:46em;line-height:1.45;text-align:left"
_ITEM = "margin:.35em 0;padding:.1em 0 .1em .7em;border-left:3px solid rgba(128,128,128,.35)"
_QUIET = "opacity:.72;font-size:.92em"
_MARK = "background:rgba(255,190,0,.28);color:inherit;padding:0 .1em;border-radius:2px"
_FOUND = "background:transparent;color:inherit;font-weight:700;text-decoration:underline;text-underline-offset:.15em"
_TAG = "font-size:.82em;border:1px solid rgba(128,128,128,.6);border-radius:3px;padding:0 .35em"
_CELL = "text-align:left;vertical-align:top;padding:.15em .8em .15em 0;border:0;background:none"


def box(*parts: str) -> str:
    """Return parts of HTML as one piece."""
    return f'<div style="{_BOX}">{"".join(parts)}</div>'


def item(*parts: str) -> str:
    """Return one entry of a list, set off by a line at its side."""
    return f'<div style="{_ITEM}">{"".join(parts)}</div>'


def quiet(words: str, tag: str = "div") -> str:
    """Return words that stand back, escaped."""
    return f'<{tag} style="{_QUIET}">{escape(words)}</{tag}>'


def heading(words: str) -> str:
    """Return a heading, escaped; no `h2`, which would get into a notebook's table of contents."""
    return f'<div style="font-weight:600;margin-top:.7em">{escape(words)}</div>'


def words_of(words: str) -> str:
    """Return the words of a report, escaped, in the direction in which they are written."""
    return f'<span dir="auto">{escape(" ".join(words.split()))}</span>'


def tag(words: str) -> str:
    """Return a word in a frame: "contested"."""
    return f' <span style="{_TAG}">{escape(words)}</span>'


def counted(number: int, noun: str) -> str:
    """Return a number and its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def more(left: int, how: str) -> str:
    """Return how many rows are left out and how to see them; nothing for none."""
    return quiet(f"{left:,} more: {how}") if left > 0 else ""


def in_sentence(statement: Statement, report: Report) -> str:
    """Return a statement in its sentence as HTML: the content marked, the source in bold.

    >>> text = "It sank, Tesk said."
    >>> said = Statement(kind="indirect", source=((9, 13),), cue=((14, 18),), content=((0, 7),), sentence=(0, 19))
    >>> in_sentence(said, Report(id="r-1", input="a.txt", text=text)).count("<mark")
    1
    """
    start, end = statement.sentence
    if end <= start or end - start > SENTENCE_MAX:
        return f'<mark style="{_MARK}">{words_of(statement.text)}</mark>'
    pieces = _pieces(report.text, (start, end), statement.content, statement.source)
    return f'<span dir="auto">{"".join(pieces)}</span>'


def _pieces(text: str, sentence: Span, content: Sequence[Span], source: Sequence[Span]) -> Iterator[str]:
    """Yield the sentence cut where content or source begin or end, so that no two tags overlap."""
    cuts = {place for span in (sentence, *content, *source) for place in span}
    places = sorted(place for place in cuts if sentence[0] <= place <= sentence[1])
    for start, end in pairwise(places):
        words = escape(text[start:end])
        inside = any(a <= start and end <= b for a, b in content)
        by = any(a <= start and end <= b for a, b in source)
        words = f"<b>{words}</b>" if by else words
        yield f'<mark style="{_MARK}">{words}</mark>' if inside else words


def said_html(statement: Statement, report: Report, speaker: str | None = None) -> str:
    """Return a statement in its sentence, with who said it, how, and where it stands."""
    flags = [flag for flag in ("negated", "hedged", "future") if getattr(statement, flag)]
    relays = sorted({relay.name for relay in statement.relays})
    where = [
        *(f"said by {name}" for name in (speaker,) if name),
        called(report),
        shown_day(report.published) or "undated",
        statement.kind if statement.kind != "own" else "in the outlet's own voice",
        *(f"said on {day}" for day in (statement.said_on,) if day),
        *(f"through {' or '.join(relays)}" for _ in relays[:1]),
        *flags,
    ]
    return item(in_sentence(statement, report), quiet(" · ".join(where)))


def claim_html(row: ClaimRow) -> str:
    """Return a claim: its words, who vouches, by which channels."""
    counts = [
        counted(len(row.vouchers), "voucher"),
        by_channels(len(row.channels), len(row.unknown)),
        counted(row.reports, "report"),
        *(f"first {day}" for day in (row.first_reported,) if day),
    ]
    tags = [name for name, true in (("contested", row.contested), ("promise", row.promised)) if true]
    names = [
        f"{name} (only as told by {', '.join(tellers)})" if tellers else name
        for name, tellers in zip(row.vouchers, row.told_by, strict=True)
    ]
    by = f"vouched for by {', '.join(names)}; " if names else ""
    ways = " | ".join(" + ".join(channel) for channel in row.channels)
    return item(
        words_of(row.text), *map(tag, tags), quiet(" · ".join(counts)), quiet(f"{by}by way of {ways}" if ways else by)
    )


def conflict_html(row: ConflictRow) -> str:
    """Return a conflict: both values, who puts each, and whether the later revises the earlier."""
    how = f"revised by {row.revised_by}" if row.revision and row.revised_by else "the reports disagree"
    head = f"<div>{_value(row.sides[0])} against {_value(row.sides[1])}{tag(how)}</div>"
    return item(head, *map(_side, row.sides), quiet(row.because))


def _value(side: ConflictSide) -> str:
    return f"<b>{words_of(side.value)}</b>"


def _side(side: ConflictSide) -> str:
    who = side.speaker or "speaker not resolved, or the outlet itself"
    where = " · ".join((who, side.outlet, side.day or "undated", counted(side.reports, "report")))
    return f"<div>{words_of(side.text)} {quiet(where, 'span')}</div>"


def overview_html(seen: Overview) -> str:
    """Return a story as it is read first: inputs, the claims that more carry, what is contested, what is promised."""
    inputs = seen.inputs
    claims = [row for row in seen.claims if row.listed] or list(seen.claims)
    given = (
        f"{counted(inputs.given, 'input')} = {counted(inputs.reports, 'report')} + "
        f"{counted(inputs.versions, 'version') + ' + ' if inputs.versions else ''}"
        f"{counted(inputs.duplicates, 'duplicate')} + {inputs.rejected} rejected"
    )
    parts = [quiet(given)]
    if claims:
        rest = f"of {len(seen.claims):,}" if len(claims) < len(seen.claims) else ""
        parts.append(heading(f"Claims of several reports, contested or promised: {len(claims):,} {rest}"))
        parts += map(claim_html, claims[:MOST])
        parts.append(more(len(claims) - MOST, "record.overview().claims"))
    if seen.conflicts:
        parts.append(heading(f"Conflicts: {len(seen.conflicts):,}"))
        parts += map(conflict_html, seen.conflicts[:MOST])
        parts.append(more(len(seen.conflicts) - MOST, "record.overview().conflicts"))
    if seen.promises:
        parts.append(heading(f"Promises: {len(seen.promises):,}"))
        parts.append(more(len(seen.promises), 'record.table("promises")'))
    return box(*parts)


def who_html(found: Who) -> str:
    """Return what somebody is reported to have said, each statement in its sentence."""
    entity = found.entity
    known = f"{entity.kind}; {counted(len(found.said), 'statement')} in {_reports(found.said)}"
    return box(
        f"<b>{escape(entity.name)}</b> {quiet(known, 'span')}",
        *(said_html(one.statement, one.report) for one in found.said[:MOST]),
        more(len(found.said) - MOST, ".said"),
    )


def _reports(said: Iterable[Said]) -> str:
    return counted(len({one.report.id for one in said}), "report")


def found_html(found: Found) -> str:
    """Return what a search found, the words in bold."""
    asked = f"{counted(found.total, 'hit')} for {found.query}" + (", as plain words" if found.as_words else "")
    return box(quiet(asked), *map(hit_html, found.hits[:MOST]), more(found.total - min(len(found.hits), MOST), ".hits"))


def hit_html(hit: Hit) -> str:
    """Return one hit of a search."""
    pieces, last = [], 0
    for start, end in hit.found:
        pieces.append(escape(hit.snippet[last:start]))
        pieces.append(f'<mark style="{_FOUND}">{escape(hit.snippet[start:end])}</mark>')
        last = end
    pieces.append(escape(hit.snippet[last:]))
    where = " · ".join(
        one for one in (hit.kind, hit.speaker, hit.outlet or "outlet unknown", hit.day or "undated") if one
    )
    return item(f'<span dir="auto">{"".join(pieces)}</span>', quiet(where))


def table_html(name: str, meaning: str, columns: Sequence[str], rows: Sequence[Sequence[object]], total: int) -> str:
    """Return the first rows of a table."""
    line = "border-bottom:1px solid rgba(128,128,128,.35)"
    head = "".join(f'<th style="{_CELL};{line};font-weight:600">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    said = f"{name}: {counted(total, 'row')}, each {meaning}"
    return (
        f'<div style="text-align:left">{quiet(said)}'
        f'<div style="overflow-x:auto"><table style="border-collapse:collapse;margin:.3em 0">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f"{more(total - len(rows), '.to_pandas() or .to_polars() has them all')}</div>"
    )


_CELL_MAX = 80
"""Code points of a cell that are shown: a table is for its outline; the value has all."""


_CELL_SHORT = 28
"""Code points of a cell that stays on one line."""


def _cell(value: object) -> str:
    words = _shown(value)
    width = "white-space:nowrap" if len(words) <= _CELL_SHORT else "min-width:15em"
    return f'<td style="{_CELL};{width}"><span dir="auto">{escape(words)}</span></td>'


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    words = " ".join(("; ".join(map(str, value)) if isinstance(value, tuple) else str(value)).split())
    return words if len(words) <= _CELL_MAX else f"{words[: _CELL_MAX - 1]}…"
