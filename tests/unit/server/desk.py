"""A small in-memory session for tests of the doors: it obeys, and refuses as a real one would."""

from __future__ import annotations

import dataclasses
from typing import cast

from tradewright.core.calendar import format_ts
from tradewright.ports.errors import Conflict, Invalid, NotFound
from tradewright.wire import messages as m
from tradewright.wire.vocabulary import Speed

NOON = "2026-01-05T12:00:00Z"
SPEEDS: tuple[Speed, ...] = (1.0, 60.0, "max")


def row(strategy_id: str = "strategy_123") -> m.StrategyRow:
    return m.StrategyRow(
        id=strategy_id,
        name="EMA Scalping Pro",
        status="running",
        symbol="EURUSD",
        timeframe="M15",
        trades=3,
        open_positions=1,
        profit=12.5,
        last_signal_at=NOON,
        last_reason="OUTSIDE_SESSION",
    )


def open_trade(ticket: int) -> m.OpenTrade:
    return m.OpenTrade(
        ticket=ticket,
        strategy_id="strategy_123",
        strategy="EMA Scalping Pro",
        symbol="EURUSD",
        type="BUY",
        volume=0.01,
        open_time=NOON,
        open_price=1.08325,
        current_price=1.0834,
        stop_loss=1.081,
        take_profit=None,
        profit=0.15,
        pips=1.5,
        swap=0.0,
        commission=0.0,
        initial_volume=0.01,
        realised=0.0,
    )


def closed_trade(ticket: int) -> m.ClosedTrade:
    return m.ClosedTrade(
        ticket=ticket,
        strategy_id="strategy_123",
        strategy="EMA Scalping Pro",
        symbol="EURUSD",
        type="SELL",
        volume=0.01,
        open_time=NOON,
        open_price=1.08325,
        close_time=NOON,
        close_price=1.0834,
        reason="stop_loss",
        profit=-0.15,
        pips=-1.5,
        r_multiple=None,
        level=0,
    )


def log_entry(number: int) -> m.LogEntry:
    return m.LogEntry(
        id=number,
        time=NOON,
        level="info",
        event="SIGNAL_REFUSED",
        strategy_id="strategy_123",
        symbol="EURUSD",
        message="long refused",
        data={"reason": "OUTSIDE_SESSION"},
    )


