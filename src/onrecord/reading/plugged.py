"""Readers that plugins add: which of them takes a file, and its articles as drafts."""

from __future__ import annotations

from collections.abc import Container, Iterator

from onrecord.errors import InputError, OnrecordError
from onrecord.plugins import Article, Given, Reader, in_use
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import clean
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code, one_line
from onrecord.reading.schema_org import web_address


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of files that plugins read, sorted."""
    return tuple(sorted({suffix for given in _readers() for suffix in given.what.suffixes}))


def plugged_readers() -> tuple[str, ...]:
    """Return what stands for the plugins that read: what is read depends on them."""
    return tuple(str(plugin) for plugin in in_use().all if "reader" in plugin.kinds)


def reader_of(suffix: str, data: bytes, own: Container[str]) -> Given | None:
    """Return the plugin's reader that takes a file, None where none does.

    Args:
        suffix: The file's, in lower case.
        data: Its bytes.
        own: The suffixes that onrecord reads by itself.

    Raises:
        InputError: Two plugins take it: which is meant is not guessed.
    """
    takers = [given for given in _readers() if suffix in given.what.suffixes and _takes(given, suffix, data, own)]
    if len(takers) > 1:
        names = " and ".join(str(given.plugin) for given in takers)
        raise InputError(f"two plugins read it, {names}: uninstall one, or run without it")
    return takers[0] if takers else None


def drafts(given: Given, data: bytes) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the articles of a file, each with what the file's name gets behind it: `#2` for the second of several.

    Raises:
        InputError: The reader refuses the file, or fails.
    """
    found: list[Article | InputError] = []
    failed: InputError | None = None
    try:
        for one in given.what.read(data):
            if not isinstance(one, Article | InputError):
                raise TypeError(f"gave {one!r}, which is no Article")
            found.append(one)
    except InputError as error:
        failed = error
    except Exception as error:  # noqa: BLE001 -- whatever a plugin raises is the reason why its file gives no report
        words = error if isinstance(error, OnrecordError) else f"{type(error).__name__}: {error}"
        given_by = f"the reader of plugin {given.plugin} failed: {words}"
        in_use().blame(given.plugin, f"its reader failed: {words}")
        failed = InputError(given_by)
    if failed is not None:
        found.append(failed)
    if not found:
        raise InputError("empty: no article in it")
    if len(found) == 1 and isinstance(found[0], InputError):
        raise found[0]
    basis = f"metadata: plugin {given.plugin.name}"
    for number, one in enumerate(found, 1):
        yield f"#{number}" if len(found) > 1 else "", one if isinstance(one, InputError) else _draft(one, basis)


def _readers() -> tuple[Given, ...]:
    found = []
    for given in in_use().give("reader"):
        if isinstance(given.what, Reader) and _are_suffixes(given.what.suffixes):
            found.append(given)
        else:
            in_use().blame(given.plugin, f"{given.what!r} is no Reader with suffixes such as '.tide'")
    return tuple(found)


def _are_suffixes(given: tuple[str, ...]) -> bool:
    return isinstance(given, tuple) and all(one.startswith(".") and one == one.casefold() for one in given)


def _takes(given: Given, suffix: str, data: bytes, own: Container[str]) -> bool:
    accepts = given.what.accepts
    if accepts is None:
        if suffix in own:
            in_use().blame(
                given.plugin, f"onrecord reads {suffix} files itself: a reader of them has to say which by `accepts`"
            )
            return False
        return True
    try:
        return bool(accepts(data))
    except Exception as error:  # noqa: BLE001 -- a plugin's test that fails takes no file
        in_use().blame(given.plugin, f"`accepts` failed: {type(error).__name__}: {error}")
        return False


def _draft(article: Article, basis: str) -> Draft | InputError:
    try:
        return Draft(text=clean(article.text), layers=(_facts(article, basis),))
    except InputError as error:
        return error


def _facts(article: Article, basis: str) -> Facts:
    known = {
        "title": one_line(article.title or ""),
        "outlet": one_line(article.outlet or ""),
        "authors": author_names(list(article.authors)),
        "url": web_address(article.url),
        "published": parse_date(article.published or ""),
        "language": language_code(article.language or ""),
    }
    return {field: Fact(value, basis) for field, value in known.items() if value}
