"""The tables in the words of a trader: prices as quoted, sides and reasons by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["long", "short"]
NoteKind = Literal["opened", "closed", "refused", "stop_moved", "breached", "rearmed"]


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
    amount : profit of a closing, commission of an opening, account currency; what was measured of
        a limit that was breached.
    bound : that limit.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An open position at the market's standing price."""

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

    def __repr__(self) -> str:
        sign = "+" if self.side == "long" else "-"
        return f"<Position {sign}{self.volume:.2f} {self.symbol} @{self.entry_price:g}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPosition:
    """A finished trade.

    Parameters
    ----------
    volume : lots.
    entry_time, exit_time : open time of the bar it happened in, ns UTC.
    pnl : account currency, net of commission and swap.
    r_multiple : profit in multiples of the initial stop distance; None without a stop.
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
