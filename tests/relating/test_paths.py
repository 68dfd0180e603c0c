"""How each report says that it came to a claim; and what must hold of channels, known and unknown, in any story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.model import (
    PASSED_ON,
    Citation,
    Claim,
    Copy,
    Entity,
    Passage,
    Relay,
    Report,
    Span,
    Statement,
)
from onrecord.relating.channels import channels_of
from onrecord.relating.paths import tell_paths

# ---------------------------------------------------------------- what is told


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def path_of(
    text: str, content: str, *, cue: str = "", outlet: str | None = "Harbour Courier", authors: tuple[str, ...] = (),
    relay: str | None = None, basis: str = "named with the statement", cited: tuple[str, str, str] | None = None,
    speaker: str | None = None, source: str = "", kind: str = "indirect", url: str | None = None,
) -> tuple[str, str] | None:  # fmt: skip
    """What one report with one statement tells: how, and in which of its words."""
    report = Report(id="r-1", input="a.txt", text=text, outlet=outlet, authors=authors, url=url)
    start = text.rfind("\n", 0, text.index(content)) + 1
    statement = Statement(
        id="s-1", report="r-1", kind=kind, content=(at(text, content),), sentence=(start, len(text)),  # type: ignore[arg-type]
        relays=(Relay(name=relay, span=at(text, relay), basis=basis),) if relay else (),
        cue_lemma=cue, cue=(at(text, cue),) if cue else (), speaker=speaker,
        source=(at(text, source),) if source else (),
    )  # fmt: skip
    citations = (
        () if cited is None else (Citation(outlet=cited[0], span=at(text, cited[1]), how=cited[2], report="r-1"),)
    )
    claim = Claim(
        id="c-1", text=content, statements=("s-1",), reports=("r-1",), vouchers=(), channels=(("r-1",),),
        first_reported=None,
    )  # fmt: skip
    entities = (Entity(id="e-1", name="Harbour Courier", kind="organisation", forms=(), mentions=()),)
    (found,) = tell_paths({"r-1": report}, (claim,), (statement,), citations, entities)
    assert (found.unknown == ()) == bool(found.paths)
    if not found.paths:
        return None
    (path,) = found.paths
    return path.how, "" if path.span is None else report.slice(path.span)


SHUT = "the doors were shut"
TOLD = [
    (f"Ilva Tesk told a news conference that {SHUT}.", ("public occasion", "told a news conference")),
    (f"Ilva Tesk told reporters that {SHUT}.", ("public occasion", "told reporters")),
    (f"Ilva Tesk said in a written statement that {SHUT}.", ("public occasion", "in a written statement")),
    (f"In a series of tweets, Ilva Tesk said {SHUT}.", ("public occasion", "In a series of tweets")),
    (f"Ilva Tesk wrote on her official page that {SHUT}.", ("public occasion", "on her official page")),
    (f"Ilva Tesk said in a letter that {SHUT}.", ("document", "in a letter")),
    (f"Ilva Tesk told this newspaper that {SHUT}.", ("told to the outlet", "told this newspaper")),
    (f"On a tape heard by the Harbour Courier she says {SHUT}.", ("own observation", "heard by the Harbour Courier")),
    (f"Ilva Tesk said {SHUT}.", None),
    (f"Ilva Tesk said in an interview that {SHUT}.", None),
    (f"Ilva Tesk said after a meeting that {SHUT}.", None),
    (f"According to reporters, {SHUT}.", None),
    (f"“In this statement I lie,” she laughed; {SHUT}, she said.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_a_report_tells_its_path_by_the_words_around_a_statement(text: str, expected: tuple[str, str] | None) -> None:
    assert path_of(text, SHUT) == expected


def test_what_a_speaker_speaks_of_does_not_tell_where_it_was_said() -> None:
    said = "the doors were shut when she told reporters so"
    assert path_of(f"Ilva Tesk said {said}.", said) is None
    assert path_of(f"On Monday {said}.", said, kind="own") is None


def test_the_sentence_before_may_set_the_scene_and_an_occasion_to_come_sets_none() -> None:
    def scene(before: str) -> tuple[str, str] | None:
        text = f"It rained. {before} Ilva Tesk said {SHUT}."
        start = text.index("Ilva")
        report = Report(id="r-1", input="a.txt", text=text, outlet="Harbour Courier")
        statement = Statement(
            id="s-1", report="r-1", kind="indirect", content=(at(text, SHUT),), sentence=(start, len(text))
        )
        claim = Claim(
            id="c-1", text=SHUT, statements=("s-1",), reports=("r-1",), vouchers=(), channels=(("r-1",),),
            first_reported=None,
        )  # fmt: skip
        (told,) = tell_paths({"r-1": report}, (claim,), (statement,), ())
        return (told.paths[0].how, report.slice(told.paths[0].span or (0, 0))) if told.paths else None

    heard = ("public occasion", "listened to the press conference")
    assert scene("The hall listened to the press conference.") == heard
    assert scene("The hall listened to the press conference. Nobody spoke.") is None
    assert scene("She will hold a press conference.") is None
    assert scene("“I gave a speech,” he said.") is None


def test_a_relay_is_a_path_and_somebody_who_passes_it_on_is_none() -> None:
    text = f"Ilva Tesk, quoted by Norra News, said {SHUT}."
    assert path_of(text, SHUT, relay="Norra News") == ("relay", "Norra News")
    assert path_of(text, SHUT, relay="Norra News", basis=PASSED_ON) is None


def test_words_said_to_the_outlet_itself_are_told_by_its_name() -> None:
    text = f"Ilva Tesk told the Courier that {SHUT}."
    assert path_of(text, SHUT, cited=("Harbour Courier", "Courier", "told")) == ("told to the outlet", "Courier")
    assert path_of(text, SHUT, cited=("Harbour Courier", "Courier", "told"), outlet="Norra News") == (
        "relay",
        "Courier",
    )


def test_the_verb_or_the_document_that_speaks_may_tell_it() -> None:
    assert path_of(f"Ilva Tesk tweeted that {SHUT}.", SHUT, cue="tweet") == ("public occasion", "tweet")
    assert path_of(f"The indictment says {SHUT}.", SHUT, source="The indictment") == ("document", "The indictment")
    assert path_of(f"Some reports say {SHUT}.", SHUT, source="Some reports") is None


def test_a_dateline_and_a_byline_put_a_reporter_there_and_either_alone_does_not() -> None:
    text = f"Doors shut\n\nPORT ESKE, Norra — Ilva Tesk said {SHUT}."
    assert path_of(text, SHUT, authors=("Mara Velt",)) == ("own reporter", "PORT ESKE, Norra")
    assert path_of(text, SHUT) is None
    assert path_of(f"Ilva Tesk said {SHUT}.", SHUT, authors=("Mara Velt",)) is None
    assert path_of(f"BREAKING — Ilva Tesk said {SHUT}.", SHUT, authors=("Mara Velt",)) is None


def test_an_outlets_own_dateline_tells_a_place_and_its_name_alone_does_not() -> None:
    cited = ("Harbour Courier", "Courier", "dateline")
    text = f"PORT ESKE (Courier) - Ilva Tesk said {SHUT}."
    assert path_of(text, SHUT, cited=cited) == ("own reporter", "Courier")
    assert path_of(f"(Courier) Ilva Tesk said {SHUT}.", SHUT, cited=cited) is None
    assert path_of(f"Tesk said {SHUT}.\nMara Velt of the Courier helped.", SHUT, cited=(*cited[:2], "credit")) is None


def test_a_wires_text_and_a_wires_byline_name_the_wire() -> None:
    text = f"PORT ESKE (Norra) - Ilva Tesk said {SHUT}."
    assert path_of(text, SHUT, cited=("Norra", "Norra", "dateline")) == ("relay", "Norra")
    assert path_of(f"Ilva Tesk said {SHUT}.", SHUT, authors=("Agence France-Presse",)) == ("relay", "")
    assert path_of(f"Ilva Tesk said {SHUT}.", SHUT, authors=("AFP", "Mara Velt")) is None


def test_a_wire_and_the_speakers_own_organ_need_say_no_more() -> None:
    assert path_of(f"Ilva Tesk said {SHUT}.", SHUT, outlet="AFP") == ("wire", "")
    assert path_of(f"We found {SHUT}.", SHUT, speaker="e-1") == ("own organ", "")
    assert path_of(f"We found {SHUT}.", SHUT, outlet="Harbour Board", url="https://harbour.gov.zz/a") == (
        "own organ",
        "",
    )
    assert path_of(f"We found {SHUT}.", SHUT, outlet="Harbour Board", url="https://gov.example/a") is None
    assert path_of(f"Ilva Tesk said {SHUT}.", SHUT, outlet="RFE/RL") is None
    assert path_of(f"Ilva Tesk said {SHUT}.", SHUT, outlet=None) is None


# ---------------------------------------------------------------- what holds in any story

NAMES = ("Norra News", "The Norra News", "Harbour Courier", "Harbour Gazette", "Harbour", "Norra", "AFP", "Eske Post")
REPORTS = 6
CARRYING = st.sets(st.integers(0, REPORTS - 1), min_size=1)
PAIRS = st.tuples(st.integers(0, REPORTS - 1), st.integers(0, REPORTS - 1)).filter(lambda pair: pair[0] != pair[1])
OUTLETS = st.lists(st.none() | st.sampled_from(NAMES), min_size=REPORTS + 1, max_size=REPORTS + 1)
BYLINES = st.lists(
    st.sampled_from([(), ("AFP",), ("Mara Velt",), ("Mara Velt", "AFP")]), min_size=REPORTS, max_size=REPORTS
)
TEXTS = (f"Tesk said {SHUT}.", f"Tesk told reporters that {SHUT}.", f"Tesk told this newspaper that {SHUT}.",
         f"PORT ESKE — Tesk said {SHUT}.")  # fmt: skip
SOURCES = st.lists(
    st.tuples(
        st.integers(0, REPORTS - 1), st.sampled_from(["relay", "credit", "dateline", "told"]), st.sampled_from(NAMES)
    ),
    max_size=6,
)


@st.composite
def stories(draw: st.DrawFn) -> Drawn:
    return Drawn(
        frozenset(draw(CARRYING)), tuple(draw(OUTLETS)), tuple(draw(BYLINES)), tuple(draw(st.lists(PAIRS, max_size=5))),
        tuple(draw(SOURCES)), tuple(draw(st.lists(st.integers(0, len(TEXTS) - 1), min_size=REPORTS, max_size=REPORTS))),
    )  # fmt: skip


class Drawn:
    """A claim of a random story: who carries it, outlets, bylines, copies, relays and credits, wordings."""

    def __init__(
        self, carrying: frozenset[int], outlets: tuple[str | None, ...], bylines: tuple[tuple[str, ...], ...],
        copies: tuple[tuple[int, int], ...], sources: tuple[tuple[int, str, str], ...], texts: tuple[int, ...],
    ) -> None:  # fmt: skip
        self.carrying, self.copies = carrying, [f"r-{a} r-{b}".split() for a, b in copies]
        self.reports = {
            f"r-{n}": Report(id=f"r-{n}", input=f"{n}", text=TEXTS[texts[n]], outlet=outlets[n], authors=bylines[n])
            for n in range(REPORTS)
        }
        self.next_outlet = outlets[-1]
        self.sources = [(f"r-{n}", how, name) for n, how, name in sources]

    def __repr__(self) -> str:
        said = {r.id: (r.outlet, r.authors, r.text) for r in self.reports.values()}
        return f"{sorted(self.carrying)} {said} {self.copies} {self.sources}"

    def claim(self, more: dict[str, Report] | None = None, copies: tuple[tuple[str, str], ...] = (),
              wordings: dict[str, str] | None = None, turned: bool = False) -> Claim:  # fmt: skip
        """The claim, with further reports that carry it, and further copies."""
        reports = {**self.reports, **(more or {})}
        carrying = [*(f"r-{n}" for n in sorted(self.carrying)), *sorted(more or {})]
        same = wordings or {}
        statements = [self._said(report, reports[report].text, same.get(report, report)) for report in carrying]
        citations = [
            Citation(outlet=name, span=(0, 1), how=how, report=report)
            for report in reports
            for of, how, name in self.sources
            if of == same.get(report, report) and how != "relay"
        ]
        made = [
            Copy(origin=a, copy=b, share=0.5, passages=(Passage(origin=(0, 1), copy=(0, 1)),), because="")
            for a, b in [*self.copies, *copies]
        ]
        if turned:
            carrying, statements, citations, made = carrying[::-1], statements[::-1], citations[::-1], made[::-1]
            reports = dict(reversed(reports.items()))
        channels, because = channels_of(carrying, {s.report: [s] for s in statements}, made, citations, reports)
        bare = Claim(
            id="c-1", text=SHUT, statements=tuple(sorted(s.id for s in statements)), reports=tuple(sorted(carrying)),
            vouchers=(), channels=channels, first_reported=None, because=because,
        )  # fmt: skip
        return tell_paths(reports, (bare,), statements, citations)[0]

    def _said(self, report: str, text: str, like: str) -> Statement:
        names = sorted({name for of, how, name in self.sources if of == like and how == "relay"})
        relays = tuple(Relay(name=name, span=(0, 1), basis="named with the statement") for name in names)
        return Statement(
            id=f"s-{report}",
            kind="indirect",
            report=report,
            relays=relays,
            content=(at(text, SHUT),),
            sentence=(0, len(text)),
        )


def known(claim: Claim) -> int:
    return len(claim.channels) - len(claim.unknown)


# A copy by an outlet that makes "Harbour" mean two: who had it from "Harbour" must not come apart from the Courier.
TWO_HARBOURS = Drawn(
    frozenset({0, 1}),
    ("Harbour Courier", "Eske Post", *[None] * 4, "Harbour Gazette"),
    ((),) * REPORTS,
    (),
    ((1, "relay", "Harbour"),),
    (0,) * REPORTS,
)


@given(stories(), st.integers(0, REPORTS - 1))
@example(TWO_HARBOURS, 0)
def test_adding_a_copy_never_adds_a_channel(drawn: Drawn, of: int) -> None:
    before, origin = drawn.claim(), f"r-{of}"
    copy = replace(drawn.reports[origin], id="r-9", input="9", outlet=drawn.next_outlet)
    if of in drawn.carrying:
        after = drawn.claim({"r-9": copy}, ((origin, "r-9"),), {"r-9": origin})
        assert len(after.channels) <= len(before.channels)
        # The copy says what its original says, and so makes no path known that was not.
        assert known(after) <= known(before) or drawn.next_outlet == "AFP"
    assert len(drawn.claim(copies=((origin, f"r-{(of + 1) % REPORTS}"),)).channels) <= len(before.channels)


@given(stories(), st.sampled_from(TEXTS))
def test_adding_an_independent_report_adds_its_channel_and_takes_none(drawn: Drawn, text: str) -> None:
    before = drawn.claim()
    after = drawn.claim({"r-9": Report(id="r-9", input="9", text=text, outlet="Nobody Else", authors=("Ann Orr",))})
    assert set(after.channels) == {*before.channels, ("r-9",)}
    assert set(after.unknown) - {("r-9",)} == set(before.unknown)


@given(stories())
def test_the_order_of_what_is_given_changes_nothing(drawn: Drawn) -> None:
    assert drawn.claim(turned=True) == drawn.claim()


@given(stories(), st.none() | st.sampled_from(NAMES[:-2]))
def test_a_report_of_unknown_path_never_raises_the_count_of_known_channels(drawn: Drawn, outlet: str | None) -> None:
    silent = Report(id="r-9", input="9", text=TEXTS[0], outlet=outlet)
    assert known(drawn.claim({"r-9": silent})) <= known(drawn.claim())


@given(stories())
def test_channels_of_unknown_path_are_channels_and_known_ones_say_how(drawn: Drawn) -> None:
    claim = drawn.claim()
    assert set(claim.unknown) <= set(claim.channels)
    told = {path.report for path in claim.paths}
    for channel in claim.channels:
        assert (channel in claim.unknown) == told.isdisjoint(channel)
    assert {path.report for path in claim.paths} <= set(claim.reports)


def test_a_wires_text_in_five_outlets_is_one_channel_however_it_is_told() -> None:
    for how in ("dateline", "credit", "relay"):
        sources = tuple((n, how, "AFP") for n in range(1, 6))
        outlets = ("AFP", "Norra News", "Harbour Courier", "Eske Post", None, "Harbour Gazette", None)
        drawn = Drawn(frozenset(range(6)), outlets, ((),) * 6, (), sources, (0,) * 6)
        assert len(drawn.claim().channels) == 1
        assert drawn.claim().unknown == ()


def test_two_wires_at_one_press_conference_are_two_channels_and_none_of_unknown_path() -> None:
    drawn = Drawn(frozenset({0, 1}), ("AFP", "Norra News", *[None] * 5), ((),) * 6, (), (), (1,) * 6)
    assert (len(drawn.claim().channels), drawn.claim().unknown) == (2, ())


def test_a_relay_whose_own_report_does_not_say_how_it_knows_tells_nothing_more() -> None:
    outlets = ("Norra News", "Harbour Courier", *[None] * 5)
    drawn = Drawn(frozenset({0, 1}), outlets, ((),) * 6, (), ((1, "relay", "Norra"),), (0,) * 6)
    assert drawn.claim().unknown == (("r-0", "r-1"),)
    alone = Drawn(frozenset({1}), outlets, ((),) * 6, (), ((1, "relay", "Norra"),), (0,) * 6)
    assert alone.claim().unknown == ()


def test_outlets_that_do_not_say_how_they_know_are_shown_apart() -> None:
    drawn = Drawn(
        frozenset({0, 1, 2}),
        ("Norra News", "Harbour Courier", "Eske Post", *[None] * 4),
        ((),) * 6,
        (),
        (),
        (0, 0, 1, 0, 0, 0),
    )
    assert (len(drawn.claim().channels), drawn.claim().unknown) == (3, (("r-0",), ("r-1",)))
