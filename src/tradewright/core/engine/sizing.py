"""An entry gets its lots, and keeps how they were worked out: one row of `Tables.sizes`.

The order: what is put at stake, the factors, the caps, whole steps, the day's risk, the margin.
The name to know: `size_position`.
"""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar.units import DAY
from tradewright.core.engine.tables import Tables
from tradewright.core.kernel import inline, kernel
from tradewright.core.ledger import equity, margin_used, rate
from tradewright.core.market import Reason
from tradewright.core.market.codes import (
    ATR_RISK,
    EXPOSURE_CAP,
    FIXED,
    KELLY,
    LEAST_LOTS,
    MANNERS,
    RISK_CAP,
    SCRIPTED,
    SHARE,
    VOLATILE,
)
from tradewright.core.market.records import Feed, Position, Seat, Terms
from tradewright.core.market.sizes import Size, Tally
from tradewright.core.risk import Hours, hours_factor, weigh, whole_lots
from tradewright.core.risk.sizing import capped, factored, rounded, staked_lots
from tradewright.core.risk.tally import kelly_share, scale_by_trades, start_tally

NO_CONVERSION_RATE: Final = int(Reason.NO_CONVERSION_RATE)
VOLUME_BELOW_MINIMUM: Final = int(Reason.VOLUME_BELOW_MINIMUM)
INSUFFICIENT_MARGIN: Final = int(Reason.INSUFFICIENT_MARGIN)
NO_EDGE: Final = int(Reason.NO_EDGE)
DAILY_RISK: Final = int(Reason.DAILY_RISK)
TOTAL_EXPOSURE: Final = int(Reason.TOTAL_EXPOSURE)
RETURNS_TOO_VOLATILE: Final = int(Reason.RETURNS_TOO_VOLATILE)
QUIET: Final = 0.75
WILD: Final = 1.25
"""Volatility over its normal below and above which it is low and high."""
STORM_SCALE: Final = 0.5
SATURDAY: Final = 5


@kernel
def size_position(tables: Tables, hours: Hours, position: Position, ts: int) -> int:
    """Give a drafted position its lots, or the `Reason` why it cannot have any."""
    account = tables.account[0]
    seat = tables.seats[position.strategy]
    terms = tables.terms[position.strategy]
    conversion = rate(tables.feeds, position.feed, position.entry)
    position.lots = 0.0
    if conversion == 0.0:
        return NO_CONVERSION_RATE
    worth = equity(account, tables.feeds, tables.positions)
    size = tables.sizes[account.sizes]
    account.sizes += 1
    seat.sized = account.sizes
    _begin(tables, size, position, worth, conversion)
    if terms.tallies != 0:
        start_tally(tables.tallies[position.strategy], worth)
    if seat.lots > 0.0:
        size.method, size.raw = SCRIPTED, seat.lots
        size.wanted = seat.lots * seat.factor
        size.lots = whole_lots(tables.feeds[position.feed], size.wanted)
    else:
        reason = _work_out(tables, hours, size, position, worth, ts)
        if reason != 0:
            return reason
    position.lots = size.lots
    return _accepted(tables, size, position, worth, ts)


@inline
def _accepted(tables: Tables, size: Size, position: Position, worth: float, ts: int) -> int:
    """Why a size that has been worked out cannot be traded, as a `Reason`."""
    terms = tables.terms[position.strategy]
    if not position.lots > 0.0:
        least = max(tables.feeds[position.feed].volume_min, terms.lots_min)
        weigh(tables.seats[position.strategy], size.wanted, least)
        if size.caps & EXPOSURE_CAP != 0:
            return TOTAL_EXPOSURE
        return VOLUME_BELOW_MINIMUM
    tally = tables.tallies[position.strategy]
    share = position.risk * size.money * size.rate * position.lots / worth * 100.0
    if terms.day_risk_most > 0.0 and _risked(
        tables.seats[position.strategy], tally, terms, share, ts
    ):
        return DAILY_RISK
    feed = tables.feeds[position.feed]
    held = margin_used(tables.account[0], tables.positions)
    notional = position.lots * feed.contract * position.entry * feed.tick * size.rate
    if held + notional * feed.margin_rate > worth:
        weigh(tables.seats[position.strategy], held + notional * feed.margin_rate, worth)
        return INSUFFICIENT_MARGIN
    if terms.day_risk_most > 0.0:
        tally.day_risk += share
    return 0


