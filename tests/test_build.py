from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

import onrecord
from onrecord.build import analyse, decide, steps
from onrecord.errors import ModelError, RecordError, UsageError
from onrecord.formats.json import export, lines
from onrecord.language import Analyser
from onrecord.model import Analysis, Rejected, Report
from onrecord.record import Record, Writer
from tests.ferry import MANIFEST, TEXTS, write_ferry


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of reports with a manifest beside it, and go there: inputs are named as a person would."""
    monkeypatch.chdir(tmp_path)
    write_ferry(tmp_path / "reports")
    return Path("reports")


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the inputs whose texts were analysed, in order, as long as the test runs."""
    seen: list[str] = []

    class Watched(Analyser):
        def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
            for report in reports:
                seen.append(report.input)
                yield from super().analyse([report])

    monkeypatch.setattr("onrecord.language.analysers.Analyser", Watched)
    return seen


def exported(record: Record) -> str:
    with record:
        assert record.check() == ()
        return "".join(lines(export(record)))


def files(folder: Path) -> list[Path]:
    return [folder / name for name in TEXTS]


def test_a_build_makes_one_file_that_accounts_for_every_input(reports: Path) -> None:
    (reports / "copy.txt").write_text(TEXTS["norra.txt"], encoding="utf-8")
    (reports / "empty.txt").write_text("", encoding="utf-8")
    with onrecord.build(reports, "story.db") as record:
        story, meta = record.story(), record.meta()
    assert [report.outlet for report in sorted(story.reports, key=lambda one: one.input)] == [
        "Holm Post",
        "The Lantern",
        "Norra",
    ]
    assert [one.input for one in story.duplicates] == ["reports/copy.txt"]
    assert [one.input for one in story.rejected] == ["reports/empty.txt"]
    assert (meta["state"], meta["given"]) == ("complete", "5")
    assert [file.name for file in Path().iterdir() if file.is_file()] == ["story.db"]


def test_the_order_of_inputs_does_not_change_the_record(reports: Path) -> None:
    (reports / "copy.txt").write_text(TEXTS["norra.txt"], encoding="utf-8")
    manifest = reports / "manifest.csv"
    paths = [*files(reports)[:2], reports / "copy.txt"]
    texts = {
        exported(onrecord.build(order, f"{number}.db", manifest=manifest))
        for number, order in enumerate(permutations(paths))
    }
    assert len(texts) == 1


@pytest.mark.parametrize("first", [1, 2])
def test_adding_gives_the_record_that_a_build_of_everything_gives(
    reports: Path, analysed: list[str], first: int
) -> None:
    manifest = reports / "manifest.csv"
    (reports / "copy.txt").write_text(TEXTS["norra.txt"], encoding="utf-8")
    everything = [*files(reports), reports / "copy.txt"]
    whole = exported(onrecord.build(everything, "whole.db", manifest=manifest))
    analysed.clear()
    exported(onrecord.build(everything[:first], "grown.db", manifest=manifest))
    grown = exported(onrecord.add("grown.db", everything[first:], manifest=manifest))
    assert grown == whole
    # The copy is another text as long as nobody knows that it is one: it is analysed as it comes, and never twice.
    assert len(analysed) == len(set(analysed))
    assert {Path(one).name for one in analysed} >= set(TEXTS)


def test_adding_what_is_there_already_changes_nothing(reports: Path, analysed: list[str]) -> None:
    whole = exported(onrecord.build(reports, "story.db"))
    analysed.clear()
    assert exported(onrecord.add("story.db", reports)) == whole
    assert analysed == []


def test_an_input_that_is_added_again_takes_the_place_of_what_it_was(reports: Path) -> None:
    exported(onrecord.build(reports, "story.db"))
    (reports / "holm.txt").write_text(TEXTS["holm.txt"].replace("Dag Vey", "Ruta Sorn"), encoding="utf-8")
    changed = exported(onrecord.add("story.db", reports / "holm.txt", manifest=reports / "manifest.csv"))
    assert changed == exported(onrecord.build(reports, "whole.db"))
    assert "Ruta Sorn" in changed


def test_adding_keeps_what_was_rejected_before(reports: Path) -> None:
    (reports / "empty.txt").write_text("", encoding="utf-8")
    exported(onrecord.build([reports / "norra.txt", reports / "empty.txt"], "story.db"))
    with onrecord.add("story.db", reports / "holm.txt") as record:
        assert [one.input for one in record.story().rejected] == ["reports/empty.txt"]


