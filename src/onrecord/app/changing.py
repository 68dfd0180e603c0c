"""Changes: what a form sends is taken from the app's own pages alone, and only where changes are allowed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.view import failed, room_of
from onrecord.errors import OnrecordError, UsageError

FIELDS_MAX = 60
FIELD_BYTES = 64 * 1024
"""A field of a form: a note of an editor has some hundred words."""
FORM_BYTES = 256 * 1024
"""A form without files."""
FILES_MAX = 200
"""Files sent at once: a day's reports of one story."""
BODY_BYTES = 32 * 1024 * 1024
"""All that is sent at once; two hundred saved web pages have less."""
Change = Callable[[Request, FormData], Response]


def change(make: Change, *, files: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """Make a handler of a function that changes the record.

    It is called only where the record may be changed and with the token of an open session (`csrf`); errors become
    pages.

    Args:
        make: Gets the request and the form.
        files: Whether the form may have files.
    """

    @wraps(make)
    async def handler(request: Request) -> Response:
        room = room_of(request)
        async with request.form(
            max_files=FILES_MAX if files else 0, max_fields=FIELDS_MAX, max_part_size=FIELD_BYTES
        ) as form:
            token = str(form.get("csrf", ""))
            if not room.sessions.trusts(request.scope.get("session_key", ""), token):
                return failed(
                    request,
                    "This form is from an earlier session, or from another site: nothing was changed. Open the page "
                    "again and send it once more.",
                    403,
                )
            if room.read_only:
                return failed(request, "This record is served for reading only: nothing was changed.", 403)
            try:
                return await run_sync(make, request, form)
            except UsageError as error:
                return failed(request, str(error), 400)
            except OnrecordError as error:
                return failed(request, str(error), 409)

    return handler
