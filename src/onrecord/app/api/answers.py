"""How programs are answered: JSON, lists page by page, and why something cannot be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.app.api.openapi import LIMIT, LIMIT_MAX, NUMBER_MAX
from onrecord.app.desk import State, UnderWayError
from onrecord.app.view import state_of
from onrecord.errors import OnrecordError, UsageError
from onrecord.formats.json import dumps
from onrecord.formats.objects import as_of_object

Object = dict[str, object]
Row = TypeVar("Row")


class NotThereError(OnrecordError):
    """What is asked for is not in the record."""


class Json(JSONResponse):
    """JSON as exports write it: characters as they are, what steers a terminal escaped."""

    def render(self, content: object) -> bytes:
        """Return the bytes."""
        return dumps(content).encode("utf-8")


def answer(make: Callable[[Request, State], Object]) -> Callable[[Request], Response]:
    """Make a handler of a function that makes an object: errors become objects with an `error`."""

    @wraps(make)
    def handler(request: Request) -> Response:
        try:
            return Json(make(request, state_of(request)))
        except UnderWayError as error:
            return Json({"waits_for": str(error)}, 202, {"retry-after": "2"})
        except NotThereError as error:
            return Json({"error": str(error)}, 404)
        except UsageError as error:
            return Json({"error": str(error)}, 400)
        except OnrecordError as error:
            return Json({"error": str(error)}, 503)

    return handler


def page(request: Request, state: State, rows: Sequence[Row], shown: Callable[[Row], Object]) -> Object:
    """Return the part of a list that is asked for."""
    limit = number(request, "limit", LIMIT, 1, LIMIT_MAX)
    offset = number(request, "offset", 0, 0, NUMBER_MAX)
    items = [shown(one) for one in rows[offset : offset + limit]]
    return {"total": len(rows), "offset": offset, "items": items, **seen(state)}


def seen(state: State) -> Object:
    """Return the day as of which the record is seen, nothing for none."""
    return {} if state.as_of is None else {"as_of": as_of_object(state.as_of)}


def there(held: dict[str, Row], request: Request, what: str) -> Row:
    """Return what has the id that is asked for.

    Raises:
        NotThereError: Nothing has.
    """
    found = held.get(request.path_params["id"])
    if found is None:
        raise NotThereError(f"there is no such {what} in this record")
    return found


def number(request: Request, name: str, usual: int, least: int, most: int) -> int:
    """Return a whole number that is asked for.

    Raises:
        UsageError: It is none, or out of bounds.
    """
    given = request.query_params.get(name)
    if given is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise UsageError(f"{name} is a whole number from {least} to {most}")
    return int(given)


def known(request: Request, *names: str) -> None:
    """Refuse what is not asked for in this way, so that a slip of the pen is not answered with everything."""
    known = {*names, "limit", "offset", "as_of"}
    for name, values in ((name, request.query_params.getlist(name)) for name in request.query_params):
        if name not in known:
            raise UsageError(f"nothing here is asked for by {name!r}; there are {', '.join(sorted(known))}")
        if len(values) > 1:
            raise UsageError(f"{name} is given twice")
