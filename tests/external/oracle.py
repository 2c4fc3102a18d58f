"""The oracle: docs/reference/execution-model.md read once more, in plain Python.

Written by someone who never saw the engine. Every price is a whole number of ticks. One symbol,
one strategy. Clear before fast.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.external.oracle_book import LONG, Book, Market, Outcome, Position, Terms
from tests.external.oracle_facts import Level, Settings, down, in_session, nearest, settings, up
from tests.external.oracle_frames import own_bars
from tests.external.oracle_rules import Bars, Document, entry_and_exit

__all__ = ["Outcome", "Terms", "trade"]


def trade(document: Document, bars: Bars, terms: Terms | None = None) -> Outcome:
    """What one document does on one series of bars.

    Parameters
    ----------
    document : bare strategy parameters (no envelope).
    bars : columns ``ts`` (open time, ns), ``open high low close`` (bid) and, where there is
        one, ``spread`` (points).
    terms : cash and costs; bars that open before `since` only warm the indicators up.
    """
    said, terms = settings(document), terms or Terms()
    own = own_bars(bars, document["timeframe"])
    signals = {
        name: own.laid(truth, otherwise=False)
        for name, truth in entry_and_exit(document, own.bars).items()
    }
    run = _Run(said, Market(said.facts, bars, own, terms.spread_pips), terms)
    first = sum(ts < (terms.since or 0) for ts in run.market.ts)
    for i in range(first, len(run.market.ts)):
        before = {name: i > first and truth[i - 1] is True for name, truth in signals.items()}
        run.at_open(i, before)
        run.along_path(i)
        run.book.out.equity.append(run.book.equity(run.market.close[i], i))
    run.book.out.open = [run.book.listed(position) for position in run.book.positions]
    return run.book.out


class _Run:
    """The events of one bar: `at_open`, then `along_path`."""

    def __init__(self, said: Settings, market: Market, terms: Terms) -> None:
        self.said = said
        self.slippage = said.slippage or ("pips", terms.slippage_pips)
        self.policy = terms.path or said.path or "pessimistic"
        self.market = market
        self.book = Book(self.market, terms)

    # 1. The open

    def at_open(self, i: int, before: Mapping[str, bool]) -> None:
        """Exits, then the pending entry; then stops move from the open."""
        bid = self.market.open[i]
        for position in list(self.book.positions):
            leaves = before["exit_long" if position.side == LONG else "exit_short"]
            if not self.passed_at_open(position, i) and leaves:
                self.leave_at_market(position, "signal", i)
        fresh = self.judge(i, before)
        if fresh is not None:
            self.passed_at_open(fresh, i)
        for position in self.book.positions:
            self.reached(position, self.market.closing(position.side, bid, i))

    def passed_at_open(self, position: Position, i: int) -> bool:
        """Close at the open itself where the stop, else the target, lies behind it."""
        side = position.side
        here = self.market.closing(side, self.market.open[i], i)
        if position.stop is not None and (here - position.stop) * side <= 0:
            self.leave_at_market(position, position.reason, i)
            return True
        if position.target is not None and (here - position.target) * side >= 0:
            self.book.leave(position, here, "take_profit", i)
            return True
        return False

    def leave_at_market(self, position: Position, reason: str, i: int) -> None:
        """Close at the open, slipped."""
        here = self.market.closing(position.side, self.market.open[i], i)
        self.book.leave(position, here - position.side * position.slip, reason, i)

    def judge(self, i: int, before: Mapping[str, bool]) -> Position | None:
        """Refuse (and count) the pending entry, or open it."""
        sides = [side for side, name in ((LONG, "long"), (-LONG, "short")) if before[name]]
        if len(sides) != 1:
            self.refuse("CONFLICTING_SIGNALS", len(sides))
            return None
        if not self.clear_the_way(i, sides[0]):
            return None
        verdict = self.gates(i) or self.fill(i, sides[0])
        if isinstance(verdict, str):
            self.refuse(verdict, 1)
            return None
        self.book.enter(verdict)
        return verdict

    def refuse(self, reason: str, signals: int) -> None:
        """Count refused entry signals."""
        if signals:
            self.book.out.reasons[reason] += signals

    def clear_the_way(self, i: int, side: int) -> bool:
        """Deal with open positions of the other side; whether the entry is still judged."""
        against = [position for position in self.book.positions if position.side != side]
        if not against or self.said.on_opposite == "hedge":
            return True
        if self.said.on_opposite == "hold":
            self.refuse("OPPOSITE_POSITION", 1)
            return False
        for position in against:
            self.leave_at_market(position, "opposite", i)
        return self.said.on_opposite == "reverse"

    def gates(self, i: int) -> str | None:
        """The first gate that refuses any entry at this open."""
        said = self.said
        if len(self.book.positions) >= said.max_positions:
            return "MAX_POSITIONS"
        if not in_session(self.market.ts[i], said.sessions):
            return "OUTSIDE_SESSION"
        if said.max_spread is not None and self.market.spread[i] > said.max_spread + 1e-6:
            return "SPREAD_TOO_WIDE"
        return None

    def fill(self, i: int, side: int) -> Position | str:
        """The position this open would give, or why not."""
        if not self.ranges_known(i):
            return "WARMING_UP"
        open_, slip = self.market.open[i], self.slip(i)
        entry = open_ + self.market.spread[i] + slip if side == LONG else open_ - slip
        stop, risk = self.stop(i, side, entry)
        if risk is not None and risk <= 0:
            return "INVALID_STOP"
        lots = self.lots(i, entry, risk)
        if lots is None:
            return "VOLUME_BELOW_MINIMUM"
        used = sum(
            self.book.margin(position.entry, position.lots) for position in self.book.positions
        )
        if used + self.book.margin(entry, lots) > self.book.equity(open_, i):
            return "INSUFFICIENT_MARGIN"
        target = self.target(i, side, entry, risk)
        return Position(
            id=self.book.opened + 1, side=side, lots=lots, entry_index=i, entry=entry,
            stop=stop, target=target, risk=risk, slip=slip,
        )  # fmt: skip

    def ranges_known(self, i: int) -> bool:
        """Whether every average range that this entry needs is known at the signal bar."""
        levels = [
            level
            for level in (self.said.stop, self.said.target)
            if level is not None and level.kind == "atr"
        ]
        periods = [level.period for level in levels] + [14] * (self.slippage[0] == "atr")
        return all(self.market.average_range(period, i - 1) > 0 for period in periods)

    def slip(self, i: int) -> int:
        """Ticks by which this position's market and stop fills get worse."""
        kind, value = self.slippage
        if kind == "pips":
            return up(value * self.market.per_pip)
        return up(self.market.average_range(14, i - 1) * value / self.said.facts.tick)

    def stop(self, i: int, side: int, entry: int) -> tuple[int | None, int | None]:
        """Stop, rounded against the trader, and R; R <= 0: the stop is on the wrong side."""
        level = self.said.stop
        if level is None:
            return None, None
        anchor = self.anchor(level, i, entry)
        if level.kind == "price":
            exact = level.value / self.said.facts.tick
        else:
            exact = anchor - side * self.distance(level, anchor, i)
        stop = down(exact) if side == LONG else up(exact)
        return stop, (anchor - stop) * side

    def target(self, i: int, side: int, entry: int, risk: int | None) -> int | None:
        """Target, at the nearest tick."""
        level = self.said.target
        if level is None:
            return None
        if level.kind == "price":
            return nearest(level.value / self.said.facts.tick)
        anchor = self.anchor(level, i, entry)
        far = (
            level.value * (risk or 0)
            if level.kind == "rr_ratio"
            else self.distance(level, anchor, i)
        )
        return nearest(anchor + side * far)

    def anchor(self, level: Level, i: int, entry: int) -> int:
        """Where a level counts from: the fill, or the signal bar's close."""
        return entry if level.origin == "fill" else self.market.close[i - 1]

    def distance(self, level: Level, anchor: int, i: int) -> float:
        """Ticks between the anchor and a level."""
        if level.kind == "pips":
            return level.value * self.market.per_pip
        if level.kind == "percentage":
            return anchor * level.value / 100
        return self.market.average_range(level.period, i - 1) * level.value / self.said.facts.tick

    def lots(self, i: int, entry: int, risk: int | None) -> float | None:
        """Lots, rounded down to the step; None below the least volume."""
        wanted = self.said.lots
        if wanted is None:
            money = self.book.equity(self.market.open[i], i) * (self.said.percent or 0) / 100
            wanted = money / self.book.money(risk or 0, 1.0, entry)
        facts = self.said.facts
        steps = down(min(wanted, self.said.max_lots, facts.volume_max) / facts.volume_step)
        return steps * facts.volume_step if steps >= 1 else None

    # 2. and 3. The path

    def along_path(self, i: int) -> None:
        """Each position walks open, A, B, close: stop, then target, then the stop moves."""
        for position in list(self.book.positions):
            start = self.market.closing(position.side, self.market.open[i], i)
            for bid in self.points(position.side, i):
                end = self.market.closing(position.side, bid, i)
                if self.hit(position, start, end, i):
                    break
                self.reached(position, end)
                start = end

    def points(self, side: int, i: int) -> tuple[int, int, int]:
        """The bid prices after the open, in the order of the path policy."""
        bars = self.market
        adverse, favourable = (bars.low[i], bars.high[i])[::side]
        nearer = abs(favourable - bars.open[i]) < abs(adverse - bars.open[i])
        if self.policy == "optimistic" or (self.policy == "ohlc" and nearer):
            return favourable, adverse, bars.close[i]
        return adverse, favourable, bars.close[i]

    def hit(self, position: Position, start: int, end: int, i: int) -> bool:
        """Whether the segment closes it: the stop on the way down, the target on the way up."""
        side = position.side
        way = (end - start) * side
        if way <= 0 and position.stop is not None and (end - position.stop) * side <= 0:
            self.book.leave(position, position.stop - side * position.slip, position.reason, i)
            return True
        if way >= 0 and position.target is not None and (end - position.target) * side >= 0:
            self.book.leave(position, position.target, "take_profit", i)
            return True
        return False

    def reached(self, position: Position, here: int) -> None:
        """A price was reached alive: extremes widen, then trailing, then breakeven."""
        side = position.side
        self.book.excursion(position, here)
        best = here if position.best is None else max(position.best * side, here * side) * side
        position.best = best
        self.trail(position, best)
        self.secure(position, best, here)

    def trail(self, position: Position, best: int) -> None:
        """Trailing: `distance` behind the best price, better by `step` and by one tick."""
        if self.said.trailing is None:
            return
        side = position.side
        distance, step, activate = self.said.trailing
        if (best - position.entry) * side < activate - 1e-6:
            return
        candidate = down(best - distance) if side == LONG else up(best + distance)
        if position.stop is None or (candidate - position.stop) * side >= max(step - 1e-6, 1):
            position.stop, position.reason = candidate, "trailing_stop"

    def secure(self, position: Position, best: int, here: int) -> None:
        """Breakeven: once, when the gain is enough, to tighten, and behind the price."""
        if self.said.breakeven is None or position.secured:
            return
        side = position.side
        kind, trigger, buffer = self.said.breakeven
        needed = trigger * (position.risk or 0) if kind == "r" else trigger
        if (best - position.entry) * side < needed - 1e-6:
            return
        candidate = down(position.entry + buffer) if side == LONG else up(position.entry - buffer)
        tighter = position.stop is None or (candidate - position.stop) * side > 0
        if tighter and (here - candidate) * side > 0:
            position.stop, position.reason, position.secured = candidate, "breakeven", True
