"""A whole history at once: the compiled run of a backtest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

import numpy as np

from tradewright.core.engine import rooms
from tradewright.core.engine.climate import Weather, climate, storms_of
from tradewright.core.engine.drive import run
from tradewright.core.engine.readings import place_readings, readings, reads_while_holding
from tradewright.core.engine.schedule import Schedule, lay, lay_levels, run_many
from tradewright.core.engine.script import Script, View
from tradewright.core.engine.tables import Tape
from tradewright.core.indicators import compute
from tradewright.core.kernel import direct
from tradewright.core.market.codes import LATE, OWN_CLOSE, STORM
from tradewright.core.market.resample import bucket_end, resample
from tradewright.core.rules import signals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradewright.core.engine.desk import Desk
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Bars

Progress: TypeAlias = Callable[[int, int], None]
"""Called with what is done and what there is to do; raising from it cancels the run."""

S = TypeVar("S", bound=np.generic)

CHUNK: Final = 1 << 18
"""Bars between two calls of the progress."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """Equity at every instant a bar closed; `ts` is the open time of that bar, ns UTC."""

    ts: NDArray[np.int64]
    equity: NDArray[np.float64]


def run_batch(
    desk: Desk,
    strategies: Sequence[Strategy],
    bars: Sequence[Bars],
    since: int | None = None,
    progress: Progress | None = None,
) -> Curve:
    """Trade strategies over histories, as stepping the same bars would, only faster.

    Parameters
    ----------
    desk : new, with one feed for each of `bars`, in their order.
    since : bars that open before it warm the indicators up and are not traded, ns UTC.
    """
    for strategy in strategies:
        desk.seat(strategy)
    first = [0 if since is None else int(np.searchsorted(one.ts, since)) for one in bars]
    for feed, one in enumerate(bars):
        desk.know(feed, one[: first[feed]])
        if first[feed] < len(one):
            desk.start_roll(feed, int(one.ts[first[feed]]))
    tape = tape_of(desk, strategies, bars)
    # Room that is not used costs nothing; growing copies.
    longest = max(map(len, bars))
    desk.tables = rooms.with_room(desk.tables, trades=longest // 32, notes=longest // 8)
    scripts = [_Asked.of(desk, s, one, bars) for s, one in enumerate(strategies) if one.script]
    if scripts:
        return _scripted(desk, tape, scripts, first[0], progress)
    if len(bars) == 1:
        return _one(desk, tape, first[0], progress)
    return _many(desk, tape, _schedule(bars, first), progress)


class _Asked(NamedTuple):
    """A Python strategy in a backtest: whom to ask, with what view, at which rows."""

    seat: int
    script: Script
    view: View
    own: NDArray[np.int64]  # (rows,) index of its own bar that closes on the row, else -1

    @classmethod
    def of(cls, desk: Desk, seat: int, strategy: Strategy, bars: Sequence[Bars]) -> _Asked:
        if len(bars) > 1 or strategy.script is None:
            message = (
                f"strategy {strategy.id!r}: Python strategies are backtested on one feed at a time"
            )
            raise ValueError(message)
        own = resample(bars[0], strategy.timeframe)
        rows = np.full(len(bars[0]), -1, np.int64)
        rows[_speaking(own, bars[0])] = np.arange(len(own))
        return cls(seat, strategy.script, View(desk, strategy.id, own, strategy.script), rows)


class _Decided(NamedTuple):
    """What one strategy reads on the rows of its feed: signal, true ranges, weather."""

    signal: NDArray[np.uint8]
    atr: tuple[NDArray[np.float64], ...]
    weather: Weather


def _decided(strategy: Strategy, bars: Bars, pip: float) -> _Decided:
    own = resample(bars, strategy.timeframe)
    silent = strategy.script is not None
    bits = np.zeros(len(own), np.uint8) if silent else signals(strategy.rules, own)
    ranges = tuple(
        np.zeros(0) if column is None else compute(column, own) for column in readings(strategy)
    )
    at = _speaking(own, bars)
    if reads_while_holding(strategy):
        bits |= OWN_CLOSE
        bits[_late(own, bars, at)] |= LATE
    if strategy.volatility_exit is not None:
        bits[storms_of(strategy.volatility_exit, own)] |= STORM
    weather = climate(strategy, own, pip)
    if own.timeframe is bars.timeframe:
        return _Decided(bits, ranges, weather)
    return _Decided(
        _spread_out(bits, at, len(bars)),
        tuple(_spread_out(values, at, len(bars)) for values in ranges),
        weather._replace(
            gate=_spread_out(weather.gate, at, len(bars)),
            scale=_spread_out(weather.scale, at, len(bars)),
            regime=_spread_out(weather.regime, at, len(bars)),
            confidence=_spread_out(weather.confidence, at, len(bars)),
        ),
    )


def _speaking(own: Bars, bars: Bars) -> NDArray[np.int64]:
    """On which row of the feed each bar speaks: the last of its time."""
    if own.timeframe is bars.timeframe:
        return np.arange(len(bars), dtype=np.int64)
    ends = np.r_[own.ts[1:], own.ts[-1:] + own.timeframe.ns]
    return np.asarray(np.searchsorted(bars.ts, ends, side="left"), np.int64) - 1


def _late(own: Bars, bars: Bars, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which bars end after their last finer bar, so that only the next one reveals their close."""
    if own.timeframe is bars.timeframe:
        return np.zeros(len(own), np.bool_)
    ends = [bucket_end(int(start), own.timeframe) for start in own.ts]
    return bars.ts[at] + bars.timeframe.ns < np.array(ends, np.int64)


