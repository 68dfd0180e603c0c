"""Reports that want to harm or to confuse, through every view, in a browser."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Dialog

import onrecord
from onrecord.app import make_app, served_names
from onrecord.app.connections import Connection
from onrecord.app.serve import listen
from tests.app.test_browser import CHROMIUM, VIEWS, Desk, browser

__all__ = ["browser"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser: install Debian's package `chromium`")

LONG = "Donaudampf" * 300
RIGHT_TO_LEFT = "قال الوزير فيل يوم الثلاثاء إن العبّارة ستبحر مجدداً"
SIGNS = "\u202egnihtemos\u202c \u2066isolated\u2069 \u200f\u200e\u0007\u001b[31m red \ufffd\ufeff\uffff"
MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    '[a](javascript:alert(1)) <a href="javascript:alert(1)">click</a>',
    '\' onmouseover=\'alert(1)\' hx-get="/logout" hx-trigger="load"',
)


def _report(number: int, words: str) -> dict[str, str]:
    day = f"2031-05-{number + 1:02}"
    text = (
        f"Minister Ada Vell said on Monday that the ferry {words} would sail again by 1 July 2031. "
        f"“The ferry {words} is safe,” Vell told reporters. The harbour police said {words} that "
        f"{12 if number % 2 else 30} people were killed when the ferry sank on {number % 2 + 3} May 2031.\n\n"
        f"{words} is what the company’s spokesman Bo Lindqvist called it: “{words}”. He denied that it knew.\n\n"
        f"{words}"
    )
    return {
        "maintext": text,
        "title": f"Ferry {words}",
        "date_publish": f"{day} 10:00:00",
        "source_domain": f"paper-{number}.example",
        "url": "javascript:alert(1)" if number % 2 else f"https://paper-{number}.example/{words[:40]}",
        "authors": words[:60],
        "language": "en",
    }


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    reports = folder / "reports"
    reports.mkdir()
    for number, words in enumerate((*MARKUP, LONG, RIGHT_TO_LEFT, SIGNS, "plain")):
        name = f"{number}{''.join(sign for sign in words[:12] if sign.isalnum() or sign in '<> ')}.json"
        (reports / name).write_text(json.dumps(_report(number, words)), "utf-8")
    (reports / "<b>no report<b>.html").write_text("<script>alert(1)</script>")
    record = folder / "story.db"
    onrecord.build(reports, record).close()
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    app = make_app(record, served_names("127.0.0.1", port, ()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", http=Connection, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Desk(f"http://127.0.0.1:{port}", record)
    server.should_exit = True
    thread.join()


def _addresses(desk: Desk) -> list[str]:
    with onrecord.open(desk.record) as record:
        story = record.story()
    one, other = (report.id for report in story.reports[:2])
    return [
        *(one for one in VIEWS if "gone" not in one),
        *(f"/claims/{one.id}" for one in story.claims[:12]),
        *(f"/reports/{one.id}" for one in story.reports),
        *(f"/people/{one.id}" for one in story.entities[:8]),
        f"/reports/compare?a={one}&b={other}",
        "/search?q=ferry",
        "/search?q=%3Cscript%3E",
        "/claims?q=%22%3E%3Cimg%20src%3Dx%3E",
        "/add",
    ]


def test_there_is_something_of_every_kind_to_be_shown(desk: Desk) -> None:
    with onrecord.open(desk.record) as record:
        story = record.story()
        assert record.check() == ()
    assert all((story.claims, story.timeline, story.promises, story.rejected))
    assert any("<script>" in one.text for one in story.statements)


def _complained_of(desk: Desk) -> Callable[[Dialog], None]:
    def handle(dialog: Dialog) -> None:
        desk.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    return handle


@pytest.mark.parametrize("width", [390, 1280])
def test_no_view_runs_complains_or_runs_over(browser: Browser, desk: Desk, width: int) -> None:
    desk.complaints.clear()
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = desk.watch(context.new_page())
    page.on("dialog", _complained_of(desk))
    over: list[str] = []
    for address in _addresses(desk):
        page.goto(desk.base + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            over.append(address)
        bad = page.evaluate(
            "[...document.querySelectorAll('a[href], form[action]')]"
            ".map(one => one.href || one.action).filter(one => /^(javascript|data|vbscript):/i.test(one))"
        )
        assert bad == [], address
        assert page.locator("img, iframe, object, embed, [onerror], [onload], [style]").count() == 0, address
    context.close()
    assert desk.complaints == []
    assert over == []


def test_the_one_file_page_does_not_run_either(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    desk.complaints.clear()
    with onrecord.open(desk.record) as record:
        from onrecord.pages import page as made

        (tmp_path / "page.html").write_text(made(record), "utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: desk.complaints.append(message.text))
    page.on("dialog", _complained_of(desk))
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
    assert desk.complaints == []
