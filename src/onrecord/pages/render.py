"""The page: a story in, one string of HTML out."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from onrecord.model import Report, Story
from onrecord.pages.claims import shared_claims
from onrecord.pages.contested import contested
from onrecord.pages.coverage import by_outlet, matrix
from onrecord.pages.cut import CLAIMS, EACH, LARGE, SPEAKERS, Cut, wanted, without_dead_ends
from onrecord.pages.dates import short, window, words
from onrecord.pages.environment import STYLE, environment
from onrecord.pages.growth import growth
from onrecord.pages.labels import labels
from onrecord.pages.latest import latest
from onrecord.pages.lineage import citations, lineage
from onrecord.pages.marks import only_showable
from onrecord.pages.reports import ReportView, inputs, reports
from onrecord.pages.shelf import Shelf
from onrecord.pages.since import since as since_then
from onrecord.pages.speakers import reported_once, speakers
from onrecord.pages.summary import summary
from onrecord.pages.timeline import promises, timeline
from onrecord.pages.versions import versions
from onrecord.record import Changes, judged_on, on_day

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
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
    large = len(story.reports) > LARGE
    shelf = Shelf(story, most=CLAIMS if large else None)
    lead = _lead(shelf)
    promise_chart, promise_rows = promises(shelf)
    by_speaker, nobody = speakers(shelf, SPEAKERS, EACH) if large else speakers(shelf)
    claims = shared_claims(shelf)
    conflicts = contested(shelf)
    new = latest(shelf)
    values: dict[str, Any] = {
        "title": " ".join(title.split()),
        "lead": lead if lead is not None and lead.title == title else None,
        "shelf": shelf,
        "latest": new,
        "summary": summary(shelf, conflicts, promise_rows, new),
        "since": None if since is None else since_then(shelf, since),
        "days": _span_of_days(shelf),
        "outlets": len({one.outlet for one in story.reports if one.outlet}),
        "unknown": sum(not one.outlet for one in story.reports),
        "claims": claims,
        "conflicts": conflicts,
        "promise_chart": promise_chart,
        "promises": promise_rows,
        "judged": words(judged.isoformat()) if judged else "",
        "timeline": timeline(shelf),
        "matrix": matrix(shelf),
        "by_outlet": by_outlet(shelf),
        "lineage": lineage(shelf),
        "citations": citations(shelf),
        "people": labels(shelf),
        "speakers": by_speaker,
        "nobody": nobody,
        "once": reported_once(shelf, EACH) if large else reported_once(shelf),
        "inputs": inputs(shelf),
        "growth": growth(shelf),
        "versions": versions(shelf),
        "cut": (),
    }
    values["counts"] = _counts(shelf, values)
    template = environment().get_template("page.html.j2")
    if not large:
        texts = reports(shelf)
        return only_showable(template.render(values, reports=texts, **_style(texts)))
    values |= _cut(shelf, values)
    rows = template.render(values, reports=[], policy="", style="")
    texts = reports(shelf, wanted(rows))
    return only_showable(without_dead_ends(template.render(values, reports=texts, **_style(texts))))


def _cut(shelf: Shelf, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are cut for a large story, and what is said of that."""
    cut = Cut()
    shorter = {
        "claims": cut.claims(values["claims"], len(shelf.numbers)),
        "conflicts": cut.first(values["conflicts"], "contested"),
        "promises": cut.first(values["promises"], "promises"),
        "timeline": cut.timeline(values["timeline"]),
        "matrix": cut.matrix(values["matrix"]),
        "by_outlet": cut.by_outlet(values["by_outlet"]),
        "lineage": cut.lineage(values["lineage"]),
        "citations": cut.first(values["citations"], "outlets named as a source"),
        "people": cut.first(values["people"], "people with labels"),
        "versions": cut.first(values["versions"], "pages that were changed"),
        "once": cut.first(values["once"], "outlets with what they alone report"),
    }
    cut.counted(len(values["speakers"]), len(shelf.speaking), "speakers")
    return {**shorter, "cut": tuple(cut.notes)}


def _counts(shelf: Shelf, values: Mapping[str, Any]) -> dict[str, int]:
    """Return how many there are of what each section lists, of which a large page shows a part."""
    return {
        "claims": len(shelf.numbers),
        "contested": sum(len(chain.pairs) for chain in values["conflicts"]),
        "promises": len(values["promises"]),
        "timeline": values["timeline"].count,
        "coverage": len(values["matrix"].rows),
        "lineage": len(values["lineage"].copies),
        "labels": len(values["people"]),
        "speakers": len(shelf.speaking),
        "reports": len(shelf.story.reports),
        "versions": len(values["versions"]),
    }


def _style(texts: Sequence[ReportView]) -> dict[str, str]:
    """Return the page's style, and the policy by whose hash it alone holds (CSP 3, section 2.3.1)."""
    style = STYLE.read_text("utf-8") + _rules([rule for one in texts for rule in one.rules])
    digest = b64encode(hashlib.sha256(only_showable(style).encode("utf-8")).digest()).decode("ascii")
    return {"style": Markup(style), "policy": _POLICY.format(digest)}  # noqa: S704  # our own file, and ids


def lead_report(story: Story) -> Report | None:
    """Return the report with a title that shares most claims with others, the earliest of equals; None if none has one.

    Its title heads the page: the most central report's own words, so that nothing has to be made up.
    """
    return _lead(Shelf(story))


def _lead(shelf: Shelf) -> Report | None:
    shared: dict[str, int] = {}
    for claim in shelf.numbers:
        for report in shelf.claims[claim].reports:
            shared[report] = shared.get(report, 0) + 1
    titled = [report for report in shelf.story.reports if report.title]
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


def _rules(selectors: list[str]) -> str:
    """Return one CSS rule that lights up every piece of the span that is the target."""
    return ",\n".join(selectors) + "{background:var(--target);color:var(--target-ink)}\n" if selectors else ""
