"""Puts the inputs of a test archive into files as archives have them: lines of JSON, tables, crawled pages."""

from __future__ import annotations

import gzip
import html
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FORMATS = ("jsonl", "parquet", "warc")
PER_FILE = 250
"""Inputs in a file."""
_SECTIONS = ("World", "Politics", "Business", "Sport", "Weather", "Opinion", "Markets", "Archive")


@dataclass(frozen=True, slots=True)
class Made:
    """An input of a test archive."""

    number: int
    title: str
    text: str
    outlet: str
    url: str
    published: str
    kind: str
    """`alone`, `story`, `copy`, `again`, `version` or `broken`."""
    story: int
    """Reports with the same number are of the same event."""


def write(made: Sequence[Made], folder: Path, formats: Sequence[str] = FORMATS, per_file: int = PER_FILE) -> int:
    """Write inputs into files of some formats in turn, so many in each.

    Returns:
        The bytes of the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for turn, start in enumerate(range(0, len(made), per_file)):
        kind = formats[turn % len(formats)]
        path = folder / f"{turn:05}.{_SUFFIXES[kind]}"
        path.write_bytes(_WRITERS[kind](made[start : start + per_file]))
        size += path.stat().st_size
    return size


def _jsonl(made: Sequence[Made]) -> bytes:
    return "".join(json.dumps(_row(one), ensure_ascii=False) + "\n" for one in made).encode()


def _parquet(made: Sequence[Made]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([_row(one) for one in made]), held, compression="zstd")
    return held.getvalue()


def _row(one: Made) -> dict[str, str]:
    return {"url": one.url, "title": one.title, "text": one.text, "published": one.published, "outlet": one.outlet}


def as_warc(made: Sequence[Made]) -> bytes:
    """Return inputs as pages in a WARC file, each packed by itself."""
    return b"".join(gzip.compress(_record(one), 6, mtime=0) for one in made)


def _record(one: Made) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(one).encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{one.number:08}-0000-4000-8000-000000000000>\r\n"
        f"WARC-Date: {one.published}Z\r\nWARC-Target-URI: {one.url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def page(one: Made) -> str:
    """Return the page of an outlet on which a report stands, with menus and links around it as pages have them."""
    title, outlet = html.escape(one.title), html.escape(one.outlet)
    menu = "".join(f'<li><a href="/{name.lower()}/">{name}</a></li>' for name in _SECTIONS * 4)
    more = "".join(f'<li><a href="/{n}.html">{title[:40]} {n}</a></li>' for n in range(40))
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in one.text.split("\n") if line.strip())
    script = "<script>var layers=" + json.dumps([[n, f"slot-{n}"] for n in range(400)]) + "</script>"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>'
        f'<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">'
        f'<meta property="og:type" content="article"><link rel="canonical" href="{html.escape(one.url)}">'
        f'<meta property="article:published_time" content="{one.published}Z">{script}</head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>\n{body}</article></main>"
        f"<aside><h2>More</h2><ul>{more}</ul></aside><footer><ul>{menu}</ul><p>© {outlet}</p></footer>{script}"
        "</body></html>"
    )


_WRITERS = {"jsonl": _jsonl, "parquet": _parquet, "warc": as_warc}
_SUFFIXES = {"jsonl": "jsonl", "parquet": "parquet", "warc": "warc.gz"}
