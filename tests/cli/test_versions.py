"""`onrecord versions`: what was changed on a page, from the files that a person has to what is read on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import onrecord
from onrecord.cli import main

URL = "https://www.norra-courier.example/2031/05/02/ferry"
PARAGRAPHS = [
    "At least 40 people were killed when the ferry Ilse sank off Port Eske, the harbour authority said.",
    "Transport minister Élodie Brask said the ferry had passed its inspection in March.",
    "Harbour master Tomas Vell said that the crew had asked for a delay because of the fog.",
    "Rescue boats searched the bay through the night, and divers went down to the wreck at first light.",
]
LATER = [PARAGRAPHS[0].replace("40", "63"), PARAGRAPHS[1], PARAGRAPHS[3], "Eske Lines declined to comment."]


def write(path: Path, title: str, paragraphs: list[str], modified: str, url: str = URL) -> None:
    linked = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2031-05-02T08:00:00Z",
        "dateModified": modified,
        "publisher": {"name": "Norra Courier"},
        "url": url,
    }
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    path.write_text(
        f'<!doctype html><html lang="en"><head><script type="application/ld+json">{json.dumps(linked)}</script></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("versions")
    write(folder / "one.html", "Ferry sinks, 40 dead", PARAGRAPHS, "2031-05-02T08:00:00Z")
    write(folder / "two.html", "Ferry sinks, 63 dead", LATER, "2031-05-03T09:30:00Z", f"{URL}/?utm_source=feed")
    (folder / "bad.html").write_text("", encoding="utf-8")
    onrecord.build(folder, folder / "story.db").close()
    return str(folder / "story.db")


def run(*words: str) -> str:
    found = CliRunner(env={"COLUMNS": "200"}).invoke(main, list(words))
    assert found.exit_code == 0, found.output
    return found.stdout


def test_read_versions_duplicates_and_rejected_are_what_was_given(db: str) -> None:
    assert "3 inputs = 1 report + 1 version + 0 duplicates + 1 rejected" in run("show", db)
    assert run("check", db).startswith(f"{db}: sound")


def test_pages_that_were_changed_are_listed(db: str) -> None:
    listed = run("versions", db)
    assert listed.startswith("1 page that has several versions")
    assert "headline changed; 1 sentence changed; 1 sentence added; 1 sentence removed" in listed


@pytest.mark.parametrize("asked", [URL, URL.replace("https://www.", ""), f"{URL}?fbclid=3", "ONE"])
def test_one_page_is_told_by_its_address_its_report_or_its_input(db: str, asked: str) -> None:
    with onrecord.open(db) as record:
        first = record.versions()[0].versions[0]
    shown = [
        " ".join(one.split()) for one in run("versions", db, first.report if asked == "ONE" else asked).splitlines()
    ]
    assert "Version 1 → 2 seen changed 2031-05-03 09:30; 2031-05-02 08:00 it was as before" in shown
    assert shown[shown.index("~ headline") + 1 :][:2] == ["- Ferry sinks, 40 dead", "+ Ferry sinks, 63 dead"]
    assert shown[shown.index("- removed") + 1] == PARAGRAPHS[2]
    assert "said no more: Tomas Vell, the crew had asked for a delay because of the fog" in shown
    assert shown[shown.index("+ added") + 1] == "Eske Lines declined to comment."


def test_a_page_of_one_version_is_none_and_is_told_so(db: str) -> None:
    found = CliRunner().invoke(main, ["versions", db, "https://norra.example/other"])
    assert found.exit_code == 2
    assert "is no page of several versions; there are several of 1 page" in found.stderr


def test_json_has_the_places_of_all_that_was_changed(db: str) -> None:
    (page,) = json.loads(run("versions", db, "--json"))["versions"]
    with onrecord.open(db) as record:
        texts = {report.id: report.text for report in record.story().reports}
    for rewrite in page["rewrites"]:
        for edit in rewrite["edits"]:
            for side, words in (("before", "was"), ("after", "now")):
                if edit[side] is not None:
                    start, end = edit[side]
                    assert " ".join(texts[rewrite[f"report_{side}"]][start:end].split()) == edit[words]


def test_as_of_the_day_before_its_change_a_page_has_one_version(db: str) -> None:
    with onrecord.open(db, as_of="2031-05-02") as seen:
        story = seen.story()
        assert [report.input.rpartition("/")[2] for report in story.reports] == ["one.html"]
        assert (story.histories, seen.versions(), seen.check()) == ((), (), ())
    with onrecord.open(db, as_of="2031-05-03") as seen:
        assert len(seen.versions()) == 1


def test_the_versions_of_a_page_are_in_tables_and_the_export(db: str) -> None:
    with onrecord.open(db) as record:
        assert [row["version"] for row in record.table("versions")] == [1, 2]
        assert [row["how"] for row in record.table("edits")] == ["changed", "removed", "added"]


def test_a_record_without_versions_says_so(tmp_path: Path) -> None:
    write(tmp_path / "one.html", "Ferry sinks", PARAGRAPHS, "2031-05-02T08:00:00Z")
    onrecord.build(tmp_path / "one.html", tmp_path / "story.db").close()
    assert run("versions", str(tmp_path / "story.db")) == (
        "no page has several versions: no address was given again with other words\n"
    )


def test_a_version_that_is_added_gives_the_record_that_both_together_give(tmp_path: Path) -> None:
    write(tmp_path / "one.html", "Ferry sinks, 40 dead", PARAGRAPHS, "2031-05-02T08:00:00Z")
    write(tmp_path / "two.html", "Ferry sinks, 63 dead", LATER, "2031-05-03T09:30:00Z")
    onrecord.build(tmp_path / "two.html", tmp_path / "grown.db").close()
    with onrecord.add(tmp_path / "grown.db", tmp_path / "one.html") as grown:
        story = grown.story()
    onrecord.build([tmp_path / "one.html", tmp_path / "two.html"], tmp_path / "whole.db").close()
    with onrecord.open(tmp_path / "whole.db") as whole:
        assert whole.story() == story
