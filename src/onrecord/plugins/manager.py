"""The plugins that are installed: found by their entry points, loaded when asked for, each by itself.

Nothing is loaded to find them: the name of an entry point says for what it is loaded. `reader.tidewire` is loaded when
files are read, `format.chronology` when formats are listed; a name without one of the four kinds before its dot is
loaded for all of them.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import entry_points
from typing import Any, get_args

from pluggy import PluginManager, PluginValidationError

from onrecord.errors import OnrecordError, PluginWarning
from onrecord.plugins.hooks import GROUP, HOOKS, Hooks, Kind

DISABLE = "ONRECORD_DISABLE_PLUGINS"
"""The environment variable that, set to anything but nothing and `0`, leaves all plugins where they are."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plugin that is there, loaded or not."""

    name: str
    """Its entry point: `reader.tidewire`."""
    package: str
    """The distribution that brought it, `onrecord-tidewire`; '' for an object that was given."""
    version: str
    """Of the distribution, '' where there is none."""
    load: Callable[[], object]
    """Imports it: returns the module or object that holds the hooks."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it is loaded for, told by its name.

        >>> Plugin(name="reader.tidewire", package="", version="", load=object).kinds
        ('reader',)
        >>> len(Plugin(name="tidewire", package="", version="", load=object).kinds)
        4
        """
        named = tuple(kind for kind in KINDS if self.name.partition(".")[0] == kind and "." in self.name)
        return named or KINDS

    def __str__(self) -> str:
        return f"{self.name} ({self.package} {self.version})" if self.package else self.name


@dataclass(frozen=True, slots=True)
class Given:
    """What a plugin gave."""

    plugin: Plugin
    what: Any
    """A `Reader`, `Language`, `Format` or `OutletTable`, as its hook says."""


class Plugins:
    """Some plugins, loaded as they are asked for.

    Args:
        plugins: The plugins; the order in which they are given does not matter.

    >>> from onrecord.plugins import OutletTable, hookimpl
    >>> class Strait:
    ...     @hookimpl
    ...     def onrecord_outlets(self):
    ...         return [OutletTable(toml='outlets = [{ name = "Strait Observer" }]')]
    >>> [given.plugin.name for given in Plugins.of({"outlets.strait": Strait()}).give("outlets")]
    ['outlets.strait']
    """

    def __init__(self, plugins: Iterable[Plugin] = ()) -> None:
        self.all = tuple(sorted(plugins, key=lambda one: (one.name, one.package, one.version)))
        self._problems: dict[Plugin, list[str]] = {}
        self._loaded: dict[Plugin, object] = {}
        self._given: dict[Kind, tuple[Given, ...]] = {}

    @classmethod
    def of(cls, objects: Mapping[str, object]) -> Plugins:
        """Return plugins that are modules or objects at hand, by the names that their entry points would have."""
        return cls(Plugin(name=name, package="", version="", load=_returning(one)) for name, one in objects.items())

    def give(self, kind: Kind) -> tuple[Given, ...]:
        """Return what the plugins give of a kind, by the names of the plugins; they are asked once.

        A plugin that cannot be loaded, or whose hook fails, is named in a `PluginWarning` and gives nothing.
        """
        if kind not in self._given:
            self._given[kind] = tuple(
                given for plugin in self.all if kind in plugin.kinds for given in self._ask(plugin, kind)
            )
        return self._given[kind]

    def problems(self, plugin: Plugin) -> tuple[str, ...]:
        """Return what has gone wrong with a plugin so far, in words."""
        return tuple(self._problems.get(plugin, ()))

    def blame(self, plugin: Plugin, what: str) -> None:
        """Note that something has gone wrong with a plugin, and warn of it, once."""
        noted = self._problems.setdefault(plugin, [])
        if what not in noted:
            noted.append(what)
            warnings.warn(PluginWarning(f"plugin {plugin}: {what}"), stacklevel=2)

    def _ask(self, plugin: Plugin, kind: Kind) -> Iterator[Given]:
        if plugin in self._problems and plugin not in self._loaded:
            return  # it could not be loaded for another kind
        try:
            if plugin not in self._loaded:
                self._loaded[plugin] = self._checked(plugin, plugin.load())
            manager = self._manager
            (caller,) = (getattr(manager.hook, HOOKS[kind]),)
            found = [
                what for one in caller.get_hookimpls() if one.plugin is self._loaded[plugin] for what in one.function()
            ]
        except Exception as error:  # noqa: BLE001 -- a plugin may raise anything; it is named, and the rest goes on
            self.blame(plugin, told(error))
            return
        yield from (Given(plugin, what) for what in found)

    def _checked(self, plugin: Plugin, holder: object) -> object:
        """Register what a plugin's entry point leads to, and see that it holds the hooks that it is loaded for."""
        manager = self._manager
        if not manager.is_registered(holder):
            manager.register(holder)
            try:
                manager.check_pending()
            except PluginValidationError:
                manager.unregister(holder)
                raise
        hooks = {caller.name for caller in manager.get_hookcallers(holder) or ()}
        if not hooks & {HOOKS[kind] for kind in plugin.kinds}:
            wanted = " or ".join(HOOKS[kind] for kind in plugin.kinds)
            raise OnrecordError(f"has no function {wanted} that is marked with hookimpl")
        return holder

    @cached_property
    def _manager(self) -> PluginManager:
        manager = PluginManager(GROUP)
        manager.add_hookspecs(Hooks)
        return manager


def told(error: BaseException) -> str:
    """Return an error in words: our own say what is wrong by themselves, of others the kind helps.

    >>> told(OnrecordError("no such day")), told(KeyError("day"))
    ('no such day', "KeyError: 'day'")
    """
    words = " ".join(str(error).split())
    return words if isinstance(error, OnrecordError) else f"{type(error).__name__}: {words}".rstrip(": ")


@lru_cache(maxsize=1)
def installed() -> Plugins:
    """Return the plugins of the packages that are installed, found once; none of them is loaded yet."""
    return Plugins(
        Plugin(
            name=point.name,
            package=point.dist.name if point.dist is not None else "",
            version=point.dist.version if point.dist is not None else "",
            load=point.load,
        )
        for point in entry_points(group=GROUP)
    )


_IN_USE: ContextVar[Plugins | None] = ContextVar("plugins", default=None)
_NONE = Plugins()


def in_use() -> Plugins:
    """Return the plugins in use: those that `using` has set, else the installed ones unless `DISABLE` is set."""
    chosen = _IN_USE.get()
    if chosen is not None:
        return chosen
    return installed() if os.environ.get(DISABLE, "") in ("", "0") else _NONE


@contextmanager
def using(plugins: Plugins) -> Iterator[Plugins]:
    """Use these plugins, and no others, for all that is done inside; `Plugins()` is none."""
    token = _IN_USE.set(plugins)
    try:
        yield plugins
    finally:
        _IN_USE.reset(token)


def _returning(one: object) -> Callable[[], object]:
    return lambda: one
