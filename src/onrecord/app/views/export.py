"""The record to take along: every format of `onrecord export`, and the one-file page."""

from __future__ import annotations

import re
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from onrecord.app.desk import State
from onrecord.app.view import failed, fill, go, refuse_others, room_of
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.record import Record

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
    from onrecord.formats.registry import names

    name, day = request.path_params["format"], request.query_params.get("as_of") or None
    desk = room_of(request).desk
    if name not in ("page", *names()):
        return failed(request, f"There is no format {name}.", 404)
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        refuse_others(request, "with_text")
        with_text = request.query_params.get("with_text", "0")
        if with_text not in ("0", "1"):
            raise UsageError("with_text is 0 or 1")
        given = (desk.path, name, day, with_text == "1", folder)
        made = desk.apart.do(f"making {name}", make, *given) if desk.large else make(*given)
    except UsageError as error:
        rmtree(folder)
        return failed(request, str(error), 400)
    except OnrecordError as error:
        rmtree(folder)
        return failed(request, str(error), 503)
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", made.name)
    return FileResponse(
        made,
        media_type=_TYPES.get(made.suffix, "application/octet-stream"),
        headers={
            # No browser shows it as a page of the app.
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}",
            "cache-control": "no-store",
        },
        background=BackgroundTask(rmtree, folder),
    )


def make(path: Path, name: str, day: str | None, with_text: bool, folder: Path) -> Path:
    """Write a record in a format, or as the one-file page, to a folder; return the file.

    Args:
        path: The record's file.
        name: The format, or `page`.
        day: As of which day; None is as it stands.
        with_text: Whether the reports' whole texts go with it.
        folder: An empty folder.

    Raises:
        UsageError: It is no day.
        RecordError: The record is unfinished or damaged.
    """
    from onrecord.build.as_of import open_record
    from onrecord.formats.registry import Options, format_of

    stem = path.stem if day is None else f"{path.stem}-as-of-{day}"
    with open_record(path, day) as record:
        if name == "page":
            return _page(record, folder / f"{stem}.html")
        form = format_of(name)
        files = form.files(record, Options(with_text=with_text))
        if not form.several:
            whole = folder / f"{stem}{form.suffix}"
            with whole.open("wb") as stream:
                stream.writelines(next(files).pieces)
            return whole
        packed = folder / f"{stem}-{name}.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                entry = zipfile.ZipInfo(file.name, _ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, b"".join(file.pieces))
        return packed


def _page(record: Record, whole: Path) -> Path:
    from onrecord.build.as_of import since
    from onrecord.pages import page

    seen = record.as_of
    today = date.fromisoformat(seen.day) if seen else date.today()
    whole.write_text(page(record, since(record) if seen else None, today=today), "utf-8", newline="")
    return whole
