"""How a strategy means to leave: frozen values with units in their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Origin = Literal["fill", "signal"]
StopKind = Literal["pips", "percentage", "atr", "price", "swing"]
TargetKind = Literal["pips", "percentage", "atr", "price", "rr_ratio", "swing", "fibonacci"]

ATR_PERIOD: Final = 14
"""Bars of Wilder's average true range unless a document says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """Which highs and lows count as structure.

    Parameters
    ----------
    lookback : bars, how long ago a swing may be.
    strength : bars on each side of a swing that it towers over; as many confirm it.
    points : False takes the plain highest high and lowest low of the last `lookback` bars.
    """

    lookback: int = 50
    strength: int = 2
    points: bool = True


SWING: Final = Swing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where a position is given up.

    Parameters
    ----------
    kind : what `value` counts: pips, per cent of the anchor price, multiples of ATR, the price
        itself; or "swing": pips behind the last swing.
    value : > 0, in the unit of `kind`; of a swing >= 0.
    atr_period : bars, >= 1; read only when `kind` is "atr", or by `stretch`.
    origin : the distance counts from the entry's fill price, or from the close of the signal bar.
    least_pips, most_pips : the distance is moved to between them; None leaves that end open.
    stretch : the distance is multiplied by the ATR over its normal (100 bars), 0.5 to 2.
    swing : which swings; read only when `kind` is "swing".
    """

    kind: StopKind
    value: float
    atr_period: int = ATR_PERIOD
    origin: Origin = "fill"
    least_pips: float | None = None
    most_pips: float | None = None
    stretch: bool = False
    swing: Swing = SWING


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a position takes its profit.

    Parameters
    ----------
    kind : as `Stop.kind`; "rr_ratio": multiples of the initial stop distance R; "swing": pips in
        front of the last swing ahead; "fibonacci": how far along the leg of the last two swings,
        above 1 an extension, below a retracement.
    value : > 0, in the unit of `kind`; of a swing >= 0.
    atr_period : bars, >= 1; read only when `kind` is "atr".
    origin : the distance counts from the entry's fill price, or from the close of the signal bar.
    least_pips, most_pips : the distance is moved to between them; None leaves that end open.
    swing : which swings; read only when `kind` is "swing" or "fibonacci".
    """

    kind: TargetKind
    value: float
    atr_period: int = ATR_PERIOD
    origin: Origin = "fill"
    least_pips: float | None = None
    most_pips: float | None = None
    swing: Swing = SWING


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailing:
    """A stop that follows the best price reached.

    Parameters
    ----------
    distance_pips : >= 0, how far behind the price the stop stands; > 0 unless by ATR.
    step_pips : >= 0, the least improvement that moves the stop.
    activate_pips : >= 0, the profit from which on the stop follows.
    activate_r : >= 0, the same in multiples of the initial stop distance; the later one counts.
    atr_multiple : >= 0, multiples of ATR that are added to the distance; the ATR is that of the
        last closed bar of the strategy's timeframe, at every moment.
    atr_period : bars, >= 1; read only where `atr_multiple` is not 0.
    least_pips : >= 0, the least distance, however small the ATR.
    """

    distance_pips: float
    step_pips: float = 0.0
    activate_pips: float = 0.0
    activate_r: float = 0.0
    atr_multiple: float = 0.0
    atr_period: int = ATR_PERIOD
    least_pips: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakeven:
    """A stop that moves once to the entry price, or a little beyond it.

    Parameters
    ----------
    trigger_r : > 0, profit in multiples of the initial stop distance; exactly one of the two
        triggers is given.
    trigger_pips : > 0, profit in pips.
    buffer_pips : >= 0, how far beyond the entry price the stop is put.
    """

    trigger_r: float | None = None
    trigger_pips: float | None = None
    buffer_pips: float = 0.0

    def __post_init__(self) -> None:
        if (self.trigger_r is None) == (self.trigger_pips is None):
            got = f"got {self.trigger_r} and {self.trigger_pips}"
            message = f"Breakeven needs exactly one of trigger_r and trigger_pips, {got}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExit:
    """How long a position may live.

    Parameters
    ----------
    longest_minutes : > 0, closed at the first bar close so long after its entry; None any life.
    check_minutes : > 0, how often after its entry a position is looked at; None at every close.
        The longest life then ends with one of these looks.
    progress_pips : a position with less open profit at a look is closed; None does not ask. Needs
        `check_minutes`.
    session_end : canonical names of sessions; the position closes when one of them ends and none
        of the others is open. () does not.
    """

    longest_minutes: float | None = None
    check_minutes: float | None = None
    progress_pips: float | None = None
    session_end: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """What the end of the week does, on the wall clock of a zone.

    Parameters
    ----------
    friday_close, sunday_close : nanoseconds after midnight, when positions close; None not.
    friday_entries : nanoseconds after midnight; no entries on Friday from then on. None allows all.
    zone : of the zone database.
    """

    friday_close: int | None = None
    sunday_close: int | None = None
    friday_entries: int | None = None
    zone: str = "UTC"
