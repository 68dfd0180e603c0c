"""The record of the invented story, held to the answer sheet that a careful editor wrote from the texts.

Each row of `grey-marlet.toml` is one test. What a row means is in the header of the sheet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.model import Claim, Conflict, Entity, Evidence, Report, Span, Statement, Story

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHEET: dict[str, Any] = tomllib.loads((HERE / "grey-marlet.toml").read_text(encoding="utf-8"))
FOLDER = ROOT / SHEET["story"]

Row = dict[str, Any]
Member = Sequence[str]
"""A statement as the sheet names it: a file, and words that the statement's content holds."""


def plain(text: str) -> str:
    """Text with white space made even and quotation marks straight: how an editor compares words."""
    return " ".join(text.replace("“", '"').replace("”", '"').replace("’", "'").split())


def prose(report: Report, span: Span) -> str:
    """The words of a span without the furniture that stands among them."""
    kept, start = [], span[0]
    for piece in sorted(report.furniture, key=lambda furniture: furniture.span):
        if start <= piece.span[0] and piece.span[1] <= span[1]:
            kept.append(report.slice((start, piece.span[0])))
            start = piece.span[1]
    return plain(" ".join([*kept, report.slice((start, span[1]))])).casefold()


def holds(text: str, words: str) -> bool:
    return plain(words).casefold() in plain(text).casefold()


@dataclass(frozen=True)
class Index:
    """The story, looked up by the files and words of the sheet."""

    story: Story

    @cached_property
    def reports(self) -> dict[str, Report]:
        found = {Path(report.input).name: report for report in self.story.reports}
        by_id = {report.id: report for report in self.story.reports}
        return found | {Path(duplicate.input).name: by_id[duplicate.of] for duplicate in self.story.duplicates}

    @cached_property
    def by_id(self) -> dict[str, Report]:
        return {report.id: report for report in self.story.reports}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.story.entities}

    def report(self, file: str) -> Report:
        assert file in self.reports, f"{file} gave no report"
        return self.reports[file]

    def words(self, report: Report, spans: Iterable[Span]) -> str:
        return " ".join(report.slice(span) for span in spans)

    def statements(self, file: str, *, attributed: bool = True) -> list[Statement]:
        report = self.report(file)
        return [s for s in self.story.statements if s.report == report.id and not (attributed and s.kind == "own")]

    def saying(self, file: str, words: str) -> list[Statement]:
        """The attributed statements of a report whose content holds these words."""
        report = self.report(file)
        return [s for s in self.statements(file) if holds(self.words(report, s.content), words)]

    def claims(self, member: Member) -> list[Claim]:
        """The claims that a statement of the sheet is in."""
        ids = {statement.id for statement in self.saying(member[0], member[1])}
        assert ids, f"no statement of {member[0]} says {member[1]!r}"
        return [claim for claim in self.story.claims if ids & set(claim.statements)]

    def claim(self, member: Member) -> Claim:
        claims = self.claims(member)
        assert len(claims) == 1, f"{len(claims)} claims hold what {member[0]} has on {member[1]!r}"
        return claims[0]

    def named(self, name: str) -> Entity:
        """The one entity that has this form."""
        found = [entity for entity in self.story.entities if name in entity.forms]
        assert len(found) == 1, f"{len(found)} entities have the form {name!r}"
        return found[0]

    def speaker(self, statement: Statement) -> str:
        return "" if statement.speaker is None else self.entities[statement.speaker].name

    def shown(self, statements: Iterable[Statement]) -> str:
        """Statements as lines, for the message of a test that fails."""
        rows = []
        for statement in statements:
            report = self.by_id[statement.report]
            source, cue = self.words(report, statement.source), self.words(report, statement.cue)
            rows.append(f"{statement.kind}: [{source}|{self.speaker(statement)}] [{cue}] {statement.text!r}")
        return "\n".join(rows) or "(none)"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("story") / "story.db"
    onrecord.build([FOLDER], output, manifest=FOLDER / "manifest.csv").close()
    return output


@pytest.fixture(scope="session")
def index(built: Path) -> Index:
    with onrecord.open(built) as record:
        return Index(record.story())


def rows(section: str, *names: str) -> pytest.MarkDecorator:
    """One test a row of a section; the named fields are its id."""

    def label(row: Row) -> str:
        def short(value: object) -> str:
            return " / ".join(map(short, value)) if isinstance(value, list) else str(value)

        return ": ".join(short(row[name]) for name in names)

    table: list[Row] = SHEET[section]
    assert table, section
    return pytest.mark.parametrize("row", [pytest.param(row, id=label(row)) for row in table])


# ---------------------------------------------------------------- inputs


def test_every_input_is_accounted_for(index: Index) -> None:
    story, counts = index.story, SHEET["counts"]
    assert len(story.reports) == counts["read"]
    assert len(story.duplicates) == counts["duplicates"]
    assert len(story.rejected) == counts["rejected"]
    assert counts["read"] + counts["duplicates"] + counts["rejected"] == counts["given"]


