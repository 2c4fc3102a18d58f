"""What a strategy's closed trades say about its next size."""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import inline
from tradewright.core.market.records import Terms
from tradewright.core.market.sizes import Size, Tally

CURVE_WEIGHT: Final = 2.0 / 21.0
"""Of the last trade in the average of the strategy's curve: exponential, over 20 trades."""
LEAST_SCALE: Final = 0.25
"""The drawdown factor is never smaller: else nothing could be won back."""
BELOW_CURVE: Final = 0.5


@inline
def start_tally(tally: Tally, equity: float) -> None:
    """Let the strategy's own curve begin with the account's equity at its first size."""
    if tally.began == 0.0:
        tally.began, tally.peak, tally.average = equity, equity, equity


@inline
def drawdown_of(tally: Tally) -> float:
    """Per cent that the strategy's worth is below its highest, at closed trades."""
    if tally.peak <= 0.0:
        return 0.0
    return 100.0 * (tally.peak - (tally.began + tally.banked)) / tally.peak


@inline
def count_trade(tally: Tally, terms: Terms, profit: float) -> None:
    """Remember a finished position, `profit` net in account currency."""
    tally.trades += 1
    tally.streak += 1
    if profit > 0.0:
        tally.wins += 1
        tally.won += profit
    else:
        tally.streak = 0
        if profit < 0.0:
            tally.losses += 1
            tally.lost -= profit
    tally.banked += profit
    worth = tally.began + tally.banked
    tally.peak = max(tally.peak, worth)
    tally.average += (worth - tally.average) * CURVE_WEIGHT
    if terms.recovery_from > 0.0:
        _recover(tally, terms, profit)


@inline
def _recover(tally: Tally, terms: Terms, profit: float) -> None:
    """Begin to trade smaller, or end it."""
    deep = drawdown_of(tally) >= terms.recovery_from
    if tally.recovers == 0:
        tally.recovers = int(deep and profit < 0.0)
    elif terms.recovery_wins == 0:
        tally.recovers = int(deep)
    elif tally.streak >= terms.recovery_wins:
        tally.recovers = 0


@inline
def scale_by_trades(size: Size, tally: Tally, terms: Terms) -> None:
    """The factors that come of the strategy's own trades: drawdown, curve and recovery."""
    if terms.drawdown_full > 0.0:
        size.drawdown = max(LEAST_SCALE, 1.0 - drawdown_of(tally) / terms.drawdown_full)
    if terms.curves != 0 and tally.began + tally.banked < tally.average:
        size.curve = BELOW_CURVE
    if tally.recovers != 0:
        size.recovery = terms.recovery_scale


@inline
def kelly_share(size: Size, tally: Tally, terms: Terms) -> float:
    """Per cent of equity by Kelly: not above 0 without an edge, and where it is not defined.

    Notes
    -----
    W - (1 - W) / B, W the share of wins and B the mean win over the mean loss, times the fraction.
    Source: Kelly (1956), in the form of Vince (1990).
    """
    size.kelly_win, size.kelly_payoff = terms.kelly_win, terms.kelly_payoff
    size.kelly_fraction = terms.kelly_fraction
    if tally.trades >= terms.kelly_trades:
        size.kelly_trades = tally.trades
        size.kelly_win = tally.wins / tally.trades
        size.kelly_payoff = 0.0
        if tally.wins > 0 and tally.losses > 0:
            size.kelly_payoff = (tally.won / tally.wins) / (tally.lost / tally.losses)
    if size.kelly_payoff <= 0.0:
        return 0.0
    full = size.kelly_win - (1.0 - size.kelly_win) / size.kelly_payoff
    return min(100.0 * full * terms.kelly_fraction, terms.kelly_most)
