"""The report page: complete, self-contained, and true to the numbers it was given."""

import base64
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.services.reports.sample import sample
from tradewright.core.calendar import SECOND
from tradewright.core.metrics import Month
from tradewright.services.reports import BadReport, render
from tradewright.services.reports.chart import MAX_CANDLES, MAX_TRADES, joined
from tradewright.services.reports.parts import monthly

REPORT = sample()
PAGE = render(REPORT)


class Reader(HTMLParser):
    """Tags left open, attributes met, and the text of table cells."""

    VOID = ("meta",)

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag in {"td", "th"}:
            self.text = ""
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"
        if tag in {"td", "th"}:
            self.cells.append(self.text.strip())

    def handle_data(self, data: str) -> None:
        self.text += data


def drawn(page: str) -> dict[str, Any]:
    match = re.search(
        r'<script type="application/json" id="drawing">(.*?)</script>', page, re.DOTALL
    )
    assert match is not None
    return cast("dict[str, Any]", json.loads(match[1]))


def unpacked(text: str, kind: str) -> NDArray[np.float64]:
    return np.frombuffer(base64.b64decode(text), kind).astype(np.float64)


def test_elements_are_closed_and_nothing_is_loaded() -> None:
    reader = Reader(PAGE)
    assert reader.open == []
    assert not [value for name, value in reader.attributes if name in {"src", "href"}]
    assert "http://" not in PAGE
    assert "https://" not in PAGE
    assert "default-src 'none'" in PAGE


def test_text_from_outside_stays_text() -> None:
    assert "EMA &lt;cross&gt; &amp; co" in PAGE
    assert "<cross>" not in PAGE
    assert "alert(1)</script>" not in PAGE
    assert PAGE.count("</script>") == 2
    hostile = [{**REPORT.trades[0], "exit_reason": "</script><script>alert(2)</script>"}]
    page = render(replace(REPORT, trades=hostile))
    assert page.count("</script>") == 2
    assert drawn(page)["trades"][0][7] == hostile[0]["exit_reason"]


def test_prices_come_through_to_the_point() -> None:
    data = drawn(PAGE)
    bars = REPORT.bars
    for name in ("open", "high", "low", "close"):
        prices = data["base"] + unpacked(data[name], "<i4") * data["point"]
        assert np.abs(prices - getattr(bars, name)).max() <= data["point"] / 2 + 1e-12
    assert np.array_equal(unpacked(data["ts"], "<f8"), bars.ts / SECOND)
    assert np.allclose(unpacked(data["equity"], "<f4"), REPORT.equity, rtol=1e-6)
    under = unpacked(data["drawdown"], "<f4")
    assert -under.min() == pytest.approx(REPORT.summary.max_drawdown_percent, rel=1e-5)


def test_trades_come_through() -> None:
    data = drawn(PAGE)
    rows = [dict(zip(data["columns"], row, strict=True)) for row in data["trades"]]
    assert len(rows) == len(REPORT.trades)
    assert rows[0]["entry_price"] == REPORT.trades[0]["entry_price"]
    assert rows[0]["entry_time"] == REPORT.bars.ts[30] // SECOND
    assert rows[0]["stop_loss"] == REPORT.trades[0]["stop_loss"]
    assert rows[0]["take_profit"] is None


def test_joined_candles_keep_every_extreme() -> None:
    bars = sample(1003, every=0).bars
    found = joined(bars, 100)
    assert found.size == 11
    assert found.ts.size == 92
    assert found.high.max() == bars.high.max()
    for i in (0, 40, 91):
        part = bars[i * 11 : (i + 1) * 11]
        assert found.open[i] == part.open[0]
        assert found.close[i] == part.close[-1]
        assert found.low[i] == part.low.min()
        assert found.high[i] == part.high.max()


def test_a_million_bars_stay_small_and_the_page_says_so() -> None:
    report = sample(1_000_000, every=60)
    page = render(report)
    assert len(page) < 6_000_000
    assert len(unpacked(drawn(page)["close"], "<i4")) == MAX_CANDLES
    assert "One candle joins 25 bars" in page
    assert f"The first {MAX_TRADES:,} of 16,666 trades" in page
    assert len(drawn(page)["trades"]) == MAX_TRADES


def test_a_short_run_joins_nothing() -> None:
    assert "One candle joins" not in PAGE
    assert "so that the page stays small" not in PAGE


def test_months_are_a_table_of_years() -> None:
    months = (
        Month(2023, 12, 100.0, 1.0),
        Month(2024, 1, -210.0, -2.0),
        Month(2024, 2, 0.0, 0.0),
        Month(2024, 3, 5.0, None),
    )
    cells = Reader(monthly(months)).cells
    assert cells[0] == "Year"
    assert cells[13] == "Year total"
    assert cells[14:28] == ["2023", *[""] * 11, "+1.00", "+1.00"]
    assert cells[28:33] == ["2024", "-2.00", "+0.00", "\N{EN DASH}", ""]
    assert cells[41] == "\N{EN DASH}"
    compounded = Reader(monthly((Month(2024, 1, 0, 10.0), Month(2024, 2, 0, 10.0)))).cells
    assert compounded[-1] == "+21.00"


def test_reasons_are_ranked() -> None:
    cells = Reader(PAGE).cells
    first, second = cells.index("OUTSIDE_SESSION"), cells.index("SPREAD_TOO_WIDE")
    assert first < second
    assert cells[first : first + 3] == ["OUTSIDE_SESSION", "21", "75.0%"]
    assert "28 entry signals were refused" in PAGE


def test_every_statistic_is_shown() -> None:
    for label, text in REPORT.summary.rows():
        cells = Reader(PAGE).cells
        assert cells[cells.index(label) + 1] == text


def test_a_run_without_trades_says_so() -> None:
    report = sample(500, every=0)
    assert "This run made no trades: see the refused signals below." in render(report)
    silent = render(replace(report, reasons={}))
    assert "the rules gave no entry signal" in silent
    assert "No entry signal was refused." in silent


def test_no_bars_at_all_still_make_a_page() -> None:
    report = sample(500, every=0)
    empty = replace(report, bars=report.bars[:0], equity=report.equity[:0])
    assert Reader(render(empty)).open == []


def test_open_positions_are_listed() -> None:
    row = {"side": "short", "volume": 0.2, "entry_time": "2024-01-02T03:00:00Z", "entry_price": 1.5}
    assert "short 0.2 since 2024-01-02T03:00:00Z at 1.50000" in render(replace(REPORT, open=(row,)))


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(BadReport, match=r"equity has shape \(5,\)"):
        replace(REPORT, equity=REPORT.equity[:5])
    with pytest.raises(BadReport, match="trade 4 lacks side, volume"):
        replace(REPORT, trades=[{"id": 4}])
