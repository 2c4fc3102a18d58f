"""Tradewright itself, answering in the oracle's words, so that both can be laid side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

import pandas as pd

import tradewright as tw
from tests.external import series
from tests.external.oracle_book import Outcome, Terms


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
    )
    return Outcome(
        trades=[asdict(one) for one in result.trades],
        open=[asdict(one) for one in result.open],
        reasons=Counter(result.reasons),
        equity=result.equity.tolist(),
    )
