"""What the server needs of a session: small protocols, spoken here by the consumer.

Commands are asynchronous: they return when the journal holds them and the engine has taken them.
A `command_id` seen before does nothing and returns the first answer; None is always a new command.
Reads answer at once from memory. All raise `ports.errors.NotFound`, `Conflict`, `Invalid` or
`Unavailable`, which become 404, 409, 422 and 503.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tradewright.wire import messages as m
    from tradewright.wire.vocabulary import Speed


class StrategyCommands(Protocol):
    """What a person does to strategies."""

    async def start(self, document: object, command_id: str | None = None) -> m.StrategyRow:
        """Start a strategy from a command envelope or bare parameters; Conflict while it runs."""
        ...

    async def restart(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        """Start a stopped strategy again with the document it had; Conflict while it runs."""
        ...

    async def stop(
        self, strategy_id: str, *, close_positions: bool = False, command_id: str | None = None
    ) -> m.StrategyStopped:
        """Stop a strategy; its positions close at the next price only if asked."""
        ...

    async def pause(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        """No new trades; open trades stay managed."""
        ...

    async def resume(self, strategy_id: str, command_id: str | None = None) -> m.StrategyRow:
        """Let a paused strategy trade again."""
        ...


class StrategyReads(Protocol):
    """What a person asks about strategies."""

    def strategies(self) -> Sequence[m.StrategyRow]:
        """All strategies of the session, oldest first."""
        ...

    def strategy(self, strategy_id: str) -> m.StrategyDetail:
        """One strategy with its document."""
        ...

    def explain(self, strategy_id: str, at_ns: int) -> m.Explanation:
        """Why the strategy did or did not trade on the bar that holds the instant `at_ns` (UTC)."""
        ...

    def reasons(self, strategy_id: str) -> Mapping[str, int]:
        """Refused entry signals counted by reason."""
        ...

    def validate(self, document: object) -> m.Validation:
        """The verdict on a document; faults are the answer here, not an exception."""
        ...


class Trades(Protocol):
    """Open and closed trades."""

    def open_trades(self) -> Sequence[m.OpenTrade]:
        """Open positions in order of opening."""
        ...

    def history(self, limit: int, offset: int) -> m.TradeHistory:
        """`limit` closed trades after skipping `offset`, newest first."""
        ...

    async def close(self, ticket: int, command_id: str | None = None) -> m.TradeClosing:
        """Close one position at the next price."""
        ...

    async def close_all(self, command_id: str | None = None) -> int:
        """Close everything at the next price; returns how many positions that is."""
        ...


class Control(Protocol):
    """The switches of the session."""

    async def kill(self, command_id: str | None = None) -> m.KillSwitch:
        """No new trades from now on, across restarts, until re-armed."""
        ...

    async def rearm(self, command_id: str | None = None) -> m.KillSwitch:
        """Allow new trades again."""
        ...

    async def set_speed(self, speed: Speed, command_id: str | None = None) -> m.System:
        """Change the pace of a simulated or replayed market; Invalid if it is not on offer."""
        ...


class Protection(Protocol):
    """What protects the account."""

    def guardian(self) -> m.GuardianState:
        """What protects the account, and how its limits stand."""
        ...

    async def set_guardian(
        self, document: object, command_id: str | None = None
    ) -> m.GuardianState:
        """Protect the account by another guardian; Conflict if that protects less in a breach."""
        ...

    async def rearm_guardian(self, command_id: str | None = None) -> m.GuardianState:
        """End a breach of the account's limits; without one nothing changes."""
        ...


class Readings(Protocol):
    """What the session says about itself and its market."""

    def health(self) -> m.Health:
        """Whether the session runs and its feed speaks."""
        ...

    def account(self) -> m.Account:
        """The account now."""
        ...

    def system(self) -> m.System:
        """What runs, where, how fast."""
        ...

    def bars(self, symbol: str, timeframe: str, limit: int) -> m.BarSeries:
        """The last `limit` closed bars, oldest first, and the forming one; NotFound by symbol."""
        ...

    def news(self, hours: int) -> m.News:
        """The economic calendar, and its events of the next `hours`."""
        ...

    def log(self, limit: int) -> Sequence[m.LogEntry]:
        """The last `limit` log entries, newest last."""
        ...


class Services(StrategyCommands, StrategyReads, Trades, Control, Protection, Readings, Protocol):
    """Everything the server needs, as one object."""
