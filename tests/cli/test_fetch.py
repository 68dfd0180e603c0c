from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from tests.fetch.conftest import no_network, site  # noqa: F401 -- fixtures
from tests.fetch.site import PAGE, Site, reply


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["fetch", "--delay", "0", "--allow-private", *words])
    return done.exit_code, done.stdout, done.stderr


def test_a_table_tells_what_became_of_each_address(inbox: Path, site: Site) -> None:  # noqa: F811
    site.pages["/ferry"] = reply(PAGE)
    code, out, err = run(site.url("/ferry"), site.url("/gone"), "-o", str(inbox))
    assert code == 1
    lines = out.splitlines()
    assert lines[0].split() == ["outcome", "bytes", "address"]
    assert lines[1].split() == ["fetched", str(len(PAGE)), site.url("/ferry")]
    assert lines[2].split() == ["failed", site.url("/gone")]
    assert lines[3].strip() == "the server answered 404 Not Found"
    assert lines[4] == "2 addresses: 1 fetched, 1 failed"
    assert "warning: --allow-private" in err


def test_json_tells_the_same_and_all_fetched_is_exit_code_0(inbox: Path, site: Site) -> None:  # noqa: F811
    site.pages["/ferry"] = reply(PAGE)
    code, out, _ = run(site.url("/ferry"), "-o", str(inbox), "--json")
    told = json.loads(out)
    assert code == 0
    assert Path(told["archive"]).is_file()
    assert [(one["url"], one["outcome"], one["status"]) for one in told["addresses"]] == [
        (site.url("/ferry"), "fetched", 200)
    ]


def test_what_a_server_says_steers_no_terminal(inbox: Path, site: Site) -> None:  # noqa: F811
    site.pages["/ferry"] = reply(b"", 302, Location="ftp://norra.example/\x1b[31m")
    _, out, _ = run(site.url("/ferry"), "-o", str(inbox))
    assert "\x1b" not in out


def test_a_private_address_is_refused_unless_asked_for(inbox: Path, site: Site) -> None:  # noqa: F811
    done = CliRunner().invoke(main, ["fetch", site.url("/ferry"), "-o", str(inbox), "-q"])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "127.0.0.1 is a loopback address" in done.stderr
    assert site.asked == []
