"""The JSON API: it does what its description says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from onrecord.app import make_app, served_names
from onrecord.app.api.openapi import document
from tests.app.conftest import BASE

EXAMPLES = 2
"""Of each operation, in the same order each time: one as it should be and one odd. More found nothing that these do not
and took minutes."""
OPERATIONS = [(path, method) for path, of in document()["paths"].items() for method in of]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def app(built: Path) -> object:
    made = make_app(built, served_names("127.0.0.1", 8010, ()), read_only=True)

    async def kept_open(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":  # schemathesis opens and closes the app for each request
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await made(scope, receive, send)

    return kept_open


def test_the_description_is_openapi(client: TestClient) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_keeps_to_its_description(app: object, path: str, method: str) -> None:
    schema = schemathesis.openapi.from_dict({**document(), "servers": [{"url": f"{BASE}/api/v1"}]})
    schema.app = app
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers={"host": "127.0.0.1:8010"})

    holds()
