"""The entry part of the oracle: one strategy on one market, its signals, gates, levels and size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.external.oracle_bets import rules_of, verdicts
from tests.external.oracle_book import Book, Position
from tests.external.oracle_clock import DAY, friday_from, is_open
from tests.external.oracle_columns import Columns
from tests.external.oracle_exit import first_look, limits
from tests.external.oracle_facts import up
from tests.external.oracle_filters import calmness, pairing
from tests.external.oracle_ladder import Ladder, Rungs, ladder_of
from tests.external.oracle_levels import Levels
from tests.external.oracle_market import LONG, Market
from tests.external.oracle_regime import manner_of, mood, moods_of, on_rows
from tests.external.oracle_rules import Bars, Document, entry_and_exit
from tests.external.oracle_settings import Json, leaving, part, settings
from tests.external.oracle_size import lots


class Trader:
    """One strategy on one market of an account."""

    def __init__(self, document: Document, bars: Bars, market: Market, book: Book) -> None:
        said = settings(document)
        self.said = replace(said, path=book.terms.path or said.path or "pessimistic")
        self.slippage = said.slippage or ("pips", book.terms.slippage_pips)
        self.market, self.book = market, book
        self.columns = Columns(bars, document["timeframe"])
        self.levels = Levels(self.said, self.columns, market)
        own = self.columns.own
        self.signals = {
            name: own.laid(truth, otherwise=False)
            for name, truth in entry_and_exit(document, own.bars).items()
        }
        rules: Json = document["rules"]
        frame = document["timeframe"]
        self.bets = rules_of(rules, frame)
        self.moods = moods_of(rules)
        self.regimes = on_rows(self.moods, own, frame) if self.moods else []
        self.manner: Json = {}
        self.ladder = ladder_of(rules, leaving(rules))
        self.parts: Counter[int] = Counter()
        self.volumes = own.laid(own.bars["volume"], otherwise=0.0)
        self.entered: Counter[int] = Counter()
        self.first = sum(ts < (book.terms.since or 0) for ts in market.ts)
        self.factor = 1.0

    def before(self, i: int) -> Mapping[str, bool]:
        """What the rules said at the close of bar `i - 1`."""
        return {
            name: i > self.first and truth[i - 1] is True for name, truth in self.signals.items()
        }

    def positions(self) -> list[Position]:
        """Its open positions."""
        return [one for one in self.book.positions if one.said is self.said]

    def against(self, i: int) -> list[Position]:
        """Open positions of the other side than the entry signal that acts at this open."""
        sides = self.sides(i)
        return [one for one in self.positions() if len(sides) == 1 and one.side != sides[0]]

    def still_judged(self, i: int, against: list[Position]) -> bool:
        """Whether the pending entry, if there is one, comes before the gates."""
        sides = self.sides(i)
        if len(sides) != 1:
            self.book.refuse("CONFLICTING_SIGNALS", len(sides))
            return False
        if against and self.said.on_opposite == "hold":
            self.book.refuse("OPPOSITE_POSITION")
        return not against or self.said.on_opposite in {"reverse", "hedge"}

    def sides(self, i: int) -> list[int]:
        """The sides of the entry signals that act at this open."""
        before = self.before(i)
        return [side for side, name in ((LONG, "long"), (-LONG, "short")) if before[name]]

    def judge(self, i: int) -> Position | None:
        """Refuse (and count) the pending entry, or open it."""
        self.factor = 1.0
        refusal = next(filter(None, self.gates(i)), None)
        verdict = refusal or self.draft(i, self.sides(i)[0])
        if isinstance(verdict, str):
            self.book.refuse(verdict)
            return None
        self.book.enter(verdict)
        self.entered[self.market.ts[i] // DAY] += 1
        return verdict

    def gates(self, i: int) -> Iterator[str | None]:
        """What each gate says of an entry at this open; some make it smaller."""
        said, market, ts = self.said, self.market, self.market.ts[i]
        for guard in self.book.guards:
            if guard.said in {None, said}:
                yield guard.refuses(said.symbol, ts)
        yield "MAX_POSITIONS" if len(self.positions()) >= said.max_positions else None
        closed = said.sessions and not any(is_open(ts, name) for name in said.sessions)
        yield "OUTSIDE_SESSION" if closed else None
        self.factor *= pairing(said, ts)
        yield "SUBOPTIMAL_PAIR" if self.factor == 0 else None
        last, zone = said.times.friday_entry, said.times.zone
        yield "FRIDAY_ENTRY" if last is not None and friday_from(ts, last, zone) else None
        if said.max_spread is not None and market.spread[i] > said.max_spread + 1e-6:
            self.factor *= 0.5
            yield None if said.halve_wide else "SPREAD_TOO_WIDE"
        yield self.scaled(calmness(said, self.columns, market, i))
        for verdict in mood(self.moods, self.regimes[i - 1] if self.moods else None):
            yield self.scaled(verdict)
        self.manner = manner_of(self.moods, self.regimes[i - 1] if self.moods else None)
        most = self.manner.get("maxTradesPerDay")
        full = most is not None and self.entered[ts // DAY] >= most
        yield "REGIME_TRADES_PER_DAY" if full else None
        parted = [one for one in self.positions() if one.ladder and one.ladder.closed > 0]
        again = part(self.ladder, "globalSettings").get("allowReentry", True)
        yield "PARTLY_CLOSED" if parted and not again else None
        for verdict in verdicts(self.book, said, self.bets, market, self.sides(i)[0], i):
            yield self.scaled(verdict)
        known = self.ranges_known(i - 1) and self.levels.ranges_known(i - 1)
        yield None if known else "WARMING_UP"
        found = self.levels.swings_known(i - 1, self.sides(i)[0])
        yield None if found else "NO_SWING_LEVEL"

    def scaled(self, verdict: str | float) -> str | None:
        """A refusal as it is; a factor makes the entry smaller or larger."""
        if isinstance(verdict, str):
            return verdict
        self.factor *= verdict
        return None

    def draft(self, i: int, side: int) -> Position | str:
        """The position this open would give, or why not."""
        market, slip = self.market, self.slip(i)
        entry = market.open[i] + (market.spread[i] + slip if side == LONG else -slip)
        near, far = (float(self.manner.get(name, 1)) for name in ("slMultiplier", "tpMultiplier"))
        stop, risk = self.levels.stop(i - 1, side, entry, near)
        target, fits = self.levels.target(i - 1, side, entry, risk, far)
        if risk is not None and risk <= 0:
            return "INVALID_STOP"
        if not fits:
            return "INVALID_TARGET"
        lost = self.lost(i, risk)
        size = lots(self.said.sizing, market, self.book.equity(), entry, lost, self.factor)
        if size is None:
            return "VOLUME_BELOW_MINIMUM"
        if self.book.held() + market.margin(entry, size) > self.book.equity():
            return "INSUFFICIENT_MARGIN"
        return Position(
            id=self.book.opened + 1,
            market=market,
            said=self.said,
            columns=self.columns,
            side=side,
            lots=size,
            entry_index=i,
            entry=entry,
            stop=stop,
            target=target,
            risk=risk,
            slip=slip,
            distance=self.distance(),
            range=self.trailed_range(i - 1),
            limit=limits(self.said.times, market.ts[i]),
            look=first_look(self.said.times, market.ts[i]),
            ladder=self.rungs(i, side, entry, risk or 0, size),
        )

    def rungs(self, i: int, side: int, entry: int, risk: int, size: float) -> Ladder | None:
        """The ladder of a new position."""
        if not self.ladder:
            return None
        factor = float(self.manner.get("tpMultiplier", 1))
        made = Rungs(self.ladder, self.columns, self.market, i - 1, factor)
        return Ladder(
            said=self.ladder,
            rungs=made.at(side, entry, risk, size, self.market.ts[i]),
            lots=size,
            best=entry,
            read=i - 1,
            regimes=self.regimes,
            volumes=self.volumes,
            parts=self.parts,
            sessions=self.said.sessions,
            settings=part(self.ladder, "globalSettings"),
        )

    def distance(self) -> float:
        """The trailing distance but for the ATR, ticks; the regime may have its own."""
        pips = self.manner.get("trailingDistance")
        if pips is not None:
            return pips * self.market.per_pip
        return self.said.trailing.distance if self.said.trailing else 0.0

    def trailed_range(self, i: int) -> float:
        """The ATR that a trailing distance has in it; 0 where it has none."""
        trailing = self.said.trailing
        if trailing is None or trailing.multiplier == 0:
            return 0.0
        return self.columns.average_range(trailing.period, i)

    def ranges_known(self, i: int) -> bool:
        """Whether the ATRs of trailing, slippage and size are numbers above 0."""
        trailing, sizing = self.said.trailing, self.said.sizing
        periods = [14] * (self.slippage[0] == "atr")
        periods += [sizing.period] * (sizing.ranges is not None)
        if trailing is not None and trailing.multiplier > 0:
            periods.append(trailing.period)
        if self.ladder:
            periods += Rungs(self.ladder, self.columns, self.market, i, 1.0).periods()
        return all(self.columns.average_range(period, i) > 0 for period in periods)

    def lost(self, i: int, risk: int | None) -> float:
        """Ticks over which the risked part of equity is lost."""
        sizing = self.said.sizing
        if sizing.ranges is None:
            return float(risk or 0)
        ranges = self.columns.average_range(sizing.period, i - 1)
        return ranges * sizing.ranges / self.market.facts.tick

    def slip(self, i: int) -> int:
        """Ticks by which this position's market and stop fills get worse."""
        kind, value = self.slippage
        if kind == "pips":
            return up(value * self.market.per_pip)
        return up(self.columns.average_range(14, i - 1) * value / self.market.facts.tick)
