"""The record to take along: every format of `onrecord export`, and the one-file page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.app.desk import State
from onrecord.app.view import failed, fill, go, refuse_others, room_of
from onrecord.errors import OnrecordError, UsageError

_TYPES = {
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip",
}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the bytes of an archive depend on the record alone


def choices(request: Request, state: State) -> Response:
    """What the record can be taken along as, and what each loses."""
    from onrecord.formats.registry import format_of, names

    asked = request.query_params.get("format")
    if asked:
        if asked not in ("page", *names()):
            raise UsageError(f"there is no format {asked}: there are page, {', '.join(names())}")
        return go(state.to.view(f"/export/{asked}"))
    return fill(request, state, "app-export.html.j2", here="export", formats=[format_of(name) for name in names()])


def download(request: Request) -> Response:
    """One format, as a file."""
    from onrecord.build.as_of import open_record
    from onrecord.formats.registry import Options, format_of, names

    name, day = request.path_params["format"], request.query_params.get("as_of") or None
    path = room_of(request).desk.path
    stem = path.stem if day is None else f"{path.stem}-as-of-{day}"
    try:
        refuse_others(request, "with_text")
        if request.query_params.get("with_text", "0") not in ("0", "1"):
            raise UsageError("with_text is 0 or 1")
        if name == "page":
            return _page(request, stem, day)
        if name not in names():
            return failed(request, f"There is no format {name}.", 404)
        form = format_of(name)
        options = Options(with_text=request.query_params.get("with_text") == "1")
        with open_record(path, day) as record:
            made = form.files(record, options)
            if not form.several:
                body = b"".join(next(made).pieces)
                return _file(f"{stem}{form.suffix}", [body])
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in made:
                    entry = zipfile.ZipInfo(file.name, _ZIP_DATE)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, b"".join(file.pieces))
            return _file(f"{stem}-{name}.zip", [packed.getvalue()])
    except OnrecordError as error:
        return failed(request, str(error), 400)


def _page(request: Request, stem: str, day: str | None) -> Response:
    from onrecord.build.as_of import open_record, since
    from onrecord.pages import page

    with open_record(room_of(request).desk.path, day) as record:
        seen = record.as_of
        today = date.fromisoformat(seen.day) if seen else date.today()
        html = page(record, since(record) if seen else None, today=today)
    return _file(f"{stem}.html", [html.encode("utf-8")])


def _file(name: str, pieces: list[bytes]) -> Response:
    """Return bytes as a file to be kept: no browser shows them as a page of the app."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    suffix = name[name.rfind(".") :]

    def body() -> Iterator[bytes]:
        yield from pieces

    return StreamingResponse(
        body(),
        media_type=_TYPES.get(suffix, "application/octet-stream"),
        headers={
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
            "content-length": str(sum(map(len, pieces))),
            "cache-control": "no-store",
        },
    )
