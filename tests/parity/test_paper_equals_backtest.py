"""Paper over a replay and a backtest of its bars: the same notes and trades, byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest

from tests.scenes import paper
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import HOUR, Timeframe
from tradewright.core.engine import ClosedPosition, Costs, Desk, Note
from tradewright.core.engine.batch import run_batch
from tradewright.core.engine.reading import note_views
from tradewright.core.market import Bars
from tradewright.core.market.resample import resample
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guardian import Guardian, Limits
from tradewright.services.sessions.happened import Happened
from tradewright.services.sessions.paper import run_paper
from tradewright.services.sessions.session import Session
from tradewright.wire.events import Event, SetSpeed
from tradewright.wire.strategy import parse

ATR = {
    "stopLoss": {"type": "atr", "atrMultiplier": 2.0},
    "takeProfit": {"type": "rr_ratio", "rrRatio": 2.5},
}
EVEN = {
    "stopLoss": {"type": "pips", "value": 5, "from": "signal"},
    "takeProfit": {"type": "pips", "value": 12},
    "moveToBreakeven": {"enabled": True, "triggerRatio": 0.8, "bufferPips": 1},
}
LADDER = {
    "stopLoss": {"type": "pips", "value": 6},
    "enhancedPartialExits": {
        "strategy": "sequential",
        "levels": [
            {"percentage": 40, "type": "rr_ratio", "value": 0.5, "moveStopToBreakeven": True},
            {"percentage": 20, "triggerType": "trailing", "trailingTarget": {"distance": 2}},
            {
                "percentage": 20,
                "triggerType": "time",
                "timeTarget": {"type": "duration", "value": 45},
            },
        ],
        "trailRemaining": True,
        "trailDistance": 4,
        "globalSettings": {"cooldownPeriod": 2, "maxDailyPartialExits": 40},
    },
}
LONGER = {
    "primary": [
        {"indicator": "close", "condition": "breaks_above", "value": "m30_high", "side": "long"},
        {"indicator": "close", "condition": "breaks_below", "value": "m30_low", "side": "short"},
    ],
    "confirmation": [{"timeframe": "H1", "condition": "aligned"}],
}


def changed(strategy_id: str, timeframe: str, **rules: object) -> dict[str, object]:
    """The scene's strategy with other rules."""
    document = paper.document(strategy_id, timeframe=timeframe)
    return document | {"rules": cast("dict[str, object]", document["rules"]) | rules}


CASES = {
    "pips, trailing": [paper.document()],
    "atr, ratio, risk": [
        changed("a", "M5", exit=ATR, riskManagement={"riskPercentage": 1, "maxPositions": 3})
    ],
    "breakeven": [changed("a", "M1", exit=EVEN)],
    "gates": [
        changed(
            "a",
            "M5",
            sessionFilter={"enabled": True, "allowedSessions": ["London"]},
            spreadFilter={"enabled": True, "maxSpread": 0.8},
        )
    ],
    "ladder": [changed("a", "M5", exit=LADDER, riskManagement={"lotSize": 0.1})],
    "longer timeframes": [changed("a", "M5", entry=LONGER, exit=EVEN)],
    "three on one account": [
        paper.document("a"),
        changed("b", "M15", exit=ATR),
        changed("c", "M1", exit=EVEN),
    ],
}


class Noting(Session):
    """A session that keeps all notes."""

    notes: list[Note]

    def take(self, events: Sequence[Event]) -> Happened:
        happened = super().take(events)
        self.notes = [*getattr(self, "notes", []), *happened.notes]
        return happened


def backtest(
    documents: list[dict[str, object]], bars: Bars, guardian: Guardian | None = None
) -> tuple[list[Note], list[ClosedPosition]]:
    desk = Desk(10_000.0, Costs(), session_zones())
    if guardian is not None:
        desk.protect(guardian)
    desk.add_feed(bars.symbol, bars.timeframe)
    run_batch(desk, [parse(document) for document in documents], [bars])
    return note_views(desk.tables, desk.slots, desk.feeds), desk.trades()


def on_paper(
    documents: list[dict[str, object]], bars: Bars, guardian: Guardian | None = None
) -> tuple[list[Note], list[ClosedPosition]]:
    made = paper.session(*documents, bars=bars, guardian=guardian)
    session = Noting(made.books, made.world, 300)
    session.command(SetSpeed(command_id="speed", speed=None))
    result = asyncio.run(run_paper(session, lambda _: None, lambda: False))
    assert result.complete
    return session.notes, list(result.trades)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("timeframe", [Timeframe.M1, Timeframe.M5])
def test_paper_equals_backtest(name: str, timeframe: Timeframe) -> None:
    documents = CASES[name]
    if timeframe is Timeframe.M5 and any(one["timeframe"] == "M1" for one in documents):
        pytest.skip("an M1 strategy cannot trade on M5 bars")
    bars = resample(paper.minutes(72), timeframe)
    notes, trades = backtest(documents, bars)
    paper_notes, paper_trades = on_paper(documents, bars)
    assert len(trades) > 5
    assert repr(paper_trades) == repr(trades)
    assert list(map(repr, paper_notes)) == list(map(repr, notes))
    assert paper_trades == trades


WATCHES = {
    "a day's loss, closing": Guardian(limits=Limits(daily_loss=12.0), flatten=True, rearm="period"),
    "a streak, for good": Guardian(limits=Limits(losing_streak=4)),
    "counts and rests": Guardian(
        limits=Limits(trades_per_day=9, max_positions=2, cooldown_minutes=20, spacing_minutes=6),
        together=CorrelationRule(positions=1),
        day_start=9 * HOUR,
        zone="America/New_York",
    ),
}
LIMITED = {"lotSize": 0.05, "maxPositions": 2, "maxDailyLoss": "0.08%", "maxConsecutiveLosses": 3}


@pytest.mark.parametrize("name", WATCHES)
def test_guarded_paper_equals_a_guarded_backtest(name: str) -> None:
    documents = [paper.document("a"), changed("b", "M15", riskManagement=LIMITED)]
    bars = paper.minutes(72)
    notes, trades = backtest(documents, bars, WATCHES[name])
    paper_notes, paper_trades = on_paper(documents, bars, WATCHES[name])
    assert any(note.reason.startswith("GUARDIAN") for note in notes)
    assert list(map(repr, paper_notes)) == list(map(repr, notes))
    assert repr(paper_trades) == repr(trades)
