"""The three phases of a bar: its open, its path, its close; and the intent for the next one."""

from __future__ import annotations

from typing import Final

from tradewright.core.calendar import next_roll, zone_offset
from tradewright.core.engine.entry import give_way, judge
from tradewright.core.engine.exit import close_position, fill_of
from tradewright.core.engine.guarding import fence, turn_day, watch_over
from tradewright.core.engine.laddering import read_ladder
from tradewright.core.engine.levels import read_levels
from tradewright.core.engine.notes import tell_stop
from tradewright.core.engine.parting import PARTIAL, part_at, parts_between
from tradewright.core.engine.rungs import watch_rungs
from tradewright.core.engine.sizing import stormy_entry
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.exits import crossed, follow, forget, passed, reach, watch
from tradewright.core.kernel import inline, kernel
from tradewright.core.ledger import equity, rate
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import (
    ACTS,
    ATR_RISK,
    CLOSE,
    ENTRIES,
    EXIT_LONG,
    EXIT_SHORT,
    MANNERS,
    SLIP_ATR,
    VOLATILE,
)
from tradewright.core.market.records import Feed, Position, Seat, Terms
from tradewright.core.market.ticks import nearest
from tradewright.core.risk import Hours
from tradewright.core.risk.correlation import keep_close
from tradewright.core.venue import adverse_first, nights, quote, spread_ticks

SIGNAL: Final = int(ExitReason.SIGNAL)

# Why positions leave at an open, in this order: the open has passed their levels or they were asked
# to; a guard's limit was reached; they give way to an entry; they were just opened and this same
# open has passed their levels.
PASSED: Final = 0
GUARDED: Final = 1
YIELDED: Final = 2
ENTERED: Final = 3
DONE: Final = 4
TAKE_PROFIT: Final = int(ExitReason.TAKE_PROFIT)
OPPOSITE: Final = int(ExitReason.OPPOSITE)
STORM_STRETCH: Final = 1.5
"""Factor of the stop's distance in high volatility."""


@inline
def open_bar(tables: Tables, hours: Hours, tape: Tape, f: int, row: int) -> None:
    """Phase 1: gaps and signal exits close at the open, then pending entries are judged."""
    feed = tables.feeds[f]
    ts = tape.ts[row]
    guarded = tables.account[0].guards != 0
    if guarded and ts >= tables.account[0].turn:
        turn_day(tables, hours, ts)
    quote(feed, nearest(tape.open[row] * feed.per_tick), spread_ticks(feed, tape.spread, row))
    if ts >= feed.roll:
        roll_over(tables, hours, f, ts)
    stage = PASSED
    while stage != DONE:
        leave_at_open(tables, hours, f, ts)
        if stage == PASSED and guarded and watch_over(tables, ts, tape.open[row]) != 0:
            stage = GUARDED
        elif stage <= GUARDED and give_way(tables, f):
            stage = YIELDED
        elif stage != ENTERED and enter_at_open(tables, hours, f, ts):
            stage = ENTERED
        else:
            stage = DONE


@inline
def enter_at_open(tables: Tables, hours: Hours, f: int, ts: int) -> bool:
    """Judge what the feed's strategies laid down; whether a position was opened."""
    before = tables.account[0].next_id
    for s in range(len(tables.seats)):
        if tables.terms[s].feed == f:
            if tables.seats[s].signal & ENTRIES != 0:
                judge(tables, hours, s, ts)
            tables.seats[s].signal = 0
    return tables.account[0].next_id != before


@kernel
def roll_over(tables: Tables, hours: Hours, f: int, ts: int) -> None:
    """Charge the swap of every 17:00 New York since the last bar, and find the next one."""
    feed = tables.feeds[f]
    zone = hours.windows[0]
    at = hours.at[zone.zone_from : zone.zone_to]
    offset = hours.offset[zone.zone_from : zone.zone_to]
    while ts >= feed.roll:
        count = nights(feed.roll + zone_offset(at, offset, feed.roll), feed.triple_day)
        _charge(tables, f, count)
        feed.roll = next_roll(at, offset, feed.roll)


@inline
def _charge(tables: Tables, f: int, count: float) -> None:
    """Book the swap of `count` nights on every position that was open at the feed's roll."""
    feed = tables.feeds[f]
    conversion = rate(tables.feeds, f, feed.bid)
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.feed == f and position.entry_ts < feed.roll:
            per_lot = feed.swap_long
            if position.side < 0:
                per_lot = feed.swap_short
            position.swap += count * per_lot * position.lots * conversion


