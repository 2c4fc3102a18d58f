"""Positions that are the same bet, as records: closes kept in rings, and rules about them."""

from __future__ import annotations

from tradewright.core.kernel import f8, i8


class Ring:
    """The last closes of one feed at one timeframe, each under the number of its bucket."""

    feed: i8
    step_ns: i8  # length of a bucket
    start: i8  # where its first place stands
    room: i8  # closes it holds
    written: i8  # closes so far, those overwritten too


class Bond:
    """A rule about open positions that are the same bet as an entry."""

    strategy: i8  # whose rule it is: its own positions do not count; -1 the account's: all do
    most: f8  # correlation above which positions are the same bet; 1: not looked at
    positions_max: i8  # so many of them are a conflict
    scale: f8  # size factor of a conflict; 0 refuses
    step_ns: i8  # timeframes of the returns; 0 none
    step_ns_2: i8
    step_ns_3: i8
    lookback_ns: i8  # 0: a number of bars
    points_least: i8
    update_ns: i8  # 0: every close counts at once
    cautious: i8  # 1: the correlation counts one standard error higher
    by_currency: i8  # 1: positions on the same side of a currency conflict too
    symbols: i8  # symbols that are looked at; 0 all
    symbols_from: i8  # where their base and quote currencies stand
