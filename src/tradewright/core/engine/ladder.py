"""A ladder: how a position is closed in parts. Frozen values with units in their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from tradewright.core.engine.plan import SWING, Swing

if TYPE_CHECKING:
    from tradewright.core.market.regimes import Regime

PartKind = Literal[
    "profit",
    "loss",
    "price",
    "support",
    "resistance",
    "trailing",
    "duration",
    "clock",
    "session_end",
    "regime",
]
PartUnit = Literal["pips", "percentage", "atr", "rr_ratio", "amount", "price"]
PartAction = Literal["partial_exit", "full_exit", "skip"]
Sequence = Literal["sequential", "parallel", "conditional"]

MOST_PARTS: Final = 12
"""Parts that a ladder may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One step of a ladder.

    Parameters
    ----------
    percent : of the volume at entry, 0 < percent <= 100; not asked where a regime closes or holds
        everything.
    kind : what closes it. "profit" and "loss": the price at a distance from the entry; "price": at
        a price; "support", "resistance": at the last swing below, above the close of the signal
        bar; "trailing": once it falls back by a distance from its best; "duration": a time after
        the entry; "clock": a time of day, UTC; "session_end"; "regime".
    value : > 0, the distance in `unit`, the price, the minutes, or nanoseconds after midnight.
    unit : of `value`, and "price" where it is a distance in units of price. "amount" is open profit
        of the whole position as it was entered, account currency.
    activate, activate_unit : a "trailing" part waits for that much profit; 0 does not wait.
    session : canonical name, where the end of one is meant.
    regimes, confidence : which regimes and how sure one of them must be, 0 to 100.
    action : of a regime: close the part, close everything, or hold the other parts back.
    breakeven : the stop moves to the entry price when the part closes.
    max_spread_pips : it waits while the spread is wider; None takes any spread.
    min_volume : it waits unless the last bar of the strategy had so much volume.
    min_confidence : it waits unless the regime is that sure, whichever it is; 0 to 100.
    by_volatility : the distance is multiplied by the ATR over its normal (100 bars), 0.5 to 2.
    by_regime : the distance is multiplied by the target factor of the entry's regime.
    priority : lower first; equal ones as they stand.
    id, name : for people.
    """

    percent: float
    kind: PartKind
    value: float = 0.0
    unit: PartUnit = "pips"
    activate: float = 0.0
    activate_unit: PartUnit = "pips"
    session: str = ""
    regimes: tuple[Regime, ...] = ()
    confidence: float = 0.0
    action: PartAction = "partial_exit"
    breakeven: bool = False
    max_spread_pips: float | None = None
    min_volume: float = 0.0
    min_confidence: float = 0.0
    by_volatility: bool = False
    by_regime: bool = False
    priority: int = 0
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """All parts, and what holds for each of them.

    Parameters
    ----------
    parts : in the order they are asked in, at most `MOST_PARTS`.
    sequence : "sequential" arms a part once those before it are over, the others arm all at once.
    trail_rest_pips : > 0, at what distance the rest is trailed after the last part; None leaves it
        to the strategy's own exits.
    reentry : False refuses entries while a position of the strategy is partly closed.
    least_lots : >= 0, what must remain; parts are made smaller for it.
    per_day : parts of the strategy on one day, UTC; None any number.
    cooldown_minutes : >= 0, between two parts of a position.
    high_volatility : > 0, where the ATR of the signal bar is high, as `VolatilityExit.threshold`:
        distances are halved then; None never.
    spread_percent : > 0, parts at a level wait while the spread is more than so many per cent of
        its distance from the entry; None takes any spread.
    in_sessions : parts wait outside the strategy's sessions.
    swing : which swings are support and resistance.
    """

    parts: tuple[Part, ...]
    sequence: Sequence = "sequential"
    trail_rest_pips: float | None = None
    reentry: bool = True
    least_lots: float = 0.0
    per_day: int | None = None
    cooldown_minutes: float = 0.0
    high_volatility: float | None = None
    spread_percent: float | None = None
    in_sessions: bool = False
    swing: Swing = SWING