@inline
def _risked(seat: Seat, tally: Tally, terms: Terms, share: float, ts: int) -> bool:
    """Whether an entry that risks `share` per cent is more than the day may."""
    if tally.day != ts // DAY:
        tally.day, tally.day_risk = ts // DAY, 0.0
    weigh(seat, tally.day_risk + share, terms.day_risk_most)
    return seat.measured > seat.bound + 1e-9


@inline
def _notional(feed: Feed, price: int, conversion: float) -> float:
    """What one lot is worth at a price, account currency."""
    return feed.contract * price * feed.tick * conversion


@inline
def _begin(tables: Tables, size: Size, position: Position, worth: float, conversion: float) -> None:
    """What is known of a size before any of it is worked out; every field is written."""
    seat = tables.seats[position.strategy]
    terms = tables.terms[position.strategy]
    size.method, size.of_balance = terms.sizing, terms.of_balance
    size.worth, size.percent, size.ticks = 0.0, 0.0, 0.0
    if terms.sizing != FIXED:
        size.percent, size.worth = terms.percent, worth
        if terms.of_balance != 0:
            size.worth = tables.account[0].balance
    size.money = tables.feeds[position.feed].money
    size.rate = conversion
    size.raw, size.lots, size.caps = 0.0, 0.0, 0
    size.hours, size.spread, size.bond = seat.hours_scale, seat.spread_scale, seat.bond_scale
    size.regime = 1.0
    if terms.regimes != 0 and terms.gated != 0:
        size.regime = tables.manners[MANNERS * position.strategy + seat.regime].share
    size.filter = seat.scale / size.regime
    size.steady, size.calm, size.session, size.weekend = 1.0, 1.0, 1.0, 1.0
    size.storm, size.drawdown, size.curve, size.recovery = 1.0, 1.0, 1.0, 1.0
    size.kelly_win, size.kelly_payoff, size.kelly_fraction = 0.0, 0.0, 0.0
    size.kelly_trades = 0
    size.wanted = 0.0


@inline
def _work_out(
    tables: Tables, hours: Hours, size: Size, position: Position, worth: float, ts: int
) -> int:
    """Lots before the last checks, or the `Reason` why there can be none."""
    seat = tables.seats[position.strategy]
    terms = tables.terms[position.strategy]
    feed = tables.feeds[position.feed]
    reason = _stake(size, seat, terms, feed, position, tables.tallies[position.strategy])
    if reason != 0:
        return reason
    if size.caps & LEAST_LOTS != 0:
        size.raw = max(feed.volume_min, terms.lots_min)
        lots = capped(size, size.raw, terms.lots_max, 0)
    else:
        if terms.adjusts != 0:
            seat.factor *= _own_factor(tables, hours, size, position, ts)
        lots = factored(size, terms, seat.factor)
    if terms.risk_most > 0.0 and position.risk > 0:
        per_lot = position.risk * size.money * size.rate
        lots = capped(size, lots, worth * terms.risk_most / 100.0 / per_lot, RISK_CAP)
    if terms.exposure_most > 0.0:
        free = worth * terms.exposure_most / 100.0 - _exposure(tables)
        most = free / _notional(feed, position.entry, size.rate)
        lots = capped(size, lots, most, EXPOSURE_CAP)
    size.wanted = lots
    size.lots = rounded(feed, terms, size, lots)
    return 0


