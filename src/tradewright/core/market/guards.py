"""What watches over an account and its strategies, as a record."""

from __future__ import annotations

from tradewright.core.kernel import f8, i8


class Guard:
    """What watches over the account (row 0) or over a strategy (its number + 1).

    First its limits, 0 where there is none, then what it has seen. Worth is equity for the account;
    for a strategy what the account would be worth had only that strategy traded since it began.
    """

    watches: i8  # 1: it has limits
    day_loss: f8  # account currency
    day_percent: f8  # of the account's equity when the day began
    week_loss: f8
    week_percent: f8
    month_loss: f8
    month_percent: f8
    start_percent: f8  # drawdown from the first worth
    peak_percent: f8  # drawdown from the highest worth
    streak_max: i8  # losing trades in a row
    day_trades_max: i8
    week_trades_max: i8
    positions_max: i8  # of the account
    symbol_max: i8
    currency_max: i8
    cooldown_ns: i8  # after a losing trade
    spacing_ns: i8  # after an entry
    flattens: i8  # 1: a breach closes the positions
    rearms: i8  # 1: a breach of a period ends with it
    turn: i8  # when its day ends, ns; 0 before its first
    day: i8  # days since 1970 by the guardian's clock
    day_worth: f8  # worth when the day began
    week_worth: f8
    month_worth: f8
    day_equity: f8  # the account's equity then, which percentages are of
    week_equity: f8
    month_equity: f8
    start: f8  # worth that the static drawdown is measured from
    peak: f8  # highest worth seen at an open or a close, where a drawdown is measured from it
    began: f8  # of a strategy: the account's equity when it began
    banked: f8  # and the profit of its closed trades since, account currency
    day_trades: i8
    week_trades: i8
    streak: i8
    lost_at: i8  # ns of the last losing exit; 0 none
    entered_at: i8  # ns of the last entry; 0 none
    breach: i8  # Reason of the limit that was reached; 0 none
    breach_ts: i8
    breach_value: f8  # what was measured
    breach_bound: f8  # the limit it reached
    bond: i8  # number of its row of `Tables.bonds`, plus 1; 0 none
