from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from docs.make_cli_reference import PAGE, cli_reference

import onrecord
from onrecord.cli import main
from onrecord.model import Entity, Story
from onrecord.record import Writer
from tests.record.stories import FERRY, ferry_story, keep, tamper

ROOT = Path(__file__).parents[1]
COMMANDS = [
    "add", "analyse", "build", "check", "conflicts", "coverage", "decide", "decisions", "diff", "export", "fetch",
    "labels", "outlets", "page", "plugins", "promises", "search", "serve", "show", "stories", "timeline", "versions", "watch",
    "who",
]  # fmt: skip


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def story_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    keep(tmp_path / "story.db", ferry_story())
    return "story.db"


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "norra.txt").write_text(FERRY, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return "reports"


# ---------------------------------------------------------------- help


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from onrecord.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'spacy', 'trafilatura', 'jinja2', 'rich', 'numpy', 'edtf', 'msgspec', 'sqlite3', 'rapidfuzz'}\n"
        "heavy |= {'httpx2', 'httpcore2', 'fastwarc', 'tenacity', 'protego', 'watchfiles', 'onrecord.fetch'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Exit codes:" in done.stdout


def test_the_program_runs_by_its_name() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("onrecord"), "--version"], capture_output=True, text=True, check=False
    )
    assert done.stdout == f"onrecord {onrecord.__version__}\n"


