"""Decisions on a record: written, worked in, kept by every rebuild, taken back, and shared."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.build import ContradictionError, Wanted, import_decisions
from onrecord.cli import main
from onrecord.errors import UsageError
from onrecord.formats.decisions import decision_lines, read_decisions
from onrecord.formats.json import export, lines
from onrecord.model import Claim, Story
from tests.ferry import write_ferry

SUND = "Dag Vey, the harbour master, said on Wednesday that two more ships had been sold.\n"
SCHEMAS = Path(__file__).parents[1] / "docs" / "reference"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decisions")
    write_ferry(folder / "reports")
    onrecord.build(folder / "reports", folder / "story.db").close()
    return folder


@pytest.fixture
def db(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the record, and decide as Ada."""
    monkeypatch.setenv("ONRECORD_BY", "Ada")
    shutil.copy(made / "story.db", tmp_path / "story.db")
    return tmp_path / "story.db"


def story(path: Path) -> Story:
    with onrecord.open(path) as record:
        assert record.check() == ()
        return record.story()


def apart_from_the_log(path: Path) -> str:
    with onrecord.open(path) as record:
        whole = export(record)
    del whole["decisions"]
    return "".join(lines(whole))


def promise_of_a_ferry(path: Path) -> Claim:
    """Return the claim that both Norra and The Lantern carry."""
    return next(one for one in story(path).claims if len(one.reports) == 2 and "second half" in one.text)


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, [str(argument) for argument in arguments])


# ---------------------------------------------------------------- deciding


def test_a_decision_is_kept_with_who_when_and_why_and_changes_the_story(db: Path) -> None:
    members = promise_of_a_ferry(db).statements
    decision = onrecord.decide(db, "not-same", members[:2], why="one is of the bus", at="2031-03-06T10:00:00Z")
    assert (decision.by, decision.why, decision.at) == ("Ada", "one is of the bus", "2031-03-06T10:00:00Z")
    assert not any(set(members[:2]) <= set(claim.statements) for claim in story(db).claims)
    with onrecord.open(db) as record:
        (row,) = record.decisions()
    assert (row.decision, row.standing.state) == (decision, "applied")
    assert row.standing.machine.endswith(", the same")


def test_all_taken_back_is_the_export_as_it_was_byte_for_byte_apart_from_the_log(db: Path) -> None:
    before = apart_from_the_log(db)
    ids = promise_of_a_ferry(db).statements
    report = story(db).reports[0].id
    made = onrecord.decide_many(
        db,
        [
            Wanted(what="not-same", on=ids[:2]),
            Wanted(what="not-a-statement", on=ids[2:3] or [story(db).statements[0].id]),
            Wanted(what="same", on=["Elsa Brask", "Dag Vey"]),
            Wanted(what="wire", on=["Norra"]),
            Wanted(what="date", on=[report], to="2031-03-20"),
        ],
    )
    assert apart_from_the_log(db) != before
    for one in made:
        onrecord.undo(db, one.id, relate=False)
    onrecord.work_in(db).close()
    assert apart_from_the_log(db) == before
    assert len(story(db).decisions) == 2 * len(made)


