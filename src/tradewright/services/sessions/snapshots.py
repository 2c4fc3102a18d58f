"""The books as bytes, so that a start need not replay the whole journal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import orjson

from tradewright.core.calendar import Timeframe
from tradewright.core.engine.snapshot import layout
from tradewright.ports.journal import Snapshot
from tradewright.services.sessions.commands import read
from tradewright.services.sessions.guard_documents import read_guardian
from tradewright.services.sessions.log import EventLog
from tradewright.services.sessions.refusal_words import Refusal
from tradewright.services.sessions.roster import Enrolled
from tradewright.wire import messages as m
from tradewright.wire.guardian import dump

if TYPE_CHECKING:
    from tradewright.services.sessions.books import Books

SNAPSHOT_VERSION: Final = f"3-{layout()}"
"""Layout of the bytes; of a snapshot in another layout no use is made."""

LENGTH: Final = 8
"""Bytes that say how long the JSON part is."""


def take(books: Books) -> Snapshot:
    """The books after the entry `books.seq`.

    Notes
    -----
    Bars are not in it: the journal has them, and is read for them at every start.
    """
    head = orjson.dumps({
        "speed": books.speed,
        "killed_since": books.killed_since,
        "guardian": dump(books.desk.guardian),
        "digest": books.digest.hex(),
        "written": books.log.written,
        "log": [asdict(entry) for entry in books.log.last()],
        "trades": [asdict(trade) for trade in books.trades],
        "replies": books.replies.dump(),
        "watched": [(symbol, frame.value) for symbol, frame in books.charts.watched()],
        "roster": [_enrolled(one) for one in books.roster],
    })
    blob = len(head).to_bytes(LENGTH, "big") + head + books.desk.snapshot()
    return Snapshot(seq=books.seq, version=SNAPSHOT_VERSION, blob=blob)


def restore(books: Books, snapshot: Snapshot) -> None:
    """Bring books that have seen only the bars up to ``snapshot.seq`` to that state."""
    split = LENGTH + int.from_bytes(snapshot.blob[:LENGTH], "big")
    head = orjson.loads(snapshot.blob[LENGTH:split])
    for one in head["roster"]:
        refusals = {ts: _refusal(*told) for ts, told in one["refusals"]}
        read_back = {"strategy": read(one["document"]), "refusals": refusals}
        books.roster.enrol(Enrolled(**one | read_back))
    for symbol, timeframe in head["watched"]:
        books.charts.watch(symbol, Timeframe(timeframe))
    seated = {one.strategy.id: one.strategy for one in books.roster if one.status != "stopped"}
    histories = {key: books.charts.tapes[s.symbol].bars() for key, s in seated.items()}
    books.desk.protect(read_guardian(head["guardian"], books.zones))
    books.desk.restore(snapshot.blob[split:], seated, histories)
    books.log = EventLog((m.LogEntry(**entry) for entry in head["log"]), head["written"])
    books.trades = [m.ClosedTrade(**trade) for trade in head["trades"]]
    books.replies.load(head["replies"])
    books.speed = head["speed"]
    books.killed_since = head["killed_since"]
    books.digest = bytes.fromhex(head["digest"])
    books.seq = snapshot.seq


def _refusal(reason: str, side: str, measured: float | None, bound: float | None) -> Refusal:
    """As it was written; JSON has no nan."""
    nan = float("nan")
    return Refusal(
        reason, side, nan if measured is None else measured, nan if bound is None else bound
    )


def _enrolled(one: Enrolled) -> dict[str, object]:
    return {
        "document": one.document,
        "status": one.status,
        "trades": one.trades,
        "profit": one.profit,
        "last_signal_ts": one.last_signal_ts,
        "last_reason": one.last_reason,
        "refusals": [(ts, tuple(refusal)) for ts, refusal in one.refusals.items()],
    }
