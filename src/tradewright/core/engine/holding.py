"""What the close of a bar does to open positions: columns are read anew, time and state close.

**Reading columns while a position is held.** Most strategies read their columns once, at the signal
bar. One that must know a number for as long as it holds (the ATR that widens a trailing stop, the
volatility that it flees from) sets `Terms.reads`. Then, and only then,

- its column of `Tape.signal` carries OWN_CLOSE on every row where a bar of its own timeframe
  closes, in a backtest and on a stepped desk alike (LATE beside it: see below);
- `hold_bar` calls `listen` for each of its positions on such a row, before anything is decided at
  that close, and `quiet.coast` does the same after each bar that it passes.

To read something else, add its name to `readings.READINGS` (the tape then has it at
`Terms.<name>_from` + row), and use it in `listen`; a verdict that is yes or no is cheaper as a bit
of the signal, as STORM is. What `listen` changes must change nothing before the next bar's open,
but what `set_watch` then takes into account.

A bar of the strategy's own timeframe whose last minutes have no finer bars is known to be over only
when the next bar comes. It is read all the same, but nothing can be closed at its close any more:
what would have closed there leaves at the next open.
"""

from __future__ import annotations

from typing import Final

from tradewright.core.engine.exit import close_position, fill_of
from tradewright.core.engine.laddering import VOLUME_READ
from tradewright.core.engine.parting import PARTIAL, part_due
from tradewright.core.engine.tables import Tables, Tape
from tradewright.core.exits import ended
from tradewright.core.kernel import inline
from tradewright.core.ledger import equity
from tradewright.core.market import ExitReason
from tradewright.core.market.codes import LATE, OWN_CLOSE, STORM
from tradewright.core.market.records import Feed, Position, Terms
from tradewright.core.risk import Hours

VOLATILITY: Final = int(ExitReason.VOLATILITY)

# What `hold_bar` did.
ASKED: Final = 1  # a position will leave at the next open
LEFT: Final = 2  # a position has left: the account must be marked anew


@inline
def hold_bar(tables: Tables, hours: Hours, tape: Tape, f: int, row: int) -> int:
    """Let the close of a bar act on the feed's positions; what it did, in bits.

    Notes
    -----
    Called when the market stands at the close. First the time, then the volatility; positions by
    id. They close at the close, slipped; parts of those that stay do as well.
    """
    feed = tables.feeds[f]
    now = tape.ts[row] + feed.step_ns
    did = 0
    k = 0
    while k < tables.account[0].open:
        position = tables.positions[k]
        reason = 0
        if position.feed == f:
            reason = _outlived(tables, tape, position, row, now)
            did |= int(position.leave != 0)
        if reason != 0:
            price = fill_of(position, _closing_side(feed, position), reason)
            close_position(tables, k, price, reason, tape.ts[row])
            did |= LEFT
            continue
        if position.feed == f and tables.terms[position.strategy].rungs != 0:
            parts, fill = part_due(tables, hours, k, now, tape.ts[row])
            if parts != 0:
                did |= LEFT
            if fill != 0:
                close_position(tables, k, fill, PARTIAL, tape.ts[row])
                continue
        k += 1
    return did


@inline
def _outlived(tables: Tables, tape: Tape, position: Position, row: int, now: int) -> int:
    """Why a position closes at this close, or 0; its columns are read in passing."""
    terms = tables.terms[position.strategy]
    heard = 0
    if terms.reads != 0:
        heard = hear(tables, tape, position, row)
    reason = ended(position, terms, _closing_side(tables.feeds[position.feed], position), now)
    if reason != 0:
        return reason
    return heard


@inline
def mark(tables: Tables) -> float:
    """Equity at the standing prices, remembered in the account."""
    account = tables.account[0]
    account.equity = equity(account, tables.feeds, tables.positions)
    return account.equity


@inline
def hear(tables: Tables, tape: Tape, position: Position, row: int) -> int:
    """Read the columns of a position's strategy; why it closes at this close, or 0."""
    terms = tables.terms[position.strategy]
    said = tape.signal[terms.signal_from + row]
    if said & OWN_CLOSE == 0:
        return 0
    listen(tables, tape, position, row)
    if said & STORM == 0 or not _flees(tables, position):
        return 0
    if said & LATE == 0:
        return VOLATILITY
    if position.leave == 0:
        position.leave = VOLATILITY
    return 0


@inline
def listen(tables: Tables, tape: Tape, position: Position, row: int) -> None:
    """Read, at a close of the strategy's own timeframe, what a position must know.

    A number that is not known leaves what was known before.
    """
    terms = tables.terms[position.strategy]
    if terms.trail_multiple > 0.0:
        widen(position, terms, tables.feeds[position.feed], tape.atr[terms.trail_atr_from + row])
    if terms.rungs != 0:
        _listen_for_parts(position, terms, tape, row)


@inline
def _listen_for_parts(position: Position, terms: Terms, tape: Tape, row: int) -> None:
    if terms.part_units & VOLUME_READ != 0:
        volume = tape.atr[terms.part_volume_from + row]
        if volume >= 0.0:
            position.part_volume = volume
    if terms.regimes != 0:
        position.part_regime = tape.regime[terms.regime_from + row]
        position.part_confidence = tape.confidence[terms.regime_from + row]


@inline
def widen(position: Position, terms: Terms, feed: Feed, atr: float) -> None:
    """Let the trailing distance follow the true range, in price units; nan changes nothing."""
    if atr > 0.0:
        position.trail_range = atr * feed.per_tick * terms.trail_multiple


@inline
def storms(tables: Tables, tape: Tape, row: int) -> bool:
    """Whether volatility, read at this row, would close a position or ask it to leave."""
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        terms = tables.terms[position.strategy]
        if terms.reads != 0 and tape.signal[terms.signal_from + row] & STORM != 0:
            return True
    return False


@inline
def listen_all(tables: Tables, tape: Tape, row: int) -> None:
    """Let all positions read where a bar of their strategy closes."""
    for k in range(tables.account[0].open):
        position = tables.positions[k]
        terms = tables.terms[position.strategy]
        if terms.reads != 0 and tape.signal[terms.signal_from + row] & OWN_CLOSE != 0:
            listen(tables, tape, position, row)


@inline
def _flees(tables: Tables, position: Position) -> bool:
    """Whether high volatility closes the position, as its open profit stands."""
    feed = tables.feeds[position.feed]
    gain = (_closing_side(feed, position) - position.entry) * position.side
    return gain >= tables.terms[position.strategy].calm_profit - 1e-6


@inline
def _closing_side(feed: Feed, position: Position) -> int:
    if position.side < 0:
        return feed.ask
    return feed.bid
