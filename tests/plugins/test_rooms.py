"""What each room does with what plugins give it, and with plugins that give it nonsense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import onrecord
from onrecord.build import analyse
from onrecord.cli import main
from onrecord.errors import InputError, PluginWarning, UsageError
from onrecord.formats.registry import File, Format, HoldsRecord, Options, format_of, names
from onrecord.model import Analysis, Rejected, Report, Statement
from onrecord.outlets import load_outlets
from onrecord.plugins import Article, Language, OutletTable, Plugins, Reader, hookimpl, using
from onrecord.reading import find_inputs, read
from tests.record.stories import ferry_story, keep

WORDS = "The wall of Eske fell on Monday, the harbour master said."


class Readers:
    def __init__(self, *readers: object) -> None:
        self.readers = readers

    @hookimpl
    def onrecord_readers(self) -> Iterable[object]:
        return self.readers


def shout(data: bytes) -> Iterator[Article | InputError]:
    yield Article(text=data.decode())


def outcome(tmp_path: Path, name: str, data: str, **plugins: object) -> Report | Rejected:
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    with using(Plugins.of({f"reader.{one}": holder for one, holder in plugins.items()})):
        (found,) = read(find_inputs([path]))
    return found


# ---------------------------------------------------------------- readers


def test_the_text_of_a_plugin_is_kept_code_point_for_code_point(tmp_path: Path) -> None:
    found = outcome(tmp_path, "a.shout", WORDS, shout=Readers(Reader(suffixes=(".shout",), read=shout)))
    assert isinstance(found, Report)
    assert found.text == WORDS


def test_a_plugin_takes_the_files_of_an_own_suffix_that_it_accepts_and_no_others(tmp_path: Path) -> None:
    reader = Reader(suffixes=(".txt",), read=lambda _: [Article(text="Mine.")], accepts=lambda data: data[:1] == b"!")
    mine = outcome(tmp_path, "a.txt", "!" + WORDS, mine=Readers(reader))
    other = outcome(tmp_path, "b.txt", WORDS, mine=Readers(reader))
    assert isinstance(mine, Report)
    assert isinstance(other, Report)
    assert (mine.text, other.text) == ("Mine.", WORDS)


def test_a_plugin_may_not_take_all_files_of_an_own_suffix(tmp_path: Path) -> None:
    with pytest.warns(PluginWarning, match=r"onrecord reads \.txt files itself"):
        found = outcome(tmp_path, "a.txt", WORDS, greedy=Readers(Reader(suffixes=(".txt",), read=shout)))
    assert isinstance(found, Report)
    assert found.text == WORDS


def test_a_file_that_two_plugins_take_is_rejected_with_both_names(tmp_path: Path) -> None:
    reader = Readers(Reader(suffixes=(".shout",), read=shout))
    found = outcome(tmp_path, "a.shout", WORDS, one=reader, two=Readers(*reader.readers))
    assert isinstance(found, Rejected)
    assert found.reason.startswith("two plugins read it, reader.one and reader.two")


def broken(_: bytes) -> Iterator[Article]:
    raise KeyError("HEAD")


@pytest.mark.parametrize(
    ("read_file", "reason"),
    [
        (broken, "the reader of plugin reader.tide failed: KeyError: 'HEAD'"),
        (lambda _: ["words"], "the reader of plugin reader.tide failed: TypeError: gave 'words', which is no Article"),
    ],
)
def test_a_reader_that_fails_rejects_its_file_and_is_named(
    tmp_path: Path, read_file: Callable[[bytes], Iterable[Article]], reason: str
) -> None:
    with pytest.warns(PluginWarning, match=r"plugin reader\.tide: its reader failed"):
        found = outcome(tmp_path, "a.tide", WORDS, tide=Readers(Reader(suffixes=(".tide",), read=read_file)))
    assert found == Rejected(input=found.input, reason=reason)


@pytest.mark.parametrize(
    ("articles", "reason"),
    [
        ([], "empty: no article in it"),
        ([InputError("no head")], "no head"),
        ([Article(text=" \n")], "empty: nothing but white space"),
        ([Article(text="a\0b")], "not text: it holds NUL characters, as binary files do"),
    ],
)
def test_what_gives_no_report_is_rejected_with_its_reason(
    tmp_path: Path, articles: list[Article | InputError], reason: str
) -> None:
    found = outcome(tmp_path, "a.tide", WORDS, tide=Readers(Reader(suffixes=(".tide",), read=lambda _: articles)))
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_what_is_no_reader_is_named(tmp_path: Path) -> None:
    with pytest.warns(PluginWarning, match="'tide' is no Reader"):
        found = outcome(tmp_path, "a.txt", WORDS, tide=Readers("tide"))
    assert isinstance(found, Report)


def test_facts_of_a_plugin_that_cannot_be_so_are_passed_over(tmp_path: Path) -> None:
    article = Article(text=WORDS, url="norra/1", published="03/04/2025", language="English", title=" A\nwall ")
    reader = Reader(suffixes=(".tide",), read=lambda _: [article])
    found = outcome(tmp_path, "a.tide", WORDS, tide=Readers(reader))
    assert isinstance(found, Report)
    assert (found.url, found.published, found.language) == (None, None, None)
    assert found.title == "A wall"


# ---------------------------------------------------------------- languages

FRENCH = "Le mur est tombé lundi, a dit Ilvara Tesk."


class French:
    """Finds one statement in each report, or does what it is told to."""

    def __init__(self, version: str = "1", analyse: Callable[[Report], Analysis] | None = None) -> None:
        self.version = version
        self.seen: list[str] = []
        self.told = analyse

    def analyse(self, report: Report) -> Analysis:
        self.seen.append(report.input)
        if self.told is not None:
            return self.told(report)
        end = report.text.index(",")
        said = Statement(
            kind="indirect", content=((0, end),), cue=((end + 2, end + 7),), sentence=(0, len(report.text))
        )
        return Analysis(sentences=((0, len(report.text)),), statements=(said,))

    @hookimpl
    def onrecord_languages(self) -> list[Language]:
        return [Language(codes=("fr",), version=self.version, load=lambda: self.analyse)]


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("reports").mkdir()
    Path("reports/mur.md").write_text(f"---\nlanguage: fr\ntitle: Le mur\n---\n{FRENCH}", encoding="utf-8")
    Path("reports/wall.txt").write_text(WORDS, encoding="utf-8")
    return Path("reports")


def test_a_report_in_a_plugins_language_is_analysed_by_it_and_kept(french: Path) -> None:
    plugin = French()
    with using(Plugins.of({"language.fr": plugin})):
        with onrecord.build(french, "story.db") as record:
            said = {one.text for one in record.story().statements}
            assert "Le mur est tombé lundi" in said
            assert not record.not_analysed()
            assert not record.check()
            assert record.meta()["languages"] == "en fr"
        onrecord.build(french, "story.db").close()
        assert plugin.seen == ["reports/mur.md"]
    newer = French(version="2")
    with using(Plugins.of({"language.fr": newer})):
        onrecord.build(french, "story.db").close()
    assert newer.seen == ["reports/mur.md"], "another version finds anew"


@pytest.mark.parametrize(
    ("analysis", "why"),
    [
        (Analysis(sentences=((0, 9_999),)), r"span \(0, 9999\) is none of a text of 42 code points"),
        (None, "gave NoneType, which is no Analysis"),
    ],
)
def test_an_analysis_that_cannot_be_so_is_not_taken_and_not_kept(
    french: Path, analysis: Analysis | None, why: str
) -> None:
    with using(Plugins.of({"language.fr": French(analyse=lambda _: analysis)})):  # type: ignore[arg-type,return-value]
        with pytest.warns(PluginWarning, match=why):
            record = onrecord.build(french, "story.db")
        with record:
            (reason,) = record.not_analysed().values()
            assert reason.startswith("not analysed: plugin language.fr failed: ")
        outcomes = list(analyse(french))
        assert any(isinstance(one, Rejected) and "language.fr failed" in one.reason for one in outcomes)
    mended = French()
    with using(Plugins.of({"language.fr": mended})), onrecord.build(french, "story.db") as record:
        assert not record.not_analysed()
        assert mended.seen


def test_of_two_analysers_for_one_language_none_is_taken(french: Path) -> None:
    one, two = French(), French()
    with using(Plugins.of({"language.one": one, "language.two": two})):
        with pytest.warns(PluginWarning, match="language.one and language.two analyse 'fr'"):
            record = onrecord.build(french, "story.db")
        with record:
            assert list(record.not_analysed().values()) == ["not analysed: language fr"]
    assert not one.seen + two.seen


# ---------------------------------------------------------------- formats


def made(name: str) -> Format:
    def files(record: HoldsRecord, _: Options) -> Iterator[File]:
        yield File(f"{record.path.stem}.x", [b"x"])

    return Format(name=name, title=name, use="tests", lost="all", suffix=".x", files=files)


class Formats:
    def __init__(self, *formats: object) -> None:
        self.formats = formats

    @hookimpl
    def onrecord_formats(self) -> Iterable[object]:
        return self.formats


def test_a_format_does_not_take_the_place_of_another() -> None:
    with using(Plugins.of({"format.a": Formats(made("json")), "format.b": Formats(made("tide"), made("tide"))})):
        with pytest.warns(PluginWarning, match="there is a format '(json|tide)' already"):
            assert names()[-1] == "tide"
        assert format_of("json").suffix == ".json"


def test_what_is_no_format_is_named() -> None:
    with (
        using(Plugins.of({"format.a": Formats("json")})),
        pytest.warns(PluginWarning, match="'json' is no Format"),
        pytest.raises(UsageError, match="there is no format 'tide'"),
    ):
        format_of("tide")


def test_a_format_that_fails_is_named_and_leaves_no_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise KeyError("tide")

    def files(record: HoldsRecord, _: Options) -> Iterator[File]:
        yield File(f"{record.path.stem}.x", pieces())

    path, out = keep(tmp_path / "story.db", ferry_story()), tmp_path / "story.x"
    with using(Plugins.of({"format.tide": Formats(replace(made("tide"), files=files))})):
        done = CliRunner().invoke(main, ["export", str(path), "--format", "tide", "-o", str(out)])
    assert done.exit_code == 1
    assert done.stderr == "onrecord: the format tide of plugin format.tide failed: KeyError: 'tide'\n"
    assert not out.exists()


# ---------------------------------------------------------------- outlets

TIDE = 'outlets = [{ name = "Tide Bulletin", domains = ["tide.example"], kind = "wire", wire = true, country = "NO" }]'


class Table:
    def __init__(self, toml: str) -> None:
        self.toml = toml

    @hookimpl
    def onrecord_outlets(self) -> list[OutletTable]:
        return [OutletTable(toml=self.toml)]


def test_a_table_of_outlets_extends_the_one_of_onrecord_and_a_persons_own_extends_both(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('outlets = [{ name = "Tide Bulletin", domains = ["bulletin.example"] }]', encoding="utf-8")
    without = load_outlets()
    with using(Plugins.of({"outlets.tide": Table(TIDE)})):
        with_it, with_both = load_outlets(), load_outlets(own)
    assert without.by_name("Tide Bulletin") is None
    found, mine = with_it.by_domain("tide.example"), with_both.by_name("Tide Bulletin")
    assert found is not None
    assert mine is not None
    assert (found.wire, with_it.by_plugin) == (True, {"Tide Bulletin": "plugin outlets.tide"})
    assert (mine.wire, mine.domains) == (False, ("bulletin.example",))
    assert len(with_it.outlets) == len(without.outlets) + 1 == len(with_both.outlets)


def test_a_table_that_is_none_is_named_and_left_out() -> None:
    with (
        using(Plugins.of({"outlets.a": Table("outlets = 3"), "outlets.b": Table(TIDE)})),
        pytest.warns(PluginWarning, match="plugin outlets.a: .*no list `outlets` in it"),
    ):
        assert load_outlets().by_name("Tide Bulletin") is not None


def test_a_record_keeps_the_plugins_table_and_is_read_with_it_where_the_plugin_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wall.txt").write_text(f"{WORDS}\n\nThe Tide Bulletin was told of it.", encoding="utf-8")
    with using(Plugins.of({"outlets.tide": Table(TIDE)})):
        onrecord.build("wall.txt", "story.db").close()
    shown = CliRunner().invoke(main, ["outlets", "tide.example", "--record", "story.db"]).output
    assert "table: plugin outlets.tide" in shown
    onrecord.build("wall.txt", "story.db").close()
    assert CliRunner().invoke(main, ["outlets", "tide.example", "--record", "story.db"]).exit_code == 1


# ---------------------------------------------------------------- the command


def test_the_command_lists_what_each_adds_and_what_is_wrong() -> None:
    plugins = Plugins.of(
        {
            "format.taken": Formats(made("json")),
            "language.fr": French(),
            "outlets.none": Table("outlets = 3"),
            "outlets.tide": Table(TIDE),
            "reader.shout": Readers(Reader(suffixes=(".shout", ".cry"), read=shout)),
        }
    )
    with using(plugins):
        shown = CliRunner(env={"COLUMNS": "160"}).invoke(main, ["plugins"])
    assert shown.exit_code == 0
    for words in (
        "reads .shout, .cry",
        "analyses fr (1)",
        "knows 1 outlet",
        "there is a format 'json' already",
        "no list `outlets` in it",
    ):
        assert words in shown.output


def test_a_failing_plugin_is_told_on_stderr_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with using(Plugins.of({"outlets.a": Table("outlets = 3")})):
        done = CliRunner().invoke(main, ["outlets", "AFP"])
    assert done.exit_code == 0
    assert done.stderr.startswith("onrecord: plugin outlets.a: ")
    assert done.stderr.count("\n") == 1