def _spread_out(values: NDArray[S], at: NDArray[np.int64], n: int) -> NDArray[S]:
    if not values.size:
        return values
    out = np.zeros(n, values.dtype)
    out[at] = values
    return out


def tape_of(desk: Desk, strategies: Sequence[Strategy], bars: Sequence[Bars]) -> Tape:
    """All columns in one tape; the strategies' terms learn where their own stand."""
    starts = np.cumsum([0, *map(len, bars)])
    places = [desk.feeds.of(one.symbol) for one in strategies]
    decided = [
        _decided(one, bars[feed], desk.feeds[feed].instrument.pip)
        for one, feed in zip(strategies, places, strict=True)
    ]
    _place(desk, decided, starts)
    return Tape(
        ts=_joined([one.ts for one in bars]),
        open=_joined([one.open for one in bars]),
        high=_joined([one.high for one in bars]),
        low=_joined([one.low for one in bars]),
        close=_joined([one.close for one in bars]),
        spread=_spreads(desk, bars),
        signal=_joined([one.signal for one in decided]),
        atr=_joined([values for one in decided for values in one.atr]),
        gate=_joined([one.weather.gate for one in decided]),
        scale=_joined([one.weather.scale for one in decided]),
        regime=_joined([one.weather.regime for one in decided]),
        confidence=_joined([one.weather.confidence for one in decided]),
    )


def _place(desk: Desk, decided: Sequence[_Decided], starts: NDArray[np.int64]) -> None:
    signal_at = atr_at = gate_at = regime_at = 0
    for s, one in enumerate(decided):
        terms = desk.tables.terms[s]
        shift = int(starts[terms.feed])
        terms.signal_from = signal_at - shift
        signal_at += one.signal.size
        terms.gate_from = gate_at - shift
        gate_at += one.weather.gate.size
        terms.regime_from = regime_at - shift
        regime_at += one.weather.regime.size
        places: list[int] = []
        for values in one.atr:
            places.append(atr_at - shift)
            atr_at += values.size
        place_readings(terms, tuple(places))