@inline
def leave_at_open(tables: Tables, hours: Hours, f: int, ts: int) -> None:
    """Close what the open has already passed, whole or in part, and what was asked to leave."""
    k = 0
    while k < tables.account[0].open:
        position = tables.positions[k]
        reason = 0
        fill = 0
        if position.feed == f:
            reason, fill = _leaving(tables, hours, k, ts)
        if reason != 0:
            if reason == OPPOSITE and tables.terms[position.strategy].opposite == CLOSE:
                tables.seats[position.strategy].signal = 0
            close_position(tables, k, fill, reason, ts)
        else:
            k += 1


@inline
def _leaving(tables: Tables, hours: Hours, k: int, ts: int) -> tuple[int, int]:
    """Why a position leaves at this open, or 0, and its fill; parts of it may have closed."""
    position = tables.positions[k]
    price = tables.feeds[position.feed].bid
    if position.side < 0:
        price = tables.feeds[position.feed].ask
    reason = passed(position, price)
    if reason == 0:
        reason = position.leave
    if reason == 0 and tables.terms[position.strategy].rungs != 0:
        fill = part_at(tables, hours, k, price, ts)
        return PARTIAL * int(fill != 0), fill
    return reason, fill_of(position, price, reason)


@inline
def walk_bar(tables: Tables, hours: Hours, tape: Tape, f: int, row: int) -> None:
    """Phases 2 and 3: each position of the feed lives through the bar's path on its own."""
    k = 0
    while k < tables.account[0].open:
        position = tables.positions[k]
        reason = 0
        fill = 0
        if position.feed == f:
            reason, fill = _live_through(tables, hours, tape, k, row)
        if reason != 0:
            close_position(tables, k, fill, reason, tape.ts[row])
        else:
            k += 1


@inline
def _live_through(tables: Tables, hours: Hours, tape: Tape, k: int, row: int) -> tuple[int, int]:
    """The path of a bar for one position; why it left, or 0, and its fill."""
    position = tables.positions[k]
    terms = tables.terms[position.strategy]
    price, first, second, close = _path(
        tables.feeds[position.feed], terms, position.side, tape, row
    )
    stop = position.stop
    reason = 0
    fill = 0
    end = price
    for leg in range(4):
        if leg == 1:
            end = first
        elif leg == 2:
            end = second
        elif leg == 3:
            end = close
        if terms.rungs != 0:
            price, fill = parts_between(tables, hours, k, price, end, tape.ts[row])
            reason = PARTIAL * int(fill != 0)
        if reason == 0:
            reason = crossed(position, price, end)
            fill = fill_of(position, _level_left(position, reason), reason)
        if reason != 0:
            break
        reach(position, end)
        follow(position, terms, end)
        price = end
    tell_stop(tables, tape.ts[row], position, stop)
    return reason, fill


@inline
def _path(feed: Feed, terms: Terms, side: int, tape: Tape, row: int) -> tuple[int, int, int, int]:
    """The ends of a bar's path on the closing side, ticks: its open, both extremes, its close."""
    spread = 0
    if side < 0:
        spread = feed.ask - feed.bid
    opened = nearest(tape.open[row] * feed.per_tick) + spread
    high = nearest(tape.high[row] * feed.per_tick) + spread
    low = nearest(tape.low[row] * feed.per_tick) + spread
    first, second = _in_order(terms.path, side, opened, high, low)
    return opened, first, second, nearest(tape.close[row] * feed.per_tick) + spread


@inline
def _level_left(position: Position, reason: int) -> int:
    """The level that a position has left at, ticks."""
    if reason == TAKE_PROFIT:
        return position.target
    return position.stop


@inline
def _in_order(policy: int, side: int, opened: int, high: int, low: int) -> tuple[int, int]:
    """The extremes of a bar as the path visits them."""
    if (side > 0) == adverse_first(policy, side, opened, high, low):
        return low, high
    return high, low


@inline
def close_bar(tables: Tables, tape: Tape, f: int, row: int) -> float:
    """Phase 4: the market stands at the close; the account is marked there, in account currency."""
    feed = tables.feeds[f]
    quote(feed, nearest(tape.close[row] * feed.per_tick), spread_ticks(feed, tape.spread, row))
    if len(tables.closes.rings) != 0:
        keep_close(tables.closes, f, tape.ts[row] + feed.step_ns, tape.close[row])
    account = tables.account[0]
    account.equity = equity(account, tables.feeds, tables.positions)
    return account.equity