@inline
def _stake(
    size: Size, seat: Seat, terms: Terms, feed: Feed, position: Position, tally: Tally
) -> int:
    """Lots by the method alone, in `size.raw`; or the `Reason` why it has none."""
    if terms.sizing == FIXED:
        size.raw = terms.lots
        return 0
    size.ticks = float(position.risk)
    if terms.sizing == ATR_RISK:
        size.ticks = _atr(seat, terms, feed) * terms.size_multiple
    elif terms.sizing == SHARE:
        size.ticks = float(position.entry)
    elif terms.sizing == VOLATILE:
        size.ticks = seat.size_atr * seat.signal_close * terms.size_multiple
        if terms.size_threshold > 0.0 and seat.size_atr > terms.size_threshold:
            weigh(seat, seat.size_atr, terms.size_threshold)
            return RETURNS_TOO_VOLATILE
    elif terms.sizing == KELLY:
        return _kelly(size, seat, terms, tally)
    size.raw = staked_lots(size)
    return 0


@inline
def _kelly(size: Size, seat: Seat, terms: Terms, tally: Tally) -> int:
    """Lots by Kelly's share of the equity; the least there are while nothing is known of it."""
    size.percent = kelly_share(size, tally, terms)
    if size.kelly_trades == 0 and terms.kelly_win == 0.0:
        size.percent, size.worth, size.ticks = 0.0, 0.0, 0.0
        size.caps |= LEAST_LOTS
        return 0
    if not size.percent > 0.0:
        weigh(seat, size.percent, 0.0)
        return NO_EDGE
    size.raw = staked_lots(size)
    return 0


@inline
def _atr(seat: Seat, terms: Terms, feed: Feed) -> float:
    """The true range that a size counts with, ticks."""
    ticks = max(seat.size_atr * feed.per_tick, terms.size_least)
    if terms.size_most > 0.0:
        ticks = min(ticks, terms.size_most)
    return ticks


@inline
def _own_factor(tables: Tables, hours: Hours, size: Size, position: Position, ts: int) -> float:
    """All of a strategy's own factors; each is remembered by itself."""
    seat = tables.seats[position.strategy]
    terms = tables.terms[position.strategy]
    _scale_by_volatility(size, seat, terms, tables.feeds[position.feed])
    if terms.scaled != 0:
        factor = hours_factor(hours, terms.scaled_from, terms.scaled, ts)
        if factor >= 0.0:
            size.session = factor
    if terms.weekend_scale > 0.0 and (ts // DAY + 3) % 7 >= SATURDAY:
        size.weekend = terms.weekend_scale
    scale_by_trades(size, tables.tallies[position.strategy], terms)
    moment = size.steady * size.calm * size.session * size.weekend * size.storm
    return moment * size.drawdown * size.curve * size.recovery


@inline
def _scale_by_volatility(size: Size, seat: Seat, terms: Terms, feed: Feed) -> None:
    """The factors by the volatility of the signal bar."""
    if terms.size_steadies != 0:
        size.steady = max(0.5, min(1.0, seat.size_normal / seat.size_atr))
    if terms.calms != 0:
        now = seat.calm_now / seat.calm_normal
        if now < QUIET:
            size.calm = terms.calm_low
        elif now > WILD:
            size.calm = terms.calm_high
    if stormy_entry(seat, terms, feed):
        size.storm = STORM_SCALE


@inline
def stormy_entry(seat: Seat, terms: Terms, feed: Feed) -> bool:
    """Whether the true range of the signal bar is too large a share of its close."""
    ticks = seat.storm_atr * feed.per_tick
    return terms.storm_share > 0.0 and ticks > terms.storm_share * seat.signal_close


@inline
def unknown_scale(seat: Seat, terms: Terms) -> bool:
    """Whether a number that the size needs is not known; nan compares false."""
    if (terms.sizing == ATR_RISK or terms.sizing == VOLATILE) and not seat.size_atr > 0.0:
        return True
    if terms.size_steadies != 0 and not seat.size_normal > 0.0:
        return True
    if terms.calms != 0 and not (seat.calm_now >= 0.0 and seat.calm_normal > 0.0):
        return True
    return terms.storm_share > 0.0 and not seat.storm_atr > 0.0


@inline
def _exposure(tables: Tables) -> float:
    """What all open positions are worth at the standing prices, account currency."""
    total = 0.0
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        feed = tables.feeds[position.feed]
        price = feed.bid
        if position.side < 0:
            price = feed.ask
        conversion = rate(tables.feeds, position.feed, price)
        total += position.lots * _notional(feed, price, conversion)
    return total
