"""A story in few words: what stands of it on the page of all stories, taken from its record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.dates import bounds
from onrecord.model import Story
from onrecord.pages.render import lead_report
from onrecord.pages.shelf import clipped
from onrecord.record import claims_of, conflicts_of, pages_of, promises_of, voices

WORDS = 220
"""Code points of a report's words on a card, at most; the record has the rest."""
VALUE = 90
"""Code points of each side of a dispute, at most."""
NAMED = 4
"""Outlets and speakers that a card names."""
PROMISES = 20
"""Promises that a card holds: those that fall due first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCard:
    """One promise of a story that is open."""

    speaker: str
    words: str
    due: str
    """EDTF."""
    first: str | None
    """The first day of its window; None where it is open."""
    last: str
    """The last day of its window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """One story among many."""

    story: str
    """Its id."""
    headline: str
    """The title of the report that shares most with the others; of none has a title, the words of its first claim."""
    language: str | None
    """Of the headline, ISO 639-1."""
    headline_of: str
    """The outlet that the headline is of, '' where that is not known."""
    first: str | None
    """The first day on which a report of it was published; None where none is dated."""
    last: str | None
    days: tuple[tuple[str, int], ...]
    """Each day of publication with the articles of it; those without one day are left out."""
    reports: int
    """Articles: versions of one page count once."""
    versions: int
    """Further versions of these."""
    outlets: tuple[str, ...]
    """Those with most articles first, a few."""
    outlet_count: int
    shared: int
    """Claims that more than one report or channel carries."""
    strongest: str | None
    """The words of the claim that came by most channels."""
    vouchers: tuple[str, ...]
    """Who vouches for it, a few."""
    channels: int
    """Its channels of known path."""
    unknown: int
    """Its channels of unknown path."""
    contested: int
    """Disagreements; revisions are not counted."""
    dispute: tuple[str, str] | None
    """The two values of the disagreement that most reports carry."""
    promises: tuple[DueCard, ...]
    """Those that are open and have a last day, the first to fall due first."""
    speakers: tuple[str, ...]
    """Who says most of what is said in it, a few; names."""


def story_card(story: str, held: Story) -> StoryCard:
    """Return the card of a story.

    Args:
        story: The story's id among others.
        held: What its record holds.
    """
    pages = pages_of(held)
    lead = lead_report(held)
    claims = claims_of(held)
    # Of equals the first in the record's order; what has no verb is no claim to be known by.
    top = max((one for one in claims if one.verb), key=lambda one: (one.known, len(one.channels)), default=None)
    disputes = [one for one in conflicts_of(held) if not one.revision]
    ends = [bounds(one.published) for one in held.reports if one.published]
    outlets = Counter({one.outlet: 0 for one in held.reports if one.outlet})
    days: Counter[str] = Counter()
    for one in {pages[report.id]: report for report in reversed(held.reports)}.values():
        if one.outlet:
            outlets[one.outlet] += 1
        first, last = bounds(one.published) if one.published else (None, None)
        if first is not None and first == last:
            days[first.isoformat()] += 1
    said = Counter(one.speaker for one in held.statements if one.speaker)
    names = voices(held.entities)
    begun = [first for first, _ in ends if first is not None]
    ended = [last for _, last in ends if last is not None]
    return StoryCard(
        story=story,
        headline=clipped((lead.title if lead else None) or (top.text if top else story), WORDS),
        language=lead.language if lead else None,
        headline_of=(lead.outlet or "") if lead else "",
        first=min(begun).isoformat() if begun else None,
        last=max(ended).isoformat() if ended else None,
        days=tuple(sorted(days.items())),
        reports=held.read,
        versions=held.versions,
        outlets=tuple(name for name, _ in sorted(outlets.items(), key=_most)[:NAMED]),
        outlet_count=len(outlets),
        shared=sum(one.shared for one in claims),
        strongest=None if top is None else clipped(top.text, WORDS),
        vouchers=() if top is None else top.vouchers[:NAMED],
        channels=0 if top is None else top.known,
        unknown=0 if top is None else len(top.unknown),
        contested=len(disputes),
        dispute=(clipped(disputes[0].sides[0].value, VALUE), clipped(disputes[0].sides[1].value, VALUE))
        if disputes
        else None,
        promises=tuple(
            DueCard(
                speaker=one.speaker, words=clipped(one.words, WORDS), due=one.due, first=one.due_from, last=one.due_to
            )
            for one in promises_of(held)
            if one.due_to is not None and one.status == "open"
        )[:PROMISES],
        speakers=tuple(
            names[name] for name, _ in sorted(((one, n) for one, n in said.items() if one in names), key=_most)[:NAMED]
        ),
    )


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]
