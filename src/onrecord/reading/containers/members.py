"""Members of an archive by their names: which lead out of it, which are no reports, what each is called.

Nothing is ever written to a disk, so that no path can do harm here; but an archive with a path that leads out of it was
made to harm, or is broken, and what it says of itself is not believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from onrecord.errors import InputError
from onrecord.reading.inputs import MANIFEST_NAME

_DRIVE = re.compile(r"[A-Za-z]:")
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]*", re.IGNORECASE)
_PACKED = frozenset({".gz", ".bz2", ".xz"})
_STYLES = (".css", ".js", ".mjs", ".map", ".wasm")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".heic")
_FONTS = (".woff", ".woff2", ".ttf", ".otf", ".eot")
_FILMS = (
    ".mp3",
    ".m4a",
    ".ogg",
    ".wav",
    ".flac",
    ".mp4",
    ".m4v",
    ".webm",
    ".mov",
    ".avi",
    ".mkv",
    ".m3u8",
    ".vtt",
    ".srt",
)
NO_REPORTS = frozenset((*_STYLES, *_PICTURES, *_FONTS, *_FILMS))
"""Suffixes of what pages are made with and what is no text: styles, scripts, pictures, fonts, sound and film."""


class Names:
    """The names of an archive's members, as they are met."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()

    def mark(self, path: str) -> str:
        """Return what the archive's name gets behind it for a member; the second of one name gets `#2`.

        >>> names = Names()
        >>> names.mark("./may/port.html"), names.mark("may/port.html")
        ('/may/port.html', '/may/port.html#2')
        """
        plain = "/" + "/".join(part for part in path.split("/") if part not in ("", "."))
        self._met[plain] += 1
        return plain if self._met[plain] == 1 else f"{plain}#{self._met[plain]}"


def passed_over(path: str) -> bool:
    """Tell what no folder's reading takes either, hidden files and what a Mac adds, and what is no report by its kind.

    >>> passed_over("__MACOSX/may/._port.html"), passed_over("may/.port.swp"), passed_over("may/port.html")
    (True, True, False)
    """
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return hidden or suffix_of(path) in NO_REPORTS


def own_manifest(paths: Iterable[str]) -> str | None:
    """Return which member may be the archive's manifest: it is called so, and all others lie beside it or below.

    Args:
        paths: The paths of its files.

    >>> own_manifest(["may/port.html", "may/manifest.csv", "may/june/ferry.html", "__MACOSX/may/._port.html"])
    'may/manifest.csv'
    >>> own_manifest(["may/manifest.csv", "june/manifest.csv"])
    """
    common: tuple[str, ...] | None = None
    found: dict[tuple[str, ...], str] = {}
    for path in paths:
        if passed_over(path):
            continue
        *folders, name = [part for part in path.split("/") if part not in ("", ".")] or [""]
        if name == MANIFEST_NAME:
            found.setdefault(tuple(folders), path)
        here = tuple(folders)
        while common is not None and here[: len(common)] != common:
            common = common[:-1]
        common = here if common is None else common
    return None if common is None else found.get(common)


def check_path(path: str) -> None:
    r"""Refuse a member whose path leads out of the archive.

    Raises:
        InputError: it does.

    >>> check_path("may/../../port.html")
    Traceback (most recent call last):
    onrecord.errors.InputError: its path leads out of the archive
    """
    plain = path.replace("\\", "/")
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in plain.split("/"):
        raise InputError("its path leads out of the archive")


def suffix_of(path: str) -> str:
    """Return a member's suffix in lower case, of a packed file with the suffix of what is packed; '' for none.

    >>> suffix_of("may/Port.HTML"), suffix_of("may.tar.gz"), suffix_of("v1.05.gz"), suffix_of("may.d/.port")
    ('.html', '.tar.gz', '.gz', '')
    """
    name = re.split(r"[/\\]", path)[-1].lstrip(".")
    stem, point, last = name.rpartition(".")
    if not point:
        return ""
    suffix = f".{last}".casefold()
    before = "." + stem.rpartition(".")[2].casefold() if "." in stem else ""
    return before + suffix if suffix in _PACKED and _SUFFIX.fullmatch(before) else suffix
