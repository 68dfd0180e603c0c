"""The app's own files: style, scripts, the sign in the browser's tab. A fixed list: no folder can be asked for."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from onrecord.pages.environment import STYLE

_HERE = Path(__file__).parent / "static"
FILES = {
    "style.css": (STYLE, "text/css; charset=utf-8"),
    "app.css": (_HERE / "app.css", "text/css; charset=utf-8"),
    "app.js": (_HERE / "app.js", "text/javascript; charset=utf-8"),
    "htmx.min.js": (_HERE / "htmx.min.js", "text/javascript; charset=utf-8"),
    "htmx.LICENSE.txt": (_HERE / "htmx.LICENSE.txt", "text/plain; charset=utf-8"),
    "icon.svg": (_HERE / "icon.svg", "image/svg+xml"),
}
"""By name: the file, and its media type."""


def file(request: Request) -> Response:
    """Answer with one of the files."""
    name = request.path_params["name"]
    if name not in FILES:
        return PlainTextResponse("There is no such file.", 404)
    body, tag = _read(name)
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=FILES[name][1], headers=headers)


@cache
def _read(name: str) -> tuple[bytes, str]:
    body = FILES[name][0].read_bytes()
    return body, f'"{hashlib.sha256(body).hexdigest()[:20]}"'