@rows("duplicate", "files")
def test_the_same_report_given_twice_is_one_report(index: Index, row: Row) -> None:
    files = set(row["files"])
    kept = [report for report in index.story.reports if Path(report.input).name in files]
    again = [duplicate for duplicate in index.story.duplicates if Path(duplicate.input).name in files]
    assert len(kept) == 1
    assert {Path(kept[0].input).name, *(Path(duplicate.input).name for duplicate in again)} == files
    assert {duplicate.of for duplicate in again} == {kept[0].id}


@rows("rejected", "file")
def test_what_gives_no_report_is_rejected_with_a_reason(index: Index, row: Row) -> None:
    reasons = [rejected.reason for rejected in index.story.rejected if Path(rejected.input).name == row["file"]]
    assert len(reasons) == 1
    assert reasons[0].strip()


@rows("fact", "file")
def test_outlet_day_and_title_are_known_with_their_basis(index: Index, row: Row) -> None:
    report = index.report(row["file"])
    published = (report.published or "")[: len("2025-03-12")]
    found = (report.outlet, published, plain(report.title or ""))
    assert found == (row["outlet"], row["published"], row["title"])
    assert all(report.basis.get(field) for field in ("outlet", "published", "title"))


# ---------------------------------------------------------------- statements


@rows("attribution", "file", "content")
def test_an_attribution_is_found(index: Index, row: Row) -> None:
    report = index.report(row["file"])
    near = index.saying(row["file"], row["content"])
    found = [
        statement
        for statement in near
        if statement.kind == row["kind"]
        and holds(index.words(report, statement.source), row["source"])
        and holds(index.words(report, statement.cue), row["cue"])
    ]
    assert found, f"found instead:\n{index.shown(near)}"
    if "speaker" in row:
        forms = [index.entities[s.speaker].forms if s.speaker is not None else ("",) for s in found]
        assert any(row["speaker"] in names for names in forms), index.shown(found)
    if "relay" in row:
        relays = [relay.name for statement in found for relay in statement.relays]
        assert any(holds(name, row["relay"]) for name in relays), relays
    if "said_on" in row:
        assert (row["said_on"] or None) in {statement.said_on for statement in found}
    if "negated" in row:
        assert any(statement.negated == row["negated"] for statement in found), index.shown(found)


@rows("never", "file", "words")
def test_furniture_and_scare_quotes_are_nobodys_words(index: Index, row: Row) -> None:
    report = index.report(row["file"])
    statements = index.statements(row["file"], attributed=row["kind"] == "attributed")
    wrong = [s for s in statements if holds(index.words(report, s.content), row["words"])]
    assert not wrong, index.shown(wrong)


def test_every_span_of_a_statement_slices_its_report(index: Index) -> None:
    assert index.story.statements
    for statement in index.story.statements:
        report = index.by_id[statement.report]
        for start, end in (*statement.source, *statement.cue, *statement.content):
            assert 0 <= start < end <= len(report.text)


# ---------------------------------------------------------------- claims, vouchers, channels


@rows("claim", "name")
def test_a_claim_gathers_its_statements(index: Index, row: Row) -> None:
    claims = {claim.id for member in row["members"] for claim in index.claims(member)}
    assert len(claims) == 1, f"spread over {len(claims)} claims"


@rows("claim", "name")
def test_a_claim_names_who_vouches_for_it(index: Index, row: Row) -> None:
    claim = index.claim(row["members"][0])
    assert {index.entities[voucher].id for voucher in claim.vouchers} == {
        index.named(name).id for name in row["vouchers"]
    }


@rows("claim", "name")
def test_a_claim_has_its_independent_channels(index: Index, row: Row) -> None:
    claim = index.claim(row["members"][0])
    found = {frozenset(Path(index.by_id[report].input).name for report in channel) for channel in claim.channels}
    expected = {frozenset(Path(index.report(file).input).name for file in channel) for channel in row["channels"]}
    assert found == expected, claim.because


@rows("apart", "one", "other")
def test_two_things_said_are_two_claims(index: Index, row: Row) -> None:
    one = {claim.id for claim in index.claims(row["one"])}
    other = {claim.id for claim in index.claims(row["other"])}
    assert one
    assert other
    assert not one & other


# ---------------------------------------------------------------- lineage, conflicts, promises


@rows("copy", "from", "to")
def test_a_copy_is_traced_to_what_it_copied(index: Index, row: Row) -> None:
    origin, copy = index.report(row["from"]), index.report(row["to"])
    found = [c for c in index.story.copies if (c.origin, c.copy) == (origin.id, copy.id)]
    assert len(found) == 1
    assert found[0].passages
    for passage in found[0].passages:
        assert prose(origin, passage.origin) == prose(copy, passage.copy)


@rows("not_copy", "one", "other")
def test_reports_written_apart_are_no_copies(index: Index, row: Row) -> None:
    pair = {index.report(row["one"]).id, index.report(row["other"]).id}
    assert not [c for c in index.story.copies if {c.origin, c.copy} == pair]


def fits(text: str, words: Sequence[str]) -> bool:
    return any(holds(text, word) for word in words)


