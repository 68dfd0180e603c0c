"""Gives onrecord the outlets of Haldria, a country that is invented, as they are."""

from __future__ import annotations

from importlib.resources import files

from onrecord.plugins import OutletTable, hookimpl


@hookimpl
def onrecord_outlets() -> list[OutletTable]:
    """Give onrecord the one table of this package."""
    return [OutletTable(toml=files(__name__).joinpath("outlets.toml").read_text("utf-8"))]
