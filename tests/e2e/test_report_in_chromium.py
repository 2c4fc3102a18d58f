"""The report page in a real browser: it draws, it moves, and it asks nobody for anything."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.unit.services.reports.sample import sample
from tradewright.services.reports import render

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
PICTURE = "(id) => document.getElementById(id).toDataURL()"
EMPTY = """(id) => {
  const shown = document.getElementById(id), empty = document.createElement("canvas");
  empty.width = shown.width; empty.height = shown.height;
  return empty.toDataURL();
}"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "report.html"
    path.write_text(render(sample(3000)), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(color_scheme=request.param)
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda message: faults.append(message.text))
        opened.on("request", lambda r: None if r.url.startswith("file:") else faults.append(r.url))
        opened.goto(path.as_uri())
        yield opened
        assert faults == []
        browser.close()


def ink(page: Page, canvas: str) -> str:
    page.wait_for_timeout(150)  # one repaint
    return page.evaluate(PICTURE, canvas)


def test_the_page_draws_and_moves(page: Page) -> None:
    before = {name: ink(page, name) for name in ("price", "equity", "under")}
    for name, picture in before.items():
        assert len(picture) > 2 * len(page.evaluate(EMPTY, name)), f"{name} is nearly empty"
    page.click("button[data-do=in]")
    assert ink(page, "price") != before["price"]
    page.focus("#charts")
    page.keyboard.press("Home")
    assert ink(page, "price") == before["price"]


def test_list_and_chart_are_linked(page: Page) -> None:
    whole = ink(page, "price")
    page.click("#trades tbody tr:nth-child(5)")
    assert ink(page, "price") != whole
    chosen = page.locator("#trades tr[aria-selected=true] td").first
    assert chosen.inner_text() == "5"
    box = page.locator("#price").bounding_box()
    assert box is not None
    assert box["y"] >= 0  # the chart came into sight, and the keys work there
    page.keyboard.press("n")
    assert chosen.inner_text() == "6"
    page.click("button[data-page='1']")
    assert page.locator("#trades tbody td").first.inner_text() == "21"
    page.hover("#price", position={"x": 300, "y": 100})
    page.wait_for_timeout(150)
    assert "equity" in page.locator("#readout").inner_text()


def test_the_list_sorts_by_profit(page: Page) -> None:
    page.click("#trades thead th:nth-child(9) button")
    cells = page.locator("#trades tbody td:nth-child(9)").all_inner_texts()
    profits = [float(text.replace(",", "")) for text in cells]
    assert profits == sorted(profits, reverse=True)
    header = page.locator("#trades thead th:nth-child(9)")
    assert header.get_attribute("aria-sort") == "descending"
