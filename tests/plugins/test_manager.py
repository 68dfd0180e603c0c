from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.errors import PluginWarning
from onrecord.plugins import DISABLE, HOOKS, OutletTable, Plugin, Plugins, hookimpl, in_use, using

NORRA = 'outlets = [{ name = "Norra News" }]'


class Outlets:
    def __init__(self, toml: str = NORRA) -> None:
        self.toml = toml

    @hookimpl
    def onrecord_outlets(self) -> list[OutletTable]:
        return [OutletTable(toml=self.toml)]


class Failing:
    @hookimpl
    def onrecord_outlets(self) -> list[OutletTable]:
        raise RuntimeError("no tide table")


class Yielding:
    @hookimpl
    def onrecord_outlets(self) -> Iterator[OutletTable]:
        yield OutletTable(toml=NORRA)
        raise RuntimeError("the second is missing")


class Unknown:
    @hookimpl
    def onrecord_wishes(self) -> list[str]:
        return []


class WithArgument:
    @hookimpl
    def onrecord_outlets(self, day: str) -> list[str]:
        return [day]


def names(plugins: Plugins) -> list[str]:
    return [given.plugin.name for given in plugins.give("outlets")]


def test_what_plugins_give_comes_by_their_names_whatever_order_they_are_found_in() -> None:
    made = {f"outlets.{name}": Outlets() for name in ("tide", "eske", "norra")}
    for order in permutations(made):
        assert names(Plugins.of({name: made[name] for name in order})) == [
            "outlets.eske",
            "outlets.norra",
            "outlets.tide",
        ]


@pytest.mark.parametrize(
    ("plugin", "words"),
    [
        (Failing(), "RuntimeError: no tide table"),
        (Yielding(), "RuntimeError: the second is missing"),
        (Unknown(), "unknown hook 'onrecord_wishes'"),
        (WithArgument(), "day"),
        (object(), "has no function onrecord_outlets that is marked with hookimpl"),
    ],
)
def test_a_broken_plugin_is_named_and_the_rest_goes_on(plugin: object, words: str) -> None:
    plugins = Plugins.of({"outlets.broken": plugin, "outlets.sound": Outlets()})
    with pytest.warns(PluginWarning, match="plugin outlets.broken: ") as warned:
        assert names(plugins) == ["outlets.sound"]
    assert words in str(warned[0].message)
    (problem,) = plugins.problems(plugins.all[0])
    assert words in problem
    assert not plugins.problems(plugins.all[1])


def test_a_plugin_that_cannot_be_imported_is_named_once() -> None:
    def load() -> object:
        raise ModuleNotFoundError("No module named 'tide'")

    plugins = Plugins([Plugin(name="tide", package="onrecord-tide", version="1.0", load=load)])
    with pytest.warns(
        PluginWarning, match=r"plugin tide \(onrecord-tide 1.0\): ModuleNotFoundError: No module"
    ) as warned:
        assert not any(plugins.give(kind) for kind in HOOKS)
    assert len(warned) == 1


def test_a_plugin_is_loaded_only_for_what_its_name_says() -> None:
    loaded: list[str] = []

    def plugin(name: str) -> Plugin:
        def load() -> object:
            loaded.append(name)
            return Outlets()

        return Plugin(name=name, package="", version="", load=load)

    plugins = Plugins([plugin("outlets.eske"), plugin("reader.tide")])
    plugins.give("outlets")
    plugins.give("outlets")
    assert loaded == ["outlets.eske"]


def test_a_plugin_gives_nothing_that_its_name_does_not_say() -> None:
    both = Outlets()
    plugins = Plugins.of({"outlets.tide": both, "format.tide": both})
    with pytest.warns(PluginWarning, match=r"plugin format.tide: has no function onrecord_formats"):
        assert not plugins.give("format")
    assert names(plugins) == ["outlets.tide"]


@pytest.mark.parametrize(("value", "left_out"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_environment_leaves_plugins_out(monkeypatch: pytest.MonkeyPatch, value: str, left_out: bool) -> None:
    monkeypatch.setattr("onrecord.plugins.manager.installed", lambda: Plugins.of({"outlets.eske": Outlets()}))
    monkeypatch.setenv(DISABLE, value)
    assert (not in_use().all) is left_out


def test_using_puts_plugins_in_the_place_of_the_installed_ones() -> None:
    mine = Plugins.of({"outlets.eske": Outlets()})
    with using(mine):
        assert in_use() is mine
    assert in_use() is not mine


def install(folder: Path, name: str, point: str, code: str) -> None:
    """Put a package into a folder as an installer does: its module and its metadata."""
    module = name.replace("-", "_")
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    metadata = folder / f"{module}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[onrecord]\n{point} = {module}\n", encoding="utf-8")


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); "
    return subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=False)


def test_installed_plugins_are_found_by_their_entry_points(tmp_path: Path) -> None:
    install(tmp_path, "onrecord-tide", "format.tide", "raise RuntimeError('ebb')")
    code = "from onrecord.cli import main; main(['plugins', '--json'], standalone_mode=False)"
    done = run(tmp_path, code)
    assert '"name": "format.tide", "package": "onrecord-tide", "version": "1.0"' in done.stdout, done.stderr
    assert '"problems": ["RuntimeError: ebb"]' in done.stdout


def test_help_loads_no_plugin_and_does_not_look_for_any(tmp_path: Path) -> None:
    install(tmp_path, "onrecord-tide", "tide", "raise SystemExit('loaded')")
    code = (
        "from onrecord.cli import main; main(['--help'], standalone_mode=False); "
        "print('pluggy' in sys.modules, 'onrecord_tide' in sys.modules)"
    )
    done = run(tmp_path, code)
    assert done.stdout.endswith("False False\n"), done.stderr


def test_no_plugins_leaves_them_out_for_one_command(tmp_path: Path) -> None:
    install(tmp_path, "onrecord-tide", "format.tide", "raise RuntimeError('ebb')")
    code = "from onrecord.cli import main; main(['--no-plugins', 'plugins', '--json'], standalone_mode=False)"
    done = run(tmp_path, code)
    assert done.stdout == "[]\n"
    assert "ebb" not in done.stderr


def test_a_plugin_that_is_sound_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert names(Plugins.of({"outlets.eske": Outlets()})) == ["outlets.eske"]
