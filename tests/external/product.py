"""Tradewright itself, answering in the oracle's words, so that both can be laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

import tradewright as tw
from tests.external import series
from tests.external.oracle_book import Outcome, Terms
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.engine import Costs
from tradewright.services import backtests
from tradewright.services.backtests.running import Opening


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
    result = backtests.backtest(
        [tw.load_strategy(one) for one in documents],
        [tw.load_bars(frame, symbol, accept_gaps=True) for symbol, frame in frames.items()],
        session_zones(),
        Opening(
            cash=terms.cash,
            costs=Costs(
                spread_pips=terms.spread_pips,
                commission_per_lot=terms.commission_per_lot,
                slippage_pips=terms.slippage_pips,
            ),
        ),
    )
    return outcome(result)


def outcome(result: tw.Result) -> Outcome:
    """The result in the oracle's words."""
    return Outcome(
        trades=[asdict(one) for one in result.trades],
        open=[asdict(one) for one in result.open],
        reasons=Counter(result.reasons),
        equity=result.equity.tolist(),
    )
