"""A desk as bytes, and back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.engine.newsroom import parts_watch_of, watch_of
from tradewright.core.engine.rooms import REASONS
from tradewright.core.engine.slots import Slot
from tradewright.core.engine.tables import Tables
from tradewright.core.engine.windows import with_windows_of
from tradewright.core.kernel import bits_of, filled
from tradewright.core.market.bonds import Bond, Ring
from tradewright.core.market.guards import Guard
from tradewright.core.market.records import (
    Account,
    Feed,
    Manner,
    Note,
    Position,
    Rung,
    Seat,
    Terms,
    Trade,
)
from tradewright.core.market.sizes import Size, Tally
from tradewright.core.risk.correlation import Closes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tradewright.core.engine.floor import Floor
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Bars

RECORDS: Final = (
    "account",
    "feeds",
    "terms",
    "seats",
    "positions",
    "trades",
    "notes",
    "manners",
    "bonds",
    "guards",
    "rungs",
    "tallies",
    "sizes",
)
WIDTH: Final = 8
"""Bytes of the number in front that says how long the JSON part is."""


def layout() -> str:
    """What the bytes of a snapshot look like; of another layout nothing can be read."""
    records = (Account, Feed, Terms, Seat, Position, Trade, Note, Manner, Bond, Ring, Guard, Rung)
    fields = [(one.__name__, list(one.__annotations__.items())) for one in records]
    return hashlib.sha256(repr((fields, REASONS)).encode()).hexdigest()[:12]


def take(desk: Floor) -> bytes:
    """The tables, and who sits where."""
    tables = desk.tables
    account = tables.account[0]
    used = {name: int(getattr(account, name)) for name in ("trades", "notes", "sizes")}
    parts = {name: bits_of(getattr(tables, name)[: used.get(name)]) for name in RECORDS}
    parts |= {
        "rings": bits_of(tables.closes.rings),
        "buckets": tables.closes.buckets.tobytes(),
        "prices": tables.closes.prices.tobytes(),
        "symbols": tables.symbols.tobytes(),
        "marks": tables.marks.tobytes(),
    }
    head = json.dumps({
        "currency": desk.currency,
        "slots": [[s.id, s.symbol, s.feed, s.active] for s in desk.slots],
        "sizes": {name: len(part) for name, part in parts.items()},
        "reasons": desk.tables.reasons.tolist(),
        "positions": len(tables.positions),
    }).encode()  # fmt: skip
    return len(head).to_bytes(WIDTH, "big") + head + b"".join(parts.values())


def put_back(
    desk: Floor, blob: bytes, strategies: Mapping[str, Strategy], histories: Mapping[str, Bars]
) -> None:
    """Fill a desk that has its feeds and no strategies; see `Desk.restore`."""
    at = WIDTH + int.from_bytes(blob[:WIDTH], "big")
    head = json.loads(blob[WIDTH:at])
    desk.currency = head["currency"]
    parts: dict[str, bytes] = {}
    sizes: dict[str, int] = head["sizes"]
    for name, size in sizes.items():
        parts[name] = blob[at : at + size]
        at += size
    desk.tables = _tables(parts, head["reasons"], head["positions"])
    for k, (strategy_id, symbol, feed, active) in enumerate(head["slots"]):
        if active:
            strategy = strategies[strategy_id]
            slot = Slot.seated(strategy, feed, desk.feeds, histories[strategy_id])
            traded = desk.feeds[slot.feed].instrument
            desk.hours = with_windows_of(desk, strategy, traded, k)
            slot.watch = watch_of(strategy, traded)
            slot.parts_watch = parts_watch_of(strategy, traded)
            slot.limits = strategy.limits
        else:
            slot = Slot.silent(strategy_id, symbol, feed)
            slot.active = False
        desk.slots.append(slot)


def _marks(memory: bytes, positions: int) -> NDArray[np.int64]:
    return np.frombuffer(memory, np.int64).reshape(positions, -1).copy()


def _tables(parts: Mapping[str, bytes], reasons: list[list[int]], positions: int) -> Tables:
    """The tables from their memory."""
    return Tables(
        account=filled(Account, parts["account"]),
        feeds=filled(Feed, parts["feeds"]),
        terms=filled(Terms, parts["terms"]),
        seats=filled(Seat, parts["seats"]),
        positions=filled(Position, parts["positions"]),
        trades=filled(Trade, parts["trades"]),
        notes=filled(Note, parts["notes"]),
        manners=filled(Manner, parts["manners"]),
        bonds=filled(Bond, parts["bonds"]),
        symbols=np.frombuffer(parts["symbols"], np.int64).copy(),
        closes=Closes(
            filled(Ring, parts["rings"]),
            np.frombuffer(parts["buckets"], np.int64).copy(),
            np.frombuffer(parts["prices"], np.float64).copy(),
        ),
        guards=filled(Guard, parts["guards"]),
        rungs=filled(Rung, parts["rungs"]),
        marks=_marks(parts["marks"], positions),
        reasons=np.array(reasons, np.int64).reshape(-1, REASONS),
        tallies=filled(Tally, parts["tallies"]),
        sizes=filled(Size, parts["sizes"]),
    )