def _joined(columns: Sequence[NDArray[S]]) -> NDArray[S]:
    if len(columns) == 1:
        return np.require(columns[0], requirements=["C", "W"])
    return np.concatenate(columns)


def _spreads(desk: Desk, bars: Sequence[Bars]) -> NDArray[np.float64]:
    if len(bars) == 1 and bars[0].spread is None:
        return np.zeros(0)
    columns: list[NDArray[np.float64]] = []
    for k, one in enumerate(bars):
        feed = desk.tables.feeds[k]
        constant = feed.spread / feed.per_point
        columns.append(np.full(len(one), constant) if one.spread is None else one.spread)
    return _joined(columns)


def _one(desk: Desk, tape: Tape, first: int, progress: Progress | None) -> Curve:
    n = tape.ts.size
    equity = np.empty(n)
    at = first
    while at < n:
        until = min(at + CHUNK, n)
        while at < until:
            at = run(desk.tables, desk.hours, tape, equity, at, until)
            if at < until:
                _more_room(desk)
        if progress is not None:
            progress(at - first, n - first)
    return Curve(ts=tape.ts[first:], equity=equity[first:])


def _scripted(
    desk: Desk, tape: Tape, asked: Sequence[_Asked], first: int, progress: Progress | None
) -> Curve:
    n = tape.ts.size
    equity = np.empty(n)
    step = direct(run, desk.tables, desk.hours, tape, equity, 0, 0)
    rows = [one.own.tolist() for one in asked]
    for i in range(first, n):
        while step(desk.tables, desk.hours, tape, equity, i, i + 1) == i:
            _more_room(desk)
        for one, own in zip(asked, rows, strict=True):
            one.view.at = own[i]
            intent = one.script.on_bar(one.view) if own[i] >= 0 else None
            if intent is not None and intent.signal:
                lay(desk.tables, tape, one.seat, i, intent.signal)
                lay_levels(desk.tables, one.seat, intent.stop, intent.target, intent.lots)
        if progress is not None and (i & (CHUNK // 16 - 1) == 0 or i + 1 == n):
            progress(i + 1 - first, n - first)
    return Curve(ts=tape.ts[first:], equity=equity[first:])


def _many(desk: Desk, tape: Tape, schedule: Schedule, progress: Progress | None) -> Curve:
    groups = schedule.start.size - 1
    equity = np.empty(groups)
    at = 0
    while at < groups:
        at = run_many(desk.tables, desk.hours, tape, schedule, equity, at)
        if at < groups:
            _more_room(desk)
        if progress is not None:
            progress(at, groups)
    return Curve(ts=tape.ts[schedule.row[schedule.start[:-1]]], equity=equity)


def _more_room(desk: Desk) -> None:
    most = rooms.most_trades(desk.tables)
    account = desk.tables.account[0]
    desk.tables = rooms.with_room(
        desk.tables,
        trades=account.trades + most,
        notes=account.notes + rooms.most_notes(desk.tables),
    )


def _schedule(bars: Sequence[Bars], first: Sequence[int]) -> Schedule:
    """Bars of all feeds by the instant they close at, then in the order of the feeds."""
    starts = np.cumsum([0, *map(len, bars)])
    closes = np.concatenate([
        one.ts[begin:] + one.timeframe.ns for one, begin in zip(bars, first, strict=True)
    ])  # fmt: skip
    sizes = [len(one) - begin for one, begin in zip(bars, first, strict=True)]
    feed = np.repeat(np.arange(len(bars), dtype=np.int64), sizes)
    row = np.concatenate([
        np.arange(begin, len(one), dtype=np.int64) + starts[k]
        for k, (one, begin) in enumerate(zip(bars, first, strict=True))
    ])  # fmt: skip
    order = np.lexsort((feed, closes))
    closes = closes[order]
    change = np.flatnonzero(np.r_[True, closes[1:] != closes[:-1]])
    return Schedule(np.r_[change, closes.size].astype(np.int64), feed[order], row[order])
