"""Web archives as WACZ (1.1.1, https://specs.webrecorder.net/wacz/1.1.1/).

That is a zip archive of WARC files, of the list of the pages that were visited, and of indexes to these.

A browser that archives keeps whatever its pages fetched, the frames of advertisements among it; which of it was a page,
the list says. What it calls a page comes behind what the page says of itself.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, cast

from onrecord.errors import InputError
from onrecord.reading.containers.members import Names, check_path
from onrecord.reading.containers.warc import bare, pages_of
from onrecord.reading.containers.zips import BROKEN_ZIP, opened, path_of, read_member
from onrecord.reading.facts import Fact, Facts, one_line
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.schema_org import web_address

BASIS = "archive: list of pages"
PAGES = "pages/"
WARCS = "archive/"
_WARC_SUFFIXES = (".warc", ".warc.gz")
MAX_PAGES_BYTES = 200_000_000
"""Of a list of pages: some 400,000 of them."""


def open_wacz(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the pages and documents of the WARC files in a WACZ file. See `items.Opener`."""
    with opened(file) as archive:
        infos = archive.infolist()
        warcs = [info for info in infos if path_of(info).startswith(WARCS) and path_of(info).endswith(_WARC_SUFFIXES)]
        if not warcs:
            raise InputError(f"no web archive in it: a WACZ file holds WARC files in its folder {WARCS}")
        listed: dict[str, Facts] = {}
        for info in infos:
            if path_of(info).startswith(PAGES) and path_of(info).endswith(".jsonl"):
                listed |= _pages(read_member(archive, info, MAX_PAGES_BYTES))
        pages = set(listed) or None
        names = Names()
        for info in warcs:
            mark = names.mark(path_of(info))
            try:
                check_path(path_of(info))
                yield from _of_warc(archive, info, mark, max_bytes, listed, pages)
            except InputError as error:
                yield Refused(mark=mark, reason=error)


def _of_warc(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    mark: str,
    max_bytes: int,
    listed: Mapping[str, Facts],
    pages: set[str] | None,
) -> Iterator[Item | Refused]:
    if info.flag_bits & 1:
        raise InputError("encrypted: unpack the archive with its password, and give what was in it")
    try:
        with archive.open(info) as member:
            for one in pages_of(cast("BinaryIO", member), max_bytes, pages):
                if isinstance(one, Item):
                    url = one.facts.get("url")
                    yield replace(one, mark=mark + one.mark, hints=listed.get(bare(url.value), {}) if url else {})
                else:
                    yield replace(one, mark=mark + one.mark)
    except (*BROKEN_ZIP, NotImplementedError, RuntimeError) as error:
        raise InputError(f"broken: it cannot be unpacked ({error})") from error


def _pages(data: bytes) -> dict[str, Facts]:
    """Return what a list of pages says of each, by its address as `bare` has it; a broken line says nothing."""
    found: dict[str, Facts] = {}
    for line in data.splitlines():
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        address = web_address(page.get("url")) if isinstance(page, dict) else None
        if address:
            title = one_line(page["title"]) if isinstance(page.get("title"), str) else ""
            # Where a page has no title, archives write its address.
            found[bare(address)] = {"title": Fact(title, BASIS)} if title and title != address else {}
    return found