@inline
def soundness(tape: Tape, row: int) -> float:
    """A number that is finite where all prices of the bar are."""
    return (tape.open[row] - tape.close[row]) + (tape.high[row] - tape.low[row])


@inline
def decide(tables: Tables, tape: Tape, f: int, row: int) -> int:
    """Lay down what each strategy's rules say at this close; how many spoke."""
    spoke = 0
    for s in range(len(tables.seats)):
        terms = tables.terms[s]
        if terms.feed == f:
            signal = tape.signal[terms.signal_from + row]
            held = tables.seats[s].open
            if signal & ENTRIES != 0 or (held != 0 and signal & ACTS != 0):
                act(tables, tape, s, row, signal)
                spoke += 1
    return spoke


@inline
def act(tables: Tables, tape: Tape, s: int, row: int, signal: int) -> None:
    """Lay down an intent; it is judged at the next open of the strategy's feed."""
    seat = tables.seats[s]
    terms = tables.terms[s]
    feed = tables.feeds[terms.feed]
    seat.signal = signal & ACTS
    seat.signal_ts = tape.ts[row]
    seat.signal_close = nearest(tape.close[row] * feed.per_tick)
    read_atr(seat, terms, tape, row)
    read_gate(seat, terms, tape, row)
    read_regime(tables, tape, s, row)
    if stormy_entry(seat, terms, feed):
        seat.stop_scale *= STORM_STRETCH
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.strategy == s and position.leave == 0:
            leaves = EXIT_LONG
            if position.side < 0:
                leaves = EXIT_SHORT
            if signal & leaves != 0:
                position.leave = SIGNAL


@inline
def read_atr(seat: Seat, terms: Terms, tape: Tape, row: int) -> None:
    """Keep the true ranges of the signal bar that the entry will need."""
    read_levels(seat, terms, tape, row)
    if terms.part_units != 0:
        read_ladder(seat, terms, tape, row)
    if terms.slip_kind == SLIP_ATR:
        seat.slip_atr = tape.atr[terms.slip_atr_from + row]
    if terms.sizing == ATR_RISK or terms.sizing == VOLATILE:
        seat.size_atr = tape.atr[terms.size_atr_from + row]
    if terms.adjusts != 0:
        read_scales(seat, terms, tape, row)
    if terms.trail_multiple > 0.0:
        seat.trail_atr = tape.atr[terms.trail_atr_from + row]


@inline
def read_scales(seat: Seat, terms: Terms, tape: Tape, row: int) -> None:
    """Keep the volatility that the size's own factors go by."""
    if terms.size_steadies != 0:
        seat.size_normal = tape.atr[terms.size_normal_from + row]
    if terms.calms != 0:
        seat.calm_now = tape.atr[terms.calm_now_from + row]
        seat.calm_normal = tape.atr[terms.calm_normal_from + row]
    if terms.storm_share > 0.0:
        seat.storm_atr = tape.atr[terms.storm_atr_from + row]


@inline
def read_gate(seat: Seat, terms: Terms, tape: Tape, row: int) -> None:
    """Keep what the filters say of the signal bar."""
    seat.gate = 0
    seat.scale = 1.0
    if terms.gated != 0:
        seat.gate = tape.gate[terms.gate_from + row]
        seat.scale = tape.scale[terms.gate_from + row]


@inline
def read_regime(tables: Tables, tape: Tape, s: int, row: int) -> None:
    """Keep the regime of the signal bar, and what it makes of the levels."""
    seat = tables.seats[s]
    terms = tables.terms[s]
    seat.stop_scale = 1.0
    seat.target_scale = 1.0
    if terms.regimes != 0:
        seat.regime = tape.regime[terms.regime_from + row]
        seat.confidence = tape.confidence[terms.regime_from + row]
        manner = tables.manners[MANNERS * s + seat.regime]
        seat.stop_scale = manner.stop
        seat.target_scale = manner.target
        seat.trail_base = manner.trailing


@inline
def set_watch(tables: Tables, f: int) -> None:
    """Find anew between which prices nothing can happen on a feed."""
    feed = tables.feeds[f]
    forget(feed)
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        if position.feed == f:
            terms = tables.terms[position.strategy]
            watch(feed, position, terms)
            if terms.rungs != 0:
                watch_rungs(tables, k)
    if tables.account[0].guards != 0:
        fence(tables, f)
