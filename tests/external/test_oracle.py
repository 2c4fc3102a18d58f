"""The engine against the oracle: random strategies on random series."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import Final

import pytest

from tests.external.comparing import KINDS, agree
from tests.external.oracle_book import Outcome
from tests.external.random_runs import Drawn

SETS: Final = {
    "plain": 60,
    "exits": 140,
    "filters": 100,
    "regimes": 60,
    "ladders": 60,
    "account": 10,
    "guarded": 40,
    "bets": 10,
}
BATCH: Final = 10

once = cache(agree)


def runs(*kinds: str) -> list[Outcome]:
    return [once(kind, number) for kind in kinds for number in range(SETS[kind])]


@pytest.mark.parametrize(
    ("kind", "start"),
    [(kind, start) for kind, count in SETS.items() for start in range(0, count, BATCH)],
)
def test_the_engine_trades_as_the_oracle_says(kind: str, start: int) -> None:
    for number in range(start, start + BATCH):
        assert once(kind, number).equity


def test_strategies_share_an_account() -> None:
    for run in runs("account"):
        assert len({one["strategy"] for one in run.trades}) > 1


def test_every_exit_occurs_on_both_sides() -> None:
    """The comparison is worth something only if every exit occurs in it."""
    found = Counter(
        f"{one['side']} {one['exit_reason']}"
        for run in runs("plain", "exits", "filters", "ladders")
        for one in run.trades
    )
    kinds = (
        *("stop_loss", "trailing_stop", "breakeven", "take_profit", "signal", "opposite"),
        *("time", "session_end", "weekend", "volatility", "partial"),
    )
    assert {f"{side} {kind}" for side in ("long", "short") for kind in kinds} == set(found)
    assert min(found.values()) >= MANY


def test_every_refusal_occurs() -> None:
    found = sum((run.reasons for run in runs(*(SETS.keys() - {"guarded"}))), Counter[str]())
    assert set(found) == {
        *("CONFLICTING_SIGNALS", "OPPOSITE_POSITION", "MAX_POSITIONS"),
        *("OUTSIDE_SESSION", "SUBOPTIMAL_PAIR", "FRIDAY_ENTRY", "SPREAD_TOO_WIDE"),
        *("VOLATILITY_TOO_LOW", "VOLATILITY_TOO_HIGH", "VOLATILITY_SPIKE"),
        *("REGIME_NOT_PREFERRED", "REGIME_UNCERTAIN", "REGIME_TRADES_PER_DAY"),
        *("PARTLY_CLOSED", "CORRELATED", "CORRELATION_UNKNOWN", "CURRENCY_EXPOSURE"),
        *("WARMING_UP", "NO_SWING_LEVEL", "INVALID_STOP", "INVALID_TARGET"),
        *("VOLUME_BELOW_MINIMUM", "INSUFFICIENT_MARGIN"),
    }
    assert min(found.values()) >= MANY


def test_every_limit_is_reached() -> None:
    found = sum((run.reasons for run in runs("guarded")), Counter[str]())
    periods = {f"{name}_LOSS" for name in ("DAILY", "WEEKLY", "MONTHLY")}
    both = {*periods, "DRAWDOWN", "LOSING_STREAK", "TRADES_PER_DAY", "TRADES_PER_WEEK", "COOLDOWN"}
    accounts = {*both, "STATIC_DRAWDOWN", "POSITIONS", "SYMBOL_POSITIONS", "CURRENCY_POSITIONS"}
    wanted = both | {f"GUARDIAN_{name}" for name in accounts}
    assert {*wanted, "SYMBOL_POSITIONS", "SIGNAL_COOLDOWN"} <= set(found)
    exits = Counter(one["exit_reason"] for run in runs("guarded") for one in run.trades)
    assert exits["guardian"] >= 8


def test_every_setting_occurs() -> None:
    words = Counter[str]()
    for kind in ("plain", "exits", "filters"):
        for number in range(SETS[kind]):
            drawn = KINDS[kind](number)
            assert isinstance(drawn, Drawn)
            words.update(set(re.findall(r'"([^"]+)"', json.dumps(drawn.document))))
    wanted = {
        *("EURUSD", "USDJPY", "XAUUSD", "NOT", "M30", "H4"),
        *("hold", "close", "reverse", "hedge", "pessimistic", "ohlc", "optimistic"),
        *("rr_ratio", "atr", "price", "signal", "swing", "support", "resistance", "fibonacci"),
        *("minPips", "maxPips", "adjustForVolatility", "useSwingPoints", "bufferPips"),
        *("trailing", "dynamicTrailing", "minDistance", "activateAtRR", "maxHoldingHours"),
        *("exitAtSessionEnd", "minProgressPips", "sundayCloseTime", "fridayCloseTime"),
        *("protectProfitAbove", "rsiDivergence", "exitOnWeakeningMomentum"),
        *("atrBased", "accountEquity", "minPositionSize", "positionSizeStep"),
        *("REDUCE_SIZE", "optimalATRRange", "volatilitySpike", "aggressivenessMultiplier"),
    }
    assert min(words[word] for word in wanted) >= 3


MANY: Final = 15
"""So often each exit and each refusal must occur."""
