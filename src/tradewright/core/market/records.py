"""A market and an account as records: prices in whole ticks, money in account currency."""

from __future__ import annotations

from typing import Final

from tradewright.core.kernel import f8, i8

NEVER: Final = 1 << 62
"""A level or an instant that is never reached."""


class Feed:
    """One stream of bars: what its numbers mean and where its price stands."""

    per_tick: f8  # ticks in one unit of price
    tick: f8  # price of one tick
    per_point: f8  # ticks in one point of the spread column
    spread: i8  # ticks, where the bars carry no spread
    slip: i8  # ticks, unless the strategy states its own
    money: f8  # quote currency, one tick of one lot
    contract: f8  # base units in one lot
    lot_steps: f8  # volume steps in one lot
    volume_min: f8  # lots
    volume_max: f8  # lots
    margin_rate: f8  # fraction of notional
    commission: f8  # account currency per lot and side
    commission_rate: f8  # fraction of notional per side
    swap_long: f8  # quote currency per lot and night
    swap_short: f8
    triple_day: i8  # 0 Monday
    rate_kind: i8  # quote -> account: SAME, INVERSE, TIMES or OVER another feed
    rate_feed: i8
    step_ns: i8  # length of a bar
    base_currency: i8  # see `currency_code`
    quote_currency: i8
    roll: i8  # next 17:00 New York, ns
    bid: i8  # last bid, ticks; 0 before the first bar
    ask: i8
    bid_floor: i8  # while bid and ask stay inside these levels nothing can happen to a position
    bid_roof: i8
    ask_floor: i8
    ask_roof: i8
    due: i8  # the first instant at which time may close a position, ns
    reads: i8  # 1: some position's strategy reads its columns while it holds


class Account:
    """Money and the counters of the tables."""

    cash: f8  # what it began with
    balance: f8  # closed profit included
    equity: f8  # open profit included
    next_id: i8  # the last position id given out
    open: i8  # rows of `positions` in use
    trades: i8  # rows of `trades` in use
    notes: i8  # rows of `notes` in use
    killed: i8  # 1: no new trades
    guards: i8  # rows of `guards` that watch something
    turn: i8  # when the guards' day ends, ns; 0 before it has begun
    rungs: i8  # most rungs that a strategy's ladder has
    sizes: i8  # rows of `sizes` in use


class Position:
    """One open position. All zeros means none."""

    id: i8
    strategy: i8
    feed: i8
    side: i8  # +1 long, -1 short
    lots: f8
    entry_ts: i8  # ns
    entry: i8  # fill price, ticks
    stop: i8  # ticks; 0 none
    target: i8  # ticks; 0 none
    stop_reason: i8  # ExitReason that the stop stands for
    risk: i8  # R: the initial stop distance, ticks; 0 without a stop
    slip: i8  # ticks against the trader on market and stop fills
    best: i8  # best and worst price for the closing side since entry, ticks
    worst: i8
    margin: f8  # held, account currency
    commission: f8  # paid at entry
    swap: f8  # earned so far, paid when negative
    leave: i8  # ExitReason it will close for at the next open; 0 none
    evened: i8  # 1: the stop has been moved to breakeven
    trail_base: f8  # ticks of trailing distance instead of the strategy's; 0 none
    trail_range: f8  # ticks that the true range adds to the trailing distance
    until: i8  # the instant from which on it closes at a bar's close, ns; 0 none
    until_reason: i8  # ExitReason of that
    check: i8  # when its progress is looked at next, ns; 0 never
    entered: f8  # lots at entry
    done: i8  # bits: rungs of its ladder that are over
    share: f8  # per cent of the lots at entry that these rungs stood for
    part_ts: i8  # when a part was last closed, ns; 0 never
    realised: f8  # profit of the parts that are closed, account currency
    rest_trail: f8  # ticks that the rest is trailed at; 0: as the strategy trails
    rung: i8  # number of the rung that closes it, from 1; 0 none
    part_volume: f8  # volume of the last bar of the strategy
    part_regime: i8  # `Regime` on it
    part_confidence: f8


class Trade:
    """One closed position, in the order of closing."""

    id: i8
    strategy: i8
    feed: i8
    side: i8
    lots: f8
    entry_ts: i8
    entry: i8
    exit_ts: i8
    exit: i8
    reason: i8
    stop: i8  # the stop and target it closed with
    target: i8
    pnl: f8  # net of commission and swap
    commission: f8
    swap: f8
    risk: i8
    best: i8
    worst: i8
    rung: i8  # number of the rung that closed it, from 1; 0 none


