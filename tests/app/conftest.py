"""One record of the invented story, built once; each test that changes it has a copy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.app import make_app, served_names

EXAMPLE = Path(__file__).parents[2] / "examples" / "grey-marlet"
PORT = 8010
BASE = f"http://127.0.0.1:{PORT}"
Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the invented story, which nothing changes."""
    path = tmp_path_factory.mktemp("app") / "story.db"
    onrecord.build(EXAMPLE, path).close()
    return path


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(built, tmp_path / "story.db"))


@pytest.fixture
def open_app() -> Iterator[Open]:
    """Opens the app for a record, as a browser on the same machine."""
    with ExitStack() as stack:

        def opened(path: Path, *, base: str = BASE, host: str = "127.0.0.1", **options: object) -> TestClient:
            app = make_app(path, served_names(host, PORT, ("desk.example",)), **options)  # type: ignore[arg-type]
            return stack.enter_context(TestClient(app, base_url=base, follow_redirects=False))

        yield opened


@pytest.fixture
def client(built: Path, open_app: Open) -> TestClient:
    """The app for the record that nothing changes."""
    return open_app(built)


def token(client: TestClient, address: str = "/decisions") -> str:
    """Return the token that the forms of a page have."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get(address).text)
    assert found, address
    return found[1]
