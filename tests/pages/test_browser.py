"""The page in a browser: opened from a file, with scripts switched off and on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from onrecord.pages import render
from onrecord.pages.archive import Accounts, index_pages, story_card
from onrecord.record import changes
from tests.pages.sample import story, story_as_of

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WEAK_TEXTS = """() => {
    const parse = colour => {
        const n = colour.match(/[\\d.]+/g).map(Number);
        return n.length > 3 && n[3] === 0 ? null : n.slice(0, 3);
    };
    const linear = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const colour = parse(getComputedStyle(e).backgroundColor);
            if (colour) return colour;
        }
        return [255, 255, 255];
    };
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();) {
        const e = node.parentElement;
        if (!node.data.trim() || e.closest('svg, .vh, .skip')) continue;
        const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < 4.5) found.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
    }
    return [...found];
}"""
"""WCAG 2.2, 1.4.3: texts whose contrast with what lies under them is below 4.5 to 1."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser: install Debian's package `chromium`")


@dataclass
class Visit:
    """An open page and what the browser said of it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "story.html"
    path.write_text(render(story(), "Dam at Lake Tamarel"), "utf-8")
    return path


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as of a day, with what has changed since."""
    path, before = tmp_path_factory.mktemp("page") / "earlier.html", story_as_of("2031-03-04")
    since = replace(changes(before, story()), since="2031-03-04", until="2031-07-15")
    path.write_text(render(before, "Dam at Lake Tamarel", since), "utf-8")
    return path


@pytest.fixture(params=[False, True], ids=["scripts off", "scripts on"])
def visit(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Iterator[Visit]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1280, "height": 800})
    opened = Visit(context.new_page())
    opened.page.on("console", lambda message: opened.complaints.append(message.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on("request", lambda made: opened.requests.append(made.url))
    opened.page.emulate_media(reduced_motion="reduce")
    opened.page.goto(file.as_uri())
    yield opened
    context.close()


def test_the_page_opens_without_a_request_or_a_complaint(visit: Visit, file: Path) -> None:
    assert visit.page.locator("h1").inner_text() == "Dam at Lake Tamarel"
    assert visit.requests == [file.as_uri()]
    assert visit.complaints == []


def test_a_wording_leads_to_its_sentence_with_the_span_lit(visit: Visit) -> None:
    page = visit.page
    claim = page.locator("details.claim").filter(has_text="The lake will be full again").first
    plain = _background(page, "#s-020 mark")
    claim.locator("summary").first.click()
    claim.locator('.column .notes a[href="#s-020"]').click()
    _assert_in_view(page, "#s-020")
    lit = page.locator(".k-s-020")
    assert "".join(lit.all_inner_texts()) == "the lake will be full again in the second half of the year"
    assert {_background(page, f".k-s-020 >> nth={n}") for n in range(lit.count())} != {plain}


def test_every_piece_of_a_span_in_pieces_is_lit(visit: Visit) -> None:
    page = visit.page
    page.goto(page.url.split("#")[0] + "#s-060")
    lit = _background(page, "#s-060 mark")
    pieces = page.locator(".k-s-060")
    assert pieces.count() > 1
    assert {_background(page, f".k-s-060 >> nth={n}") for n in range(pieces.count())} == {lit}


def test_a_link_to_a_folded_claim_unfolds_it(visit: Visit) -> None:
    page = visit.page
    page.locator("#contested a", has_text="Claim 1").first.click()
    _assert_in_view(page, "#c-62")


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_runs_over_the_side(browser: Browser, file: Path, earlier: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for one in (file, earlier):
        page.goto(one.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, file: Path, earlier: Path, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    weak = []
    for one in (file, earlier):
        page.goto(one.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        weak += page.evaluate(WEAK_TEXTS)
    page.close()
    assert weak == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all stories."""
    held = story()
    cards = [replace(story_card(f"s-{number}", held), story=f"s-{number}") for number in range(2)]
    accounts = Accounts(
        given=9, read=6, versions=1, duplicates=1, rejected=1, reasons=(("empty", 1),), alone=2, stories=4,
        days=cards[0].days,
    )  # fmt: skip
    path = tmp_path_factory.mktemp("many") / "index.html"
    path.write_text(dict(index_pages(cards, accounts))["index.html"], "utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(browser: Browser, file: Path, earlier: Path, many: Path, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    found = []
    for one in (file, earlier, many):
        page.goto(one.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        violations = Axe().run(page).response["violations"]
        found += [(one["id"], node["html"]) for one in violations for node in one["nodes"]]
    page.close()
    assert found == []


def test_the_keyboard_reaches_the_claims_first_and_focus_is_seen(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    _assert_in_view(page, ".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("details.claim").first.get_attribute("open") is not None
    page.close()


def test_printed_folds_are_open(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    assert page.locator("#c-full blockquote").first.is_visible()
    page.close()


def _background(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("one => getComputedStyle(one).backgroundColor"))


def _assert_in_view(page: Page, selector: str) -> None:
    place = page.locator(selector).first
    place.wait_for(state="visible")
    box = place.bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert -1 <= box["y"] < size["height"]
    assert box["height"] > 0