def test_building_again_analyses_only_what_changed(reports: Path, analysed: list[str]) -> None:
    exported(onrecord.build(reports, "story.db"))
    analysed.clear()
    (reports / "holm.txt").write_text(TEXTS["holm.txt"] + "\nThe quay was empty.\n", encoding="utf-8")
    exported(onrecord.build(reports, "story.db"))
    assert analysed == ["reports/holm.txt"]


def test_a_build_that_was_stopped_goes_on_where_it_was(
    reports: Path, analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "KEEP_AFTER_SECONDS", 0.0)
    keep = Writer.keep

    def killed(self: Writer, analyses: dict[str, Analysis], analyser: str) -> None:
        keep(self, analyses, analyser)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            onrecord.build(reports, "story.db")
    done = list(analysed)
    with onrecord.open("story.db") as record, pytest.raises(RecordError, match="unfinished"):
        record.story()
    resumed = exported(onrecord.build(reports, "story.db"))
    # The copy is another text as long as nobody knows that it is one: it is analysed as it comes, and never twice.
    assert len(analysed) == len(set(analysed))
    assert {Path(one).name for one in analysed} >= set(TEXTS)
    assert 0 < len(done) < len(TEXTS)
    assert resumed == exported(onrecord.build(reports, "whole.db"))


def test_a_record_of_other_inputs_is_not_replaced_unless_that_is_said(reports: Path) -> None:
    exported(onrecord.build(reports / "norra.txt", "story.db"))
    with pytest.raises(UsageError, match=r"other inputs \(1 .*, 1 .*onrecord add.*--replace"):
        onrecord.build(reports / "holm.txt", "story.db")
    with onrecord.build(reports / "holm.txt", "story.db", replace=True) as record:
        assert [report.input for report in record.story().reports] == ["reports/holm.txt"]


def test_corrections_by_people_are_kept_by_a_rebuild_and_stop_a_replacement(reports: Path) -> None:
    exported(onrecord.build(reports / "norra.txt", "story.db"))
    made = onrecord.decide("story.db", "note", ["norra.txt"], "seen", by="desk")
    with onrecord.build(reports / "norra.txt", "story.db") as record:
        assert record.story().decisions == (made,)
    with pytest.raises(UsageError, match="holds 1 decisions by people, which would be lost"):
        onrecord.build(reports / "holm.txt", "story.db", replace=True)


def test_a_row_of_the_manifest_that_names_no_input_is_told(reports: Path) -> None:
    with onrecord.build(reports / "norra.txt", "story.db", manifest=reports / "manifest.csv") as record:
        reasons = [one.reason for one in record.story().rejected]
    assert len(reasons) == 2
    assert "lantern.txt" in reasons[0]
    assert "holm.txt" in reasons[1]


def test_a_record_in_the_folder_of_its_reports_is_not_one_of_them(reports: Path) -> None:
    first = exported(onrecord.build(reports, reports / "story.db"))
    assert exported(onrecord.build(reports, reports / "story.db")) == first


def test_a_report_in_another_language_is_kept_and_said_not_to_be_analysed(reports: Path) -> None:
    (reports / "hafen.txt").write_text(
        "Die Fähre fährt wieder\n\nDie Fähre zwischen Port Eske und Holm fährt im nächsten Jahr wieder, sagte die "
        "Ministerin am Montag. Am Kai standen viele Menschen und warteten auf das Schiff, "
        "obwohl es seit dem frühen Morgen regnete und niemand wusste, wann es kommen würde.\n",
        encoding="utf-8",
    )
    with onrecord.build(reports, "story.db") as record:
        (report,) = [one for one in record.story().reports if one.input == "reports/hafen.txt"]
        assert record.not_analysed() == {report.id: "not analysed: language de"}
        assert [one for one in record.story().statements if one.report == report.id] == []
        assert record.check() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such file names")
def test_a_file_whose_name_is_no_unicode_is_read_under_an_escaped_name(reports: Path) -> None:
    path = reports.parent / os.fsdecode(b"ferry\xff.txt")
    path.write_text(TEXTS["norra.txt"], encoding="utf-8")
    with onrecord.build(path, "story.db") as record:
        assert [report.input for report in record.story().reports] == ["ferry\\udcff.txt"]


def test_a_link_to_itself_is_rejected_and_stops_nothing(reports: Path) -> None:
    (reports / "self.txt").symlink_to("self.txt")
    (reports / "manifest.csv").write_text(MANIFEST + "self.txt,Nobody,2031-03-06\n", encoding="utf-8")
    with onrecord.build(reports, "story.db") as record:
        (rejection,) = record.story().rejected
    assert rejection.input == "reports/self.txt"
    assert rejection.reason.startswith("cannot be read: ")


