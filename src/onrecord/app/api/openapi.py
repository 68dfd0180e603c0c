"""The JSON API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html)."""

from __future__ import annotations

from importlib.metadata import version

from onrecord.app.choose import KINDS, ORDERS, STANDINGS
from onrecord.decisions import WHATS

LIMIT, LIMIT_MAX, NUMBER_MAX = 50, 200, 999_999_999
"""Items of a list: how many unless told otherwise, and at most; the largest place in a list."""
Object = dict[str, object]

_TEXT: Object = {"type": "string"}
_MAYBE: Object = {"type": ["string", "null"]}
_COUNT: Object = {"type": "integer", "minimum": 0}
_SPAN: Object = {
    "type": "array",
    "items": _COUNT,
    "minItems": 2,
    "maxItems": 2,
    "description": "[start, end) in code points of the report's text",
}
_AS_OF: Object = {
    "name": "as_of",
    "in": "query",
    "description": "The record as it stood on a day, or at the end of a month or a year.",
    "schema": {"type": "string", "format": "date"},
}
_LIMIT: Object = {
    "name": "limit",
    "in": "query",
    "schema": {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT},
}
_OFFSET: Object = {
    "name": "offset",
    "in": "query",
    "schema": {"type": "integer", "minimum": 0, "maximum": NUMBER_MAX, "default": 0},
}


_SENT: Object = {
    "type": "object",
    "properties": {
        "what": {"enum": [one for one in WHATS if one != "undo"]},
        "on": {
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": 500},
            "minItems": 1,
            "maxItems": 20,
            "description": "Ids, or names of persons and outlets",
        },
        "to": {"type": "string", "maxLength": 2000, "description": "A speaker's name, a date in EDTF, a note"},
        "by": {"type": "string", "maxLength": 80},
        "why": {"type": "string", "maxLength": 2000},
        "instead": {"type": "boolean", "description": "Take back what it contradicts"},
    },
    "required": ["what", "on"],
    "additionalProperties": False,
}
_DECIDE: Object = {
    "summary": "Write a decision",
    "description": "With the session's cookie and its token in X-CSRF-Token, or with the password as a bearer token.",
    "parameters": [{"name": "X-CSRF-Token", "in": "header", "schema": _TEXT}],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}},
    },
    "responses": {
        "201": {
            "description": "It is written, and being worked in",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Decision"}}},
        },
        **{
            code: {
                "description": told,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            }
            for code, told in {
                "400": "It is no decision, or what it is about is not there",
                "401": "A password is needed",
                "403": "The token is missing, or the record is served for reading only",
                "409": "It contradicts one that stands",
                "413": "It is too large",
                "415": "It is no JSON",
                "503": "The record cannot be written now",
            }.items()
        },
    },
}


