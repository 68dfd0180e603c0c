"""Stories to keep and read again: one written by hand, and a strategy that makes any."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import get_args

from hypothesis import strategies as st

from onrecord.decisions import anchor_at
from onrecord.model import (
    Anchor,
    AnchorKind,
    Citation,
    Claim,
    Conflict,
    Copy,
    Coverage,
    Decision,
    DecisionState,
    Doubt,
    DoubtKind,
    Duplicate,
    Edit,
    EditKind,
    Entity,
    Evidence,
    Furniture,
    History,
    Label,
    Link,
    Marker,
    Mention,
    MentionKind,
    Passage,
    PathKind,
    Place,
    Promise,
    Quantity,
    Rejected,
    Relay,
    Report,
    Rewrite,
    Slot,
    Source,
    Span,
    Standing,
    Statement,
    Story,
    Time,
    TimelineEntry,
    Topic,
    TopicKind,
    Version,
    Window,
)
from onrecord.model import Path as ToldPath
from onrecord.record import Writer
from onrecord.record.write import text_hash


def keep(path: Path, story: Story) -> Path:
    """Write a story to a record that was read as it stands."""
    readings = {report.input: report for report in story.reports}
    originals = {report.id: report for report in story.reports}
    readings |= {duplicate.input: originals[duplicate.of] for duplicate in story.duplicates}
    with Writer(path) as writer:
        writer.replace(story, as_read=readings, analysis_keys={}, not_analysed={}, meta={"given": str(story.given)})
    return path


def tamper(path: Path, sql: str) -> None:
    """Change a record behind its back."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql)
    connection.close()


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return (start, start + len(words))


FERRY = (
    "Ferry to run again, minister says\n\n"
    "PORT ESKE (Norra) - Transport minister Élodie Brask said on Monday that the ferry would sail "
    '"in the second half of next year".\n\nAt least 40 people stood at the quay.\n'
)
ECHO = (
    "Brask promises ferry\n\n"
    'Minister Elodie Brask told Norra the ferry would sail "in the second half of next year".\n\n'
    "Some 25 people stood at the quay.\n"
)