def test_nothing_to_read_is_an_error_and_makes_no_file(reports: Path) -> None:
    (Path() / "empty").mkdir()
    with pytest.raises(UsageError, match="no file to read in empty"):
        onrecord.build("empty", "story.db")
    with pytest.raises(UsageError, match="no inputs"):
        onrecord.build([], "story.db")
    with pytest.raises(UsageError):
        onrecord.build(reports / "none.txt", "story.db")
    assert not Path("story.db").exists()


def test_adding_to_no_record_makes_none(reports: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        onrecord.add("story.db", reports)
    assert not Path("story.db").exists()


def test_adding_to_an_unfinished_record_says_how_to_finish_it(reports: Path) -> None:
    Writer(Path("story.db")).close()
    with pytest.raises(UsageError, match="run the same `onrecord build` again"):
        onrecord.add("story.db", reports)


def test_a_model_that_is_not_installed_is_named(reports: Path) -> None:
    with pytest.raises(ModelError, match="xx_no_such_model"):
        onrecord.build(reports, "story.db", model="xx_no_such_model")
    assert not Path("story.db").exists()


def test_analyse_yields_reports_and_rejections_in_the_order_of_reading(reports: Path) -> None:
    (reports / "empty.txt").write_text("", encoding="utf-8")
    found = [one if isinstance(one, Rejected) else one[0] for one in analyse(reports)]
    assert [one.input for one in found] == [
        "reports/empty.txt",
        "reports/holm.txt",
        "reports/lantern.txt",
        "reports/norra.txt",
    ]


def test_every_public_name_is_there_and_build_is_a_function() -> None:
    assert [name for name in onrecord.__all__ if not hasattr(onrecord, name)] == []
    assert callable(onrecord.build)
    assert set(onrecord.__all__) <= set(dir(onrecord))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = onrecord.nothing


def test_whoever_watches_is_told_of_every_step(reports: Path) -> None:
    class Watcher:
        def __init__(self) -> None:
            self.steps: list[tuple[str, int | None, int]] = []

        def begin(self, step: str, total: int | None) -> None:
            self.steps.append((step, total, 0))

        def advance(self) -> None:
            step, total, done = self.steps.pop()
            self.steps.append((step, total, done + 1))

        def end(self, step: str, seconds: float, note: str) -> None:
            assert self.steps[-1][0] == step
            assert seconds >= 0
            assert note

    watcher = Watcher()
    onrecord.build(reports, "story.db", progress=watcher).close()
    assert watcher.steps == [
        ("language model", None, 0),
        ("reading", 3, 3),
        ("language", 0, 0),
        ("dating", None, 0),
        ("relating", None, 0),
        ("record", None, 0),
    ]


def test_inputs_are_one_whatever_way_leads_to_them(reports: Path) -> None:
    (reports.parent / "round about 📰").symlink_to(reports.parent / "reports")
    whole = exported(onrecord.build(reports, "whole.db"))
    ways: list[str | Path] = [f"./{reports}/", reports.resolve() / ".." / "reports", Path("round about 📰"), reports]
    assert len(exported(onrecord.build(ways[0], "dotted.db"))) == len(whole)
    with onrecord.build(ways, "ways.db", manifest=reports / "manifest.csv") as record:
        story = record.story()
    assert (len(story.reports), story.duplicates, story.rejected) == (len(TEXTS), (), ())


UNDATED = {
    "a.txt": (
        "Kestrel capsizes\n\nThe ferry Kestrel capsized off Torvey on Friday with 84 passengers aboard, rescuers "
        "said.\n"
    ),
    "b.txt": (
        "Island mourns\n\nThe ferry Kestrel capsized off the island of Torvey on Friday with 84 passengers aboard. "
        "Torvey fell silent yesterday.\n"
    ),
}


def test_an_undated_report_is_dated_by_its_siblings_and_analysed_anew(tmp_path: Path, analysed: list[str]) -> None:
    for name, text in UNDATED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = "file,outlet,published\na.txt,Norra,2031-12-06\nb.txt,Lantern,\n"
    (tmp_path / "manifest.csv").write_text(rows, encoding="utf-8")
    with onrecord.build(tmp_path, tmp_path / "story.db") as record:
        found = next(report for report in record.story().reports if report.outlet == "Lantern")
        read_first = next(one for name, one in record.as_read().items() if name.endswith("b.txt"))
        times = [(found.slice(time.span), time.edtf) for time in record.analyses()[found.id].times]
        assert record.check() == ()
    assert (read_first.published, read_first.id) == (None, found.id)
    assert (found.published, found.published_confidence) == ("2031-12-05/2031-12-10", "low")
    assert times == [("Friday", "2031-12-05"), ("yesterday", None)]
    assert sorted(Path(name).name for name in analysed) == ["a.txt", "b.txt", "b.txt"]
    analysed.clear()
    first = exported(Record(tmp_path / "story.db"))
    assert (
        exported(onrecord.add(tmp_path / "story.db", tmp_path / "a.txt", manifest=tmp_path / "manifest.csv")) == first
    )
    assert analysed == []


def test_adding_the_dated_sibling_later_equals_a_build_of_everything(tmp_path: Path) -> None:
    for name, text in UNDATED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    manifest = tmp_path / "what-i-know.csv"
    manifest.write_text("file,outlet,published\na.txt,Norra,2031-12-06\nb.txt,Lantern,\n", encoding="utf-8")
    whole = exported(onrecord.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "whole.db", manifest=manifest))
    exported(onrecord.build([tmp_path / "b.txt"], tmp_path / "grown.db", manifest=manifest))
    assert exported(onrecord.add(tmp_path / "grown.db", tmp_path / "a.txt", manifest=manifest)) == whole


