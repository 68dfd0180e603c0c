"""The table of outlets: names, other names, domains, and which of them are wires.

In: a name, a URL or a domain. Out: the `Outlet` that it belongs to, or None. What the table does not know stays
unknown; a form that is also an ordinary word ("the sun") is never taken for an outlet in running text.
The data is `outlets.toml`; `load_outlets` reads it together with the tables of plugins and a file of the reader's own,
and `using` puts that table in the place of the one that comes with onrecord.
"""

from __future__ import annotations

from onrecord.outlets.current import (
    by_domain,
    by_name,
    default_outlets,
    in_use,
    mention_pattern,
    using,
    wires,
)
from onrecord.outlets.extend import (
    PLUGINS_KEPT,
    extended,
    kept_tables,
    load_outlets,
    plugged_tables,
    read_table,
)
from onrecord.outlets.table import (
    KINDS,
    Outlet,
    Outlets,
    domain_of,
)

__all__ = [
    "KINDS",
    "PLUGINS_KEPT",
    "Outlet",
    "Outlets",
    "by_domain",
    "by_name",
    "default_outlets",
    "domain_of",
    "extended",
    "in_use",
    "kept_tables",
    "load_outlets",
    "mention_pattern",
    "plugged_tables",
    "read_table",
    "using",
    "wires",
]
