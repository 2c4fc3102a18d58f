"""The rings of closes and the rules that read them: their room, and what warms them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import DAY, HOUR, Timeframe
from tradewright.core.kernel import Rows, grown, rows
from tradewright.core.market import instrument
from tradewright.core.market.bonds import Bond, Ring
from tradewright.core.risk import REDUCED
from tradewright.core.risk.correlation import BARS, FRAMES, Closes
from tradewright.core.risk.guardian import CORRELATION_FRAME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.engine.tables import Tables
    from tradewright.core.market import Bars
    from tradewright.core.risk import CorrelationRule

SPARE: Final = 3
"""Closes of a ring beyond those looked at: one that forms, one for the first return, one more."""
LETTERS: Final = 7
OF_ACCOUNT: Final = -1
"""The strategy of a rule that looks at the positions of all."""


def no_closes() -> Closes:
    """No rings at all."""
    return Closes(rows(Ring, 0), np.zeros(0, np.int64), np.zeros(0))


def currency_code(name: str) -> int:
    """A currency as a number: its letters."""
    return int.from_bytes(name.encode()[:LETTERS], "big")


def with_bonds(tables: Tables, strategy: Strategy, s: int) -> Tables:
    """Room for the rules of strategy number `s`, filled in."""
    first = len(tables.bonds)
    rules = strategy.correlations
    bonds = grown(tables.bonds, Bond, first + len(rules))
    terms = tables.terms[s]
    terms.bonds_from, terms.bonds = first, len(rules)
    symbols = tables.symbols
    for k, rule in enumerate(rules):
        bond = bonds[first + k]
        bond.strategy = s
        _describe(bond, rule, strategy.timeframe)
        bond.symbols, bond.symbols_from = len(rule.symbols), symbols.size
        traded = [instrument(name) for name in rule.symbols]
        named = [
            currency_code(name)
            for one in traded
            for name in (one.base_currency, one.quote_currency)
        ]
        symbols = np.r_[symbols, np.array(named, np.int64)]
    return with_rings(tables._replace(bonds=bonds, symbols=symbols))


def with_account_bond(tables: Tables, rule: CorrelationRule | None) -> Tables:
    """The rule of the account's guard, in a row of its own; None takes it away."""
    guard = tables.guards[0]
    bonds = tables.bonds
    if rule is None:
        guard.bond = 0
        return tables
    if guard.bond == 0:
        bonds = grown(bonds, Bond, len(bonds) + 1)
        guard.bond = len(bonds)
    bond = bonds[guard.bond - 1]
    bond.strategy = OF_ACCOUNT
    _describe(bond, rule, CORRELATION_FRAME)
    return with_rings(tables._replace(bonds=bonds))


def _describe(bond: Bond, rule: CorrelationRule, own: Timeframe) -> None:
    frames = rule.timeframes or (min(own, Timeframe.D1, key=lambda frame: frame.ns),)
    steps = [frame.ns for frame in frames] + [0] * FRAMES
    bond.step_ns, bond.step_ns_2, bond.step_ns_3 = steps[:FRAMES]
    bond.most, bond.positions_max = rule.most, rule.positions
    bond.scale = REDUCED if rule.reduces else 0.0
    bond.lookback_ns = round((rule.lookback_days or 0.0) * DAY)
    bond.points_least = rule.least_points
    bond.update_ns = round(rule.update_hours * HOUR)
    bond.cautious, bond.by_currency = int(rule.cautious), int(rule.by_currency)


def with_rings(tables: Tables) -> Tables:
    """The same tables with a ring for every feed at every timeframe that a rule looks at.

    Notes
    -----
    With one feed all positions are on one symbol, and no rule needs to know a correlation.
    """
    if len(tables.feeds) < 2 or not len(tables.bonds):
        return tables
    wanted = {
        (f, step): room for step, room in _rooms(tables).items() for f in range(len(tables.feeds))
    }
    old = {(ring.feed, ring.step_ns): ring for ring in tables.closes.rings}
    if all(key in old and old[key].room >= room for key, room in wanted.items()):
        return tables
    rooms = {key: max(room, old[key].room if key in old else 0) for key, room in wanted.items()}
    return tables._replace(closes=_moved(tables.closes, rooms))


def _rooms(tables: Tables) -> dict[int, int]:
    """How many closes the rings of each timeframe must hold."""
    slack = max(feed.step_ns for feed in tables.feeds)
    found: dict[int, int] = {}
    for bond in tables.bonds:
        for step in (int(bond.step_ns), int(bond.step_ns_2), int(bond.step_ns_3)):
            if step:
                points = int(bond.lookback_ns) // step if bond.lookback_ns else BARS
                room = points + (int(bond.update_ns) + int(slack)) // step + SPARE
                found[step] = max(found.get(step, 0), room)
    return found


def _moved(old: Closes, rooms: dict[tuple[int, int], int]) -> Closes:
    """Rings with this much room each, by feed and timeframe, and what the old ones knew."""
    total = sum(rooms.values())
    rings: Rows[Ring] = rows(Ring, len(rooms))
    new = Closes(rings, np.zeros(total, np.int64), np.zeros(total))
    start = 0
    for ring, ((feed, step), room) in zip(rings, rooms.items(), strict=True):
        ring.feed, ring.step_ns, ring.start, ring.room = feed, step, start, room
        start += room
    known = {(ring.feed, ring.step_ns): ring for ring in old.rings}
    for ring in rings:
        if (ring.feed, ring.step_ns) in known:
            before = known[ring.feed, ring.step_ns]
            numbers = range(max(before.written - before.room, 0), before.written)
            places = [_place(before, number) for number in numbers]
            _append(new, ring, old.buckets[places], old.prices[places])
    return new


def warm(tables: Tables, feed: int, bars: Bars) -> None:
    """Let the rings of a feed know a history of its symbol, if its bars are fine enough."""
    for ring in tables.closes.rings:
        if ring.feed == feed and bars.timeframe.ns <= ring.step_ns and len(bars):
            buckets = (bars.ts + bars.timeframe.ns - 1) // ring.step_ns
            last = np.flatnonzero(np.r_[buckets[1:] != buckets[:-1], True])[-ring.room :]
            _append(tables.closes, ring, buckets[last], bars.close[last])


def _append(
    closes: Closes, ring: Ring, buckets: NDArray[np.int64], prices: NDArray[np.float64]
) -> None:
    """Write closes into a ring: those of buckets after the last one it has."""
    newest = closes.buckets[_place(ring, ring.written - 1)] if ring.written else -1
    for bucket, price in zip(buckets.tolist(), prices.tolist(), strict=True):
        if bucket > newest:
            at = _place(ring, ring.written)
            closes.buckets[at], closes.prices[at] = bucket, price
            ring.written += 1


def _place(ring: Ring, number: int) -> int:
    return ring.start + number % ring.room