def test_the_fields_of_an_export_can_be_named_for_build_add_and_analyse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head, words = "kicker,body_clean\n", "The ferry to Eske was cancelled on Monday"
    Path("own.csv").write_text(f"{head}Ferry cancelled,{words}.\n", encoding="utf-8")
    Path("more.csv").write_text(f"{head}Ferry late,{words} too.\n", encoding="utf-8")
    fields = ["title=kicker", "text=body_clean"]
    onrecord.build("own.csv", "story.db", fields=fields).close()
    with onrecord.add("story.db", "more.csv", fields=",".join(fields)) as record:
        titles = {report.input: report.title for report in record.story().reports}
    assert titles == {"own.csv#1": "Ferry cancelled", "more.csv#1": "Ferry late"}
    [found] = analyse("own.csv", fields=fields)
    assert not isinstance(found, Rejected)
    report, _ = found
    assert (report.title, report.text) == ("Ferry cancelled", f"{words}.")


def test_a_record_keeps_what_an_export_calls_the_fields_until_it_is_said_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("own", "more", "last"):
        Path(f"{name}.csv").write_text(f"kicker,body\nFerry {name},The ferry {name} was late.\n", encoding="utf-8")
    fields = "title=kicker"
    onrecord.build("own.csv", "story.db", fields=fields).close()
    with onrecord.add("story.db", "more.csv") as record:
        assert sorted(str(one.title) for one in record.story().reports) == ["Ferry more", "Ferry own"]
        decide("story.db", what="date", on=[record.story().reports[0].id], to="2031-05-02", by="Ada", why="postmark")
    with onrecord.open("story.db") as record:  # it was made anew, for the report has another day
        assert record.meta()["fields"] == fields
    with onrecord.add("story.db", "last.csv", fields="") as record:
        assert [one.title for one in record.story().reports if one.input == "last.csv#1"] == [None]
        assert not record.meta()["fields"]


def test_a_teaser_names_the_input_that_is_its_page_once_that_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address = "https://norra.example/ferry"
    item = f"<item><title>Ferry late</title><link>{address}</link><description>The ferry was late.</description></item>"
    Path("feed.rss").write_text(f'<rss version="2.0"><channel>{item}</channel></rss>', encoding="utf-8")
    Path("page.md").write_text(f"---\nurl: {address}?utm_source=feed\n---\nThe ferry was late.\n", encoding="utf-8")
    with onrecord.build("feed.rss", "story.db") as record:
        [teaser] = record.rejected()
    assert teaser.reason.endswith(f": fetch {address} and give that page")
    with onrecord.add("story.db", "page.md") as record:
        assert record.rejected() == (
            Rejected(
                input="feed.rss#1",
                reason="only a teaser of 4 words, and a teaser is not the report: "
                f"its page, {address}, was given too, as page.md",
            ),
        )
        assert record.counts()["given"] == 2
        assert record.check() == ()


def test_a_field_that_there_is_not_stops_before_anything_is_written(reports: Path) -> None:
    with pytest.raises(UsageError, match="there is no field 'heading'; the fields are text, title"):
        onrecord.build(reports, "story.db", fields="heading=kicker")
    assert not Path("story.db").exists()
