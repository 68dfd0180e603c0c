"""What a plugin adds to onrecord: a reader, a language, a format, a table of outlets.

In: the entry points of the group `onrecord` of what is installed. Out: the `Reader`s, `Language`s, `Format`s and tables
of outlets that they give, each with the plugin that gave it; the rooms ask for theirs. `hooks` says what a plugin may
give, `manager` finds the plugins and asks them. A plugin is loaded when what its entry point is named for is asked for;
one that fails is named in a `PluginWarning`, and the rest goes on.

```python
from onrecord.plugins import Article, Reader, hookimpl


@hookimpl
def onrecord_readers():
    yield Reader(suffixes=(".shout",), read=lambda data: [Article(text=data.decode().casefold())])
```

A plugin is code that runs with all the rights of whoever runs onrecord: install only what you trust.
"""

from __future__ import annotations

from onrecord.plugins.hooks import (
    GROUP,
    HOOKS,
    Article,
    Hooks,
    Kind,
    Language,
    OutletTable,
    Reader,
    hookimpl,
)
from onrecord.plugins.manager import DISABLE, KINDS, Given, Plugin, Plugins, in_use, installed, using

__all__ = [
    "DISABLE",
    "GROUP",
    "HOOKS",
    "KINDS",
    "Article",
    "Given",
    "Hooks",
    "Kind",
    "Language",
    "OutletTable",
    "Plugin",
    "Plugins",
    "Reader",
    "hookimpl",
    "in_use",
    "installed",
    "using",
]
