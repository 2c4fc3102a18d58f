"""How the size of an entry was worked out, and what it was worked out from, as records."""

from __future__ import annotations

from tradewright.core.kernel import f8, i8


class Tally:
    """What a strategy's closed trades came to; a position counts once, when all of it is closed."""

    trades: i8
    wins: i8
    losses: i8
    won: f8  # sum of the profits above 0, account currency, net
    lost: f8  # sum of the losses, > 0
    began: f8  # the account's equity when the strategy first sized an entry; 0 before
    banked: f8  # profit of its closed trades since
    peak: f8  # highest of `began + banked`
    average: f8  # of `began + banked` after each trade, exponential
    streak: i8  # wins in a row
    recovers: i8  # 1: smaller sizes until it has recovered
    day: i8  # the day of `day_risk`, days since 1970 UTC
    day_risk: f8  # per cent of equity that the entries of that day risked


class Size:
    """How the size of an entry was worked out, step by step; factors are 1 where there is none."""

    method: i8
    of_balance: i8
    worth: f8  # what the percentage is of, account currency; 0: no percentage
    percent: f8
    ticks: f8  # distance that the money is put at stake over; 0 none
    money: f8  # quote currency, one tick of one lot
    rate: f8  # account currency for one unit of quote currency
    raw: f8  # lots before factors and caps
    hours: f8  # factors
    filter: f8
    regime: f8
    spread: f8
    bond: f8
    steady: f8
    calm: f8
    session: f8
    weekend: f8
    storm: f8
    drawdown: f8
    curve: f8
    recovery: f8
    caps: i8  # bits
    kelly_win: f8  # share of wins and mean win over mean loss that Kelly counted with
    kelly_payoff: f8
    kelly_trades: i8  # closed trades behind them; 0: the document states them
    kelly_fraction: f8
    lots: f8
    wanted: f8  # lots before they are rounded