def slot_texts(index: Index, conflict: Conflict) -> tuple[str, str]:
    one, other = (index.by_id[slot.report].slice(slot.span) for slot in conflict.slots)
    return one, other


@rows("conflict", "kind", "slots")
def test_a_conflict_is_found_with_both_sides_marked(index: Index, row: Row) -> None:
    earlier, later = row["slots"]
    found = []
    for conflict in index.story.conflicts:
        texts = slot_texts(index, conflict)
        straight = fits(texts[0], earlier) and fits(texts[1], later)
        swapped = fits(texts[0], later) and fits(texts[1], earlier)
        if conflict.kind == row["kind"] and (straight or (swapped and not row["revision"])):
            found.append(conflict)
    assert found
    assert {conflict.revision for conflict in found} == {row["revision"]}
    assert all(conflict.because for conflict in found)


@rows("not_conflict", "slots")
def test_what_can_both_be_right_is_no_conflict(index: Index, row: Row) -> None:
    one, other = row["slots"]
    for conflict in index.story.conflicts:
        first, second = slot_texts(index, conflict)
        assert not (fits(first, one) and fits(second, other)), conflict.because
        assert not (fits(first, other) and fits(second, one)), conflict.because


@rows("promise", "speaker", "words")
def test_a_promise_has_its_window_and_its_fate(index: Index, row: Row) -> None:
    statements = {s.id: s for s in index.story.statements}
    report_of = {s.id: index.by_id[s.report] for s in index.story.statements}
    claims = {
        claim.id
        for claim in index.story.claims
        if any(holds(statements[member].text, row["words"]) for member in claim.statements)
    }
    found = [promise for promise in index.story.promises if promise.claim in claims]
    assert len(found) == 1
    promise = found[0]
    assert row["speaker"] in index.entities[promise.speaker].forms
    assert (promise.due, promise.status) == (row["due"], row["status"]), promise.because
    assert (promise.settled_by is not None) == bool(row["evidence"])
    if promise.settled_by is not None:
        assert promise.settled_by in promise.later
        assert any(holds(statements[promise.settled_by].text, words) for words in row["evidence"])
    given = [(window.due, window.span and report_of[window.statement].slice(window.span)) for window in promise.windows]
    assert given == [(due, words or None) for due, words in row["given"]]


DAYS = [(row, day) for row in SHEET["promise"] for day in row["as_of"]]


@pytest.mark.parametrize(("row", "day"), DAYS, ids=[f"{row['words'][:30]}, {day}" for row, day in DAYS])
def test_a_promise_stood_so_on_that_evening(built: Path, row: Row, day: str) -> None:
    story = as_of(built, day)
    texts = {statement.id: statement.text for statement in story.statements}
    found = [
        promise.status
        for promise in story.promises
        for claim in story.claims
        if claim.id == promise.claim and any(holds(texts[member], row["words"]) for member in claim.statements)
    ]
    assert found == [row["as_of"][day]] if row["as_of"][day] else found == []


@cache
def as_of(record: Path, day: str) -> Story:
    with onrecord.open(record, as_of=day) as seen:
        return seen.story()


@rows("not_promise", "words")
def test_what_binds_nobody_is_no_promise(index: Index, row: Row) -> None:
    saying = {statement.id for statement in index.story.statements if holds(statement.text, row["words"])}
    assert saying
    promised = {promise.claim for promise in index.story.promises}
    assert not [claim for claim in index.story.claims if saying & set(claim.statements) and claim.id in promised]


# ---------------------------------------------------------------- entities, labels


@rows("entity", "forms")
def test_the_forms_of_a_name_are_one_entity(index: Index, row: Row) -> None:
    entities = {index.named(form).id for form in row["forms"]}
    assert len(entities) == 1
    assert index.named(row["forms"][0]).kind == row["kind"]


@rows("entities_apart", "names")
def test_names_that_look_alike_stay_apart(index: Index, row: Row) -> None:
    entities = {index.named(name).id for name in row["names"]}
    assert len(entities) == len(row["names"])


@rows("label", "person", "outlet")
def test_each_outlets_words_for_a_person_are_kept(index: Index, row: Row) -> None:
    labels = [
        label.text for label in index.named(row["person"]).labels if index.by_id[label.report].outlet == row["outlet"]
    ]
    assert any(holds(text, row["text"]) for text in labels), labels


# ---------------------------------------------------------------- coverage, timeline


@rows("missing", "claim", "missing")
def test_what_an_outlet_leaves_out_is_shown(index: Index, row: Row) -> None:
    claim = index.claim(row["claim"])
    coverage = [entry for entry in index.story.coverage if entry.claim == claim.id]
    assert len(coverage) == 1
    assert row["missing"] in coverage[0].missing
    assert row["missing"] not in coverage[0].outlets
    assert row["carried"] in coverage[0].outlets


@rows("timeline", "date")
def test_a_day_of_the_story_is_on_the_timeline(index: Index, row: Row) -> None:
    report = index.report(row["file"])
    evidence: list[Evidence] = [
        place for entry in index.story.timeline if entry.date == row["date"] for place in entry.evidence
    ]
    assert report.id in {place.report for place in evidence}
