"""The web app: a record in the browser, for those who read it, correct it and take it with them.

In comes the path of a record; out goes an ASGI application, and `serve` runs it. It is server-rendered: all that can be
read is read without a script.

Modules, in reading order: `app` says which address is answered by what; `serve` runs it; `guard` and `sessions` say who
may ask; `desk` holds the record, `index` what is looked up in it, `addresses` the links that last; `view` fills
templates; `views/` has the views, `api/` the same for programs; `changing` and `work` are for what changes the record.
"""

from __future__ import annotations

from onrecord.app.app import make_app
from onrecord.app.guard import Served, served_names
from onrecord.app.serve import serve

__all__ = ["Served", "make_app", "serve", "served_names"]
