"""How profit becomes account currency, and what is refused when it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import LONG, PLAIN, Row, by_hand, flat, in_batch, new_desk
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import Timeframe
from tradewright.core.engine import Costs, Desk, MissingRate
from tradewright.core.engine.batch import run_batch
from tradewright.core.market import Bars


def rising(symbol: str, price: float, pip: float) -> Bars:
    """A long opens on the second bar and takes its 20 pips on the third."""
    top = price + 30 * pip
    rows: list[Row] = [(price, price, price, price, LONG), *flat(price, 1)]
    return by_hand([*rows, (price, top, price, top), *flat(top, 1)], symbol)


def test_a_pair_quoted_in_account_currency() -> None:
    done = in_batch(PLAIN, rising("EURUSD", 1.1, 1e-4))
    assert done.trade.pnl == pytest.approx(20.0)


def test_a_pair_based_on_account_currency_converts_at_its_own_price() -> None:
    done = in_batch(replace(PLAIN, symbol="USDJPY"), rising("USDJPY", 150.0, 0.01))
    assert done.trade.exit_price == 150.2
    assert done.trade.pnl == pytest.approx(0.2 * 10_000 / 150.2)


@pytest.mark.parametrize(
    ("symbol", "series"),
    [("EURGBP", "GBPUSD or USDGBP"), ("EURJPY", "JPYUSD or USDJPY"), ("GER40", "EURUSD or USDEUR")],
)
def test_a_cross_without_its_rate_is_refused_with_the_series_it_needs(
    symbol: str, series: str
) -> None:
    desk = Desk(10_000.0, Costs(), session_zones(), "USD")
    with pytest.raises(MissingRate, match=f"{symbol} earns .* kept in USD: add {series} to the"):
        desk.add_feed(symbol, Timeframe.M1)
    assert len(desk.feeds) == 0


def cross(symbol: str, price: float, pip: float, rate: Bars) -> float:
    bars = [rate, rising(symbol, price, pip)]
    done = in_batch(replace(PLAIN, symbol=symbol), bars)
    return done.trade.pnl


def test_a_cross_with_its_rate_in_the_data() -> None:
    pnl = cross("EURGBP", 0.85, 1e-4, by_hand(flat(1.25, 4), "GBPUSD"))
    assert pnl == pytest.approx(20 * 1.25)


def test_a_cross_over_the_inverse_of_its_rate() -> None:
    pnl = cross("EURJPY", 160.0, 0.01, by_hand(flat(150.0, 4), "USDJPY"))
    assert pnl == pytest.approx(0.2 * 10_000 / 150.0)


def test_an_account_in_another_currency() -> None:
    bars = rising("EURGBP", 0.85, 1e-4)
    desk = Desk(10_000.0, Costs(), session_zones(), "GBP")
    desk.add_feed("EURGBP", Timeframe.M1)
    run_batch(desk, [replace(PLAIN, symbol="EURGBP")], [bars])
    assert desk.account().currency == "GBP"
    assert desk.trades()[0].pnl == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("symbol", "currency"), [("BTCUSDT", "USDT"), ("ETHUSDC", "USDC"), ("USDJPY", "USD")]
)
def test_the_currency_of_an_account_by_default(symbol: str, currency: str) -> None:
    desk = new_desk([by_hand(flat(100.0, 1), symbol)])
    assert desk.account().currency == currency


def test_entries_wait_for_the_first_rate() -> None:
    late = by_hand(flat(1.25, 4), "GBPUSD")[2:]
    done = in_batch(replace(PLAIN, symbol="EURGBP"), [late, rising("EURGBP", 0.85, 1e-4)])
    assert done.refused == ["NO_CONVERSION_RATE"]
    assert done.trades == []
