"""A person in front of the screen of `tradewright up`, in a real browser."""

import json
import re
import sys
import urllib.request
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browser import DESKTOP, PHONE, Scheme, Tab, launched, tab
from tests.e2e.program import Program

SHOTS = Path(__file__).parents[2] / "ui" / "test-results"
ROOT = Path(__file__).parents[2]
BUILT = ROOT / "src" / "tradewright" / "server" / "static" / "index.html"

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.xdist_group("screen"),  # one program and one browser serve all of these
]


def busy_document() -> dict[str, object]:
    """A strategy that trades every few minutes, so that a test need not wait for a signal."""
    cross = {"indicator": "ema_2", "value": "ema_4"}
    return {
        "strategyId": "busy",
        "strategyName": "Busy",
        "symbol": "EURUSD",
        "timeframe": "M1",
        "rules": {
            "entry": {
                "logic": "OR",
                "onOppositeSignal": "reverse",
                "conditions": [
                    {**cross, "condition": "crosses_above"},
                    {**cross, "condition": "crosses_below"},
                ],
            },
            "exit": {
                "stopLoss": {"type": "pips", "value": 9},
                "takeProfit": {"type": "pips", "value": 9},
            },
            "riskManagement": {"lotSize": 0.02, "maxPositions": 1},
        },
    }


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Generator[Program]:
    """The product, running on the simulated market with 30 days already traded."""
    assert BUILT.exists(), f"{BUILT} is missing: run `python3 dev.py ui`"
    running = Program(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def screen(browser: Browser, program: Program) -> Generator[Tab]:
    """A fresh tab on a live screen; the test fails if the console complained."""
    with tab(browser, program.url) as opened:
        expect(connection(opened.page)).to_have_text("Live")
        yield opened
        assert opened.complaints == []


def connection(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Connection"))


def panel(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def system(program: Program) -> dict[str, Any]:
    return cast("dict[str, Any]", program.get("/api/system"))


def command(program: Program, path: str, body: dict[str, object] | None = None) -> None:
    """A command by REST, as another program would give it."""
    order = urllib.request.Request(  # noqa: S310  # loopback
        program.url + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={} if body is None else {"Content-Type": "application/json"},
        method="POST",
    )
    urllib.request.urlopen(order, timeout=10).close()  # noqa: S310  # loopback


def start_busy(page: Page) -> None:
    """Paste the busy strategy into the dialog, unless it runs already."""
    # The cards arrive together: once the first is there, all are.
    expect(page.get_by_role("button", name="EMA Scalping Pro", exact=True)).to_be_visible()
    if page.get_by_role("button", name="Busy", exact=True).count() > 0:
        return
    page.keyboard.press("n")
    page.get_by_label("Strategy document (JSON)").fill(json.dumps(busy_document()))
    page.get_by_role("button", name="Start on paper").click()
    expect(page.get_by_role("button", name="Busy", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everything_is_on_one_screen(
    browser: Browser, program: Program, scheme: Scheme, size: tuple[int, int]
) -> None:
    with tab(browser, program.url, size, scheme) as opened:
        page = opened.page
        expect(connection(page)).to_have_text("Live")
        expect(page.get_by_text("DEMO", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Kill switch")).to_be_visible()
        expect(page.get_by_role("button", name="EMA Scalping Pro", exact=True)).to_be_visible()
        expect(page.get_by_role("application").locator("canvas").first).to_be_visible()
        trades = page.get_by_role("table", name="Closed trades")
        expect(trades.get_by_role("row").nth(3)).to_be_visible()
        expect(page.get_by_role("log").get_by_text("TRADE_EXIT").first).to_be_visible()
        page.wait_for_timeout(600)  # the chart paints once more after its first layout
        shot = SHOTS / f"home-{'phone' if size == PHONE else 'desktop'}-{scheme}.png"
        page.screenshot(path=shot)
        assert shot.stat().st_size > 30_000, "the screenshot is all but empty"
        assert scheme_of(page) == scheme
        assert fits(page), "the page scrolls sideways"
        assert opened.complaints == []


def scheme_of(page: Page) -> str:
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(re.findall(r"\d+", background)[0])
    return "dark" if red < 128 else "light"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_candle_moves(screen: Tab) -> None:
    close = screen.page.get_by_test_id("legend-close")
    expect(close).to_have_text(re.compile(r"^\d\.\d{5}$"))
    before, canvas = close.inner_text(), screen.page.get_by_role("application")
    picture = canvas.screenshot()
    expect(close).not_to_have_text(before)
    screen.page.wait_for_timeout(300)  # the canvas is painted in the frame after
    changed = canvas.screenshot() != picture
    assert changed, "the number moved, but not the candle"


def test_a_broken_strategy_is_refused_with_its_paths(screen: Tab) -> None:
    page = screen.page
    page.keyboard.press("n")
    field = page.get_by_label("Strategy document (JSON)")
    start = page.get_by_role("button", name="Start on paper")
    field.fill('{"strategyName": oops}')
    expect(page.get_by_text("line 1, column 18")).to_be_visible()
    wrong = json.dumps(busy_document()).replace("ema_2", "emma_2", 1)
    field.fill(wrong)
    expect(page.get_by_text("rules.entry.conditions[0].indicator")).to_be_visible()
    expect(start).to_be_disabled()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_a_trade_appears(screen: Tab, program: Program) -> None:
    page = screen.page
    start_busy(page)
    trades = page.get_by_role("table", name="Closed trades")
    expect(trades.get_by_text("Busy").first).to_be_visible(timeout=90_000)
    expect(page.get_by_role("table", name="Open positions").get_by_text("Busy")).to_be_visible()
    expect(page.get_by_test_id("fills")).not_to_be_empty()
    page.get_by_role("button", name="Busy", exact=True).click()
    page.wait_for_timeout(800)
    page.screenshot(path=SHOTS / "trade.png")
    rows = cast("dict[str, Any]", program.get("/api/trades/history?limit=1"))["trades"]
    assert rows[0]["strategyId"] == "busy"


def test_a_bar_is_explained(screen: Tab) -> None:
    page = screen.page
    page.get_by_role("button", name="Why no trade?").click()
    answer = page.get_by_role("complementary")
    expect(answer.get_by_role("heading", name=re.compile("when$")).first).to_be_visible()
    page.screenshot(path=SHOTS / "explain.png")
    before = answer.get_by_text(re.compile("bar of")).inner_text()
    chart = page.get_by_role("application").bounding_box()
    assert chart is not None
    page.mouse.click(chart["x"] + chart["width"] / 2, chart["y"] + chart["height"] / 2)
    expect(answer.get_by_text(re.compile("bar of"))).not_to_have_text(before)
    page.keyboard.press("Escape")
    expect(answer).to_be_hidden()


def test_pause_and_resume_name_their_consequence(screen: Tab) -> None:
    cards = panel(screen.page, "Strategies")
    cards.get_by_role("button", name=re.compile("^Pause EMA")).click()
    expect(cards.get_by_text("No new trades; open trades managed")).to_be_visible()
    cards.get_by_role("button", name=re.compile("^Resume EMA")).click()
    expect(cards.get_by_role("button", name=re.compile("^Pause EMA"))).to_be_visible()


def test_the_kill_switch(screen: Tab, program: Program) -> None:
    page = screen.page
    start_busy(page)
    positions = page.get_by_role("table", name="Open positions")
    expect(positions.get_by_text("Busy")).to_be_visible(timeout=60_000)
    # At real speed the market stands still while a person decides: the position cannot leave.
    command(program, "/api/system/speed", {"speed": 1})
    expect(positions.get_by_text("Busy")).to_be_visible(timeout=60_000)
    page.keyboard.press("Control+Shift+K")
    band = page.get_by_role("alert").filter(has_text="Kill switch on since")
    expect(band).to_be_visible()
    assert system(program)["killSwitch"]["active"]
    page.screenshot(path=SHOTS / "kill.png")
    band.get_by_role("button", name=re.compile(r"^Close .* \(estimate .* USD\)$")).click()
    command(program, "/api/system/speed", {"speed": 60})
    expect(positions.get_by_text("No open positions")).to_be_visible()
    expect(band.get_by_text("No positions are open.")).to_be_visible()
    band.get_by_role("button", name="Re-arm…").click()
    page.get_by_role("dialog").get_by_role("button", name="Allow new trades").click()
    expect(band).to_be_hidden()
    assert not system(program)["killSwitch"]["active"]


def test_the_log_holds_still_for_a_reader(screen: Tab, program: Program) -> None:
    page = screen.page
    page.get_by_role("link", name="Log").first.click()
    log = page.get_by_role("log")
    newest = log.get_by_role("article").last
    expect(newest).to_be_in_viewport()
    log.hover()
    page.mouse.wheel(0, -400)
    follow = page.get_by_role("button", name=re.compile(r"^(Follow|\d+ new)$"))
    expect(follow).to_be_visible()
    command(program, "/api/strategies/strategy_123/pause")
    command(program, "/api/strategies/strategy_123/resume")
    expect(page.get_by_role("button", name=re.compile(r"^[1-9]\d* new$"))).to_be_visible()
    follow.click()
    expect(follow).to_be_hidden()
    expect(log.get_by_text("STRATEGY_RESUMED").last).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("view", ["", "#/chart", "#/trades", "#/log"])
def test_everybody_can_use_it(
    browser: Browser, program: Program, scheme: Scheme, view: str
) -> None:
    axe = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"
    with tab(browser, f"{program.url}/{view}", DESKTOP, scheme) as opened:
        expect(connection(opened.page)).to_have_text("Live")
        opened.page.wait_for_timeout(800)
        opened.page.evaluate(axe.read_text("utf-8"))
        found: list[dict[str, Any]] = opened.page.evaluate("axe.run().then(r => r.violations)")
        grave = [fault for fault in found if fault["impact"] in {"serious", "critical"}]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in grave] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be frozen there")
def test_old_data_turns_grey(screen: Tab, program: Program) -> None:
    page = screen.page
    stale = page.locator('[data-stale="true"]')
    expect(page.get_by_test_id("legend-close")).to_be_visible()
    program.freeze()
    try:
        expect(stale).to_be_attached(timeout=25_000)
        expect(page.get_by_text("Not live.")).to_be_visible()
        expect(page.get_by_role("button", name="Kill switch")).to_be_enabled()
        page.screenshot(path=SHOTS / "stale.png")
    finally:
        program.thaw()
    expect(connection(page)).to_have_text("Live", timeout=45_000)
    expect(stale).not_to_be_attached()
    # A socket that dies is worth a line in the console; nothing else may be there.
    screen.complaints[:] = [line for line in screen.complaints if "WebSocket" not in line]


def test_it_goes_on_after_a_restart(browser: Browser, program: Program) -> None:
    with tab(browser, program.url) as opened:
        page = opened.page
        expect(connection(page)).to_have_text("Live")
        before = cast("dict[str, Any]", program.get("/api/trades/history?limit=1"))["total"]
        assert program.stop() == 0
        expect(connection(page)).to_have_text("Reconnecting")
        program.start()
        expect(connection(page)).to_have_text("Live", timeout=45_000)
        expect(page.get_by_role("button", name="EMA Scalping Pro", exact=True)).to_be_visible()
        after = cast("dict[str, Any]", program.get("/api/trades/history?limit=1"))["total"]
        assert after >= before > 0
