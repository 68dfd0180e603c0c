"""Takes the picture of a record's page that the README shows.

python -m tests.pages.picture story.db docs/images/page.png
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from onrecord.pages import page
from onrecord.record import Record

SIZE = {"width": 1280, "height": 1420}
OPEN = 0  # the claim that is shown unfolded, counted from 0


def picture(record: Path, output: Path) -> None:
    """Write the top of the page, one claim unfolded, as a PNG file.

    Args:
        record: a record.
        output: where the picture goes.
    """
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, Record(record) as opened:
        file = Path(folder) / "story.html"
        file.write_text(page(opened), "utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        shown = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        shown.goto(file.as_uri())
        shown.locator("details.claim summary").nth(OPEN).click()
        shown.mouse.move(0, 0)
        shown.evaluate("document.activeElement.blur(); scrollTo({top: 0, behavior: 'instant'})")
        shown.screenshot(path=output)
        browser.close()


if __name__ == "__main__":
    picture(Path(sys.argv[1]), Path(sys.argv[2]))
