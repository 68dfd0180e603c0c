"""The commands and their words; no logic.

`main` is the program. `make` has the commands that make records and analyses, `look` those that show one, `give` those
that hand it on; `show` lays out a record on a terminal; `terminal` and `progress` are how anything gets to a terminal.
Nothing heavy is imported until a command runs, so that help comes at once.
"""

from __future__ import annotations

from onrecord.cli.main import main

__all__ = ["main"]
