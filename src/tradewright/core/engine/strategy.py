"""What a strategy is once its document has been read: frozen values with units in their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tradewright.core.calendar import SessionHours, Timeframe
from tradewright.core.engine.ladder import Ladder
from tradewright.core.engine.plan import (
    Breakeven,
    Stop,
    Target,
    TimeExit,
    Trailing,
    Weekend,
)
from tradewright.core.engine.sizes import NO_SCALING, Scaling, Sizing
from tradewright.core.exits import VolatilityExit
from tradewright.core.risk import (
    CorrelationRule,
    NewsFilter,
    RegimeFilter,
    TimeFilter,
    Timing,
    VolatilityFilter,
)
from tradewright.core.risk.guardian import NO_LIMITS, Limits
from tradewright.core.rules import Rules

if TYPE_CHECKING:
    from tradewright.core.engine.script import Script

OnOpposite = Literal["hold", "close", "reverse", "hedge"]
PathPolicy = Literal["pessimistic", "ohlc", "optimistic"]
SlippageKind = Literal["pips", "atr"]
WideSpread = Literal["skip", "reduce"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slippage:
    """How far market and stop fills are worsened.

    `value` >= 0 counts pips, or multiples of ATR(14) at the signal bar of the entry.
    """

    kind: SlippageKind
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggressiveness:
    """Size factors, >= 0, by whether the symbol is an optimal pair of a session that is open.

    0 does not trade. Of several open sessions the largest factor counts.
    """

    optimal: float = 1.0
    suboptimal: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Everything the engine needs to trade one strategy on one symbol.

    Parameters
    ----------
    id : unique in a desk; taken from the document's `strategyId`.
    name : for people.
    symbol : as the document spells it ("EURUSD", "EURUSDm").
    timeframe : of the bars the rules are evaluated on.
    rules : when to enter and when to leave.
    stop, target, trailing, breakeven : exits; None means the strategy has none of that kind.
    sizing : how large a position is.
    max_positions : open positions of this strategy at one time, >= 1.
    on_opposite : what an entry signal does while a position of the other side is open.
    path : the order in which a bar's extremes are visited.
    slippage : wins over the command line's flag; None leaves it to that flag.
    sessions : canonical session names in which entries are allowed; () means always.
    max_spread_pips : entries at a wider spread are refused; None means any spread.
    wide_spread : "reduce" halves them instead.
    aggressiveness : size by the optimal pairs of the sessions; None takes all sessions alike.
    min_lots : sizes below it are refused; 0 leaves it to the instrument.
    lot_step : sizes are rounded down to it as well; 0 leaves it to the instrument.
    volatility : what the ATR of the signal bar does to entries; None nothing.
    regime : what the kind of market does to entries; None does not tell it.
    correlations : what open positions of others do to entries; the first that objects refuses.
    scaling : what makes its sizes smaller or larger, whatever their method.
    limits : what it may lose, hold and trade before it stops entering.
    news : around which economic events entries pause; None does not look at them.
    news_buffer_minutes : > 0, how long before and after events of high impact partial exits wait;
        None does not look at them.
    time_exit : how long a position may live; None any time.
    weekend : what the end of the week does; None nothing.
    volatility_exit : positions close where volatility is high; None never.
    ladder : how positions are closed in parts; None closes them whole.
    timing : on which days and at which times entries are made, and how large; None at all.
    time_filter : at which hours entries are made, and not at weekends; None at all.
    session_hours : hours of sessions that differ from the usual ones.
    trades_per_session : >= 1, entries in one session, that of `sessions` which opened last; needs
        sessions. None any.
    spread_by_session : times `max_spread_pips` that are allowed in a session; the least of those
        open counts, one that is not named is 1.
    script : a Python strategy that decides instead of the rules; None for a document.
    """

    id: str
    name: str
    symbol: str
    timeframe: Timeframe
    rules: Rules
    stop: Stop | None
    target: Target | None
    trailing: Trailing | None
    breakeven: Breakeven | None
    sizing: Sizing
    max_positions: int
    on_opposite: OnOpposite
    path: PathPolicy
    slippage: Slippage | None
    sessions: tuple[str, ...]
    max_spread_pips: float | None
    script: Script | None = None
    wide_spread: WideSpread = "skip"
    aggressiveness: Aggressiveness | None = None
    volatility: VolatilityFilter | None = None
    min_lots: float = 0.0
    lot_step: float = 0.0
    news: NewsFilter | None = None
    news_buffer_minutes: float | None = None
    time_exit: TimeExit | None = None
    weekend: Weekend | None = None
    volatility_exit: VolatilityExit | None = None
    regime: RegimeFilter | None = None
    correlations: tuple[CorrelationRule, ...] = ()
    limits: Limits = NO_LIMITS
    ladder: Ladder | None = None
    timing: Timing | None = None
    time_filter: TimeFilter | None = None
    session_hours: SessionHours = ()
    trades_per_session: int | None = None
    spread_by_session: tuple[tuple[str, float], ...] = ()
    scaling: Scaling = NO_SCALING

    def __repr__(self) -> str:
        return f"<Strategy {self.id} {self.name!r} {self.symbol} {self.timeframe}>"
