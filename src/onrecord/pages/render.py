"""The page: a story in, one string of HTML out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from markupsafe import Markup

from onrecord.model import Report, Story
from onrecord.pages.claims import shared_claims
from onrecord.pages.contested import contested
from onrecord.pages.coverage import by_outlet, matrix
from onrecord.pages.dates import short, window, words
from onrecord.pages.environment import STYLE, environment
from onrecord.pages.growth import growth
from onrecord.pages.labels import labels
from onrecord.pages.latest import latest
from onrecord.pages.lineage import citations, lineage
from onrecord.pages.marks import only_showable
from onrecord.pages.reports import inputs, reports
from onrecord.pages.shelf import Shelf, rank
from onrecord.pages.since import since as since_then
from onrecord.pages.speakers import reported_once, speakers
from onrecord.pages.summary import summary
from onrecord.pages.timeline import promises, timeline
from onrecord.record import Changes, judged_on, on_day

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The page's own Content-Security-Policy: nothing is loaded and nothing runs; only the style in the page holds."""


class HoldsStory(Protocol):
    """What a page is made from: an open record."""

    @property
    def path(self) -> Path | str:
        """The record's file."""
        ...

    def story(self) -> Story:
        """Return what the record holds."""
        ...


def page(record: HoldsStory, since: Changes | None = None, *, today: date | None = None) -> str:
    """Return the one self-contained HTML page of a record.

    Args:
        record: an open record, whole or as of a day.
        since: what has changed since that day, for a record as of a day; the page then says which day it shows, and
            what came after.
        today: The day on which promises are judged. None is the newest report's, so that the page depends on the record
            alone.

    Returns:
        A whole HTML document: no script, nothing loaded from elsewhere, every row linked to its sentence.
    """
    story = record.story()
    lead = lead_report(story)
    return render(story, (lead.title if lead else None) or Path(record.path).stem, since, today=today)


def render(story: Story, title: str, since: Changes | None = None, *, today: date | None = None) -> str:
    """Return the page of a story under a title, which should be words of its reports; see `page` for the rest."""
    judged = judged_on(story, today)
    story = on_day(story, today)
    shelf = Shelf(story)
    lead = lead_report(story)
    texts = reports(shelf)
    promise_chart, promise_rows = promises(shelf)
    by_speaker, nobody = speakers(shelf)
    claims = shared_claims(shelf)
    conflicts = contested(shelf)
    new = latest(shelf)
    html = (
        environment()
        .get_template("page.html.j2")
        .render(
            title=" ".join(title.split()),
            lead=lead if lead is not None and lead.title == title else None,
            shelf=shelf,
            latest=new,
            summary=summary(shelf, claims, conflicts, promise_rows, new),
            since=None if since is None else since_then(shelf, since),
            policy=POLICY,
            style=Markup(STYLE.read_text("utf-8")),  # noqa: S704  # our own file
            rules=_rules([rule for one in texts for rule in one.rules]),
            days=_span_of_days(shelf),
            outlets=len({one.outlet for one in story.reports if one.outlet}),
            unknown=sum(not one.outlet for one in story.reports),
            claims=claims,
            conflicts=conflicts,
            promise_chart=promise_chart,
            promises=promise_rows,
            judged=words(judged.isoformat()) if judged else "",
            timeline=timeline(shelf),
            matrix=matrix(shelf),
            by_outlet=by_outlet(shelf),
            lineage=lineage(shelf),
            citations=citations(shelf),
            people=labels(shelf),
            speakers=by_speaker,
            nobody=nobody,
            once=reported_once(shelf),
            inputs=inputs(shelf),
            growth=growth(shelf),
            reports=texts,
        )
    )
    return only_showable(html)


def lead_report(story: Story) -> Report | None:
    """Return the report with a title that shares most claims with others, the earliest of equals; None if none has one.

    Its title heads the page: the most central report's own words, so that nothing has to be made up.
    """
    shared: dict[str, int] = {}
    for claim in sorted(story.claims, key=rank):
        if len(claim.reports) > 1:
            for report in claim.reports:
                shared[report] = shared.get(report, 0) + 1
    titled = [report for report in story.reports if report.title]
    shelf = Shelf(story)
    return min(titled, key=lambda one: (-shared.get(one.id, 0), shelf.order(one.id)), default=None)


def _span_of_days(shelf: Shelf) -> str:
    """Return the first and the last day on which a report was published, in words."""
    dated = [one.published for one in shelf.in_order() if one.published and window(one.published)]
    if not dated:
        return "no report is dated"
    windows = [found for one in dated if (found := window(one)) is not None]
    begun = min((one.first for one in windows if one.first), default=None)
    ended = max((one.last for one in windows if one.last), default=None)
    first, last = short(begun.isoformat() if begun else None), short(ended.isoformat() if ended else None)
    undated = len(shelf.story.reports) - len(dated)
    span = first if first == last else f"{first} – {last}"
    return f"{span} ({undated} undated)" if undated else span


def _rules(selectors: list[str]) -> Markup:
    """Return one CSS rule that lights up every piece of the span that is the target."""
    if not selectors:
        return Markup("")
    return Markup(",\n".join(selectors) + "{background:var(--target);color:var(--target-ink)}")  # noqa: S704  # ids
