"""The record as people read it: one self-contained HTML page, and the sections that the web app shows too.

In comes a record (or the `Story` that it holds); out goes one string of HTML that opens offline, runs no script,
asks for nothing from any other place, and leads from each row to the sentence in its report.

Modules, in reading order: `render` puts the page together out of the templates that `environment` finds; `shelf` finds
things by id and `links` makes their addresses, anchors here and other addresses in the app; `marks` marks spans in a
text; `dates` and `axis` put EDTF dates into words and on a line; `because` puts names for ids; `quotes` shows a
statement in its context; `claims`, `contested`, `timeline`, `coverage`, `lineage`, `labels`, `speakers`, `growth`,
`reports` and, on a page as of a day, `since` each make the values that one section of the page shows; the templates
put these into HTML.
"""

from __future__ import annotations

from onrecord.pages.render import page, render

__all__ = ["page", "render"]