def test_there_are_these_commands() -> None:
    assert sorted(main.commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    onrecord {command} " in result.output


def test_the_reference_page_is_what_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == cli_reference(), "run: python docs/make_cli_reference.py"


# ---------------------------------------------------------------- show, who, search


def test_show_tells_what_a_record_holds(story_db: str) -> None:
    result = run("show", story_db)
    assert result.exit_code == 0
    for words in (
        "4 inputs = 2 reports + 1 duplicate + 1 rejected",
        "rejected reports/photo.jpg: not text: a JPEG picture",
        "duplicate reports/norra copy.txt: the same report as reports/norra.txt",
        "1 voucher  1 channel  2 reports  promise  first 2031-03-04",
        'the ferry would sail "in the second half of next year"',
        "vouched for by Élodie Brask",
        "by way of Norra + The Lantern",
        "due second half of 2032  open  only a possibility  Élodie Brask",
        "how many  the reports disagree\n  At least 40 people  ",
        "why: both count the people at the quay",
        "The Lantern 2031-03-05 has 40% of its words from Norra 2031-03-04, 1 passage",
        "Transport minister",
    ):
        assert words in result.output, words


def test_what_goes_into_a_pipe_is_plain(story_db: str) -> None:
    for arguments in (("show", story_db), ("who", story_db, "Brask"), ("search", story_db, "ferry")):
        output = run(*arguments).output
        assert "\x1b" not in output
        assert [line for line in output.splitlines() if line != line.rstrip()] == []


def test_show_limits_its_lists_and_says_so(story_db: str) -> None:
    note = "3 in several reports, contested, revised or promised"
    assert f"1 of 3 shown, see --all; {note}" in run("show", story_db, "--limit", "1").output
    assert f"3; {note}" in run("show", story_db, "--limit", "1", "--all").output


def test_show_as_json_has_the_same_rows(story_db: str) -> None:
    seen = json.loads(run("show", story_db, "--json", "--limit", "1").output)
    assert seen["inputs"] == {"given": 4, "reports": 2, "versions": 0, "duplicates": 1, "rejected": 1}
    assert [claim["vouchers"] for claim in seen["claims"]] == [["Élodie Brask"]]
    assert seen["totals"]["claims"] == 3


def test_an_empty_record_can_be_shown(tmp_path: Path) -> None:
    result = run("show", keep(tmp_path / "story.db", Story()))
    assert (result.exit_code, "0 inputs = 0 reports" in result.output) == (0, True)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the program run on a day."""
    return lambda day: monkeypatch.setattr("onrecord.cli.day.today", lambda: date.fromisoformat(day))


def test_promises_shows_window_words_carriers_and_evidence(story_db: str, on: Callable[[str], None]) -> None:
    on("2032-12-31")
    assert run("promises", story_db).output.splitlines() == [
        "1 promise; status as of 2032-12-31",
        "",
        "second half of 2032 [2032-41] “in the second half of next year”  open  only a possibility",
        "  Élodie Brask",
        '    the ferry would sail "in the second half of next year"',
        "  said 2031-03-03, first reported 2031-03-04; carried by Norra, The Lantern, through Norra",
        "  windows given:",
        "    second half of 2032 [2032-41] “in the second half of next year”: Élodie Brask, Norra, 2031-03-04",
        "    no date given [2031-03-05/..]: Élodie Brask, The Lantern, 2031-03-05",
        "  because The Lantern, 2031-03-05, Élodie Brask:",
        '    the ferry would sail "in the second half of next year"',
    ]


@pytest.mark.parametrize("command", [("promises",), ("show",), ("who", "Brask"), ("page", "-o", "-")])
def test_a_window_that_ended_before_today_has_passed(
    story_db: str, on: Callable[[str], None], command: tuple[str, ...]
) -> None:
    on("2032-12-31")
    assert "due passed" not in run(command[0], story_db, *command[1:]).output
    on("2033-01-01")
    assert "due passed, nothing reported" in run(command[0], story_db, *command[1:]).output


@pytest.mark.parametrize("command", ["promises", "show"])
def test_the_day_of_the_statuses_is_told_in_json(story_db: str, on: Callable[[str], None], command: str) -> None:
    on("2033-01-01")
    assert json.loads(run(command, story_db, "--json").output)["status_as_of"] == "2033-01-01"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--due-before", "2033-01-01"), 1),
        (("--due-before", "2032-12-31"), 0),
        (("--due-before", "2033"), 1),
        (("--status", "open"), 1),
        (("--status", "kept"), 0),
        (("--status", "kept", "--status", "open"), 1),
    ],
)
def test_promises_can_be_chosen(story_db: str, on: Callable[[str], None], options: tuple[str, ...], found: int) -> None:
    on("2031-04-01")
    assert len(json.loads(run("promises", story_db, "--json", *options).output)["promises"]) == found
    shown = run("promises", story_db, *options).output
    assert ("no promises: none of the 1 that the record holds" in shown) == (found == 0)


def test_a_day_that_is_none_is_refused(story_db: str) -> None:
    result = run("promises", story_db, "--due-before", "soon")
    assert (result.exit_code, "'soon' is no day" in result.output) == (2, True)


def test_no_promises_says_why(tmp_path: Path) -> None:
    story = replace(ferry_story(), promises=())
    said = run("promises", keep(tmp_path / "story.db", story)).output
    assert said.startswith("no promises: 2 statements about the future bind nobody; of these, 0 have a source")
    undated = replace(story, reports=tuple(replace(one, published=None) for one in story.reports))
    said = run("promises", keep(tmp_path / "undated.db", undated)).output
    assert said.strip().endswith("no day known from which any could fall due: the reports are undated")
    empty = run("promises", keep(tmp_path / "empty.db", Story())).output
    assert empty == "no promises: there is no report\n"


def test_promises_are_written_as_a_calendar(story_db: str) -> None:
    result = run("promises", story_db, "--ics", "promises.ics")
    assert "wrote promises.ics, 1 event" in result.output
    made = Path("promises.ics").read_bytes()
    assert made.startswith(b"BEGIN:VCALENDAR\r\n")
    assert run("promises", story_db, "--ics", "-").stdout_bytes == made
    assert run("promises", story_db, "--ics", story_db).exit_code == 2


def test_labels_stand_side_by_side_by_outlet(story_db: str) -> None:
    lines = [" ".join(one.split()) for one in run("labels", story_db).output.splitlines()]
    assert lines[0] == "1 name that carries a label"
    assert lines[3:] == ["Élodie Brask Norra Transport minister", "The Lantern Minister"]
    assert run("labels", story_db, "elodie").output.splitlines()[0] == lines[0]


def test_labels_of_one_outlet_are_written_as_json_with_their_places(story_db: str) -> None:
    (row,) = json.loads(run("labels", story_db, "--outlet", "norra", "--json").output)["labels"]
    assert (row["name"], row["silent"]) == ("Élodie Brask", [])
    (outlet,) = row["outlets"]
    (use,) = outlet["labels"]
    assert (outlet["outlet"], use["text"], use["times"]) == ("Norra", "Transport minister", 1)
    assert use["places"][0]["text"] == "Transport minister"


def test_labels_say_what_there_is_where_nothing_is_found(story_db: str) -> None:
    nobody = "no labels for Port Eske: no report puts words to a name here\n"
    assert run("labels", story_db, "Port Eske").output == nobody
    wrong = run("labels", story_db, "--outlet", "Courier")
    assert wrong.exit_code == 2
    assert "there are Norra, The Lantern" in wrong.output


def test_who_shows_for_whom_a_capital_speaks_and_who_speaks_for_a_country(tmp_path: Path) -> None:
    story = ferry_story()
    brask, port = story.entities
    seat = replace(brask, stands_for=port.id, stands_for_because='"Élodie Brask" is the seat of "Port Eske"')
    path = keep(tmp_path / "seat.db", replace(story, entities=(seat, port)))
    assert 'stands for Port Eske: "Élodie Brask" is the seat of "Port Eske"' in run("who", path, "brask").output
    assert "Élodie Brask speaks for it, too: 2 statements, kept apart" in run("who", path, "port eske").output
    assert "vouched for by Élodie Brask (for Port Eske)" in run("show", path).output
    assert json.loads(run("who", path, "brask", "--json").output)["stands_for"]["name"] == "Port Eske"
    exported = json.loads(run("export", path).output)["entities"]
    assert [one.get("stands_for", {}).get("entity") for one in exported] == [port.id, None]


def test_who_shows_words_by_date_with_outlet_relay_and_promise(story_db: str) -> None:
    result = run("who", story_db, "elodie brask")
    assert result.output.splitlines() == [
        "Élodie Brask (person)",
        "also named Elodie Brask",
        "named 2 times",
        "2 statements in 2 reports",
        "",
        "2031-03-04  Norra  mixed  “Élodie Brask” said on 2031-03-03  promise, due second half of 2032: open",
        '    the ferry would sail "in the second half of next year"',
        "    future (“would”)",
        "",
        "2031-03-05  The Lantern  mixed  “Elodie Brask” told  promise, due second half of 2032: open",
        '    the ferry would sail "in the second half of next year"',
        "    future (“would”)",
        "    through Norra (named with the statement)",
        "",
    ]


def test_who_lists_the_places_that_speak_of_somebody(story_db: str) -> None:
    lines = run("who", story_db, "Brask", "--mentions").output.splitlines()
    assert lines[:4] == ["Élodie Brask (person)", "named 2 times", "", "2031-03-04  Norra"]
    assert lines[4].split()[0] == "name"
    assert "Élodie Brask" in lines[4]
    places = json.loads(run("who", story_db, "Brask", "--mentions", "--json").output)["mentions"]
    assert [(at["outlet"], at["text"], at["kind"]) for at in places] == [
        ("Norra", "Élodie Brask", "name"),
        ("The Lantern", "Elodie Brask", "name"),
    ]


def test_who_as_json(story_db: str) -> None:
    found = json.loads(run("who", story_db, "Brask", "--json").output)
    assert [(said["day"], said["outlet"], said["relays"]) for said in found["said"]] == [
        ("2031-03-04", "Norra", []),
        ("2031-03-05", "The Lantern", ["Norra"]),
    ]


def test_who_does_not_guess_at_a_name_that_may_mean_several(tmp_path: Path) -> None:
    people = tuple(
        Entity(id=f"e-{name}", name=f"{name} Vey", kind="person", forms=(f"{name} Vey",), mentions=())
        for name in ("Ilan", "Ruta")
    )
    path = keep(tmp_path / "story.db", replace(ferry_story(), entities=(*ferry_story().entities, *people)))
    result = run("who", path, "vey")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        'onrecord: "vey" may be one of 2; ask for one of them:',
        f"  onrecord who {path} 'Ilan Vey'   (Ilan Vey, person, 0 statements)",
        f"  onrecord who {path} 'Ruta Vey'   (Ruta Vey, person, 0 statements)",
    ]


def test_who_offers_the_nearest_names(story_db: str) -> None:
    result = run("who", story_db, "Brasq")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == 'onrecord: no report names "Brasq"; the nearest names are Élodie Brask\n'


def test_a_program_that_asks_for_a_name_gets_the_ones_it_may_mean(story_db: str) -> None:
    result = run("who", story_db, "Brasks", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["asked"], "Brasks" in found["error"]) == ("Brasks", True)
    assert "Brask" in found["candidates"][0]["name"]
    assert set(found["candidates"][0]) == {"id", "name", "kind"}
    assert json.loads(run("who", story_db, "Zzzz", "--json").stdout)["candidates"] == []


def test_search_finds_statements_and_reports(story_db: str) -> None:
    output = run("search", story_db, '"second half"').output
    assert "2031-03-04  Norra  Élodie Brask" in output
    assert "2031-03-05  The Lantern  Brask promises ferry" in output
    assert "4 matches" in output


def test_a_malformed_query_is_searched_for_as_words_and_that_is_said(story_db: str) -> None:
    result = run("search", story_db, 'the "ferry')
    assert result.exit_code == 0
    assert result.stderr == 'not in the syntax of a query; searched for the words instead: "the" "ferry"\n'


def test_search_goes_over_all_records_of_a_folder(story_db: str) -> None:
    folder = str(Path(story_db).parent)
    found = run("search", folder, "ferry", "--limit", "2")
    assert found.exit_code == 0, found.output
    assert Path(story_db).name in found.output
    assert json.loads(run("search", folder, "ferry", "--json").stdout)["records"]


def test_a_folder_without_a_record_is_an_error(tmp_path: Path) -> None:
    refused = run("search", str(tmp_path), "ferry")
    assert refused.exit_code == 2
    assert "no record in it" in refused.output


def test_search_as_json_marks_what_was_found(story_db: str) -> None:
    found = json.loads(run("search", story_db, "quay", "--json").stdout)
    hit = found["hits"][0]
    start, end = hit["found"][0]
    assert (found["total"], hit["snippet"][start:end]) == (4, "quay")


# ---------------------------------------------------------------- page, export, check


def test_the_program_runs_as_a_module_where_its_command_is_not_on_the_path() -> None:
    result = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("onrecord ")


def test_page_is_named_after_the_record(story_db: str) -> None:
    result = run("page", story_db)
    assert (result.exit_code, result.stderr) == (0, "wrote story.html\n")
    assert "<html" in Path("story.html").read_text(encoding="utf-8")


def test_nothing_is_written_over_the_record_itself(story_db: str) -> None:
    before = Path(story_db).read_bytes()
    for command in ("page", "export"):
        result = run(command, story_db, "-o", story_db)
        assert (result.exit_code, result.stderr) == (
            2,
            "onrecord: story.db: is the record itself; choose another name\n",
        )
    assert Path(story_db).read_bytes() == before


def test_export_goes_to_stdout_or_a_file_and_fits_its_schema(story_db: str) -> None:
    schema: Any = json.loads((ROOT / "docs/reference/record.schema.json").read_text(encoding="utf-8"))
    shown = run("export", story_db, "--format", "json").stdout
    jsonschema.Draft202012Validator(schema).validate(json.loads(shown))
    run("export", story_db, "-o", "story.json")
    assert Path("story.json").read_text(encoding="utf-8") == shown
    assert "text" in json.loads(run("export", story_db, "--with-text").stdout)["reports"][0]


def test_check_says_that_a_record_is_sound(story_db: str) -> None:
    result = run("check", story_db)
    assert (result.exit_code, result.output) == (0, "story.db: sound; 2 reports, 4 statements, 3 claims\n")
    assert json.loads(run("check", story_db, "--json").output)["sound"] is True
    assert run("check", story_db, "-q").output == ""


def test_check_ends_in_3_and_names_what_is_wrong(story_db: str) -> None:
    tamper(Path(story_db), "update slots set text = 'At least 50 people' where position = 0")
    result = run("check", story_db)
    assert result.exit_code == 3
    place = re.escape("span: slots x-crowd 0: ") + r"\[\d+, \d+\) of report r-0000000001"
    assert re.fullmatch(place + " does not hold the words kept beside it\n", result.stdout)
    assert run("check", story_db, "-q").exit_code == 3
    assert len(json.loads(run("check", story_db, "--json").stdout)["problems"]) == 1


# ---------------------------------------------------------------- build, add, analyse


def test_build_then_add_tell_what_became_of_the_inputs(reports: str) -> None:
    result = run("build", reports)
    assert result.exit_code == 0, result.stderr
    assert "story.db: 2 inputs = 1 report + 0 duplicates + 1 rejected" in result.stdout
    assert "rejected reports/empty.txt: " in result.stderr
    Path("more.txt").write_text(FERRY.replace("Monday", "Tuesday"), encoding="utf-8")
    added = json.loads(run("add", "story.db", "more.txt", "--json").stdout)
    assert (added["given"], added["reports"], len(added["why_rejected"])) == (3, 2, 1)


def test_a_quiet_build_says_nothing_and_a_verbose_one_what_took_how_long(reports: str) -> None:
    assert run("build", reports, "-q").output == ""
    steps = [line.split("  ")[0] for line in run("build", reports, "-v").stderr.splitlines()]
    assert steps[:6] == ["language model", "reading", "language", "dating", "relating", "record"]


@pytest.mark.parametrize("command", [("build", "reports"), ("add", "story.db", "reports")])
def test_a_build_that_is_stopped_says_how_it_goes_on(
    reports: str, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    assert reports in command
    monkeypatch.setattr(f"onrecord.{command[0]}", stopped)
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "onrecord: stopped; what was analysed is kept: give the same command again and it goes on\n"


def test_analyse_writes_a_line_for_each_input(reports: str) -> None:
    result = run("analyse", reports)
    rejected, report = (json.loads(line) for line in result.stdout.splitlines())
    assert rejected["input"] == "reports/empty.txt"
    assert rejected["rejected"]
    assert result.stderr.startswith("rejected reports/empty.txt: ")
    assert {"input", "id", "text", "published", "sentences", "statements", "times", "names"} <= report.keys()
    text = report["text"]
    for found in (*report["times"], *report["names"]):
        assert text[slice(*found["span"])] == found["text"]
    for statement in report["statements"]:
        assert " [...] ".join(text[slice(*span)] for span in statement["content"]) == statement["text"]
    assert {"Élodie Brask"} == {one["name_text"] for one in report["statements"] if one["kind"] == "mixed"}


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (("show", "none.db"), 2, "none.db: there is no such file"),
        (("check", "notes.txt"), 3, "notes.txt: is not a record (not an SQLite file)"),
        (
            ("show", "unfinished.db"),
            3,
            "unfinished.db: is unfinished; run the same `onrecord build` again and it goes on",
        ),
        (("build", "none"), 2, "none: no such file or folder"),
        (("add", "none.db", "notes.txt"), 2, "none.db: there is no such file"),
        (("build", "notes.txt", "-o", "new.db", "--model", "xx_none"), 4, "xx_none"),
        (("page", "story.db", "-o", "none/story.html"), 1, "none/story.html: No such file or directory"),
        (("search", "story.db", "*"), 2, "nothing to search for: give at least one word"),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(
    story_db: str, arguments: tuple[str, ...], exit_code: int, words: str
) -> None:
    assert Path(story_db).exists()
    Path("notes.txt").write_text("Somebody's notes, which are no record.", encoding="utf-8")
    Writer(Path("unfinished.db")).close()
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert result.stderr.startswith("onrecord: ")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("new.db").exists()


@pytest.mark.parametrize(
    "arguments", [("show",), ("show", "story.db", "--limit", "0"), ("fly",), ("export", "x", "--format", "y")]
)
def test_what_cannot_be_meant_ends_in_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


# ---------------------------------------------------------------- terminals


ATTACK = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m\x9b5m\x08\x7f\u202eback\u2066\r"


def hostile_story() -> Story:
    """Return the story with something that steers a terminal in each field that is free text."""
    story = ferry_story()
    return replace(
        story,
        reports=tuple(
            replace(report, title=f"{report.title}{ATTACK}", outlet=f"{report.outlet}{ATTACK}")
            for report in story.reports
        ),
        rejected=tuple(replace(one, input=f"bad{ATTACK}", reason=f"why{ATTACK}") for one in story.rejected),
        entities=tuple(
            replace(
                entity,
                name=f"{entity.name}{ATTACK}",
                labels=tuple(replace(label, text=f"{label.text}{ATTACK}") for label in entity.labels),
            )
            for entity in story.entities
        ),
        statements=tuple(
            replace(
                one,
                text=f"{one.text}{ATTACK}",
                relays=tuple(replace(relay, name=f"{relay.name}{ATTACK}") for relay in one.relays),
            )
            for one in story.statements
        ),
        claims=tuple(replace(one, text=f"{one.text}{ATTACK}") for one in story.claims),
        copies=tuple(replace(one, because=ATTACK) for one in story.copies),
        conflicts=tuple(replace(one, because=ATTACK) for one in story.conflicts),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "--json"),
        ("who", "Brask"),
        ("who", "Brask", "--json"),
        ("who", "nobody\x1b[31m"),
        ("search", "ferry"),
        ("search", "ferry", "--json"),
        ("search", '"\x1b[31m ferry'),
        ("promises",),
        ("promises", "--json"),
        ("promises", "--ics", "-"),
        ("check",),
        ("check", "--json"),
        ("export",),
    ],
    ids=" ".join,
)
def test_nothing_from_a_report_steers_the_terminal(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = keep(tmp_path / "story.db", hostile_story())
    result = run(arguments[0], path, *arguments[1:])
    steering = {character for character in result.output if character != "\n" and not character.isprintable()}
    assert steering == set()
    assert "owned" not in result.output or not {"--json", "--ics", "export"}.isdisjoint(arguments)


def test_show_says_why_a_report_is_of_a_day_that_other_reports_tell(reports: str) -> None:
    Path(reports, "manifest.csv").unlink(missing_ok=True)
    event = "The ferry Kestrel capsized off the island of Torvey on Friday with 84 passengers aboard."
    Path(reports, "dated.md").write_text(
        f"---\npublished: 2031-12-06\n---\n{event} So it was said.\n", encoding="utf-8"
    )
    Path(reports, "undated.txt").write_text(f"{event} Torvey fell silent.\n", encoding="utf-8")
    assert run("build", reports, "-q").exit_code == 0
    shown = " ".join(run("show", "story.db").stdout.split())
    assert "2031-12-05/2031-12-10" in shown
    assert 'dated by siblings: "on Friday" is 2031-12-05 in' in shown
