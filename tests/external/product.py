"""Tradewright itself, answering in the oracle's words, so that both can be laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import pandas as pd

import tradewright as tw
from tests.external import series
from tests.external.oracle_book import Outcome, Terms
from tests.external.oracle_clock import MINUTE
from tests.external.oracle_guard import Watch
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.engine import Costs, Desk
from tradewright.core.engine.batch import run_batch
from tradewright.core.market import instrument
from tradewright.core.risk.guardian import Guardian, Limits

NAMES: Final = {
    "dailyLoss": "daily_loss",
    "dailyLossPercent": "daily_loss_percent",
    "weeklyLoss": "weekly_loss",
    "weeklyLossPercent": "weekly_loss_percent",
    "monthlyLoss": "monthly_loss",
    "monthlyLossPercent": "monthly_loss_percent",
    "drawdownPercent": "drawdown_percent",
    "staticDrawdownPercent": "static_drawdown_percent",
    "losingStreak": "losing_streak",
    "tradesPerDay": "trades_per_day",
    "tradesPerWeek": "trades_per_week",
    "maxPositions": "max_positions",
    "maxPositionsPerSymbol": "max_positions_per_symbol",
    "maxPositionsPerCurrency": "max_positions_per_currency",
    "cooldownMinutes": "cooldown_minutes",
    "signalCooldownMinutes": "spacing_minutes",
}
"""Limits as settings spell them, and as the engine does."""


def trade(document: dict[str, Any], bars: series.Columns, terms: Terms) -> Outcome:
    """The engine's answer where `oracle.trade` gives the oracle's."""
    return backtest(document, series.frame(bars), terms)


def backtest(document: dict[str, Any], frame: pd.DataFrame, terms: Terms | None = None) -> Outcome:
    """One document on a frame of bars."""
    said = terms or Terms()
    result = tw.backtest(
        tw.load_strategy(document),
        frame,
        cash=said.cash,
        spread_pips=said.spread_pips,
        commission_per_lot=said.commission_per_lot,
        slippage_pips=said.slippage_pips,
        path=said.path,
        since=said.since,
        accept_gaps=True,
    )
    return outcome(result)


def together(
    documents: Sequence[dict[str, Any]], columns: Mapping[str, series.Columns], terms: Terms
) -> Outcome:
    """Several documents on one account, as `oracle.together`; tw.backtest takes one at a time."""
    frames = {symbol: series.frame(bars) for symbol, bars in columns.items()}
    strategies = [tw.load_strategy(one) for one in documents]
    bars = [tw.load_bars(frame, symbol, accept_gaps=True) for symbol, frame in frames.items()]
    costs = Costs(
        spread_pips=terms.spread_pips,
        commission_per_lot=terms.commission_per_lot,
        slippage_pips=terms.slippage_pips,
    )
    desk = Desk(terms.cash, costs, session_zones(), None)
    if terms.watch is not None:
        desk.protect(guardian(terms.watch))
    for one in bars:
        desk.add_feed(one.symbol, one.timeframe, instrument(one.symbol))
    curve = run_batch(desk, strategies, bars)
    result = tw.Result(
        strategies=tuple(strategies), bars=tuple(bars), desk=desk, curve=curve, cash=terms.cash
    )
    return outcome(result)


def guardian(watch: Watch) -> Guardian:
    """The guardian in the engine's words."""
    limits: dict[str, Any] = {NAMES[name]: value for name, value in watch.limits.items()}
    return Guardian(
        limits=Limits(**limits),
        flatten=watch.flatten,
        rearm="period" if watch.rearm == "period" else "manual",
        day_start=watch.day_start * MINUTE,
        zone=watch.zone,
    )


def outcome(result: tw.Result) -> Outcome:
    """The result in the oracle's words."""
    return Outcome(
        trades=[asdict(one) for one in result.trades],
        open=[asdict(one) for one in result.open],
        reasons=Counter(result.reasons),
        equity=result.equity.tolist(),
    )