class Terms:
    """What one strategy asked for, in the ticks and lots of its feed."""

    feed: i8
    signal_from: i8  # add a row of the tape: where its signal stands
    stop_atr_from: i8
    target_atr_from: i8
    slip_atr_from: i8
    size_atr_from: i8
    stop_kind: i8
    stop_value: f8
    stop_origin: i8
    target_kind: i8
    target_value: f8
    target_origin: i8
    trails: i8
    trail_distance: f8  # ticks
    trail_step: f8
    trail_activate: f8
    even_kind: i8
    even_trigger: f8  # ticks or multiples of R
    even_buffer: f8
    path: i8
    slip_kind: i8
    slip_value: f8  # ticks, or multiples of ATR
    sizing: i8
    lots: f8
    percent: f8
    size_multiple: f8  # multiples of ATR that stand for the risk
    lots_min: f8
    lots_max: f8
    lot_step: f8  # 0: the instrument's
    positions_max: i8
    opposite: i8
    window_from: i8
    windows: i8  # 0: any time
    spread_max: f8  # ticks; negative: any
    spread_scale: f8  # size factor above it; 0 refuses
    gated: i8  # 1: the tape has a gate and a size factor for every signal bar
    gate_from: i8
    bonds: i8  # rows of `Tables.bonds`
    bonds_from: i8
    regimes: i8  # 1: the tape has a regime and its confidence
    regime_from: i8
    news: i8  # 1: entries are judged by the news
    news_blocks: i8  # 1: a stale calendar refuses them
    blackout_from: i8  # spans of `Hours` in which they pause
    blackouts: i8
    fresh_from: i8  # spans in which the calendar is not stale
    fresh: i8
    hush_from: i8  # spans in which partial exits wait
    hushes: i8
    reads: i8  # 1: columns are read at every own close while a position is held
    trail_atr_from: i8
    trail_multiple: f8  # of ATR, added to the trailing distance
    trail_least: f8  # ticks, the least distance
    trail_activate_r: f8  # multiples of R
    hold_ns: i8  # longest life of a position; 0 any
    check_ns: i8  # how often progress is looked at; 0 never
    progresses: i8  # 1: a position without progress closes when it is looked at
    progress: f8  # ticks of open profit that count as progress
    calm_profit: f8  # ticks; in a storm a position with less open profit stays
    stop_normal_from: i8
    stop_low_from: i8
    stop_high_from: i8
    target_low_from: i8
    target_high_from: i8
    stop_stretch: i8  # 1: the distance is multiplied by what the ATR is to its normal
    stop_least: f8  # ticks; 0 none
    stop_most: f8
    stop_buffer: f8  # ticks behind a swing
    target_least: f8
    target_most: f8
    target_buffer: f8  # ticks in front of a swing
    ends_from: i8  # windows at whose common end positions close
    ends: i8  # 0: none
    week_from: i8  # window of the zone of what follows
    weekly: i8  # bits: which of the next three there are
    friday_close: i8  # ns after local midnight
    sunday_close: i8
    friday_entries: i8  # no entries from then on
    rungs: i8  # rows of `Tables.rungs`
    rungs_from: i8
    sequential: i8  # 1: a rung is armed once those before it are over
    part_units: i8  # readings, in bits: 1 ATR, 2 its normal, 4 swings, 8 volume
    part_atr_from: i8
    part_normal_from: i8
    part_low_from: i8
    part_high_from: i8
    part_volume_from: i8
    part_least: f8  # lots that must remain; 0: none need to
    part_cooldown: i8  # ns between two parts of a position
    parts_max: i8  # parts of the strategy on one day; 0 any
    part_high: f8  # volatility from which on distances are halved; 0 none
    part_spread: f8  # per cent of a level's distance; 0: any spread
    part_hours: i8  # 1: only in the sessions of entries
    part_news: i8  # 1: not near the news
    part_reentry: i8  # 1: no entries while a position of the strategy is partly closed
    rest_trail: f8  # ticks that the rest is trailed at after the last rung; 0 none
    times_from: i8  # windows of the rules of times
    times: i8  # 0: none
    spreads_from: i8  # sessions in which wider spreads are usual
    spreads: i8  # 0: none
    session_max: i8  # entries in one session; 0 any
    of_balance: i8  # 1: sizes count with the balance instead of the equity
    size_normal_from: i8
    size_least: f8  # ticks, the least and the largest ATR that a size counts with; 0 none
    size_most: f8
    size_steadies: i8  # 1: smaller while the ATR is above its normal
    size_threshold: f8  # realised volatility above which no entry; 0 any
    kelly_fraction: f8  # of full Kelly
    kelly_most: f8  # per cent of equity
    kelly_win: f8  # what the document states until the sample is there; 0: nothing
    kelly_payoff: f8  # mean win over mean loss
    kelly_trades: i8  # closed trades that make a sample
    tallies: i8  # 1: its closed trades are counted
    adjusts: i8  # 1: its sizes have factors of their own
    drawdown_full: f8  # per cent of drawdown that the factor runs to; 0 none
    curves: i8  # 1: smaller below the average of its own curve
    recovery_from: f8  # per cent of drawdown; 0 none
    recovery_scale: f8
    recovery_wins: i8  # wins in a row that end it; 0: a smaller drawdown does
    calms: i8  # 1: factors by volatility and its normal
    calm_low: f8
    calm_high: f8
    calm_now_from: i8
    calm_normal_from: i8
    scaled_from: i8  # windows with a size factor each
    scaled: i8
    weekend_scale: f8  # on Saturday and Sunday UTC; 0 none
    storm_share: f8  # ATR over price above which sizes halve and stops widen; 0 none
    storm_atr_from: i8
    risk_most: f8  # per cent of equity that one entry may lose at its stop; 0 any
    day_risk_most: f8  # and all entries of one day together
    exposure_most: f8  # per cent of equity that all positions may be worth; 0 any