def ferry_story() -> Story:
    """Return a small story with something in every list."""
    said = 'the ferry would sail "in the second half of next year"'
    one = Report(
        id="r-0000000001",
        input="reports/norra.txt",
        text=FERRY,
        title="Ferry to run again, minister says",
        title_span=_at(FERRY, "Ferry to run again, minister says"),
        outlet="Norra",
        authors=("Ines Vahl",),
        published="2031-03-04",
        language="en",
        basis={"outlet": 'dateline: "PORT ESKE (Norra)"', "published": "manifest", "title": "first line"},
        furniture=(Furniture(span=_at(FERRY, "PORT ESKE (Norra)"), kind="date-line"),),
        links=(Link(span=_at(FERRY, "PORT ESKE"), url="https://norra.example/port-eske"),),
        source=Source(
            media_type="text/html",
            sha256="5e" * 32,
            record="<urn:uuid:00000000-0000-4000-8000-000000000001>",
            offset=1200,
            captured="2031-03-05T06:00:00Z",
        ),
        places=(
            Place(span=_at(FERRY, "Ferry to run again, minister says"), at="char=40,73"),
            Place(span=_at(FERRY, "At least 40 people stood at the quay."), at="char=310,347"),
        ),
        modified="2031-03-04T18:20:00",
    )
    two = Report(
        id="r-0000000002",
        input="reports/lantern.html",
        text=ECHO,
        title="Brask promises ferry",
        outlet="The Lantern",
        url="https://lantern.example/ferry",
        published="2031-03-05T09:30:00",
        published_confidence="medium",
        published_doubt="url states another day: 2031-03-01",
        language="en",
        basis={"outlet": "manifest", "published": "metadata: date_publish", "title": "metadata: title"},
    )
    brask = Entity(
        id="e-brask",
        name="Élodie Brask",
        kind="person",
        forms=("Élodie Brask", "Elodie Brask"),
        mentions=(
            Mention(report=one.id, span=_at(FERRY, "Élodie Brask")),
            Mention(report=two.id, span=_at(ECHO, "Elodie Brask")),
        ),
        labels=(
            Label(
                span=_at(FERRY, "Transport minister"),
                text="Transport minister",
                name=_at(FERRY, "Élodie Brask"),
                report=one.id,
            ),
            Label(span=_at(ECHO, "Minister"), text="Minister", name=_at(ECHO, "Elodie Brask"), report=two.id),
        ),
        because=("the same but for accents: Élodie Brask, Elodie Brask",),
    )
    harbour = Entity(
        id="e-eske",
        name="Port Eske",
        kind="place",
        forms=("PORT ESKE",),
        mentions=(Mention(report=one.id, span=_at(FERRY, "PORT ESKE")),),
    )

    def promise_in(key: str, text: str, report: Report, cue: str, **extra: object) -> Statement:
        window = _at(text, "in the second half of next year")
        return Statement(
            id=key,
            report=report.id,
            kind="mixed",
            speaker=brask.id,
            source=(_at(text, brask.forms[0] if report is one else brask.forms[1]),),
            cue=(_at(text, cue),),
            content=(_at(text, said),),
            text=said,
            sentence=_at(text, text.split("\n\n")[1]),
            name=_at(text, brask.forms[0] if report is one else brask.forms[1]),
            because="the source is a name",
            future=True,
            markers=(Marker(flag="future", span=_at(text, "would")),),
            times=(Time(span=window, type="DATE", value="2032-H2", edtf="2032-41"),),
            terms=("ferry", "sail", "half", "year"),
            event="sail",
            cue_lemma=cue,
            **extra,  # type: ignore[arg-type]
        )

    def crowd_in(key: str, text: str, report: Report, number: str, low: float, high: float | None) -> Statement:
        sentence = _at(text, f"{number} people stood at the quay.")
        return Statement(
            id=key,
            report=report.id,
            kind="own",
            content=(sentence,),
            text=text[slice(*sentence)],
            sentence=sentence,
            quantities=(
                Quantity(span=_at(text, f"{number} people"), low=low, high=high, unit="person", event="stand"),
            ),
            terms=("people", "stand", "quay"),
            event="stand",
        )

    first = promise_in("s-1", FERRY, one, "said", said_on="2031-03-03")
    second = promise_in(
        "s-2",
        ECHO,
        two,
        "told",
        relays=(Relay(name="Norra", span=_at(ECHO, "Norra"), basis="named with the statement"),),
    )
    many = crowd_in("s-3", FERRY, one, "At least 40", 40, None)
    few = crowd_in("s-4", ECHO, two, "Some 25", 20, 30)
    return Story(
        reports=(one, two),
        duplicates=(Duplicate(input="reports/norra copy.txt", of=one.id),),
        rejected=(Rejected(input="reports/photo.jpg", reason="not text: a JPEG picture"),),
        entities=(brask, harbour),
        statements=(first, second, many, few),
        claims=(
            Claim(
                id="c-ferry",
                text=said,
                statements=(first.id, second.id),
                reports=(one.id, two.id),
                vouchers=(brask.id,),
                channels=((one.id, two.id),),
                first_reported="2031-03-04",
                because=("the same words: in the second half of next year", "The Lantern has it from Norra"),
                paths=(
                    ToldPath(report=one.id, how="wire"),
                    ToldPath(report=two.id, how="relay", span=_at(two.text, "Norra")),
                ),
            ),
            Claim(
                id="c-many",
                text=many.text,
                statements=(many.id,),
                reports=(one.id,),
                vouchers=(),
                channels=((one.id,),),
                first_reported="2031-03-04",
            ),
            Claim(
                id="c-few",
                text=few.text,
                statements=(few.id,),
                reports=(two.id,),
                vouchers=(),
                channels=((two.id,),),
                first_reported="2031-03-05",
            ),
        ),
        copies=(
            Copy(
                origin=one.id,
                copy=two.id,
                share=0.4,
                passages=(Passage(origin=_at(FERRY, said), copy=_at(ECHO, said)),),
                because="11 words in a row; The Lantern names Norra",
            ),
        ),
        citations=(
            Citation(
                outlet="Norra",
                span=_at(ECHO, "told Norra"),
                how="told",
                speaker=_at(ECHO, "Elodie Brask"),
                report=two.id,
            ),
        ),
        conflicts=(
            Conflict(
                id="x-crowd",
                kind="number",
                claims=("c-many", "c-few"),
                slots=(
                    Slot(
                        claim="c-many",
                        statement=many.id,
                        report=one.id,
                        span=_at(FERRY, "At least 40 people"),
                        text="At least 40 people",
                        value="40 or more",
                    ),
                    Slot(
                        claim="c-few",
                        statement=few.id,
                        report=two.id,
                        span=_at(ECHO, "Some 25 people"),
                        text="Some 25 people",
                        value="about 25",
                    ),
                ),
                revision=False,
                because="both count the people at the quay",
            ),
        ),
        promises=(
            Promise(
                claim="c-ferry",
                speaker=brask.id,
                due="2032-41",
                status="open",
                later=(second.id,),
                because="said of the future by a minister",
                hedged=True,
                windows=(
                    Window(due="2032-41", statement=first.id, span=_at(FERRY, "in the second half of next year")),
                    Window(due="2031-03-05/..", statement=second.id),
                ),
                settled_by=second.id,
            ),
        ),
        timeline=(
            TimelineEntry(
                date="2031-03-04",
                text="At least 40 people stood at the quay.",
                evidence=(Evidence(report=one.id, span=_at(FERRY, "At least 40 people stood at the quay.")),),
                channels=((one.id,),),
                conflicts=("x-crowd",),
            ),
        ),
        coverage=(
            Coverage(claim="c-ferry", outlets=("Norra", "The Lantern"), missing=()),
            Coverage(claim="c-many", outlets=("Norra",), missing=("The Lantern",)),
        ),
        decisions=(
            Decision(
                id="d-1",
                at="2031-03-06T10:00:00Z",
                by="desk",
                what="not-same",
                on=("e-brask", "e-eske"),
                why="a person and a town",
                anchors=(
                    anchor_at(one, _at(FERRY, "Élodie Brask"), "entity", "Élodie Brask"),
                    anchor_at(one, _at(FERRY, "PORT ESKE"), "entity", "Port Eske"),
                ),
            ),
        ),
        standings=(Standing(decision="d-1", state="applied", on=("e-brask", "e-eske"), machine="two"),),
        doubts=(
            Doubt(
                kind="copy",
                sides=(one.id, two.id),
                score=0.4,
                needed=0.0,
                linked=True,
                because=("share 0.40",),
                places=(
                    Evidence(report=one.id, span=_at(FERRY, '"in the second half of next year"')),
                    Evidence(report=two.id, span=_at(ECHO, '"in the second half of next year"')),
                ),
            ),
        ),
    )


