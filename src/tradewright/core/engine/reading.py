"""Rows of the tables turned into views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from tradewright.core.engine.size_views import size_view
from tradewright.core.engine.tables import Tables
from tradewright.core.engine.views import (
    AccountView,
    ClosedPosition,
    Note,
    NoteKind,
    Position,
    Side,
)
from tradewright.core.kernel import kernel
from tradewright.core.ledger import unrealised
from tradewright.core.market import ExitReason, Reason, codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tradewright.core.engine.feeds import Traded
    from tradewright.core.market import Instrument
    from tradewright.core.market.records import Note as NoteRow
    from tradewright.core.market.records import Trade

KINDS: Final[dict[int, NoteKind]] = {
    codes.OPENED: "opened",
    codes.CLOSED: "closed",
    codes.REFUSED: "refused",
    codes.STOP_MOVED: "stop_moved",
    codes.BREACHED: "breached",
    codes.REARMED: "rearmed",
    codes.REDUCED: "reduced",
}


IN_TICKS: Final = frozenset({Reason.SPREAD_TOO_WIDE, Reason.INVALID_STOP, Reason.INVALID_TARGET})
"""Reasons whose gates measure ticks; notes tell them in pips."""


class Named(Protocol):
    """Whoever sits at a desk."""

    id: str


@kernel
def value_positions(tables: Tables, profit: NDArray[np.float64]) -> None:
    """Open profit of every position at the standing prices, account currency."""
    for k in range(tables.account[0].open):
        profit[k] = unrealised(tables.feeds, tables.positions[k])


def price_of(instrument: Instrument, ticks: int) -> float:
    """A price as it is quoted."""
    return round(float(ticks) * instrument.tick_size, instrument.digits)


def level_of(instrument: Instrument, ticks: int) -> float | None:
    """A stop or target as it is quoted; None where there is none."""
    return price_of(instrument, ticks) if ticks else None


def side_of(side: int) -> Side:
    """The word for a side."""
    return "long" if side > 0 else "short"


def note_views(tables: Tables, slots: Sequence[Named], feeds: Sequence[Traded]) -> list[Note]:
    """All notes of the last step."""
    count = int(tables.account[0].notes)
    return [note_view(tables, k, slots, feeds) for k in range(count)]


def note_view(tables: Tables, k: int, slots: Sequence[Named], feeds: Sequence[Traded]) -> Note:
    """Note number `k`."""
    row = tables.notes[k]
    if row.feed < 0:
        return _guard_note(row, slots)
    feed = feeds[row.feed]
    kind = KINDS[int(row.kind)]
    refused = kind == "refused"
    reason = Reason(int(row.reason)).name if refused else ExitReason(int(row.reason)).word
    return Note(
        ts=int(row.ts),
        kind=kind,
        strategy=slots[row.strategy].id,
        symbol=feed.symbol,
        position=int(row.position),
        side=side_of(row.side),
        reason="" if kind == "opened" else reason,
        price=price_of(feed.instrument, row.price),
        stop=level_of(feed.instrument, row.stop),
        target=level_of(feed.instrument, row.target),
        lots=float(row.lots),
        amount=_measured(feed.instrument, row.reason, row.amount) if refused else float(row.amount),
        bound=_measured(feed.instrument, row.reason, row.bound) if refused else float(row.bound),
        level=int(row.rung),
        size=size_view(tables.sizes[row.sizing - 1], feed.instrument) if row.sizing else None,
    )


def _measured(instrument: Instrument, reason: int, value: float) -> float:
    """What a gate measured in the unit that `IN_TICKS` does not change: ticks become pips."""
    return pips_of(instrument, float(value)) if reason in IN_TICKS else float(value)


def _guard_note(row: NoteRow, slots: Sequence[Named]) -> Note:
    """What a guard says."""
    return Note(
        ts=int(row.ts),
        kind=KINDS[int(row.kind)],
        strategy=slots[row.strategy].id if row.strategy >= 0 else "",
        symbol="",
        position=0,
        side="long",
        reason=Reason(int(row.reason)).name,
        price=0.0,
        stop=None,
        target=None,
        lots=0.0,
        amount=float(row.amount),
        bound=float(row.bound),
    )


def account_view(tables: Tables, currency: str) -> AccountView:
    """Money at the standing prices."""
    account = tables.account[0]
    count = int(account.open)
    profit = np.zeros(count)
    value_positions(tables, profit)
    held = float(sum(tables.positions[k].margin for k in range(count)))
    equity = float(account.balance) + float(profit.sum())
    return AccountView(
        currency=currency,
        balance=float(account.balance),
        equity=equity,
        margin=held,
        free_margin=equity - held,
        profit=float(profit.sum()),
    )


def position_views(
    tables: Tables, slots: Sequence[Named], feeds: Sequence[Traded]
) -> list[Position]:
    """Open positions, oldest first."""
    profit = np.zeros(int(tables.account[0].open))
    value_positions(tables, profit)
    return [_position(tables, k, float(profit[k]), slots, feeds) for k in range(profit.size)]


def _position(
    tables: Tables, k: int, profit: float, slots: Sequence[Named], feeds: Sequence[Traded]
) -> Position:
    row = tables.positions[k]
    traded = feeds[row.feed]
    feed = tables.feeds[row.feed]
    standing = feed.bid if row.side > 0 else feed.ask
    gain = float(standing - row.entry) * float(row.side)
    return Position(
        id=int(row.id),
        strategy=slots[row.strategy].id,
        symbol=traded.symbol,
        side=side_of(row.side),
        volume=float(row.lots),
        entry_time=int(row.entry_ts),
        entry_price=price_of(traded.instrument, row.entry),
        price=price_of(traded.instrument, standing),
        stop=level_of(traded.instrument, row.stop),
        target=level_of(traded.instrument, row.target),
        profit=profit,
        pips=pips_of(traded.instrument, gain),
        swap=float(row.swap),
        commission=float(row.commission),
        entered=float(row.entered),
        realised=float(row.realised),
    )


def pips_of(instrument: Instrument, ticks: float) -> float:
    """A distance in pips, free of binary noise."""
    return round(ticks * instrument.tick_size / instrument.pip, 9)


def closed_view(row: Trade, slots: Sequence[Named], feeds: Sequence[Traded]) -> ClosedPosition:
    """One finished trade."""
    traded = feeds[row.feed]
    known = traded.instrument
    side = int(row.side)
    gain = int(row.exit - row.entry) * side
    return ClosedPosition(
        id=int(row.id),
        strategy=slots[row.strategy].id,
        symbol=traded.symbol,
        side=side_of(side),
        volume=float(row.lots),
        entry_time=int(row.entry_ts),
        entry_price=price_of(known, row.entry),
        exit_time=int(row.exit_ts),
        exit_price=price_of(known, row.exit),
        exit_reason=ExitReason(int(row.reason)).word,
        pnl=float(row.pnl),
        pnl_pips=pips_of(known, gain),
        r_multiple=gain / int(row.risk) if row.risk > 0 else None,
        mfe_pips=pips_of(known, int(row.best - row.entry) * side),
        mae_pips=pips_of(known, int(row.entry - row.worst) * side),
        stop=level_of(known, row.stop),
        target=level_of(known, row.target),
        commission=float(row.commission),
        swap=float(row.swap),
        level=int(row.rung),
    )


def reason_counts(counts: NDArray[np.int64], names: type[Reason]) -> dict[str, int]:
    """Counts by name, most frequent first; reasons that never occurred are left out."""
    found = {reason.name: int(counts[reason]) for reason in names if counts[reason]}
    return dict(sorted(found.items(), key=lambda item: -item[1]))