class Manner:
    """How a strategy trades in one regime; eight rows for each strategy, by `Regime`."""

    stop: f8  # factor of the stop's distance
    target: f8  # factor of the target's distance
    trailing: f8  # ticks of trailing distance; 0: the strategy's
    trades_max: i8  # entries on one day; 0 any
    share: f8  # factor of the size, for its arithmetic: the tape has it in `scale`


class Seat:
    """Where one strategy stands: the intent it laid down and what it holds."""

    signal: i8  # bits of the signal bar, 0 nothing
    signal_ts: i8
    signal_close: i8  # ticks
    stop_atr: f8
    target_atr: f8
    slip_atr: f8
    size_atr: f8
    gate: i8  # Reason that refuses entries of the signal bar; 0 none
    scale: f8  # size factor of the signal bar
    stop_scale: f8  # factor of the stop's distance, of the signal bar
    target_scale: f8  # of the target's distance
    trail_base: f8  # trailing distance in ticks of that regime; 0: the strategy's
    regime: i8  # `Regime` at the signal bar
    confidence: f8  # of that, 0 to 100
    factor: f8  # size factor of the entry being judged: of its signal bar and of its open
    stop_price: f8  # a Python strategy's own levels; 0: by the terms
    target_price: f8
    lots: f8
    open: i8
    paused: i8
    trades: i8
    trail_atr: f8
    stop_normal: f8  # price units, like all levels of the signal bar
    stop_low: f8
    stop_high: f8
    target_low: f8
    target_high: f8
    today: i8  # the day of the last entry, days since 1970 UTC
    today_trades: i8  # entries on that day
    part_atr: f8
    part_normal: f8
    part_low: f8
    part_high: f8
    part_volume: f8
    parts_day: i8  # the day of the last part, days since 1970 UTC
    parts_today: i8  # parts closed on that day
    measured: f8  # what the gate that refused the last entry measured, in that `Reason`'s unit
    bound: f8  # and its limit
    session: i8  # the session of the last entry, see `session_opened`; only where they are counted
    session_trades: i8  # entries in it
    hours_scale: f8  # the parts of `factor`, for the arithmetic of the size
    spread_scale: f8
    bond_scale: f8
    size_normal: f8  # price units, like the next three
    calm_now: f8
    calm_normal: f8
    storm_atr: f8
    sized: i8  # 1 + row of `sizes` of the entry being judged; 0 before it is sized


class Rung:
    """One step of a ladder: what closes a part of a position, and how large a part."""

    kind: i8
    percent: f8  # of the lots at entry
    unit: i8  # of `value`
    value: f8  # distance in its unit, price in ticks, ns
    activate_unit: i8
    activate: f8  # profit from which on it may fall back
    window: i8  # window of the session
    action: i8
    evens: i8  # 1: the stop moves to the entry price
    by_volatility: i8  # 1: the distance grows with the true range
    by_regime: i8  # 1: the distance is that of the regime
    regimes: i8  # bits
    confidence: f8  # least, of those regimes or of any
    spread_max: f8  # ticks; negative: any
    volume_min: f8


class Note:
    """What happened, for the journal, the screen and `explain`."""

    ts: i8
    kind: i8
    strategy: i8
    feed: i8
    position: i8
    side: i8
    reason: i8  # Reason or ExitReason, by kind
    price: i8
    stop: i8
    target: i8
    lots: f8
    amount: f8  # closed: profit; opened: commission; refused, breached: what was measured
    bound: f8  # refused, breached: the limit; otherwise 0
    rung: i8  # reduced, closed: number of the rung that did it, from 1; 0 none
    sizing: i8  # 1 + row of `sizes`: how its size was worked out; 0 nothing to tell
