"""Look-ahead that is planted in the engine itself is caught in documents; drift by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.scenes.desks import Market, at_random
from tradewright.adapters.clocks.zones import session_zones
from tradewright.app import api
from tradewright.core.calendar import Timeframe
from tradewright.core.rules import frames
from tradewright.services.bias import Trial, lookahead, warmup_drift
from tradewright.services.bias.futures import cut_points, other_future
from tradewright.wire.strategy import parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.market import Bars

EXAMPLES = sorted((Path(__file__).parents[4] / "examples").glob("*.json"))


def document(**condition: object) -> dict[str, object]:
    first = {"indicator": "close", "condition": "crosses_above", "side": "long", **condition}
    return {
        "strategyId": "plain",
        "strategyName": "Plain",
        "symbol": "EURUSD",
        "timeframe": "M1",
        "rules": {
            "entry": {"logic": "AND", "conditions": [first]},
            "exit": {"stopLoss": {"type": "pips", "value": 8}},
            "riskManagement": {"lotSize": 0.1},
        },
    }


AVERAGE = document(value="sma_5")
HOURLY = document(value="sma_3", timeframe="M5")


def trial(source: object, bars: Bars | None = None) -> Trial:
    known = parse(source)
    data = at_random(Market(seed=4, n=900)) if bars is None else bars
    return Trial(make=lambda: known, bars=data, zones=session_zones())


def test_a_centred_window_in_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = frames.compute_all

    def centred(columns: object, bars: Bars) -> dict[object, NDArray[np.float64]]:
        found = honest(columns, bars)  # pyright: ignore[reportArgumentType]  # the same argument
        return {
            each: np.r_[one[2:], np.full(min(2, one.size), np.nan)]
            if each.function == "SMA"
            else one
            for each, one in found.items()
        }

    assert lookahead(trial(AVERAGE)).findings == ()
    monkeypatch.setattr(frames, "compute_all", centred)
    found = lookahead(trial(AVERAGE)).findings
    assert found[0].what == "sma_5"
    assert found[0].ahead == 2
    assert {"series", "decision"} <= {one.kind for one in found}
    condition = next(one for one in found if one.what == "condition close crosses_above sma_5")
    assert {condition.whole, condition.part} < {"true", "false", "not known"}


def test_a_shifted_series_in_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = frames.compute_all

    def shifted(columns: object, bars: Bars) -> dict[object, NDArray[np.float64]]:
        found = honest(columns, bars)  # pyright: ignore[reportArgumentType]  # the same argument
        return {each: np.r_[one[1:], one[-1:]] for each, one in found.items()}

    monkeypatch.setattr(frames, "compute_all", shifted)
    found = lookahead(trial(AVERAGE)).findings
    assert {"close", "sma_5"} <= {one.what for one in found}
    assert found[0].ahead == 1


def test_a_longer_bar_before_its_close_in_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = frames.seen

    def early(higher: Bars, bars: Bars) -> NDArray[np.int64]:
        return np.minimum(honest(higher, bars) + 1, len(higher) - 1)

    assert lookahead(trial(HOURLY)).findings == ()
    monkeypatch.setattr(frames, "seen", early)
    found = lookahead(trial(HOURLY)).findings
    assert "m5_sma_3" in {one.what for one in found}
    assert max(one.ahead for one in found) <= 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_is_accused(path: Path) -> None:
    known = api.load_strategy(path)
    news = known.news
    if news is not None:
        known = replace(known, news=replace(news, on_stale="allow"))
    bars = at_random(Market(seed=9, n=1_500, symbol=known.symbol, price=1.2, volatility=1e-3))
    spaced = replace(
        bars,
        timeframe=known.timeframe,
        ts=bars.ts[0] + np.arange(len(bars), dtype=np.int64) * known.timeframe.ns,
    )
    found = api.lookahead(known, spaced, cuts=12, seed=3)
    assert found.findings == ()
    assert found.runs == 26
    assert len(found.series) > 4


def test_finer_bars_than_the_strategy_decides_on() -> None:
    slow = AVERAGE | {"timeframe": "M5"}
    found = lookahead(trial(slow, at_random(Market(seed=5, n=3_000, gaps=True))), cuts=40)
    assert found.findings == ()
    assert found.signals > 20


def test_half_of_the_cuts_stand_right_after_signals() -> None:
    bars = at_random(Market(seed=1, n=500))
    ends = bars.ts[[100, 200, 300]] + Timeframe.M1.ns
    points = cut_points(bars, ends, 6, 0)
    assert {101, 201, 301} <= set(points)
    assert len(points) == 6
    assert points == cut_points(bars, ends, 6, 0)
    assert points != cut_points(bars, ends, 6, 1)
    assert cut_points(bars[:5], ends, 50, 0) == (3, 4)
    assert min(cut_points(bars, ends, 6, 0, first=250)) >= 250


def test_another_future_turns_every_move_round() -> None:
    bars = at_random(Market(seed=1, n=300))
    other = other_future(bars, 100)
    assert other.close[:100].tolist() == bars.close[:100].tolist()
    rose = bars.close[100:] > bars.close[99]
    assert ((other.close[100:] < bars.close[99]) == rose).all()
    assert (other.high >= np.maximum(other.open, other.close)).all()
    assert (other.low <= np.minimum(other.open, other.close)).all()


def test_drift_of_an_average_is_that_of_its_formula() -> None:
    """An EMA that starts k bars late is off by the share (1 - a)^age of its first error."""
    bars = at_random(Market(seed=2, n=400))
    found = warmup_drift(trial(document(value="ema_9"), bars), starts=1, seed=5)
    ema = next(one for one in found.series if one.what == "ema_9")
    decay = 1.0 - 2.0 / 10.0
    first, later = (ema.absolute[found.lengths.index(length)] for length in (20, 50))
    assert later / first == pytest.approx(decay**30, rel=1e-4)
    assert ema.known == 9
    assert ema.settled is not None
    assert found.settled == ema.settled
    buys = next(one for one in found.decisions if one.what == "buy signal")
    assert buys.bars[-1] == 0


def test_prices_never_drift() -> None:
    found = warmup_drift(trial(document(value="sma_5")))
    closes = next(one for one in found.series if one.what == "close")
    assert (closes.known, closes.settled, closes.recursive) == (1, 1, False)
    assert set(closes.absolute) == {0.0}
