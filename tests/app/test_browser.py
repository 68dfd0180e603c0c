"""The app in a browser: a session of an editor with the keyboard alone, axe-core's rules, and no complaint."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

import onrecord
from onrecord.app import make_app, served_names
from onrecord.app.serve import listen

CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
VIEWS = ["/", "/claims", "/contested", "/promises", "/new", "/timeline", "/people", "/coverage", "/lineage", "/labels"]
VIEWS += [
    "/versions",
    "/add",
    "/reports",
    "/reports/compare",
    "/decisions",
    "/export",
    "/search?q=ferry",
    "/help",
    "/claims/c-gone",
]
READY_SECONDS = 20.0

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser: install Debian's package `chromium`")


@dataclass
class Desk:
    """A served record and what the browser complained of."""

    base: str
    record: Path
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        """Gather what the browser says of a page."""
        page.on("console", lambda message: self.complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda made: None if made.url.startswith(self.base) else self.complaints.append(made.url))
        return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def desk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    record = Path(shutil.copy(built, tmp_path_factory.mktemp("desk") / "story.db"))
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    app = make_app(record, served_names("127.0.0.1", port, ()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", http="h11", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    end = time.monotonic() + READY_SECONDS
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    yield Desk(f"http://127.0.0.1:{port}", record)
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(120_000)  # milliseconds: a busy machine relates slowly
    yield desk.watch(context.new_page())
    context.close()


def test_an_editor_works_with_the_keyboard_alone(page: Page, desk: Desk) -> None:
    desk.complaints.clear()
    page.goto(desk.base)
    keys = page.keyboard
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("j")
    keys.press("j")
    assert page.locator(".line.at").count() == 1
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    words = page.locator(".line.at h3").inner_text()
    keys.press("Enter")
    page.wait_for_url("**/claims/c-*")
    assert page.locator("h1").inner_text() == words
    keys.press("g")
    keys.press("c")
    page.wait_for_url("**/claims")
    before = page.locator("#found [role=status]").inner_text()
    keys.press("/")
    keys.type("ferry")
    page.wait_for_url("**/claims?*q=ferry*")
    page.wait_for_function("before => document.querySelector('#found [role=status]').innerText !== before", arg=before)
    assert "ferry" in page.locator(".line").first.inner_text().lower()
    page.wait_for_load_state("networkidle")  # a list that is put in anew has no line that is chosen
    keys.press("Escape")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/claims/c-*")
    page.locator("a", has_text="in the report").first.focus()
    keys.press("Enter")
    page.wait_for_url("**/reports/r-*#lit")
    lit = page.locator("#lit")
    lit.wait_for(state="visible")
    box = lit.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    keys.press("g")
    keys.press("q")
    page.wait_for_url("**/decisions")
    row = page.locator("#h-queue ~ ol > li").first
    row.locator('button[value="not-same"], button[value="not-copied"], button[value="not-a-statement"]').first.focus()
    row.locator('input[name="by"]').fill("Ada Vell")
    row.locator('button[value="not-same"], button[value="not-copied"], button[value="not-a-statement"]').first.focus()
    keys.press("Enter")
    page.wait_for_url("**/decisions")
    page.locator("#h-log ~ ol > li", has_text="Ada Vell").first.wait_for(timeout=120_000)
    keys.press("?")
    page.wait_for_url("**/help")
    assert desk.complaints == []
    with onrecord.open(desk.record) as record:
        assert [one.decision.by for one in record.decisions()] == ["Ada Vell"]


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_browser_does_not_complain(
    browser: Browser, desk: Desk, address: str, scheme: str
) -> None:
    desk.complaints.clear()
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = desk.watch(context.new_page())
    page.goto(desk.base + address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    context.close()
    rules = {one["id"]: [node["html"][:160] for node in one["nodes"][:3]] for one in found.response["violations"]}
    assert rules == {}
    assert [one for one in desk.complaints if "404" not in one] == []


@pytest.mark.parametrize("address", [*VIEWS, "claim", "report"])
@pytest.mark.parametrize("width", [360, 768])
def test_nothing_runs_over_the_side_of_a_phone(browser: Browser, desk: Desk, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    if address in ("claim", "report"):
        page.goto(f"{desk.base}/{address}s")
        page.goto(desk.base + str(page.locator("#found .line a").first.get_attribute("href")))
    else:
        page.goto(desk.base + address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_every_view_is_in_sight_on_a_phone(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(desk.base)
    ends = page.eval_on_selector_all(
        ".contents ol a", "all => all.map(one => [one.textContent, one.getBoundingClientRect().right])"
    )
    context.close()
    assert len(ends) > 10
    assert [name for name, right in ends if right > 390] == []


def test_all_is_read_without_a_script(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.base}/claims")
    page.locator("#words").fill("ferry")
    page.locator("form.filters button").click()
    assert "q=ferry" in page.url
    page.locator(".line a").first.click()
    assert "/claims/c-" in page.url
    page.goto(desk.base)
    page.locator("#as-of").select_option(index=1)
    page.locator("form.day button").click()
    assert "as_of=" in page.url
    context.close()
