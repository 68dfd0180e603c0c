"""The templates of the page and of the web app: one Jinja environment, with the app's own folder before ours.

`layout.html.j2` is the base that both extend; the other templates hold macros, which take the shelf (with its `href`)
and the values of one section, and know nothing of where they are shown.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.decisions import WHATS
from onrecord.pages.because import explained
from onrecord.record import clip

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
STYLE = HERE / "style.css"
"""The one style sheet: put into the one-file page, served as a file by the app."""


@lru_cache(maxsize=8)
def environment(*folders: Path) -> Environment:
    """Return the environment that finds our templates and, before them, those in the folders given.

    Everything put into a template is escaped; a name that is not given is an error. Templates may use
    `explained(shelf, reason)` for a `because`, `whats` for what a decision says and `clip` for words in a line.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([*folders, HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["explained"] = explained
    made.globals["clip"] = clip
    made.globals["whats"] = WHATS
    return made
