"""Adding reports: the form, what was sent, and what became of each file."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.adding import FILE_BYTES, MANIFEST, add_now, became, folder_of, keep
from onrecord.app.changing import BODY_BYTES, FILES_MAX
from onrecord.app.desk import State
from onrecord.app.view import failed, fill, go, room_of
from onrecord.errors import UsageError

SENT_KEPT = 10
"""What was sent last, so many times, is listed with what became of it."""


def form(request: Request, state: State) -> Response:
    """The form, and under it what was sent before."""
    room = room_of(request)
    if room.read_only:
        return failed(request, "This record is served for reading only: nothing can be added.", 403)
    waits = room.work.shown
    return fill(
        request,
        state,
        "app-add.html.j2",
        here="add",
        folder=folder_of(room.desk.path).as_posix(),
        most=FILES_MAX,
        each=FILE_BYTES // 1_000_000,
        whole=BODY_BYTES // 1024 // 1024,
        sent=[became(state, names) for names in reversed(room.sent)],
        running=waits is not None and not waits.failed,
    )


def send(request: Request, given: FormData) -> Response:
    """Keep the files that were sent, and have them read."""
    room = room_of(request)
    files = [one for one in given.getlist("files") if isinstance(one, UploadFile) and one.filename]
    given_manifest = next((one for one in files if one.filename == MANIFEST), None)
    if files == [given_manifest] or not files:
        raise UsageError("no file was chosen")
    path = room.desk.path
    kept = keep(path, [(one.filename or "", one.file) for one in files])
    of = dict(zip(files, kept, strict=True))
    manifest = of.pop(given_manifest) if given_manifest is not None else None
    inputs = tuple(dict.fromkeys(one.as_posix() for one in of.values()))
    room.sent.append(inputs)
    del room.sent[:-SENT_KEPT]
    what = f"Adding {len(inputs)} {'file' if len(inputs) == 1 else 'files'}"
    apart, tell = room.desk.apart, room.work.tell
    room.work.do(what, lambda: apart.do("adding", add_now, path, inputs, manifest, tell=tell))
    return go("/add")
