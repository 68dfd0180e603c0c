"""The example packages as plugins: loaded from where they lie, through the entry points that they declare."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from functools import cache, partial
from pathlib import Path
from types import ModuleType

from onrecord.plugins import Plugin, Plugins

FOLDER = Path(__file__).parents[2] / "examples" / "plugins"
PACKAGES = ("onrecord-chronology", "onrecord-haldria", "onrecord-latin", "onrecord-tidewire")


@cache
def module_of(package: str) -> ModuleType:
    """Return the module of an example package, without installing it."""
    name = package.replace("-", "_")
    one_file, folder = (FOLDER / package / "src" / f"{name}.py"), (FOLDER / package / "src" / name / "__init__.py")
    spec = importlib.util.spec_from_file_location(name, one_file if one_file.exists() else folder)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a package asks by its name for the data beside it
    spec.loader.exec_module(module)
    return module


def plugins_of(*packages: str) -> Plugins:
    """Return example packages as plugins, by the names and modules that their entry points give."""
    found = []
    for package in packages:
        project = tomllib.loads((FOLDER / package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        for name, value in project["entry-points"]["onrecord"].items():
            assert value == package.replace("-", "_")
            found.append(
                Plugin(name=name, package=project["name"], version=project["version"], load=partial(module_of, package))
            )
    return Plugins(found)