# ---------------------------------------------------------------- any story

_WORDS = st.text(max_size=12)
_SOME_WORDS = st.none() | _WORDS
_LISTS = st.lists(_WORDS, max_size=3).map(tuple)


def _ids(draw: st.DrawFn, prefix: str, most: int, least: int = 0) -> list[str]:
    return [f"{prefix}-{number}" for number in range(draw(st.integers(least, most)))]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Make any story that holds together: spans slice their texts, links lead somewhere."""
    reports = tuple(_report(draw, key) for key in _ids(draw, "r", 3, 1))
    texts = {report.id: report.text for report in reports}
    some_report = st.sampled_from([report.id for report in reports])

    def span(report: str) -> Span:
        length = len(texts[report])
        start = draw(st.integers(0, length))
        return (start, draw(st.integers(start, length)))

    def spans(report: str, most: int = 2) -> tuple[Span, ...]:
        return tuple(span(report) for _ in range(draw(st.integers(0, most))))

    def places() -> tuple[Evidence, ...]:
        chosen = draw(st.lists(some_report, max_size=2))
        return tuple(Evidence(report=report, span=span(report)) for report in chosen)

    def mentions() -> tuple[Mention, ...]:
        kinds: st.SearchStrategy[MentionKind] = st.sampled_from(
            ["name", "demonym", "metonym", "role", "pronoun", "group"]
        )
        return tuple(Mention(report=at.report, span=at.span, kind=draw(kinds), because=draw(_WORDS)) for at in places())

    def label() -> Label:
        report = draw(some_report)
        where = span(report)
        return Label(span=where, text=texts[report][slice(*where)], name=span(report), report=report)

    entities = tuple(
        Entity(
            id=key,
            name=draw(_WORDS),
            kind=draw(st.sampled_from(["person", "organisation", "place", "group", "thing"])),
            forms=draw(_LISTS),
            mentions=mentions(),
            labels=tuple(label() for _ in range(draw(st.integers(0, 2)))),
            because=draw(_LISTS),
        )
        for key in _ids(draw, "e", 3)
    )
    if len(entities) > 1 and draw(st.booleans()):
        seat = replace(entities[1], stands_for=entities[0].id, stands_for_because="the seat of its government")
        entities = (entities[0], seat, *entities[2:])
    some_entity = st.sampled_from([entity.id for entity in entities]) if entities else st.nothing()

    def statement(key: str) -> Statement:
        report = draw(some_report)
        content = spans(report)
        return Statement(
            id=key,
            report=report,
            kind=draw(st.sampled_from(["direct", "indirect", "mixed", "own"])),
            speaker=draw(st.none() | some_entity),
            source=spans(report),
            cue=spans(report),
            content=content,
            text=" [...] ".join(texts[report][slice(*piece)] for piece in content),
            sentence=span(report),
            name=span(report) if draw(st.booleans()) else None,
            because=draw(_WORDS),
            relays=tuple(Relay(name=draw(_WORDS), span=one, basis=draw(_WORDS)) for one in spans(report)),
            said_on=draw(_SOME_WORDS),
            said_on_because=draw(_WORDS),
            negated=draw(st.booleans()),
            hedged=draw(st.booleans()),
            future=draw(st.booleans()),
            markers=tuple(
                Marker(flag=draw(st.sampled_from(["negated", "hedged", "future"])), span=one) for one in spans(report)
            ),
            times=tuple(
                Time(
                    span=one,
                    type=draw(st.sampled_from(["DATE", "TIME", "DURATION", "SET"])),
                    value=draw(_WORDS),
                    edtf=draw(_SOME_WORDS),
                )
                for one in spans(report)
            ),
            quantities=tuple(
                Quantity(
                    span=one,
                    low=draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
                    high=draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
                    unit=draw(_WORDS),
                    event=draw(_WORDS),
                )
                for one in spans(report)
            ),
            names=spans(report),
            terms=draw(_LISTS),
            event=draw(_WORDS),
            cue_lemma=draw(_WORDS),
        )

    statements = tuple(statement(key) for key in _ids(draw, "s", 4))
    histories = (_history(draw, reports),) if len(reports) > 1 and draw(st.booleans()) else ()
    pages = {version.report for history in histories for version in history.versions}
    claims = tuple(_claim(draw, group, some_entity, texts, pages) for group in _groups(draw, list(statements)))

    def conflict(key: str) -> Conflict:
        chosen = draw(st.lists(st.sampled_from(claims), min_size=2, max_size=2, unique_by=lambda one: one.id))

        def slot(claim: Claim) -> Slot:
            source = next(one for one in statements if one.id == claim.statements[0])
            where = span(source.report)
            return Slot(
                claim=claim.id,
                statement=source.id,
                report=source.report,
                span=where,
                text=texts[source.report][slice(*where)],
                value=draw(_WORDS),
            )

        left = [one.id for one in claims if one not in chosen]
        others = st.lists(st.sampled_from(left), unique=True).map(tuple) if left else st.just(())
        return Conflict(
            id=key,
            kind=draw(st.sampled_from(["number", "date", "negation", "attribution", "place"])),
            claims=(chosen[0].id, chosen[1].id),
            slots=(slot(chosen[0]), slot(chosen[1])),
            revision=draw(st.booleans()),
            because=draw(_WORDS),
            revised_by=draw(st.none() | _WORDS),
            further=(draw(others), draw(others)),
        )

    def copy() -> Copy:
        origin, to = draw(some_report), draw(some_report)
        return Copy(
            origin=origin,
            copy=to,
            share=draw(st.floats(0, 1)),
            passages=tuple(Passage(origin=span(origin), copy=span(to)) for _ in range(draw(st.integers(0, 2)))),
            because=draw(_WORDS),
            directed=draw(st.booleans()),
        )

    def citation() -> Citation:
        report = draw(some_report)
        return Citation(
            outlet=draw(_WORDS),
            span=span(report),
            how=draw(_WORDS),
            speaker=span(report) if draw(st.booleans()) else None,
            report=report,
        )

    def entry() -> TimelineEntry:
        report = draw(some_report)
        where = span(report)
        evidence = (Evidence(report=report, span=where), *places())
        told = sorted({one.report for one in evidence})
        return TimelineEntry(
            date=draw(_WORDS),
            text=texts[report][slice(*where)],
            evidence=evidence,
            wider=places(),
            channels=draw(st.sampled_from([(), (tuple(told),), tuple((one,) for one in told)])),
            ahead=draw(st.booleans()),
            aside=draw(st.booleans()),
            conflicts=tuple(one.id for one in conflicts if draw(st.booleans())),
        )

    def topic(key: str) -> Topic:
        evidence = places()
        told = sorted({one.report for one in evidence})
        return Topic(
            id=key,
            kind=draw(st.sampled_from(get_args(TopicKind))),
            text=draw(_WORDS),
            entity=draw(st.none() | some_entity),
            evidence=evidence,
            channels=tuple((one,) for one in told),
            outlets=draw(_LISTS),
            missing=draw(_LISTS),
        )

    log = _ids(draw, "d", 2)

    def anchor() -> Anchor:
        report = draw(st.sampled_from(reports))
        where = draw(st.none() | st.just(span(report.id)))
        return Anchor(
            kind=draw(st.sampled_from(get_args(AnchorKind))),
            report=report.id,
            text_sha256=text_hash(report.text),
            outlet=draw(_WORDS),
            input=draw(_WORDS),
            span=where,
            quote="" if where is None else report.slice(where),
            prefix=draw(_WORDS),
            suffix=draw(_WORDS),
            name=draw(_WORDS),
        )

    def doubt() -> Doubt:
        where = places()
        return Doubt(
            kind=draw(st.sampled_from(get_args(DoubtKind))),
            sides=tuple(draw(_WORDS) for _ in where),
            score=draw(st.floats(0, 1)),
            needed=draw(st.floats(0, 1)),
            linked=draw(st.booleans()),
            because=draw(_LISTS),
            places=where,
        )

    def times(most: int) -> range:
        return range(draw(st.integers(0, most)))

    conflicts = tuple(conflict(key) for key in _ids(draw, "x", 2)) if len(claims) > 1 else ()
    return Story(
        reports=reports,
        duplicates=tuple(
            Duplicate(input=f"copy {n}", of=draw(some_report), captured=draw(_SOME_WORDS)) for n in times(2)
        ),
        rejected=tuple(Rejected(input=f"bad {n}", reason=draw(_WORDS)) for n in times(2)),
        entities=entities,
        statements=statements,
        claims=claims,
        copies=tuple(copy() for _ in times(2)),
        citations=tuple(citation() for _ in times(2)),
        conflicts=conflicts,
        promises=tuple(
            Promise(
                claim=draw(st.sampled_from(claims)).id,
                speaker=draw(some_entity),
                due=draw(_WORDS),
                status=draw(
                    st.sampled_from(
                        ["open", "due passed, nothing reported", "reported kept", "reported broken", "revised"]
                    )
                ),
                later=tuple(one.id for one in statements if draw(st.booleans())),
                because=draw(_WORDS),
                hedged=draw(st.booleans()),
                windows=tuple(
                    Window(
                        due=draw(_WORDS),
                        statement=one.id,
                        span=span(one.report) if draw(st.booleans()) else None,
                    )
                    for one in statements
                    if draw(st.booleans())
                ),
                settled_by=draw(st.none() | st.sampled_from([one.id for one in statements])),
            )
            for _ in times(2)
        )
        if claims and entities
        else (),
        timeline=tuple(entry() for _ in times(2)),
        coverage=tuple(
            Coverage(claim=draw(st.sampled_from(claims)).id, outlets=draw(_LISTS), missing=draw(_LISTS))
            for _ in times(2)
        )
        if claims
        else (),
        topics=tuple(topic(key) for key in _ids(draw, "t", 2)),
        decisions=tuple(
            Decision(
                id=key,
                at=draw(_WORDS),
                by=draw(_WORDS),
                what=draw(_WORDS),
                on=draw(_LISTS),
                to=draw(_WORDS),
                why=draw(_WORDS),
                anchors=tuple(anchor() for _ in times(2)),
            )
            for key in log
        ),
        standings=tuple(
            Standing(
                decision=key,
                state=draw(st.sampled_from(get_args(DecisionState))),
                on=draw(_LISTS),
                machine=draw(_WORDS),
                because=draw(_WORDS),
            )
            for key in log
            if draw(st.booleans())
        ),
        struck=tuple(statement(key) for key in _ids(draw, "struck", 2)),
        doubts=tuple(doubt() for _ in times(2)),
        histories=histories,
    )


def _report(draw: st.DrawFn, key: str) -> Report:
    text = draw(st.text(max_size=40))
    end = draw(st.integers(0, len(text)))
    return Report(
        id=key,
        input=f"input of {key}",
        text=text,
        title=draw(_SOME_WORDS),
        title_span=draw(st.none() | st.just((0, end))),
        outlet=draw(_SOME_WORDS),
        authors=draw(_LISTS),
        url=draw(_SOME_WORDS),
        published=draw(_SOME_WORDS),
        published_confidence=draw(st.sampled_from([None, "high", "medium", "low"])),
        published_doubt=draw(_SOME_WORDS),
        language=draw(st.sampled_from([None, "en", "xx"])),
        basis=draw(st.dictionaries(_WORDS, _WORDS, max_size=3)),
        furniture=tuple(Furniture(span=(end, len(text)), kind=draw(_WORDS)) for _ in range(draw(st.integers(0, 2)))),
        links=tuple(Link(span=(0, end), url=draw(_WORDS)) for _ in range(draw(st.integers(0, 2)))),
        source=draw(st.none() | _SOURCES),
        places=(Place(span=(0, end), at="char=0,1"), Place(span=(end, len(text)), at="line=2,3"))[: draw(_UP_TO_TWO)],
        modified=draw(_SOME_WORDS),
    )


_UP_TO_TWO = st.integers(0, 2)
_SOURCES = st.builds(
    Source,
    media_type=_WORDS,
    sha256=_WORDS,
    record=_SOME_WORDS,
    offset=st.none() | st.integers(0, 2**40),
    captured=_SOME_WORDS,
)


def _history(draw: st.DrawFn, reports: tuple[Report, ...]) -> History:
    order = draw(st.permutations([report.id for report in reports]))
    lengths = {report.id: len(report.text) for report in reports}

    def rewrite() -> Rewrite:
        how: EditKind = draw(st.sampled_from(get_args(EditKind)))
        before, after = order[:2]
        edit = Edit(
            how=how,
            before=None if how == "added" else (0, lengths[before]),
            after=None if how == "removed" else (0, lengths[after]),
        )
        return Rewrite(before=before, after=after, seen=draw(_SOME_WORDS), edits=(edit,) * draw(_UP_TO_TWO))

    return History(
        id="v-0",
        address=draw(_WORDS),
        ordered_by=draw(st.sampled_from(["captured", "modified", "published", None])),
        versions=tuple(Version(report=report, seen=draw(_LISTS)) for report in order[: draw(st.integers(2, 3))]),
        because=draw(_WORDS),
        rewrites=tuple(rewrite() for _ in range(draw(_UP_TO_TWO))),
    )


def _groups(draw: st.DrawFn, statements: list[Statement]) -> list[list[Statement]]:
    groups: dict[int, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(draw(st.integers(0, 2)), []).append(statement)
    return [groups[number] for number in sorted(groups)]


_HOWS: st.SearchStrategy[PathKind] = st.sampled_from(get_args(PathKind))


def _told_path(draw: st.DrawFn, report: str, length: int) -> ToldPath:
    start = draw(st.integers(0, length))
    span = draw(st.none() | st.integers(start, length).map(lambda end: (start, end)))
    return ToldPath(report=report, how=draw(_HOWS), span=span)


def _claim(
    draw: st.DrawFn,
    group: list[Statement],
    some_entity: st.SearchStrategy[str],
    texts: Mapping[str, str],
    page: Set[str],
) -> Claim:
    reports = tuple(dict.fromkeys(statement.report for statement in group))
    cut = draw(st.integers(0, len(reports)))
    one_path = tuple(one for at, one in enumerate(reports) if at < cut or one in page)
    rest = tuple(one for one in reports if one not in one_path)
    return Claim(
        id=f"c-{group[0].id}",
        text=draw(st.sampled_from(group)).text,
        statements=tuple(statement.id for statement in group),
        reports=reports,
        vouchers=tuple(draw(st.lists(some_entity, max_size=2, unique=True))) if not some_entity.is_empty else (),
        channels=tuple(channel for channel in (one_path, rest) if channel),
        first_reported=draw(_SOME_WORDS),
        because=draw(_LISTS),
        paths=tuple(_told_path(draw, report, len(texts[report])) for report in reports if draw(st.booleans())),
    )