def test_working_in_needs_no_language_model(db: Path) -> None:
    code = (
        "import onrecord, sys\n"
        f"ids = onrecord.open({str(db)!r}).story().claims\n"
        f"onrecord.decide({str(db)!r}, 'same', [ids[0].id, ids[1].id])\n"
        "assert not {'spacy', 'onnxruntime'} & sys.modules.keys()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_written_for_later_is_pending_until_it_is_worked_in(db: Path) -> None:
    before = apart_from_the_log(db)
    ids = promise_of_a_ferry(db).statements
    decision = onrecord.decide(db, "not-a-statement", ids[:1], relate=False)
    with onrecord.open(db) as record:
        assert record.pending() == (decision,)
    assert apart_from_the_log(db) == before
    with onrecord.work_in(db) as record:
        assert record.pending() == ()
        assert [one.id for one in record.story().struck] == [ids[0]]


def test_a_rebuild_and_an_added_report_keep_the_effect(made: Path, db: Path, tmp_path: Path) -> None:
    members = promise_of_a_ferry(db).statements
    onrecord.decide(db, "not-same", members[:2])
    onrecord.decide(db, "same", ["Elsa Brask", "Dag Vey"])
    report = next(one for one in story(db).reports if one.outlet == "Holm Post")
    onrecord.decide(db, "date", [report.id], "2031-03-07")
    with onrecord.build(made / "reports", db) as rebuilt:
        assert {row.standing.state for row in rebuilt.decisions()} == {"applied"}
    (tmp_path / "sund.txt").write_text(SUND, encoding="utf-8")
    onrecord.add(db, tmp_path / "sund.txt").close()
    grown = story(db)
    assert len(grown.reports) == 4
    assert not any(set(members[:2]) <= set(claim.statements) for claim in grown.claims)
    assert len([one for one in grown.entities if {"Elsa Brask", "Dag Vey"} <= set(one.forms)]) == 1
    assert next(one.published for one in grown.reports if one.id == report.id) == "2031-03-07"
    assert {one.state for one in grown.standings} == {"applied"}


def test_a_record_as_of_a_day_is_seen_with_the_decisions(db: Path) -> None:
    members = promise_of_a_ferry(db).statements
    onrecord.decide(db, "not-same", members[:2])
    with onrecord.open(db, as_of="2031-03-04") as record:
        assert len(record.story().reports) == 2
        assert not any(set(members[:2]) <= set(claim.statements) for claim in record.story().claims)


def test_what_contradicts_is_refused_with_what_stands_and_may_take_its_place(db: Path) -> None:
    ids = promise_of_a_ferry(db).statements[:2]
    first = onrecord.decide(db, "not-same", ids, by="Bo", why="two")
    with pytest.raises(
        ContradictionError, match=rf"{first.id} \(not the same: .* Bo .*: two\).* undo .* --instead"
    ) as told:
        onrecord.decide(db, "same", ids)
    assert told.value.standing == (first,)
    assert story(db).decisions == (first,)
    second = onrecord.decide(db, "same", ids, instead=True)
    with onrecord.open(db) as record:
        states = {row.decision.id: row.standing.state for row in record.decisions()}
    assert (states[first.id], states[second.id]) == ("undone", "applied")
    with pytest.raises(ContradictionError):  # what it took back would hold again
        onrecord.undo(db, next(one.id for one in story(db).decisions if one.what == "undo"))


def test_what_is_decided_already_is_not_written_twice(db: Path) -> None:
    ids = promise_of_a_ferry(db).statements[:2]
    first = onrecord.decide(db, "not-same", ids)
    assert onrecord.decide(db, "not-same", ids[::-1], by="Bo") == first
    assert story(db).decisions == (first,)


@pytest.mark.parametrize(
    ("what", "on", "to", "words"),
    [
        ("same", ["c-0123abcd99", "c-1"], "", "there is no claim c-0123abcd99"),
        ("same", ["Elsa Brask"], "", "one thing; name two"),
        ("same", ["Elsa Brask", "Brask Elsa Nobody"], "", "no report names"),
        ("same", ["Elsa Brask", "ELSA BRASK"], "", "one form of one name"),
        ("merge", ["Elsa Brask", "Dag Vey"], "", "cannot be decided; what can: copied, date"),
        ("date", ["norra.txt"], "Friday", "is no date"),
        ("date", ["norra.txt", "on Monday"], "2031-03-03", "there is no statement"),
        ("copied", ["norra.txt", "norra.txt"], "", "one report; name two"),
        ("wire", ["The Kelp Post"], "", "no report of the record is by an outlet"),
        ("note", ["norra.txt"], " ", "a note has words"),
    ],
)
def test_what_cannot_be_decided_is_told_with_what_can(db: Path, what: str, on: list[str], to: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        onrecord.decide(db, what, on, to)
    assert story(db).decisions == ()


# ---------------------------------------------------------------- sharing


def test_two_records_of_a_story_come_to_the_same_log_and_story(made: Path, db: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(made / "story.db", other)
    onrecord.decide(db, "not-same", promise_of_a_ferry(db).statements[:2], by="Ada")
    taken_back = onrecord.decide(other, "wire", ["Norra"], by="Bo")
    onrecord.decide(other, "same", ["Elsa Brask", "Dag Vey"], by="Bo")
    onrecord.undo(other, taken_back.id, by="Bo")
    ours, theirs = story(db).decisions, story(other).decisions
    assert len(import_decisions(db, theirs).new) == 3
    assert len(import_decisions(other, ours).new) == 1
    assert story(db) == story(other)
    assert import_decisions(db, theirs).new == ()


def test_lines_are_read_as_they_were_written_and_fit_the_schema(db: Path) -> None:
    onrecord.decide(db, "speaker", [story(db).statements[0].id], "Dag Vey", why="“we”, he said")
    onrecord.decide(db, "note", ["norra.txt"], "seen")
    written = list(decision_lines(story(db).decisions))
    assert set(read_decisions(written)) == set(story(db).decisions)
    schema = json.loads((SCHEMAS / "decision.schema.json").read_text(encoding="utf-8"))
    for line in written:
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))
    with onrecord.open(db) as record:
        whole = json.loads("".join(lines(export(record))))
    schema = json.loads((SCHEMAS / "record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(whole)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 1: is no JSON"),
        ("[]", "line 1: is no decision"),
        ('{"at": "2031"}', "line 1: is no decision"),
        ('{"at": "2031", "by": "Bo", "what": "merge", "on": []}', "'merge' cannot be decided"),
        ('{"id": "d-1", "at": "2031", "by": "Bo", "what": "note", "on": []}', "was changed since it was made"),
    ],
)
def test_a_line_that_is_no_decision_is_named(line: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_decisions([line])


# ---------------------------------------------------------------- on the command line


def test_the_queue_shows_doubtful_links_with_the_commands_that_settle_them(db: Path) -> None:
    rows = json.loads(run("decisions", "queue", db, "--json").output)["queue"]
    assert rows
    first = rows[0]
    assert {"kind", "score", "because", "sides", "settle"} <= first.keys()
    shown = run("decisions", "queue", db, "--limit", "1").output
    what, _, rest = first["settle"][-1].partition(" ")
    assert f"onrecord decide {what} {db} {rest}" in shown
    assert run("decide", what, db, *rest.split()).exit_code == 0
    again = json.loads(run("decisions", "queue", db, "--json").output)["queue"]
    assert first["settle"] not in [row["settle"] for row in again]


def test_deciding_listing_and_taking_back_on_the_command_line(db: Path) -> None:
    ids = promise_of_a_ferry(db).statements
    done = run("decide", "not-same", db, ids[0], ids[1], "--why", "one is of the bus", "--by", "Bo Vahl")
    assert done.exit_code == 0
    key = done.output.split()[0]
    listed = run("decisions", db).output
    assert f"{key}  applied  not the same  Bo Vahl" in listed
    assert "why: one is of the bus" in listed
    assert "the machine: " in listed
    assert run("decisions", "undo", db, key[:6]).exit_code == 0
    assert run("decisions", db).output.startswith("0 decisions; 2 taken back or taking back")
    assert f"{key}  taken back" in run("decisions", "list", db, "--all").output


def test_what_looks_like_an_id_and_is_none_is_told_as_that(db: Path) -> None:
    done = run("decide", "note", db, "c-zzzz", "call again")
    assert done.exit_code == 2
    assert "'c-zzzz' is no id, and no report names" in done.stderr


def test_a_record_without_decisions_says_where_to_begin(db: Path) -> None:
    done = run("decisions", db)
    assert done.stdout == "0 decisions\n"
    assert f"onrecord decisions queue {db}" in done.stderr


def test_ids_are_shown_with_their_words(db: Path) -> None:
    claim = promise_of_a_ferry(db)
    shown = run("show", db, "--ids").output
    assert all(key in shown for key in (claim.id, *claim.statements, *claim.reports))
    entity = next(one for one in story(db).entities if one.name == "Elsa Brask")
    assert run("who", db, "Brask", "--ids").output.startswith(f"{entity.id}  Elsa Brask (person)")
    assert f"(claim {claim.id})" in run("search", db, '"second half"', "--ids").output


def test_a_struck_statement_is_shown_as_struck_and_found_no_more(db: Path) -> None:
    key = promise_of_a_ferry(db).statements[0]
    run("decide", "not-a-statement", db, key, "--why", "a headline")
    assert f"Struck: no statements, as people say\n  {key}" in run("show", db, "--ids").output
    assert key not in run("search", db, "ferry", "--ids").output


def test_what_stays_open_on_import_is_listed_written_and_told_by_the_exit_code(
    made: Path, db: Path, tmp_path: Path
) -> None:
    other, file, left = tmp_path / "other.db", tmp_path / "theirs.jsonl", tmp_path / "open.jsonl"
    shutil.copy(made / "story.db", other)
    ids = promise_of_a_ferry(db).statements[:2]
    onrecord.decide(db, "same", ids, by="Ada")
    theirs = onrecord.decide(other, "not-same", ids, by="Bo")
    assert run("decisions", "export", other, "-o", file).exit_code == 0
    result = run("decisions", "import", db, file, "--open", left)
    assert result.exit_code == 1
    assert f"theirs: {theirs.id} not the same" in result.output
    assert read_decisions(left.read_text(encoding="utf-8").splitlines()) == (theirs,)
    assert len(story(db).decisions) == 1
    assert run("decisions", "import", db, left, "--prefer", "theirs").exit_code == 0
    with onrecord.open(db) as record:
        assert [row.decision for row in record.decisions() if row.standing.state == "applied"] == [theirs]
    assert run("decisions", "import", db, file).exit_code == 0


# ---------------------------------------------------------------- marks of other tools


def annotation(path: Path, key: str, purpose: str, value: str) -> dict[str, object]:
    """Return a Web Annotation on a statement, as an annotation tool writes it."""
    held = story(path)
    one = next(each for each in held.statements if each.id == key)
    report = next(each for each in held.reports if each.id == one.report)
    start, end = one.content[0][0], one.content[-1][1]
    quote = {"type": "TextQuoteSelector", "exact": report.text[start:end], "prefix": report.text[start - 8 : start]}
    return {
        "type": "Annotation",
        "motivation": purpose,
        "creator": {"type": "Person", "name": "Bo Vahl"},
        "created": "2031-03-06T10:00:00.5Z",
        "body": {"type": "TextualBody", "purpose": purpose, "value": value},
        "target": {"source": f"urn:onrecord:{report.id}", "state": {"cached": {"id": report.id}}, "selector": [quote]},
    }


def test_web_annotations_become_decisions_once(db: Path, tmp_path: Path) -> None:
    keys = [one.id for one in story(db).statements]
    file = tmp_path / "marks.jsonld"
    marks = [
        annotation(db, keys[0], "commenting", "Ask the ministry"),
        annotation(db, keys[1], "tagging", "speaker: Dag Vey"),
        annotation(db, keys[2], "tagging", "not a statement"),
        annotation(db, keys[2], "tagging", "lovely"),
    ]
    file.write_text(json.dumps({"type": "AnnotationPage", "items": marks}), encoding="utf-8")
    for _ in range(2):
        result = run("decisions", "import", db, file)
        assert result.exit_code == 0, result.output
        made = story(db).decisions
        assert sorted((one.what, one.to, one.by, one.on[0]) for one in made) == [
            ("not-a-statement", "", "Bo Vahl", keys[2]),
            ("note", "Ask the ministry", "Bo Vahl", keys[0]),
            ("speaker", "Dag Vey", "Bo Vahl", keys[1]),
        ]
    assert {one.state for one in story(db).standings} == {"applied"}


def test_a_note_in_brat_becomes_a_decision_and_a_mark_on_nothing_is_told(db: Path, tmp_path: Path) -> None:
    one = story(db).statements[0]
    start, end = one.content[0][0], one.content[-1][1]
    file = tmp_path / f"{one.report}.ann"
    file.write_text(
        f"T1\tContent {start} {end}\tas brat shows it\nT2\tContent 0 1\tx\n"
        f"#1\tAnnotatorNotes T1\t{one.id} c-0123456789\n#2\tAnnotatorNotes T1\tnot a statement\n"
        "#3\tAnnotatorNotes T2\tsaid on: 2031-03-01\n",
        encoding="utf-8",
    )
    result = run("decisions", "import", db, file)
    assert [(each.what, each.on) for each in story(db).decisions] == [("not-a-statement", (one.id,))]
    assert "passed over: date: no statement of the record is at" in result.output


def brat_of(path: Path, report: str, folder: Path) -> Path:
    """Write what onrecord marks in a report, and return the file of the marks."""
    run("export", path, "--format", "brat", "-o", folder, "-q")
    return folder / f"{report}.ann"


def test_what_onrecord_wrote_for_brat_is_no_decision(db: Path, tmp_path: Path) -> None:
    for report in story(db).reports:
        assert run("decisions", "import", db, brat_of(db, report.id, tmp_path / "brat")).exit_code == 0
    assert story(db).decisions == ()


def test_a_note_is_read_behind_the_ids_that_stand_in_brat(db: Path, tmp_path: Path) -> None:
    one, other = [each for each in story(db).statements if each.speaker is not None and each.kind == "direct"][:2]
    for each, words in ((one, "Ask the ministry"), (other, "speaker: Dag Vey")):
        file = brat_of(db, each.report, tmp_path / words[:3])
        lines = file.read_text(encoding="utf-8").split("\n")
        at = next(n for n, line in enumerate(lines) if f"\t{each.id} {'c' if each is one else 'e'}-" in line)
        lines[at] += f" {words}"
        file.write_text("\n".join(lines), encoding="utf-8")
        assert run("decisions", "import", db, file).exit_code == 0
    assert sorted((each.what, each.to, each.on[0]) for each in story(db).decisions) == [
        ("note", "Ask the ministry", one.id),
        ("speaker", "Dag Vey", other.id),
    ]


def test_an_arc_led_to_another_source_in_brat_gives_the_statement_its_speaker(db: Path, tmp_path: Path) -> None:
    held = story(db)
    found = [
        (one, other)
        for one in held.statements
        for other in held.statements
        if one.report == other.report and one.speaker is None and one.source and other.speaker is not None
    ]
    assert found
    one, other = found[0]
    file = brat_of(db, one.report, tmp_path / "brat")
    text = file.read_text(encoding="utf-8")
    marks = {match[2]: match[1] for match in re.finditer(r"AnnotatorNotes (T\d+)\t(\S+ [ce])-", text)}
    source_of_one = next(match[1] for match in re.finditer(rf"AnnotatorNotes (T\d+)\t{one.id}\n", text))
    led = text.replace(
        f"AttributedTo Arg1:{marks[f'{one.id} c']} Arg2:{source_of_one}\n",
        f"AttributedTo Arg1:{marks[f'{one.id} c']} Arg2:{marks[f'{other.id} e']}\n",
    )
    assert led != text
    file.write_text(led, encoding="utf-8")
    assert run("decisions", "import", db, file).exit_code == 0
    (made,) = story(db).decisions
    assert (made.what, made.on) == ("speaker", (one.id, other.speaker))
