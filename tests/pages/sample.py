"""An invented story, built by hand, for the tests of the page: a dam, a wire, and those who copied it.

Everything in it is invented; what was told is in `sample.toml`. Spans are found by their words, so that each is right
by construction.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from onrecord.model import (
    Citation,
    Claim,
    Conflict,
    Copy,
    Coverage,
    Duplicate,
    Entity,
    EntityKind,
    Evidence,
    Furniture,
    Label,
    Mention,
    Passage,
    Promise,
    Rejected,
    Report,
    Slot,
    Story,
    TimelineEntry,
)
from tests.pages.builder import Builder

TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

PEOPLE: tuple[tuple[str, str, EntityKind, tuple[str, ...]], ...] = (
    ("e-tovash", "Mirel Tovash", "person", ("Mirel Tovash", "Tovash", "Mr Tovash")),
    ("e-oskarre", "Jana Oskarre", "person", ("Jana Oskarre", "Oskarre")),
    ("e-durano", "Pell Durano", "person", ("Pell Durano", "Durano")),
    ("e-ministry", "water ministry", "organisation", ("water ministry", "ministry")),
)


def story() -> Story:
    """Return the invented story."""
    b = Builder({report.id: report for report in _reports()})
    _statements(b)
    return Story(
        reports=tuple(b.reports[one] for one in sorted(b.reports)),
        duplicates=(
            Duplicate(input="reports/aldra-1 (copy).html", of="r-aldra1"),
            Duplicate(input="reports/feed.jsonl#7", of="r-post"),
        ),
        rejected=(
            Rejected(input="reports/.thumbs", reason="not a text: the first bytes are those of a PNG image"),
            Rejected(input="reports/empty.txt", reason="no words are left after the furniture was taken away"),
        ),
        entities=tuple(_entities(b)),
        statements=tuple(sorted(b.said, key=lambda one: one.id)),
        claims=tuple(_claims(b)),
        copies=tuple(_copies(b)),
        citations=(
            Citation(
                report="r-veld",
                outlet="Aldra Wire",
                span=b.span("r-veld", "With reporting by Aldra Wire"),
                how="credit",
            ),
            Citation(report="r-osk", outlet="Aldra Wire", span=b.span("r-osk", "Aldra Wire"), how="according to"),
        ),
        conflicts=tuple(_conflicts(b)),
        promises=tuple(_promises()),
        timeline=tuple(_timeline(b)),
        coverage=tuple(_coverage(b)),
    )


def _reports() -> Iterable[Report]:
    furniture = {
        "r-veld": ("Subscribe to the Herald’s morning letter", "subscription"),
        "r-lumen": ("Read also: Ten lakes to see before you die", "related"),
    }
    for told in TOLD["reports"]:
        id_, title, url = told["id"], told["title"], told.get("url")
        text = f"{title}\n\n{told['body']}"
        marks: tuple[Furniture, ...] = ()
        if id_ in furniture:
            words, kind = furniture[id_]
            at = text.index(words)
            marks = (Furniture(span=(at, at + len(words)), kind=kind),)
        basis = {
            "outlet": "manifest" if id_ != "r-aldra1" else 'dateline: "OSKMARK (Aldra Wire)"',
            "title": "first line",
            "published": "metadata: date_publish" if url else "manifest",
            "language": "detected",
        }
        if url:
            basis["url"] = "metadata: url"
        yield Report(
            id=id_,
            input=f"reports/{id_[2:]}.txt",
            text=text,
            title=title,
            title_span=(0, len(title)),
            outlet=told["outlet"],
            url=url,
            published=told["published"],
            language="en",
            basis=basis,
            furniture=marks,
        )


def _statements(b: Builder) -> None:
    for row in TOLD["said"]:
        b.say(**{("id_" if key == "id" else key): value for key, value in row.items()})


def _claims(b: Builder) -> Iterable[Claim]:
    reports = {one.id: one.report for one in b.said}
    texts = {one.id: one.text for one in b.said}
    grouped = TOLD["claims"]
    taken = {one for row in grouped for one in row["statements"]}
    claims = [
        Claim(
            id=row["id"],
            text=texts[row["statements"][0]],
            statements=tuple(row["statements"]),
            reports=tuple(sorted({reports[one] for one in row["statements"]})),
            vouchers=tuple(row["vouchers"]),
            channels=tuple(tuple(channel) for channel in row["channels"]),
            first_reported=min(b.reports[reports[one]].published or "9" for one in row["statements"]),
            because=tuple(row["because"]),
        )
        for row in grouped
    ]
    claims += [
        Claim(
            id=f"c-{one.id}",
            text=one.text,
            statements=(one.id,),
            reports=(one.report,),
            vouchers=(one.speaker,) if one.speaker else (),
            channels=((one.report,),),
            first_reported=b.reports[one.report].published,
        )
        for one in b.said
        if one.id not in taken
    ]
    return sorted(claims, key=lambda claim: claim.id)


def _entities(b: Builder) -> Iterable[Entity]:
    for id_, name, kind, forms in sorted(PEOPLE):
        mentions = sorted(
            (report.id, found.span())
            for report in b.reports.values()
            for found in re.finditer(re.escape(min(forms, key=len)), report.text)
        )
        yield Entity(
            id=id_,
            name=name,
            kind=kind,
            forms=forms,
            mentions=tuple(Mention(report=report, span=span) for report, span in mentions),
            labels=tuple(
                Label(report=row["report"], text=row["words"], span=b.span(row["report"], row["words"]), name=(0, 0))
                for row in TOLD["labels"]
                if row["entity"] == id_
            ),
            because=("“Mr Tovash” is the family name of “Mirel Tovash”",) if id_ == "e-tovash" else (),
        )


def _copies(b: Builder) -> Iterable[Copy]:
    def both(origin: str, copy: str, words: str) -> Passage:
        return Passage(origin=b.span(origin, words), copy=b.span(copy, words))

    opening = (
        "The cracked dam at Lake Tamarel can be repaired without emptying the lake, the water minister, Mirel Tovash,"
        " said on Tuesday."
    )
    yield Copy(
        origin="r-aldra1",
        copy="r-veld",
        share=0.71,
        passages=(
            both("r-aldra1", "r-veld", opening),
            both(
                "r-aldra1",
                "r-veld",
                "“The lake will be full again in the second half of the year,” Tovash told reporters in Oskmark",
            ),
            both("r-aldra1", "r-veld", "“Nobody will have to leave their house for it.”"),
        ),
        because="published later, and it says “With reporting by Aldra Wire”",
    )
    yield Copy(
        origin="r-aldra1",
        copy="r-osk",
        share=0.22,
        passages=(both("r-aldra1", "r-osk", "will be full again in the second half of the year"),),
        because="it says “according to Aldra Wire”",
    )
    yield Copy(
        origin="r-osk",
        copy="r-lumen",
        share=0.17,
        passages=(both("r-osk", "r-lumen", "62 families had been moved out of Lower Brennik"),),
        because="published later",
    )
    yield Copy(
        origin="r-veld",
        copy="r-ledger",
        share=0.09,
        passages=(both("r-veld", "r-ledger", "full again in the second half of the year"),),
        because="published later",
    )


def _conflicts(b: Builder) -> Iterable[Conflict]:
    def slot(claim: str, statement: str, report: str, words: str, value: str) -> Slot:
        return Slot(
            claim=claim, statement=statement, report=report, span=b.span(report, words), text=words, value=value
        )

    yield Conflict(
        id="x-families",
        kind="number",
        claims=("c-s-004", "c-62"),
        slots=(
            slot("c-s-004", "s-004", "r-aldra1", "At least 40 families", "40.."),
            slot("c-62", "s-060", "r-aldra2", "62 families", "62"),
        ),
        revision=True,
        because="both count families moved out of Lower Brennik; the ministry gave the later figure itself",
    )
    yield Conflict(
        id="x-found",
        kind="date",
        claims=("c-crack1", "c-s-054"),
        slots=(
            slot("c-crack1", "s-003", "r-aldra1", "1 March", "2031-03-01"),
            slot("c-s-054", "s-054", "r-brennik", "2 March", "2031-03-02"),
        ),
        revision=False,
        because="both date “the crack was found”; the dates differ and neither report corrects the other",
    )


def _promises() -> Iterable[Promise]:
    yield Promise(
        claim="c-full",
        speaker="e-tovash",
        due="2031-41",
        status="open",
        later=("s-070",),
        because="a later statement on the level of the lake",
    )
    yield Promise(
        claim="c-inquiry",
        speaker="e-tovash",
        due="../2031-05-31",
        status="reported broken",
        later=("s-071",),
        because="“no inquiry”, by another speaker, after the window",
    )
    yield Promise(claim="c-s-050", speaker="e-oskarre", due="2031-04-13", status="due passed, nothing reported")


def _timeline(b: Builder) -> Iterable[TimelineEntry]:
    for row in TOLD["timeline"]:
        yield TimelineEntry(
            date=row["date"],
            text=row["places"][0][1],
            evidence=tuple(Evidence(report=report, span=b.span(report, words)) for report, words in row["places"]),
            channels=tuple(
                tuple(channel) for channel in row.get("channels", [[report] for report, _ in row["places"]])
            ),
            ahead=row.get("ahead", False),
            aside=row.get("aside", False),
            conflicts=tuple(one.id for one in _conflicts(b) if row.get("disputed") and one.kind == "date"),
        )


def _coverage(b: Builder) -> Iterable[Coverage]:
    outlets = sorted({report.outlet or "" for report in b.reports.values()})
    for claim in _claims(b):
        carry = {b.reports[report].outlet or "" for report in claim.reports}
        yield Coverage(
            claim=claim.id, outlets=tuple(sorted(carry)), missing=tuple(one for one in outlets if one not in carry)
        )


def story_as_of(day: str) -> Story:
    """Return what of the story had been published by the end of a day, its promises still open."""
    whole = story()
    reports = {one.id for one in whole.reports if (one.published or "")[:10] <= day}
    said = {one.id for one in whole.statements if one.report in reports}
    claims = tuple(
        replace(
            one,
            statements=tuple(key for key in one.statements if key in said),
            reports=tuple(key for key in one.reports if key in reports),
            channels=tuple(
                kept for kept in (tuple(key for key in channel if key in reports) for channel in one.channels) if kept
            ),
        )
        for one in whole.claims
        if not said.isdisjoint(one.statements)
    )
    return replace(
        whole,
        reports=tuple(one for one in whole.reports if one.id in reports),
        duplicates=tuple(one for one in whole.duplicates if one.of in reports),
        statements=tuple(one for one in whole.statements if one.id in said),
        claims=claims,
        entities=tuple(
            replace(
                one,
                mentions=tuple(at for at in one.mentions if at.report in reports),
                labels=tuple(label for label in one.labels if label.report in reports),
            )
            for one in whole.entities
        ),
        copies=tuple(one for one in whole.copies if {one.origin, one.copy} <= reports),
        citations=tuple(one for one in whole.citations if one.report in reports),
        conflicts=tuple(one for one in whole.conflicts if all(slot.statement in said for slot in one.slots)),
        promises=tuple(
            replace(one, status="open", later=())
            for one in whole.promises
            if any(claim.id == one.claim for claim in claims)
        ),
        timeline=tuple(
            replace(one, evidence=kept)
            for one in whole.timeline
            if (kept := tuple(at for at in one.evidence if at.report in reports))
        ),
        coverage=tuple(one for one in whole.coverage if any(claim.id == one.claim for claim in claims)),
    )
