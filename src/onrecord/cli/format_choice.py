"""The formats that `export` offers: those of plugins too, which are looked for when they are asked for."""

from __future__ import annotations

import click

from onrecord.formats.registry import names


class FormatChoice(click.Choice[str]):
    """The names of the formats as a choice whose names are found late: finding them may load plugins."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def choices(self) -> tuple[str, ...]:
        """The names."""
        return names()

    @choices.setter
    def choices(self, _: tuple[str, ...]) -> None:
        """Let click set what is found late anyway."""
