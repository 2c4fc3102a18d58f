"""The tables in the words of a trader: prices as quoted, sides and reasons by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["long", "short"]
NoteKind = Literal["opened", "closed", "refused", "stop_moved", "breached", "rearmed", "reduced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How the size of an entry was worked out.

    Parameters
    ----------
    method : as a document says it ("percentage_risk"); "script" where Python said the lots.
    of : what the percentage is of, "equity" or "balance"; "" where there is none.
    worth : that, account currency.
    pips : what the money is put at stake over; 0 where there is none.
    pip_value : account currency, one pip of one lot.
    raw : lots of the method alone.
    factors : those that are not 1, by name, in the order they are told.
    caps : what held the size back, by the key of a document.
    kelly : share of wins, mean win over mean loss, the fraction taken, and the closed trades that
        say so (0: the document states them); None of other methods.
    lots : the size, 0 where it came out below the least volume.
    """

    method: str
    of: str
    worth: float
    percent: float
    pips: float
    pip_value: float
    raw: float
    factors: tuple[tuple[str, float], ...]
    caps: tuple[str, ...]
    kelly: tuple[float, float, float, int] | None
    lots: float

    @property
    def amount(self) -> float:
        """The money at stake, account currency."""
        return self.worth * self.percent / 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that happened.

    Parameters
    ----------
    ts : open time of the bar it happened in, ns UTC.
    strategy : id of the strategy.
    position : its id; 0 for a refusal.
    reason : exit reason ("stop_loss") of a closing or of the stop that moved; name of the `Reason`
        of a refusal.
    price : fill price; the new stop when one moved; the bid at a refusal.
    lots : of the position; of a "reduced" note what was closed.
    amount : profit of a closing, whole or in part, commission of an opening, account currency; what
        was measured by the gate of a refusal, in the unit of its reason, or of a limit that was
        breached.
    bound : that limit.
    level : number of the ladder's part that closed it, from 1 in the order they are asked in; 0
        none.
    size : how the size of an entry was worked out; None where that was not begun.

    Notes
    -----
    "breached" and "rearmed" are said by the guard of a strategy, or of the account where `strategy`
    is empty; side, price and lots mean nothing then.
    """

    ts: int
    kind: NoteKind
    strategy: str
    symbol: str
    position: int
    side: Side
    reason: str
    price: float
    stop: float | None
    target: float | None
    lots: float
    amount: float
    bound: float = 0.0
    level: int = 0
    size: Size | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An open position at the market's standing price.

    Parameters
    ----------
    volume : lots that are open.
    entered : lots at entry; more than `volume` where parts were closed.
    realised : profit of those parts, account currency.
    """

    id: int
    strategy: str
    symbol: str
    side: Side
    volume: float
    entry_time: int
    entry_price: float
    price: float
    stop: float | None
    target: float | None
    profit: float
    pips: float
    swap: float
    commission: float
    entered: float
    realised: float

    def __repr__(self) -> str:
        sign = "+" if self.side == "long" else "-"
        return f"<Position {sign}{self.volume:.2f} {self.symbol} @{self.entry_price:g}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPosition:
    """A finished trade: a position that closed, or a part of one.

    Parameters
    ----------
    id : of the position; parts of one share it.
    volume : lots that closed.
    entry_time, exit_time : open time of the bar it happened in, ns UTC.
    pnl : account currency, net of commission and swap.
    r_multiple : profit in multiples of the initial stop distance; None without a stop.
    level : number of the ladder's part that closed it, from 1; 0 none.
    mfe_pips, mae_pips : largest move in favour of and against the position, >= 0.
    """

    id: int
    strategy: str
    symbol: str
    side: Side
    volume: float
    entry_time: int
    entry_price: float
    exit_time: int
    exit_price: float
    exit_reason: str
    pnl: float
    pnl_pips: float
    r_multiple: float | None
    mfe_pips: float
    mae_pips: float
    stop: float | None
    target: float | None
    commission: float
    swap: float
    level: int = 0

    def __repr__(self) -> str:
        sign = "+" if self.side == "long" else "-"
        return (
            f"<Trade {sign}{self.volume:.2f} {self.symbol} {self.entry_price:g} -> "
            f"{self.exit_price:g} {self.exit_reason} {self.pnl:+.2f}>"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """Money now, account currency."""

    currency: str
    balance: float
    equity: float
    margin: float
    free_margin: float
    profit: float
