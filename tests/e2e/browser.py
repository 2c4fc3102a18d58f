"""A headless browser for the end-to-end tests: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Without these the browser calls its maker's servers, and tests reach loopback only.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Scheme: TypeAlias = Literal["dark", "light"]
DESKTOP: Final = (1440, 900)
PHONE: Final = (390, 844)


def executable() -> str:
    """The browser's path; without one the test is skipped, but never in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is not None:
        return found
    message = f"no browser among {', '.join(NAMES)}: apt-get install chromium"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def launched() -> Generator[Browser]:
    """A browser while the block runs."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Tab:
    """One page and what it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list[str])

    def note(self, message: ConsoleMessage) -> None:
        """Keep warnings and errors of the console."""
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")


@contextmanager
def tab(
    browser: Browser,
    url: str,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "dark",
) -> Generator[Tab]:
    """A fresh tab, as of a person who was never here, in one of the two themes."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.add_init_script(f"localStorage.setItem('tradewright-scheme', '{scheme}')")
    context.set_default_timeout(30_000)
    opened = Tab(context.new_page())
    opened.page.on("console", opened.note)
    opened.page.on("pageerror", lambda error: opened.complaints.append(f"thrown: {error}"))
    try:
        opened.page.goto(url)
        yield opened
    finally:
        context.close()