class Desk:
    """Satisfies `server.services.Services`."""

    def __init__(self) -> None:
        self.rows: dict[str, m.StrategyRow] = {"strategy_123": row()}
        self.documents: dict[str, dict[str, object]] = {"strategy_123": {"strategyId": "x"}}
        self.trades = {ticket: open_trade(ticket) for ticket in (1, 2)}
        self.closed = [closed_trade(ticket) for ticket in range(250, 0, -1)]
        self.killed = False
        self.speed: Speed = 60.0
        self.broken = False
        self.breached = True
        self.protection: dict[str, object] = {"limits": {"dailyLoss": 200.0}}
        self.command_ids: list[str | None] = []

    async def start(self, document: object, command_id: str | None = None) -> m.StrategyRow:
        self.command_ids.append(command_id)
        strategy_id = self._checked(document)
        if self.rows.get(strategy_id, row("")).status == "running" and strategy_id in self.rows:
            message = f"strategy {strategy_id!r} is running; stop it first"
            raise Conflict(message)
        self.rows[strategy_id] = row(strategy_id)
        self.documents[strategy_id] = cast("dict[str, object]", document)
        return self.rows[strategy_id]

    def _checked(self, document: object) -> str:
        whole = cast("dict[str, object]", document if isinstance(document, dict) else {})
        inner = whole.get("parameters", whole)
        found = cast("dict[str, object]", inner if isinstance(inner, dict) else {})
        strategy_id = found.get("strategyId")
        if not isinstance(strategy_id, str) or not strategy_id:
            raise Invalid([m.Problem(path="strategyId", message="missing", fix="add a string")])
        return strategy_id

    def _row(self, strategy_id: str) -> m.StrategyRow:
        if strategy_id not in self.rows:
            message = f"no strategy {strategy_id!r}; there is strategy_123"
            raise NotFound(message)
        return self.rows[strategy_id]

    def _become(self, strategy_id: str, status: str) -> m.StrategyRow:
        known = self._row(strategy_id)
        if known.status == status:
            message = f"strategy {strategy_id!r} is {status} already"
            raise Conflict(message)
        changed = dataclasses.replace(known, status=status)
        self.rows[strategy_id] = changed
        return changed

    async def restart(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        self.command_ids.append(command_id)
        return self._become(strategy_id, "running")

    async def stop(
        self, strategy_id: str, *, close_positions: bool = False, command_id: str | None = None
    ) -> m.StrategyStopped:
        self.rows[strategy_id] = dataclasses.replace(self._row(strategy_id), status="stopped")
        if close_positions:
            self.trades.clear()
        self.command_ids.append(command_id)
        return m.StrategyStopped(id=strategy_id, status="stopped")

    async def pause(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        self.command_ids.append(command_id)
        return self._become(strategy_id, "paused")

    async def resume(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        self.command_ids.append(command_id)
        return self._become(strategy_id, "running")

    def strategies(self) -> list[m.StrategyRow]:
        return list(self.rows.values())

    def strategy(self, strategy_id: str) -> m.StrategyDetail:
        known = self._row(strategy_id)
        fields = {f.name: getattr(known, f.name) for f in dataclasses.fields(known)}
        return m.StrategyDetail(**fields, document=self.documents[strategy_id])

    def explain(self, strategy_id: str, at_ns: int) -> m.Explanation:
        self._row(strategy_id)
        operands = (m.ExplainedOperand(name="ema_9", value=None),)
        leaf = m.ExplainedNode(
            path="rules.entry.conditions[0]",
            text="ema_9 crosses above ema_21",
            truth="unknown",
            operands=operands,
            members=(),
        )
        group = dataclasses.replace(leaf, text="OR", operands=(), members=(leaf,))
        return m.Explanation(
            strategy_id=strategy_id,
            symbol="EURUSD",
            timeframe="M15",
            at=format_ts(at_ns),
            bar=(at_ns // 10**9, 1.0, 1.1, 0.9, 1.05, 10.0),
            signals=("long",),
            reason=None,
            entry_long=group,
            entry_short=None,
            exit_long=None,
            exit_short=None,
        )

    def reasons(self, strategy_id: str) -> dict[str, int]:
        self._row(strategy_id)
        return {"OUTSIDE_SESSION": 4}

    def validate(self, document: object) -> m.Validation:
        try:
            self._checked(document)
        except Invalid as error:
            return m.Validation(ok=False, problems=error.problems, normalised=None)
        return m.Validation(ok=True, problems=(), normalised=cast("dict[str, object]", document))

    def open_trades(self) -> list[m.OpenTrade]:
        return list(self.trades.values())

    def history(self, limit: int, offset: int) -> m.TradeHistory:
        page = tuple(self.closed[offset : offset + limit])
        return m.TradeHistory(total=len(self.closed), trades=page)

    async def close(self, ticket: int, command_id: str | None = None) -> m.TradeClosing:
        if self.trades.pop(ticket, None) is None:
            message = f"no open position {ticket}; open are {sorted(self.trades)}"
            raise NotFound(message)
        self.command_ids.append(command_id)
        return m.TradeClosing(ticket=ticket, status="closing")

    async def close_all(self, command_id: str | None = None) -> int:
        self.command_ids.append(command_id)
        count = len(self.trades)
        self.trades.clear()
        return count

    async def kill(self, command_id: str | None = None) -> m.KillSwitch:
        self.command_ids.append(command_id)
        self.killed = True
        return self._switch()

    async def rearm(self, command_id: str | None = None) -> m.KillSwitch:
        self.command_ids.append(command_id)
        self.killed = False
        return self._switch()

    def _switch(self) -> m.KillSwitch:
        return m.KillSwitch(
            active=self.killed,
            since=NOON if self.killed else None,
            open_positions=len(self.trades),
            estimate=0.3,
        )

    async def set_speed(self, speed: Speed, command_id: str | None = None) -> m.System:
        self.command_ids.append(command_id)
        if speed not in SPEEDS:
            fault = m.Problem(
                path="speed", message=f"{speed} is not offered", fix="use 1, 60 or max"
            )
            raise Invalid([fault])
        self.speed = speed
        return self.system()

    def guardian(self) -> m.GuardianState:
        limit = m.GuardianLimit(limit="dailyLoss", measured=201.5, bound=200.0)
        breach = self.breached
        return m.GuardianState(
            active=True,
            breach="GUARDIAN_DAILY_LOSS" if breach else None,
            since=NOON if breach else None,
            measured=201.5 if breach else None,
            bound=200.0 if breach else None,
            day_ends=NOON,
            limits=(limit,),
            document=self.protection,
        )

    async def set_guardian(
        self, document: object, command_id: str | None = None
    ) -> m.GuardianState:
        self.command_ids.append(command_id)
        if not isinstance(document, dict):
            fault = m.Problem(path="", message="no object", fix="write {...}")
            raise Invalid([fault])
        if self.breached:
            message = "dailyLoss would protect less while GUARDIAN_DAILY_LOSS is breached"
            raise Conflict(message)
        self.protection = cast("dict[str, object]", document)
        return self.guardian()

    async def rearm_guardian(self, command_id: str | None = None) -> m.GuardianState:
        self.command_ids.append(command_id)
        self.breached = False
        return self.guardian()

    def health(self) -> m.Health:
        return m.Health(
            status="ok",
            version="0.1.0",
            uptime_seconds=3.5,
            session="running",
            last_bar_at=NOON,
            feed_age_seconds=0.25,
        )

    def account(self) -> m.Account:
        if self.broken:
            message = "the account is gone"
            raise RuntimeError(message)
        return account(10_000.0)

    def system(self) -> m.System:
        return m.System(
            version="0.1.0",
            python="3.11.7",
            platform="Linux",
            mode="paper",
            market="simulated:EURUSD:7",
            symbols=(m.SymbolInfo(symbol="EURUSD", digits=5, pip=0.0001, point=0.00001),),
            timeframe="M1",
            speed=self.speed,
            speeds=SPEEDS,
            kill_switch=self._switch(),
            simulated_time=NOON,
            data_dir="data",
            pid=1,
            uptime_seconds=3.5,
        )

    def bars(self, symbol: str, timeframe: str, limit: int) -> m.BarSeries:
        if symbol != "EURUSD":
            message = f"no bars of {symbol!r}; there are EURUSD"
            raise NotFound(message)
        bars = tuple((60 * i, 1.0, 1.1, 0.9, 1.05, 10.0) for i in range(limit))
        return m.BarSeries(symbol=symbol, timeframe=timeframe, digits=5, bars=bars, forming=None)

    def news(self, hours: int) -> m.News:
        event = m.NewsEvent(
            time=NOON, currency="USD", impact="high", title="Invented", pauses=("running",)
        )
        return m.News(
            source="week.json",
            confirmed_at=NOON,
            age_hours=1.5,
            max_age_hours=24.0,
            stale=False,
            trouble=None,
            events=(event,) * min(hours, 2),
        )

    def log(self, limit: int) -> list[m.LogEntry]:
        return [log_entry(number) for number in range(limit)]


def account(balance: float) -> m.Account:
    return m.Account(
        number=1,
        broker="Tradewright",
        server="paper",
        currency="USD",
        balance=balance,
        equity=balance,
        margin=0.0,
        free_margin=balance,
        margin_level=None,
        leverage=30,
        trade_mode="demo",
        profit=0.0,
        open_positions=0,
    )


def quote(bid: float, symbol: str = "EURUSD") -> m.Quote:
    return m.Quote(symbol=symbol, bid=bid, ask=bid + 0.0001, time=1_767_604_500_000)