def document() -> Object:
    """Return the description of the API, a JSON object."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A record, served by onrecord",
            "version": version("onrecord"),
            "description": "Objects are those of `onrecord export --format json`; lists come page by page.",
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{}, {"password": []}],
        "paths": {
            "/record": _get("What the record holds, in numbers", "Record", []),
            "/session": _get("The token that a change must bring in X-CSRF-Token", "Session", [], seen=False),
            "/claims": _listed(
                "Claims, the best backed first",
                "Claim",
                _asked("q", "Words that must all stand in the claim or its speakers' names"),
                _asked("speaker", "An entity's id"),
                _asked("outlet", "An outlet's name"),
                _asked("since", "Published on that day or later", format="date"),
                _asked("until", "Published on that day or earlier", format="date"),
                _asked("kind", "How it was said", enum=[*KINDS]),
                _asked("stands", "How it stands", enum=[*STANDINGS]),
                _asked("order", "In which order", enum=[*ORDERS]),
            ),
            "/claims/{id}": _one("A claim with its statements, conflicts and promise", "Claim"),
            "/reports": _listed("Reports by day", "Report"),
            "/reports/{id}": _one("A report with its text and its statements", "Report"),
            "/entities": _listed(
                "Who and what is named", "Entity", _asked("q", "Part of a name"), _asked("kind", "Of which kind")
            ),
            "/entities/{id}": _one("An entity with all that it is reported to have said", "Entity"),
            "/search": _get(
                "Statements and reports in which words stand",
                "Found",
                [
                    {
                        **_asked("q", "Words, or a query in SQLite's FTS5 syntax", minLength=1, maxLength=300),
                        "required": True,
                    },
                    _LIMIT,
                ],
            ),
            "/conflicts": _listed("Conflicts", "Conflict"),
            "/promises": _listed("Promises", "Promise"),
            "/timeline": _listed("What the reports say of each day", "Entry"),
            "/decisions": {**_listed("Decisions, the newest first", "Decided"), "post": _DECIDE},
            "/doubts": _listed(
                "Links that the machine is least sure of",
                "Doubt",
                _asked("kind", "Of which kind", enum=["claim", "person", "copy", "speaker"]),
            ),
        },
        "components": {"schemas": _schemas(), "securitySchemes": {"password": {"type": "http", "scheme": "bearer"}}},
    }


def _schemas() -> Object:
    return {
        "Error": _object({"error": _TEXT}),
        "Waits": _object({"waits_for": _TEXT}),
        "Session": _object({"csrf": _MAYBE}),
        "Record": _object(
            {"name": _TEXT, "onrecord": _TEXT, "days": {"type": "array", "items": _TEXT}, "reports": _COUNT,
             "statements": _COUNT, "claims": _COUNT, "conflicts": _COUNT, "promises": _COUNT}
        ),
        "Claim": _object({"id": _TEXT, "text": _TEXT, "reports": {"type": "array", "items": _TEXT},
                          "vouchers": {"type": "array", "items": _TEXT},
                          "channels": {"type": "array", "items": {"type": "array", "items": _TEXT}}}),
        "Report": _object({"id": _TEXT, "outlet": _MAYBE, "title": _MAYBE, "published": _MAYBE}),
        "Entity": _object({"id": _TEXT, "name": _TEXT, "kind": _TEXT, "forms": {"type": "array", "items": _TEXT}}),
        "Conflict": _object({"id": _TEXT, "kind": _TEXT, "claims": {"type": "array", "items": _TEXT}}),
        "Promise": _object({"claim": _TEXT, "speaker": _TEXT, "due": _TEXT, "status": _TEXT}),
        "Decision": _object(dict.fromkeys(("id", "at", "by", "what", "to", "why"), _TEXT)),
        "Decided": _object({"id": _TEXT, "what": _TEXT, "state": _TEXT, "machine": _TEXT}),
        "Doubt": _object({"kind": _TEXT, "score": {"type": "number", "minimum": 0, "maximum": 1}}),
        "Sent": _SENT,
        "Entry": _object({"date": _TEXT, "text": _TEXT}),
        "Hit": _object({"kind": {"enum": ["statement", "report"]}, "id": _TEXT, "report": _TEXT, "snippet": _TEXT,
                        "found": {"type": "array", "items": _SPAN},
                        "claim": {"anyOf": [_ref("HitClaim"), {"type": "null"}]}}),
        "HitClaim": _object({"id": _TEXT, "text": _TEXT, "vouchers": {"type": "array", "items": _TEXT},
                             "channels": _COUNT, "reports": _COUNT}),
        "Found": _object({"query": _TEXT, "total": _COUNT, "items": {"type": "array", "items": _ref("Hit")}}),
    }  # fmt: skip


def _object(properties: Object) -> Object:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _ref(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}


def _asked(name: str, what: str, **schema: object) -> Object:
    return {"name": name, "in": "query", "description": what, "schema": {"type": "string", **schema}}


def _listed(what: str, item: str, *asked: Object) -> Object:
    schema = _object({"total": _COUNT, "offset": _COUNT, "items": {"type": "array", "items": _ref(item)}})
    return _path(what, schema, [*asked, _LIMIT, _OFFSET, _AS_OF])


def _get(what: str, name: str, asked: list[Object], *, seen: bool = True) -> Object:
    return _path(what, _ref(name), [*asked, _AS_OF] if seen else asked)


def _one(what: str, name: str) -> Object:
    given: Object = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
    return _path(what, _ref(name), [given, _AS_OF], ("404",))


def _path(what: str, schema: Object, asked: list[Object], more: tuple[str, ...] = ()) -> Object:
    told = {
        "400": "What was asked cannot be answered",
        "401": "A password is needed",
        "404": "It is not in the record",
        "503": "The record cannot be read now",
    }
    errors: Object = {
        code: {"description": told[code], "content": {"application/json": {"schema": _ref("Error")}}}
        for code in ("400", "401", "503", *more)
    }
    found: Object = {"description": what, "content": {"application/json": {"schema": schema}}}
    waits = {
        "description": "It is being worked out: ask again",
        "content": {"application/json": {"schema": _ref("Waits")}},
    }
    answers: Object = {"200": found, "202": waits}
    answers.update(errors)
    return {"get": {"summary": what, "parameters": asked, "responses": answers}}
